"""Proposals as the database has them, and as everybody else sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from sqlalchemy import Boolean, DateTime, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.tables import ID, KEY, Table
from knowledge.taught.proposal import Proposal

if TYPE_CHECKING:
    from diagnostics.model.words import Lang


class Status(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RETIRED = "retired"  # answered for a while, and does no more


class TaughtRow(Table):
    """A proposal; `entry` is the whole entry that it became, as it was approved."""

    __tablename__ = "taught"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    status: Mapped[str] = mapped_column(String(16), index=True)
    version: Mapped[int] = mapped_column(Integer)
    proposal: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(2))
    proposer: Mapped[str] = mapped_column(String(ID))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    edited_by: Mapped[str] = mapped_column(String(ID), default="")
    decided_by: Mapped[str] = mapped_column(String(ID), default="")
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), default=None)
    reason: Mapped[str] = mapped_column(Text, default="")
    entry_id: Mapped[str] = mapped_column(String(KEY), default="")
    entry: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    untold: Mapped[bool] = mapped_column(Boolean, index=True)


class SettledRow(Table):
    """How many proposals of a team were ever approved; whoever approves one counts on from what they read, one at a time."""

    __tablename__ = "taught_settled"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)


class NoticeRow(Table):
    """A message that tells somebody of a proposal, and says so when it is decided."""

    __tablename__ = "taught_notices"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    channel: Mapped[str] = mapped_column(String(ID), primary_key=True)
    ts: Mapped[str] = mapped_column(String(ID), primary_key=True)
    proposal: Mapped[str] = mapped_column(String(ID), index=True)
    user: Mapped[str] = mapped_column(String(ID))
    lang: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A proposal and what became of it so far. `version` grows with each edit; `decided_by` is whoever settled it last."""

    team: str
    id: str
    status: Status
    version: int
    said: Proposal
    lang: Lang
    proposer: str
    at: datetime
    edited_by: str
    decided_by: str
    decided_at: datetime | None
    reason: str
    entry_id: str

    @property
    def waits(self) -> bool:
        """Say whether nobody has decided on it yet."""
        return self.status is Status.PROPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message about a proposal: where it is, for whom, in which language."""

    channel: str
    ts: str
    user: str
    lang: Lang


def taught(row: TaughtRow) -> Taught:
    """Give a proposal as its row has it."""
    return Taught(
        team=row.team,
        id=row.id,
        status=Status(row.status),
        version=row.version,
        said=Proposal.read(row.proposal),
        lang=cast("Lang", row.lang),
        proposer=row.proposer,
        at=_utc(row.at),
        edited_by=row.edited_by,
        decided_by=row.decided_by,
        decided_at=None if row.decided_at is None else _utc(row.decided_at),
        reason=row.reason,
        entry_id=row.entry_id,
    )


def _utc(at: datetime) -> datetime:
    """Give a moment with its zone, which SQLite does not keep."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
