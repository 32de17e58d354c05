"""The tables that outlive a restart. Every key holds the team id."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (SQLAlchemy reads the annotations when the classes are made)
from typing import TYPE_CHECKING, cast

from sqlalchemy import DateTime, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from sqlalchemy import Table as Plain

ID = 64
KEY = 255


class Table(DeclarativeBase):
    """What SQLAlchemy needs to know them all."""


def plain(table: type[Table]) -> Plain:
    """Give a table without its class: what is done with every question does without the bookkeeping of objects."""
    return cast("Plain", table.__table__)


class Delivery(Table):
    """Something that Slack delivered and that was taken up, so that the second delivery is not."""

    __tablename__ = "deliveries"
    key: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class ThreadRow(Table):
    """A thread in which the bot answers, and what its follow-ups stand on."""

    __tablename__ = "threads"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    channel: Mapped[str] = mapped_column(String(ID), primary_key=True)
    ts: Mapped[str] = mapped_column(String(ID), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    lang: Mapped[str] = mapped_column(String(2))
    asker: Mapped[str] = mapped_column(String(ID))
    question: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    to: Mapped[str] = mapped_column(Text, default="")
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    account: Mapped[str] = mapped_column(String(ID), default="", server_default="")
    region: Mapped[str] = mapped_column(String(ID), default="", server_default="")
    origin_channel: Mapped[str] = mapped_column(String(ID), default="", server_default="")
    origin_ts: Mapped[str] = mapped_column(String(ID), default="", server_default="")
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class NameRow(Table):
    """A Name tag that was seen in an account and a Region, for the sentences of people who may have these read."""

    __tablename__ = "names"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    account: Mapped[str] = mapped_column(String(ID), primary_key=True, default="", server_default="")
    region: Mapped[str] = mapped_column(String(ID), primary_key=True, default="", server_default="")
    name: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class SupposedRow(Table):
    """What was last supposed in a thread, so that "and also …" can build on it: one change a line."""

    __tablename__ = "supposed"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    channel: Mapped[str] = mapped_column(String(ID), primary_key=True)
    ts: Mapped[str] = mapped_column(String(ID), primary_key=True)
    changes: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class FormRow(Table):
    """What an open form stands on, kept here because what travels through Slack can be read and changed there."""

    __tablename__ = "forms"
    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    team: Mapped[str] = mapped_column(String(ID))
    user: Mapped[str] = mapped_column(String(ID))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
