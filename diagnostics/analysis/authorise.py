"""The endpoint's own policy on a way that goes through it: refused by which statement, or undecided for want of what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.judge import full_access
from diagnostics.analysis.leg import said, weaker
from diagnostics.analysis.policies.caller import read_caller
from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.entrance import entrance_of
from diagnostics.analysis.policies.evaluate import Denied, Undecided, endpoint_decision
from diagnostics.analysis.policies.facts import explain_decision
from diagnostics.analysis.policies.observations import cause_of
from diagnostics.analysis.policies.request import request_over
from diagnostics.model.flow import AskerError
from diagnostics.model.trace import Block, Confidence, Verdict, VerdictClass

if TYPE_CHECKING:
    from diagnostics.analysis.policies.caller import Caller
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Trace

_CALL = "ec2:DescribeVpcEndpoints"


def caller_named(principal: str) -> Caller | None:
    """Give whoever calls, or None where nobody was named.

    Raises:
        AskerError: `unreadable-principal`, where the words are no ARN of a principal.
    """
    if not principal:
        return None
    caller = read_caller(principal)
    if caller is None:
        raise AskerError("unreadable-principal", asked=principal[:120])
    return caller


def authorised(way: Trace, source: Source, destination: Destination, snapshot: Snapshot, caller: Caller | None) -> Trace:
    """Add to a way what the policy of the endpoint that it uses makes of the request.

    "An endpoint policy does not override or replace identity-based policies or resource-based policies": it grants
    nothing, it limits what passes through the endpoint.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    """
    endpoint = _endpoint_of(way, snapshot)
    if endpoint is None or full_access(endpoint.policy):
        return way
    request = request_over(entrance_of(way, source, snapshot), destination, caller)
    decision = endpoint_decision(read_policy(endpoint.policy), request)
    evidence = said(_CALL, endpoint.id, explain_decision(decision))
    if isinstance(decision, Undecided):
        return replace(way, confidence=weaker(way.confidence, Confidence.MEDIUM), evidence=(*way.evidence, evidence))
    if not isinstance(decision, Denied):
        return replace(way, evidence=(*way.evidence, evidence))
    block = Block(
        verdict=Verdict.BLOCKED_ENDPOINT_POLICY, subject=endpoint.id, cause=str(cause_of(decision)), evidence=(evidence,)
    )
    blocked = way.verdict.verdict_class is VerdictClass.BLOCKED
    return replace(way, blocks=(*way.blocks, block), verdict=way.verdict if blocked else block.verdict)


def _endpoint_of(way: Trace, snapshot: Snapshot) -> VpcEndpoint | None:
    """Give the endpoint that the way ends through, where it was seen."""
    through = [h.id for h in way.hops if h.kind in {"gateway-endpoint", "interface-endpoint"}]
    endpoint = snapshot.endpoints.get(through[-1]) if through else None
    return endpoint if endpoint is not None and endpoint.usable and way.path is not None else None
