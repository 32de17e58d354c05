"""A hostname → what it becomes inside the VPC: the branches that the configuration leaves open, with the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.analysis.services import (
    NO_PRIVATE_DNS,
    dns_suffix,
    has_gateway_type,
    hostname,
    lists_of_other_services,
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
_ASSOCIATIONS = "route53resolver:ListResolverRuleAssociations"
_OPTIONS = "ec2:DescribeDhcpOptions"
_INTERFACES = "ec2:DescribeNetworkInterfaces"
_FORWARD, _SYSTEM = "FORWARD", "SYSTEM"
_OWN_NAME = ".vpce."
#: Names whose addresses are taken to be in the service's list, though AWS does not say so.
_PRESUMED = frozenset({"account", "fips"})
_AMAZON = frozenset({"amazonprovideddns", "169.254.169.253", "fd00:ec2::253"})


def resolve(destination: Destination, source: Source, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what the name resolves to from the source: one branch, or several under conditions that we cannot see."""
    vpc = snapshot.vpcs[source.vpc_id]
    servers = _custom_servers(vpc, snapshot)
    inside = _amazon_answer(destination, vpc, snapshot)
    if servers is None:
        known = vpc.dhcp_options_id in snapshot.dhcp_options or not (vpc.dhcp_options_id or snapshot.unseen(_OPTIONS))
        return inside if known else tuple(_unsure(r) for r in inside)
    # Custom servers: the hidden zones are invisible unless those servers forward to the Amazon resolver. Both branches.
    fact = Evidence(call=_OPTIONS, subject=vpc.dhcp_options_id or vpc.id, fact=_servers_fact(vpc, servers))
    outside = _unsure(replace(_outside(destination, snapshot), evidence=(fact,)))
    forwards = Words(ko="DNS 서버가 Amazon Resolver로 전달하면", en="if those DNS servers forward to the Amazon resolver")
    alone = Words(ko="DNS 서버가 공인 DNS로 직접 답하면", en="if those DNS servers answer from public DNS")
    branches = tuple(
        replace(_unsure(r), when=r.when or forwards, evidence=(fact, *r.evidence))
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
    zone = _zone_for(destination.hostname, vpc, snapshot)
    rule = _rule_for(destination.hostname, vpc, snapshot)
    claimed = len(private[0][0]) if private else 0
    held = len(zone.name.rstrip(".")) if zone else 0
    if rule and rule.type.upper() == _FORWARD and len(rule.domain) >= max(claimed, held):
        return _sure_of(_by_rule(rule, destination, snapshot), vpc, snapshot)
    if zone and held > claimed:
        return _sure_of(_by_zone(zone, destination, vpc, snapshot), vpc, snapshot)
    outside = _outside(destination, snapshot)
    if not private:
        return _sure_of((outside,), vpc, snapshot)
    return _sure_of(_by_private_name(*private, outside, vpc, snapshot), vpc, snapshot)


def _by_private_name(
    names: tuple[str, ...], endpoint: VpcEndpoint, outside: Resolution, vpc: Vpc, snapshot: Snapshot
) -> tuple[Resolution, ...]:
    """Answer from an endpoint's hidden zone, in two branches where it was not seen whether the VPC lets it."""
    answer = _endpoint_answer(endpoint, names, snapshot)
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
        return tuple(_unsure(a) for a in answers)
    return answers


def _private_answer(destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[tuple[str, ...], VpcEndpoint] | None:
    """Give the interface endpoint whose hidden zone answers the name, with its names that match, the longest first.

    "To use private DNS, you must set enableDnsHostnames and enableDnsSupport to true for the VPC."
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


def _endpoint_answer(endpoint: VpcEndpoint, names: tuple[str, ...], snapshot: Snapshot) -> Resolution:
    addresses = endpoint_addresses(endpoint, snapshot)
    shown = ", ".join(addresses.cidrs()[:4]).replace("/32", "") if addresses else "?"
    fact = Words(
        ko=f"프라이빗 DNS가 {names[0]} 질의에 {endpoint.id}의 네트워크 인터페이스({shown})로 답해요",
        en=f"private DNS answers {names[0]} with the network interfaces of {endpoint.id} ({shown})",
    )
    # S3 answers inside the VPC only where private DNS is for all resolvers, which AWS says of such an endpoint.
    unsaid = service_of(endpoint) == "s3" and endpoint.private_dns and endpoint.inbound_resolver_only is None
    return Resolution(
        via="endpoint",
        endpoint_id=endpoint.id,
        addresses=addresses,
        confidence=Confidence.LOW if not endpoint.usable else Confidence.MEDIUM if unsaid else Confidence.HIGH,
        evidence=(Evidence(call=_ENDPOINTS, subject=endpoint.id, fact=fact),),
    )


def endpoint_addresses(endpoint: VpcEndpoint, snapshot: Snapshot) -> AddressSet:
    """Give the private addresses of an interface endpoint's network interfaces, as far as they were seen."""
    ips = [ip for e in endpoint.eni_ids if e in snapshot.enis for ip in snapshot.enis[e].private_ips]
    return AddressSet.of(ips)


def interfaces_of(
    endpoint: VpcEndpoint, answered: AddressSet | None, snapshot: Snapshot
) -> tuple[tuple[str, AddressSet], ...]:
    """Give the endpoint's addresses that a name is answered with by subnet; none of a subnet whose interface is unseen."""
    found: dict[str, list[str]] = {subnet_id: [] for subnet_id in endpoint.subnet_ids}
    for eni in (snapshot.enis[e] for e in endpoint.eni_ids if e in snapshot.enis):
        found.setdefault(eni.subnet_id, []).extend(ip for ip in eni.private_ips if not answered or ip in answered)
    seen = {subnet_id: AddressSet.of(ips) for subnet_id, ips in found.items()}
    complete = all(e in snapshot.enis for e in endpoint.eni_ids) and any(seen.values())
    return tuple((s, a) for s, a in seen.items() if a or not complete) or (("", AddressSet(4)),)


def _by_endpoint_name(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Resolve an endpoint's own name (`vpce-…`): publicly resolvable, private answers."""
    wanted = next((p for p in destination.hostname.split(".") if p.startswith("vpce-")), "")
    endpoint_id = "-".join(wanted.split("-")[:2])
    endpoint = snapshot.endpoints.get(endpoint_id)
    if endpoint is not None and not endpoint.gone:
        return _endpoint_answer(endpoint, (destination.hostname,), snapshot)
    if gap := snapshot.unseen(_ENDPOINTS):
        fact = Words(ko=f"{endpoint_id} 엔드포인트를 볼 수 없었어요", en=f"{endpoint_id} could not be looked at")
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


def _outside(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Give what public DNS answers: an endpoint's own name with its private addresses, any other with public ones."""
    if destination.variant == "vpce":
        return _by_endpoint_name(destination, snapshot)
    return _public(destination, snapshot)


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
            confidence=Confidence.MEDIUM if destination.variant in _PRESUMED else Confidence.HIGH,
            evidence=(_said("ec2:DescribePrefixLists", listed.id, fact),),
        )
    fact = Words(
        ko=f"{destination.hostname} 이름은 공인 IP로 풀려요",
        en=f"{destination.hostname} resolves to public addresses",
    )
    hidden = regional and in_list and has_gateway_type(destination.service)  # there is a list, and it was not seen
    return Resolution(
        via="public",
        addresses=_public_space(destination, snapshot),
        confidence=Confidence.MEDIUM if hidden else Confidence.HIGH,
        evidence=(_said("dns", destination.hostname, fact),),
    )


def _public_space(destination: Destination, snapshot: Snapshot) -> AddressSet:
    """Give public address space without what AWS's lists of *other* gateway services hold: this service is not there.

    Transfer Acceleration answers from the edge network, which is in no Region's list.
    """
    service = None if destination.variant == "accelerate" else destination.service
    space = PUBLIC_V4
    for listed in lists_of_other_services(service, destination.region, snapshot):
        space = space - AddressSet.of(listed.cidrs or ())
    return space


def _zone_for(name: str, vpc: Vpc, snapshot: Snapshot) -> HostedZone | None:
    """Give the most specific private hosted zone of the VPC that holds the name."""
    holding = [
        z
        for z in index_of(snapshot).zones_of.get(vpc.id, ())
        if _within(name, z.name) and "." not in z.owner  # a zone that an AWS service owns shows with its endpoint
    ]
    return max(holding, key=lambda z: len(z.name), default=None)


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
        if r.type.upper() in {_FORWARD, _SYSTEM} and _within(name, r.domain)
    ]
    return max(capturing, key=lambda r: (len(r.domain.strip(".")), r.type.upper() == _FORWARD), default=None)


def _within(name: str, domain: str) -> bool:
    """Say whether a name is the domain or below it; everything is below the root."""
    bare = domain.strip(".").casefold()
    return not bare or name == bare or name.endswith(f".{bare}")


def _by_rule(rule: ResolverRule, destination: Destination, snapshot: Snapshot) -> tuple[Resolution, ...]:
    fact = Words(
        ko=f"Resolver 규칙({rule.id})이 {rule.domain or '.'} 질의를 "
        f"다른 서버({', '.join(rule.target_ips) or '주소는 표시되지 않음'})로 넘겨요",
        en=f"Resolver rule {rule.id} forwards {rule.domain or '.'} to {', '.join(rule.target_ips) or 'other servers'}",
    )
    public = _outside(destination, snapshot)
    return (replace(public, confidence=Confidence.LOW, evidence=(_said(_RULES, rule.id, fact), *public.evidence)),)


def _by_zone(zone: HostedZone, destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Answer from a private hosted zone, in two branches unless enableDnsHostnames is known to be on.

    "To use private hosted zones, you must set … enableDnsHostnames and enableDnsSupport to true"; zones have been seen to
    answer without the former. — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    """
    answers = _zone_answers(zone, destination, vpc, snapshot)
    if vpc.dns_hostnames:
        return answers
    where = zone.name.rstrip(".")
    counts = Words(ko=f"{where} 영역이 이 VPC에서 쓰이면", en=f"if the zone {where} is in effect in this VPC")
    idle = Words(ko=f"{where} 영역이 이 VPC에서 쓰이지 않으면", en=f"if the zone {where} is not in effect in this VPC")
    return (
        *(replace(a, when=a.when or counts, confidence=Confidence.LOW) for a in answers),
        replace(_outside(destination, snapshot), when=idle, confidence=Confidence.LOW),
    )


def _zone_answers(zone: HostedZone, destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what the zone's record says, or NXDOMAIN; it never falls through to public DNS."""
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
        public = _outside(destination, snapshot)
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
        ko=f"프라이빗 호스팅 영역 {zone.name.rstrip('.')}({zone.id})의 레코드 값: {shown}",
        en=f"private hosted zone {zone.name.rstrip('.')} ({zone.id}) answers with {shown}",
    )
    evidence = (_said("route53:ListResourceRecordSets", zone.id, fact),)
    pointed = (record.alias or (record.values[0] if record.type == "CNAME" and record.values else "")).rstrip(".").casefold()
    addresses = AddressSet.of(() if pointed else record.values)
    if (endpoint := _pointed_at(pointed, addresses, snapshot)) is not None:
        return Resolution(via="endpoint", endpoint_id=endpoint.id, addresses=addresses or None, evidence=evidence)
    if pointed and _OWN_NAME not in pointed:
        # Some other name: a load balancer, a proxy, a name of one's own. Where it leads is not in this snapshot.
        return Resolution(via="endpoint", evidence=evidence, confidence=Confidence.LOW)
    if addresses and not AddressSet.of(vpc.cidrs).covers(addresses):
        private = bool(addresses & NOT_PUBLIC_V4)
        return Resolution(
            via="literal",
            addresses=addresses,
            evidence=evidence,
            confidence=Confidence.LOW if private else Confidence.HIGH,
        )
    block = Block(verdict=Verdict.BLOCKED_ENDPOINT_STATE, subject=zone.id, cause="stale_record", evidence=evidence)
    hidden = snapshot.unseen(_ENDPOINTS) or snapshot.unseen(_INTERFACES)
    # An endpoint's name that is not among ours may be another account's, whose endpoints are not listed here.
    sure = Confidence.LOW if hidden else Confidence.MEDIUM if pointed else Confidence.HIGH
    return Resolution(via="none", block=block, evidence=evidence, confidence=sure)


def _pointed_at(pointed: str, addresses: AddressSet, snapshot: Snapshot) -> VpcEndpoint | None:
    """Give the interface endpoint that a name or addresses belong to, as far as it is seen."""
    labels = {"-".join(label.split("-")[:2]) for label in pointed.split(".") if label.startswith("vpce-")}
    for _, endpoint in sorted(snapshot.endpoints.items()):
        if endpoint.type != "Interface" or endpoint.gone:
            continue
        by_name = bool(pointed) and any(pointed == n.casefold().rstrip(".") for n in endpoint.dns_names)
        by_id = any(label == endpoint.id or pointed.startswith(f"{endpoint.id}-") for label in labels)
        if by_name or by_id or (addresses and endpoint_addresses(endpoint, snapshot).covers(addresses)):
            return endpoint
    return None


def _unsure(resolution: Resolution) -> Resolution:
    lower = Confidence.LOW if resolution.confidence is Confidence.LOW else Confidence.MEDIUM
    return replace(resolution, confidence=lower)


def _said(call: str, subject: str, fact: Words) -> Evidence:
    return Evidence(call=call, subject=subject, fact=fact)
