"""Make a gateway endpoint for S3, S3 Express or DynamoDB and associate route tables with it; it costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.service_titles import titled
from diagnostics.analysis.services import endpoint_service_name, has_gateway_type
from diagnostics.changes.cautions import ADDRESS_CONDITIONS, bypasses_inspection, connections_drop
from diagnostics.changes.commands import ec2, resource
from diagnostics.changes.editing import new_id, put, refuse
from diagnostics.changes.endpoints import FULL_ACCESS, associated
from diagnostics.model.network import VpcEndpoint
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "create-gateway-endpoint"
USAGE = "create-gateway-endpoint SERVICE RTB…"
TITLE = Words(
    ko="게이트웨이 엔드포인트를 만들고 라우팅 테이블에 연결해요",
    en="Create a gateway endpoint and associate route tables with it",
)
RANK = 3


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the endpoint, and its route in every table named."""
    service, *tables = change.arguments
    if not has_gateway_type(service):
        refuse(change, f"InvalidServiceName: {service} has no gateway endpoint; only s3, dynamodb and s3express do")
    endpoint = VpcEndpoint(
        id=new_id(f"vpce-new-{service}", snapshot.endpoints),
        vpc_id=snapshot.route_tables[tables[0]].vpc_id,
        type="Gateway",
        service_name=endpoint_service_name(service, snapshot.region),
        owner=snapshot.account,
        policy=FULL_ACCESS,
    )
    held = put(snapshot, "endpoints", endpoint)
    for table_id in tables:
        held = associated(held.endpoints[endpoint.id], held.route_tables[table_id], change, held)
    return held


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    service, *tables = change.arguments
    vpc_id = snapshot.route_tables[tables[0]].vpc_id
    name = endpoint_service_name(service, snapshot.region)
    words = f"create-vpc-endpoint --vpc-id {vpc_id} --vpc-endpoint-type Gateway --service-name {name}"
    return (ec2(f"{words} --route-table-ids {' '.join(tables)}", snapshot),)


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the endpoint with its tables."""
    service, *tables = change.arguments
    return resource(
        "aws_vpc_endpoint",
        service,
        vpc_id=snapshot.route_tables[tables[0]].vpc_id,
        vpc_endpoint_type="Gateway",
        service_name=endpoint_service_name(service, snapshot.region),
        route_table_ids=tuple(tables),
    )


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of open connections, of policies that look at addresses, and of inspection that is passed by."""
    tables = change.arguments[1:]
    return (connections_drop(tables, snapshot), ADDRESS_CONDITIONS, *bypasses_inspection(tables, snapshot))


def describe(change: Change, _: Snapshot) -> Words:
    """Say for which service, and for which tables."""
    service, *tables = change.arguments
    listed = ", ".join(tables)
    return Words(
        ko=f"{titled(service)} 게이트웨이 엔드포인트를 만들고 {listed} 라우팅 테이블에 연결 (무료)",
        en=f"Create a gateway endpoint for {titled(service)} and associate it with {listed} (free of charge)",
    )
