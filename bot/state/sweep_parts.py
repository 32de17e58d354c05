"""The parts of sweeps: who reads which until when, and what came of it, so that no part is lost and none is read twice."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import CursorResult, and_, func, or_, select, update

from bot.state.sweep_tables import Phase, Standing, SweepPartRow, SweepRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import ColumnElement, Update
    from sqlalchemy.orm import Session

    from bot.state.database import Database
    from bot.state.sweeps import Sweep

#: How long a part is its reader's without a sign of life.
LEASE = timedelta(seconds=20)
#: A part whose readers ended so often without an answer is given up: something in it may be what ends them.
MOST_ATTEMPTS = 5
#: Parts that are tried one after the other where others claim at the same moment.
_TRIED = 50
_ENDED = (Phase.DONE.value, Phase.FAILED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A part that is the claimer's to read; `owner` is what tells this claim from every other."""

    team: str
    sweep: str
    number: int
    account: str
    region: str
    owner: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A part as it is kept: how far it is, and what came of it."""

    number: int
    account: str
    region: str
    phase: Phase
    attempts: int
    result: bytes | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many parts of a sweep are how far."""

    by_phase: Mapping[Phase, int]

    @property
    def total(self) -> int:
        """Give how many parts there are."""
        return sum(self.by_phase.values())

    @property
    def ended(self) -> int:
        """Give how many need nobody any more."""
        return self.by_phase.get(Phase.DONE, 0) + self.by_phase.get(Phase.FAILED, 0)

    @property
    def failed(self) -> int:
        """Give how many could not be read."""
        return self.by_phase.get(Phase.FAILED, 0)

    @property
    def running(self) -> int:
        """Give how many are being read."""
        return self.by_phase.get(Phase.RUNNING, 0)


class SweepParts:
    """The parts of sweeps. Each method is one transaction, and goes by a clock that all machines agree on."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self._moment = database.moment
        self._transaction = database.transaction

    def claim(self, sweep: Sweep, number: int | None = None) -> Claim | None:
        """Give a part to read, this one or the next; None where none is free just now, or the sweep is cancelled."""
        owner = secrets.token_hex(8)
        with self._transaction() as session:
            now = self._moment(session)
            free = or_(and_(SweepPartRow.phase == Phase.WAITING.value, SweepPartRow.due <= now), _lost(now))
            wanted = _parts(sweep, free) if number is None else (*_parts(sweep, free), SweepPartRow.number == number)
            taken = {"phase": Phase.RUNNING.value, "owner": owner, "lease": now + LEASE.total_seconds()}
            row = session.get(SweepRow, (sweep.team, sweep.id))
            if row is None or row.standing != Standing.RUNNING.value:
                return None
            following = select(SweepPartRow.number).where(*wanted).order_by(SweepPartRow.number).limit(_TRIED)
            for at in session.scalars(following).all():  # all are read first: SQLite does not write beside an open read
                this = (*_parts(sweep, free), SweepPartRow.number == at)
                got = session.execute(update(SweepPartRow).where(*this).values(**taken, attempts=SweepPartRow.attempts + 1))
                if cast("CursorResult[object]", got).rowcount:
                    return _claim(session, sweep, at, owner)
        return None

    def renew(self, claim: Claim) -> bool:
        """Say that the part is being read still; False where it is the claimer's no more."""
        with self._transaction() as session:
            until = self._moment(session) + LEASE.total_seconds()
            return _changed(session, _held(claim).values(lease=until))

    def finish(self, claim: Claim, result: bytes, phase: Phase) -> bool:
        """Keep what came of a part, and say so; False where it is the claimer's no more: somebody else's answer counts."""
        with self._transaction() as session:
            return _changed(session, _held(claim).values(phase=phase.value, result=result, owner="", lease=0.0))

    def give_back(self, claim: Claim, seconds: float, *, counted: bool = True) -> bool:
        """Let a part be read again later; where nothing was tried, the attempt is not `counted`."""
        attempts = SweepPartRow.attempts if counted else SweepPartRow.attempts - 1
        free = {"phase": Phase.WAITING.value, "owner": "", "lease": 0.0, "attempts": attempts}
        with self._transaction() as session:
            return _changed(session, _held(claim).values(due=self._moment(session) + seconds, **free))

    def withdraw(self, sweep: Sweep, instead: Callable[[str, str], bytes | None]) -> int:
        """Keep from being read what nobody reads yet, and give how many parts that are.

        `instead` is asked for each account and Region, and gives what is kept of it; None where it is to be read still.
        """
        ended = {"phase": Phase.FAILED.value, "owner": "", "lease": 0.0}
        columns, changed = (SweepPartRow.number, SweepPartRow.account, SweepPartRow.region), 0
        with self._transaction() as session:
            free = or_(SweepPartRow.phase == Phase.WAITING.value, _lost(self._moment(session)))
            for number, account, region in session.execute(select(*columns).where(*_parts(sweep, free))).all():
                result = instead(account, region)
                if result is not None:
                    this = (*_parts(sweep, free), SweepPartRow.number == number)
                    done = session.execute(update(SweepPartRow).where(*this).values(**ended, result=result))
                    changed += cast("CursorResult[object]", done).rowcount
        return changed

    def counts(self, sweep: Sweep) -> Counts:
        """Give how many parts are how far."""
        wanted = select(SweepPartRow.phase, func.count()).where(*_parts(sweep)).group_by(SweepPartRow.phase)
        with self._transaction() as session:
            return Counts({Phase(phase): count for phase, count in session.execute(wanted)})

    def left(self) -> int:
        """Give how many parts of all sweeps that go on are not read yet."""
        going = (SweepRow.team == SweepPartRow.team) & (SweepRow.id == SweepPartRow.sweep)
        wanted = select(func.count()).select_from(SweepPartRow).join(SweepRow, going)
        with self._transaction() as session:
            where = (SweepRow.standing == Standing.RUNNING.value, SweepPartRow.phase.not_in(_ENDED))
            return session.scalars(wanted.where(*where)).one()

    def unfinished(self, sweep: Sweep, *, lost: bool = False) -> tuple[int, ...]:
        """Give the parts that somebody has to read; of those only that a reader began and left, where `lost`."""
        with self._transaction() as session:
            which = _lost(self._moment(session)) if lost else SweepPartRow.phase.not_in(_ENDED)
            return tuple(
                session.scalars(select(SweepPartRow.number).where(*_parts(sweep, which)).order_by(SweepPartRow.number))
            )

    def of(self, sweep: Sweep) -> tuple[Kept, ...]:
        """Give every part, in the order in which they were planned."""
        with self._transaction() as session:
            rows = session.scalars(select(SweepPartRow).where(*_parts(sweep)).order_by(SweepPartRow.number))
            return tuple(
                Kept(
                    number=row.number,
                    account=row.account,
                    region=row.region,
                    phase=Phase(row.phase),
                    attempts=row.attempts,
                    result=row.result,
                )
                for row in rows
            )


def _changed(session: Session, what: Update) -> bool:
    return cast("CursorResult[object]", session.execute(what)).rowcount == 1


def _lost(now: float) -> ColumnElement[bool]:
    """Say of a part that its reader gave no sign of life for too long."""
    return and_(SweepPartRow.phase == Phase.RUNNING.value, SweepPartRow.lease < now)


def _parts(sweep: Sweep, *which: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (SweepPartRow.team == sweep.team, SweepPartRow.sweep == sweep.id, *which)


def _held(claim: Claim) -> Update:
    this = (SweepPartRow.team == claim.team, SweepPartRow.sweep == claim.sweep, SweepPartRow.number == claim.number)
    return update(SweepPartRow).where(*this, SweepPartRow.owner == claim.owner, SweepPartRow.phase == Phase.RUNNING.value)


def _claim(session: Session, sweep: Sweep, number: int, owner: str) -> Claim:
    row = session.get_one(SweepPartRow, (sweep.team, sweep.id, number), populate_existing=True)
    return Claim(
        team=row.team,
        sweep=row.sweep,
        number=number,
        account=row.account,
        region=row.region,
        owner=owner,
        attempts=row.attempts,
    )
