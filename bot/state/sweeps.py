"""Sweeps: whose they are, where their message is, and whether their report is posted, so that a restart loses none."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.state.sweep_parts import SweepParts
from bot.state.sweep_tables import Phase, Standing, SweepPartRow, SweepRow
from bot.state.tables import KEY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Update

    from bot.state.database import Database
    from diagnostics.model.words import Lang

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """A sweep that somebody asked for: in chat, with the message that shows its progress; at a terminal, without a team.

    `since` is when it began, in seconds. `asked` is the key of the delivery that asked for it, so that a delivery which is
    taken up again begins no second one.
    """

    team: str = ""
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    user: str = ""
    channel: str = ""
    root: str = ""
    message: str = ""
    lang: Lang = "en"
    to: tuple[str, ...] = ()
    asked: str = ""
    standing: Standing = Standing.RUNNING
    since: float = 0.0


class Sweeps:
    """The sweeps; `parts` are theirs. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self.parts = SweepParts(database)
        self._now = database.now
        self._transaction = database.transaction

    def begin(self, sweep: Sweep, spots: Iterable[tuple[str, str]]) -> bool:
        """Remember a sweep of these accounts and Regions, and say so; False where its person has one under way."""
        row = {
            "team": sweep.team,
            "id": sweep.id,
            "user": sweep.user,
            "channel": sweep.channel,
            "root": sweep.root,
            "message": sweep.message,
            "lang": sweep.lang,
            "to": "\n".join(sweep.to),
            "asked": sweep.asked[:KEY],
            "running_for": f"{sweep.team}/{sweep.user}" if sweep.user else None,
            "standing": sweep.standing.value,
            "at": self._now(),
        }
        parts = [_waiting(sweep, number, *spot) for number, spot in enumerate(spots)]
        try:
            with self._transaction() as session:
                session.execute(insert(SweepRow).values(row))
                session.execute(insert(SweepPartRow), parts)
        except IntegrityError:
            return False
        return True

    def shown_in(self, sweep: Sweep, channel: str, root: str, message: str) -> None:
        """Remember the message that shows a sweep's progress."""
        with self._transaction() as session:
            session.execute(_this(update(SweepRow), sweep).values(channel=channel, root=root, message=message))

    def sweep(self, team: str, sweep: str) -> Sweep | None:
        """Give a sweep; None where there is none, or no more."""
        with self._transaction() as session:
            row = session.get(SweepRow, (team, sweep))
            return None if row is None else _sweep(row)

    def of(self, team: str, user: str) -> Sweep | None:
        """Give the sweep that somebody has under way."""
        with self._transaction() as session:
            row = session.scalars(select(SweepRow).where(SweepRow.running_for == f"{team}/{user}")).first()
            return None if row is None else _sweep(row)

    def latest(self, team: str = "") -> Sweep | None:
        """Give the newest sweep; of those asked for at a terminal, where no team is named."""
        with self._transaction() as session:
            row = session.scalars(
                select(SweepRow).where(SweepRow.team == team).order_by(SweepRow.at.desc()).limit(1)
            ).first()
            return None if row is None else _sweep(row)

    def untold(self) -> tuple[Sweep, ...]:
        """Give the sweeps of chats whose report was not posted yet, the oldest first."""
        wanted = select(SweepRow).where(SweepRow.standing != Standing.TOLD.value, SweepRow.team != "").order_by(SweepRow.at)
        with self._transaction() as session:
            return tuple(_sweep(row) for row in session.scalars(wanted))

    def goes_on(self, sweep: Sweep) -> bool:
        """Say whether parts of a sweep may still begin."""
        with self._transaction() as session:
            row = session.get(SweepRow, (sweep.team, sweep.id))
            return row is not None and row.standing == Standing.RUNNING.value

    def cancel(self, team: str, sweep: str, user: str) -> bool:
        """Let no part of somebody's own sweep begin any more, and say so; False where it is not theirs, or not running."""
        mine = (SweepRow.team == team, SweepRow.id == sweep, SweepRow.user == user)
        running = SweepRow.standing == Standing.RUNNING.value
        return self._changed(update(SweepRow).where(*mine, running).values(standing=Standing.CANCELLED.value))

    def told(self, sweep: Sweep) -> bool:
        """Remember that the report is posted, and say so; False where somebody else did so first."""
        open_still = SweepRow.standing != Standing.TOLD.value
        ended = _this(update(SweepRow), sweep).where(open_still).values(standing=Standing.TOLD.value, running_for=None)
        return self._changed(ended)

    def again(self, sweep: Sweep) -> None:
        """Let what could not be read be read anew, and go on with a sweep that was cancelled or told."""
        failed = (SweepPartRow.team == sweep.team, SweepPartRow.sweep == sweep.id, SweepPartRow.phase == Phase.FAILED.value)
        waiting = {"phase": Phase.WAITING.value, "result": None, "attempts": 0, "due": 0.0}
        with self._transaction() as session:
            session.execute(update(SweepPartRow).where(*failed).values(waiting))
            session.execute(_this(update(SweepRow), sweep).values(standing=Standing.RUNNING.value))

    def prune(self) -> None:
        """Forget what is too old to be of use."""
        self._forget(SweepRow.at < self._now() - KEPT)

    def _forget(self, which: ColumnElement[bool]) -> None:
        with self._transaction() as session:
            for team, sweep in session.execute(select(SweepRow.team, SweepRow.id).where(which)).all():
                session.execute(delete(SweepPartRow).where(SweepPartRow.team == team, SweepPartRow.sweep == sweep))
                session.execute(delete(SweepRow).where(SweepRow.team == team, SweepRow.id == sweep))

    def _changed(self, what: Update) -> bool:
        with self._transaction() as session:
            return cast("CursorResult[object]", session.execute(what)).rowcount == 1


def _waiting(sweep: Sweep, number: int, account: str, region: str) -> dict[str, object]:
    nothing = {"owner": "", "lease": 0.0, "due": 0.0, "attempts": 0, "result": None}
    where = {"team": sweep.team, "sweep": sweep.id, "number": number, "account": account, "region": region}
    return {**where, **nothing, "phase": Phase.WAITING.value}


def _this(statement: Update, sweep: Sweep) -> Update:
    return statement.where(SweepRow.team == sweep.team, SweepRow.id == sweep.id)


def _sweep(row: SweepRow) -> Sweep:
    return Sweep(
        team=row.team,
        id=row.id,
        user=row.user,
        channel=row.channel,
        root=row.root,
        message=row.message,
        lang=cast("Lang", row.lang),
        to=tuple(row.to.split("\n")) if row.to else (),
        asked=row.asked,
        standing=Standing(row.standing),
        since=row.at.replace(tzinfo=row.at.tzinfo or UTC).timestamp(),
    )
