"""What a private hosted zone answers: its record, or nothing at all; it never falls through to public DNS."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.dns_answers import endpoint_addresses, outside_answer
from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import said
from diagnostics.model.addresses import NOT_PUBLIC_V4, AddressSet
from diagnostics.model.trace import Block, Confidence, Resolution, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.flow import Destination
    from diagnostics.model.names import HostedZone, Record
    from diagnostics.model.network import Vpc, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot


_ENDPOINTS = "ec2:DescribeVpcEndpoints"
_ZONES = "route53:ListHostedZonesByVPC"
_INTERFACES = "ec2:DescribeNetworkInterfaces"
_OWN_NAME = ".vpce."


def zone_for(name: str, vpc: Vpc, snapshot: Snapshot) -> HostedZone | None:
    """Give the most specific private hosted zone of the VPC that holds the name."""
    holding = [
        z
        for z in index_of(snapshot).zones_of.get(vpc.id, ())
        if within(name, z.name) and "." not in z.owner  # a zone that an AWS service owns shows with its endpoint
    ]
    return max(holding, key=lambda z: len(z.name), default=None)


def within(name: str, domain: str) -> bool:
    """Say whether a name is the domain or below it; everything is below the root."""
    bare = domain.strip(".").casefold()
    return not bare or name == bare or name.endswith(f".{bare}")


def by_zone(zone: HostedZone, destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Answer from a private hosted zone, in two branches unless enableDnsHostnames is known to be on.

    Private hosted zones ask for enableDnsHostnames and enableDnsSupport; whether a zone answers without the former is
    not known here. — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    """
    answers = _zone_answers(zone, destination, vpc, snapshot)
    if vpc.dns_hostnames:
        return answers
    where = zone.name.rstrip(".")
    counts = Words(ko=f"{where} 영역이 이 VPC에서 쓰이면", en=f"if the zone {where} is in effect in this VPC")
    idle = Words(ko=f"{where} 영역이 이 VPC에서 쓰이지 않으면", en=f"if the zone {where} is not in effect in this VPC")
    return (
        *(replace(a, when=a.when or counts, confidence=Confidence.LOW) for a in answers),
        replace(outside_answer(destination, snapshot), when=idle, confidence=Confidence.LOW),
    )


def _zone_answers(zone: HostedZone, destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what the zone's record says, or NXDOMAIN; it never falls through to public DNS."""
    where = zone.name.rstrip(".")
    if zone.records is None:
        fact = Words(
            ko=f"프라이빗 호스팅 영역 {where}({zone.id})의 레코드를 볼 수 없었어요",
            en=f"the records of private hosted zone {where} ({zone.id}) could not be looked at",
        )
        evidence = (said("route53:ListResourceRecordSets", zone.id, fact),)
        nothing = Block(verdict=Verdict.BLOCKED_DNS, subject=zone.id, cause="zone_without_record", evidence=evidence)
        has = Words(
            ko=f"{where} 영역의 레코드가 공인 IP를 가리키면", en=f"if a record of {where} points at public addresses"
        )
        lacks = Words(ko=f"{where} 영역에 이 이름의 레코드가 없으면", en=f"if {where} has no record of this name")
        public = outside_answer(destination, snapshot)
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
        evidence = (said(_ZONES, zone.id, fact),)
        block = Block(verdict=Verdict.BLOCKED_DNS, subject=zone.id, cause="zone_without_record", evidence=evidence)
        return (Resolution(via="none", block=block, evidence=evidence),)
    return (_by_record(record, zone, vpc, snapshot),)


def _record_for(name: str, records: tuple[Record, ...]) -> Record | None:
    """Give the record that answers the name for IPv4: the exact one, else the closest wildcard."""
    usable = [r for r in records if r.type in {"A", "CNAME"}]
    named = [(r.name.rstrip(".").replace("\\052", "*").casefold(), r) for r in usable]
    exact = next((r for n, r in named if n == name), None)
    wild = sorted((n, r) for n, r in named if n.startswith("*.") and name.endswith(n[1:]))
    return exact or (max(wild, key=lambda p: len(p[0]))[1] if wild else None)


def _by_record(record: Record, zone: HostedZone, vpc: Vpc, snapshot: Snapshot) -> Resolution:
    shown = record.alias or ", ".join(record.values)
    fact = Words(
        ko=f"프라이빗 호스팅 영역 {zone.name.rstrip('.')}({zone.id})의 레코드 값: {shown}",
        en=f"private hosted zone {zone.name.rstrip('.')} ({zone.id}) answers with {shown}",
    )
    evidence = (said("route53:ListResourceRecordSets", zone.id, fact),)
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
