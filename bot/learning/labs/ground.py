"""AWS's answers while a lab's network is being made: what is there can be found by its id, or is missed at its line."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from knowledge import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diagnostics.collect import Refusal
    from knowledge.store import Node

    #: How a word of a network is written (the fields that it must and may have), and what it does.
    Word: TypeAlias = "tuple[tuple[str, ...], tuple[str, ...], Callable[[Ground, Node, Mapping[str, Node]], None]]"

#: What ids begin with: the call that lists such things, the member with the rows, and the member with the id.
_KINDS: Mapping[str, tuple[str, str, str]] = {
    "subnet-": ("describe-subnets", "Subnets", "SubnetId"),
    "rtb-": ("describe-route-tables", "RouteTables", "RouteTableId"),
    "vpce-": ("describe-vpc-endpoints", "VpcEndpoints", "VpcEndpointId"),
    "eni-": ("describe-network-interfaces", "NetworkInterfaces", "NetworkInterfaceId"),
    "sg-": ("describe-security-groups", "SecurityGroups", "GroupId"),
    "acl-": ("describe-network-acls", "NetworkAcls", "NetworkAclId"),
    "nat-": ("describe-nat-gateways", "NatGateways", "NatGatewayId"),
    "pl-": ("describe-managed-prefix-lists", "PrefixLists", "PrefixListId"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """The answers so far, by call key; the words of a network change them in place."""

    said: dict[str, dict[str, Any] | Refusal]

    def rows(self, prefix: str) -> list[dict[str, Any]]:
        """Give the rows of the things whose ids begin so."""
        call, member, _ = _KINDS[prefix]
        answer = self.said[call]
        assert isinstance(answer, dict), call
        rows: list[dict[str, Any]] = answer[member]
        return rows

    def find(self, node: Node, prefix: str) -> dict[str, Any]:
        """Give the thing that the node names."""
        wanted, key = named(node, prefix), _KINDS[prefix][2]
        there = {row[key]: row for row in self.rows(prefix)}
        if wanted not in there:
            node.refuse(f'names "{wanted}", which this network does not have; it has {", ".join(sorted(there)) or "none"}')
        return there[wanted]

    def add(self, node: Node, prefix: str, row: dict[str, Any]) -> None:
        """Add a thing that is not there yet; the node holds its id."""
        key = _KINDS[prefix][2]
        if any(other[key] == row[key] for other in self.rows(prefix)):
            node.refuse(f'adds "{row[key]}", which this network has already; choose another id')
        self.rows(prefix).append(row)


def named(node: Node, prefix: str) -> str:
    """Give an id of the kind that begins so."""
    value = schema.text(node, "an id")
    if not value.startswith(prefix):
        node.refuse(f'has "{value}" where an id that begins with {prefix} belongs')
    return value


def ids(node: Node, prefix: str, ground: Ground) -> list[str]:
    """Give a list of ids of things that are there."""
    return [ground.find(item, prefix)[_KINDS[prefix][2]] for item in schema.items(node, "ids", least=1)]


def pick(node: Node, what: str, known: tuple[str, ...]) -> str:
    """Give one of the words that are possible here."""
    value = schema.text(node, what)
    if value not in known:
        node.refuse(f'has "{value}" as "{what}"; write one of {", ".join(known)}')
    return value


def yes(fields: Mapping[str, Node], what: str, *, otherwise: bool) -> bool:
    """Give a field that is true or false, or what it is where it is left out."""
    return pick(fields[what], what, ("true", "false")) == "true" if what in fields else otherwise


def cidr(node: Node) -> str:
    """Give a range of IPv4 addresses."""
    value = schema.text(node, "a range")
    try:
        return str(ipaddress.IPv4Network(value))
    except ValueError as error:
        node.refuse(f'has "{value}" where a range like 10.20.3.0/24 belongs', error)
