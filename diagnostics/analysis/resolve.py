"""A hostname → what it becomes inside the VPC: the branches that the configuration leaves open, with the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.dns_answers import endpoint_answer, outside_answer, unsure
from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import said
from diagnostics.analysis.private_zones import by_zone, within, zone_for
from diagnostics.analysis.services import (
    NO_PRIVATE_DNS,
    dns_suffix,
    hostname,
    region_of,
    service_of,
)
from diagnostics.model.addresses import AddressSet
from diagnostics.model.trace import Block, Confidence, Evidence, Resolution, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.names import ResolverRule
    from diagnostics.model.network import Vpc, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

_ATTRIBUTE = "ec2:DescribeVpcAttribute"
_ENDPOINTS = "ec2:DescribeVpcEndpoints"
_ZONES = "route53:ListHostedZonesByVPC"
_RULES = "route53resolver:ListResolverRules"
_ASSOCIATIONS = "route53resolver:ListResolverRuleAssociations"
_OPTIONS = "ec2:DescribeDhcpOptions"
_FORWARD, _SYSTEM = "FORWARD", "SYSTEM"
_AMAZON = frozenset({"amazonprovideddns", "169.254.169.253", "fd00:ec2::253"})


def resolve(destination: Destination, source: Source, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what the name resolves to from the source: one branch, or several under conditions that we cannot see."""
    vpc = snapshot.vpcs[source.vpc_id]
    servers = _custom_servers(vpc, snapshot)
    inside = _amazon_answer(destination, vpc, snapshot)
    if servers is None:
        known = vpc.dhcp_options_id in snapshot.dhcp_options or not (vpc.dhcp_options_id or snapshot.unseen(_OPTIONS))
        return inside if known else tuple(unsure(r) for r in inside)
    # Custom servers: the hidden zones are invisible unless those servers forward to the Amazon resolver. Both branches.
    fact = Evidence(call=_OPTIONS, subject=vpc.dhcp_options_id or vpc.id, fact=_servers_fact(vpc, servers))
    outside = unsure(replace(outside_answer(destination, snapshot), evidence=(fact,)))
    forwards = Words(ko="DNS 서버가 Amazon Resolver로 전달하면", en="if those DNS servers forward to the Amazon resolver")
    alone = Words(ko="DNS 서버가 공인 DNS로 직접 답하면", en="if those DNS servers answer from public DNS")
    branches = tuple(
        replace(unsure(r), when=r.when or forwards, evidence=(fact, *r.evidence))
        for r in inside
        if r.block is None or r.block.cause != "resolver_off"
    )
    return (*branches, replace(outside, when=alone))


def uses_custom_dns(vpc: Vpc, snapshot: Snapshot) -> tuple[str, ...] | None:
    """Give the VPC's DNS servers where they are not Amazon's (empty: none is handed out), or None where they are."""
    return _custom_servers(vpc, snapshot)


def endpoint_names(endpoint: VpcEndpoint, home: str) -> tuple[str, ...]:
    """Give the private DNS names that the endpoint answers for when its private DNS is on.

    AWS lists them in `DnsEntries` beside the endpoint's own names; where none is listed, the service's regional name.
    """
    own = tuple(n.casefold().rstrip(".") for n in endpoint.dns_names if ".vpce." not in n.casefold())
    # A private name ends in a public DNS suffix; anything else in the list is no name that a client would dial.
    real = tuple(n for n in own if n.endswith((".amazonaws.com", ".amazonaws.com.cn", ".aws", ".api.aws")))
    if real:
        return tuple(dict.fromkeys(real))
    service, region = service_of(endpoint), region_of(endpoint, home)
    if service in NO_PRIVATE_DNS or service == endpoint.service_name:
        return ()
    base = hostname(service, region)
    if service == "s3":
        suffix = f"{region}.{dns_suffix(region)}"
        return tuple(f"{w}{s}.{suffix}" for s in ("s3", "s3-control", "s3-accesspoint") for w in ("", "*."))
    return (base, f"*.{base}") if service == "ecr.dkr" else (base,)


def covers(pattern: str, name: str) -> bool:
    """Say whether a private DNS name (`x` or `*.x`) answers for a hostname."""
    return name.endswith(pattern[1:]) if pattern.startswith("*.") else name == pattern


def _custom_servers(vpc: Vpc, snapshot: Snapshot) -> tuple[str, ...] | None:
    if vpc.dhcp_options_id == "default":  # literal: no DHCP option set is associated (AssociateDhcpOptions)
        return ()
    options = snapshot.dhcp_options.get(vpc.dhcp_options_id)
    if options is None:
        return None
    plus_two = {str_of_base_plus_two(c) for c in vpc.cidrs[:1]}
    amazon = [s for s in options.domain_name_servers if s.casefold() in _AMAZON or s in plus_two]
    return None if amazon else options.domain_name_servers


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


def _amazon_answer(destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what the Amazon resolver of the VPC answers; the first thing that claims the most specific name wins."""
    if vpc.dns_support is False:
        fact = Words(ko=f"{vpc.id}의 enableDnsSupport = false", en=f"enableDnsSupport = false on {vpc.id}")
        evidence = (Evidence(call=_ATTRIBUTE, subject=vpc.id, fact=fact),)
        block = Block(verdict=Verdict.BLOCKED_DNS, subject=vpc.id, cause="resolver_off", evidence=evidence)
        return (Resolution(via="none", block=block, evidence=evidence),)
    private = _private_answer(destination, vpc, snapshot)
    zone = zone_for(destination.hostname, vpc, snapshot)
    rule = _rule_for(destination.hostname, vpc, snapshot)
    claimed = len(private[0][0]) if private else 0
    held = len(zone.name.rstrip(".")) if zone else 0
    if rule and rule.type.upper() == _FORWARD and len(rule.domain) >= max(claimed, held):
        return _sure_of(_by_rule(rule, destination, snapshot), vpc, snapshot)
    if zone and held > claimed:
        return _sure_of(by_zone(zone, destination, vpc, snapshot), vpc, snapshot)
    outside = outside_answer(destination, snapshot)
    if not private:
        return _sure_of((outside,), vpc, snapshot)
    return _sure_of(_by_private_name(*private, outside, vpc, snapshot), vpc, snapshot)


def _by_private_name(
    names: tuple[str, ...], endpoint: VpcEndpoint, outside: Resolution, vpc: Vpc, snapshot: Snapshot
) -> tuple[Resolution, ...]:
    """Answer from an endpoint's hidden zone, in two branches where it was not seen whether the VPC lets it."""
    answer = endpoint_answer(endpoint, names, snapshot)
    if vpc.dns_hostnames is not None:
        return (answer,)
    when_on = Words(ko=f"{vpc.id}의 enableDnsHostnames가 켜져 있으면", en=f"if enableDnsHostnames is on for {vpc.id}")
    when_off = Words(ko=f"{vpc.id}의 enableDnsHostnames가 꺼져 있으면", en=f"if enableDnsHostnames is off for {vpc.id}")
    return (
        replace(answer, when=when_on, confidence=Confidence.LOW),
        replace(outside, when=when_off, confidence=Confidence.LOW),
    )


def _sure_of(answers: tuple[Resolution, ...], vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Lower the confidence of answers where something that could answer first was not seen."""
    # One row that could not be read may be the one that matters, so gaps of a single endpoint or rule count as well.
    hidden = any(gap.call in {_ENDPOINTS, _ASSOCIATIONS, _RULES} for gap in snapshot.gaps)
    if hidden or vpc.dns_support is None or snapshot.unseen(_ZONES, vpc.id):
        return tuple(unsure(a) for a in answers)
    return answers


def _private_answer(destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[tuple[str, ...], VpcEndpoint] | None:
    """Give the interface endpoint whose hidden zone answers the name, with its names that match, the longest first.

    Private DNS needs enableDnsHostnames and enableDnsSupport on the VPC.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    S3: with private DNS only for the inbound Resolver endpoint, names resolve to public addresses inside the VPC.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
    """
    if vpc.dns_hostnames is False:
        return None
    for endpoint in index_of(snapshot).endpoints_in.get(vpc.id, ()):
        # An endpoint that answers at `Partial` has some of its interfaces: it resolves, with less confidence.
        if endpoint.type != "Interface" or endpoint.state not in {"available", "partial"}:
            continue
        if not endpoint.private_dns or endpoint.inbound_resolver_only:
            continue
        matching = {
            n.removeprefix("*.") for n in endpoint_names(endpoint, snapshot.region) if covers(n, destination.hostname)
        }
        if matching:
            return tuple(sorted(matching, key=lambda n: (-len(n), n))), endpoint
    return None


def _rule_for(name: str, vpc: Vpc, snapshot: Snapshot) -> ResolverRule | None:
    """Give the most specific rule of the VPC that captures the name (`.` captures all, least specifically).

    Of the same domain, a rule of one's own comes before the autodefined ones: a rule for `.` forwards everything though
    the rule "Internet Resolver" (RECURSIVE) is for `.` as well. A more specific SYSTEM rule takes names out of a FORWARD
    rule; rules that delegate concern names that the VPC's own zones delegate.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-domain-name-matches.html
    """
    capturing = [
        r
        for r in index_of(snapshot).rules_of.get(vpc.id, ())
        if r.type.upper() in {_FORWARD, _SYSTEM} and within(name, r.domain)
    ]
    return max(capturing, key=lambda r: (len(r.domain.strip(".")), r.type.upper() == _FORWARD), default=None)


def _by_rule(rule: ResolverRule, destination: Destination, snapshot: Snapshot) -> tuple[Resolution, ...]:
    fact = Words(
        ko=f"Resolver 규칙({rule.id})이 {rule.domain or '.'} 질의를 "
        f"다른 서버({', '.join(rule.target_ips) or '주소는 표시되지 않음'})로 넘겨요",
        en=f"Resolver rule {rule.id} forwards {rule.domain or '.'} to {', '.join(rule.target_ips) or 'other servers'}",
    )
    public = outside_answer(destination, snapshot)
    return (replace(public, confidence=Confidence.LOW, evidence=(said(_RULES, rule.id, fact), *public.evidence)),)
