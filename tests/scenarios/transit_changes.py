"""Changes that put a hub VPC behind a transit gateway or a peering connection, and take parts of it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

REGION, ACCOUNT = "ap-northeast-2", "111122223333"
VPC, HUB, TRANSIT = "vpc-0a", "vpc-hub", "tgw-0a"
_SPOKES, _HUBS = "tgw-rtb-spokes", "tgw-rtb-hub"

type_json = dict[str, Any]


def hub(
    answers: dict[str, type_json],
    *,
    spoke: list[str] | None = None,
    landings: dict[str, str] | None = None,
    appliance_mode: bool = False,
    default: str | None = "nat-hub",
    back: bool = True,
) -> None:
    """Add a hub VPC 10.9.0.0/16 with NAT behind transit gateway tgw-0a, and send rtb-a1's default route there.

    `spoke` are the subnets of the spoke's attachment, `landings` those of the hub's by zone; `default` is the default
    route of the hub's attachment subnets; `back` whether the hub's NAT subnet routes back to the spoke.
    """
    landings = landings or {"subnet-hub-in": "apne2-az1"}
    _vpc(answers, landings)
    spokes = [route_row("10.0.0.0/16", TransitGatewayId=TRANSIT)] if back else []
    away = (
        [route_row("0.0.0.0/0", **{"NatGatewayId" if default.startswith("nat-") else "GatewayId": default})]
        if default
        else []
    )
    tables = answers["describe-route-tables"]["RouteTables"]
    tables.append(table_row("rtb-hub-in", [*away, *spokes], list(landings)))
    tables.append(table_row("rtb-hub-out", [route_row("0.0.0.0/0", GatewayId="igw-hub"), *spokes], ["subnet-hub-out"]))
    mine = next(t for t in tables if t["RouteTableId"] == "rtb-a1")
    mine["Routes"] = [r for r in mine["Routes"] if r.get("DestinationCidrBlock") != "0.0.0.0/0"]
    mine["Routes"].append(route_row("0.0.0.0/0", TransitGatewayId=TRANSIT))
    attached = {"spoke": (VPC, spoke or ["subnet-a1", "subnet-a2"], _SPOKES), "hub": (HUB, list(landings), _HUBS)}
    answers["describe-transit-gateway-attachments"] = {
        "TransitGatewayAttachments": [attachment(name, "vpc", vpc, table) for name, (vpc, _, table) in attached.items()]
    }
    answers["describe-transit-gateway-vpc-attachments"] = {
        "TransitGatewayVpcAttachments": [
            {
                "TransitGatewayAttachmentId": f"tgw-attach-{name}",
                "TransitGatewayId": TRANSIT,
                "VpcId": vpc,
                "VpcOwnerId": ACCOUNT,
                "State": "available",
                "SubnetIds": subnets,
                "Options": {"ApplianceModeSupport": "enable" if appliance_mode and name == "hub" else "disable"},
            }
            for name, (vpc, subnets, _) in attached.items()
        ]
    }
    answers["describe-transit-gateway-route-tables"] = {
        "TransitGatewayRouteTables": [
            {"TransitGatewayRouteTableId": t, "TransitGatewayId": TRANSIT, "State": "available"} for t in (_SPOKES, _HUBS)
        ]
    }
    for table, name, destination in ((_SPOKES, "spoke", "0.0.0.0/0"), (_HUBS, "hub", "10.0.0.0/16")):
        there = "hub" if name == "spoke" else "spoke"
        answers[f"get-transit-gateway-route-table-associations.{table}"] = {
            "Associations": [
                {
                    "TransitGatewayAttachmentId": f"tgw-attach-{name}",
                    "ResourceId": attached[name][0],
                    "ResourceType": "vpc",
                    "State": "associated",
                }
            ]
        }
        answers[f"search-transit-gateway-routes.{table}"] = {"Routes": [], "AdditionalRoutesAvailable": False}
        transit_route(answers, table=table, to=destination, attachment=there)


def attachment(name: str, kind: str, resource: str, table: str = "") -> type_json:
    """Give an attachment of the transit gateway as AWS lists it."""
    association = {"Association": {"TransitGatewayRouteTableId": table, "State": "associated"}} if table else {}
    return {
        "TransitGatewayAttachmentId": f"tgw-attach-{name}",
        "TransitGatewayId": TRANSIT,
        "TransitGatewayOwnerId": ACCOUNT,
        "ResourceOwnerId": ACCOUNT,
        "ResourceType": kind,
        "ResourceId": resource,
        "State": "available",
        **association,
    }


def transit_route(
    answers: dict[str, type_json],
    *,
    to: str,
    attachment: str | None = None,
    table: str = _SPOKES,
    state: str = "active",
    kind: str = "static",
) -> None:
    """Set a row of a transit gateway's table: the row that was there for the destination is replaced."""
    member = "PrefixListId" if to.startswith("pl-") else "DestinationCidrBlock"
    rows = answers[f"search-transit-gateway-routes.{table}"]["Routes"]
    rows[:] = [r for r in rows if r.get(member) != to]
    pointed = next(
        (
            {m: a[m] for m in ("TransitGatewayAttachmentId", "ResourceId", "ResourceType")}
            for a in answers["describe-transit-gateway-attachments"]["TransitGatewayAttachments"]
            if a["TransitGatewayAttachmentId"] == f"tgw-attach-{attachment}"
        ),
        None,
    )
    rows.append({member: to, "TransitGatewayAttachments": [pointed] if pointed else [], "Type": kind, "State": state})


def no_transit_route(answers: dict[str, type_json], *, to: str, table: str = _SPOKES) -> None:
    """Remove a row of a transit gateway's table."""
    rows = answers[f"search-transit-gateway-routes.{table}"]["Routes"]
    rows[:] = [r for r in rows if r.get("DestinationCidrBlock") != to]


def attach(
    answers: dict[str, type_json], *, name: str, kind: str, resource: str, table: str = "", default: bool = True
) -> None:
    """Attach something else to the transit gateway, and send the spokes' default route there."""
    answers["describe-transit-gateway-attachments"]["TransitGatewayAttachments"].append(
        attachment(name, kind, resource, table)
    )
    if default:
        transit_route(answers, to="0.0.0.0/0", attachment=name)


def hub_peering(answers: dict[str, type_json], *, back: bool = True) -> None:
    """Add the hub VPC behind a peering connection, to which rtb-a1 routes the hub's addresses."""
    _vpc(answers, {"subnet-hub-in": "apne2-az1"})
    spokes = [route_row("10.0.0.0/16", VpcPeeringConnectionId="pcx-0a")] if back else []
    tables = answers["describe-route-tables"]["RouteTables"]
    tables.append(table_row("rtb-hub-in", spokes, ["subnet-hub-in"]))
    tables.append(table_row("rtb-hub-out", [route_row("0.0.0.0/0", GatewayId="igw-hub"), *spokes], ["subnet-hub-out"]))
    mine = next(t for t in tables if t["RouteTableId"] == "rtb-a1")
    mine["Routes"].append(route_row("10.9.0.0/16", VpcPeeringConnectionId="pcx-0a"))
    answers["describe-vpc-peering-connections"] = {
        "VpcPeeringConnections": [
            {
                "VpcPeeringConnectionId": "pcx-0a",
                "Status": {"Code": "active"},
                "RequesterVpcInfo": {"VpcId": VPC, "CidrBlock": "10.0.0.0/16"},
                "AccepterVpcInfo": {"VpcId": HUB, "CidrBlock": "10.9.0.0/16"},
            }
        ]
    }


def separate(answers: dict[str, type_json], *, table: str, subnet: str) -> None:
    """Take a subnet out of a table, into one of its own that leads nowhere but inside."""
    tables = answers["describe-route-tables"]["RouteTables"]
    held = next(t for t in tables if t["RouteTableId"] == table)
    held["Associations"] = [a for a in held["Associations"] if a.get("SubnetId") != subnet]
    tables.append(table_row(f"rtb-of-{subnet}", [], [subnet]))


TRANSIT_CHANGES: dict[str, Callable[..., None]] = {
    "hub": hub,
    "hub_peering": hub_peering,
    "transit_route": transit_route,
    "no_transit_route": no_transit_route,
    "attach": attach,
    "separate": separate,
}


def _vpc(answers: dict[str, type_json], landings: dict[str, str]) -> None:
    """Add the hub VPC: a subnet for each landing, one with a NAT gateway, and an internet gateway."""
    answers["describe-vpcs"]["Vpcs"].append(
        {
            "VpcId": HUB,
            "OwnerId": ACCOUNT,
            "CidrBlock": "10.9.0.0/16",
            "CidrBlockAssociationSet": [{"CidrBlock": "10.9.0.0/16", "CidrBlockState": {"State": "associated"}}],
            "DhcpOptionsId": "dopt-0a",
            "State": "available",
        }
    )
    for name, member in (("enableDnsSupport", "EnableDnsSupport"), ("enableDnsHostnames", "EnableDnsHostnames")):
        answers[f"describe-vpc-attribute.{HUB}.{name}"] = {"VpcId": HUB, member: {"Value": True}}
    answers[f"list-hosted-zones-by-vpc.{HUB}"] = {"HostedZoneSummaries": []}
    inside = [(i, f"10.9.{n}.0/28", zone) for n, (i, zone) in enumerate(landings.items(), 10)]
    answers["describe-subnets"]["Subnets"] += [
        subnet_row(i, HUB, cidr, zone) for i, cidr, zone in (*inside, ("subnet-hub-out", "10.9.1.0/24", "apne2-az1"))
    ]
    answers["describe-nat-gateways"]["NatGateways"].append(
        {
            "NatGatewayId": "nat-hub",
            "VpcId": HUB,
            "SubnetId": "subnet-hub-out",
            "State": "available",
            "ConnectivityType": "public",
            "NatGatewayAddresses": [{"PrivateIp": "10.9.1.20", "PublicIp": "203.0.113.90", "Status": "succeeded"}],
        }
    )
    answers["describe-internet-gateways"]["InternetGateways"].append(
        {"InternetGatewayId": "igw-hub", "Attachments": [{"VpcId": HUB, "State": "available"}]}
    )
    everything = [
        {"RuleNumber": 100, "Egress": e, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}
        for e in (True, False)
    ]
    answers["describe-network-acls"]["NetworkAcls"].append(
        {"NetworkAclId": "acl-hub", "VpcId": HUB, "IsDefault": True, "Entries": everything, "Associations": []}
    )


def subnet_row(subnet_id: str, vpc: str, cidr: str, zone: str) -> type_json:
    """Give a subnet as AWS lists it."""
    return {
        "SubnetId": subnet_id,
        "VpcId": vpc,
        "OwnerId": ACCOUNT,
        "CidrBlock": cidr,
        "AvailabilityZone": f"{REGION}a",
        "AvailabilityZoneId": zone,
        "State": "available",
    }


def route_row(destination: str, **target: str) -> type_json:
    """Give a route as AWS lists it."""
    return {"DestinationCidrBlock": destination, **target, "State": "active", "Origin": "CreateRoute"}


def table_row(
    table_id: str, routes: list[type_json], subnets: list[str], *, vpc: str = HUB, cidr: str = "10.9.0.0/16"
) -> type_json:
    """Give a route table as AWS lists it."""
    return {
        "RouteTableId": table_id,
        "VpcId": vpc,
        "OwnerId": ACCOUNT,
        "Associations": [
            {"Main": False, "SubnetId": s, "RouteTableId": table_id, "AssociationState": {"State": "associated"}}
            for s in subnets
        ],
        "Routes": [route_row(cidr, GatewayId="local"), *routes],
    }
