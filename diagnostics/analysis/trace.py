"""The walk: from the source's route table, hop by hop, to where each part of the addresses ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.filters import WIDE_PORTS
from diagnostics.analysis.hops import followers
from diagnostics.analysis.leg import Ending, Leg, said, weaker
from diagnostics.analysis.lookup import Choice, effective_table, hides_a_list, select
from diagnostics.analysis.resolve import interfaces_of
from diagnostics.analysis.screening import (
    OF_SENDERS,
    Screened,
    client_ports,
    screen_arrival,
    screen_endpoint,
    screen_forwarder,
    screen_source,
    sender_addresses,
    stopped_by,
)
from diagnostics.analysis.services import has_gateway_type
from diagnostics.model.addresses import AddressSet
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import BLOCK_ORDER, Block, Confidence, Evidence, Hop, Trace, Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import Route, RouteTable, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import HopKind, Resolution

_TABLES = "ec2:DescribeRouteTables"
#: Less than half a /8 of public space tells nothing of a service whose addresses are not known one by one.
_SLIVER = 1 << 23


def trace(source: Source, destination: Destination, resolution: Resolution, snapshot: Snapshot) -> tuple[Trace, ...]:
    """Give the ways that the resolved addresses take from the source, each with all that stops it."""
    start = Hop(kind="subnet", id=source.subnet_id, name=snapshot.subnets[source.subnet_id].name)
    if resolution.block is not None:
        return (_no_answer(start, resolution),)
    if resolution.via == "endpoint":
        endpoint = snapshot.endpoints.get(resolution.endpoint_id or "")
        if endpoint is None:
            hidden = resolution.endpoint_id is not None
            return (_unknown(start, resolution, Verdict.UNKNOWN_PERMISSIONS if hidden else Verdict.UNKNOWN_EXTERNAL),)
        ways = _to_interface_endpoint(start, source, destination, endpoint, resolution.addresses, snapshot)
    else:
        ways = _to_public_addresses(start, source, destination, resolution, snapshot)
    sure = resolution.confidence
    return _same_ways(
        tuple(
            _closed(
                replace(w, confidence=weaker(w.confidence, sure), evidence=(*resolution.evidence, *w.evidence)), destination
            )
            for w in ways
        )
    )


def _to_public_addresses(
    start: Hop, source: Source, destination: Destination, resolution: Resolution, snapshot: Snapshot
) -> tuple[Trace, ...]:
    leg, association = _first_leg(source, destination, resolution.addresses or AddressSet(4), snapshot)
    if leg.table is None:
        verdict = Verdict.UNKNOWN_PERMISSIONS if snapshot.unseen(_TABLES) else Verdict.UNKNOWN_UNSUPPORTED
        return (_unknown(start, resolution, verdict),)
    ways = walk(leg, snapshot, association)
    near = has_gateway_type(destination.service) and destination.region == snapshot.region
    vague = resolution.via == "public" and resolution.prefix_list_id is None and not near
    screened = tuple(
        _screened(replace(w, hops=(start, *w.hops)), source, destination, snapshot)
        for w in (_telling(ways) if vague else ways)
    )
    return tuple(_without_slivers(w) for w in screened) if vague else screened


def _first_leg(source: Source, destination: Destination, addresses: AddressSet, snapshot: Snapshot) -> tuple[Leg, str]:
    """Give the leg from the source, and how its route table is associated."""
    table, main = effective_table(source.subnet_id, snapshot)
    leg = Leg(
        sender="workload",
        vpc_id=source.vpc_id,
        subnet_id=source.subnet_id,
        table=table,
        addresses=addresses,
        service=destination.service,
        region=destination.region,
        zone=snapshot.subnets[source.subnet_id].az_id,
        home=source.subnet_id,
        public=source.public,
        visited=frozenset({source.eni_id} if source.eni_id else ()),
    )
    return leg, "main" if main else "explicit"


def _telling(ways: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """Leave out the ways that carry a sliver of public space, where the service's own addresses are not known.

    A route for a partner's /24 says nothing about where an AWS service is; that it might is a matter of confidence.
    """
    wide = tuple(w for w in ways if w.addresses.size() >= _SLIVER)
    if len(wide) == len(ways):
        return ways
    return tuple(replace(w, confidence=weaker(w.confidence, Confidence.MEDIUM)) for w in wide)


def walk(leg: Leg, snapshot: Snapshot, association: str = "own") -> tuple[Trace, ...]:
    """Give the ways of a leg: one for each route that carries some of its addresses. Always ends: no hop is met twice."""
    if leg.table is None:
        fact = Words(ko="이 홉의 라우팅 테이블을 볼 수 없었어요", en="the route table of this hop could not be seen")
        evidence = (said(_TABLES, leg.subnet_id or "", fact),)
        unknown = Verdict.UNKNOWN_PERMISSIONS if snapshot.unseen(_TABLES) else Verdict.UNKNOWN_UNSUPPORTED
        return (
            Trace(
                addresses=leg.addresses, hops=(), path=unknown, verdict=unknown, confidence=Confidence.LOW, evidence=evidence
            ),
        )
    choices = select(leg.table, leg.addresses, snapshot, leg.service, leg.region)
    ways = tuple(w for choice in choices for w in _along(choice, leg, leg.table, snapshot, association))
    doubtful = hides_a_list(leg.table, snapshot) or (association == "main" and _hides_a_table(snapshot))
    return tuple(replace(w, confidence=Confidence.LOW) for w in ways) if doubtful else ways


def _hides_a_table(snapshot: Snapshot) -> bool:
    """Say whether a route table could not be read, which may be the one that the subnet is associated with."""
    return any(g.call == _TABLES for g in snapshot.gaps)


def _along(choice: Choice, leg: Leg, table: RouteTable, snapshot: Snapshot, association: str) -> tuple[Trace, ...]:
    route = choice.route
    at = Hop(kind="route-table", id=table.id, name=table.name, association=association, route=route)  # type: ignore[arg-type]
    if route is None:
        fact = Words(
            ko=f"{table.id}에 {_some(choice.addresses)}로 가는 라우트가 없어요",
            en=f"{table.id} has no route to {_some(choice.addresses)}",
        )
        stopped = _stopped(choice, at, Verdict.BLOCKED_NO_ROUTE, "no_route", table.id, said(_TABLES, table.id, fact))
        return (replace(stopped, confidence=Confidence.LOW) if choice.doubtful else stopped,)
    evidence = said(_TABLES, table.id, _row(table, route))
    if choice.rivals:
        return (_ambiguous(choice, at, route, evidence),)
    if route.state == "blackhole":
        stopped = _stopped(choice, at, Verdict.BLOCKED_BLACKHOLE, "blackhole", table.id, evidence)
        return (replace(stopped, confidence=Confidence.LOW) if choice.doubtful else stopped,)
    if route.target.id in leg.visited:
        return (_stopped(choice, at, Verdict.BLOCKED_UNSUPPORTED_PATH, "loop", table.id, evidence),)
    settled = route.state == "active" and not choice.doubtful
    sure = Confidence.LOW if not settled else Confidence.MEDIUM if choice.nested else Confidence.HIGH
    onward = replace(leg, addresses=choice.addresses, table=table)
    outcome = followers()[route.target.kind](route, onward, snapshot)
    if isinstance(outcome, Ending):
        path = None if outcome.verdict in {Verdict.BLOCKED_ENDPOINT_STATE, Verdict.UNKNOWN_PERMISSIONS} else outcome.verdict
        ways: tuple[Trace, ...] = (
            Trace(
                addresses=choice.addresses,
                hops=outcome.hops,
                path=path,
                verdict=outcome.verdict,
                blocks=outcome.blocks,
                confidence=outcome.confidence,
                evidence=outcome.evidence,
            ),
        )
    else:
        ways = tuple(outcome.beyond(w) for w in walk(outcome.leg, snapshot))
    return tuple(
        replace(w, hops=(at, *w.hops), evidence=(evidence, *w.evidence), confidence=weaker(w.confidence, sure)) for w in ways
    )


def _stopped(choice: Choice, at: Hop, verdict: Verdict, cause: str, subject: str, evidence: Evidence) -> Trace:
    block = Block(verdict=verdict, subject=subject, cause=cause, evidence=(evidence,))
    return Trace(
        addresses=choice.addresses,
        hops=(replace(at, blocked=True),),
        path=verdict,
        verdict=verdict,
        blocks=(block,),
        evidence=(evidence,),
    )


def _ambiguous(choice: Choice, at: Hop, route: Route, evidence: Evidence) -> Trace:
    targets = ", ".join((route.target.id, *(r.target.id for r in choice.rivals)))
    fact = Words(
        ko=f"같은 CIDR({_some(choice.addresses)})을 담은 접두사 목록 라우트가 여럿이에요: {targets}",
        en=f"several prefix-list routes hold the same CIDR ({_some(choice.addresses)}): {targets}",
    )
    return Trace(
        addresses=choice.addresses,
        hops=(at,),
        path=Verdict.AMBIGUOUS_ROUTE,
        verdict=Verdict.AMBIGUOUS_ROUTE,
        confidence=Confidence.MEDIUM,
        evidence=(evidence, said(_TABLES, at.id, fact)),
    )


def _to_interface_endpoint(
    start: Hop,
    source: Source,
    destination: Destination,
    endpoint: VpcEndpoint,
    answered: AddressSet | None,
    snapshot: Snapshot,
) -> tuple[Trace, ...]:
    """Walk to each network interface of an interface endpoint that the name is answered with: any may be picked."""
    dead = _not_in_service(endpoint)
    inbound = screen_endpoint(source, endpoint, destination.port, snapshot)
    ways: list[Trace] = []
    for subnet_id, addresses in interfaces_of(endpoint, answered, snapshot):
        at_home = subnet_id == source.subnet_id
        if addresses:
            outbound = screen_source(source, addresses, destination.port, snapshot, at_home=at_home)
        else:
            outbound = Screened(confidence=Confidence.MEDIUM)  # where to is not seen, so what lets it out is not known
        arrival = screen_arrival(source, subnet_id, destination.port, snapshot)
        for way in _to_interface(start, source, destination, endpoint, addresses, snapshot):
            screened = stopped_by(way, outbound, arrival, inbound)
            ways.append(replace(screened, blocks=(*dead, *screened.blocks)))
    return tuple(ways)


def _to_interface(
    start: Hop, source: Source, destination: Destination, endpoint: VpcEndpoint, addresses: AddressSet, snapshot: Snapshot
) -> tuple[Trace, ...]:
    """Walk to addresses of an endpoint: local inside its VPC unless a longer route diverts them."""
    end = Hop(kind="interface-endpoint", id=endpoint.id, name=endpoint.name)
    if endpoint.vpc_id != source.vpc_id:
        return _remote(start, source, destination, end, addresses, snapshot)
    verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT
    if destination.region != snapshot.region:
        verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION
    leg, association = _first_leg(source, destination, addresses, snapshot)
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


#: By what a VPC reaches interfaces in another, and how sure it is that they are reached.
_BRIDGES: dict[TargetKind, tuple[HopKind, Confidence]] = {
    TargetKind.PEERING: ("vpc-peering-connection", Confidence.MEDIUM),
    TargetKind.TRANSIT_GATEWAY: ("transit-gateway", Confidence.LOW),
    TargetKind.CORE_NETWORK: ("core-network", Confidence.LOW),
}


def _remote(
    start: Hop, source: Source, destination: Destination, end: Hop, addresses: AddressSet, snapshot: Snapshot
) -> tuple[Trace, ...]:
    """Walk to an interface endpoint in another VPC: over a peering or transit; what other routes lead to is unknown."""
    leg, association = _first_leg(source, destination, addresses, snapshot)
    if leg.table is None or not addresses:
        hidden = leg.table is None and snapshot.unseen(_TABLES) is not None
        verdict = Verdict.UNKNOWN_PERMISSIONS if hidden else Verdict.UNKNOWN_EXTERNAL
        return (Trace(addresses=addresses, hops=(start,), path=None, verdict=verdict, confidence=Confidence.LOW),)
    ways: list[Trace] = []
    for choice in select(leg.table, addresses, snapshot, None, snapshot.region):
        kind = choice.route.target.kind if choice.route else None
        if choice.route is None or kind is None or choice.route.state != "active" or choice.rivals:
            stopped = _along(choice, leg, leg.table, snapshot, association)
            ways.extend(replace(w, hops=(start, *w.hops)) for w in stopped)
            continue
        at = Hop(
            kind="route-table",
            id=leg.table.id,
            name=leg.table.name,
            association="main" if association == "main" else "explicit",
            route=choice.route,
        )
        hop_kind, sure = _BRIDGES.get(kind, ("unknown", Confidence.LOW))
        verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE if kind in _BRIDGES else Verdict.UNKNOWN_EXTERNAL
        bridge = Hop(kind=hop_kind, id=choice.route.target.id)
        hops = (start, at, bridge, end) if kind in _BRIDGES else (start, at, bridge)
        path = verdict if kind in _BRIDGES else None
        ways.append(Trace(addresses=choice.addresses, hops=hops, path=path, verdict=verdict, confidence=sure))
    return tuple(ways)


def _without_slivers(way: Trace) -> Trace:
    """Leave out filters that stop a sliver of public space, as a block list does; those that pass one stop the service."""
    kept: list[Block] = []
    for block in way.blocks:
        shut = block.addresses if block.partial and block.cause not in OF_SENDERS else None
        if not shut:
            kept.append(block)
        elif shut.size() >= _SLIVER:
            kept.append(replace(block, partial=(way.addresses - shut).size() >= _SLIVER))
    if tuple(kept) == way.blocks:
        return way
    return replace(way, blocks=tuple(kept), confidence=weaker(way.confidence, Confidence.MEDIUM))


def _screened(way: Trace, source: Source, destination: Destination, snapshot: Snapshot) -> Trace:
    """Add what the source's filters stop of a way to public addresses, and those of each subnet that forwards it."""
    if way.path is None or way.path.value.startswith("UNKNOWN_"):
        return way
    service = (destination.port, destination.port)
    screens = [screen_source(source, way.addresses, destination.port, snapshot)]
    senders, back = sender_addresses(source, snapshot), client_ports(source)
    for subnet_id, own_addresses, own in _forwarders(way, back, snapshot):
        screens.append(screen_forwarder(senders, subnet_id, way.addresses, (service, back, own), snapshot))
        senders, back = own_addresses, own
    return stopped_by(way, *screens)


def _forwarders(way: Trace, ports: tuple[int, int], snapshot: Snapshot) -> Iterator[tuple[str, AddressSet, tuple[int, int]]]:
    """Give each NAT gateway or NAT instance on the way that forwards: its subnet, its private addresses and its ports."""
    for hop in way.hops:
        nat = snapshot.nat_gateways.get(hop.id) if hop.kind == "nat-gateway" else None
        eni = snapshot.enis.get(hop.id) if hop.kind == "network-interface" else None
        if nat is not None and nat.subnet_id and nat.state == "available":
            subnet = snapshot.subnets.get(nat.subnet_id)
            private = [a.private_ip for a in nat.addresses if a.private_ip] or [subnet.cidr if subnet else ""]
            yield nat.subnet_id, AddressSet.of(private), WIDE_PORTS
        elif eni is not None and way.path is Verdict.PUBLIC_VIA_NAT_INSTANCE:
            yield eni.subnet_id, AddressSet.of(eni.private_ips), ports  # Linux keeps the client's port where it can


def _closed(way: Trace, destination: Destination) -> Trace:
    """Put the blocks in the order in which a packet meets them, name the verdict, and end a way that arrives."""
    blocks = tuple(sorted(way.blocks, key=lambda b: BLOCK_ORDER.index(b.verdict)))
    full = next((b.verdict for b in blocks if not b.partial), None)
    hops = _marked(way.hops, blocks)
    if _arrives(way):
        hops = (*hops, Hop(kind="service", id=destination.service or destination.hostname))
    return replace(way, blocks=blocks, verdict=full or way.verdict, hops=hops)


def _arrives(way: Trace) -> bool:
    """Say whether routing leads to the service; what filters stop on that way is another matter."""
    if not way.hops or way.path is None:
        return False
    known = way.then if way.path.value.startswith("VIA_") else way.path
    return known is not None and known.verdict_class in {VerdictClass.PRIVATE, VerdictClass.PUBLIC}


#: Where on the way a filter's block is met, by the kind of hop; the first of the kinds that the way has.
_MET_AT: dict[Verdict, tuple[str, ...]] = {
    Verdict.BLOCKED_SG_EGRESS: ("subnet",),
    Verdict.BLOCKED_NACL: ("subnet",),
    Verdict.BLOCKED_ENDPOINT_SG: ("interface-endpoint",),
    Verdict.BLOCKED_BPA: ("internet-gateway", "egress-only-internet-gateway"),
    Verdict.BLOCKED_NO_PUBLIC_IP: ("internet-gateway",),
    Verdict.BLOCKED_ENDPOINT_STATE: ("interface-endpoint", "gateway-endpoint"),
    Verdict.BLOCKED_NAT_PATH: ("nat-gateway", "network-interface"),
}


def _marked(hops: tuple[Hop, ...], blocks: tuple[Block, ...]) -> tuple[Hop, ...]:
    """Mark the hop at which each full block is met, where routing itself has not marked one."""
    if any(h.blocked for h in hops):
        return hops
    marked = list(hops)
    for block in (b for b in blocks if not b.partial):
        at_nat = block.cause.startswith("nat_")
        kinds = ("nat-gateway", "network-interface") if at_nat else _MET_AT.get(block.verdict, ())
        kinds = ("interface-endpoint",) if block.cause.startswith("far_") else kinds
        at = next((n for kind in kinds for n, h in enumerate(hops) if h.kind == kind), None)
        if at is not None:
            marked[at] = replace(marked[at], blocked=True)
    return tuple(marked)


def _same_ways(ways: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """Put together the parts that take the same hops to the same end and meet the same blocks."""
    merged: dict[tuple[object, ...], Trace] = {}
    for way in ways:
        key = (
            way.path,
            way.then,
            tuple((h.kind, h.id) for h in way.hops),
            tuple((b.verdict, b.subject, b.cause, b.partial) for b in way.blocks),
        )
        known = merged.get(key)
        merged[key] = way if known is None else _together(known, way)
    return tuple(merged.values())


def _together(one: Trace, other: Trace) -> Trace:
    """Give one way for the addresses of two; what blocks a part of them blocks a part of both."""
    blocks = tuple(
        replace(a, addresses=a.addresses | b.addresses) if a.addresses and b.addresses else a
        for a, b in zip(one.blocks, other.blocks, strict=True)
    )
    return replace(
        one,
        addresses=one.addresses | other.addresses,
        blocks=blocks,
        confidence=weaker(one.confidence, other.confidence),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
    )


def _no_answer(start: Hop, resolution: Resolution) -> Trace:
    assert resolution.block is not None
    dns = Hop(kind="dns", id=resolution.block.subject, blocked=True)
    return Trace(
        addresses=AddressSet(4),
        hops=(start, dns),
        path=None,
        verdict=resolution.block.verdict,
        blocks=(resolution.block,),
        confidence=resolution.confidence,
        evidence=resolution.evidence,
    )


def _unknown(start: Hop, resolution: Resolution, verdict: Verdict) -> Trace:
    return Trace(
        addresses=resolution.addresses or AddressSet(4),
        hops=(start,),
        path=None,
        verdict=verdict,
        confidence=Confidence.LOW,
        evidence=resolution.evidence,
    )


def _row(table: RouteTable, route: Route) -> Words:
    state = "" if route.state == "active" else f" ({route.state})"
    return Words(
        ko=f"{table.id}의 라우트 {route.destination} → {route.target.id}{state}",
        en=f"{table.id} routes {route.destination} → {route.target.id}{state}",
    )


def _some(addresses: AddressSet) -> str:
    """Write a few of the addresses; public space as a whole is called what it is."""
    cidrs = addresses.cidrs()
    if len(cidrs) > 12:  # noqa: PLR2004 (more CIDRs than a person reads)
        return "public IPv4"
    return ", ".join(cidrs[:2]) + (", …" if len(cidrs) > 2 else "")  # noqa: PLR2004 (two fit a line)
