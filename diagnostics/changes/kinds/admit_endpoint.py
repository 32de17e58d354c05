"""Let a bucket's policy take requests that come through an endpoint, or from a VPC by any of its endpoints."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.amending import admitting, statement_in
from diagnostics.analysis.policies.refusals import policy_resource, put_policy
from diagnostics.changes.editing import keep, refuse
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "admit-endpoint"
USAGE = "admit-endpoint BUCKET VPCE|VPC [STATEMENT…]"
TITLE = Words(
    ko="버킷 정책의 네트워크 조건에 엔드포인트나 VPC를 추가해요",
    en="Add an endpoint or a VPC to the network conditions of a bucket policy",
)
#: Before any change of routes, so that no request is refused in between.
RANK = 0


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the amended policy."""
    subject = change.arguments[0]
    text = _amended(change, snapshot)
    if subject.startswith("arn:"):
        point = snapshot.access_points[subject.rpartition("/")[2]]
        return keep(snapshot, "access_points", {point.name: replace(point, policy=text)})
    return keep(snapshot, "buckets", {subject: replace(snapshot.buckets[subject], policy=text)})


def _policy(change: Change, snapshot: Snapshot) -> str:
    """Give the policy as it is, which has to have been seen: what is put replaces it whole."""
    subject = change.arguments[0]
    point, bucket = snapshot.access_points.get(subject.rpartition("/")[2]), snapshot.buckets.get(subject)
    held = point.policy if subject.startswith("arn:") and point else bucket.policy if bucket else None
    if held is None:
        refuse(change, f"the policy of {subject} is not in the snapshot, and what is put replaces it whole")
    return held or refuse(change, f"NoSuchBucketPolicy: {subject} has no policy that could refuse anything")


def _amended(change: Change, snapshot: Snapshot) -> str:
    _, door, *numbers = change.arguments
    text = _policy(change, snapshot)
    key = "aws:SourceVpc" if door.startswith("vpc-") else "aws:SourceVpce"
    amended = admitting(text, key, door, frozenset(map(int, numbers)))
    if amended == text or json.loads(amended) == json.loads(text):
        refuse(change, f"no statement that may be changed in the policy of {change.arguments[0]} goes by the network")
    return amended


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command, with the whole policy in it."""
    return (put_policy(change.arguments[0], _amended(change, snapshot), snapshot.region),)


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the policy as it is after the change."""
    return policy_resource(change.arguments[0], _amended(change, snapshot))


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn that a policy is replaced whole, and of whom else the condition lets through now."""
    _, door, *numbers = change.arguments
    whole = Words(
        ko=(
            "이 명령은 정책 전체를 바꿔 써요. 실행하기 전에 지금 정책을 받아 두고, 그 사이에 다른 사람이 바꾸지 않았는지 "
            "확인하세요."
        ),
        en="The command replaces the whole policy. Save the current one first and see that nobody has changed it meanwhile.",
    )
    what = "VPC" if door.startswith("vpc-") else "엔드포인트"
    wider = Words(
        ko=(
            f"{door}에서 오는 요청은 모두 이 조건을 통과해요. 같은 {what}를 쓰는 다른 워크로드도 마찬가지라서, "
            "일부러 막아 둔 버킷인지 담당자와 먼저 확인하세요."
        ),
        en=(
            f"Every request through {door} passes this condition, also from other workloads. Ask the bucket's "
            "owners first whether it is closed on purpose."
        ),
    )
    named = [s for n in numbers if (s := statement_in(_policy(change, snapshot), int(n)))]
    allows = any(s.get("Effect") == "Allow" for s in named)
    cross = Words(
        ko="다른 계정의 호출자라면 그쪽 IAM 정책에도 허용이 있어야 해요.",
        en="A caller of another account also needs an Allow in its own IAM policy.",
    )
    return (whole, wider, *((cross,) if allows else ()))


def describe(change: Change, _: Snapshot) -> Words:
    """Say whose policy takes what."""
    subject, door, *numbers = change.arguments
    which = f" ({', '.join(numbers)}번 스테이트먼트)" if numbers else ""
    number = f" (statement {', '.join(numbers)})" if numbers else ""
    return Words(
        ko=f"{subject} 정책의 네트워크 조건에 {door} 추가{which}",
        en=f"Add {door} to the network conditions in the policy of {subject}{number}",
    )
