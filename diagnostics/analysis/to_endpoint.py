"""The ways to the network interfaces of an interface endpoint, in the VPC or in another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.dns_answers import interfaces_of
from diagnostics.analysis.encryption import screen_cleartext
from diagnostics.analysis.leg import Ending, said
from diagnostics.analysis.screening import Screened, screen_arrival, screen_endpoint, screen_source, stopped_by
from diagnostics.analysis.walk import TABLES, first_leg, walk
from diagnostics.analysis.way_back import screen_way_back_from_subnet
from diagnostics.model.addresses import V4
from diagnostics.model.trace import Block, Confidence, Hop, Trace, Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.addresses import AddressSet, Family
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

_REMOTE = Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE


def to_interface_endpoint(
    start: Hop,
    source: Source,
    destination: Destination,
    endpoint: VpcEndpoint,
    answered: AddressSet | None,
    snapshot: Snapshot,
) -> tuple[Trace, ...]:
    """Walk to each network interface of an interface endpoint that the name is answered with: any may be picked."""
    dead = _not_in_service(endpoint)
    family = answered.family if answered is not None else V4
    ways: list[Trace] = []
    for subnet_id, addresses in interfaces_of(endpoint, answered, snapshot):
        at_home = subnet_id == source.subnet_id
        if addresses:
            outbound = screen_source(source, addresses, destination.port, snapshot, at_home=at_home)
        else:
            outbound = Screened(confidence=Confidence.MEDIUM)  # where to is not seen, so what lets it out is not known
        arrival = screen_arrival(source, subnet_id, destination.port, snapshot, family)
        for way in _to_interface(start, source, destination, endpoint, addresses, snapshot):
            inbound = _screen_admission(way, source, endpoint, destination, family, snapshot)
            far = endpoint.vpc_id != source.vpc_id and _REMOTE in {way.path, way.then}
            back = screen_way_back_from_subnet(way, subnet_id, source, snapshot) if far else Screened()
            cleartext = screen_cleartext(endpoint.vpc_id, endpoint.id, destination.port, snapshot)
            screened = stopped_by(way, outbound, arrival, inbound, cleartext, back)
            ways.append(replace(screened, blocks=(*dead, *screened.blocks)))
    return tuple(ways)


def _to_interface(
    start: Hop, source: Source, destination: Destination, endpoint: VpcEndpoint, addresses: AddressSet, snapshot: Snapshot
) -> tuple[Trace, ...]:
    """Walk to addresses of an endpoint: local inside its VPC unless a longer route diverts them."""
    end = Hop(kind="interface-endpoint", id=endpoint.id, name=endpoint.name)
    if endpoint.vpc_id != source.vpc_id:
        return _remote(start, source, destination, endpoint, end, addresses, snapshot)
    verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT
    if destination.region != snapshot.region:
        verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION
    leg, association = first_leg(source, destination, addresses, snapshot)
    if leg.table is None or not addresses:
        table = leg.table
        at = (Hop(kind="route-table", id=table.id, name=table.name, association=association),) if table else ()  # type: ignore[arg-type]
        hops = (start, *at, end)
        return (Trace(addresses=addresses, hops=hops, path=verdict, verdict=verdict, confidence=Confidence.MEDIUM),)
    leg = replace(leg, arrives=Ending(verdict=verdict, hops=(end,)))
    return tuple(replace(w, hops=(start, *w.hops)) for w in walk(leg, snapshot, association))


def _not_in_service(endpoint: VpcEndpoint) -> tuple[Block, ...]:
    """Give the block of an endpoint that answers nobody; one in state `partial` has some of its interfaces."""
    if endpoint.state in {"available", "partial"}:
        return ()
    fact = Words(ko=f"{endpoint.id}의 상태: {endpoint.state}", en=f"{endpoint.id} is in state {endpoint.state}")
    evidence = (said("ec2:DescribeVpcEndpoints", endpoint.id, fact),)
    block = Block(verdict=Verdict.BLOCKED_ENDPOINT_STATE, subject=endpoint.id, cause="endpoint_state", evidence=evidence)
    return (block,)


def _remote(
    start: Hop,
    source: Source,
    destination: Destination,
    endpoint: VpcEndpoint,
    end: Hop,
    addresses: AddressSet,
    snapshot: Snapshot,
) -> tuple[Trace, ...]:
    """Walk to an interface endpoint in another VPC: over a peering or transit; what other routes lead to is unknown."""
    leg, association = first_leg(source, destination, addresses, snapshot)
    if leg.table is None or not addresses:
        hidden = leg.table is None and snapshot.unseen(TABLES) is not None
        verdict = Verdict.UNKNOWN_PERMISSIONS if hidden else Verdict.UNKNOWN_EXTERNAL
        return (Trace(addresses=addresses, hops=(start,), path=None, verdict=verdict, confidence=Confidence.LOW),)
    arrival = Ending(verdict=_REMOTE, hops=(end,), confidence=Confidence.MEDIUM)
    leg = replace(leg, arrives=arrival, arrives_in=endpoint.vpc_id)
    return tuple(_astray(replace(w, hops=(start, *w.hops))) for w in walk(leg, snapshot, association))


def _astray(way: Trace) -> Trace:
    """Say that it is not known where a way ends that leads private addresses out to the internet, or nowhere we can read."""
    end = way.then if way.path is Verdict.VIA_APPLIANCE else way.path
    group = end.verdict_class if end is not None else None
    lost = group in {VerdictClass.PUBLIC, VerdictClass.UNKNOWN} or (end is None and way.path is not None)
    if not lost:
        return way
    return replace(way, path=None, then=None, verdict=Verdict.UNKNOWN_EXTERNAL, confidence=Confidence.LOW)


def _screen_admission(
    way: Trace, source: Source, endpoint: VpcEndpoint, destination: Destination, family: Family, snapshot: Snapshot
) -> Screened:
    """Screen what the endpoint's security groups admit of whoever arrives this way.

    Rules that name a group of another VPC count over peering in one Region, and over a transit gateway only where
    security group referencing is on. — https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
    """
    inbound = screen_endpoint(source, endpoint, destination.port, snapshot, family)
    if any(h.kind == "nat-gateway" for h in way.hops):
        return Screened(confidence=Confidence.MEDIUM)  # it is the NAT gateway's address that has to be admitted
    if not any(h.kind in {"transit-gateway", "core-network"} for h in way.hops):
        return inbound
    by_address = screen_endpoint(replace(source, group_ids=()), endpoint, destination.port, snapshot, family)
    if inbound.blocks or not by_address.blocks:
        return inbound
    return Screened(confidence=Confidence.LOW, evidence=tuple(e for b in by_address.blocks for e in b.evidence))
