"""A NAT gateway: traffic goes on by the table of the NAT gateway's own subnet (a regional one has its own table)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Leg, Onward, Outcome, behind, said, shared_with, weaker
from diagnostics.analysis.lookup import effective_table
from diagnostics.model.addresses import NAT64, V6, embedded, synthesised
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Evidence, Hop, Trace, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.addresses import Family
    from diagnostics.model.network import NatGateway, Route
    from diagnostics.model.snapshot import Snapshot

KINDS = (TargetKind.NAT_GATEWAY,)
_CALL = "ec2:DescribeNatGateways"
_ENDINGS = {
    Verdict.PUBLIC_VIA_IGW: Verdict.PUBLIC_VIA_NAT_GATEWAY,
    Verdict.PRIVATE_GATEWAY_ENDPOINT: Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT,
    Verdict.BLOCKED_NO_ROUTE: Verdict.BLOCKED_NAT_PATH,
    Verdict.BLOCKED_BLACKHOLE: Verdict.BLOCKED_NAT_PATH,
    Verdict.BLOCKED_NO_PUBLIC_IP: Verdict.BLOCKED_NAT_PATH,
}
_CAUSES = {"no_route": "nat_subnet_no_igw_route", "blackhole": "nat_subnet_no_igw_route", "igw_detached": "igw_detached"}


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give what a NAT gateway does with the packet: send it on by its own table, or drop it.

    Public: "You route traffic from the NAT gateway to the internet gateway for the VPC." Private: "if you route traffic
    from the private NAT gateway to the internet gateway, the internet gateway drops the traffic."
    — https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
    """
    nat = snapshot.nat_gateways.get(route.target.id)
    hop = Hop(kind="nat-gateway", id=route.target.id, name=nat.name if nat else "")
    if nat is None:
        return _unseen(hop, leg, snapshot)
    dropped = _drops(nat, leg)
    if dropped and dropped[0] != "nat_not_available":
        return _dropped(nat, dropped, hop)
    regional = nat.availability_mode == "regional"
    own = snapshot.route_tables.get(nat.route_table_id or "") if regional else None
    subnet = snapshot.subnets.get(nat.subnet_id or "")
    inner = replace(
        leg,
        addresses=embedded(leg.addresses) if leg.addresses.family == V6 else leg.addresses,
        sender="private-nat" if nat.connectivity == "private" else "nat",
        subnet_id=nat.subnet_id,
        table=own if regional else effective_table(nat.subnet_id or "", snapshot)[0],
        zone=subnet.az_id if subnet else "",
        home=nat.subnet_id or "",
        public=True,
        from_outside=False,
        visited=leg.visited | {nat.id},
    )
    if dropped:
        end = _dropped(nat, dropped, hop)
        return Onward(leg=inner, beyond=lambda trace: _not_alone(_beyond(trace, hop, nat, leg.addresses.family), end))
    return Onward(leg=inner, beyond=lambda trace: _beyond(trace, hop, nat, leg.addresses.family))


def _dropped(nat: NatGateway, dropped: tuple[str, Words, Confidence], hop: Hop) -> Ending:
    cause, fact, sure = dropped
    return Ending(
        verdict=Verdict.BLOCKED_NAT_PATH,
        hops=(replace(hop, blocked=True),),
        blocks=(_block(nat, cause, fact),),
        confidence=sure,
    )


def _not_alone(trace: Trace, end: Ending) -> Trace:
    """Give the end at a NAT gateway that drops, with what would stop the packet behind it as well where that is sure."""
    further = trace.blocks if trace.confidence is not Confidence.LOW else ()
    return Trace(
        addresses=trace.addresses,
        hops=end.hops,
        path=end.verdict,
        verdict=end.verdict,
        blocks=(*end.blocks, *(b for b in further if not b.partial)),
        confidence=end.confidence,
    )


def _beyond(trace: Trace, hop: Hop, nat: NatGateway, family: Family) -> Trace:
    """Say what the way behind the NAT gateway means for whoever sends through it, in IPv6 to addresses of DNS64."""
    hops = behind(trace, hop)
    if family != trace.addresses.family:
        trace = replace(trace, addresses=synthesised(trace.addresses))
    if nat.connectivity == "private" and Verdict.PUBLIC_VIA_IGW in {trace.path, trace.then}:
        fact = Words(
            ko=f"프라이빗 NAT 게이트웨이({nat.id})가 보낸 트래픽은 인터넷 게이트웨이에서 버려져요",
            en=f"{nat.id} is a private NAT gateway: an internet gateway drops what it sends",
        )
        block = _block(nat, "private_nat_to_igw", fact)
        return replace(
            trace,
            path=Verdict.BLOCKED_NAT_PATH,
            verdict=Verdict.BLOCKED_NAT_PATH,
            then=None,
            hops=tuple(replace(h, blocked=h.kind == "internet-gateway") for h in hops),
            blocks=(block, *trace.blocks),
        )
    looped = trace.path is Verdict.BLOCKED_UNSUPPORTED_PATH and any(b.cause == "loop" for b in trace.blocks)
    path = Verdict.BLOCKED_NAT_PATH if looped else _ENDINGS.get(trace.path, trace.path) if trace.path else None
    then = _ENDINGS.get(trace.then, trace.then) if trace.then else None
    blocks = tuple(
        replace(b, verdict=Verdict.BLOCKED_NAT_PATH, cause=_CAUSES.get(b.cause, b.cause), subject=nat.id)
        if b.verdict in _ENDINGS or b.cause == "loop"
        else b
        for b in trace.blocks
    )
    # What AWS says of a NAT gateway's onward hop in general is not said of gateway endpoints.
    sure = Confidence.MEDIUM if Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT in {path, then} else Confidence.HIGH
    sure = sure if nat.connectivity in {"public", "private"} else Confidence.LOW
    return replace(
        trace,
        path=path,
        verdict=path or trace.verdict,
        then=then,
        hops=hops,
        blocks=blocks,
        confidence=weaker(trace.confidence, sure),
    )


def _unseen(hop: Hop, leg: Leg, snapshot: Snapshot) -> Ending:
    """Keep the path's class by the id where the NAT gateway could not be seen; a NAT gateway that is gone drops."""
    if shared_with(leg, snapshot) or snapshot.unseen(_CALL, hop.id):
        fact = Words(ko=f"{hop.id}의 상태를 볼 수 없었어요", en=f"the state of {hop.id} could not be seen")
        return Ending(
            verdict=Verdict.PUBLIC_VIA_NAT_GATEWAY,
            hops=(hop,),
            confidence=Confidence.MEDIUM,
            evidence=(said(_CALL, hop.id, fact),),
        )
    fact = Words(ko=f"NAT 게이트웨이({hop.id})가 더 이상 없어요", en=f"{hop.id} no longer exists")
    block = Block(
        verdict=Verdict.BLOCKED_NAT_PATH, subject=hop.id, cause="nat_not_available", evidence=(said(_CALL, hop.id, fact),)
    )
    return Ending(verdict=Verdict.BLOCKED_NAT_PATH, hops=(replace(hop, blocked=True),), blocks=(block,))


def _drops(nat: NatGateway, leg: Leg) -> tuple[str, Words, Confidence] | None:
    """Give why the NAT gateway takes nothing from this sender, and how sure that is."""
    if nat.vpc_id and nat.vpc_id != leg.vpc_id:
        # A NAT gateway takes what comes from within its VPC, or by a transit gateway: Reachability Analyzer calls it
        # NGW_REQUIRES_SOURCE_IN_VPC. AWS refuses such a route, so something in the answers is out of date.
        fact = Words(
            ko=f"NAT 게이트웨이({nat.id})가 다른 VPC({nat.vpc_id})에 있어서 {leg.vpc_id}의 트래픽을 받지 않아요",
            en=f"{nat.id} is in another VPC, {nat.vpc_id}, and takes nothing from {leg.vpc_id}",
        )
        return "nat_in_another_vpc", fact, Confidence.LOW
    if leg.addresses.family == V6 and not NAT64.covers(leg.addresses):
        # A NAT gateway supports IPv6 by NAT64 alone, to 64:ff9b::/96.
        # — https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
        fact = Words(
            ko=f"NAT 게이트웨이({nat.id})는 64:ff9b::/96으로 가는 IPv6 트래픽만 변환하고, 그 밖의 IPv6는 받지 않아요",
            en=f"{nat.id} translates IPv6 to 64:ff9b::/96 only, and takes no other IPv6 traffic",
        )
        return "nat_without_nat64", fact, Confidence.MEDIUM
    if dead := _not_available(nat):
        # One that is being deleted may still carry traffic; a pending one becomes available, or fails.
        settled = nat.state not in {"pending", "deleting"}
        return "nat_not_available", dead, Confidence.HIGH if settled else Confidence.MEDIUM
    if uncovered := _zone_not_covered(nat, leg):
        return "regional_nat_without_zone", uncovered, Confidence.MEDIUM
    return None


def _not_available(nat: NatGateway) -> Words | None:
    failed = [a for a in nat.addresses if a.status == "failed"]
    if nat.state != "available":
        why = f" ({nat.failure})" if nat.failure else ""
        return Words(ko=f"{nat.id}의 상태: {nat.state}{why}", en=f"{nat.id} is in state {nat.state}{why}")
    if failed and len(failed) == len(nat.addresses):
        return Words(ko=f"{nat.id}의 모든 주소가 failed 상태예요", en=f"every address of {nat.id} is in state failed")
    return None


def _zone_not_covered(nat: NatGateway, leg: Leg) -> Words | None:
    """Say where a regional NAT gateway in manual mode has no address in the sender's Availability Zone.

    — https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
    """
    zones = {a.az_id for a in nat.addresses if a.az_id}
    manual = nat.availability_mode == "regional" and nat.auto_provision_zones == "disabled"
    if not (manual and zones and leg.zone and leg.zone not in zones):
        return None
    covered = ", ".join(sorted(zones))
    return Words(
        ko=f"리전 NAT 게이트웨이 {nat.id}의 주소는 {covered}에만 있고 {leg.zone}에는 없어요",
        en=f"regional NAT gateway {nat.id} has addresses in {covered} and none in {leg.zone}",
    )


def _block(nat: NatGateway, cause: str, fact: Words) -> Block:
    evidence: tuple[Evidence, ...] = (said(_CALL, nat.id, fact),)
    return Block(verdict=Verdict.BLOCKED_NAT_PATH, subject=nat.id, cause=cause, evidence=evidence)
