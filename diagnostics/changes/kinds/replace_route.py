"""Point a route of a route table at another target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import OPEN_CONNECTIONS, table_is_shared
from diagnostics.changes.commands import ec2
from diagnostics.changes.editing import put, route_in
from diagnostics.changes.routes import by_hand, others_than, route_resource, route_words, written
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "replace-route"
USAGE = "replace-route RTB DEST TARGET"
TITLE = Words(ko="라우트의 타깃을 바꿔요", en="Point a route at another target")
RANK = 10


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the route pointing at the new target."""
    table_id, destination, _ = change.arguments
    table = snapshot.route_tables[table_id]
    old, new = by_hand(route_in(table, destination), change, snapshot), written(change, snapshot)
    return put(snapshot, "route_tables", replace(table, routes=(*others_than(table, old), new)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    return (ec2(route_words("replace-route", *change.arguments), snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the route."""
    return route_resource(*change.arguments)


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of open connections, and that all that used the old target follows, in every subnet of the table."""
    follows = Words(
        ko="이 서비스뿐 아니라 이 라우트를 타던 트래픽 전부의 경로가 바뀌어요.",
        en="All traffic on this route takes the new path, not only traffic to this service.",
    )
    return (OPEN_CONNECTIONS, follows, *table_is_shared(snapshot.route_tables[change.arguments[0]], snapshot))


def describe(change: Change, _: Snapshot) -> Words:
    """Say which route points where."""
    table_id, destination, word = change.arguments
    return Words(
        ko=f"{table_id}의 {destination} 라우트 타깃을 {word} 쪽으로 변경",
        en=f"Point the route to {destination} in {table_id} at {word}",
    )
