"""What lets packets and requests through in a network: groups, ACLs, policies, prefix lists; one card a thing. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.learning.labs.cards import Card, called, columns, listed, titled

if TYPE_CHECKING:
    from diagnostics import Snapshot
    from diagnostics.model.filters import AclEntry, FilterRule, SecurityGroup

_LAST_RULE = 32767
_PROTOCOLS = {"6": "tcp", "17": "udp", "1": "icmp"}


def groups(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give every security group with its rules, and the network interfaces that wear it."""
    return tuple(_group(one, snapshot) for _, one in sorted(snapshot.security_groups.items()))


def _group(group: SecurityGroup, snapshot: Snapshot) -> Card:
    wearing = [eni.id for eni in snapshot.enis.values() if group.id in eni.group_ids]
    rows = [
        (side, *_rule(rule, snapshot))
        for side, rules in (("Inbound", group.ingress), ("Outbound", group.egress))
        for rule in rules
    ]
    return Card(
        id=group.id,
        title=titled(group.id, group.name),
        lines=(
            f"Network interfaces: {', '.join(wearing) or '-'}",
            "",
            *columns(("Direction", "Protocol", "Ports", "Source/Destination"), rows),
        ),
        about=tuple(wearing),
    )


def acls(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give every network ACL with its subnets and its entries."""
    return tuple(
        Card(
            id=one.id,
            title=titled(one.id, one.name),
            lines=(
                f"Default: {'Yes' if one.default else 'No'}",
                f"Subnet associations: {', '.join(called(s, snapshot.subnets) for s in one.subnet_ids) or '-'}",
                "",
                *columns(
                    ("Direction", "Rule", "Action", "Protocol", "Ports", "Cidr"),
                    [_entry(entry) for entry in sorted(one.entries, key=lambda e: (e.egress, e.number))],
                ),
            ),
            about=one.subnet_ids,
        )
        for _, one in sorted(snapshot.network_acls.items())
    )


def policies(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give the policies of endpoints and of buckets as they are written."""
    of_endpoints = [
        Card(id=one.id, title=f"{one.id} · PolicyDocument", lines=_policy(one.policy))
        for _, one in sorted(snapshot.endpoints.items())
    ]
    of_buckets = [
        Card(id=one.name, title=f"{one.name} · Policy", lines=_policy(one.policy or ""))
        for _, one in sorted(snapshot.buckets.items())
    ]
    return (*of_endpoints, *of_buckets)


def prefix_lists(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give prefix lists with their entries."""
    return tuple(
        Card(
            id=one.id,
            title=f"{one.id} ({one.name})",
            lines=(f"Owner: {'AWS' if one.aws else 'this account'}", *(one.cidrs or ("-",))),
        )
        for _, one in sorted(snapshot.prefix_lists.items())
    )


def _rule(rule: FilterRule, snapshot: Snapshot) -> tuple[str, str, str]:
    peers = (
        *rule.cidrs,
        *(listed(one, snapshot) for one in rule.prefix_list_ids),
        *(called(one, snapshot.security_groups) for one in rule.group_ids),
    )
    return _protocol(rule.protocol), _ports(rule.from_port, rule.to_port), ", ".join(peers) or "-"


def _entry(entry: AclEntry) -> tuple[str, str, str, str, str, str]:
    return (
        "Outbound" if entry.egress else "Inbound",
        "*" if entry.number == _LAST_RULE else str(entry.number),
        "Allow" if entry.allow else "Deny",
        _protocol(entry.protocol),
        _ports(entry.from_port, entry.to_port),
        entry.cidr,
    )


def _protocol(protocol: str) -> str:
    return "All" if protocol == "-1" else _PROTOCOLS.get(protocol, protocol)


def _ports(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return "All"
    return str(low) if low == high else f"{low}-{high}"


def _policy(text: str) -> tuple[str, ...]:
    """Give a policy's JSON in lines; what is no JSON as it stands."""
    if not text:
        return ("(no policy)",)
    try:
        return tuple(json.dumps(json.loads(text), indent=2, ensure_ascii=False).split("\n"))
    except ValueError:
        return (text,)
