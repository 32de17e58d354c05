"""Who asked what of which account, when, and what came of it: only ever added to, and a change to it shows.

Each record of a team has a number and a digest over the one before, so that what is altered or taken out later no longer
fits. Whoever can write the whole table can write the digests anew, too: keep the last digest elsewhere to notice that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

from sqlalchemy import BigInteger, CursorResult, DateTime, String, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.retention import KEPT
from bot.state.tables import ID, KEY, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.state.database import Database

BATCH = 1000
_DEED = 32


class AuditRow(Table):
    """Something that somebody asked of an account. No word of any message stands here."""

    __tablename__ = "audit"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    user: Mapped[str] = mapped_column(String(ID))
    channel: Mapped[str] = mapped_column(String(ID))
    deed: Mapped[str] = mapped_column(String(_DEED))
    account: Mapped[str] = mapped_column(String(ID))
    region: Mapped[str] = mapped_column(String(ID))
    source: Mapped[str] = mapped_column(String(KEY))
    to: Mapped[str] = mapped_column(String(KEY))
    outcome: Mapped[str] = mapped_column(String(KEY))
    request: Mapped[str] = mapped_column(String(ID))
    digest: Mapped[str] = mapped_column(String(ID))


class AuditEndRow(Table):
    """Both ends of a team's records: the last one, and the last that was forgotten. Who adds one holds this row."""

    __tablename__ = "audit_ends"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(ID))
    forgotten: Mapped[int] = mapped_column(BigInteger)
    forgotten_digest: Mapped[str] = mapped_column(String(ID))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """What somebody asked of an account, and what came of it; `source` and `to` are as they were understood."""

    team: str
    number: int
    at: datetime
    user: str
    channel: str
    deed: str
    account: str
    region: str
    source: str
    to: str
    outcome: str
    request: str
    digest: str

    def follows(self, digest: str) -> bool:
        """Say whether this is the record that was written after the one with this digest, and is as it was written."""
        return self.digest == _digest(digest, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEnd:
    """How far a team's records were found as they were written: up to `number`; `broken` is the first that does not fit."""

    team: str
    number: int
    digest: str
    broken: int | None = None


@dataclass(frozen=True, slots=True)
class _Ends:
    team: str
    last: int = 0
    forgotten: int = 0
    forgotten_digest: str = ""


class Audit:
    """The memory of what was asked of accounts. Records are added, read, and forgotten when their time is over."""

    def __init__(self, database: Database, kept: timedelta = KEPT.audit, batch: int = BATCH) -> None:
        """Remember in this database, for so long; so many records are read, or forgotten, in one transaction."""
        self._batch = batch
        self.kept = kept
        self._now = database.now
        self._transaction = database.transaction

    def add(
        self,
        *,
        team: str,
        user: str,
        channel: str,
        deed: str,
        account: str = "",
        region: str = "",
        source: str = "",
        to: str = "",
        outcome: str = "",
        request: str = "",
    ) -> None:
        """Write down what somebody asked of an account; never with the words in which they did.

        Raises:
            StateError: the database cannot be used.
        """
        record = AuditRecord(
            team=_clean(team, ID),
            number=0,
            at=self._now().astimezone(UTC),
            user=_clean(user, ID),
            channel=_clean(channel, ID),
            deed=_clean(deed, _DEED),
            account=_clean(account, ID),
            region=_clean(region, ID),
            source=_clean(source, KEY),
            to=_clean(to, KEY),
            outcome=_clean(outcome, KEY),
            request=_clean(request, ID),
            digest="",
        )
        try:
            self._add(record)
        except IntegrityError:  # somebody else began the team's records at this moment
            self._add(record)

    def records(self, team: str | None = None, since: datetime | None = None) -> Iterator[AuditRecord]:
        """Give the records of one team or of all, each team's from the oldest on; without those before `since`."""
        for one in self.teams() if team is None else (team,):
            last = 0
            while page := self._page(one, last, since):
                yield from page
                last = page[-1].number

    def teams(self) -> tuple[str, ...]:
        """Give the workspaces of which there were ever records."""
        with self._transaction() as session:
            return tuple(session.scalars(select(AuditEndRow.team).order_by(AuditEndRow.team)))

    def verify(self, team: str) -> AuditEnd:
        """Say how far the team's records are as they were written, from the oldest that is kept to the last."""
        while True:
            end = self._end(team)
            found = self._walk(end)
            if (
                found.broken is None or self._end(team).forgotten == end.forgotten
            ):  # else the oldest were forgotten meanwhile
                return found

    def prune(self) -> None:
        """Forget the records that are older than is kept, a few at a time, from each team's oldest on."""
        before = self._now().astimezone(UTC) - self.kept
        for team in self.teams():
            while self._forget_some(team, before):
                pass

    def _end(self, team: str) -> _Ends:
        with self._transaction() as session:
            row = session.get(AuditEndRow, team)
            return _Ends(team) if row is None else _Ends(team, row.number, row.forgotten, row.forgotten_digest)

    def _walk(self, ends: _Ends) -> AuditEnd:
        """Go from the oldest record that is kept to the one that was the last when this began."""
        number, digest = ends.forgotten, ends.forgotten_digest
        for record in self.records(ends.team):
            if record.number > ends.last:
                break
            if record.number != number + 1 or not record.follows(digest):
                return AuditEnd(team=ends.team, number=number, digest=digest, broken=number + 1)
            number, digest = record.number, record.digest
        return AuditEnd(team=ends.team, number=number, digest=digest, broken=None if number >= ends.last else number + 1)

    def _add(self, record: AuditRecord) -> None:
        with self._transaction() as session:
            mine = update(AuditEndRow).where(AuditEndRow.team == record.team)
            held = session.execute(mine.values(number=AuditEndRow.number + 1).execution_options(synchronize_session=False))
            if cast("CursorResult[object]", held).rowcount == 0:
                session.add(AuditEndRow(team=record.team, number=1, digest="", forgotten=0, forgotten_digest=""))
                session.flush()
            end = session.get_one(AuditEndRow, record.team)
            row = AuditRow(**{name: getattr(record, name) for name in _WRITTEN})
            row.team, row.number = end.team, end.number
            row.digest = end.digest = _digest(end.digest, _record(row))
            session.add(row)

    def _page(self, team: str, after: int, since: datetime | None) -> tuple[AuditRecord, ...]:
        wanted = (
            select(AuditRow)
            .where(AuditRow.team == team, AuditRow.number > after)
            .order_by(AuditRow.number)
            .limit(self._batch)
        )
        if since is not None:
            wanted = wanted.where(AuditRow.at >= since.astimezone(UTC))
        with self._transaction() as session:
            return tuple(map(_record, session.scalars(wanted)))

    def _forget_some(self, team: str, before: datetime) -> bool:
        """Forget the oldest records of a team; say whether there may be more. Which were forgotten is written first."""
        oldest = select(AuditRow).where(AuditRow.team == team).order_by(AuditRow.number).limit(self._batch)
        with self._transaction() as session:
            old = _leading(map(_record, session.scalars(oldest)), before)
            if not old:
                return False
            last = old[-1]
            end = update(AuditEndRow).where(AuditEndRow.team == team, AuditEndRow.forgotten < last.number)
            session.execute(end.values(forgotten=last.number, forgotten_digest=last.digest))
            session.execute(delete(AuditRow).where(AuditRow.team == team, AuditRow.number <= last.number))
        return len(old) == self._batch


_DIGESTED = ("user", "channel", "deed", "account", "region", "source", "to", "outcome", "request")
_WRITTEN = ("at", *_DIGESTED)


def _leading(records: Iterator[AuditRecord], before: datetime) -> list[AuditRecord]:
    """Give the records that are too old, up to the first that is not."""
    found = []
    for record in records:
        if record.at >= before:
            break
        found.append(record)
    return found


def _record(row: AuditRow) -> AuditRecord:
    at = row.at if row.at.tzinfo is not None else row.at.replace(tzinfo=UTC)
    said = {name: str(getattr(row, name)) for name in _DIGESTED}
    return AuditRecord(team=row.team, number=row.number, at=at.astimezone(UTC), digest=row.digest or "", **said)


def _digest(before: str, record: AuditRecord) -> str:
    """Give the digest of a record after another's; a separator that no field holds keeps the fields apart."""
    said = (before, record.team, str(record.number), record.at.isoformat(timespec="microseconds"))
    fields = (*said, *(getattr(record, name) for name in _DIGESTED))
    return blake2b("\x1f".join(fields).encode(), digest_size=20).hexdigest()


def _clean(text: str, longest: int) -> str:
    """Give a text as one line of so many characters that can be seen."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())[:longest]
