"""An egress-only internet gateway: the public way of IPv6."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Leg, Outcome
from diagnostics.analysis.public_access import blocked_by_public_access
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Hop, Verdict

if TYPE_CHECKING:
    from diagnostics.model.network import Route
    from diagnostics.model.snapshot import Snapshot

KINDS = (TargetKind.EGRESS_ONLY_GATEWAY,)


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give the end of an IPv6 way; in ingress mode, Block Public Access leaves egress-only gateways working."""
    block, sure = blocked_by_public_access(leg, snapshot)
    ingress = block is not None and block.cause == "ingress"
    return Ending(
        verdict=Verdict.PUBLIC_VIA_EIGW,
        hops=(Hop(kind="egress-only-internet-gateway", id=route.target.id),),
        blocks=() if block is None or ingress else (block,),
        confidence=sure,
    )
