"""A NAT instance's own security groups: what they let in from the senders, and out to the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.families import sender_addresses
from diagnostics.analysis.filters import group_egress, group_ingress
from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import said, weaker
from diagnostics.analysis.screening import Screened
from diagnostics.model.trace import Block, Confidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.addresses import AddressSet
    from diagnostics.model.filters import SecurityGroup
    from diagnostics.model.flow import Source
    from diagnostics.model.network import Eni
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Trace

_GROUPS = "ec2:DescribeSecurityGroups"
_THROUGH = frozenset({Verdict.PUBLIC_VIA_NAT_INSTANCE, Verdict.VIA_APPLIANCE})


def screen_nat_instance(way: Trace, source: Source, port: int, snapshot: Snapshot) -> Screened:
    """Screen the security groups of the first interface that forwards on the way.

    They must let in what the private subnets send, and let out what it sends on.
    — https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
    """
    first = next((n for n, h in enumerate(way.hops) if h.kind == "network-interface" and h.id != source.eni_id), None)
    eni = snapshot.enis.get(way.hops[first].id) if first is not None else None
    if eni is None or not _THROUGH & {way.path, way.then} or any(h.kind == "nat-gateway" for h in way.hops[:first]):
        return Screened()
    groups = [snapshot.security_groups[g] for g in eni.group_ids if g in snapshot.security_groups]
    if len(groups) < len(eni.group_ids):
        return Screened(confidence=Confidence.MEDIUM)
    if not groups:
        return Screened()
    inward = _inward(eni, groups, source, way.addresses, port, snapshot)
    outward = _outward(eni, groups, way.addresses, port, snapshot)
    return Screened(
        blocks=(*inward.blocks, *outward.blocks),
        confidence=weaker(inward.confidence, outward.confidence),
        evidence=(*inward.evidence, *outward.evidence),
    )


def _inward(
    eni: Eni, groups: list[SecurityGroup], source: Source, addresses: AddressSet, port: int, snapshot: Snapshot
) -> Screened:
    senders = sender_addresses(source, snapshot, addresses.family)
    neighbours = index_of(snapshot).workloads_in.get(source.subnet_id, ())
    passage = group_ingress(groups, senders, source.group_ids, neighbours, port, snapshot)
    if passage.full or not senders:
        return Screened()
    if passage.undecided or not passage.none:
        return Screened(confidence=Confidence.MEDIUM)
    ids, shown = ", ".join(eni.group_ids), ", ".join(senders.cidrs()[:2])
    fact = Words(
        ko=f"{eni.id}의 보안 그룹 {ids} 인바운드에 {shown}에서 오는 TCP {port} 트래픽을 허용하는 규칙이 없어요",
        en=f"no inbound rule of {ids} (security groups of {eni.id}) allows TCP {port} from {shown}",
    )
    evidence = said(_GROUPS, eni.id, fact)
    if not any(group.ingress for group in groups):
        # One that lets nobody in at all never worked, and would hardly be routed to: the list of rules is as likely cut.
        return Screened(confidence=Confidence.LOW, evidence=(evidence,))
    block = Block(verdict=Verdict.BLOCKED_NAT_PATH, subject=eni.id, cause="nat_instance_group_ingress", evidence=(evidence,))
    return Screened(blocks=(block,))


def _outward(eni: Eni, groups: list[SecurityGroup], addresses: AddressSet, port: int, snapshot: Snapshot) -> Screened:
    passage = group_egress(groups, addresses, port, snapshot)
    if passage.full:
        return Screened()
    if passage.undecided:
        return Screened(confidence=Confidence.MEDIUM)
    shut = passage.asked - passage.allowed
    ids, shown = ", ".join(eni.group_ids), ", ".join(shut.cidrs()[:2])
    fact = Words(
        ko=f"{eni.id}의 보안 그룹 {ids} 아웃바운드에 {shown} 대역의 TCP {port} 트래픽을 허용하는 규칙이 없어요",
        en=f"no outbound rule of {ids} (security groups of {eni.id}) allows TCP {port} to {shown}",
    )
    block = Block(
        verdict=Verdict.BLOCKED_NAT_PATH,
        subject=eni.id,
        cause="nat_instance_group_egress",
        partial=not passage.none,
        addresses=shut,
        evidence=(said(_GROUPS, eni.id, fact),),
    )
    return Screened(blocks=(block,))
