"""Forgetting a person: what is kept of them goes, in every table, and what stays is named here with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from sqlalchemy import CursorResult, and_, delete, or_, select, update

from bot.state.aliases import alias
from bot.state.asked import JudgedRow
from bot.state.proposals import NoticeRow, Status, TaughtRow
from bot.state.sweep_tables import SweepPartRow, SweepRow
from bot.state.tables import SupposedRow, Table, ThreadRow
from bot.state.talk import TalkRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Delete
    from sqlalchemy.orm import Session

    from bot.state.database import Database

#: So many threads are named in one statement.
_CHUNK = 200
#: Statuses of proposals that answer, or did: these stay, without who proposed them.
_ANSWERED = (Status.APPROVED.value, Status.RETIRED.value)


class Fate(StrEnum):
    """What becomes of a row when the person in it is forgotten."""

    GOES = "goes"
    ALIAS_GOES = "alias goes"  # the column holds a digest that is theirs
    TAKEN_OUT = "taken out"  # the row stays, without the id
    STAYS = "stays"  # until its time is over, which docs/privacy.md says


#: Each column that may hold a person's id, or what stands for it, and what becomes of its row.
PEOPLE: dict[str, dict[str, Fate]] = {
    "threads": {"asker": Fate.ALIAS_GOES},
    "judged": {"person": Fate.ALIAS_GOES},
    "forms": {"user": Fate.GOES, "body": Fate.GOES},
    "waiting": {"user": Fate.GOES},
    "learners": {"user": Fate.GOES},
    "progress": {"user": Fate.GOES, "body": Fate.GOES},
    "labs": {"user": Fate.GOES},
    "sweeps": {"user": Fate.GOES, "running_for": Fate.GOES},
    "taught": {"proposer": Fate.TAKEN_OUT, "edited_by": Fate.TAKEN_OUT, "decided_by": Fate.TAKEN_OUT},
    "taught_notices": {"user": Fate.GOES},
    "audit": {"user": Fate.STAYS},
    "deliveries": {"key": Fate.STAYS},
    "promises": {"key": Fate.STAYS, "body": Fate.STAYS},
    "promise_steps": {"promise": Fate.STAYS, "outcome": Fate.STAYS},
    "leases": {"name": Fate.STAYS},
}
#: Tables in which nobody's id stands.
NOBODYS = frozenset(
    {
        "talk", "supposed", "names", "asked", "digests", "taught_settled", "audit_ends", "replicas", "sweep_parts",
        "slack_bots", "slack_oauth_states",
    }
)  # fmt: skip


@dataclass(slots=True)
class _Places:
    """Where somebody's threads are, and the direct messages among the channels: what stands there is theirs alone."""

    threads: set[tuple[str, str]] = field(default_factory=set)
    channels: set[str] = field(default_factory=set)

    def add(self, channel: str, ts: str = "") -> None:
        if ts:
            self.threads.add((channel, ts))
        if channel.startswith("D"):
            self.channels.add(channel)


class Forgetting:
    """Forgets people."""

    def __init__(self, database: Database) -> None:
        """Forget in this database."""
        self._transaction = database.transaction

    def forget(self, team: str, user: str) -> dict[str, int]:
        """Delete what is kept of a person in a workspace, all or nothing; give how many rows that was of each table.

        Raises:
            StateError: the database cannot be used, and nothing was deleted.
        """
        with self._transaction() as session:
            gone = dict.fromkeys(Table.metadata.tables, 0)
            for row, number in _forgotten(session, team, user):
                gone[row] += number
        return {name: number for name, number in gone.items() if number}


def _forgotten(session: Session, team: str, user: str) -> Iterable[tuple[str, int]]:
    """Delete everything that is somebody's, and give each table with how many rows of it went or were changed."""
    places = _places(session, team, user)
    for table in (ThreadRow, SupposedRow, TalkRow):
        yield table.__tablename__, _delete_there(session, table, team, places)
    theirs = select(SweepRow.id).where(SweepRow.team == team, SweepRow.user == user)
    parts = delete(SweepPartRow).where(SweepPartRow.team == team, SweepPartRow.sweep.in_(theirs))
    yield SweepPartRow.__tablename__, _done(session, parts)
    yield JudgedRow.__tablename__, _delete_judgements(session, team, user)
    yield from _out_of_teaching(session, team, user)
    for name, columns in PEOPLE.items():
        if Fate.GOES in columns.values():
            rows = Table.metadata.tables[name]
            yield name, _done(session, delete(rows).where(rows.c.team == team, rows.c.user == user))


def _places(session: Session, team: str, user: str) -> _Places:
    """Give where somebody's threads are; who opened a thread with a question is known by an alias alone."""
    places = _Places()
    asked = select(ThreadRow.channel, ThreadRow.ts, ThreadRow.asker).where(ThreadRow.team == team)
    for channel, ts, asker in session.execute(asked):
        if asker in {user, alias(team, channel, ts, user)}:
            places.add(channel, ts)
    for name in ("learners", "labs", "taught_notices", "sweeps"):
        table = Table.metadata.tables[name]
        for channel in session.scalars(select(table.c.channel).where(table.c.team == team, table.c.user == user)):
            places.add(channel)
    return places


def _delete_there(session: Session, table: type[ThreadRow | SupposedRow | TalkRow], team: str, places: _Places) -> int:
    number, threads = 0, sorted(places.threads)
    for at in range(0, len(threads), _CHUNK):
        here: list[ColumnElement[bool]] = [
            and_(table.channel == channel, table.ts == ts) for channel, ts in threads[at : at + _CHUNK]
        ]
        number += _done(session, delete(table).where(table.team == team, or_(*here)))
    if places.channels:
        number += _done(session, delete(table).where(table.team == team, table.channel.in_(sorted(places.channels))))
    return number


def _delete_judgements(session: Session, team: str, user: str) -> int:
    judged = session.scalars(select(JudgedRow.answer).where(JudgedRow.team == team).distinct()).all()
    aliases = [alias(team, user, answer) for answer in judged]
    number = 0
    for at in range(0, len(aliases), _CHUNK):
        theirs = JudgedRow.person.in_(aliases[at : at + _CHUNK])
        number += _done(session, delete(JudgedRow).where(JudgedRow.team == team, theirs))
    return number


def _out_of_teaching(session: Session, team: str, user: str) -> Iterable[tuple[str, int]]:
    """Delete what somebody proposed and what never answered; of what did, only forget by whom it is."""
    unused = and_(TaughtRow.team == team, TaughtRow.proposer == user, TaughtRow.status.not_in(_ANSWERED))
    notices = delete(NoticeRow).where(NoticeRow.team == team, NoticeRow.proposal.in_(select(TaughtRow.id).where(unused)))
    yield NoticeRow.__tablename__, _done(session, notices)
    yield TaughtRow.__tablename__, _done(session, delete(TaughtRow).where(unused))
    columns = (TaughtRow.proposer, TaughtRow.edited_by, TaughtRow.decided_by)
    for column in columns:
        here = update(TaughtRow).where(TaughtRow.team == team, column == user)
        untold = {TaughtRow.untold: False} if column is TaughtRow.proposer else {}
        done = session.execute(here.values({column: "", **untold}).execution_options(synchronize_session=False))
        yield TaughtRow.__tablename__, cast("CursorResult[object]", done).rowcount


def _done(session: Session, statement: Delete) -> int:
    done = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[object]", done).rowcount
