"""What only one of several replicas does at a time: held for a while, and free again when that is over."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from sqlalchemy import CursorResult, Double, String, delete, insert, or_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.tables import KEY, Table

if TYPE_CHECKING:
    from bot.state.database import Database

KEPT = timedelta(days=1)


class LeaseRow(Table):
    """Something that somebody holds, until a moment in seconds."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    holder: Mapped[str] = mapped_column(String(KEY))
    until: Mapped[float] = mapped_column(Double, index=True)


class Hold(StrEnum):
    """What came of trying to hold something; only `NO` is false."""

    NO = ""
    FIRST = "first"  # nobody held it before
    AGAIN = "again"  # somebody did, and may have begun what it is held for


class Leases:
    """Who holds what. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self._moment = database.moment
        self._transaction = database.transaction

    def take(self, name: str, holder: str, length: timedelta) -> Hold:
        """Hold something, unless somebody else does; whoever holds it already holds it for longer.

        Raises:
            StateError: the database cannot be used.
        """
        try:
            with self._transaction() as session:
                now = self._moment(session)
                held = {"holder": holder, "until": now + length.total_seconds()}
                free = or_(LeaseRow.until < now, LeaseRow.holder == holder)
                got = session.execute(update(LeaseRow).where(LeaseRow.name == name, free).values(held))
                if cast("CursorResult[object]", got).rowcount:
                    return Hold.AGAIN
                session.execute(insert(LeaseRow).values(name=name, **held))
        except IntegrityError:  # somebody else holds it
            return Hold.NO
        return Hold.FIRST

    def let_go(self, name: str, holder: str) -> None:
        """Let somebody else have it."""
        with self._transaction() as session:
            session.execute(delete(LeaseRow).where(LeaseRow.name == name, LeaseRow.holder == holder))

    def prune(self) -> None:
        """Forget what nobody has held for a day; whoever comes for it sooner learns that somebody did."""
        with self._transaction() as session:
            session.execute(delete(LeaseRow).where(LeaseRow.until < self._moment(session) - KEPT.total_seconds()))
