"""Routes as people write them: what AWS takes, and how its CLI and Terraform say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.changes.commands import resource
from diagnostics.changes.editing import refuse, target
from diagnostics.model.network import Route, TargetKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.change import Change
    from diagnostics.model.network import RouteTable
    from diagnostics.model.snapshot import Snapshot

#: How the CLI and Terraform name a route's target.
_OPTIONS = {
    TargetKind.INTERNET_GATEWAY: ("--gateway-id", "gateway_id"),
    TargetKind.VPN_GATEWAY: ("--gateway-id", "gateway_id"),
    TargetKind.NAT_GATEWAY: ("--nat-gateway-id", "nat_gateway_id"),
    TargetKind.NETWORK_INTERFACE: ("--network-interface-id", "network_interface_id"),
    TargetKind.INSTANCE: ("--instance-id", "instance_id"),
    TargetKind.TRANSIT_GATEWAY: ("--transit-gateway-id", "transit_gateway_id"),
    TargetKind.PEERING: ("--vpc-peering-connection-id", "vpc_peering_connection_id"),
    TargetKind.VPC_ENDPOINT: ("--vpc-endpoint-id", "vpc_endpoint_id"),
    TargetKind.EGRESS_ONLY_GATEWAY: ("--egress-only-internet-gateway-id", "egress_only_gateway_id"),
    TargetKind.CARRIER_GATEWAY: ("--carrier-gateway-id", "carrier_gateway_id"),
    TargetKind.LOCAL_GATEWAY: ("--local-gateway-id", "local_gateway_id"),
}


def written(change: Change, snapshot: Snapshot) -> Route:
    """Give the route that the change writes, refused where AWS would not take it.

    A gateway endpoint's route comes from associating the table with the endpoint and in no other way; `--vpc-endpoint-id`
    is for Gateway Load Balancer endpoints only.
    — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html
    """
    table_id, destination, word = change.arguments
    aim, vpc_id = target(word), snapshot.route_tables[table_id].vpc_id
    held: Mapping[TargetKind, tuple[Mapping[str, object], str, str]] = {
        TargetKind.NAT_GATEWAY: (snapshot.nat_gateways, "InvalidNatGatewayID.NotFound", "ec2:DescribeNatGateways"),
        TargetKind.INTERNET_GATEWAY: (
            snapshot.internet_gateways,
            "InvalidGatewayID.NotFound",
            "ec2:DescribeInternetGateways",
        ),
        TargetKind.NETWORK_INTERFACE: (
            snapshot.enis,
            "InvalidNetworkInterfaceID.NotFound",
            "ec2:DescribeNetworkInterfaces",
        ),
        TargetKind.INSTANCE: (snapshot.instances, "InvalidInstanceID.NotFound", "ec2:DescribeInstances"),
        TargetKind.VPC_ENDPOINT: (snapshot.endpoints, "InvalidVpcEndpointId.NotFound", "ec2:DescribeVpcEndpoints"),
    }
    if aim.kind in held:
        things, code, call = held[aim.kind]
        if word not in things and not snapshot.unseen(call):
            refuse(change, f"{code}: {word} does not exist")
    endpoint = snapshot.endpoints.get(word)
    if endpoint is not None and endpoint.type != "GatewayLoadBalancer":
        refuse(change, f"RouteNotSupported: {word} is a {endpoint.type} endpoint; its route cannot be made by hand")
    gateway = snapshot.internet_gateways.get(word)
    if gateway is not None and vpc_id not in gateway.vpc_ids:
        refuse(
            change, f"InvalidParameterValue: route table {table_id} and network gateway {word} belong to different networks"
        )
    nat = snapshot.nat_gateways.get(word)
    if nat is not None and nat.vpc_id != vpc_id:
        refuse(change, f"InvalidParameterValue: route table {table_id} and NAT gateway {word} belong to different networks")
    return Route(destination=destination, target=aim)


def by_hand(route: Route | None, change: Change, snapshot: Snapshot) -> Route:
    """Give the route of a table that can be changed by hand; AWS keeps the local ones and those of gateway endpoints."""
    table_id, destination = change.arguments[:2]
    if route is None:
        refuse(change, f"InvalidRoute.NotFound: no route with destination {destination} in route table {table_id}")
    if route.target.kind is TargetKind.LOCAL:
        refuse(change, f"InvalidParameterValue: cannot remove local route {destination} in route table {table_id}")
    endpoint = snapshot.endpoints.get(route.target.id)
    gateway = endpoint is not None and endpoint.type == "Gateway"
    if route.target.kind is TargetKind.VPC_ENDPOINT and route.by_prefix_list and (gateway or endpoint is None):
        refuse(change, f"InvalidParameterValue: cannot remove VPC endpoint route {destination} in route table {table_id}")
    return route


def route_words(verb: str, table_id: str, destination: str, word: str = "") -> str:
    """Write a route command of the CLI."""
    option = (
        "--destination-prefix-list-id"
        if destination.startswith("pl-")
        else "--destination-ipv6-cidr-block"
        if ":" in destination
        else "--destination-cidr-block"
    )
    aim = f" {_OPTIONS[target(word).kind][0]} {word}" if word else ""
    return f"{verb} --route-table-id {table_id} {option} {destination}{aim}"


def route_resource(table_id: str, destination: str, word: str) -> str:
    """Write a route as Terraform."""
    argument = (
        "destination_prefix_list_id"
        if destination.startswith("pl-")
        else "destination_ipv6_cidr_block"
        if ":" in destination
        else "destination_cidr_block"
    )
    name = f"{table_id}_{'default' if destination in {'0.0.0.0/0', '::/0'} else destination}"
    aim = _OPTIONS[target(word).kind][1]
    return resource("aws_route", name, **{"route_table_id": table_id, argument: destination, aim: word})


def others_than(table: RouteTable, route: Route) -> tuple[Route, ...]:
    """Give the table's routes but this one."""
    return tuple(r for r in table.routes if r is not route)
