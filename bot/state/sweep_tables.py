"""The tables of sweeps and of their parts."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (SQLAlchemy reads the annotations when the classes are made)
from enum import StrEnum

from sqlalchemy import DateTime, Double, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.tables import ID, KEY, Table


class Standing(StrEnum):
    """How far a sweep is."""

    RUNNING = "running"
    CANCELLED = "cancelled"  # no part is begun any more; the report is of what was read
    TOLD = "told"


class Phase(StrEnum):
    """How far a part is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class SweepRow(Table):
    """A sweep: whose, where its message is, what it is about. `running_for` lets a person have one at a time."""

    __tablename__ = "sweeps"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    user: Mapped[str] = mapped_column(String(ID))
    channel: Mapped[str] = mapped_column(String(ID))
    root: Mapped[str] = mapped_column(String(ID))
    message: Mapped[str] = mapped_column(String(ID))
    lang: Mapped[str] = mapped_column(String(2))
    to: Mapped[str] = mapped_column(Text)
    asked: Mapped[str] = mapped_column(String(KEY))
    running_for: Mapped[str | None] = mapped_column(String(KEY), unique=True)
    standing: Mapped[str] = mapped_column(String(16), index=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class SweepPartRow(Table):
    """One account in one Region of a sweep, who reads it until when, and what came of it. Times are in seconds."""

    __tablename__ = "sweep_parts"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    sweep: Mapped[str] = mapped_column(String(ID), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[str] = mapped_column(String(ID))
    region: Mapped[str] = mapped_column(String(ID))
    phase: Mapped[str] = mapped_column(String(16))
    owner: Mapped[str] = mapped_column(String(ID))
    lease: Mapped[float] = mapped_column(Double)
    due: Mapped[float] = mapped_column(Double)
    attempts: Mapped[int]
    result: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
