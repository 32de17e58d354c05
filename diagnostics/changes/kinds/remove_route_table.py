"""Take a route table off a gateway endpoint; the endpoint's route leaves the table at the same time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import ENDPOINT_CONDITIONS, connections_drop
from diagnostics.changes.commands import ec2
from diagnostics.changes.editing import put, refuse
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "remove-route-table"
USAGE = "remove-route-table VPCE RTB"
TITLE = Words(
    ko="라우팅 테이블을 게이트웨이 엔드포인트에서 연결 해제해요", en="Disassociate a route table from a gateway endpoint"
)
RANK = 3


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with neither the association nor the endpoint's route."""
    endpoint_id, table_id = change.arguments
    endpoint, table = snapshot.endpoints[endpoint_id], snapshot.route_tables[table_id]
    rows = tuple(r for r in table.routes if r.target.id != endpoint_id)
    if endpoint.type != "Gateway" or (table_id not in endpoint.route_table_ids and rows == table.routes):
        refuse(change, f"InvalidRouteTableId.NotFound: route table {table_id} is not associated with endpoint {endpoint_id}")
    left = tuple(t for t in endpoint.route_table_ids if t != table_id)
    return put(
        put(snapshot, "endpoints", replace(endpoint, route_table_ids=left)), "route_tables", replace(table, routes=rows)
    )


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    endpoint_id, table_id = change.arguments
    return (ec2(f"modify-vpc-endpoint --vpc-endpoint-id {endpoint_id} --remove-route-table-ids {table_id}", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Say which association to remove."""
    endpoint_id, table_id = change.arguments
    return f"# remove the aws_vpc_endpoint_route_table_association of {endpoint_id} and {table_id}"


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of open connections and of policies that look at the endpoint."""
    return (connections_drop(change.arguments[1:], snapshot), ENDPOINT_CONDITIONS)


def describe(change: Change, _: Snapshot) -> Words:
    """Say which table leaves which endpoint."""
    endpoint_id, table_id = change.arguments
    return Words(
        ko=f"{table_id} 라우팅 테이블을 {endpoint_id} 엔드포인트에서 연결 해제",
        en=f"Disassociate route table {table_id} from endpoint {endpoint_id}",
    )
