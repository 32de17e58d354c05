"""The walk: from a route table, hop by hop, to where each part of the addresses ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.families import has_global_address
from diagnostics.analysis.hops import followers
from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import Fork, Leg, Onward, said, weaker
from diagnostics.analysis.lookup import Choice, effective_table, hides_a_list, select
from diagnostics.model.addresses import V4, AddressSet
from diagnostics.model.trace import Block, Confidence, Evidence, Hop, Trace, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.analysis.leg import Outcome
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import Route, RouteTable
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Resolution


TABLES = "ec2:DescribeRouteTables"
#: All that AWS says of how a route came to be; how one ranks that came otherwise is not known.
#: — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
_ORIGINS = frozenset({"CreateRouteTable", "CreateRoute", "EnableVgwRoutePropagation", "Advertisement"})


def first_leg(source: Source, destination: Destination, addresses: AddressSet, snapshot: Snapshot) -> tuple[Leg, str]:
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
        public=source.public if addresses.family == V4 else has_global_address(source, snapshot),
        visited=frozenset({source.eni_id} if source.eni_id else ()),
    )
    return leg, "main" if main else "explicit"


def walk(leg: Leg, snapshot: Snapshot, association: str = "own") -> tuple[Trace, ...]:
    """Give the ways of a leg: one for each route that carries some of its addresses. Always ends: no hop is met twice."""
    if leg.table is None:
        fact = Words(ko="이 홉의 라우팅 테이블을 볼 수 없었어요", en="the route table of this hop could not be seen")
        evidence = (said(TABLES, leg.subnet_id or "", fact),)
        unknown = Verdict.UNKNOWN_PERMISSIONS if snapshot.unseen(TABLES) else Verdict.UNKNOWN_UNSUPPORTED
        return (
            Trace(
                addresses=leg.addresses, hops=(), path=unknown, verdict=unknown, confidence=Confidence.LOW, evidence=evidence
            ),
        )
    choices = select(leg.table, leg.addresses, snapshot, leg.service, leg.region)
    ways = tuple(w for choice in choices for w in along(choice, leg, leg.table, snapshot, association))
    by_main = association == "main" and _hides_a_table(leg, snapshot)
    doubtful = bool(leg.table.unread) or hides_a_list(leg.table, snapshot) or by_main
    return tuple(replace(w, confidence=Confidence.LOW) for w in ways) if doubtful else ways


def _hides_a_table(leg: Leg, snapshot: Snapshot) -> bool:
    """Say whether another table may be the subnet's own: one that could not be read, or one it is on its way to or from."""
    unread = any(g.call == TABLES and g.subject not in snapshot.route_tables for g in snapshot.gaps)
    return unread or leg.subnet_id in index_of(snapshot).changing_tables


def along(choice: Choice, leg: Leg, table: RouteTable, snapshot: Snapshot, association: str) -> tuple[Trace, ...]:
    """Give the ways along one choice of a route: where its target leads, or what stops it here."""
    route = choice.route
    at = Hop(kind="route-table", id=table.id, name=table.name, association=association, route=route)  # type: ignore[arg-type]
    if route is None:
        fact = Words(
            ko=f"{table.id}에 {_some(choice.addresses).ko}로 가는 라우트가 없어요",
            en=f"{table.id} has no route to {_some(choice.addresses).en}",
        )
        stopped = _stopped(choice, at, Verdict.BLOCKED_NO_ROUTE, "no_route", table.id, said(TABLES, table.id, fact))
        return (replace(stopped, confidence=Confidence.LOW) if choice.doubtful else stopped,)
    evidence = said(TABLES, table.id, _row(table, route))
    if choice.rivals:
        return (_ambiguous(choice, at, route, evidence),)
    if route.state == "blackhole":
        stopped = _stopped(choice, at, Verdict.BLOCKED_BLACKHOLE, "blackhole", table.id, evidence)
        return (replace(stopped, confidence=Confidence.LOW) if choice.doubtful else stopped,)
    if route.target.id in leg.visited:
        return (_stopped(choice, at, Verdict.BLOCKED_UNSUPPORTED_PATH, "loop", table.id, evidence),)
    settled = route.state == "active" and not choice.doubtful
    vague = bool(choice.nested) or route.origin not in _ORIGINS
    sure = Confidence.LOW if not settled else Confidence.MEDIUM if vague else Confidence.HIGH
    onward = replace(leg, addresses=choice.addresses, table=table)
    outcome = followers()[route.target.kind](route, onward, snapshot)
    ways = _ways_of(outcome, choice.addresses, snapshot)
    return tuple(
        replace(w, hops=(at, *w.hops), evidence=(evidence, *w.evidence), confidence=weaker(w.confidence, sure)) for w in ways
    )


def _ways_of(outcome: Outcome, addresses: AddressSet, snapshot: Snapshot) -> tuple[Trace, ...]:
    """Give the ways that an outcome comes to."""
    if isinstance(outcome, Onward):
        return tuple(outcome.beyond(w) for w in walk(outcome.leg, snapshot))
    if isinstance(outcome, Fork):
        return tuple(
            way for part, outcomes in outcome.parts for way in _either([_ways_of(o, part, snapshot) for o in outcomes])
        )
    lost = outcome.verdict in {Verdict.BLOCKED_ENDPOINT_STATE, Verdict.UNKNOWN_PERMISSIONS}
    way = Trace(
        addresses=addresses,
        hops=outcome.hops,
        path=None if lost else outcome.verdict,
        verdict=outcome.verdict,
        then=outcome.then,
        blocks=outcome.blocks,
        confidence=outcome.confidence,
        evidence=outcome.evidence,
    )
    return (way,)


def _either(alternatives: list[tuple[Trace, ...]]) -> tuple[Trace, ...]:
    """Give the ways of each alternative that comes to something else than those before it."""
    kept: dict[object, tuple[Trace, ...]] = {}
    for ways in alternatives:
        end = tuple((w.addresses, w.path, w.then, tuple((b.verdict, b.cause, b.partial) for b in w.blocks)) for w in ways)
        kept.setdefault(end, ways)
    return tuple(way for ways in kept.values() for way in ways)


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
        ko=f"같은 CIDR({_some(choice.addresses).ko})을 담은 접두사 목록 라우트가 여럿이에요: {targets}",
        en=f"several prefix-list routes hold the same CIDR ({_some(choice.addresses).en}): {targets}",
    )
    return Trace(
        addresses=choice.addresses,
        hops=(at,),
        path=Verdict.AMBIGUOUS_ROUTE,
        verdict=Verdict.AMBIGUOUS_ROUTE,
        confidence=Confidence.MEDIUM,
        evidence=(evidence, said(TABLES, at.id, fact)),
    )


def unknown_way(start: Hop, resolution: Resolution, verdict: Verdict) -> Trace:
    """Give a way of which nothing is known but its start."""
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


def _some(addresses: AddressSet) -> Words:
    """Write a few of the addresses; public space as a whole is called what it is."""
    cidrs = addresses.cidrs()
    if len(cidrs) > 12 or addresses.size() > 1 << 96:  # noqa: PLR2004 (more CIDRs than a person reads)
        return Words(ko=f"공인 IPv{addresses.family} 주소", en=f"public IPv{addresses.family} addresses")
    some = ", ".join(cidrs[:2]) + (", …" if len(cidrs) > 2 else "")  # noqa: PLR2004 (two fit a line)
    return Words(ko=some, en=some)


def same_ways(ways: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """Put together the parts that take the same hops to the same end and meet the same blocks."""
    merged: dict[tuple[object, ...], Trace] = {}
    for way in ways:
        key = (
            way.addresses.family,
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
