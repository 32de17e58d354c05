"""The walk: from the source's route table, hop by hop, to where each part of the addresses ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.hops import followers
from diagnostics.analysis.leg import Ending, Leg, said, weaker
from diagnostics.analysis.lookup import Choice, effective_table, hides_a_list, select
from diagnostics.analysis.screening import Screened, screen_endpoint, screen_nat, screen_source
from diagnostics.model.addresses import AddressSet
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import BLOCK_ORDER, Block, Confidence, Evidence, Hop, Trace, Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import Route, RouteTable, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Resolution

_TABLES = "ec2:DescribeRouteTables"


def trace(source: Source, destination: Destination, resolution: Resolution, snapshot: Snapshot) -> tuple[Trace, ...]:
    """Give the ways that the resolved addresses take from the source, each with all that stops it."""
    start = Hop(kind="subnet", id=source.subnet_id, name=snapshot.subnets[source.subnet_id].name)
    if resolution.block is not None:
        return (_no_answer(start, resolution),)
    if resolution.via == "endpoint":
        endpoint = snapshot.endpoints.get(resolution.endpoint_id or "")
        if endpoint is None:
            return (_unknown(start, resolution, Verdict.UNKNOWN_PERMISSIONS),)
        ways = _to_interface_endpoint(start, source, destination, resolution, endpoint, snapshot)
    else:
        ways = _to_public_addresses(start, source, destination, resolution, snapshot)
    sure = resolution.confidence
    return tuple(
        _closed(replace(w, confidence=weaker(w.confidence, sure), evidence=(*resolution.evidence, *w.evidence)), destination)
        for w in ways
    )


def _to_public_addresses(
    start: Hop, source: Source, destination: Destination, resolution: Resolution, snapshot: Snapshot
) -> tuple[Trace, ...]:
    table, main = effective_table(source.subnet_id, snapshot)
    if table is None:
        gap = snapshot.unseen(_TABLES)
        verdict = Verdict.UNKNOWN_PERMISSIONS if gap else Verdict.UNKNOWN_UNSUPPORTED
        return (_unknown(start, resolution, verdict),)
    subnet = snapshot.subnets[source.subnet_id]
    leg = Leg(
        sender="workload",
        vpc_id=source.vpc_id,
        subnet_id=source.subnet_id,
        table=table,
        addresses=resolution.addresses or AddressSet(4),
        service=destination.service,
        region=destination.region,
        zone=subnet.az_id or subnet.az,
        public=source.public,
        visited=frozenset({source.eni_id} if source.eni_id else ()),
    )
    ways = walk(leg, snapshot, "main" if main else "explicit")
    return _same_ways(tuple(_screened(replace(w, hops=(start, *w.hops)), source, destination, snapshot) for w in ways))


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
    return tuple(replace(w, confidence=Confidence.LOW) for w in ways) if hides_a_list(leg.table, snapshot) else ways


def _along(choice: Choice, leg: Leg, table: RouteTable, snapshot: Snapshot, association: str) -> tuple[Trace, ...]:
    route = choice.route
    at = Hop(kind="route-table", id=table.id, name=table.name, association=association, route=route)  # type: ignore[arg-type]
    if route is None:
        fact = Words(
            ko=f"{table.id}에 {_some(choice.addresses)}로 가는 라우트가 없어요",
            en=f"{table.id} has no route to {_some(choice.addresses)}",
        )
        return (_stopped(choice, at, Verdict.BLOCKED_NO_ROUTE, "no_route", table.id, said(_TABLES, table.id, fact)),)
    evidence = said(_TABLES, table.id, _row(table, route))
    if route.state == "blackhole":
        return (_stopped(choice, at, Verdict.BLOCKED_BLACKHOLE, "blackhole", table.id, evidence),)
    if choice.rivals:
        return (_ambiguous(choice, at, route, evidence),)
    if route.target.id in leg.visited:
        return (_stopped(choice, at, Verdict.BLOCKED_UNSUPPORTED_PATH, "loop", table.id, evidence),)
    sure = Confidence.LOW if route.state != "active" else Confidence.MEDIUM if choice.nested else Confidence.HIGH
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
    start: Hop, source: Source, destination: Destination, resolution: Resolution, endpoint: VpcEndpoint, snapshot: Snapshot
) -> tuple[Trace, ...]:
    """Walk to an interface endpoint's private addresses: local inside its VPC, unless a longer route diverts them."""
    addresses = resolution.addresses or AddressSet(4)
    end = Hop(kind="interface-endpoint", id=endpoint.id, name=endpoint.name)
    if endpoint.vpc_id != source.vpc_id:
        return (_remote(start, source, end, resolution, snapshot),)
    verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT
    if destination.region != snapshot.region:
        verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION
    blocks: list[Block] = []
    if endpoint.state not in {"available", "partial"}:
        fact = Words(ko=f"{endpoint.id}의 상태가 {endpoint.state}예요", en=f"{endpoint.id} is in state {endpoint.state}")
        blocks.append(
            Block(
                verdict=Verdict.BLOCKED_ENDPOINT_STATE,
                subject=endpoint.id,
                cause="endpoint_state",
                evidence=(said("ec2:DescribeVpcEndpoints", endpoint.id, fact),),
            )
        )
    table, main = effective_table(source.subnet_id, snapshot)
    ways: list[Trace] = []
    sure = Confidence.HIGH if table is not None else Confidence.MEDIUM
    choices = select(table, addresses, snapshot, destination.service, destination.region) if table and addresses else ()
    for choice in choices or (Choice(addresses=addresses, route=None),):
        at = Hop(
            kind="route-table",
            id=table.id if table else "",
            name=table.name if table else "",
            association="main" if main else "explicit",
            route=choice.route,
        )
        hops = (start, at) if table else (start,)
        local = choice.route is None or choice.route.target.kind is TargetKind.LOCAL
        if local:
            ways.append(
                Trace(
                    addresses=choice.addresses,
                    hops=(*hops, end),
                    path=verdict,
                    verdict=verdict,
                    blocks=tuple(blocks),
                    confidence=sure,
                )
            )
            continue
        assert choice.route is not None
        diverted = Hop(kind="network-interface", id=choice.route.target.id)
        ways.append(
            Trace(
                addresses=choice.addresses,
                hops=(*hops, diverted, end),
                path=Verdict.VIA_APPLIANCE,
                verdict=Verdict.VIA_APPLIANCE,
                then=verdict,
                blocks=tuple(blocks),
                confidence=Confidence.MEDIUM,
            )
        )
    far = frozenset(endpoint.subnet_ids)
    outbound = (
        screen_source(source, addresses, destination.port, far, snapshot)
        if addresses
        else Screened(confidence=Confidence.MEDIUM)
    )
    inbound = screen_endpoint(source, endpoint, destination.port, snapshot)
    return tuple(
        replace(
            w,
            blocks=(*w.blocks, *outbound.blocks, *inbound.blocks),
            confidence=weaker(w.confidence, outbound.confidence, inbound.confidence),
        )
        for w in ways
    )


def _remote(start: Hop, source: Source, end: Hop, resolution: Resolution, snapshot: Snapshot) -> Trace:
    """Walk to an interface endpoint in another VPC: over an active peering it is followed, over transit it is not."""
    addresses = resolution.addresses or AddressSet(4)
    table, main = effective_table(source.subnet_id, snapshot)
    choice = next(iter(select(table, addresses, snapshot, None, snapshot.region)), None) if table and addresses else None
    if table is None or choice is None:
        return _unknown(
            start, resolution, Verdict.UNKNOWN_PERMISSIONS if snapshot.unseen(_TABLES) else Verdict.UNKNOWN_EXTERNAL
        )
    at = Hop(
        kind="route-table", id=table.id, name=table.name, association="main" if main else "explicit", route=choice.route
    )
    kind = choice.route.target.kind if choice.route else None
    verdicts = {
        TargetKind.PEERING: (Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE, Confidence.MEDIUM),
        TargetKind.TRANSIT_GATEWAY: (Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE, Confidence.LOW),
        TargetKind.CORE_NETWORK: (Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE, Confidence.LOW),
    }
    if choice.route is None or choice.route.state == "blackhole":
        verdict = Verdict.BLOCKED_NO_ROUTE if choice.route is None else Verdict.BLOCKED_BLACKHOLE
        cause = "no_route" if choice.route is None else "blackhole"
        fact = (
            _row(table, choice.route)
            if choice.route
            else Words(
                ko=f"{table.id}에 {_some(addresses)}로 가는 라우트가 없어요",
                en=f"{table.id} has no route to {_some(addresses)}",
            )
        )
        stopped = _stopped(choice, at, verdict, cause, table.id, said(_TABLES, table.id, fact))
        return replace(stopped, hops=(start, *stopped.hops))
    found, sure = verdicts.get(kind or TargetKind.UNKNOWN, (Verdict.UNKNOWN_EXTERNAL, Confidence.LOW))
    via = Hop(kind="vpc-peering-connection" if kind is TargetKind.PEERING else "transit-gateway", id=choice.route.target.id)
    return Trace(addresses=addresses, hops=(start, at, via, end), path=found, verdict=found, confidence=sure)


def _screened(way: Trace, source: Source, destination: Destination, snapshot: Snapshot) -> Trace:
    """Add what the source's filters, and those of the NAT gateway's subnet, stop of a way to public addresses."""
    if way.path is None or way.path.value.startswith("UNKNOWN_"):
        return way
    screens = [screen_source(source, way.addresses, destination.port, frozenset(), snapshot)]
    for hop in way.hops:
        nat = snapshot.nat_gateways.get(hop.id) if hop.kind == "nat-gateway" else None
        if nat is not None and nat.subnet_id and nat.state == "available":
            screens.append(screen_nat(source, nat.subnet_id, way.addresses, destination.port, snapshot))
    return replace(
        way,
        blocks=(*way.blocks, *(b for s in screens for b in s.blocks)),
        confidence=weaker(way.confidence, *(s.confidence for s in screens)),
    )


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
        kinds = ("nat-gateway",) if block.cause.startswith("nat_") else _MET_AT.get(block.verdict, ())
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
        merged[key] = way if known is None else replace(known, addresses=known.addresses | way.addresses)
    return tuple(merged.values())


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
