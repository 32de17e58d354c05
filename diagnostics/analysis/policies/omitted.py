"""Whether an endpoint's policy lets a bucket through and leaves out the access point by which it is reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.caller import caller_named
from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.evaluate import Allowed, Denied, endpoint_decision
from diagnostics.analysis.policies.rulings import ENDPOINTS, endpoint_of, request_of, rulings

if TYPE_CHECKING:
    from diagnostics.model.finding import Case


def omits_access_point(case: Case) -> bool:
    """Say whether the same request would get through the endpoint if it named the bucket itself."""
    if not case.destination.access_point or not case.destination.bucket:
        return False
    caller, plain = caller_named(case.query.principal), replace(case.destination, access_point="")
    for way in case.traces:
        endpoint = endpoint_of(way, case.snapshot)
        met = rulings(way, case.source, case.destination, case.snapshot, caller) if endpoint else ()
        if endpoint is not None and any(r.call == ENDPOINTS and isinstance(r.decision, Denied) for r in met):
            request = request_of(way, case.source, plain, case.snapshot, caller)
            if isinstance(endpoint_decision(read_policy(endpoint.policy), request), Allowed):
                return True
    return False
