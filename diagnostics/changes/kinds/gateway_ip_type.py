"""Make a gateway endpoint carry IPv4 only, or IPv4 and IPv6; the route of the IPv6 list comes and goes with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.service_titles import titled
from diagnostics.analysis.services import prefix_list_of, service_of
from diagnostics.changes.cautions import ADDRESS_CONDITIONS, connections_drop
from diagnostics.changes.commands import ec2
from diagnostics.changes.editing import put, refuse
from diagnostics.changes.endpoints import NEW_ENDPOINT
from diagnostics.model.addresses import V6
from diagnostics.model.network import Route, Target, TargetKind
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.network import RouteTable, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

NAME = "gateway-ip-type"
USAGE = "gateway-ip-type VPCE ipv4|dualstack"
TITLE = Words(
    ko="게이트웨이 엔드포인트가 IPv4만 받을지, IPv6도 받을지 바꿔요",
    en="Make a gateway endpoint carry IPv4 only, or IPv6 as well",
)
RANK = 2
#: DynamoDB's gateway endpoints have the IPv4 type only.
#: — https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html
_IPV4_ONLY = "dynamodb"


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot in which the endpoint's tables have the route of the IPv6 list, or no longer have it.

    — https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-ip-address-type
    """
    endpoint_id, wanted = change.arguments
    endpoint = snapshot.endpoints.get(endpoint_id)
    if endpoint is None:
        refuse(change, f"InvalidVpcEndpointId.NotFound: the endpoint {endpoint_id} does not exist")
    if endpoint.type != "Gateway":
        refuse(change, f"InvalidParameter: {endpoint.id} is of type {endpoint.type}; this is for gateway endpoints")
    if not endpoint.usable:
        refuse(change, f"IncorrectState: endpoint {endpoint.id} is in state {endpoint.state}")
    if wanted == "dualstack" and service_of(endpoint) == _IPV4_ONLY:
        refuse(change, f"InvalidParameter: endpoint {endpoint.id} is for DynamoDB, whose gateway endpoints are IPv4 only")
    changed = replace(endpoint, ip_address_type=wanted)
    listed = _ipv6_list(endpoint, snapshot)
    tables = (
        replace(table, routes=_routes(table, endpoint, listed, wanted))
        for table in snapshot.route_tables.values()
        if table.id in endpoint.route_table_ids
    )
    return put(put(snapshot, "endpoints", changed), "route_tables", *tables)


def _ipv6_list(endpoint: VpcEndpoint, snapshot: Snapshot) -> str:
    """Give the id of the service's IPv6 list; AWS has one even where it was not seen."""
    service = service_of(endpoint)
    listed = prefix_list_of(service, snapshot.region, snapshot, V6)
    return listed.id if listed else f"pl-{service}-ipv6"


def _routes(table: RouteTable, endpoint: VpcEndpoint, listed: str, wanted: str) -> tuple[Route, ...]:
    kept = tuple(r for r in table.routes if (r.destination, r.target.id) != (listed, endpoint.id))
    if wanted == "ipv4":
        return kept
    return (*kept, Route(destination=listed, target=Target(TargetKind.VPC_ENDPOINT, endpoint.id)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command; one that is made just before has an id that only AWS knows, so it is looked up."""
    endpoint_id, wanted = change.arguments
    if not endpoint_id.startswith(NEW_ENDPOINT):
        return (ec2(f"modify-vpc-endpoint --vpc-endpoint-id {endpoint_id} --ip-address-type {wanted}", snapshot),)
    endpoint = snapshot.endpoints[endpoint_id]
    filters = f"Name=vpc-id,Values={endpoint.vpc_id} Name=service-name,Values={endpoint.service_name}"
    query = "--query 'VpcEndpoints[?VpcEndpointType==`Gateway`].VpcEndpointId' --output text"
    return (
        f"VPCE=$({ec2(f'describe-vpc-endpoints --filters {filters} {query}', snapshot)})",
        ec2(f"modify-vpc-endpoint --vpc-endpoint-id $VPCE --ip-address-type {wanted}", snapshot),
    )


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the argument of the endpoint's own resource."""
    endpoint_id, wanted = change.arguments
    service = service_of(snapshot.endpoints[endpoint_id])
    return f'# {endpoint_id}\nresource "aws_vpc_endpoint" "{service}" {{\n  ip_address_type = "{wanted}"\n}}'


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of open connections over IPv6, and of policies that look at addresses."""
    tables = snapshot.endpoints[change.arguments[0]].route_table_ids
    return (connections_drop(tables, snapshot), ADDRESS_CONDITIONS)


def describe(change: Change, snapshot: Snapshot) -> Words:
    """Say which endpoint gets which type."""
    endpoint_id, wanted = change.arguments
    service = titled(service_of(snapshot.endpoints[endpoint_id]))
    return Words(
        ko=f"{endpoint_id} 엔드포인트({service})의 IP 주소 유형 변경: {wanted}",
        en=f"Change the IP address type of endpoint {endpoint_id} ({service}) to {wanted}",
    )
