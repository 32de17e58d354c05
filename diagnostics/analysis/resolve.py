"""A hostname → what it becomes inside the VPC: the branches that the configuration leaves open, with the evidence."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from diagnostics.analysis.amazon_resolver import amazon_answers, answers_at
from diagnostics.analysis.dns_answers import in_both_families, outside_answer, unsure
from diagnostics.analysis.families import translated
from diagnostics.analysis.inbound import hosts_of
from diagnostics.model.addresses import AddressSet
from diagnostics.model.trace import Evidence, Resolution
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import Vpc
    from diagnostics.model.snapshot import Snapshot

_OPTIONS = "ec2:DescribeDhcpOptions"
_AMAZON = frozenset({"amazonprovideddns", "169.254.169.253", "fd00:ec2::253"})


def resolve(destination: Destination, source: Source, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what the name resolves to from the source: one branch, or several under conditions that we cannot see."""
    vpc = snapshot.vpcs[source.vpc_id]
    servers = _custom_servers(vpc, snapshot)
    if servers is not None:
        return tuple(translated(r, source, snapshot) for r in _by_servers(servers, destination, vpc, snapshot))
    inside = tuple(translated(r, source, snapshot) for r in amazon_answers(destination, vpc, snapshot))
    known = vpc.dhcp_options_id in snapshot.dhcp_options or not (vpc.dhcp_options_id or snapshot.unseen(_OPTIONS))
    return inside if known and not _among_others(vpc, snapshot) else tuple(unsure(r) for r in inside)


def _by_servers(servers: tuple[str, ...], destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what the VPC's own DNS servers answer: as the VPC behind an inbound Resolver endpoint does, else one of two.

    Hidden zones are invisible to servers that do not forward to the Amazon resolver; whether they do cannot be seen.
    """
    fact = Evidence(call=_OPTIONS, subject=vpc.dhcp_options_id or vpc.id, fact=_servers_fact(vpc, servers))
    if (hosts := hosts_of(servers, snapshot)) is not None:
        there = answers_at(hosts, fact.subject, destination, snapshot)
        return tuple(replace(unsure(r), evidence=(fact, *r.evidence)) for r in there)
    outside = unsure(replace(outside_answer(destination, snapshot), evidence=(fact,)))
    forwards = Words(ko="DNS 서버가 Amazon Resolver로 전달하면", en="if those DNS servers forward to the Amazon resolver")
    alone = Words(ko="DNS 서버가 공인 DNS로 직접 답하면", en="if those DNS servers answer from public DNS")
    branches = tuple(
        replace(unsure(r), when=r.when or forwards, evidence=(fact, *r.evidence))
        for r in amazon_answers(destination, vpc, snapshot)
        if r.block is None or r.block.cause != "resolver_off"
    )
    return (*branches, in_both_families(replace(outside, when=alone), destination, vpc, snapshot, inside=False))


def uses_custom_dns(vpc: Vpc, snapshot: Snapshot) -> tuple[str, ...] | None:
    """Give the VPC's DNS servers where they are not Amazon's (empty: none is handed out), or None where they are."""
    return _custom_servers(vpc, snapshot)


def _custom_servers(vpc: Vpc, snapshot: Snapshot) -> tuple[str, ...] | None:
    if vpc.dhcp_options_id == "default":  # literal: no DHCP option set is associated (AssociateDhcpOptions)
        return ()
    options = snapshot.dhcp_options.get(vpc.dhcp_options_id)
    if options is None:
        return None
    plus_two = {str_of_base_plus_two(c) for c in vpc.cidrs[:1]}
    amazon = [s for s in options.domain_name_servers if s.casefold() in _AMAZON or s in plus_two]
    return None if amazon else options.domain_name_servers


def _among_others(vpc: Vpc, snapshot: Snapshot) -> bool:
    """Say whether clients are handed other servers beside the Amazon resolver: which of them they ask is theirs to pick."""
    options = snapshot.dhcp_options.get(vpc.dhcp_options_id)
    own = {str_of_base_plus_two(c) for c in vpc.cidrs[:1]} | _AMAZON
    return options is not None and any(s.casefold() not in own for s in options.domain_name_servers)


@lru_cache(maxsize=1024)
def str_of_base_plus_two(cidr: str) -> str:
    """Give the VPC resolver's address: the base of the primary CIDR plus two."""
    ranges = AddressSet.of((cidr,)).ranges
    return AddressSet(4, ((ranges[0][0] + 2,) * 2,)).cidrs()[0].removesuffix("/32") if ranges else ""


def _servers_fact(vpc: Vpc, servers: tuple[str, ...]) -> Words:
    if not servers and vpc.dhcp_options_id != "default":
        return Words(
            ko=f"DHCP 옵션 세트 {vpc.dhcp_options_id}에 domain-name-servers가 없어서 인스턴스가 DNS 서버를 받지 못해요",
            en=f"DHCP option set {vpc.dhcp_options_id} has no domain-name-servers, so instances are handed no DNS server",
        )
    if not servers:
        return Words(
            ko=f"{vpc.id}에 연결된 DHCP 옵션 세트가 없어서 인스턴스가 DNS 서버를 받지 못해요",
            en=f"no DHCP option set is associated with {vpc.id}, so instances are handed no DNS server",
        )
    return Words(
        ko=f"domain-name-servers = {', '.join(servers)} (AmazonProvidedDNS 아님)",
        en=f"domain-name-servers = {', '.join(servers)} (not AmazonProvidedDNS)",
    )
