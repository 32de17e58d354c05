"""A hostname → what it becomes inside the VPC: the branches that the configuration leaves open, with the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.services import (
    NO_PRIVATE_DNS,
    dns_suffix,
    has_gateway_type,
    hostname,
    prefix_list_of,
    region_of,
    service_of,
)
from diagnostics.model.addresses import NOT_PUBLIC_V4, PUBLIC_V4, AddressSet
from diagnostics.model.trace import Block, Confidence, Evidence, Resolution, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import HostedZone, Record, ResolverRule, Vpc, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

_ATTRIBUTE = "ec2:DescribeVpcAttribute"
_ENDPOINTS = "ec2:DescribeVpcEndpoints"
_ZONES = "route53:ListHostedZonesByVPC"
_RULES = "route53resolver:ListResolverRules"
_OPTIONS = "ec2:DescribeDhcpOptions"
_AMAZON = frozenset({"amazonprovideddns", "169.254.169.253", "fd00:ec2::253"})


def resolve(destination: Destination, source: Source, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what the name resolves to from the source: one branch, or several under conditions that we cannot see."""
    vpc = snapshot.vpcs[source.vpc_id]
    if destination.variant == "vpce":
        return (_by_endpoint_name(destination, snapshot),)
    servers = _custom_servers(vpc, snapshot)
    inside = _amazon_answer(destination, vpc, snapshot)
    if servers is None:
        options = snapshot.unseen(_OPTIONS)
        return tuple(_unsure(r) for r in inside) if options else inside
    # Custom servers: the hidden zones are invisible unless those servers forward to the Amazon resolver. Both branches.
    fact = Evidence(call=_OPTIONS, subject=vpc.dhcp_options_id or vpc.id, fact=_servers_fact(vpc, servers))
    outside = replace(_public(destination, snapshot), evidence=(fact,), confidence=Confidence.MEDIUM)
    forwards = Words(ko="DNS 서버가 Amazon Resolver로 전달하면", en="if those DNS servers forward to the Amazon resolver")
    alone = Words(ko="DNS 서버가 공인 DNS로 직접 답하면", en="if those DNS servers answer from public DNS")
    branches = tuple(
        replace(r, when=r.when or forwards, confidence=Confidence.MEDIUM, evidence=(fact, *r.evidence))
        for r in inside
        if r.block is None or r.block.cause != "resolver_off"
    )
    return (*branches, replace(outside, when=alone)) if branches else (replace(outside, when=alone),)


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
    private, sure = _private_answer(destination, vpc, snapshot)
    zone = _zone_for(destination.hostname, vpc, snapshot)
    rule = _rule_for(destination.hostname, vpc, snapshot)
    longest = max((len(p) for p in private[0]), default=0) if private else 0
    if rule and len(rule.domain) >= max(longest, len(zone.name.rstrip(".")) if zone else 0):
        return _by_rule(rule, destination, snapshot)
    if zone and len(zone.name.rstrip(".")) > longest:
        return _by_zone(zone, destination, vpc, snapshot)
    public = _public(destination, snapshot)
    if not private:
        return (public if sure else _unsure(public),)
    names, endpoint = private
    answer = _endpoint_answer(endpoint, names, snapshot)
    if vpc.dns_hostnames is None or vpc.dns_support is None:
        when_on = Words(ko=f"{vpc.id}의 DNS 속성이 켜져 있으면", en=f"if the DNS attributes of {vpc.id} are on")
        when_off = Words(ko=f"{vpc.id}의 DNS 속성이 꺼져 있으면", en=f"if a DNS attribute of {vpc.id} is off")
        return (
            replace(answer, when=when_on, confidence=Confidence.LOW),
            replace(public, when=when_off, confidence=Confidence.LOW),
        )
    return (answer,)


def _private_answer(
    destination: Destination, vpc: Vpc, snapshot: Snapshot
) -> tuple[tuple[tuple[str, ...], VpcEndpoint] | None, bool]:
    """Give the interface endpoint whose hidden zone answers the name, and whether all that could answer was seen.

    "To use private DNS, you must set enableDnsHostnames and enableDnsSupport to true for the VPC."
    — https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    S3: with private DNS only for the inbound Resolver endpoint, names resolve to public addresses inside the VPC.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
    """
    sure = snapshot.unseen(_ENDPOINTS) is None and vpc.dns_support is not None
    if vpc.dns_hostnames is False:
        return None, sure
    for _, endpoint in sorted(snapshot.endpoints.items()):
        # An endpoint that answers at `Partial` has some of its interfaces: it resolves, with less confidence.
        if endpoint.vpc_id != vpc.id or endpoint.type != "Interface" or endpoint.state not in {"available", "partial"}:
            continue
        if not endpoint.private_dns or endpoint.inbound_resolver_only:
            continue
        matching = tuple(n for n in endpoint_names(endpoint, snapshot.region) if covers(n, destination.hostname))
        if matching:
            return (tuple(n.removeprefix("*.") for n in matching), endpoint), sure
    return None, sure


def _endpoint_answer(endpoint: VpcEndpoint, names: tuple[str, ...], snapshot: Snapshot) -> Resolution:
    addresses = endpoint_addresses(endpoint, snapshot)
    shown = ", ".join(addresses.cidrs()[:4]).replace("/32", "") if addresses else "?"
    fact = Words(
        ko=f"프라이빗 DNS가 {names[0]} 이름을 {endpoint.id}의 네트워크 인터페이스({shown})로 답해요",
        en=f"private DNS answers {names[0]} with the network interfaces of {endpoint.id} ({shown})",
    )
    return Resolution(
        via="endpoint",
        endpoint_id=endpoint.id,
        addresses=addresses,
        confidence=Confidence.HIGH if endpoint.usable else Confidence.LOW,
        evidence=(Evidence(call=_ENDPOINTS, subject=endpoint.id, fact=fact),),
    )


def endpoint_addresses(endpoint: VpcEndpoint, snapshot: Snapshot) -> AddressSet:
    """Give the private addresses of an interface endpoint's network interfaces, as far as they were seen."""
    ips = [ip for e in endpoint.eni_ids if e in snapshot.enis for ip in snapshot.enis[e].private_ips]
    return AddressSet.of(ips)


def _by_endpoint_name(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Resolve an endpoint's own name (`vpce-…`): publicly resolvable, private answers."""
    wanted = next((p for p in destination.hostname.split(".") if p.startswith("vpce-")), "")
    endpoint_id = "-".join(wanted.split("-")[:2])
    endpoint = snapshot.endpoints.get(endpoint_id)
    if endpoint is not None and not endpoint.gone:
        return _endpoint_answer(endpoint, (destination.hostname,), snapshot)
    if gap := snapshot.unseen(_ENDPOINTS):
        fact = Words(ko=f"{endpoint_id}를 볼 수 없었어요", en=f"{endpoint_id} could not be looked at")
        return Resolution(
            via="endpoint",
            endpoint_id=endpoint_id,
            confidence=Confidence.LOW,
            evidence=(_said(gap.call, endpoint_id, fact),),
        )
    fact = Words(
        ko=f"이 계정과 리전에 {endpoint_id} 엔드포인트가 없어요",
        en=f"there is no endpoint {endpoint_id} in this account and Region",
    )
    evidence = (_said(_ENDPOINTS, endpoint_id, fact),)
    block = Block(verdict=Verdict.BLOCKED_ENDPOINT_STATE, subject=endpoint_id, cause="endpoint_state", evidence=evidence)
    return Resolution(via="none", block=block, confidence=Confidence.MEDIUM, evidence=evidence)


def _public(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Give the service's public addresses: its whole prefix list where there is one, else public space as a whole."""
    listed = prefix_list_of(destination.service, destination.region, snapshot)
    regional = destination.region == snapshot.region
    in_list = destination.variant in {"regional", "dash-region", "account", "fips", "dualstack", "global"}
    if listed is not None and listed.cidrs and regional and in_list:
        fact = Words(
            ko=f"{destination.hostname} 이름은 공인 IP로 풀려요 ({listed.name}의 CIDR {len(listed.cidrs)}개)",
            en=f"{destination.hostname} resolves to public addresses ({len(listed.cidrs)} CIDRs of {listed.name})",
        )
        return Resolution(
            via="public",
            addresses=AddressSet.of(listed.cidrs),
            prefix_list_id=listed.id,
            confidence=Confidence.MEDIUM if destination.variant == "account" else Confidence.HIGH,
            evidence=(_said("ec2:DescribePrefixLists", listed.id, fact),),
        )
    fact = Words(
        ko=f"{destination.hostname} 이름은 공인 IP로 풀려요",
        en=f"{destination.hostname} resolves to public addresses",
    )
    return Resolution(
        via="public",
        addresses=_public_space(destination, snapshot) if in_list or not regional else PUBLIC_V4,
        evidence=(_said("dns", destination.hostname, fact),),
    )


def _public_space(destination: Destination, snapshot: Snapshot) -> AddressSet:
    """Give public address space without what AWS's lists of *other* gateway services hold: this service is not there."""
    space = PUBLIC_V4
    for listed in snapshot.prefix_lists.values():
        if not (listed.aws and listed.cidrs and listed.family != "IPv6"):
            continue
        service = listed.name.rpartition(f"{snapshot.region}.")[2]
        elsewhere = destination.region != snapshot.region
        if has_gateway_type(service) and (elsewhere or service != destination.service):
            space = space - AddressSet.of(listed.cidrs)
    return space


def _zone_for(name: str, vpc: Vpc, snapshot: Snapshot) -> HostedZone | None:
    """Give the most specific private hosted zone of the VPC that holds the name.

    A zone counts only where the VPC has both DNS attributes on (Route 53 Developer Guide, Considerations when working
    with a private hosted zone).
    """
    if vpc.dns_support is False or vpc.dns_hostnames is False:
        return None
    holding = [
        z
        for _, z in sorted(snapshot.hosted_zones.items())
        if vpc.id in z.vpc_ids and (name == z.name.rstrip(".") or name.endswith("." + z.name.rstrip(".")))
    ]
    return max(holding, key=lambda z: len(z.name), default=None)


def _rule_for(name: str, vpc: Vpc, snapshot: Snapshot) -> ResolverRule | None:
    """Give the most specific forwarding rule of the VPC that captures the name (`.` captures all, least specifically)."""
    capturing = [
        r
        for _, r in sorted(snapshot.resolver_rules.items())
        if vpc.id in r.vpc_ids and (r.domain in {"", "."} or name == r.domain or name.endswith("." + r.domain))
    ]
    found = max(capturing, key=lambda r: len(r.domain), default=None)
    return found if found is not None and found.type.upper() == "FORWARD" else None


def _by_rule(rule: ResolverRule, destination: Destination, snapshot: Snapshot) -> tuple[Resolution, ...]:
    fact = Words(
        ko=f"Resolver 규칙 {rule.id}가 {rule.domain or '.'} 질의를 {', '.join(rule.target_ips) or '다른 서버'}로 넘겨요",
        en=f"Resolver rule {rule.id} forwards {rule.domain or '.'} to {', '.join(rule.target_ips) or 'other servers'}",
    )
    public = _public(destination, snapshot)
    return (replace(public, confidence=Confidence.LOW, evidence=(_said(_RULES, rule.id, fact), *public.evidence)),)


def _by_zone(zone: HostedZone, destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Answer from a private hosted zone: what its record says, or NXDOMAIN; it never falls through to public DNS."""
    where = zone.name.rstrip(".")
    if zone.records is None:
        fact = Words(
            ko=f"프라이빗 호스팅 영역 {where}({zone.id})의 레코드를 볼 수 없었어요",
            en=f"the records of private hosted zone {where} ({zone.id}) could not be looked at",
        )
        evidence = (_said("route53:ListResourceRecordSets", zone.id, fact),)
        nothing = Block(verdict=Verdict.BLOCKED_DNS, subject=zone.id, cause="zone_without_record", evidence=evidence)
        has = Words(
            ko=f"{where} 영역의 레코드가 공인 IP를 가리키면", en=f"if a record of {where} points at public addresses"
        )
        lacks = Words(ko=f"{where} 영역에 이 이름의 레코드가 없으면", en=f"if {where} has no record of this name")
        public = _public(destination, snapshot)
        return (
            replace(public, when=has, confidence=Confidence.LOW, evidence=(*evidence, *public.evidence)),
            Resolution(via="none", block=nothing, when=lacks, confidence=Confidence.LOW, evidence=evidence),
        )
    record = _record_for(destination.hostname, zone.records)
    if record is None:
        fact = Words(
            ko=f"연결된 프라이빗 호스팅 영역 {where}({zone.id})에 {destination.hostname} 레코드가 없어서 NXDOMAIN이 나와요",
            en=f"the associated private hosted zone {where} ({zone.id}) lacks {destination.hostname}: NXDOMAIN",
        )
        evidence = (_said(_ZONES, zone.id, fact),)
        block = Block(verdict=Verdict.BLOCKED_DNS, subject=zone.id, cause="zone_without_record", evidence=evidence)
        return (Resolution(via="none", block=block, evidence=evidence),)
    return (_by_record(record, zone, vpc, snapshot),)


def _record_for(name: str, records: tuple[Record, ...]) -> Record | None:
    """Give the record that answers the name for IPv4: the exact one, else the closest wildcard."""
    usable = [r for r in records if r.type in {"A", "CNAME"}]
    named = [(r.name.rstrip(".").replace("\\052", "*").casefold(), r) for r in usable]
    exact = next((r for n, r in named if n == name), None)
    wild = sorted((n, r) for n, r in named if n.startswith("*.") and covers(n, name))
    return exact or (max(wild, key=lambda p: len(p[0]))[1] if wild else None)


def _by_record(record: Record, zone: HostedZone, vpc: Vpc, snapshot: Snapshot) -> Resolution:
    shown = record.alias or ", ".join(record.values)
    fact = Words(
        ko=f"프라이빗 호스팅 영역 {zone.name.rstrip('.')}({zone.id})의 레코드가 {shown}(으)로 답해요",
        en=f"private hosted zone {zone.name.rstrip('.')} ({zone.id}) answers with {shown}",
    )
    evidence = (_said("route53:ListResourceRecordSets", zone.id, fact),)
    pointed = (record.alias or (record.values[0] if record.type == "CNAME" and record.values else "")).rstrip(".").casefold()
    for _, endpoint in sorted(snapshot.endpoints.items()):
        ips = endpoint_addresses(endpoint, snapshot)
        by_name = bool(pointed) and any(pointed == n.casefold().rstrip(".") for n in endpoint.dns_names)
        by_id = bool(pointed) and any(p.startswith(endpoint.id) for p in pointed.split("."))
        by_address = bool(record.values) and bool(ips) and all(v in ips for v in record.values)
        if endpoint.type == "Interface" and not endpoint.gone and (by_name or by_id or by_address):
            return Resolution(via="endpoint", endpoint_id=endpoint.id, addresses=ips, evidence=evidence)
    addresses = AddressSet.of(record.values)
    if pointed or not addresses or NOT_PUBLIC_V4.covers(addresses):
        block = Block(verdict=Verdict.BLOCKED_ENDPOINT_STATE, subject=zone.id, cause="stale_record", evidence=evidence)
        sure = snapshot.unseen(_ENDPOINTS) is None and not _lies_outside(addresses, vpc)
        return Resolution(via="none", block=block, evidence=evidence, confidence=Confidence.HIGH if sure else Confidence.LOW)
    return Resolution(via="literal", addresses=addresses, evidence=evidence)


def _lies_outside(addresses: AddressSet, vpc: Vpc) -> bool:
    """Say whether the addresses lie outside this VPC, where interfaces may exist that we do not see."""
    return bool(addresses) and not AddressSet.of(vpc.cidrs).covers(addresses)


def _unsure(resolution: Resolution) -> Resolution:
    lower = Confidence.LOW if resolution.confidence is Confidence.LOW else Confidence.MEDIUM
    return replace(resolution, confidence=lower)


def _said(call: str, subject: str, fact: Words) -> Evidence:
    return Evidence(call=call, subject=subject, fact=fact)
