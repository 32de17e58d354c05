"""What tests of the bot's memory share: a clock that they move, and several processes on one database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state.store import State
from tests.replicas import LEASE, Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def clock() -> Clock:
    """Give a clock."""
    return Clock()


@pytest.fixture
def opened(database_url: str, clock: Clock) -> Iterator[Callable[[], State]]:
    """Give what opens another process's memory of one database."""
    states: list[State] = []

    def another() -> State:
        states.append(State.open(database_url, clock, LEASE))
        return states[-1]

    yield another
    for state in states:
        state.close()
