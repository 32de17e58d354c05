"""Let an endpoint's policy pass requests to a bucket, and to the access point by which it is reached."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.amending import allowing
from diagnostics.analysis.policies.observations import aws_owner
from diagnostics.analysis.policies.request import partition_of
from diagnostics.changes.cautions import POLICY_LAG
from diagnostics.changes.commands import Bare, ec2, resource
from diagnostics.changes.editing import put, refuse
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "allow-bucket"
USAGE = "allow-bucket VPCE BUCKET…"
TITLE = Words(
    ko="엔드포인트 정책에 버킷 접근을 허용하는 스테이트먼트를 추가해요",
    en="Add a statement to an endpoint's policy that allows a bucket",
)
RANK = 2
_ACTIONS, _READING = ("s3:GetObject", "s3:PutObject", "s3:ListBucket"), ("s3:GetObject",)


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with one statement more in the endpoint's policy."""
    return put(snapshot, "endpoints", replace(snapshot.endpoints[change.arguments[0]], policy=_amended(change, snapshot)))


def _amended(change: Change, snapshot: Snapshot) -> str:
    endpoint = snapshot.endpoints[change.arguments[0]]
    if endpoint.type not in {"Gateway", "Interface"}:
        refuse(change, f"InvalidParameter: {endpoint.id} is of type {endpoint.type}, which has no policy")
    amended = allowing(endpoint.policy, _actions(change, snapshot), _resources(change, snapshot))
    return amended if amended != endpoint.policy else refuse(change, f"the policy of {endpoint.id} cannot be read")


def _actions(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give what is allowed: of a bucket of AWS's own, only to read."""
    return _READING if all(aws_owner(b, snapshot.region) for b in change.arguments[1:]) else _ACTIONS


def _resources(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the ARNs of each bucket or access point and of what is in it."""
    found: list[str] = []
    for name in change.arguments[1:]:
        point = name.startswith("arn:")
        arn = name if point else f"arn:{partition_of(snapshot.region)}:s3:::{name}"
        found += [arn, f"{arn}/object/*" if point else f"{arn}/*"]
    return tuple(found)


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command, with the whole policy in it."""
    policy = shlex.quote(_amended(change, snapshot))
    words = f"modify-vpc-endpoint --vpc-endpoint-id {change.arguments[0]} --policy-document {policy}"
    return (ec2(words, snapshot),)


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the policy as it is after the change."""
    endpoint_id = change.arguments[0]
    policy = _amended(change, snapshot).replace("${", "$${")
    return resource(
        "aws_vpc_endpoint_policy",
        endpoint_id,
        vpc_endpoint_id=endpoint_id,
        policy=Bare(f"<<-JSON\n    {policy}\n  JSON"),
    )


def warnings(_: Change, __: Snapshot) -> tuple[Words, ...]:
    """Warn that the policy is replaced whole, and that it takes minutes."""
    whole = Words(
        ko="정책 전체를 바꿔 쓰는 명령이에요. 그 사이에 다른 사람이 정책을 바꾸지 않았는지 확인하세요.",
        en="The command replaces the whole policy: see that nobody has changed it in the meantime.",
    )
    return (whole, POLICY_LAG)


def describe(change: Change, _: Snapshot) -> Words:
    """Say which endpoint, and which bucket."""
    endpoint_id, *names = change.arguments
    listed = ", ".join(names)
    return Words(
        ko=f"{endpoint_id} 엔드포인트 정책에 {listed} 접근 허용 추가",
        en=f"Allow {listed} in the policy of endpoint {endpoint_id}",
    )
