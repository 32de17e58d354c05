"""An internet gateway: the public way, for senders that have a public address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.families import by_nat64, untranslated
from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import Ending, Leg, Outcome, said, weaker
from diagnostics.analysis.public_access import blocked_by_public_access
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Hop, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.network import Route
    from diagnostics.model.snapshot import Snapshot

KINDS = (TargetKind.INTERNET_GATEWAY,)
_CALL = "ec2:DescribeInternetGateways"


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give where a packet ends that is routed to an internet gateway.

    The sender needs a public IPv4 address, which an internet gateway maps to the private one, or for IPv6 one of its own
    that is public.
    — https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    """
    gateway_id = route.target.id
    if by_nat64(leg.addresses):
        return untranslated(Hop(kind="internet-gateway", id=gateway_id), leg)
    gateway = snapshot.internet_gateways.get(gateway_id)
    hop = Hop(kind="internet-gateway", id=gateway_id, name=gateway.name if gateway else "")
    blocks: list[Block] = []
    confidence = Confidence.HIGH
    if gateway is None and snapshot.unseen(_CALL, gateway_id):
        confidence = Confidence.MEDIUM
    elif gateway is None or leg.vpc_id not in gateway.vpc_ids:
        fact = Words(ko=f"{leg.vpc_id}에 {gateway_id} 연결이 없어요", en=f"{gateway_id} is not attached to {leg.vpc_id}")
        detached = Block(
            verdict=Verdict.BLOCKED_BLACKHOLE,
            subject=gateway_id,
            cause="igw_detached",
            evidence=(said(_CALL, gateway_id, fact),),
        )
        return Ending(verdict=Verdict.BLOCKED_BLACKHOLE, hops=(_blocked(hop),), blocks=(detached,))
    if leg.from_outside and leg.sender == "workload":
        return _from_outside(hop, leg)
    if leg.sender != "private-nat":
        public, sure = _has_public_address(leg, snapshot)
        confidence = confidence if sure else Confidence.MEDIUM
        if not public:
            blocks.append(_no_public_address(leg))
    block, sure_of_block = blocked_by_public_access(leg, snapshot)
    if block:
        blocks.append(block)
    confidence = weaker(confidence, sure_of_block)
    verdict = Verdict.BLOCKED_NO_PUBLIC_IP if blocks and blocks[0].cause == "no_public_ip" else Verdict.PUBLIC_VIA_IGW
    return Ending(verdict=verdict, hops=(hop,), blocks=tuple(blocks), confidence=confidence)


def _from_outside(hop: Hop, leg: Leg) -> Ending:
    """Drop what came in from another VPC: a gateway translates the addresses of its own VPC's interfaces and no others.

    — https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    """
    fact = Words(
        ko=(
            f"인터넷 게이트웨이({hop.id})는 {leg.vpc_id} 안의 인터페이스가 보낸 것만 내보내고, 다른 "
            "VPC에서 들어온 트래픽은 버려요"
        ),
        en=f"{hop.id} forwards only what interfaces inside {leg.vpc_id} send, and drops what came in from another VPC",
    )
    block = Block(
        verdict=Verdict.BLOCKED_UNSUPPORTED_PATH,
        subject=hop.id,
        cause="internet_gateway_from_outside",
        evidence=(said(_CALL, hop.id, fact),),
    )
    return Ending(
        verdict=Verdict.BLOCKED_UNSUPPORTED_PATH, hops=(_blocked(hop),), blocks=(block,), confidence=Confidence.MEDIUM
    )


def _has_public_address(leg: Leg, snapshot: Snapshot) -> tuple[bool, bool]:
    """Say whether the sender has a public address of the family that it sends to, and whether that is certain.

    A bare subnet sends with whatever is launched in it: taken as public, certain where the subnet gives public
    addresses at launch or every interface seen in it has one.
    """
    if leg.public is not None:
        return leg.public, True
    subnet = snapshot.subnets.get(leg.home)
    inside = [e for e in index_of(snapshot).workloads_in.get(leg.home, ()) if e.type == "interface"]
    return True, bool(subnet and subnet.map_public_ip) or (bool(inside) and all(e.public_ips for e in inside))


def _no_public_address(leg: Leg) -> Block:
    subject = next(iter(sorted(v for v in leg.visited if v.startswith("eni-"))), leg.home)
    kind = f"IPv{leg.addresses.family}"
    fact = Words(ko=f"{subject}에 공인 {kind} 주소가 없어요", en=f"{subject} has no public {kind} address")
    if subject == leg.home:
        fact = Words(
            ko=f"{subject}에서 보내는 쪽에 공인 {kind} 주소가 없어요",
            en=f"the sender in {subject} has no public {kind} address",
        )
    return Block(
        verdict=Verdict.BLOCKED_NO_PUBLIC_IP,
        subject=subject,
        cause="no_public_ip",
        evidence=(said("ec2:DescribeNetworkInterfaces", subject, fact),),
    )


def _blocked(hop: Hop) -> Hop:
    return Hop(kind=hop.kind, id=hop.id, name=hop.name, blocked=True)
