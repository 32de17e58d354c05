"""The words of a change, read by the very line that shows how it is written."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from diagnostics.model.change import Change
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diagnostics.model.snapshot import Snapshot

#: What stands for the id of a thing in a usage line: how such ids look, and where the snapshot holds them.
_IDS: Mapping[str, tuple[str, str]] = {
    "VPCE": ("vpce-", "endpoints"),
    "RTB": ("rtb-", "route_tables"),
    "SUBNET": ("subnet-", "subnets"),
    "SG": ("sg-", "security_groups"),
    "ACL": ("acl-", "network_acls"),
    "ENI": ("eni-", "enis"),
    "NAT": ("nat-", "nat_gateways"),
    "VPC": ("vpc-", "vpcs"),
    "ZONE": ("z", "hosted_zones"),
    "RULE": ("rslvr-", "resolver_rules"),
    "GROUP": ("rslvr-frg-", "firewall_groups"),
}
_TARGETS = ("igw-", "nat-", "eni-", "i-", "tgw-", "pcx-", "vgw-", "vpce-", "eigw-", "cagw-", "lgw-")
_SERVICE = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*")
_HOSTNAME = re.compile(r"(?:\*\.)?[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)+")
_PORTS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
_HIGHEST = 65535
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ACCESS_POINT = re.compile(r"arn:[a-z-]+:s3:[a-z0-9-]+:\d{12}:accesspoint/[a-z0-9-]+")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
#: The group that a change makes itself.
NEW_GROUP = "sg-new"


def read(usage: str, words: Sequence[str], snapshot: Snapshot) -> Change:
    """Give the change that the words stand for, written as the usage line says.

    In a usage line capitals stand for an id or a value, `A|B` for one or the other, `…` for one or more, `[…]` for what may
    be left out.

    Raises:
        AskerError: `unreadable-change` or `unknown-in-change`.
    """
    name, *slots = usage.split()
    asked = " ".join((name, *words))[:200]
    given, left = [], [word.strip("`'\",") for word in words]
    for slot in slots:
        what = slot.strip("[]…")
        taken = 0
        while left and (taken == 0 or slot.endswith("…")) and (value := _value(what, left[0])) is not None:
            if unknown := _missing(what, value, snapshot):
                raise AskerError("unknown-in-change", what=asked, where=unknown, region=snapshot.region)
            given.append(value)
            left.pop(0)
            taken += 1
        if not taken and not slot.startswith("["):
            raise AskerError("unreadable-change", what=asked, where=left[0][:60] if left else what, usage=usage)
    if left:
        raise AskerError("unreadable-change", what=asked, where=left[0][:60], usage=usage)
    return Change(name, tuple(given))


def _value(what: str, word: str) -> str | None:
    """Give the word as the value that it stands for, or None where it does not look like one."""
    for alternative in what.split("|"):
        if (value := _as(alternative, word)) is not None:
            return value
    return None


def _as(what: str, word: str) -> str | None:
    if what in _IDS:
        # Hosted zone ids are the only ones with capitals.
        return word if what == "ZONE" else word.casefold() if word.casefold().startswith(_IDS[what][0]) else None
    reader = _READERS.get(what)
    if reader is not None:
        return reader(word)
    return what if word.casefold() == what else None


def _missing(what: str, value: str, snapshot: Snapshot) -> str:
    """Give the id that the snapshot does not hold, or nothing."""
    for alternative in what.split("|"):
        if alternative in _IDS and _as(alternative, value) is not None:
            return "" if value == NEW_GROUP or value in getattr(snapshot, _IDS[alternative][1]) else value
    return ""


def _cidr(word: str) -> str | None:
    """Write a CIDR in its canonical form, as AWS does; a bare address is no CIDR."""
    try:
        return str(ipaddress.ip_network(word, strict=False)) if "/" in word else None
    except ValueError:
        return None


def _prefix_list(word: str) -> str | None:
    return word.casefold() if word.casefold().startswith("pl-") else None


def _target(word: str) -> str | None:
    return word.casefold() if word.casefold().startswith(_TARGETS) else None


def _service(word: str) -> str | None:
    lowered = word.casefold()
    return lowered if _SERVICE.fullmatch(lowered) and not lowered.startswith(("subnet-", "rtb-", "vpc-", "sg-")) else None


def _name(word: str) -> str | None:
    lowered = word.casefold().rstrip(".")
    return lowered if _HOSTNAME.fullmatch(lowered) else None


def _ports(word: str) -> str | None:
    found = _PORTS.fullmatch(word)
    if not found:
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    return (str(low) if low == high else f"{low}-{high}") if low <= high <= _HIGHEST else None


def _port(word: str) -> str | None:
    ports = _ports(word)
    return ports if ports and "-" not in ports else None


def _bucket(word: str) -> str | None:
    """Read a bucket's name, also with `s3://` before it, or the ARN of an access point."""
    lowered = word.casefold().removeprefix("s3://").partition("/")[0]
    if word.casefold().startswith("arn:"):
        return word if _ACCESS_POINT.fullmatch(word) else None
    return lowered if _BUCKET.fullmatch(lowered) else None


def _number(word: str) -> str | None:
    return str(int(word)) if _NUMBER.fullmatch(word) else None


_READERS: Mapping[str, Callable[[str], str | None]] = {
    "BUCKET": _bucket,
    "STATEMENT": _number,
    "CIDR": _cidr,
    "DEST": lambda word: _cidr(word) or _prefix_list(word),
    "PL": _prefix_list,
    "TARGET": _target,
    "SERVICE": _service,
    "NAME": _name,
    "PORTS": _ports,
    "PORT": _port,
}
