"""Put an endpoint's policy back to the default, which lets everything through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import POLICY_LAG
from diagnostics.changes.commands import ec2, resource
from diagnostics.changes.editing import put, refuse
from diagnostics.changes.endpoints import FULL_ACCESS
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "reset-endpoint-policy"
USAGE = "reset-endpoint-policy VPCE"
TITLE = Words(
    ko="엔드포인트 정책을 기본값(모두 허용)으로 되돌려요", en="Reset an endpoint's policy to the default, full access"
)
RANK = 6


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the default policy on the endpoint."""
    (endpoint_id,) = change.arguments
    endpoint = snapshot.endpoints[endpoint_id]
    if endpoint.type not in {"Gateway", "Interface"}:
        refuse(change, f"InvalidParameter: {endpoint_id} is of type {endpoint.type}, which has no policy")
    return put(snapshot, "endpoints", replace(endpoint, policy=FULL_ACCESS))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    return (ec2(f"modify-vpc-endpoint --vpc-endpoint-id {change.arguments[0]} --reset-policy", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the policy."""
    (endpoint_id,) = change.arguments
    body = resource("aws_vpc_endpoint_policy", endpoint_id, vpc_endpoint_id=endpoint_id)
    return f"# without a policy argument: full access\n{body}"


def warnings(_: Change, __: Snapshot) -> tuple[Words, ...]:
    """Warn that the fence around what may be reached is gone, and that it takes minutes."""
    fence = Words(
        ko="정책이 막아 주던 외부 버킷 접근까지 모두 열려요. 가능하면 필요한 버킷만 정책에 추가하세요.",
        en=(
            "Everything the policy kept out is allowed again, buckets of other accounts included. Prefer "
            "to allow just the bucket."
        ),
    )
    return (fence, POLICY_LAG)


def describe(change: Change, _: Snapshot) -> Words:
    """Say whose policy."""
    return Words(
        ko=f"{change.arguments[0]}의 엔드포인트 정책을 기본값(모두 허용)으로 초기화",
        en=f"Reset the policy of endpoint {change.arguments[0]} to full access",
    )
