"""Let a subnet be routed by another route table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.commands import ec2, resource
from diagnostics.changes.editing import put, refuse
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "associate-table"
USAGE = "associate-table SUBNET RTB"
TITLE = Words(ko="서브넷이 쓰는 라우팅 테이블을 바꿔요", en="Associate a subnet with another route table")
RANK = 9


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the subnet associated with this table and with no other."""
    subnet_id, table_id = change.arguments
    subnet, table = snapshot.subnets[subnet_id], snapshot.route_tables[table_id]
    if subnet.vpc_id != table.vpc_id:
        refuse(change, f"InvalidParameterValue: route table {table_id} and subnet {subnet_id} belong to different networks")
    if subnet_id in table.subnet_ids:
        refuse(change, f"Resource.AlreadyAssociated: subnet {subnet_id} is associated with {table_id} already")
    left = (
        replace(t, subnet_ids=tuple(s for s in t.subnet_ids if s != subnet_id))
        for t in snapshot.route_tables.values()
        if subnet_id in t.subnet_ids
    )
    held = put(snapshot, "route_tables", *left)
    return put(held, "route_tables", replace(table, subnet_ids=(*table.subnet_ids, subnet_id)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the commands: an association that is there is looked up and replaced, so that no packet is without a table."""
    subnet_id, table_id = change.arguments
    if not any(subnet_id in t.subnet_ids for t in snapshot.route_tables.values()):
        return (ec2(f"associate-route-table --route-table-id {table_id} --subnet-id {subnet_id}", snapshot),)
    query = f"RouteTables[0].Associations[?SubnetId=='{subnet_id}'].RouteTableAssociationId"
    found = ec2(
        f'describe-route-tables --filters Name=association.subnet-id,Values={subnet_id} --query "{query}" --output text',
        snapshot,
    )
    swap = f"replace-route-table-association --association-id $ASSOCIATION --route-table-id {table_id}"
    return (f"ASSOCIATION=$({found})", ec2(swap, snapshot))


def terraform(change: Change, _: Snapshot) -> str:
    """Give the association."""
    subnet_id, table_id = change.arguments
    return resource("aws_route_table_association", subnet_id, subnet_id=subnet_id, route_table_id=table_id)


def warnings(change: Change, _: Snapshot) -> tuple[Words, ...]:
    """Warn that everything of the subnet goes by the other table."""
    subnet_id, table_id = change.arguments
    return (
        Words(
            ko=f"{subnet_id}의 모든 트래픽이 바로 {table_id} 라우트를 따르고, 경로가 달라지는 연결은 끊겨요.",
            en=f"All traffic of {subnet_id} follows {table_id} at once; connections whose path changes are dropped.",
        ),
    )


def describe(change: Change, _: Snapshot) -> Words:
    """Say which subnet gets which table."""
    subnet_id, table_id = change.arguments
    return Words(ko=f"{subnet_id}에 {table_id} 라우팅 테이블 연결", en=f"Associate {subnet_id} with route table {table_id}")
