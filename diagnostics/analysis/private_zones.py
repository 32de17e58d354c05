"""What a private hosted zone answers: its record, or nothing at all; it never falls through to public DNS."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from diagnostics.analysis.dns_answers import endpoint_addresses, outside_answer
from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import said
from diagnostics.analysis.name_claims import zone_holding
from diagnostics.analysis.record_types import by_endpoint
from diagnostics.analysis.zone_records import answering, exists
from diagnostics.model.addresses import NOT_PUBLIC_V4, PUBLIC_V6, V4, V6, AddressSet
from diagnostics.model.trace import Block, Confidence, Resolution, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.addresses import Family
    from diagnostics.model.flow import Destination
    from diagnostics.model.names import HostedZone, Record
    from diagnostics.model.network import Vpc, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Evidence


_ENDPOINTS = "ec2:DescribeVpcEndpoints"
_ZONES = "route53:ListHostedZonesByVPC"
_RECORDS = "route53:ListResourceRecordSets"
_INTERFACES = "ec2:DescribeNetworkInterfaces"
_OWN_NAME = ".vpce."
NO_RECORD, STALE = "zone_without_record", "stale_record"
#: A chain of CNAME records and aliases that is longer than this leads nowhere.
_LONGEST_CHAIN = 8


def by_zone(zone: HostedZone, destination: Destination, vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give what a zone's records say of the name, A and AAAA, or that it does not exist; never does public DNS answer.

    A private zone that matches and has no record of the name answers NXDOMAIN.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    """
    if zone.records is None:
        return _unread(zone, destination, snapshot)
    ipv4, ipv6 = (_by_name(destination.hostname, zone, _Asked(destination, vpc, snapshot, f), ()) for f in (V4, V6))
    more = tuple(r for r in ipv6 if r.addresses is not None and r.addresses.family == V6)
    if not more:
        return ipv4
    return _paired(ipv4, more) if any(_cause(r) != NO_RECORD for r in ipv4) else more


def _cause(answer: Resolution) -> str:
    return answer.block.cause if answer.block is not None else ""


def _paired(ipv4: tuple[Resolution, ...], ipv6: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
    """Join A and AAAA answers: those of one condition belong together, others are picked independently of each other."""
    by_condition = {r.when: r for r in ipv6}
    if by_condition.keys() >= {r.when for r in ipv4}:
        return tuple(replace(r, ipv6=replace(by_condition[r.when], when=None)) for r in ipv4)
    return tuple(replace(a, when=_and(a.when, b.when), ipv6=replace(b, when=None)) for a in ipv4 for b in ipv6)


def _and(one: Words | None, other: Words | None) -> Words | None:
    if one is None or other is None:
        return one or other
    return Words(ko=f"{one.ko}, 그리고 {other.ko}", en=f"{one.en} and {other.en}")


class _Asked(NamedTuple):
    """What is asked, from where, and for which of the two families of addresses."""

    destination: Destination
    vpc: Vpc
    snapshot: Snapshot
    family: Family


def _by_name(name: str, zone: HostedZone, asked: _Asked, chain: tuple[str, ...]) -> tuple[Resolution, ...]:
    if zone.records is None:
        return _unread(zone, asked.destination, asked.snapshot)
    picked = answering(name, zone.records, asked.family)
    if not picked or name in chain or len(chain) > _LONGEST_CHAIN:
        return (_nothing(name, zone),)
    return tuple(
        replace(answer, when=record_of.when) if record_of.when and not answer.when else answer
        for record_of in picked
        for answer in _by_record(record_of.record, zone, asked, (*chain, name))
    )


def _unread(zone: HostedZone, destination: Destination, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Give all that a zone may answer whose records could not be looked at."""
    where = zone.name.rstrip(".")
    fact = Words(
        ko=f"프라이빗 호스팅 영역 {where}({zone.id})의 레코드를 볼 수 없었어요",
        en=f"the records of private hosted zone {where} ({zone.id}) could not be read",
    )
    evidence = (said(_RECORDS, zone.id, fact),)
    nothing = Block(verdict=Verdict.BLOCKED_DNS, subject=zone.id, cause=NO_RECORD, evidence=evidence)
    leads = Words(
        ko=f"{where} 영역의 레코드가 다른 곳의 엔드포인트나 프록시를 가리키면",
        en=f"if a record of {where} points at an endpoint or a proxy elsewhere",
    )
    has = Words(ko=f"{where} 영역의 레코드가 공인 IP를 가리키면", en=f"if a record of {where} points at public addresses")
    lacks = Words(ko=f"{where} 영역에 이 이름의 레코드가 없으면", en=f"if {where} has no record of this name")
    public = outside_answer(destination, snapshot)
    return (
        Resolution(via="endpoint", when=leads, confidence=Confidence.LOW, evidence=evidence),
        replace(public, when=has, confidence=Confidence.LOW, evidence=(*evidence, *public.evidence)),
        Resolution(via="none", block=nothing, when=lacks, confidence=Confidence.LOW, evidence=evidence),
    )


def _nothing(name: str, zone: HostedZone) -> Resolution:
    """Give the answer without an address: NODATA where the name exists with records of other types, else NXDOMAIN."""
    where = zone.name.rstrip(".")
    answer = "NODATA" if exists(name, zone.records or ()) else "NXDOMAIN"
    fact = Words(
        ko=f"연결된 프라이빗 호스팅 영역 {where}({zone.id})에 {name}의 주소 레코드가 없어서 {answer} 응답이 나와요",
        en=f"the associated private hosted zone {where} ({zone.id}) has no address record for {name}: {answer}",
    )
    evidence = (said(_ZONES, zone.id, fact),)
    block = Block(verdict=Verdict.BLOCKED_DNS, subject=zone.id, cause=NO_RECORD, evidence=evidence)
    return Resolution(via="none", block=block, evidence=evidence)


def _by_record(record: Record, zone: HostedZone, asked: _Asked, chain: tuple[str, ...]) -> tuple[Resolution, ...]:
    snapshot = asked.snapshot
    shown = record.alias or ", ".join(record.values)
    fact = Words(
        ko=f"프라이빗 호스팅 영역 {zone.name.rstrip('.')}({zone.id})의 레코드 값: {shown}",
        en=f"private hosted zone {zone.name.rstrip('.')} ({zone.id}) answers with {shown}",
    )
    evidence = (said(_RECORDS, zone.id, fact),)
    pointed = (record.alias or (record.values[0] if record.type == "CNAME" and record.values else "")).rstrip(".").casefold()
    if not pointed:
        return _by_addresses(record.values, zone, asked, evidence)
    if (endpoint := _named(pointed, snapshot)) is not None:
        if asked.family not in by_endpoint(endpoint, pointed):
            return (_nothing(chain[-1], zone),)
        held = endpoint_addresses(endpoint, snapshot, asked.family)
        return (Resolution(via="endpoint", endpoint_id=endpoint.id, addresses=held, evidence=evidence),)
    if _OWN_NAME in pointed:
        return (_stale(zone, evidence, Confidence.LOW),)
    if (further := zone_holding(pointed, asked.vpc, snapshot)) is not None:
        answers = _by_name(pointed, further, asked, chain)
        return tuple(replace(a, evidence=(*evidence, *a.evidence)) for a in answers)
    # Some other name: a load balancer, a proxy, a name of one's own. Where it leads is not in this snapshot.
    return (Resolution(via="endpoint", evidence=evidence, confidence=Confidence.LOW),)


def _by_addresses(
    values: tuple[str, ...], zone: HostedZone, asked: _Asked, evidence: tuple[Evidence, ...]
) -> tuple[Resolution, ...]:
    """Answer with addresses: one branch for each endpoint that has some of them, and one for the rest."""
    left, found = AddressSet.of(values, asked.family), []
    for endpoint in _interface_endpoints(asked.snapshot):
        if held := left & endpoint_addresses(endpoint, asked.snapshot, asked.family):
            found.append(
                (held, Resolution(via="endpoint", endpoint_id=endpoint.id, addresses=held, evidence=evidence)),
            )
            left = left - held
    if left or not found:
        found.append((left, _by_nobodys(left, zone, asked, evidence)))
    if len(found) == 1:
        return (found[0][1],)
    return tuple(replace(answer, when=_picked(held)) for held, answer in found)


def _by_nobodys(addresses: AddressSet, zone: HostedZone, asked: _Asked, evidence: tuple[Evidence, ...]) -> Resolution:
    """Answer with addresses that no endpoint has: those of the VPC are stale, others may be anybody's."""
    ipv4 = asked.family == V4
    own = AddressSet.of(asked.vpc.cidrs if ipv4 else asked.vpc.ipv6_cidrs, asked.family)
    if addresses and not own.covers(addresses):
        private = bool(addresses & NOT_PUBLIC_V4) if ipv4 else not PUBLIC_V6.covers(addresses)
        sure = Confidence.LOW if private else Confidence.HIGH
        return Resolution(via="literal", addresses=addresses, evidence=evidence, confidence=sure)
    if addresses & AddressSet.of(index_of(asked.snapshot).addresses_in(asked.vpc.id), asked.family):
        # Somebody else answers there: a load balancer, a proxy. What it makes of the request cannot be seen.
        return Resolution(via="endpoint", addresses=addresses, evidence=evidence, confidence=Confidence.LOW)
    sure = Confidence.LOW if _hidden(asked.snapshot) else Confidence.HIGH
    return replace(_stale(zone, evidence, sure), addresses=addresses)


def _stale(zone: HostedZone, evidence: tuple[Evidence, ...], sure: Confidence) -> Resolution:
    """Give an answer of no use; an endpoint's name that is not among ours may be another account's, so it is less sure."""
    block = Block(verdict=Verdict.BLOCKED_ENDPOINT_STATE, subject=zone.id, cause=STALE, evidence=evidence)
    return Resolution(via="none", block=block, evidence=evidence, confidence=sure)


def _picked(addresses: AddressSet) -> Words:
    shown = ", ".join(c.removesuffix("/32").removesuffix("/128") for c in addresses.cidrs()[:4])
    return Words(ko=f"클라이언트가 {shown} 주소를 고르면", en=f"if the client picks {shown}")


def _hidden(snapshot: Snapshot) -> bool:
    return bool(snapshot.partly_unseen(_ENDPOINTS) or snapshot.partly_unseen(_INTERFACES))


def _interface_endpoints(snapshot: Snapshot) -> tuple[VpcEndpoint, ...]:
    return tuple(e for _, e in sorted(snapshot.endpoints.items()) if e.type == "Interface" and not e.gone)


def _named(pointed: str, snapshot: Snapshot) -> VpcEndpoint | None:
    """Give the interface endpoint that a name belongs to, as far as it is seen."""
    labels = {"-".join(label.split("-")[:2]) for label in pointed.split(".") if label.startswith("vpce-")}
    for endpoint in _interface_endpoints(snapshot):
        by_name = any(pointed == n.casefold().rstrip(".") for n in endpoint.dns_names)
        if by_name or any(label == endpoint.id or pointed.startswith(f"{endpoint.id}-") for label in labels):
            return endpoint
    return None
