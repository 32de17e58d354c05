"""Route tables and prefix lists as the model has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnostics.collect.answers import told
from diagnostics.collect.calls import call_of
from diagnostics.collect.parse.fields import BadRowError, Row
from diagnostics.model.addresses import parse_cidr
from diagnostics.model.network import PrefixList, Route, RouteTable, Target, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnostics.collect.parse.reading import Reading

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
_OVER = frozenset({"disassociated", "failed"})
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
    return Route(
        destination=_destination_of(row),
        target=target_of(row),
        state=row.text("State", "active").lower(),
        origin=row.text("Origin", "CreateRoute"),
    )


def _destination_of(row: Row) -> str:
    destination = next((given for member in _DESTINATIONS if (given := row.text(member))), "")
    if not destination.startswith("pl-") and parse_cidr(destination) is None:
        msg = f"a route's destination should be a CIDR or a prefix list, and is {destination[:40]!r}"
        raise BadRowError(msg)
    return destination


def route_tables_in(reading: Reading) -> dict[str, RouteTable]:
    """Give the route tables; a row of one that cannot be read leaves a gap, and the table its other rows."""
    call = call_of("describe-route-tables")
    tables = reading.by_id(call.word, route_table_of)
    for body in reading.rows(call):
        table = tables.get(told(body, "RouteTableId"))
        if table is not None and table.unread:
            for trouble in filter(None, (trouble for _, trouble in _routes_in(body))):
                reading.leave_out(call, table.id, trouble)
    return tables


def route_table_of(row: Row) -> RouteTable:
    """Give a route table with the rows that can be read; an association counts only while it is in force."""
    every = tuple((a, a.row("AssociationState").text("State").lower()) for a in row.rows("Associations"))
    held = tuple(a for a, state in every if state in _IN_FORCE)
    routes = _routes_in(row.raw)
    return RouteTable(
        id=row.identity("RouteTableId"),
        vpc_id=row.text("VpcId"),
        name=row.name(),
        main=any(a.flag("Main") for a in held),
        subnet_ids=tuple(given for a in held if (given := a.text("SubnetId"))),
        gateway_ids=tuple(given for a in held if (given := a.text("GatewayId"))),
        routes=tuple(route for route, _ in routes if route is not None),
        unread=sum(bool(trouble) for _, trouble in routes),
        changing=tuple(a.text("SubnetId") for a, state in every if state not in _IN_FORCE | _OVER and a.text("SubnetId")),
    )


def _routes_in(table: Mapping[str, Any]) -> list[tuple[Route | None, str]]:
    """Give each route of a table with what is wrong with its row; empty where nothing is."""
    listed = table.get("Routes")
    if listed is None or isinstance(listed, list):
        return [_route_in(each) for each in listed or ()]
    return [(None, "Routes should hold a list")]


def _route_in(given: object) -> tuple[Route | None, str]:
    """Give a route and no trouble; where its target cannot be read, a route to a target of no known kind."""
    if not isinstance(given, dict):
        return None, "Routes should hold objects"
    row = Row(given)
    try:
        return route_of(row), ""
    except BadRowError as trouble:
        why = str(trouble)
    try:
        return Route(destination=_destination_of(row), target=Target(TargetKind.UNKNOWN, "")), why
    except BadRowError:
        return None, why


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
