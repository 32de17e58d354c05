"""What moving ways does to the policies of buckets: the statements that turn against subnets nobody asked about, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.destinations import destination_in
from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.facts import named
from diagnostics.analysis.policies.rulings import request_of
from diagnostics.analysis.policies.turning import Turn, what_changes
from diagnostics.changes.elsewhere import likeness, ways_from
from diagnostics.model.flow import Source
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.analysis.policies.caller import Caller
    from diagnostics.analysis.policies.request import Request
    from diagnostics.model.network import Bucket, Subnet
    from diagnostics.model.snapshot import Snapshot

_SHOWN = 4
_SAID = {
    Turn.STARTS: ("적용되기 시작해서 요청이 거부될 수 있어요", "starts to apply"),
    Turn.MAY_START: ("적용되기 시작할 수 있어요", "may start to apply"),
    Turn.STOPS: ("더는 적용되지 않아요", "no longer applies"),
    Turn.MAY_STOP: ("더는 적용되지 않을 수 있어요", "may no longer apply"),
}


def policies_turned(vpc_id: str, before: Snapshot, after: Snapshot, caller: Caller | None = None) -> tuple[Words, ...]:
    """Warn of every statement in a bucket's policy that lets pass less than before, and from which subnets.

    Only buckets whose policy was seen are told of; of all others the general warning has to do.
    """
    told = []
    for _, bucket in sorted(after.buckets.items()):
        if bucket.policy and bucket.region in {"", after.region}:
            told += list(_turned(vpc_id, bucket, before, after, caller))
    return tuple(told)


def _turned(vpc_id: str, bucket: Bucket, before: Snapshot, after: Snapshot, caller: Caller | None) -> Iterator[Words]:
    policy = read_policy(bucket.policy or "")
    subnets: dict[tuple[int, Turn], list[str]] = {}
    statements = {s.number: s for s in policy.statements}
    alike: dict[tuple[tuple[object, ...], tuple[object, ...]], tuple[tuple[int, Turn], ...]] = {}
    for _, subnet in sorted(after.subnets.items()):
        if subnet.vpc_id != vpc_id or subnet.id not in before.subnets:
            continue
        key = (likeness(subnet, before), likeness(subnet, after))
        if key not in alike:
            was, becomes = (_request(subnet, bucket, network, caller) for network in (before, after))
            turned = what_changes(policy, was, becomes) if was is not None and becomes is not None else ()
            alike[key] = tuple((t.statement.number, t.turn) for t in turned if t.harmful)
        for turning in alike[key]:
            subnets.setdefault(turning, []).append(subnet.id)
    for (number, turn), ids in subnets.items():
        name, (ko, en) = named(statements[number]), _SAID[turn]
        shown = ", ".join(ids[:_SHOWN]) + (f" … (+{len(ids) - _SHOWN})" if len(ids) > _SHOWN else "")
        yield Words(
            ko=f"{bucket.name} 버킷 정책의 {name.ko}: {shown}에서 오는 요청에 {ko}.",
            en=f"In the policy of bucket {bucket.name}, {name.en} {en} to requests from {shown}.",
        )


def _request(subnet: Subnet, bucket: Bucket, snapshot: Snapshot, caller: Caller | None) -> Request | None:
    """Give the request from a subnet by its first way, or None where none leads there."""
    destination = destination_in(f"s3://{bucket.name}", snapshot)
    source = Source(asked=subnet.id, vpc_id=subnet.vpc_id, subnet_id=subnet.id, region=snapshot.region)
    for _, ways in ways_from(subnet, destination, snapshot, caller):
        for way in ways:
            if way.path is not None:
                return request_of(way, source, destination, snapshot, caller)
    return None
