"""Which channels asked for a weekly summary, and which week each of them has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import CursorResult, DateTime, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.steps import step
from bot.state.tables import ID, KEY, Table

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.state.database import Database
    from diagnostics.model.words import Lang

#: Monday, nine in the morning, where whoever asked for it is.
HOUR = 9
WEEK = timedelta(days=7)
#: A summary that could not be posted in time is still posted until it is so late.
LATE = timedelta(days=1)


class DigestRow(Table):
    """A channel that asked for the summary. `posted` is the Monday of the last one that it had."""

    __tablename__ = "digests"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    channel: Mapped[str] = mapped_column(String(ID), primary_key=True)
    lang: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(KEY))
    offset: Mapped[int]
    posted: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A channel's summary: its language, and the time zone, with the offset in seconds for where the zone is not known."""

    team: str
    channel: str
    lang: Lang
    zone: str
    offset: int = 0

    def monday(self, now: datetime) -> datetime:
        """Give the last Monday at nine there that is not after now."""
        here = now.astimezone(_zone(self.zone, self.offset))
        monday = (here - timedelta(days=here.weekday())).replace(hour=HOUR, minute=0, second=0, microsecond=0)
        return monday if monday <= here else monday - WEEK

    def is_due(self, now: datetime) -> bool:
        """Say whether the summary of the week that ended last may still be posted."""
        return now - self.monday(now) < LATE


class Digests:
    """The channels with a summary. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self.now = database.now
        self._database = database
        self._transaction = database.transaction

    def switch_on(self, digest: Digest) -> None:
        """Remember a channel; its first summary is next Monday's, and what it had before stays had."""
        now = self.now()
        self._database.put(
            DigestRow(
                team=digest.team,
                channel=digest.channel,
                lang=digest.lang,
                zone=digest.zone,
                offset=digest.offset,
                posted=_week(digest, now),
                at=now,
            )
        )

    def switch_off(self, team: str, channel: str) -> bool:
        """Forget a channel, and say whether it had a summary."""
        switched = step("digest-off")
        if switched.outcome is not None:
            return True
        with self._transaction() as session:
            gone = session.execute(delete(DigestRow).where(DigestRow.team == team, DigestRow.channel == channel))
            if had := cast("CursorResult[object]", gone).rowcount == 1:
                switched.keep(session)
            return had

    def everywhere(self) -> tuple[Digest, ...]:
        """Give every channel with a summary."""
        with self._transaction() as session:
            rows = session.scalars(select(DigestRow).order_by(DigestRow.team, DigestRow.channel))
            return tuple(
                Digest(team=row.team, channel=row.channel, lang=cast("Lang", row.lang), zone=row.zone, offset=row.offset)
                for row in rows
            )

    def lacks(self, digest: Digest) -> bool:
        """Say whether a channel has not had this week's summary."""
        with self._transaction() as session:
            row = session.get(DigestRow, (digest.team, digest.channel))
            return row is not None and row.posted < _week(digest, self.now())

    def had(self, digest: Digest) -> None:
        """Remember that a channel has had this week's summary."""
        this = (DigestRow.team == digest.team, DigestRow.channel == digest.channel)
        with self._transaction() as session:
            session.execute(update(DigestRow).where(*this).values(posted=_week(digest, self.now())))


def _week(digest: Digest, now: datetime) -> str:
    return digest.monday(now).date().isoformat()


def _zone(name: str, offset: int) -> tzinfo:
    """Give the time zone of this name; where this machine has none of it, the offset that it had."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone(timedelta(seconds=offset))
