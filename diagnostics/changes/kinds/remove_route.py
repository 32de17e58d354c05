"""Delete a route from a route table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import OPEN_CONNECTIONS, table_is_shared
from diagnostics.changes.commands import ec2
from diagnostics.changes.editing import put, route_in
from diagnostics.changes.routes import by_hand, others_than, route_words
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "remove-route"
USAGE = "remove-route RTB DEST"
TITLE = Words(ko="라우팅 테이블에서 라우트를 삭제해요", en="Delete a route from a route table")
RANK = 2


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot without the route."""
    table_id, destination = change.arguments
    table = snapshot.route_tables[table_id]
    route = by_hand(route_in(table, destination), change, snapshot)
    return put(snapshot, "route_tables", replace(table, routes=others_than(table, route)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    return (ec2(route_words("delete-route", *change.arguments), snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Say which route to remove."""
    table_id, destination = change.arguments
    return f"# remove the aws_route (or the inline route) of {table_id} to {destination}"


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of open connections, of the table's other subnets, and that somebody may have meant the route."""
    meant = Words(
        ko="방화벽이나 검사 장비로 보내려고 일부러 넣은 라우트일 수 있으니, 지우기 전에 만든 사람에게 확인하세요.",
        en="Somebody may have added it on purpose, for instance to send traffic through a firewall; ask before deleting it.",
    )
    return (OPEN_CONNECTIONS, meant, *table_is_shared(snapshot.route_tables[change.arguments[0]], snapshot))


def describe(change: Change, _: Snapshot) -> Words:
    """Say which route goes."""
    table_id, destination = change.arguments
    return Words(ko=f"{table_id}에서 {destination} 라우트 삭제", en=f"Delete the route to {destination} from {table_id}")
