"""What a bucket's policy would make of the same request by a gateway endpoint, before anybody moves it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.amending import admitting
from diagnostics.analysis.policies.caller import caller_named
from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.entrance import by_gateway
from diagnostics.analysis.policies.request import request_over
from diagnostics.analysis.policies.rulings import bucket_of, bucket_owner, request_of
from diagnostics.analysis.policies.turning import what_changes
from diagnostics.model.trace import VerdictClass

if TYPE_CHECKING:
    from diagnostics.analysis.policies.turning import Turning
    from diagnostics.model.finding import Case

_SOURCE_IP = "aws:sourceip"


def turned_by_moving(case: Case) -> tuple[str, tuple[Turning, ...], str]:
    """Give the bucket, the statements that a move to a gateway endpoint turns against it, and a policy that stands it.

    Only what goes by the sender's address is told; nothing where the way leads by an endpoint already, or where no policy
    was seen.
    """
    bucket, destination, snapshot = bucket_of(case.destination, case.snapshot), case.destination, case.snapshot
    private = (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE
    if bucket is None or not bucket.policy or private or destination.region != snapshot.region:
        return "", (), ""
    caller, policy = caller_named(case.query.principal), read_policy(bucket.policy)
    usable = next((e for e in case.gateway_endpoints if e.usable), None)
    door = by_gateway(case.source, snapshot, usable.id if usable else "vpce-new-s3")
    owner = bucket_owner(destination, snapshot)
    after = request_over(
        door, destination, caller, key=destination.key, access_point=destination.access_point, bucket_owner=owner
    )
    turned = (
        t
        for w in case.traces
        for t in what_changes(policy, request_of(w, case.source, destination, snapshot, caller), after)
    )
    harmful = {
        t.statement.number: t
        for t in turned
        if t.harmful and any(h.condition.key.lower() == _SOURCE_IP for _, h in t.conditions)
    }
    key, value = ("aws:SourceVpce", usable.id) if usable else ("aws:SourceVpc", case.vpc.id)
    amended = admitting(bucket.policy, key, value, frozenset(harmful)) if harmful else ""
    return bucket.name, tuple(harmful.values()), amended
