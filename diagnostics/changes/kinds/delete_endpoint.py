"""Delete a VPC endpoint; its routes, its network interfaces and its private names go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.service_titles import titled
from diagnostics.analysis.services import service_of
from diagnostics.changes.cautions import ENDPOINT_CONDITIONS, OPEN_CONNECTIONS, connections_drop
from diagnostics.changes.commands import ec2
from diagnostics.changes.editing import blackholed, drop, unrouted
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "delete-endpoint"
USAGE = "delete-endpoint VPCE"
TITLE = Words(ko="VPC 엔드포인트를 삭제해요", en="Delete a VPC endpoint")
RANK = 4


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot without the endpoint.

    "If you delete a gateway endpoint, the endpoint route is also deleted from your route tables."
    — https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    A route to a Gateway Load Balancer endpoint was written by hand: it stays, as a blackhole.
    """
    (endpoint_id,) = change.arguments
    endpoint = snapshot.endpoints[endpoint_id]
    without = drop(drop(snapshot, "endpoints", endpoint_id), "enis", *endpoint.eni_ids)
    return unrouted(without, endpoint_id) if endpoint.type == "Gateway" else blackholed(without, endpoint_id)


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    return (ec2(f"delete-vpc-endpoints --vpc-endpoint-ids {change.arguments[0]}", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Say which resource to remove."""
    return f"# remove the aws_vpc_endpoint {change.arguments[0]}"


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of open connections, of policies pinned to the endpoint, and that a new one has another id."""
    endpoint = snapshot.endpoints[change.arguments[0]]
    routed = tuple(
        t.id for _, t in sorted(snapshot.route_tables.items()) if any(r.target.id == endpoint.id for r in t.routes)
    )
    again = Words(
        ko=f"다시 만들면 ID가 바뀌어요. {endpoint.id}를 적어 둔 정책이나 코드도 함께 고치세요.",
        en=f"A new endpoint has another id: change policies and code that name {endpoint.id}.",
    )
    drops = connections_drop(routed, snapshot) if routed else OPEN_CONNECTIONS
    return (drops, ENDPOINT_CONDITIONS, again)


def describe(change: Change, snapshot: Snapshot) -> Words:
    """Say which endpoint goes, and for which service it was."""
    (endpoint_id,) = change.arguments
    service = titled(service_of(snapshot.endpoints[endpoint_id]))
    return Words(ko=f"{endpoint_id} 엔드포인트({service}) 삭제", en=f"Delete endpoint {endpoint_id} ({service})")
