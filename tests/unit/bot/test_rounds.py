"""Jobs that come round."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from bot.rounds import Job, Rounds

MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at a fixed moment."""
        self.at = datetime(2026, 11, 23, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.at


def test_a_job_is_done_at_the_start_and_then_every_so_often() -> None:
    """Each by its own time, and never before it."""
    clock, done = Clock(), list[str]()
    rounds = Rounds(
        [
            Job(name="often", every=MINUTE, do=lambda: done.append("often")),
            Job(name="seldom", every=5 * MINUTE, do=lambda: done.append("seldom")),
        ],
        clock,
    )
    for _ in range(3):
        rounds.go()
        rounds.go()
        clock.at += MINUTE
    assert done == ["often", "seldom", "often", "often"]


def test_a_job_that_fails_keeps_no_other_from_being_done_and_is_done_again() -> None:
    """What broke once may work the next time."""
    clock, done = Clock(), list[int]()

    def stumble() -> None:
        done.append(0)
        raise ValueError(done)

    rounds = Rounds(
        [Job(name="stumbles", every=MINUTE, do=stumble), Job(name="works", every=MINUTE, do=lambda: done.append(1))], clock
    )
    rounds.go()
    clock.at += MINUTE
    rounds.go()
    assert done == [0, 1, 0, 1]


def test_the_rounds_end_when_they_are_told_to() -> None:
    """The job under way is finished, and no other is begun."""
    begun, gate, done = threading.Event(), threading.Event(), list[str]()

    def slow() -> None:
        begun.set()
        assert gate.wait(10)
        done.append("slow")

    rounds = Rounds(
        [Job(name="slow", every=MINUTE, do=slow), Job(name="next", every=MINUTE, do=lambda: done.append("next"))]
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


def test_rounds_that_never_began_can_be_closed() -> None:
    """A bot that was made and never served ends as quietly."""
    Rounds([]).close()
