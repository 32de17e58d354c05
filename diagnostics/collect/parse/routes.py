"""Route tables and prefix lists as the model has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.parse.fields import BadRowError, Row
from diagnostics.model.addresses import parse_cidr
from diagnostics.model.network import PrefixList, Route, RouteTable, Target, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Which member of a route names its target. The first that is there wins: a route to an instance carries the id of the
#: instance's network interface as well, and that is where the packet goes.
TARGET_MEMBERS: tuple[tuple[str, TargetKind], ...] = (
    ("NatGatewayId", TargetKind.NAT_GATEWAY),
    ("TransitGatewayId", TargetKind.TRANSIT_GATEWAY),
    ("VpcPeeringConnectionId", TargetKind.PEERING),
    ("EgressOnlyInternetGatewayId", TargetKind.EGRESS_ONLY_GATEWAY),
    ("CarrierGatewayId", TargetKind.CARRIER_GATEWAY),
    ("LocalGatewayId", TargetKind.LOCAL_GATEWAY),
    ("CoreNetworkArn", TargetKind.CORE_NETWORK),
    ("OdbNetworkArn", TargetKind.ODB_NETWORK),
    ("NetworkInterfaceId", TargetKind.NETWORK_INTERFACE),
    ("InstanceId", TargetKind.INSTANCE),
)
#: `GatewayId` stands for several kinds; its prefix tells which.
GATEWAY_PREFIXES: tuple[tuple[str, TargetKind], ...] = (
    ("local", TargetKind.LOCAL),
    ("igw-", TargetKind.INTERNET_GATEWAY),
    ("vgw-", TargetKind.VPN_GATEWAY),
    ("vpce-", TargetKind.VPC_ENDPOINT),
    ("eigw-", TargetKind.EGRESS_ONLY_GATEWAY),
    ("nat-", TargetKind.NAT_GATEWAY),
    ("tgw-", TargetKind.TRANSIT_GATEWAY),
    ("pcx-", TargetKind.PEERING),
    ("cagw-", TargetKind.CARRIER_GATEWAY),
    ("lgw-", TargetKind.LOCAL_GATEWAY),
)
_DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
_IN_FORCE = frozenset({"", "associated"})
_AWS_NAMES = ("com.amazonaws.", "cn.com.amazonaws.", "eu.amazonaws.")


def target_of(row: Row) -> Target:
    """Give what a route points at, `unknown` where AWS names a kind of target that is not known here."""
    for member, kind in TARGET_MEMBERS:
        if given := row.text(member):
            return Target(kind, given)
    gateway = row.text("GatewayId")
    kind = next((kind for prefix, kind in GATEWAY_PREFIXES if gateway.startswith(prefix)), TargetKind.UNKNOWN)
    return Target(kind, gateway)


def route_of(row: Row) -> Route:
    """Give one row of a route table."""
    destination = next((given for member in _DESTINATIONS if (given := row.text(member))), "")
    if not destination.startswith("pl-") and parse_cidr(destination) is None:
        msg = f"a route's destination should be a CIDR or a prefix list, and is {destination[:40]!r}"
        raise BadRowError(msg)
    return Route(
        destination=destination,
        target=target_of(row),
        state=row.text("State", "active"),
        origin=row.text("Origin", "CreateRoute"),
    )


def route_table_of(row: Row) -> RouteTable:
    """Give a route table; an association counts only while it is in force."""
    held = tuple(a for a in row.rows("Associations") if a.row("AssociationState").text("State").lower() in _IN_FORCE)
    return RouteTable(
        id=row.identity("RouteTableId"),
        vpc_id=row.text("VpcId"),
        name=row.name(),
        main=any(a.flag("Main") for a in held),
        subnet_ids=tuple(given for a in held if (given := a.text("SubnetId"))),
        gateway_ids=tuple(given for a in held if (given := a.text("GatewayId"))),
        routes=tuple(route_of(route) for route in row.rows("Routes")),
    )


def prefix_list_of(own: str, said: Iterable[Row], entries: tuple[str, ...] | None) -> PrefixList:
    """Give one prefix list out of all that AWS said of it: under either of its two calls, and its entries.

    `cidrs` stays None where no call gave any: AWS's own list is never empty, and a list's entries are a call of their own.
    """
    rows = tuple(said)
    name = next((given for row in rows if (given := row.text("PrefixListName"))), "")
    cidrs = tuple(dict.fromkeys((*(cidr for row in rows for cidr in row.texts("Cidrs")), *(entries or ()))))
    family = next((given for row in rows if (given := row.text("AddressFamily"))), "")
    return PrefixList(
        id=own,
        name=name,
        aws=any(row.text("OwnerId").upper() == "AWS" for row in rows) or name.startswith(_AWS_NAMES),
        cidrs=cidrs if cidrs or entries is not None else None,
        family=family or ("IPv6" if any(":" in cidr for cidr in cidrs) else "IPv4"),
    )
