"""What people teach in chat: their proposals, what became of each, and the entries that answer since."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, cast

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bot.state.proposals import Notice, NoticeRow, SettledRow, Status, Taught, TaughtRow, taught
from bot.state.steps import step
from knowledge.taught.entry import entry_kept, kept

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Update
    from sqlalchemy.engine import CursorResult
    from sqlalchemy.orm import Session

    from bot.state.database import Database
    from diagnostics.model.words import Lang
    from knowledge.entry import Entry
    from knowledge.taught.proposal import Proposal

__all__ = ["Notice", "Status", "Taught", "Teachings"]

LOG = logging.getLogger("routelore")


class Teachings:
    """The memory of what was taught. Each method is one transaction; of two who decide at once, the first wins."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self._database = database
        self._transaction = database.transaction
        self.now = database.now

    def today(self) -> date:
        """Give the day, as an approval is dated."""
        return self.now().date()

    def propose(self, team: str, proposer: str, said: Proposal, lang: Lang) -> Taught:
        """Remember a new proposal and give it."""
        proposed = step("proposed")
        if proposed.outcome is not None and (before := self.get(team, proposed.outcome)) is not None:
            return before
        row = TaughtRow(
            team=team,
            id=secrets.token_hex(8),
            status=Status.PROPOSED.value,
            version=1,
            proposal=said.kept(),
            lang=lang,
            proposer=proposer,
            at=self.now(),
            changed_at=self.now(),
            untold=True,
            edited_by="",
            decided_by="",
            reason="",
            entry_id="",
            entry="",
        )
        with self._transaction() as session:
            session.add(row)
            session.flush()
            proposed.keep(session, row.id)
            return taught(row)

    def get(self, team: str, name: str) -> Taught | None:
        """Give the proposal with this id, or None where the team has none such."""
        with self._transaction() as session:
            row = session.get(TaughtRow, (team, name))
            return None if row is None else taught(row)

    def waiting(self, team: str, proposer: str | None = None) -> tuple[Taught, ...]:
        """Give the proposals that nobody has decided on, oldest first; with `proposer`, only theirs."""
        wanted = select(TaughtRow).where(TaughtRow.team == team, TaughtRow.status == Status.PROPOSED.value)
        if proposer is not None:
            wanted = wanted.where(TaughtRow.proposer == proposer)
        with self._transaction() as session:
            return tuple(map(taught, session.scalars(wanted.order_by(TaughtRow.at, TaughtRow.id))))

    def in_service(self, team: str) -> tuple[Taught, ...]:
        """Give the proposals whose entries answer, the latest approved first."""
        with self._transaction() as session:
            return tuple(map(taught, _approved(session, team)))

    def entries(self, team: str) -> tuple[Entry, ...]:
        """Give the entries that a team was taught and that answer now, by id; an unreadable one is left out and logged."""
        with self._transaction() as session:
            rows = sorted(_approved(session, team), key=lambda row: row.entry_id)
            return tuple(entry for row in rows if (entry := _entry(row)) is not None)

    def teams(self) -> tuple[str, ...]:
        """Give the teams that taught anything that answers now."""
        wanted = select(TaughtRow.team).where(TaughtRow.status == Status.APPROVED.value).distinct()
        with self._transaction() as session:
            return tuple(sorted(session.scalars(wanted)))

    def settled(self, team: str) -> int:
        """Give how many proposals were ever approved: while it stays the same, no question was claimed meanwhile."""
        with self._transaction() as session:
            row = session.get(SettledRow, team)
            return 0 if row is None else row.count

    def taken(self, team: str) -> frozenset[str]:
        """Give every entry id that was ever given to something taught."""
        ever = select(TaughtRow.entry_id).where(TaughtRow.team == team, TaughtRow.entry_id != "")
        with self._transaction() as session:
            return frozenset(session.scalars(ever))

    def edit(self, one: Taught, by: str, said: Proposal) -> bool:
        """Put other words into a proposal; False where somebody decided on it or edited it meanwhile."""
        changes = {"proposal": said.kept(), "version": one.version + 1, "edited_by": by, **self._news()}
        with self._transaction() as session:
            return _changed(session, _while_it_waits(one).values(changes))

    def approve(self, one: Taught, by: str, entry: Entry, settled: int) -> bool:
        """Let a proposal answer as this entry; False where anything was decided on or edited since `settled` was read.

        What was taught before under the same id does not answer any more.
        """
        changes = {"entry_id": entry.id, "entry": kept(entry), **self._decided(Status.APPROVED, by)}
        older = (
            update(TaughtRow)
            .where(TaughtRow.team == one.team, TaughtRow.entry_id == entry.id, TaughtRow.id != one.id)
            .where(TaughtRow.status == Status.APPROVED.value)
            .values(self._decided(Status.RETIRED, by))
        )
        try:
            with self._transaction() as session:
                won = _counts_on(session, one.team, settled) and _changed(session, _while_it_waits(one).values(changes))
                session.execute(older) if won else session.rollback()
                return won
        except IntegrityError:  # somebody else made the team's first approval at this moment
            return False

    def decline(self, one: Taught, by: str, reason: str) -> bool:
        """Turn a proposal down; False where somebody decided on it or edited it meanwhile."""
        with self._transaction() as session:
            changes = {"reason": reason, **self._decided(Status.DECLINED, by)}
            return _changed(session, _while_it_waits(one).values(changes))

    def withdraw(self, one: Taught) -> bool:
        """Take a proposal back; False where somebody decided on it meanwhile."""
        withdrawn = step("withdrawn")
        if withdrawn.outcome is not None:
            return True
        with self._transaction() as session:
            changes = self._decided(Status.WITHDRAWN, one.proposer)
            if won := _changed(session, _where(one, Status.PROPOSED).values(changes)):
                withdrawn.keep(session)
            return won

    def retire(self, one: Taught, by: str) -> bool:
        """Take an entry out of service; False where it is not in service any more."""
        with self._transaction() as session:
            return _changed(session, _where(one, Status.APPROVED).values(self._decided(Status.RETIRED, by)))

    def keep_notice(self, one: Taught, notice: Notice) -> None:
        """Remember a message that tells of a proposal."""
        row = NoticeRow(
            team=one.team,
            channel=notice.channel,
            ts=notice.ts,
            proposal=one.id,
            user=notice.user,
            lang=notice.lang,
            at=self.now(),
        )
        self._database.put(row)

    def notices(self, one: Taught) -> tuple[Notice, ...]:
        """Give the messages that tell of a proposal."""
        wanted = select(NoticeRow).where(NoticeRow.team == one.team, NoticeRow.proposal == one.id).order_by(NoticeRow.at)
        with self._transaction() as session:
            return tuple(
                Notice(channel=row.channel, ts=row.ts, user=row.user, lang=cast("Lang", row.lang))
                for row in session.scalars(wanted)
            )

    def untold(self, since: datetime, before: datetime) -> tuple[Taught, ...]:
        """Give what was done in this time and not told to everybody whom it concerns, oldest first."""
        within = (TaughtRow.changed_at >= since, TaughtRow.changed_at < before)
        wanted = select(TaughtRow).where(TaughtRow.untold.is_(True), *within)
        with self._transaction() as session:
            return tuple(map(taught, session.scalars(wanted.order_by(TaughtRow.changed_at))))

    def told(self, one: Taught) -> None:
        """Remember that everybody was told how a proposal stands, if it still stands so."""
        here = _where(one, one.status).where(TaughtRow.version == one.version)
        with self._transaction() as session:
            _changed(session, here.values(untold=False))

    def _decided(self, status: Status, by: str) -> dict[str, object]:
        return {"status": status.value, "decided_by": by, "decided_at": self.now(), **self._news()}

    def _news(self) -> dict[str, object]:
        return {"changed_at": self.now(), "untold": True}


def _where(one: Taught, status: Status) -> Update:
    mine = update(TaughtRow).where(TaughtRow.team == one.team, TaughtRow.id == one.id)
    return mine.where(TaughtRow.status == status.value)


def _while_it_waits(one: Taught) -> Update:
    """Give the change of a proposal that happens only while nobody decided on it, and as it was when it was read."""
    return _where(one, Status.PROPOSED).where(TaughtRow.version == one.version)


def _changed(session: Session, change: Update) -> bool:
    done = cast("CursorResult[object]", session.execute(change.execution_options(synchronize_session=False)))
    return done.rowcount == 1


def _counts_on(session: Session, team: str, settled: int) -> bool:
    """Count one approval more; False where others did since `settled` was read. No other can until this one is kept."""
    if settled == 0 and session.get(SettledRow, team) is None:
        session.add(SettledRow(team=team, count=1))
        session.flush()
        return True
    here = update(SettledRow).where(SettledRow.team == team, SettledRow.count == settled)
    return _changed(session, here.values(count=settled + 1))


def _approved(session: Session, team: str) -> list[TaughtRow]:
    wanted = select(TaughtRow).where(TaughtRow.team == team, TaughtRow.status == Status.APPROVED.value)
    return list(session.scalars(wanted.order_by(TaughtRow.decided_at.desc(), TaughtRow.id)))


def _entry(row: TaughtRow) -> Entry | None:
    try:
        return entry_kept(row.entry)
    except ValueError as error:
        LOG.error("taught entry left out proposal=%s: %s", row.id, type(error).__name__)  # noqa: TRY400 (texts are people's)
        return None
