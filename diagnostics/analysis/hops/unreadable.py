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

#: `local` gets here only for public addresses inside a VPC CIDR: traffic stays in the VPC and never meets the service.
KINDS = (TargetKind.ODB_NETWORK, TargetKind.UNKNOWN, TargetKind.LOCAL)


def follow(route: Route, _leg: Leg, _snapshot: Snapshot) -> Outcome:
    """Give an unknown end that names the target."""
    fact = Words(
        ko=f"{route.destination} 라우트의 대상 {route.target.id}({route.target.kind})는 해석할 수 없어요",
        en=f"the target {route.target.id} ({route.target.kind}) of route {route.destination} cannot be read",
    )
    return Ending(
        verdict=Verdict.UNKNOWN_UNSUPPORTED,
        hops=(Hop(kind="unknown", id=route.target.id),),
        confidence=Confidence.LOW,
        evidence=(said("ec2:DescribeRouteTables", route.target.id, fact),),
    )
