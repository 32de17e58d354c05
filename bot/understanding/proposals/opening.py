"""What is opened: security groups, network ACLs and policies, each for what the words name. Pure."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from bot.understanding.ground import ID
from bot.understanding.supposing import Deed, Thing
from diagnostics.model.change import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.understanding.ground import Ground

    Changes = tuple[Change, ...]

ANYWHERE = "0.0.0.0/0"
EPHEMERAL = "1024-65535"
#: A range of addresses, or the prefix list that stands for some.
RANGE = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}/\d{1,2}|(?<![\w-])pl-[0-9a-z]+", re.IGNORECASE)
_PORT = re.compile(r"(?<![\d./-])(\d{2,5})(?:번)?\s?(?:포트|port)?(?![\d./-])", re.IGNORECASE)
_PORTS = re.compile(r"(?<![\d./-])(\d{1,5})\s?[-~–]\s?(\d{1,5})(?![\d./-])")
_IN = re.compile(
    r"inbound|ingress|incoming|인바운드|들어오는|수신|\brepl(?:y|ies)\b|\breturn|응답|리턴|ephemeral|임시|에페머럴",
    re.IGNORECASE,
)
_OUT = re.compile(r"outbound|egress|outgoing|아웃바운드|나가는|송신|내보내", re.IGNORECASE)
_PEER = re.compile(r"\bfrom\s+(sg-[0-9a-z]+)|(sg-[0-9a-z]+)(?:에서|로부터)\s*(?:오는|들어오는)", re.IGNORECASE)
_WHOLE_VPC = re.compile(
    r"vpc\s?(?:의\s?)?(?:대역|cidr|전체|안|내부)|\b(?:the|whole|entire|from|in) vpc\b(?!-)|\bvpc(?:'s)?\s(?:cidr|range)",
    re.IGNORECASE,
)
_DEFAULT = re.compile(r"기본|디폴트|초기화|되돌|전체|모두|\bdefault|\breset|\bfull|\beverything", re.IGNORECASE)
_BUCKETS_POLICY = re.compile(r"버킷(?:의)?\s?정책|bucket(?:'s)?\s?polic", re.IGNORECASE)


def each(kind: str, *arguments: Sequence[str]) -> list[Changes]:
    """Give one change for each combination of arguments."""
    return [(Change(kind, given),) for given in product(*arguments)]


def policy(ground: Ground) -> list[Changes]:
    """Let a bucket through an endpoint's policy, or an endpoint through a bucket's; else reset an endpoint's policy."""
    opens = ground.clause.deed in {Deed.OPEN, Deed.ADD}
    meant = ground.nearest([one.id for kind in ("Gateway", "Interface") for one in ground.endpoints(kind)])
    buckets = ground.named("buckets") or tuple(filter(None, [ground.diagnosis.case.destination.bucket]))
    if _BUCKETS_POLICY.search(ground.clause.text):
        named = ground.named("endpoints")
        return each("admit-endpoint", buckets, named) if opens else []
    if opens and buckets and not _DEFAULT.search(ground.clause.text):
        return each("allow-bucket", meant, buckets)
    return each("reset-endpoint-policy", meant)


def security_group(ground: Ground) -> list[Changes]:
    """Open a group: an endpoint's for what comes in, the source's own for what goes out; or put one on an endpoint."""
    if ground.clause.deed not in {Deed.OPEN, Deed.ADD}:
        return []
    words = ground.clause.text
    ranges, groups = RANGE.findall(words), _opened(ground)
    if ranges and all(one.casefold().startswith("pl-") for one in ranges):  # what endpoints take in has no prefix list
        return _outward(ground, groups, ranges)
    if not _inward(ground, groups):
        return _outward(ground, groups, ranges)
    endpoints = ground.endpoints("Interface")
    peers = tuple(ranges) or _peers(ground)
    if groups and ground.clause.deed is Deed.ADD and not peers and not _IN.search(words):
        return each("add-endpoint-group", [one.id for one in endpoints], groups)
    meant = groups or tuple(dict.fromkeys(group for one in endpoints for group in one.group_ids))
    return each("allow-endpoint-ingress", meant, [_port(ground)], peers or [ground.diagnosis.case.subnet.cidr])


def _outward(ground: Ground, groups: Sequence[str], ranges: Sequence[str]) -> list[Changes]:
    meant = groups or tuple(ground.diagnosis.case.source.group_ids or ())
    return each("allow-egress", meant, [_port(ground)], ranges or [ANYWHERE])


def _inward(ground: Ground, groups: Sequence[str]) -> bool:
    """Say whether it is about what comes in: it says so, is about an endpoint, or names a group that only endpoints wear."""
    words = ground.clause.text
    if _OUT.search(words) and not _IN.search(words):
        return False
    if _IN.search(words) or Thing.ENDPOINT in ground.clause.things:
        return True
    here = (one for one in ground.snapshot.endpoints.values() if one.vpc_id == ground.vpc)
    worn = {group for one in here for group in one.group_ids} - set(ground.diagnosis.case.source.group_ids or ())
    return bool(groups) and set(groups) <= worn


def _opened(ground: Ground) -> tuple[str, ...]:
    """Give the groups that are named to be opened, not those that are to be let in."""
    let_in = {(found[1] or found[2]).casefold() for found in _PEER.finditer(ground.clause.text)}
    return tuple(one for one in ground.named("security_groups") if one not in let_in)


def _peers(ground: Ground) -> tuple[str, ...]:
    """Give who is to be let in: a group that is named, or the VPC's own range."""
    words = ground.clause.text
    groups = tuple((found[1] or found[2]).casefold() for found in _PEER.finditer(words))
    return groups or (ground.diagnosis.case.vpc.cidrs[:1] if _WHOLE_VPC.search(words) else ())


def _port(ground: Ground) -> str:
    found = _PORT.search(ID.sub(" ", RANGE.sub(" ", ground.clause.text)))
    return found[1] if found else str(ground.diagnosis.case.destination.port)


def network_acl(ground: Ground) -> list[Changes]:
    """Open the ACL for the request and for its replies, for either alone would only move the place where it stops.

    One direction, where that is all that is said; ports without a direction may be meant for either.
    """
    if ground.clause.deed not in {Deed.OPEN, Deed.ADD}:
        return []
    case, words = ground.diagnosis.case, ground.clause.text
    mine = [one.id for one in ground.snapshot.network_acls.values() if case.subnet.id in one.subnet_ids]
    acls = ground.named("network_acls") or mine
    far = RANGE.findall(words)[:1] or [ANYWHERE]
    bare = ID.sub(" ", RANGE.sub(" ", words))
    ports = next((f"{found[1]}-{found[2]}" for found in _PORTS.finditer(bare)), "")
    inward, outward = _IN.search(words) is not None, _OUT.search(words) is not None
    one = ports or (found[1] if (found := _PORT.search(bare)) else "")
    if inward != outward:
        usual = EPHEMERAL if inward else str(case.destination.port)
        return each("allow-acl", acls, ["ingress" if inward else "egress"], far, [one or usual])
    if ports:
        return each("allow-acl", acls, ["ingress", "egress"], far, [ports])
    return [
        (
            Change("allow-acl", (acl, "egress", far[0], str(case.destination.port))),
            Change("allow-acl", (acl, "ingress", far[0], EPHEMERAL)),
        )
        for acl in acls
    ]
