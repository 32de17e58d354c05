"""The filters that a traced way meets, in order: what they stop of it, on what evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diagnostics.analysis.families import sender_addresses
from diagnostics.analysis.filters import (
    LINUX_PORTS,
    WIDE_PORTS,
    Passage,
    acl_of,
    acl_passage,
    group_egress,
    group_ingress,
)
from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import said, weaker
from diagnostics.model.addresses import AddressSet
from diagnostics.model.trace import Block, Confidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.addresses import Family
    from diagnostics.model.filters import AclEntry, NetworkAcl, SecurityGroup
    from diagnostics.model.flow import Source
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Evidence, Trace

_GROUPS = "ec2:DescribeSecurityGroups"
_ACLS = "ec2:DescribeNetworkAcls"
#: Causes of blocks whose addresses are the senders' rather than the destination's.
OF_SENDERS = frozenset({"far_ingress", "far_egress", "nat_ingress", "nat_answer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """What the filters stop of a way, how sure that is, and what was seen that does not decide."""

    blocks: tuple[Block, ...] = ()
    confidence: Confidence = Confidence.HIGH
    evidence: tuple[Evidence, ...] = ()


def stopped_by(way: Trace, *screens: Screened) -> Trace:
    """Give the way with what the screens stop of it."""
    return replace(
        way,
        blocks=(*way.blocks, *(b for s in screens for b in s.blocks)),
        confidence=weaker(way.confidence, *(s.confidence for s in screens)),
        evidence=(*way.evidence, *(e for s in screens for e in s.evidence)),
    )


def screen_source(
    source: Source, addresses: AddressSet, port: int, snapshot: Snapshot, *, at_home: bool = False
) -> Screened:
    """Screen what leaves the source: its security groups outbound, then its subnet's network ACL both ways.

    `at_home`: the addresses are in the source's own subnet, and network ACLs do not apply between interfaces of one.
    """
    groups = _screen_groups(source, addresses, port, snapshot)
    if at_home:
        return groups
    acl = screen_acl(source.subnet_id, addresses, port, client_ports(source), snapshot)
    return replace(groups, blocks=(*groups.blocks, *acl.blocks), confidence=weaker(groups.confidence, acl.confidence))


def _screen_groups(source: Source, addresses: AddressSet, port: int, snapshot: Snapshot) -> Screened:
    if source.group_ids is None:
        return _screen_neighbours(source, addresses, port, snapshot)
    if not source.group_ids:
        return Screened()  # interfaces of load balancers and gateways may have no group, and then nothing filters
    known = [snapshot.security_groups[g] for g in source.group_ids if g in snapshot.security_groups]
    passage = group_egress(known, addresses, port, snapshot)
    if passage.full:
        return Screened()
    if passage.undecided or len(known) < len(source.group_ids):
        return Screened(confidence=Confidence.MEDIUM)
    subject = source.group_ids[0] if source.group_ids else source.eni_id or source.subnet_id
    shut = _shown(passage.asked - passage.allowed)
    fact = Words(
        ko=f"{', '.join(source.group_ids) or subject} 아웃바운드에 {shut} 대역의 TCP {port} 트래픽을 허용하는 규칙이 없어요",
        en=f"no outbound rule of {', '.join(source.group_ids) or subject} allows TCP {port} to {shut}",
    )
    cause = "vpc_cidr_only" if _only_own_ranges(known, source, snapshot, addresses.family) else "egress"
    block = Block(
        verdict=Verdict.BLOCKED_SG_EGRESS,
        subject=subject,
        cause=cause,
        partial=not passage.none,
        addresses=passage.asked - passage.allowed,
        evidence=(said(_GROUPS, subject, fact),),
    )
    return Screened(blocks=(block,))


def _screen_neighbours(source: Source, addresses: AddressSet, port: int, snapshot: Snapshot) -> Screened:
    """Say where every interface seen in a bare subnet is held back by its groups; the asker's may have others."""
    neighbours = index_of(snapshot).workloads_in.get(source.subnet_id, ())
    held = {e.group_ids for e in neighbours}
    for group_ids in held:
        known = [snapshot.security_groups[g] for g in group_ids if g in snapshot.security_groups]
        passage = group_egress(known, addresses, port, snapshot)
        if not passage.none or passage.undecided or len(known) < len(group_ids):
            return Screened()
    if not held:
        return Screened()
    fact = Words(
        ko=f"{source.subnet_id}에서 보이는 네트워크 인터페이스 {len(neighbours)}개는 모두 보안 그룹이 이 트래픽을 막아요",
        en=f"the security groups of all {len(neighbours)} network interfaces seen in {source.subnet_id} stop this traffic",
    )
    return Screened(confidence=Confidence.MEDIUM, evidence=(said(_GROUPS, source.subnet_id, fact),))


def _only_own_ranges(groups: list[SecurityGroup], source: Source, snapshot: Snapshot, family: Family) -> bool:
    """Say whether the groups let out only what stays in the VPC: fine for an interface endpoint, not for a gateway one."""
    vpc = snapshot.vpcs.get(source.vpc_id)
    inside = AddressSet.of((*vpc.cidrs, *vpc.ipv6_cidrs) if vpc else (), family)
    reached = AddressSet.of((c for g in groups for r in g.egress for c in r.cidrs), family)
    return bool(reached) and inside.covers(reached) and not any(r.prefix_list_ids for g in groups for r in g.egress)


def screen_acl(subnet_id: str, remote: AddressSet, port: int, client_ports: tuple[int, int], snapshot: Snapshot) -> Screened:
    """Screen a subnet's network ACL for a client inside it: out to the port, and the answers back in."""
    acl = acl_of(subnet_id, snapshot)
    if acl is None:
        return _unseen_acl(snapshot)
    directions = ((True, (port, port), "egress"), (False, client_ports, "return"))
    return Screened(blocks=tuple(_acl_blocks(acl, remote, directions)), confidence=_sure_of_acl(acl, subnet_id, snapshot))


def _unseen_acl(snapshot: Snapshot) -> Screened:
    """Give less confidence where a subnet's network ACL, which each subnet has, is hidden."""
    return Screened(confidence=Confidence.MEDIUM if snapshot.partly_unseen(_ACLS) else Confidence.HIGH)


def _sure_of_acl(acl: NetworkAcl, subnet_id: str, snapshot: Snapshot) -> Confidence:
    """Say how sure it is that a subnet uses this network ACL: one that could not be read may be the subnet's own."""
    stands_in = subnet_id not in acl.subnet_ids and snapshot.partly_unseen(_ACLS) is not None
    return Confidence.MEDIUM if stands_in else Confidence.HIGH


def screen_arrival(source: Source, subnet_id: str, port: int, snapshot: Snapshot, family: Family = 4) -> Screened:
    """Screen the network ACL of the subnet that an endpoint's interface is in: in from the source, and back to it."""
    if subnet_id == source.subnet_id:
        return Screened()
    acl = acl_of(subnet_id, snapshot)
    if acl is None:
        return _unseen_acl(snapshot)
    senders = sender_addresses(source, snapshot, family)
    directions = ((False, (port, port), "far_ingress"), (True, client_ports(source), "far_egress"))
    return Screened(blocks=tuple(_acl_blocks(acl, senders, directions)), confidence=_sure_of_acl(acl, subnet_id, snapshot))


def screen_endpoint(source: Source, endpoint: VpcEndpoint, port: int, snapshot: Snapshot, family: Family = 4) -> Screened:
    """Screen what arrives at an interface endpoint by its security groups.

    The endpoint's security groups must let the senders in: HTTPS, TCP 443.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    """
    senders = sender_addresses(source, snapshot, family)
    known = [snapshot.security_groups[g] for g in endpoint.group_ids if g in snapshot.security_groups]
    groups = known if endpoint.group_ids else _attached_groups(endpoint, snapshot)
    neighbours = index_of(snapshot).workloads_in.get(source.subnet_id, ())
    passage = group_ingress(groups, senders, source.group_ids, neighbours, port, snapshot)
    if groups and passage.full:
        return Screened()
    if not groups or len(known) < len(endpoint.group_ids) or not senders or passage.undecided:
        return Screened(confidence=Confidence.MEDIUM)
    if source.group_ids is None and not passage.none:
        # A bare subnet of which some members are let in: whether the asker's workload is one of them is not known.
        return Screened(confidence=Confidence.MEDIUM)
    block = _endpoint_group_block(endpoint, groups, source, senders, port, partial=not passage.none)
    return Screened(blocks=(block,), confidence=Confidence.HIGH if source.group_ids is not None else Confidence.MEDIUM)


def client_ports(source: Source) -> tuple[int, int]:
    """Give the ports that answers to the source come back to: Lambda takes them from a wider range than Linux."""
    return WIDE_PORTS if source.function else LINUX_PORTS


def _attached_groups(endpoint: VpcEndpoint, snapshot: Snapshot) -> list[SecurityGroup]:
    """Give the groups on the endpoint's interfaces: AWS attaches the VPC's default group where none was named."""
    ids = {g for e in endpoint.eni_ids if e in snapshot.enis for g in snapshot.enis[e].group_ids}
    return [snapshot.security_groups[g] for g in sorted(ids) if g in snapshot.security_groups]


def _endpoint_group_block(
    endpoint: VpcEndpoint, groups: list[SecurityGroup], source: Source, senders: AddressSet, port: int, *, partial: bool
) -> Block:
    ids = ", ".join(g.id for g in groups)
    sender = source.eni_id or _shown(senders)
    fact = Words(
        ko=f"{endpoint.id}의 보안 그룹 {ids} 인바운드에 {sender}에서 오는 TCP {port} 트래픽을 허용하는 규칙이 없어요",
        en=f"no inbound rule of {ids} (security groups of {endpoint.id}) allows TCP {port} from {sender}",
    )
    default_only = all(g.name == "default" for g in groups) and all(
        set(r.group_ids) <= {g.id} and not r.cidrs for g in groups for r in g.ingress
    )
    return Block(
        verdict=Verdict.BLOCKED_ENDPOINT_SG,
        subject=groups[0].id,
        cause="default_sg_only" if default_only else "ingress",
        partial=partial,
        evidence=(said(_GROUPS, groups[0].id, fact),),
    )


def screen_forwarder(
    senders: AddressSet, subnet_id: str, addresses: AddressSet, ports: tuple[tuple[int, int], ...], snapshot: Snapshot
) -> Screened:
    """Screen the network ACL of the subnet that a NAT gateway or NAT instance is in.

    In from the senders and out to the service, and the answers both times. `ports` are the service's, those that the
    senders take answers at, and the forwarder's own: NAT gateways use 1024-65535.
    — https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    """
    acl = acl_of(subnet_id, snapshot)
    if acl is None:
        return _unseen_acl(snapshot)
    service, back, own = ports
    inward = _acl_blocks(acl, senders, ((False, service, "nat_ingress"), (True, back, "nat_answer")))
    outward = _acl_blocks(acl, addresses, ((True, service, "nat_egress"), (False, own, "nat_return")))
    return Screened(blocks=(*inward, *outward), confidence=_sure_of_acl(acl, subnet_id, snapshot))


def _acl_blocks(
    acl: NetworkAcl, remote: AddressSet, directions: tuple[tuple[bool, tuple[int, int], str], ...]
) -> Iterator[Block]:
    """Give what a network ACL stops to and from the remote addresses; a direction is (egress, ports, cause)."""
    for egress, ports, cause in directions:
        passage, entry = acl_passage(acl, egress=egress, remote=remote, ports=ports)
        if not passage.full:
            yield _acl_block(acl.id, passage, entry, egress=egress, ports=ports, cause=cause)


def _acl_block(
    acl_id: str, passage: Passage, entry: AclEntry | None, *, egress: bool, ports: tuple[int, int], cause: str
) -> Block:
    shut = passage.asked - passage.allowed
    span = str(ports[0]) if ports[0] == ports[1] else f"{ports[0]}-{ports[1]}"
    number = "*" if entry is None or entry.number >= 32767 else str(entry.number)  # noqa: PLR2004 (AWS's number of the last deny)
    way_ko, way_en = ("아웃바운드", "outbound") if egress else ("인바운드", "inbound")
    shown = _shown(shut or passage.asked)
    does_ko, does_en = ("거부", "denies") if shut else ("일부 포트만 허용", "lets only some ports through for")
    fact = Words(
        ko=f"{acl_id} {way_ko} 규칙 {number}: {shown} TCP {span} {does_ko}",
        en=f"{acl_id} {way_en} rule {number} {does_en} {shown} TCP {span}",
    )
    return Block(
        verdict=Verdict.BLOCKED_NACL,
        subject=acl_id,
        cause=cause,
        partial=not passage.none,
        addresses=shut,
        evidence=(said(_ACLS, acl_id, fact),),
    )


def _shown(addresses: AddressSet) -> str:
    """Write a set of addresses so that a person can take it in: a few CIDRs, then how many more."""
    cidrs = addresses.cidrs()
    return ", ".join(cidrs[:3]) + (f" … (+{len(cidrs) - 3})" if len(cidrs) > 3 else "")  # noqa: PLR2004 (three fit a line)
