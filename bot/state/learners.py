"""How far people are on the paths, the language that they chose for it, and which message shows where they stand."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime  # noqa: TC003 (SQLAlchemy reads the annotations when the classes are made)
from functools import partial
from typing import TYPE_CHECKING, cast

from sqlalchemy import DateTime, Integer, String, Text, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.steps import step
from bot.state.tables import ID, KEY, Table
from knowledge.learning.saved import ProgressError, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import CursorResult, Update
    from sqlalchemy.orm import Session

    from bot.state.database import Database
    from bot.state.steps import Step
    from diagnostics.model.words import Lang
    from knowledge.learning.progress import Progress

LOG = logging.getLogger("routelore")


class LearnerRow(Table):
    """Somebody who was welcomed or who learns: their language, their path, and the message that they have before them."""

    __tablename__ = "learners"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    user: Mapped[str] = mapped_column(String(ID), primary_key=True)
    lang: Mapped[str] = mapped_column(String(2), default="")
    path: Mapped[str] = mapped_column(String(KEY), default="")
    channel: Mapped[str] = mapped_column(String(ID), default="")
    ts: Mapped[str] = mapped_column(String(ID), default="")
    mark: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class ProgressRow(Table):
    """How far somebody is on one path; `version` counts the moves, so that two at the same time do not undo each other."""

    __tablename__ = "progress"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    user: Mapped[str] = mapped_column(String(ID), primary_key=True)
    path: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The newest message of somebody's lessons, the only one with buttons, and the mark of what it shows."""

    channel: str
    ts: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """What is kept of a person beside their progress; without a `lang` of their own they read that of their Slack."""

    lang: Lang | None = None
    path: str = ""
    shown: Shown | None = None


class Learners:
    """The memory of those who learn. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self._now = database.now
        self._transaction = database.transaction

    def claim_welcome(self, team: str, user: str) -> bool:
        """Say whether nobody has welcomed this person so far, and take that on: once per person, ever."""
        claimed = step("welcome")
        if claimed.outcome is not None:
            return True
        try:
            with self._transaction() as session:
                session.add(LearnerRow(team=team, user=user, at=self._now()))
                claimed.keep(session)
        except IntegrityError:
            return False
        return True

    def learner(self, team: str, user: str) -> Learner:
        """Give what is kept of a person; an empty one of somebody new."""
        with self._transaction() as session:
            row = session.get(LearnerRow, (team, user))
            if row is None:
                return Learner()
            shown = Shown(channel=row.channel, ts=row.ts, mark=row.mark) if row.ts else None
            return Learner(lang=cast("Lang", row.lang) if row.lang else None, path=row.path, shown=shown)

    def keep_lang(self, team: str, user: str, lang: Lang) -> None:
        """Remember the language that somebody chose."""
        self._keep(team, user, lang=lang)

    def keep_shown(self, team: str, user: str, shown: Shown) -> Shown | None:
        """Remember which message somebody has before them now, and give the one that they had before."""
        kept = step("shown")
        if kept.outcome is not None:
            return Shown(**json.loads(kept.outcome)) if kept.outcome else None
        before = self.learner(team, user).shown
        told = "" if before is None else json.dumps({"channel": before.channel, "ts": before.ts, "mark": before.mark})
        self._keep(team, user, (kept, told), channel=shown.channel, ts=shown.ts, mark=shown.mark)
        return before

    def progress(self, team: str, user: str, path: str) -> Progress | None:
        """Give how far somebody is on a path; None where they never began it.

        Raises:
            ProgressError: what is kept cannot be read.
        """
        with self._transaction() as session:
            row = session.get(ProgressRow, (team, user, path))
            return None if row is None else from_json(row.body)

    def move(self, team: str, user: str, path: str, step: Callable[[Progress | None], Progress]) -> Progress:
        """Give the progress after a step, kept; where it was moved at the same moment, the step is taken from there.

        Raises:
            ProgressError: what is kept cannot be read.
        """
        return self._written(team, user, path, lambda row: step(None if row is None else from_json(row.body)))

    def restart(self, team: str, user: str, path: str, fresh: Progress) -> Progress:
        """Begin a path over, whatever is kept of it, readable or not."""
        return self._written(team, user, path, lambda _: fresh)

    def share(self, team: str, user: str, *, shares: bool) -> None:
        """Let others see how far somebody is on every path, or no longer; what cannot be read is not shown anyway."""
        for _, known in self.everybody(team, user):
            self.move(team, user, known.path, partial(_sharing, known, shares))

    def everybody(self, team: str, user: str = "") -> tuple[tuple[str, Progress], ...]:
        """Give the progress of everybody in a workspace, or of one person; what cannot be read is logged and left out."""
        wanted = select(ProgressRow.user, ProgressRow.path, ProgressRow.body).where(ProgressRow.team == team)
        if user:
            wanted = wanted.where(ProgressRow.user == user)
        with self._transaction() as session:
            rows = [tuple(row) for row in session.execute(wanted.order_by(ProgressRow.user, ProgressRow.path))]
        found: list[tuple[str, Progress]] = []
        for who, path, body in rows:
            try:
                found.append((who, from_json(body)))
            except ProgressError as error:
                LOG.warning("progress unreadable path=%s: %s", path, error)
        return tuple(found)

    def _written(self, team: str, user: str, path: str, make: Callable[[ProgressRow | None], Progress]) -> Progress:
        """Give what was made of what is kept, once it is kept in its place; made anew where somebody was quicker."""
        stands = (ProgressRow.team == team, ProgressRow.user == user, ProgressRow.path == path)
        moved = step("moved")
        if moved.outcome is not None:  # made in an attempt before this one, from what was kept then
            return make(ProgressRow(body=moved.outcome) if moved.outcome else None)
        while True:
            with suppress(IntegrityError), self._transaction() as session:
                row = session.get(ProgressRow, (team, user, path))
                before = "" if row is None else row.body
                after = make(row)
                values = {"body": to_json(after), "at": self._now(), "version": 1 if row is None else row.version + 1}
                if row is None:
                    session.execute(insert(ProgressRow).values(team=team, user=user, path=path, **values))
                elif not _changed(session, update(ProgressRow).where(*stands, ProgressRow.version == row.version), values):
                    continue
                self._put(session, team, user, {"path": path})
                moved.keep(session, before)
                return after

    def _keep(self, team: str, user: str, kept: tuple[Step, str] | None = None, **values: str) -> None:
        while True:
            with suppress(IntegrityError), self._transaction() as session:  # somebody else may make the row just now
                self._put(session, team, user, values)
                if kept is not None:
                    kept[0].keep(session, kept[1])
                return

    def _put(self, session: Session, team: str, user: str, values: dict[str, str]) -> None:
        """Put values into a person's row, which is made where there is none."""
        theirs = update(LearnerRow).where(LearnerRow.team == team, LearnerRow.user == user)
        if not _changed(session, theirs, {**values, "at": self._now()}):
            session.execute(insert(LearnerRow).values(**_BLANK | values, team=team, user=user, at=self._now()))


_BLANK = {"lang": "", "path": "", "channel": "", "ts": "", "mark": ""}


def _changed(session: Session, statement: Update, values: Mapping[str, object]) -> bool:
    """Say whether there was a row to put the values into."""
    result = session.execute(statement.values(**values).execution_options(synchronize_session=False))
    return bool(cast("CursorResult[object]", result).rowcount)


def _sharing(known: Progress, shares: bool, now: Progress | None) -> Progress:  # noqa: FBT001 (bound by partial)
    return replace(now or known, shares=shares)
