"""What was asked in threads: the last few questions, newest last, and no longer than they are of use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.state.retention import KEPT
from bot.state.store import State
from bot.state.talk import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator

TEAM, CHANNEL, ROOT = "T0ORCHARD", "C0NETWORK", "100.1"


class Clock:
    """A clock that a test moves; each look at it takes a second."""

    def __init__(self) -> None:
        """Start in the morning."""
        self.at = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the time."""
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    """Give a clock."""
    return Clock()


@pytest.fixture
def state(database_url: str, clock: Clock) -> Iterator[State]:
    """Give a memory of its own."""
    opened = State.open(database_url, clock)
    yield opened
    opened.close()


def test_the_last_few_questions_of_a_thread_are_known_newest_last(state: State) -> None:
    """Several lines are one question still, and other threads and workspaces are others' talk."""
    for number in range(LATEST + 2):
        state.talk.add(TEAM, CHANNEL, ROOT, f"question {number}\nand more")
    state.talk.add(TEAM, CHANNEL, "200.1", "another thread")
    state.talk.add("T0HARBOR", CHANNEL, ROOT, "another workspace")
    assert state.talk.before(TEAM, CHANNEL, ROOT) == tuple(f"question {n}\nand more" for n in range(2, LATEST + 2))


def test_a_conversation_is_known_over_its_threads_for_a_while(state: State, clock: Clock) -> None:
    """What was asked an hour ago is not what "that" means now."""
    state.talk.add(TEAM, CHANNEL, ROOT, "an hour ago")
    clock.at += timedelta(hours=1)
    state.talk.add(TEAM, CHANNEL, "200.1", "just now")
    assert state.talk.lately(TEAM, CHANNEL, timedelta(minutes=30)) == ("just now",)


def test_what_is_old_is_forgotten(state: State, clock: Clock) -> None:
    """With everything else that the bot forgets."""
    state.talk.add(TEAM, CHANNEL, ROOT, "long ago")
    clock.at += KEPT.threads + timedelta(minutes=1)
    state.prune()
    assert state.talk.before(TEAM, CHANNEL, ROOT) == ()
