"""Targets that lead out of the VPC: Cloud WAN, VPN, peering, edge gateways. Followed no further, and said so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Leg, Outcome, said, weaker
from diagnostics.analysis.public_access import blocked_by_public_access
from diagnostics.model.addresses import NOT_PUBLIC_V4, AddressSet
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Hop, HopKind, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.network import Peering, Route
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
    if target.kind is TargetKind.CORE_NETWORK and leg.arrives is not None:
        unread = (said("ec2:DescribeRouteTables", target.id, fact),)
        return replace(
            leg.arrives, hops=(Hop(kind=kind, id=target.id), *leg.arrives.hops), confidence=Confidence.LOW, evidence=unread
        )
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
    """Cross a peering connection, which carries only what is addressed to the peer VPC's CIDRs.

    There is no edge to edge routing over a peering connection: a peer's internet gateway, NAT device or gateway
    endpoint cannot be used. — https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
    """
    peering = snapshot.peerings.get(route.target.id)
    hop = Hop(kind="vpc-peering-connection", id=route.target.id, name=peering.name if peering else "")
    if peering is None and snapshot.unseen(_PEERINGS, route.target.id):
        return _peer_unseen(hop, leg)
    if peering is not None and peering.status not in {"active", ""}:
        fact = Words(ko=f"{hop.id}의 상태: {peering.status}", en=f"{hop.id} is in state {peering.status}")
        return _dropped(hop, Verdict.BLOCKED_BLACKHOLE, "peering_inactive", fact, Confidence.MEDIUM)
    peer, cidrs = _far_side(peering, leg) if peering else ("", ())
    if AddressSet.of(cidrs, leg.addresses.family).covers(leg.addresses):
        if leg.arrives is not None and peer in {leg.arrives_in, ""}:
            return replace(leg.arrives, hops=(hop, *leg.arrives.hops))
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
    return _dropped(hop, Verdict.BLOCKED_UNSUPPORTED_PATH, "peering", fact, Confidence.HIGH)


def _far_side(peering: Peering, leg: Leg) -> tuple[str, tuple[str, ...]]:
    """Give the VPC at the other end of a peering connection, and its CIDRs."""
    if leg.vpc_id == peering.accepter_vpc:
        return peering.requester_vpc, peering.requester_cidrs
    return peering.accepter_vpc, peering.accepter_cidrs


def _peer_unseen(hop: Hop, leg: Leg) -> Ending:
    """End at a peering connection of which nothing was seen: an endpoint's addresses may be beyond, S3's never are."""
    fact = Words(ko=f"{hop.id} 피어링을 볼 수 없었어요", en=f"{hop.id} could not be seen")
    evidence = (said(_PEERINGS, hop.id, fact),)
    if leg.arrives is not None:
        return replace(leg.arrives, hops=(hop, *leg.arrives.hops), confidence=Confidence.LOW, evidence=evidence)
    inside = NOT_PUBLIC_V4 if leg.addresses.family == 4 else AddressSet(6)  # noqa: PLR2004 (the family's own number)
    if leg.addresses & inside:
        return Ending(verdict=Verdict.UNKNOWN_EXTERNAL, hops=(hop,), confidence=Confidence.LOW, evidence=evidence)
    fact = Words(
        ko="피어링은 상대 VPC CIDR로 가는 트래픽만 날라서, 서비스의 공인 주소로는 갈 수 없어요",
        en="peering carries only what is addressed to the peer VPC's CIDRs, which a service's public addresses are not",
    )
    return _dropped(hop, Verdict.BLOCKED_UNSUPPORTED_PATH, "peering", fact, Confidence.MEDIUM)


def _dropped(hop: Hop, verdict: Verdict, cause: str, fact: Words, confidence: Confidence) -> Ending:
    block = Block(verdict=verdict, subject=hop.id, cause=cause, evidence=(said(_PEERINGS, hop.id, fact),))
    return Ending(verdict=verdict, hops=(replace(hop, blocked=True),), blocks=(block,), confidence=confidence)
