"""What opens a policy: a statement for the bucket in the endpoint's, or the endpoint in the bucket's condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.document import Effect, read_policy
from diagnostics.analysis.policies.evaluate import Denied
from diagnostics.analysis.policies.observations import OF_NETWORK
from diagnostics.analysis.policies.refusals import deciding
from diagnostics.analysis.policies.rulings import endpoint_of, rulings
from diagnostics.changes.endpoints import NEW_ENDPOINT
from diagnostics.changes.standing import one
from diagnostics.model.trace import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.changes.standing import Standing, Step
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.trace import Block

#: What a policy makes of a way that it refuses.
POLICIES = frozenset({Verdict.BLOCKED_ENDPOINT_POLICY, Verdict.BLOCKED_RESOURCE_POLICY})


def by_policy(block: Block, standing: Standing) -> Iterator[Step]:
    """Yield what opens a block that a policy is."""
    if block.verdict is Verdict.BLOCKED_RESOURCE_POLICY:
        yield from _by_resource_policy(block, standing)
    elif block.subject in standing.snapshot.endpoints:
        yield from _by_endpoint_policy(standing.snapshot.endpoints[block.subject], standing)


def _by_endpoint_policy(endpoint: VpcEndpoint, standing: Standing) -> Iterator[Step]:
    """Yield the bucket's own statement in the policy; full access only where there is no bucket, or where a Deny stands."""
    destination = standing.destination
    if destination.bucket and destination.service == "s3":
        wanted = (destination.bucket, *((destination.access_point,) if destination.access_point else ()))
        yield one("allow-bucket", endpoint.id, *wanted)
    denies = any(s.effect is Effect.DENY for s in read_policy(endpoint.policy).statements)
    if denies or not destination.bucket:
        yield one("reset-endpoint-policy", endpoint.id)


def _by_resource_policy(block: Block, standing: Standing) -> Iterator[Step]:
    """Yield the way's endpoint among what the bucket's policy lets through, where it is refused for the way that it takes.

    One that is not there yet has no id, so its VPC goes into the policy, which can then be changed before the way is.
    """
    for way in (w for w in standing.ways if block in w.blocks):
        endpoint = endpoint_of(way, standing.snapshot)
        if endpoint is None or block.cause not in OF_NETWORK:
            continue
        made = endpoint.id.startswith(NEW_ENDPOINT)
        decided = rulings(way, standing.source, standing.destination, standing.snapshot, standing.caller)
        for ruling in decided:
            if ruling.subject == block.subject and isinstance(ruling.decision, Denied) and deciding(ruling.decision):
                numbers = map(str, deciding(ruling.decision))
                yield one("admit-endpoint", block.subject, endpoint.vpc_id if made else endpoint.id, *numbers)
