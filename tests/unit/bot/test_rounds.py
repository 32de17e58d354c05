"""Jobs that come round."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.rounds import Job, Rounds

if TYPE_CHECKING:
    import pytest

MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at a fixed moment."""
        self.at = 1_000.0

    def __call__(self) -> float:
        """Give the moment."""
        return self.at


def test_a_job_is_done_at_the_start_and_then_every_so_often() -> None:
    """Each by its own time, and never before it; the rounds say how long there is nothing to do."""
    clock, done, pauses = Clock(), list[str](), list[float | None]()
    rounds = Rounds(
        "test",
        [
            Job(name="often", every=MINUTE, do=lambda: done.append("often")),
            Job(name="seldom", every=5 * MINUTE, do=lambda: done.append("seldom")),
        ],
        clock,
    )
    for _ in range(3):
        rounds.go()
        pauses.append(rounds.go())
        clock.at += 60
    assert done == ["often", "seldom", "often", "often"]
    assert pauses == [60, 60, 60]


def test_a_job_that_fails_keeps_no_other_from_being_done_and_is_done_again() -> None:
    """What broke once may work the next time."""
    clock, done = Clock(), list[int]()

    def stumble() -> None:
        done.append(0)
        raise ValueError(done)

    rounds = Rounds(
        "test",
        [Job(name="stumbles", every=MINUTE, do=stumble), Job(name="works", every=MINUTE, do=lambda: done.append(1))],
        clock,
    )
    rounds.go()
    clock.at += 60
    rounds.go()
    assert done == [0, 1, 0, 1]


def test_a_failure_is_logged_once_until_it_is_over_and_without_what_it_says(caplog: pytest.LogCaptureFixture) -> None:
    """A database that is away for an hour fills no log, and no question that somebody asked stands in it."""
    clock = Clock()
    errors = iter([OSError("what mina asked"), OSError("what jun asked"), None, OSError("what sol asked")])

    def stumble() -> None:
        if (error := next(errors)) is not None:
            raise error

    rounds = Rounds("test", [Job(name="stumbles", every=MINUTE, do=stumble)], clock)
    logged = []
    with caplog.at_level(logging.ERROR, logger="routelore"):
        for _ in range(4):
            rounds.go()
            logged.append(len(caplog.records))
            clock.at += 60
    assert logged == [1, 1, 1, 2]
    assert "round stumbles failed type=OSError at test_rounds.py:" in caplog.text
    assert "asked" not in caplog.text


def test_the_rounds_end_when_they_are_told_to() -> None:
    """The job under way is finished, and no other is begun."""
    begun, gate, done = threading.Event(), threading.Event(), list[str]()

    def slow() -> None:
        begun.set()
        assert gate.wait(10)
        done.append("slow")

    rounds = Rounds(
        "test", [Job(name="slow", every=MINUTE, do=slow), Job(name="next", every=MINUTE, do=lambda: done.append("next"))]
    )
    rounds.start()
    assert begun.wait(10)
    closing = threading.Thread(target=rounds.close)
    closing.start()
    assert rounds.stopping.wait(10)
    gate.set()
    closing.join(10)
    assert not closing.is_alive()
    assert done == ["slow"]


def test_rounds_that_wait_for_their_next_job_end_at_once() -> None:
    """Nobody who stops the bot waits for an hour to pass."""
    done = threading.Event()
    rounds = Rounds("test", [Job(name="seldom", every=60 * MINUTE, do=done.set)])
    rounds.start()
    assert done.wait(10)
    closing = threading.Thread(target=rounds.close)
    closing.start()
    closing.join(10)
    assert not closing.is_alive()


def test_rounds_that_never_began_can_be_closed() -> None:
    """A bot that was made and never served ends as quietly."""
    Rounds("test", []).close()
