"""The words of a lab's network for what filters: security groups, network ACLs, and who wears which group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.learning.labs.ground import cidr, ids, named
from bot.learning.labs.workshop import acl, acl_entry, group, permission
from knowledge import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.learning.labs.ground import Ground, Word
    from knowledge.store import Node

_PORTS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
_HIGHEST = 65535


def _group(ground: Ground, node: Node, fields: Mapping[str, Node]) -> None:
    """Set what a security group lets in and out, and add it where it is new: `{id, name, inbound, outbound}`."""
    group_id = named(fields["id"], "sg-")
    if all(row["GroupId"] != group_id for row in ground.rows("sg-")):
        if "name" not in fields:
            node.refuse(f'adds the security group {group_id} without a "name"; give it one')
        ground.add(node, "sg-", group(group_id, schema.text(fields["name"], "name"), []))
    row = ground.find(fields["id"], "sg-")
    for what, member in (("inbound", "IpPermissions"), ("outbound", "IpPermissionsEgress")):
        if what in fields:
            row[member] = [_permission(ground, item) for item in schema.items(fields[what], what)]


def _permission(ground: Ground, node: Node) -> dict[str, Any]:
    """Read a rule: `{port, cidr}`, `{port, list}` or `{port, group}`; without a port it is for all traffic."""
    fields = schema.mapping(node, "a rule", (), ("port", "cidr", "list", "group"))
    port = _ports(fields["port"])[0] if "port" in fields else None
    if "cidr" in fields:
        return permission(port, cidr=cidr(fields["cidr"]))
    if "list" in fields:
        return permission(port, listed=ground.find(fields["list"], "pl-")["PrefixListId"])
    if "group" not in fields:
        node.refuse("has a rule for nobody; write cidr, list or group")
    return permission(port, group_id=ground.find(fields["group"], "sg-")["GroupId"])


def _acl(ground: Ground, node: Node, fields: Mapping[str, Node]) -> None:
    """Give subnets a network ACL that allows these and denies the rest: `{id, subnets, inbound, outbound}`."""
    subnets = ids(fields["subnets"], "subnet-", ground)
    for row in ground.rows("acl-"):
        row["Associations"] = [a for a in row["Associations"] if a["SubnetId"] not in subnets]
    entries = [
        _entry(item, number, egress=what == "outbound")
        for what in ("inbound", "outbound")
        for number, item in enumerate(schema.items(fields[what], what), start=1)
    ]
    ground.add(node, "acl-", acl(named(fields["id"], "acl-"), entries, subnets))


def _entry(node: Node, number: int, *, egress: bool) -> dict[str, Any]:
    fields = schema.mapping(node, "a rule", ("cidr",), ("ports",))
    ports = _ports(fields["ports"]) if "ports" in fields else None
    return acl_entry(number * 100, egress=egress, cidr=cidr(fields["cidr"]), ports=ports)


def _ports(node: Node) -> tuple[int, int]:
    value = schema.text(node, "ports")
    found = _PORTS.fullmatch(value)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if not low <= high <= _HIGHEST:
        node.refuse(f'has "{value}" as ports; write a port like 443, or a range like 1024-65535')
    return low, high


def _wears(ground: Ground, _node: Node, fields: Mapping[str, Node]) -> None:
    """Give a network interface other security groups: `{interface, groups}`."""
    groups = ids(fields["groups"], "sg-", ground)
    ground.find(fields["interface"], "eni-")["Groups"] = [{"GroupId": g, "GroupName": g} for g in groups]


WORDS: Mapping[str, Word] = {
    "group": (("id",), ("name", "inbound", "outbound"), _group),
    "acl": (("id", "subnets", "inbound", "outbound"), (), _acl),
    "wears": (("interface", "groups"), (), _wears),
}
