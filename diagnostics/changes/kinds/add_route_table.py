"""Associate a route table with a gateway endpoint; the endpoint's route appears in the table at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.changes.cautions import ADDRESS_CONDITIONS, bypasses_inspection, connections_drop
from diagnostics.changes.commands import ec2, resource
from diagnostics.changes.editing import refuse
from diagnostics.changes.endpoints import associated
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "add-route-table"
USAGE = "add-route-table VPCE RTB"
TITLE = Words(ko="라우팅 테이블을 게이트웨이 엔드포인트에 연결해요", en="Associate a route table with a gateway endpoint")
RANK = 1


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the table associated and the endpoint's route in it."""
    endpoint_id, table_id = change.arguments
    endpoint = snapshot.endpoints[endpoint_id]
    if endpoint.type != "Gateway":
        refuse(change, f"InvalidParameter: {endpoint.id} is of type {endpoint.type}; route tables are for gateway endpoints")
    if not endpoint.usable:
        refuse(change, f"IncorrectState: endpoint {endpoint.id} is in state {endpoint.state}")
    return associated(endpoint, snapshot.route_tables[table_id], change, snapshot)


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command; the route itself cannot be made with create-route."""
    endpoint_id, table_id = change.arguments
    return (ec2(f"modify-vpc-endpoint --vpc-endpoint-id {endpoint_id} --add-route-table-ids {table_id}", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the association."""
    endpoint_id, table_id = change.arguments
    return resource(
        "aws_vpc_endpoint_route_table_association", table_id, vpc_endpoint_id=endpoint_id, route_table_id=table_id
    )


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of open connections, of policies that look at addresses, and of inspection that is passed by."""
    tables = change.arguments[1:]
    return (connections_drop(tables, snapshot), ADDRESS_CONDITIONS, *bypasses_inspection(tables, snapshot))


def describe(change: Change, _: Snapshot) -> Words:
    """Say which table goes to which endpoint."""
    endpoint_id, table_id = change.arguments
    return Words(
        ko=f"{table_id} 라우팅 테이블을 {endpoint_id} 엔드포인트에 연결",
        en=f"Associate route table {table_id} with endpoint {endpoint_id}",
    )
