"""Targets that lead out of the VPC: transit, VPN, peering, edge gateways. Followed no further, and said so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Leg, Outcome, said, weaker
from diagnostics.analysis.public_access import blocked_by_public_access
from diagnostics.model.addresses import AddressSet
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
_PEERINGS = "ec2:DescribeVpcPeeringConnections"


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give the honest end of a way that leaves the VPC."""
    target = route.target
    if target.kind is TargetKind.PEERING:
        return _peering(route, leg, snapshot)
    kind, verdict, confidence, fact = _ENDS[target.kind]
    # Carrier gateways are subject to Block Public Access; local gateways, transit and VPN are not.
    carrier = target.kind is TargetKind.CARRIER_GATEWAY
    block, sure = blocked_by_public_access(leg, snapshot) if carrier else (None, confidence)
    return Ending(
        verdict=verdict,
        hops=(Hop(kind=kind, id=target.id),),
        blocks=(block,) if block else (),
        confidence=weaker(confidence, sure),
        evidence=(said("ec2:DescribeRouteTables", target.id, fact),),
    )


def _peering(route: Route, leg: Leg, snapshot: Snapshot) -> Ending:
    """End at a peering connection, which carries only what is addressed to the peer VPC's CIDRs.

    There is no edge to edge routing over a peering connection: a peer's internet gateway, NAT device or gateway
    endpoint cannot be used. — https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
    """
    peering = snapshot.peerings.get(route.target.id)
    hop = Hop(kind="vpc-peering-connection", id=route.target.id, name=peering.name if peering else "")
    within = AddressSet.of((*peering.requester_cidrs, *peering.accepter_cidrs) if peering else (), leg.addresses.family)
    if within.covers(leg.addresses):
        fact = Words(
            ko=f"{hop.id} 너머의 VPC가 무엇으로 답하는지는 여기서 보이지 않아요",
            en=f"what answers in the VPC beyond {hop.id} cannot be seen from here",
        )
        evidence = (said(_PEERINGS, hop.id, fact),)
        return Ending(verdict=Verdict.UNKNOWN_EXTERNAL, hops=(hop,), confidence=Confidence.LOW, evidence=evidence)
    shown = ", ".join(leg.addresses.cidrs()[:2])
    fact = Words(
        ko=f"피어링은 상대 VPC CIDR로 가는 트래픽만 나르고, {shown} 등은 그 밖이에요",
        en=f"peering carries only what is addressed to the peer VPC's CIDRs, and {shown}, … is not",
    )
    block = Block(
        verdict=Verdict.BLOCKED_UNSUPPORTED_PATH,
        subject=route.target.id,
        cause="peering",
        evidence=(said(_PEERINGS, route.target.id, fact),),
    )
    return Ending(verdict=Verdict.BLOCKED_UNSUPPORTED_PATH, hops=(replace(hop, blocked=True),), blocks=(block,))
