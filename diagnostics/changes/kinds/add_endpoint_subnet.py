"""Put an interface endpoint into one more subnet, of a zone where it has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.changes.cautions import costs_by_zone
from diagnostics.changes.commands import ec2, resource
from diagnostics.changes.editing import refuse
from diagnostics.changes.endpoints import placed
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "add-endpoint-subnet"
USAGE = "add-endpoint-subnet VPCE SUBNET"
TITLE = Words(ko="인터페이스 엔드포인트를 서브넷에 하나 더 둬요", en="Add one more subnet to an interface endpoint")
RANK = 5


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with another network interface of the endpoint."""
    endpoint_id, subnet_id = change.arguments
    endpoint = snapshot.endpoints[endpoint_id]
    if endpoint.type != "Interface":
        refuse(change, f"InvalidParameter: {endpoint.id} is of type {endpoint.type}; subnets are for interface endpoints")
    if not endpoint.usable:
        refuse(change, f"IncorrectState: endpoint {endpoint.id} is in state {endpoint.state}")
    return placed(endpoint, snapshot.subnets[subnet_id], change, snapshot)


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    endpoint_id, subnet_id = change.arguments
    return (ec2(f"modify-vpc-endpoint --vpc-endpoint-id {endpoint_id} --add-subnet-ids {subnet_id}", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the association."""
    endpoint_id, subnet_id = change.arguments
    return resource("aws_vpc_endpoint_subnet_association", subnet_id, vpc_endpoint_id=endpoint_id, subnet_id=subnet_id)


def warnings(_: Change, __: Snapshot) -> tuple[Words, ...]:
    """Warn of the hourly price of one more zone."""
    return (costs_by_zone(1),)


def describe(change: Change, _: Snapshot) -> Words:
    """Say which endpoint goes where."""
    endpoint_id, subnet_id = change.arguments
    return Words(ko=f"{endpoint_id} 엔드포인트에 {subnet_id} 서브넷 추가", en=f"Add {subnet_id} to endpoint {endpoint_id}")
