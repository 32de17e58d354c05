"""What was asked and how it was answered, what people said of the answers: counted, and never by whom."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar, assert_never, cast

from sqlalchemy import DateTime, Select, String, Text, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.aliases import alias
from bot.state.retention import KEPT, forget_rows
from bot.state.steps import step
from bot.state.tables import ID, KEY, Table
from knowledge.answer import Ambiguous, Found, Missing
from knowledge.backlog import Asking, Shortfall, edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from bot.state.database import Database
    from diagnostics.model.words import Lang
    from knowledge.answer import Answer
    from knowledge.entry import Entry

#: So many questions asked in vain are looked at, the newest first.
MOST_READ = 2000
#: A second press within this time is the same one: a finger that was too quick.
TWICE = timedelta(seconds=3)
_CHUNK = 500
_LONGEST = 2000
_ANSWER, _DIAGNOSIS = "answer", "diagnosis"


class Outcome(StrEnum):
    """How a question was answered."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


class Judgement(StrEnum):
    """What somebody said of an answer."""

    HELPFUL = "helpful"
    WRONG = "wrong"


class AskedRow(Table):
    """A question that was answered, without who asked; its words only where the notes had no sure answer.

    `channel` is the one whose members read along; it is empty for what was asked in private.
    """

    __tablename__ = "asked"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    outcome: Mapped[str] = mapped_column(String(16))
    lang: Mapped[str] = mapped_column(String(2))
    entry: Mapped[str] = mapped_column(String(KEY), default="")
    channel: Mapped[str] = mapped_column(String(ID), default="")
    text: Mapped[str | None] = mapped_column(Text, default=None)
    dismissed: Mapped[bool] = mapped_column(default=False)


class JudgedRow(Table):
    """What one person said of one answer. Both are digests: enough to count once, and no list of who said what."""

    __tablename__ = "judged"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    answer: Mapped[str] = mapped_column(String(ID), primary_key=True)
    person: Mapped[str] = mapped_column(String(ID), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    judgement: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(16))
    lang: Mapped[str] = mapped_column(String(2))
    entry: Mapped[str] = mapped_column(String(KEY), default="")
    edition: Mapped[str] = mapped_column(String(ID), default="")
    channel: Mapped[str] = mapped_column(String(ID), default="")
    text: Mapped[str | None] = mapped_column(Text, default=None)
    dismissed: Mapped[bool] = mapped_column(default=False)


_Row = TypeVar("_Row", AskedRow, JudgedRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An answer that somebody judges. `answer` tells it from every other answer; `entry` gave it, if one did.

    `channel` is the one whose members read along; it is empty for what was asked in private.
    """

    answer: str
    question: str
    lang: Lang
    channel: str = ""
    entry: Entry | None = None
    diagnosis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many questions were asked in a stretch of time, how they were answered, and what was said of the answers."""

    found: int = 0
    ambiguous: int = 0
    missing: int = 0
    helpful: int = 0
    wrong: int = 0

    @property
    def asked(self) -> int:
        """Give how many questions there were."""
        return self.found + self.ambiguous + self.missing


class Asked:
    """The memory of questions and of what was said of their answers. Each method is one transaction."""

    def __init__(self, database: Database, kept: timedelta = KEPT.questions) -> None:
        """Remember in this database, for so long."""
        self._database, self._kept = database, kept
        self._now = database.now
        self._transaction = database.transaction

    def picked(self, team: str, question: str, entry: str) -> None:
        """Count a choice that somebody made as an answer that was found; its words are no longer kept."""
        latest = (
            select(AskedRow)
            .where(AskedRow.team == team, AskedRow.outcome == Outcome.AMBIGUOUS.value, AskedRow.text == question[:_LONGEST])
            .order_by(AskedRow.at.desc())
            .limit(1)
        )
        counted = step("picked")
        if counted.outcome is not None:
            return
        with self._transaction() as session:
            if (row := session.scalars(latest).first()) is not None:
                row.outcome, row.entry, row.text = Outcome.FOUND.value, entry, None
            counted.keep(session)

    def judge(self, team: str, judged: Judged, user: str, judgement: Judgement) -> Judgement | None:
        """Count what somebody says of an answer, once for each person; None where that takes it back.

        Saying the other thing changes it; saying the same again takes it back, unless it was one press too many.
        """
        now, counted = self._now(), step("judged")
        if counted.outcome is not None:
            return Judgement(counted.outcome) if counted.outcome else None
        answer = alias(judged.answer)
        key = (team, answer, alias(team, user, answer))
        with suppress(IntegrityError), self._transaction() as session:  # two presses at once are one
            row = session.get(JudgedRow, key)
            if row is not None and row.judgement == judgement.value:
                if now - aware(row.at) < TWICE:
                    return judgement
                this = (JudgedRow.team == team, JudgedRow.answer == answer, JudgedRow.person == key[2])
                session.execute(delete(JudgedRow).where(*this))
                counted.keep(session)
                return None
            session.merge(_judged_row(key, judged, judgement, now))
            counted.keep(session, judgement.value)
        return judgement

    def askings(self, team: str) -> tuple[Asking, ...]:
        """Give what was asked in vain or answered badly, oldest first, with what was dismissed marked as such."""
        with self._transaction() as session:
            asked, judged = _kept(session, AskedRow, team), _kept(session, JudgedRow, team)
            found = [*map(_asking, asked), *map(_asking, judged)]
        return tuple(sorted(found, key=lambda one: one.at))

    def dismiss(self, team: str, texts: Sequence[str]) -> None:
        """Leave these questions, and what means the same, out of the backlog from now on."""
        with self._transaction() as session:
            for at in range(0, len(texts), _CHUNK):
                chunk = texts[at : at + _CHUNK]
                for table in (AskedRow, JudgedRow):
                    these = update(table).where(table.team == team, table.text.in_(chunk))
                    session.execute(these.values(dismissed=True))

    def tally(self, team: str, since: datetime, until: datetime) -> Tally:
        """Give the counts from `since` on, up to and without `until`."""
        asked = _counts(AskedRow.outcome, AskedRow, team, since, until)
        judged = _counts(JudgedRow.judgement, JudgedRow, team, since, until)
        with self._transaction() as session:
            counts = {str(name): int(number) for name, number in (*session.execute(asked), *session.execute(judged))}
        return Tally(**{name: counts.get(name, 0) for name in (*map(str, Outcome), *map(str, Judgement))})

    def teams(self) -> tuple[str, ...]:
        """Give the workspaces in which something was asked."""
        with self._transaction() as session:
            return tuple(
                sorted(
                    {*session.scalars(select(AskedRow.team).distinct()), *session.scalars(select(JudgedRow.team).distinct())}
                )
            )

    def prune(self) -> None:
        """Forget what is older than is kept."""
        before = self._now() - self._kept
        forget_rows(self._database, AskedRow, AskedRow.at < before)
        forget_rows(self._database, JudgedRow, JudgedRow.at < before)


def asked_row(team: str, found: Answer, channel: str, now: datetime) -> dict[str, object]:
    """Give what is kept of one question: with its words where the notes were not sure of the answer."""
    match found:
        case Found():
            outcome, entry, text = Outcome.FOUND, found.match.entry.id, None
        case Ambiguous():
            outcome, entry, text = Outcome.AMBIGUOUS, "", found.question[:_LONGEST]
        case Missing():
            outcome, entry, text = Outcome.MISSING, "", found.question[:_LONGEST]
        case _:
            assert_never(found)
    name, kept = secrets.token_urlsafe(12), {"outcome": outcome.value, "entry": entry, "text": text}
    return {"team": team, "id": name, "at": now, "lang": found.lang, "channel": channel, "dismissed": False, **kept}


def _judged_row(key: tuple[str, str, str], judged: Judged, judgement: Judgement, now: datetime) -> JudgedRow:
    """Give the row of one judgement: with the question's words where the answer was called wrong."""
    team, answer, person = key
    return JudgedRow(
        team=team,
        answer=answer,
        person=person,
        at=now,
        judgement=judgement.value,
        about=_DIAGNOSIS if judged.diagnosis else _ANSWER,
        lang=judged.lang,
        entry=judged.entry.id if judged.entry is not None else "",
        edition=edition(judged.entry) if judged.entry is not None else "",
        channel=judged.channel,
        text=judged.question[:_LONGEST] if judgement is Judgement.WRONG else None,
        dismissed=False,
    )


def _kept(session: Session, table: type[_Row], team: str) -> Sequence[_Row]:
    """Give the rows whose words are kept, the newest of them where there are very many."""
    kept = select(table).where(table.team == team, table.text.is_not(None))
    return session.scalars(kept.order_by(table.at.desc()).limit(MOST_READ)).all()


def _asking(row: AskedRow | JudgedRow) -> Asking:
    return Asking(
        text=row.text or "",
        lang=cast("Lang", row.lang),
        at=aware(row.at),
        shortfall=_judged_as(row) if isinstance(row, JudgedRow) else Shortfall(row.outcome),
        entry=row.entry,
        edition=row.edition if isinstance(row, JudgedRow) else "",
        channel=row.channel,
        dismissed=row.dismissed,
    )


def _judged_as(row: JudgedRow) -> Shortfall:
    return Shortfall.DIAGNOSIS if row.about == _DIAGNOSIS else Shortfall.WRONG


def _counts(
    what: InstrumentedAttribute[str], table: type[AskedRow | JudgedRow], team: str, since: datetime, until: datetime
) -> Select[str, int]:
    """Give the query that counts rows of each kind in a stretch of time."""
    within = (table.team == team, table.at >= since.astimezone(UTC), table.at < until.astimezone(UTC))
    return select(what, func.count()).where(*within).group_by(what)


def aware(at: datetime) -> datetime:
    """Give a time of the database with its zone, which SQLite does not keep; all of them are UTC."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
