"""Write a route into a route table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import table_is_shared
from diagnostics.changes.commands import ec2
from diagnostics.changes.editing import put, refuse, route_in
from diagnostics.changes.routes import route_resource, route_words, written
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "add-route"
USAGE = "add-route RTB DEST TARGET"
TITLE = Words(ko="라우팅 테이블에 라우트를 추가해요", en="Add a route to a route table")
RANK = 9


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the route in the table."""
    table_id, destination, _ = change.arguments
    table, route = snapshot.route_tables[table_id], written(change, snapshot)
    if route_in(table, destination):
        refuse(change, f"RouteAlreadyExists: The route identified by {destination} already exists in {table_id}")
    return put(snapshot, "route_tables", replace(table, routes=(*table.routes, route)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    return (ec2(route_words("create-route", *change.arguments), snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the route."""
    return route_resource(*change.arguments)


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of the other subnets of the table, and of what a NAT gateway costs."""
    table_id, _, word = change.arguments
    billed = Words(
        ko="NAT 게이트웨이를 지나는 트래픽은 GB당 처리 요금이 들어요.",
        en="Traffic through a NAT gateway is billed per GB.",
    )
    return (*table_is_shared(snapshot.route_tables[table_id], snapshot), *((billed,) if word.startswith("nat-") else ()))


def describe(change: Change, _: Snapshot) -> Words:
    """Say which route goes where."""
    table_id, destination, word = change.arguments
    return Words(
        ko=f"{table_id}에 {destination} → {word} 라우트 추가", en=f"Add a route {destination} → {word} to {table_id}"
    )
