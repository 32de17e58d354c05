"""A NAT gateway: traffic goes on by the table of the NAT gateway's own subnet (a regional one has its own table)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Leg, Onward, Outcome, said, weaker
from diagnostics.analysis.lookup import effective_table
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Evidence, Hop, Trace, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
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

    "The route table for the NAT gateway's subnet must send internet-bound traffic to an internet gateway."
    — https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html
    """
    nat = snapshot.nat_gateways.get(route.target.id)
    hop = Hop(kind="nat-gateway", id=route.target.id, name=nat.name if nat else "")
    if nat is None:
        return _unseen(hop, leg, snapshot)
    if dead := _not_available(nat):
        return Ending(
            verdict=Verdict.BLOCKED_NAT_PATH,
            hops=(replace(hop, blocked=True),),
            blocks=(_block(nat, "nat_not_available", dead),),
        )
    if uncovered := _zone_not_covered(nat, leg):
        block = _block(nat, "regional_nat_without_zone", uncovered)
        return Ending(
            verdict=Verdict.BLOCKED_NAT_PATH,
            hops=(replace(hop, blocked=True),),
            blocks=(block,),
            confidence=Confidence.MEDIUM,
        )
    table = (
        snapshot.route_tables.get(nat.route_table_id or "")
        if nat.availability_mode == "regional"
        else effective_table(nat.subnet_id or "", snapshot)[0]
    )
    inner = Leg(
        sender="private-nat" if nat.connectivity == "private" else "nat",
        vpc_id=nat.vpc_id,
        subnet_id=nat.subnet_id,
        table=table,
        addresses=leg.addresses,
        service=leg.service,
        region=leg.region,
        public=True,
        from_outside=leg.from_outside and nat.vpc_id != leg.vpc_id,
        visited=leg.visited | {nat.id},
    )
    return Onward(leg=inner, beyond=lambda trace: _beyond(trace, hop, nat))


def _beyond(trace: Trace, hop: Hop, nat: NatGateway) -> Trace:
    """Say what the way behind the NAT gateway means for whoever sends through it."""
    hop = replace(hop, route=trace.hops[0].route if trace.hops and trace.hops[0].kind == "route-table" else None)
    behind = tuple(h for h in trace.hops if h.kind != "route-table")
    if nat.connectivity == "private" and trace.path is Verdict.PUBLIC_VIA_IGW:
        fact = Words(
            ko=f"{nat.id}는 프라이빗 NAT 게이트웨이라서, 인터넷 게이트웨이로 보내면 인터넷 게이트웨이가 트래픽을 버려요",
            en=f"{nat.id} is a private NAT gateway: an internet gateway drops what it sends",
        )
        block = _block(nat, "private_nat_to_igw", fact)
        return replace(
            trace,
            path=Verdict.BLOCKED_NAT_PATH,
            verdict=Verdict.BLOCKED_NAT_PATH,
            hops=(hop, *(replace(h, blocked=h.kind == "internet-gateway") for h in behind)),
            blocks=(block, *trace.blocks),
        )
    path = _ENDINGS.get(trace.path, trace.path) if trace.path else None
    blocks = tuple(
        replace(b, verdict=Verdict.BLOCKED_NAT_PATH, cause=_CAUSES.get(b.cause, b.cause), subject=nat.id)
        if b.verdict in _ENDINGS
        else b
        for b in trace.blocks
    )
    sure = Confidence.MEDIUM if path is Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT else Confidence.HIGH
    return replace(
        trace,
        path=path,
        verdict=path or trace.verdict,
        hops=(hop, *behind),
        blocks=blocks,
        confidence=weaker(trace.confidence, sure),
    )


def _unseen(hop: Hop, leg: Leg, snapshot: Snapshot) -> Ending:
    """Keep the path's class by the id where the NAT gateway could not be seen; a NAT gateway that is gone drops."""
    subnet = snapshot.subnets.get(leg.subnet_id or "")
    shared = bool(subnet and subnet.owner and snapshot.account and subnet.owner != snapshot.account)
    if shared or snapshot.unseen(_CALL):
        fact = Words(ko=f"{hop.id}의 상태를 볼 수 없었어요", en=f"the state of {hop.id} could not be seen")
        return Ending(
            verdict=Verdict.PUBLIC_VIA_NAT_GATEWAY,
            hops=(hop,),
            confidence=Confidence.MEDIUM,
            evidence=(said(_CALL, hop.id, fact),),
        )
    fact = Words(ko=f"{hop.id}는 더 이상 없어요", en=f"{hop.id} no longer exists")
    block = Block(
        verdict=Verdict.BLOCKED_NAT_PATH, subject=hop.id, cause="nat_not_available", evidence=(said(_CALL, hop.id, fact),)
    )
    return Ending(verdict=Verdict.BLOCKED_NAT_PATH, hops=(replace(hop, blocked=True),), blocks=(block,))


def _not_available(nat: NatGateway) -> Words | None:
    failed = [a for a in nat.addresses if a.status == "failed"]
    if nat.state != "available":
        why = f" ({nat.failure})" if nat.failure else ""
        return Words(ko=f"{nat.id}의 상태가 {nat.state}예요{why}", en=f"{nat.id} is in state {nat.state}{why}")
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
