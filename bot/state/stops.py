"""Who asked that what they wait for in a thread be stopped, for whichever process is at it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.state.tables import Delivery

if TYPE_CHECKING:
    from bot.state.database import Database

_LONGEST = 255


class Stops:
    """The memory of what is to be stopped; it is kept for a day, with the deliveries. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self._database = database
        self.now = database.now

    def ask(self, team: str, channel: str, ts: str, user: str) -> None:
        """Remember that somebody wants stopped now what they asked for in a thread."""
        self._database.put(Delivery(key=_key(team, channel, ts, user), at=self.now()))

    def asked(self, team: str, channel: str, ts: str, user: str, since: datetime) -> bool:
        """Say whether somebody wanted that after this moment."""
        with self._database.transaction() as session:
            row = session.get(Delivery, _key(team, channel, ts, user))
            return row is not None and _aware(row.at) > since


def _aware(at: datetime) -> datetime:
    """Give a moment as it was kept: SQLite forgets that it is in UTC."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _key(team: str, channel: str, ts: str, user: str) -> str:
    return f"{team}:stop:{channel}:{ts}:{user}"[:_LONGEST]
