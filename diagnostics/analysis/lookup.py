"""Which table a subnet uses, and which of its routes carries which addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.analysis.record_types import endpoint_families
from diagnostics.analysis.services import service_of
from diagnostics.model.addresses import V4, V6, AddressSet, parse_cidr, prefix_length
from diagnostics.model.network import TargetKind

if TYPE_CHECKING:
    from diagnostics.model.addresses import Family
    from diagnostics.model.network import PrefixList, Route, RouteTable, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

#: Where AWS's prefix list was not seen, its entries are taken to be at least this long: longer than /0, /1 and /8.
ASSUMED_LENGTH = 12
_WIDE = 1  # a customer's /0 or /1 never makes a service's route ambiguous
#: A state of the API's model that AWS does not explain: the route is taken to carry nothing, without certainty.
_FILTERED = "filtered"
_ROUTE_SERVER = "Advertisement"
_BY_LIST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The route that carries these addresses; `rivals` tie with it, `nested` says that another list holds them too.

    `doubtful` where AWS does not document which route wins: a filtered one comes before, or a route server's ties.
    """

    addresses: AddressSet
    route: Route | None
    rivals: tuple[Route, ...] = ()
    nested: tuple[Route, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """One route at one prefix length, with all that it covers at that length."""

    length: int
    rank: int
    covers: AddressSet
    route: Route


def effective_table(subnet_id: str, snapshot: Snapshot) -> tuple[RouteTable | None, bool]:
    """Give the table that routes a subnet's traffic, and whether only as the VPC's main table.

    A subnet that is explicitly associated with no route table uses the main one. — https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    """
    subnet = snapshot.subnets.get(subnet_id)
    if subnet is None:
        return None, False
    index = index_of(snapshot)
    if own := index.table_of.get(subnet_id):
        return own, False
    main = index.main_table_of.get(subnet.vpc_id)
    return main, main is not None


def select(
    table: RouteTable, addresses: AddressSet, snapshot: Snapshot, service: str | None, region: str
) -> tuple[Choice, ...]:
    """Partition the addresses by the route that wins for them, the most specific first.

    "In general, we direct traffic using the most specific route that matches the traffic. This is known as the longest
    prefix match." Of equal length, static routes come before prefix-list routes, these before propagated ones; and where
    two prefix lists hold the same CIDR with different targets, AWS picks one of them at random.
    — https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
    """
    rows = _rows(table, addresses, snapshot, service, region)
    left, choices, shadowed = addresses, [], AddressSet(addresses.family)
    for row in rows:
        taken = left & row.covers
        if not taken:
            continue
        if row.route.state == _FILTERED:
            shadowed = shadowed | taken
            continue
        left = left - taken
        for piece, rivals in _ties(row, taken, rows):
            doubtful = bool(piece & shadowed) or _undocumented_tie(row, piece, rows)
            nested = _nested(row, piece, rows)
            choices.append(Choice(addresses=piece, route=row.route, rivals=rivals, nested=nested, doubtful=doubtful))
        if not left:
            break
    if left:
        choices.append(Choice(addresses=left, route=None, doubtful=bool(left & shadowed)))
    return _joined(choices)


def _rows(
    table: RouteTable, addresses: AddressSet, snapshot: Snapshot, service: str | None, region: str
) -> tuple[_Row, ...]:
    local = AddressSet.of((r.destination for r in table.routes if r.target.kind is TargetKind.LOCAL), addresses.family)
    rows: list[_Row] = []
    for route in table.routes:
        for length, covers in _spans(route, addresses, snapshot, service, region):
            # "Local" always wins over what was learnt, even where the learnt route is more specific.
            held = covers - local if route.propagated else covers
            if held:
                rows.append(_Row(length, _rank(route), held, route))
    return tuple(sorted(rows, key=lambda r: (-r.length, r.rank, r.route.destination, r.route.target.id)))


def _rank(route: Route) -> int:
    """Rank routes of equal length: written ones, then prefix lists, then learnt ones."""
    if route.propagated:
        return 2
    return _BY_LIST if route.by_prefix_list else 0


def _spans(
    route: Route, addresses: AddressSet, snapshot: Snapshot, service: str | None, region: str
) -> tuple[tuple[int, AddressSet], ...]:
    if not route.by_prefix_list:
        parsed = parse_cidr(route.destination)
        if parsed is None or parsed[0] != addresses.family:
            return ()
        return ((prefix_length(route.destination), AddressSet(parsed[0], (parsed[1],))),)
    known = snapshot.prefix_lists.get(route.destination)
    if known is not None and known.cidrs is not None:
        return _by_length(known.cidrs, addresses.family)
    endpoint = snapshot.endpoints.get(route.target.id)
    if endpoint is None or addresses.family not in _families(known, endpoint):
        return ()
    if endpoint.type == "Gateway" and service_of(endpoint) == service and region == snapshot.region:
        # The list was not collected, but the endpoint says whose list it is: it holds every address of this service.
        return ((ASSUMED_LENGTH, addresses),)
    return ()


def _families(listed: PrefixList | None, endpoint: VpcEndpoint) -> frozenset[Family]:
    """Give the families of a list whose entries were not seen: its own, else those that the endpoint carries."""
    if listed is not None:
        return frozenset({V6 if listed.family == "IPv6" else V4})
    return endpoint_families(endpoint)


@lru_cache(maxsize=1024)
def _by_length(cidrs: tuple[str, ...], family: Family) -> tuple[tuple[int, AddressSet], ...]:
    lengths: dict[int, list[str]] = {}
    for cidr in cidrs:
        lengths.setdefault(prefix_length(cidr), []).append(cidr)
    return tuple((n, found) for n, group in sorted(lengths.items()) if (found := AddressSet.of(group, family)))


def hides_a_list(table: RouteTable, snapshot: Snapshot) -> bool:
    """Say whether a route's prefix list was not seen, so that what the route carries is not known."""
    return any(
        r.by_prefix_list
        and ((known := snapshot.prefix_lists.get(r.destination)) is None or known.cidrs is None)
        and ((endpoint := snapshot.endpoints.get(r.target.id)) is None or endpoint.type != "Gateway")
        for r in table.routes
    )


def _ties(row: _Row, taken: AddressSet, rows: tuple[_Row, ...]) -> tuple[tuple[AddressSet, tuple[Route, ...]], ...]:
    """Split what a prefix-list route carries into what it carries alone and what another list holds with the same CIDR."""
    if row.rank != _BY_LIST:
        return ((taken, ()),)
    alone, pieces = taken, []
    same = [
        o
        for o in rows
        if (o.rank, o.length) == (_BY_LIST, row.length) and o.route.target != row.route.target and o.route.state != _FILTERED
    ]
    for other in same:
        if shared := alone & other.covers:
            rivals = tuple(o.route for o in same if shared & o.covers)
            pieces.append((shared, rivals))
            alone = alone - shared
    return ((alone, ()), *pieces) if alone else tuple(pieces)


def _undocumented_tie(row: _Row, piece: AddressSet, rows: tuple[_Row, ...]) -> bool:
    """Say whether a route server's route meets another of the same length: AWS does not say which of them wins."""
    return any(
        _ROUTE_SERVER in {row.route.origin, other.route.origin}
        for other in rows
        if other.length == row.length and other.route.target != row.route.target and piece & other.covers
    )


def _nested(row: _Row, piece: AddressSet, rows: tuple[_Row, ...]) -> tuple[Route, ...]:
    """Give the prefix-list routes to other targets that hold these addresses at another length (/0 and /1 aside)."""
    if row.rank != _BY_LIST:
        return ()
    return tuple(
        o.route
        for o in rows
        if o.rank == _BY_LIST
        and o.length not in {row.length, 0, _WIDE}
        and o.route.target != row.route.target
        and bool(piece & o.covers)
    )


def _joined(choices: list[Choice]) -> tuple[Choice, ...]:
    """Put together what the same route carries under the same circumstances, in the order first met."""
    merged: dict[tuple[object, ...], Choice] = {}
    for choice in choices:
        key = (choice.route, choice.rivals, choice.nested, choice.doubtful)
        known = merged.get(key)
        merged[key] = choice if known is None else replace(known, addresses=known.addresses | choice.addresses)
    return tuple(merged.values())
