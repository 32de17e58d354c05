"""How long what people asked is kept, and how it is forgotten: a little at a time, so that nobody waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import CursorResult, Delete, delete, inspect, select, tuple_

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from bot.state.database import Database
    from bot.state.tables import Table

#: So many rows are deleted in one transaction.
BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How long threads are kept with their networks, what was asked and judged, and the records of the audit."""

    threads: timedelta = timedelta(days=30)
    questions: timedelta = timedelta(days=180)
    audit: timedelta = timedelta(days=400)

    @classmethod
    def days(cls, threads: str, questions: str, audit: str) -> Kept:
        """Give the times that the settings say, in days."""
        return cls(
            threads=timedelta(days=int(threads)), questions=timedelta(days=int(questions)), audit=timedelta(days=int(audit))
        )


KEPT = Kept()


def forget_rows(database: Database, table: type[Table], *which: ColumnElement[bool]) -> int:
    """Delete rows a few at a time, each few in a transaction of their own; give how many. Rows that others hold are left."""
    forgotten = 0
    while True:
        with database.transaction() as session:
            gone = cast("CursorResult[object]", session.execute(_some(table, which))).rowcount
        forgotten += gone
        if gone < BATCH:
            return forgotten


def _some(table: type[Table], which: tuple[ColumnElement[bool], ...]) -> Delete:
    key = inspect(table).primary_key
    some = select(*key).where(*which).limit(BATCH).with_for_update(skip_locked=True)
    return delete(table).where(tuple_(*key).in_(some)).execution_options(synchronize_session=False)
