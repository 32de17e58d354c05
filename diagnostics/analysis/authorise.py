"""What policies make of the ways: refused by which statement, undecided for want of what, enforced or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import said, weaker
from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.evaluate import Denied, Undecided
from diagnostics.analysis.policies.facts import explain_decision
from diagnostics.analysis.policies.observations import cause_of, is_enforced
from diagnostics.analysis.policies.rulings import bucket_of, request_of, rulings
from diagnostics.analysis.resolve import resolve
from diagnostics.analysis.trace import trace
from diagnostics.model.trace import Block, Confidence, VerdictClass

if TYPE_CHECKING:
    from diagnostics.analysis.policies.caller import Caller
    from diagnostics.analysis.policies.rulings import Ruling
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Resolution, Trace

    Branches = tuple[tuple[Resolution, tuple[Trace, ...]], ...]


def branches_between(source: Source, destination: Destination, snapshot: Snapshot, caller: Caller | None = None) -> Branches:
    """Give the ways of every answer that the name may have, with all that filters and policies make of them."""
    return tuple(
        (r, tuple(authorised(w, source, destination, snapshot, caller) for w in trace(source, destination, r, snapshot)))
        for r in resolve(destination, source, snapshot)
    )


def authorised(way: Trace, source: Source, destination: Destination, snapshot: Snapshot, caller: Caller | None) -> Trace:
    """Add to a way what the policies that the request meets make of it.

    "An endpoint policy does not override or replace identity-based policies or resource-based policies": it grants
    nothing, it limits what passes through the endpoint.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    """
    for ruling in rulings(way, source, destination, snapshot, caller):
        way = _ruled(way, ruling)
    return way


def enforced(
    ways: tuple[Trace, ...], source: Source, destination: Destination, snapshot: Snapshot, caller: Caller | None
) -> bool | None:
    """Say whether the bucket's policy refuses what does not come by an endpoint; None where it cannot be told."""
    bucket = bucket_of(destination, snapshot)
    if bucket is None or bucket.policy is None:
        return None
    policy = read_policy(bucket.policy) if bucket.policy else None
    found = {is_enforced(policy, request_of(w, source, destination, snapshot, caller)) for w in ways if w.path}
    return found.pop() if len(found) == 1 else None


def _ruled(way: Trace, ruling: Ruling) -> Trace:
    if ruling.decision is None:
        return replace(way, confidence=weaker(way.confidence, Confidence.MEDIUM))
    evidence = said(ruling.call, ruling.subject, explain_decision(ruling.decision))
    if isinstance(ruling.decision, Undecided):
        return replace(way, confidence=weaker(way.confidence, Confidence.MEDIUM), evidence=(*way.evidence, evidence))
    if not isinstance(ruling.decision, Denied):
        return replace(way, evidence=(*way.evidence, evidence))
    cause = str(cause_of(ruling.decision))
    block = Block(verdict=ruling.verdict, subject=ruling.subject, cause=cause, evidence=(evidence,))
    blocked = way.verdict.verdict_class is VerdictClass.BLOCKED
    return replace(way, blocks=(*way.blocks, block), verdict=way.verdict if blocked else block.verdict)
