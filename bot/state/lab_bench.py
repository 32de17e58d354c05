"""How far people are with the labs: one row for each person and lab, theirs alone."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from datetime import datetime  # noqa: TC003 (SQLAlchemy reads the annotations when the classes are made)
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.steps import coming
from bot.state.steps import step as next_step
from bot.state.tables import ID, KEY, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database


_STEP = "lab"


class LabRow(Table):
    """How far somebody is with a lab: `causes` are codes, `changes` are as they are written, one a line each."""

    __tablename__ = "labs"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    user: Mapped[str] = mapped_column(String(ID), primary_key=True)
    lab: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    channel: Mapped[str] = mapped_column(String(ID), default="")
    ts: Mapped[str] = mapped_column(String(ID), default="")
    hints: Mapped[int] = mapped_column(default=0)
    causes: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[str] = mapped_column(Text, default="")
    tries: Mapped[int] = mapped_column(default=0)
    detours: Mapped[int] = mapped_column(default=0)
    mended: Mapped[bool] = mapped_column(default=False)
    gave_up: Mapped[bool] = mapped_column(default=False)
    points: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    solved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), default=None)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody has done in a lab. `channel` and `ts` are the root of the thread that it was last opened in.

    `causes` are the codes that they named and that are causes; `changes` are those on the copy of the network now, as they
    are written. `tries` counts what was judged, `detours` the times that the goal was reached by more than was needed or
    with something else broken. `mended` once the smallest change was found, `gave_up` once the solution was shown.
    `points` are the most that they ever had, and stay when they start over.
    """

    channel: str = ""
    ts: str = ""
    hints: int = 0
    causes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    tries: int = 0
    detours: int = 0
    mended: bool = False
    gave_up: bool = False
    points: int = 0

    @property
    def solved(self) -> bool:
        """Say whether they solved it, now or before they started over."""
        return self.points > 0

    @property
    def begun(self) -> bool:
        """Say whether there is anything that starting over would undo."""
        return bool(self.hints or self.causes or self.changes or self.tries)


class LabBench:
    """The memory of labs. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self._now = database.now
        self._transaction = database.transaction
        self._lock = threading.Lock()

    def of(self, team: str, user: str) -> dict[str, Attempt]:
        """Give everything that somebody has opened, by the lab's id."""
        wanted = select(LabRow).where(LabRow.team == team, LabRow.user == user)
        with self._transaction() as session:
            return {row.lab: _attempt(row) for row in session.scalars(wanted)}

    def attempt(self, team: str, user: str, lab: str) -> Attempt:
        """Give how far somebody is with a lab; nowhere yet, where they have not opened it.

        Where what is done is tried again, this is how far they were before its next step.
        """
        if (before := coming(_STEP)) is not None:
            return _read(before)
        with self._transaction() as session:
            row = session.get(LabRow, (team, user, lab))
            return Attempt() if row is None else _attempt(row)

    def go_on(self, team: str, user: str, lab: str, step: Callable[[Attempt], Attempt]) -> Attempt:
        """Keep what `step` makes of how far somebody is, and give it."""
        made = next_step(_STEP)
        if made.outcome is not None:
            return step(_read(made.outcome))
        with self._lock, self._transaction() as session:
            row = session.get(LabRow, (team, user, lab), with_for_update=True)
            if row is None:
                row = LabRow(team=team, user=user, lab=lab, opened_at=self._now(), points=0)
                before = Attempt()
                session.add(row)
            else:
                before = _attempt(row)
            after = step(before)
            row.channel, row.ts = after.channel, after.ts
            row.causes, row.changes = "\n".join(after.causes), "\n".join(after.changes)
            row.hints, row.tries, row.detours = after.hints, after.tries, after.detours
            row.mended, row.gave_up, row.at = after.mended, after.gave_up, self._now()
            if after.points and not before.points:
                row.solved_at = row.at
            row.points = after.points
            made.keep(session, json.dumps(asdict(before)))
            return after


def _read(text: str) -> Attempt:
    """Give how far somebody was, as it was written down beside a step."""
    read = json.loads(text)
    return Attempt(**{**read, "causes": tuple(read["causes"]), "changes": tuple(read["changes"])})


def _attempt(row: LabRow) -> Attempt:
    return Attempt(
        channel=row.channel,
        ts=row.ts,
        hints=row.hints,
        causes=tuple(row.causes.split("\n")) if row.causes else (),
        changes=tuple(row.changes.split("\n")) if row.changes else (),
        tries=row.tries,
        detours=row.detours,
        mended=row.mended,
        gave_up=row.gave_up,
        points=row.points,
    )
