"""What a kind of change asks for, read off its usage line, with what a network has of it to choose from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.learning.labs.cards import titled
from diagnostics.changes import kinds_of_change
from diagnostics.changes.reading import NEW_GROUP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics import Snapshot

#: What stands for the id of a thing in a usage line, and where the snapshot holds such things.
_HELD = {
    "VPCE": "endpoints",
    "RTB": "route_tables",
    "SUBNET": "subnets",
    "SG": "security_groups",
    "ACL": "network_acls",
    "ENI": "enis",
    "NAT": "nat_gateways",
    "VPC": "vpcs",
    "ZONE": "hosted_zones",
    "RULE": "resolver_rules",
    "GROUP": "firewall_groups",
    "BUCKET": "buckets",
    "PL": "prefix_lists",
}
_TARGETS = ("internet_gateways", "nat_gateways", "enis", "endpoints")
#: Kinds of change that may name a group that the change itself makes.
_MAKES_GROUP = frozenset({"add-endpoint-group", "create-interface-endpoint"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One thing that a change is made to or set to: `choices` are (value, label); None where it has to be typed."""

    what: str
    optional: bool
    choices: tuple[tuple[str, str], ...] | None


def slots(kind: str, snapshot: Snapshot) -> tuple[Slot, ...]:
    """Give what a kind of change asks for, in the order in which it is written."""
    _, *written = kinds_of_change()[kind].USAGE.split()
    return tuple(
        Slot(what=name, optional=one.startswith("["), choices=_choices(kind, name, snapshot))
        for one in written
        for name in [one.strip("[]…")]
    )


def _choices(kind: str, what: str, snapshot: Snapshot) -> tuple[tuple[str, str], ...] | None:
    alternatives = what.split("|")
    if all(one.islower() or one.isdigit() for one in alternatives):  # on|off, egress|ingress
        return tuple((one, one) for one in alternatives)
    if what == "TARGET":
        return tuple(pair for held in _TARGETS for pair in _named(getattr(snapshot, held)))
    if not all(one in _HELD for one in alternatives):
        return None
    found = tuple(pair for one in alternatives for pair in _named(getattr(snapshot, _HELD[one])))
    return (*found, (NEW_GROUP, NEW_GROUP)) if what == "SG" and kind in _MAKES_GROUP else found


def _named(held: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    named = ((one, getattr(thing, "name", "")) for one, thing in sorted(held.items()))
    return tuple((one, titled(one, name if name != one else "")) for one, name in named)
