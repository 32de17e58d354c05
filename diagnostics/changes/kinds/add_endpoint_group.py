"""Attach one more security group to an interface endpoint: one that exists, or a new one that admits 443 from the VPC."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.commands import Bare, ec2, resource
from diagnostics.changes.editing import put, refuse
from diagnostics.changes.groups import group_commands, group_terraform, with_new_group
from diagnostics.changes.reading import NEW_GROUP
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "add-endpoint-group"
USAGE = "add-endpoint-group VPCE SG"
TITLE = Words(
    ko="인터페이스 엔드포인트에 보안 그룹을 추가로 붙여요 (sg-new: VPC 대역의 443을 허용하는 새 그룹)",
    en="Attach one more security group to an interface endpoint (sg-new: a new one that allows 443 from the VPC)",
)
RANK = 3


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the group on the endpoint and on its network interfaces."""
    endpoint_id, group_id = change.arguments
    endpoint = snapshot.endpoints[endpoint_id]
    if endpoint.type != "Interface":
        refuse(change, f"InvalidParameter: {endpoint.id} is of type {endpoint.type}, which has no security groups")
    if group_id in endpoint.group_ids:
        refuse(change, f"InvalidParameter: {group_id} is on endpoint {endpoint_id} already")
    held = with_new_group(endpoint.vpc_id, snapshot) if group_id == NEW_GROUP else snapshot
    enis = (held.enis[i] for i in endpoint.eni_ids if i in held.enis)
    held = put(held, "enis", *(replace(eni, group_ids=(*eni.group_ids, group_id)) for eni in enis))
    # AWS lists no group for an endpoint that was made without one: its interfaces carry the default group all the same.
    carried = {g for i in endpoint.eni_ids if i in snapshot.enis for g in snapshot.enis[i].group_ids}
    groups = (*(endpoint.group_ids or sorted(carried)), group_id)
    return put(held, "endpoints", replace(endpoint, group_ids=groups))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the commands: the group first where it is new."""
    endpoint_id, group_id = change.arguments
    new = group_id == NEW_GROUP
    attach = f"modify-vpc-endpoint --vpc-endpoint-id {endpoint_id} --add-security-group-ids {'$GROUP' if new else group_id}"
    before = group_commands(snapshot.endpoints[endpoint_id].vpc_id, snapshot) if new else ()
    return (*before, ec2(attach, snapshot))


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the association, and the group where it is new."""
    endpoint_id, group_id = change.arguments
    new = group_id == NEW_GROUP
    body = resource(
        "aws_vpc_endpoint_security_group_association",
        endpoint_id,
        vpc_endpoint_id=endpoint_id,
        security_group_id=Bare("aws_security_group.endpoint.id") if new else group_id,
    )
    return f"{group_terraform(snapshot.endpoints[endpoint_id].vpc_id, snapshot)}\n\n{body}" if new else body


def warnings(_: Change, __: Snapshot) -> tuple[Words, ...]:
    """Give none: a group more only lets more in, here alone."""
    return ()


def describe(change: Change, _: Snapshot) -> Words:
    """Say which group goes where."""
    endpoint_id, group_id = change.arguments
    if group_id == NEW_GROUP:
        return Words(
            ko=f"VPC 대역의 443을 허용하는 보안 그룹을 새로 만들어 {endpoint_id} 엔드포인트에 추가",
            en=f"Create a security group that allows 443 from the VPC and attach it to endpoint {endpoint_id}",
        )
    return Words(
        ko=f"{endpoint_id} 엔드포인트에 보안 그룹 {group_id} 추가", en=f"Attach security group {group_id} to {endpoint_id}"
    )
