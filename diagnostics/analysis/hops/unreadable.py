"""Targets whose way to an AWS service nobody can read from the configuration: reported as unknown, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Leg, Outcome, said
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Confidence, Hop, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.network import Route
    from diagnostics.model.snapshot import Snapshot

#: `local` leads to an interface endpoint in the VPC. Public addresses inside a VPC CIDR stay there and never meet the
#: service: nobody knows what answers.
KINDS = (TargetKind.ODB_NETWORK, TargetKind.UNKNOWN, TargetKind.LOCAL)


def follow(route: Route, leg: Leg, _snapshot: Snapshot) -> Outcome:
    """Give an unknown end that names the target; `local` ends at the interface endpoint that the addresses are of."""
    if route.target.kind is TargetKind.LOCAL and leg.arrives is not None and leg.arrives_in in {leg.vpc_id, ""}:
        return leg.arrives
    fact = Words(
        ko=f"{route.destination} 라우트의 타깃 {route.target.id}({route.target.kind}) 유형은 해석할 수 없어요",
        en=f"the target {route.target.id} ({route.target.kind}) of route {route.destination} cannot be read",
    )
    return Ending(
        verdict=Verdict.UNKNOWN_UNSUPPORTED,
        hops=(Hop(kind="unknown", id=route.target.id),),
        confidence=Confidence.LOW,
        evidence=(said("ec2:DescribeRouteTables", route.target.id, fact),),
    )
