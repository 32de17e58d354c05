"""Who waits for an answer: the one place where somebody's id stands beside a question, because they asked for that."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

from sqlalchemy import CursorResult, DateTime, String, Text, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.retention import KEPT, forget_rows
from bot.state.steps import step
from bot.state.tables import ID, Table

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from bot.state.database import Database
    from diagnostics.model.words import Lang

#: So many questions one person may wait for.
MOST = 20
#: A second press within this time is the same one: a finger that was too quick.
TWICE = timedelta(seconds=3)
#: Whoever is being told and was not within this time, since the process ended, is told by the next.
LEASE = timedelta(minutes=10)
_LONGEST = 2000


class Waits(StrEnum):
    """What came of somebody's wish to hear back."""

    YES = "yes"
    NO = "no"
    TOO_MANY = "too-many"


class WaitingRow(Table):
    """Somebody who chose to hear back. `telling` is since when a process is about to tell them."""

    __tablename__ = "waiting"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    user: Mapped[str] = mapped_column(String(ID), primary_key=True)
    question: Mapped[str] = mapped_column(String(ID), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(2))
    telling: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), default=None)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who waits for the answer to a question; `begun` is since when a process is about to tell them, if one is."""

    team: str
    user: str
    text: str
    lang: Lang
    begun: datetime | None = field(default=None, compare=False)


class WaitingList:
    """Who waits. Each method is one transaction."""

    def __init__(self, database: Database, kept: timedelta = KEPT.questions) -> None:
        """Remember in this database, for so long at most."""
        self._database, self._kept = database, kept
        self._now = database.now
        self._transaction = database.transaction

    def turn(self, one: Waiting) -> Waits:
        """Let somebody wait who did not, and wait no longer who did; give which of the two it is now."""
        now, turned = self._now(), step("waits")
        if turned.outcome is not None:
            return Waits(turned.outcome)
        with suppress(IntegrityError), self._transaction() as session:  # two presses at once are one
            row = session.get(WaitingRow, (one.team, one.user, _key(one.text)))
            if row is not None:
                if _age(row.at, now) < TWICE:
                    return Waits.YES
                session.execute(delete(WaitingRow).where(*_is(one)))
                turned.keep(session, Waits.NO.value)
                return Waits.NO
            theirs = select(WaitingRow.question).where(WaitingRow.team == one.team, WaitingRow.user == one.user)
            if len(session.scalars(theirs).all()) >= MOST:
                return Waits.TOO_MANY
            session.add(
                WaitingRow(
                    team=one.team, user=one.user, question=_key(one.text), text=one.text[:_LONGEST], lang=one.lang, at=now
                )
            )
            turned.keep(session, Waits.YES.value)
        return Waits.YES

    def everybody(self, team: str | None = None) -> tuple[Waiting, ...]:
        """Give who waits, in one workspace or in all, whoever waits longest first."""
        wanted = select(WaitingRow).order_by(WaitingRow.at)
        if team is not None:
            wanted = wanted.where(WaitingRow.team == team)
        with self._transaction() as session:
            return tuple(
                Waiting(team=row.team, user=row.user, text=row.text, lang=cast("Lang", row.lang), begun=_utc(row.telling))
                for row in session.scalars(wanted)
            )

    def claim(self, one: Waiting) -> bool:
        """Say whether it is for the caller to tell somebody: of several that try, one is."""
        now = self._now()
        free = or_(WaitingRow.telling.is_(None), WaitingRow.telling < now - LEASE)
        with self._transaction() as session:
            claimed = session.execute(update(WaitingRow).where(*_is(one), free).values(telling=now))
            return cast("CursorResult[object]", claimed).rowcount == 1

    def let_wait(self, one: Waiting) -> None:
        """Let somebody wait on who could not be told just now."""
        with self._transaction() as session:
            session.execute(update(WaitingRow).where(*_is(one)).values(telling=None))

    def forget(self, one: Waiting) -> None:
        """Forget that somebody waited, and with it their id."""
        with self._transaction() as session:
            session.execute(delete(WaitingRow).where(*_is(one)))

    def prune(self) -> None:
        """Forget whoever waited too long."""
        forget_rows(self._database, WaitingRow, WaitingRow.at < self._now() - self._kept)


def _is(one: Waiting) -> tuple[ColumnElement[bool], ...]:
    return (WaitingRow.team == one.team, WaitingRow.user == one.user, WaitingRow.question == _key(one.text))


def _key(text: str) -> str:
    """Give the same for one question in any spacing and case."""
    return blake2b(" ".join(text[:_LONGEST].lower().split()).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _utc(at: datetime | None) -> datetime | None:
    """Give a moment with its zone, which SQLite does not keep."""
    return at if at is None or at.tzinfo is not None else at.replace(tzinfo=UTC)


def _age(at: datetime, now: datetime) -> timedelta:
    return now - (at if at.tzinfo is not None else at.replace(tzinfo=now.tzinfo))
