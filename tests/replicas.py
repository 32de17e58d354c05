"""Several processes on one database, as tests make them: each has a memory of its own, and may be made to look dead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.state.promises import ReplicaRow

if TYPE_CHECKING:
    from bot.state.store import State

LEASE = timedelta(seconds=30)
#: For longer than a lease.
TOO_LONG = 31.0


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at noon."""
        self.at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.at


def silent(state: State, seconds: float = TOO_LONG) -> None:
    """Let a process have said nothing for so long, as where it stood still, or was killed: it is not closed."""
    with state._database.transaction() as session:
        row = session.get(ReplicaRow, state.promises.replica)
        assert row is not None
        row.at -= seconds
