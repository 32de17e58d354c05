"""An egress-only internet gateway: the public way of IPv6."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.families import by_nat64, untranslated
from diagnostics.analysis.leg import Ending, Leg, Outcome, said, shared_with, weaker
from diagnostics.analysis.public_access import blocked_by_public_access
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Hop, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.network import Route
    from diagnostics.model.snapshot import Snapshot

KINDS = (TargetKind.EGRESS_ONLY_GATEWAY,)
_CALL = "ec2:DescribeEgressOnlyInternetGateways"


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give the end of an IPv6 way: public, for senders whose IPv6 address is public, unless something stops it here.

    In ingress mode, Block Public Access leaves egress-only gateways working.
    — https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
    """
    gateway = snapshot.egress_only_gateways.get(route.target.id)
    hop = Hop(kind="egress-only-internet-gateway", id=route.target.id, name=gateway.name if gateway else "")
    if by_nat64(leg.addresses):
        return untranslated(hop, leg)
    # A participant in a shared VPC does not see the owner's egress-only gateways.
    hidden = gateway is None and (snapshot.unseen(_CALL, hop.id) is not None or shared_with(leg, snapshot))
    if not hidden and (gateway is None or leg.vpc_id not in gateway.vpc_ids):
        return _detached(hop, leg)
    block, sure = blocked_by_public_access(leg, snapshot)
    blocks = [] if block is None or block.cause == "ingress" else [block]
    if leg.public is False:
        blocks.insert(0, _no_public_address(leg))
    # What an exclusion would let in says nothing of what ingress mode lets out.
    sure = Confidence.HIGH if block is not None and block.cause == "ingress" else sure
    return Ending(
        verdict=Verdict.PUBLIC_VIA_EIGW if leg.public is not False else Verdict.BLOCKED_NO_PUBLIC_IP,
        hops=(hop,),
        blocks=tuple(blocks),
        confidence=weaker(sure, Confidence.MEDIUM if hidden else Confidence.HIGH),
    )


def _detached(hop: Hop, leg: Leg) -> Ending:
    fact = Words(ko=f"{leg.vpc_id}에 {hop.id} 연결이 없어요", en=f"{hop.id} is not attached to {leg.vpc_id}")
    block = Block(
        verdict=Verdict.BLOCKED_BLACKHOLE,
        subject=hop.id,
        cause="igw_detached",
        evidence=(said(_CALL, hop.id, fact),),
    )
    return Ending(verdict=Verdict.BLOCKED_BLACKHOLE, hops=(replace(hop, blocked=True),), blocks=(block,))


def _no_public_address(leg: Leg) -> Block:
    """Give the block of a sender that has unique local addresses alone, which the internet cannot answer."""
    subject = next(iter(sorted(v for v in leg.visited if v.startswith("eni-"))), leg.home)
    fact = Words(ko=f"{subject}에 공인 IPv6 주소가 없어요", en=f"{subject} has no public IPv6 address")
    return Block(
        verdict=Verdict.BLOCKED_NO_PUBLIC_IP,
        subject=subject,
        cause="no_public_ip",
        evidence=(said("ec2:DescribeNetworkInterfaces", subject, fact),),
    )
