"""Targets that lead out of the VPC: transit, VPN, peering, edge gateways. Followed no further, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Leg, Outcome, said
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Hop, HopKind, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.network import Route
    from diagnostics.model.snapshot import Snapshot

_TRANSIT = Words(
    ko="여기서 VPC를 벗어나요. 그 너머의 라우팅은 이 스냅샷에 없어요",
    en="traffic leaves the VPC here; the routing beyond is not in this snapshot",
)
_ONPREM = Words(
    ko="여기서 온프레미스로 나가요. 그 뒤는 온프레미스 라우팅이 정해요",
    en="traffic leaves for the on-premises network here, which decides the rest",
)
_EDGE = Words(ko="엣지 게이트웨이로 나가요", en="traffic leaves by an edge gateway")

_ENDS: dict[TargetKind, tuple[HopKind, Verdict, Confidence, Words]] = {
    TargetKind.TRANSIT_GATEWAY: ("transit-gateway", Verdict.VIA_TRANSIT_UNKNOWN, Confidence.MEDIUM, _TRANSIT),
    TargetKind.CORE_NETWORK: ("core-network", Verdict.VIA_TRANSIT_UNKNOWN, Confidence.MEDIUM, _TRANSIT),
    TargetKind.VPN_GATEWAY: ("vpn-gateway", Verdict.VIA_ONPREM, Confidence.MEDIUM, _ONPREM),
    TargetKind.CARRIER_GATEWAY: ("carrier-gateway", Verdict.PUBLIC_VIA_EDGE_GATEWAY, Confidence.MEDIUM, _EDGE),
    TargetKind.LOCAL_GATEWAY: ("local-gateway", Verdict.PUBLIC_VIA_EDGE_GATEWAY, Confidence.MEDIUM, _EDGE),
}
KINDS = (*_ENDS, TargetKind.PEERING)


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give the honest end of a way that leaves the VPC."""
    target = route.target
    if target.kind is TargetKind.PEERING:
        return _peering(route, leg, snapshot)
    kind, verdict, confidence, fact = _ENDS[target.kind]
    return Ending(
        verdict=verdict,
        hops=(Hop(kind=kind, id=target.id),),
        confidence=confidence,
        evidence=(said("ec2:DescribeRouteTables", target.id, fact),),
    )


def _peering(route: Route, leg: Leg, snapshot: Snapshot) -> Ending:
    """End at a peering connection, which carries only what is addressed to the peer VPC's CIDRs.

    "VPC peering does not support edge to edge routing": a peer's internet gateway, NAT device or gateway endpoint
    cannot be used. — https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
    """
    peering = snapshot.peerings.get(route.target.id)
    hop = Hop(kind="vpc-peering-connection", id=route.target.id, name=peering.name if peering else "", blocked=True)
    shown = ", ".join(leg.addresses.cidrs()[:2])
    fact = Words(
        ko=f"피어링은 상대 VPC CIDR로 가는 트래픽만 나르고, {shown} 등은 그 밖이에요",
        en=f"peering carries only what is addressed to the peer VPC's CIDRs, and {shown}, … is not",
    )
    block = Block(
        verdict=Verdict.BLOCKED_UNSUPPORTED_PATH,
        subject=route.target.id,
        cause="peering",
        evidence=(said("ec2:DescribeVpcPeeringConnections", route.target.id, fact),),
    )
    return Ending(verdict=Verdict.BLOCKED_UNSUPPORTED_PATH, hops=(hop,), blocks=(block,))
