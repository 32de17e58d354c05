"""What was asked in each thread, so that a question that leans on it can be understood."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta  # noqa: TC003 (SQLAlchemy reads the annotations when the classes are made)
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, String, Text, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.retention import KEPT, forget_rows
from bot.state.steps import step
from bot.state.tables import ID, Table, plain

if TYPE_CHECKING:
    from sqlalchemy import Select

    from bot.state.database import Database

#: So many of the last questions are of use to the next.
LATEST = 4
_LONGEST = 2000


class TalkRow(Table):
    """A question of a thread, or the id of an entry that was chosen there. Not who asked."""

    __tablename__ = "talk"
    team: Mapped[str] = mapped_column(String(ID), primary_key=True)
    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    channel: Mapped[str] = mapped_column(String(ID), index=True)
    ts: Mapped[str] = mapped_column(String(ID))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


_TALK = plain(TalkRow)
_SAID = insert(_TALK)
_HELD = (_TALK.c.team == bindparam("team"), _TALK.c.channel == bindparam("channel"))
_LATEST = select(_TALK.c.text).where(*_HELD).order_by(_TALK.c.at.desc()).limit(LATEST)
_IN_THREAD, _SINCE = _LATEST.where(_TALK.c.ts == bindparam("ts")), _LATEST.where(_TALK.c.at >= bindparam("since"))


class Talk:
    """The memory of what was asked before. Each method is one transaction."""

    def __init__(self, database: Database, kept: timedelta = KEPT.threads) -> None:
        """Remember in this database, for so long."""
        self._database, self._kept = database, kept
        self._now = database.now

    def add(self, team: str, channel: str, ts: str, text: str) -> None:
        """Remember a question of a thread, after those that were asked there before."""
        said = step("talk")
        if said.outcome is not None:
            return
        row = talk_row(team, (channel, ts), text, secrets.token_urlsafe(12), self._now())
        with self._database.writing() as connection:
            connection.execute(_SAID, row)
            said.keep(connection)

    def before(self, team: str, channel: str, ts: str) -> tuple[str, ...]:
        """Give what was asked last in a thread, newest last."""
        return self._latest(_IN_THREAD, {"team": team, "channel": channel, "ts": ts})

    def lately(self, team: str, channel: str, within: timedelta) -> tuple[str, ...]:
        """Give what was asked last in any thread of a conversation, where it is not older than `within`, newest last."""
        return self._latest(_SINCE, {"team": team, "channel": channel, "since": self._now() - within})

    def prune(self) -> None:
        """Forget what is too old to be of use."""
        forget_rows(self._database, TalkRow, TalkRow.at < self._now() - self._kept)

    def _latest(self, wanted: Select[str], which: dict[str, object]) -> tuple[str, ...]:
        with self._database.plainly() as connection:
            return tuple(text for (text,) in connection.execute(wanted, which))[::-1]


def talk_row(team: str, held_by: tuple[str, str], text: str, name: str, at: datetime) -> dict[str, object]:
    """Give what is kept of a question, which a conversation and a thread of it hold."""
    channel, ts = held_by
    return {"team": team, "id": name, "channel": channel, "ts": ts, "text": text[:_LONGEST], "at": at}
