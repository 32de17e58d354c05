"""IPv4 and IPv6: which of them a sender has, which of them a name answers with, and which ways that leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import Ending, said, weaker
from diagnostics.model.addresses import NAT64, PUBLIC_V6, V4, V6, AddressSet, synthesised
from diagnostics.model.trace import Block, Confidence, Resolution, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.analysis.leg import Leg
    from diagnostics.model.addresses import Family
    from diagnostics.model.flow import Source
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Hop

_SUBNETS = "ec2:DescribeSubnets"


def sender_addresses(source: Source, snapshot: Snapshot, family: Family = 4) -> AddressSet:
    """Give the addresses of a family that packets of the source come from: its own, or the whole subnet's."""
    subnet = snapshot.subnets.get(source.subnet_id)
    if family == V4:
        return AddressSet.of(source.private_ips or ((subnet.cidr,) if subnet and subnet.cidr else ()))
    own = source.ipv6_ips
    return AddressSet.of((subnet.ipv6_cidrs if subnet else ()) if own is None else own, 6)


def has_global_address(source: Source, snapshot: Snapshot) -> bool | None:
    """Say whether the source has an IPv6 address that the internet can answer; None where its addresses are not known.

    The IPv6 addresses of Amazon's own ranges are public; unique local ones (`fd00::/8`) stay inside.
    — https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
    """
    senders = sender_addresses(source, snapshot, 6)
    return bool(senders & PUBLIC_V6) if senders else None


def ipv6_only(source: Source, snapshot: Snapshot) -> bool:
    """Say whether the source has no IPv4 address: its subnet has IPv6 ranges alone."""
    subnet = snapshot.subnets.get(source.subnet_id)
    return bool(subnet and subnet.ipv6_cidrs and not subnet.cidr) and not source.private_ips


def usable_answers(resolution: Resolution, source: Source, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give the parts of an answer that the source can connect to, IPv4 first; none where it has neither family.

    A client of both families asks for A and AAAA records, and most prefer IPv6.
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/ipv6-access.html
    """
    narrow = ipv6_only(source, snapshot)
    answers = [replace(resolution, ipv6=None), *([resolution.ipv6] if resolution.ipv6 else [])]
    kept: list[Resolution] = []
    for answer in answers:
        if not _is_ipv6(answer):
            kept.extend(() if narrow and answer.addresses is not None else (answer,))
        elif sender_addresses(source, snapshot, 6):
            sure = _surely_has_ipv6(source, snapshot)
            kept.append(
                replace(answer, confidence=weaker(answer.confidence, Confidence.HIGH if sure else Confidence.MEDIUM))
            )
    return tuple(kept)


def translated(resolution: Resolution, source: Source, snapshot: Snapshot) -> Resolution:
    """Give the answer with what DNS64 makes of it for a source that has IPv6 only.

    Where a name has no AAAA record, the resolver puts 64:ff9b::/96 in front of the addresses of its A records, in
    subnets for which DNS64 is on. — https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
    """
    subnet = snapshot.subnets.get(source.subnet_id)
    has_aaaa = resolution.ipv6 is not None or _is_ipv6(resolution)
    if has_aaaa or resolution.addresses is None or not (subnet and subnet.dns64 and ipv6_only(source, snapshot)):
        return resolution
    fact = Words(
        ko=f"{subnet.id}의 DNS64가 켜져 있어서, AAAA 레코드가 없는 이름은 64:ff9b::/96 주소로 풀려요",
        en=f"DNS64 is on for {subnet.id}: names without AAAA records resolve to addresses in 64:ff9b::/96",
    )
    made = replace(
        resolution,
        addresses=synthesised(resolution.addresses),
        evidence=(*resolution.evidence, said(_SUBNETS, subnet.id, fact)),
    )
    return replace(resolution, ipv6=made)


def by_nat64(addresses: AddressSet | None) -> bool:
    """Say whether addresses are those of DNS64, which only a NAT gateway can translate."""
    return addresses is not None and bool(addresses) and NAT64.covers(addresses)


def untranslated(hop: Hop, leg: Leg) -> Ending:
    """Give the end of a way to addresses of DNS64 at a gateway that is no NAT gateway, and so cannot translate them.

    Traffic to 64:ff9b::/96 has to be routed through a NAT gateway, which performs the translation.
    — https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
    """
    fact = Words(
        ko=f"64:ff9b::/96으로 가는 트래픽이 NAT 게이트웨이가 아니라 {hop.id} 쪽으로 가서 IPv4로 변환되지 않아요",
        en=f"traffic to 64:ff9b::/96 goes to {hop.id} instead of a NAT gateway, so nothing translates it to IPv4",
    )
    block = Block(
        verdict=Verdict.BLOCKED_UNSUPPORTED_PATH,
        subject=hop.id,
        cause="nat64_untranslated",
        evidence=(said("ec2:DescribeRouteTables", leg.table.id if leg.table else hop.id, fact),),
    )
    return Ending(
        verdict=Verdict.BLOCKED_UNSUPPORTED_PATH,
        hops=(replace(hop, blocked=True),),
        blocks=(block,),
        confidence=Confidence.MEDIUM,
    )


def no_common_family(resolution: Resolution, source: Source, snapshot: Snapshot) -> Block:
    """Give the block of a source and a name that have no address family in common.

    Without DNS64, an IPv4-only name yields an IPv4 address, with which an IPv6-only workload cannot communicate.
    — https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
    """
    subnet_id = source.subnet_id
    if ipv6_only(source, snapshot):
        fact = Words(
            ko=f"{subnet_id} 서브넷은 IPv6 전용이고 DNS64가 꺼져 있는데, 이 이름은 IPv4 주소로만 풀려요",
            en=f"{subnet_id} is IPv6-only with DNS64 off, and the name resolves to IPv4 addresses only",
        )
        cause = "no_ipv4"
    else:
        fact = Words(
            ko=f"{source.eni_id or subnet_id}에 IPv6 주소가 없는데, 이 이름은 IPv6 주소로만 풀려요",
            en=f"{source.eni_id or subnet_id} has no IPv6 address, and the name resolves to IPv6 addresses only",
        )
        cause = "no_ipv6"
    evidence = (*resolution.evidence, said(_SUBNETS, subnet_id, fact))
    return Block(verdict=Verdict.BLOCKED_NO_ROUTE, subject=subnet_id, cause=cause, evidence=evidence)


def _is_ipv6(resolution: Resolution) -> bool:
    return resolution.addresses is not None and resolution.addresses.family == V6


def _surely_has_ipv6(source: Source, snapshot: Snapshot) -> bool:
    """Say whether the source certainly has an IPv6 address: its own is known, or every interface seen beside it has one."""
    if source.ipv6_ips is not None or source.function or ipv6_only(source, snapshot):
        return True
    beside = index_of(snapshot).workloads_in.get(source.subnet_id, ())
    return bool(beside) and all(e.ipv6_ips for e in beside)
