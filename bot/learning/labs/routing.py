"""The words of a lab's network for what routes: subnets, tables, routes, prefix lists, DNS attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.learning.labs.ground import cidr, named, pick, yes
from bot.learning.labs.workshop import VPC, ZONES, association, prefix_list, subnet, table
from knowledge import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.learning.labs.ground import Ground, Word
    from knowledge.store import Node

#: The member of a route that names its target, by how the target's id begins.
_TARGETS = {
    "nat-": "NatGatewayId",
    "tgw-": "TransitGatewayId",
    "pcx-": "VpcPeeringConnectionId",
    "eni-": "NetworkInterfaceId",
    "igw-": "GatewayId",
    "vgw-": "GatewayId",
    "vpce-": "GatewayId",
}
_DESTINATIONS = ("DestinationCidrBlock", "DestinationPrefixListId")


def _subnet(ground: Ground, node: Node, fields: Mapping[str, Node]) -> None:
    """Add a subnet that no table names: `{id, cidr, name, zone}`."""
    zone = pick(fields["zone"], "zone", tuple(ZONES)) if "zone" in fields else next(iter(ZONES))
    made = subnet(named(fields["id"], "subnet-"), cidr(fields["cidr"]), zone, schema.text(fields["name"], "name"))
    ground.add(node, "subnet-", made)
    (default,) = (row for row in ground.rows("acl-") if row["IsDefault"])
    default["Associations"].append({"SubnetId": made["SubnetId"], "NetworkAclId": default["NetworkAclId"]})


def _table(ground: Ground, node: Node, fields: Mapping[str, Node]) -> None:
    """Add a route table, which may be the main one from now on: `{id, main}`."""
    main = yes(fields, "main", otherwise=False)
    if main:
        for row in ground.rows("rtb-"):
            row["Associations"] = [a for a in row["Associations"] if not a["Main"]]
    ground.add(node, "rtb-", table(named(fields["id"], "rtb-"), main=main))


def _associate(ground: Ground, _node: Node, fields: Mapping[str, Node]) -> None:
    """Associate a subnet with a table; with `main`, take its association away: `{subnet, table}`."""
    subnet_id = ground.find(fields["subnet"], "subnet-")["SubnetId"]
    for row in ground.rows("rtb-"):
        row["Associations"] = [a for a in row["Associations"] if a.get("SubnetId") != subnet_id]
    if fields["table"].value != "main":
        chosen = ground.find(fields["table"], "rtb-")
        chosen["Associations"].append(association(chosen["RouteTableId"], subnet_id))


def _route(ground: Ground, _node: Node, fields: Mapping[str, Node]) -> None:
    """Set a table's route: `{table, to, target, propagated, blackhole}`."""
    target = schema.text(fields["target"], "target")
    member = next((found for prefix, found in _TARGETS.items() if target.startswith(prefix)), None)
    if member is None:
        fields["target"].refuse(f'has "{target}" as "target"; write an id that begins with {", ".join(_TARGETS)}')
    set_route(
        ground.find(fields["table"], "rtb-"),
        _destination(ground, fields["to"]),
        {
            member: target,
            "State": "blackhole" if yes(fields, "blackhole", otherwise=False) else "active",
            "Origin": "EnableVgwRoutePropagation" if yes(fields, "propagated", otherwise=False) else "CreateRoute",
        },
    )


def _no_route(ground: Ground, _node: Node, fields: Mapping[str, Node]) -> None:
    """Take a table's route away: `{table, to}`."""
    row, to = ground.find(fields["table"], "rtb-"), _destination(ground, fields["to"])
    kept = [r for r in row["Routes"] if to not in {r.get(member) for member in _DESTINATIONS}]
    if len(kept) == len(row["Routes"]):
        fields["to"].refuse(f"takes the route to {to} out of {row['RouteTableId']}, which has none")
    row["Routes"] = kept


def set_route(row: dict[str, Any], to: str, rest: dict[str, Any]) -> None:
    """Put a route into a table in the place of what was there for the same destination."""
    member = "DestinationPrefixListId" if to.startswith("pl-") else "DestinationCidrBlock"
    row["Routes"] = [*(r for r in row["Routes"] if r.get(member) != to), {member: to, **rest}]


def _destination(ground: Ground, node: Node) -> str:
    if schema.text(node, "to").startswith("pl-"):
        found: str = ground.find(node, "pl-")["PrefixListId"]
        return found
    return cidr(node)


def _prefix_list(ground: Ground, node: Node, fields: Mapping[str, Node]) -> None:
    """Add a prefix list of the account's own: `{id, name, cidrs}`."""
    list_id = named(fields["id"], "pl-")
    ground.add(node, "pl-", prefix_list(list_id, schema.text(fields["name"], "name")))
    entries = [{"Cidr": cidr(item)} for item in schema.items(fields["cidrs"], "cidrs", least=1)]
    ground.said[f"get-managed-prefix-list-entries.{list_id}"] = {"Entries": entries}


def _dns(ground: Ground, node: Node, fields: Mapping[str, Node]) -> None:
    """Set the VPC's DNS attributes: `{hostnames, support}`."""
    if not fields:
        node.refuse('has nothing under "dns"; write hostnames or support as true or false')
    for what, attribute in (("hostnames", "EnableDnsHostnames"), ("support", "EnableDnsSupport")):
        if what in fields:
            key = f"describe-vpc-attribute.{VPC}.{attribute[0].lower()}{attribute[1:]}"
            ground.said[key] = {"VpcId": VPC, attribute: {"Value": yes(fields, what, otherwise=True)}}


WORDS: Mapping[str, Word] = {
    "subnet": (("id", "cidr", "name"), ("zone",), _subnet),
    "table": (("id",), ("main",), _table),
    "associate": (("subnet", "table"), (), _associate),
    "route": (("table", "to", "target"), ("propagated", "blackhole"), _route),
    "no_route": (("table", "to"), (), _no_route),
    "prefix_list": (("id", "name", "cidrs"), (), _prefix_list),
    "dns": ((), ("hostnames", "support"), _dns),
}
