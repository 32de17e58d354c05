"""Changed copies of a snapshot, as AWS would leave it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from diagnostics.model.flow import AskerError
from diagnostics.model.network import Route, Target, TargetKind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from diagnostics.model.change import Change
    from diagnostics.model.network import RouteTable
    from diagnostics.model.snapshot import Snapshot

_KINDS = {
    "igw-": TargetKind.INTERNET_GATEWAY,
    "nat-": TargetKind.NAT_GATEWAY,
    "eni-": TargetKind.NETWORK_INTERFACE,
    "i-": TargetKind.INSTANCE,
    "tgw-": TargetKind.TRANSIT_GATEWAY,
    "pcx-": TargetKind.PEERING,
    "vgw-": TargetKind.VPN_GATEWAY,
    "vpce-": TargetKind.VPC_ENDPOINT,
    "eigw-": TargetKind.EGRESS_ONLY_GATEWAY,
    "cagw-": TargetKind.CARRIER_GATEWAY,
    "lgw-": TargetKind.LOCAL_GATEWAY,
}


def refuse(change: Change, why: str) -> NoReturn:
    """Refuse the change as AWS does; `why` is AWS's own answer.

    Raises:
        AskerError: `refused-change`, always.
    """
    raise AskerError("refused-change", what=change.text, why=why)


def put(snapshot: Snapshot, kind: str, *things: Any) -> Snapshot:  # noqa: ANN401 (any noun of the model with an id)
    """Give the snapshot with these things in it, in the place of those with the same ids."""
    held = {**getattr(snapshot, kind), **{thing.id: thing for thing in things}}
    return _with(snapshot, kind, held)


def keep(snapshot: Snapshot, kind: str, things: Mapping[str, Any]) -> Snapshot:
    """Give the snapshot with these things in it by these names, for kinds of which things have no id."""
    return _with(snapshot, kind, {**getattr(snapshot, kind), **things})


def drop(snapshot: Snapshot, kind: str, *ids: str) -> Snapshot:
    """Give the snapshot without these things."""
    held = {name: thing for name, thing in getattr(snapshot, kind).items() if name not in ids}
    return _with(snapshot, kind, held)


def _with(snapshot: Snapshot, kind: str, held: dict[str, Any]) -> Snapshot:
    members: dict[str, Any] = {kind: MappingProxyType(held)}
    return replace(snapshot, **members)


def target(word: str) -> Target:
    """Give what a route to that id points at."""
    return Target(next((kind for prefix, kind in _KINDS.items() if word.startswith(prefix)), TargetKind.UNKNOWN), word)


def blackholed(snapshot: Snapshot, target_id: str) -> Snapshot:
    """Give the snapshot after the target is gone: its routes stay, as blackholes.

    "blackhole … indicates that the route's target isn't available (for example, the specified gateway isn't attached to
    the VPC, the specified NAT instance has been terminated)."
    — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
    """
    return _each_table(
        snapshot,
        lambda table: tuple(replace(r, state="blackhole") if r.target.id == target_id else r for r in table.routes),
    )


def unrouted(snapshot: Snapshot, target_id: str) -> Snapshot:
    """Give the snapshot without any route to the target."""
    return _each_table(snapshot, lambda table: tuple(r for r in table.routes if r.target.id != target_id))


def _each_table(snapshot: Snapshot, rows: Callable[[RouteTable], tuple[Route, ...]]) -> Snapshot:
    changed = (replace(t, routes=new) for t in snapshot.route_tables.values() if (new := rows(t)) != t.routes)
    return put(snapshot, "route_tables", *changed)


def route_in(table: RouteTable, destination: str) -> Route | None:
    """Give the written route of a table to exactly this destination; what was learnt does not count."""
    return next((r for r in table.routes if r.destination == destination and not r.propagated), None)


def new_id(stem: str, taken: Container[str]) -> str:
    """Give an id that nothing has yet, so that what is to be made can be pointed at."""
    names = chain((stem,), (f"{stem}-{n}" for n in count(2)))
    return next(name for name in names if name not in taken)
