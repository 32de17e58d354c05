"""How much one person and one channel may ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import KEPT, NOT_LIMITS, Kind, Limits, Turnstile, Wait
from bot.settings import Settings


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at some moment."""
        self.at = 1000.0

    def __call__(self) -> float:
        """Give the moment."""
        return self.at


def test_limits_are_read_and_what_is_not_named_stays() -> None:
    """Commas, spaces and "/minute" are all the same to them."""
    assert Limits.read("") == Limits()
    assert Limits.read("diagnoses=2/minute, at-once=1") == Limits(diagnoses=2, at_once=1)
    assert Limits.read("questions=5 channel=7;diagnoses=9") == Limits(questions=5, channel=7, diagnoses=9)


@pytest.mark.parametrize(
    "text", ["6", "diagnoses", "diagnoses=0", "diagnoses=-1", "answers=3", "at-once=2/minute", "diagnoses=6/hour"]
)
def test_what_is_no_limit_is_refused_with_a_sentence_that_shows_one(text: str) -> None:
    """So is the same one said twice."""
    for said in (text, f"channel=3, {text}", "questions=1 questions=2"):
        assert NOT_LIMITS in Settings.from_env({"ROUTELORE_LIMITS": said}).mistakes()
    for words in (NOT_LIMITS.ko, NOT_LIMITS.en):
        assert "questions=30/minute, diagnoses=6/minute, channel=20/minute, " in words


def test_the_minute_slides() -> None:
    """Whoever asked three times has to wait until the first of them is a minute old, and no longer."""
    clock = Clock()
    turnstile = Turnstile(Limits(questions=3), clock)
    for _ in range(3):
        assert turnstile.question("T1", "U1") is None
        clock.at += 10
    assert turnstile.question("T1", "U1") == Wait(kind=Kind.QUESTIONS, limit=3, seconds=30)
    clock.at += 29.9
    assert turnstile.question("T1", "U1") == Wait(kind=Kind.QUESTIONS, limit=3, seconds=1, told=True)
    clock.at += 0.1
    assert turnstile.question("T1", "U1") is None
    assert turnstile.question("T1", "U1") == Wait(kind=Kind.QUESTIONS, limit=3, seconds=10)


def test_people_of_other_workspaces_are_other_people() -> None:
    """And what one asks is not counted against another; nor are questions against diagnoses."""
    turnstile = Turnstile(Limits(questions=1, diagnoses=1))
    assert turnstile.question("T1", "U1") is None
    assert turnstile.question("T2", "U1") is None
    assert turnstile.question("T1", "U2") is None
    assert turnstile.diagnosis("T1", "U1", "") is None
    assert turnstile.question("T1", "U1") is not None


def test_a_channel_has_a_limit_of_its_own_which_each_person_hears_of() -> None:
    """A refused diagnosis counts for nobody, and direct messages are no channel."""
    turnstile = Turnstile(Limits(diagnoses=2, channel=2), Clock())
    assert turnstile.diagnosis("T1", "U1", "C1") is None
    assert turnstile.diagnosis("T1", "U2", "C1") is None
    assert turnstile.diagnosis("T1", "U1", "C1") == Wait(kind=Kind.CHANNEL, limit=2, seconds=60)
    assert turnstile.diagnosis("T1", "U2", "C1") == Wait(kind=Kind.CHANNEL, limit=2, seconds=60)
    assert turnstile.diagnosis("T1", "U2", "C1") == Wait(kind=Kind.CHANNEL, limit=2, seconds=60, told=True)
    assert turnstile.diagnosis("T1", "U1", "") is None
    assert turnstile.diagnosis("T1", "U1", "") == Wait(kind=Kind.DIAGNOSES, limit=2, seconds=60)


def test_what_is_counted_does_not_grow_without_end() -> None:
    """Those are forgotten who were not heard of for longest."""
    turnstile = Turnstile(Limits(questions=1))
    for number in range(KEPT + 10):
        assert turnstile.question("T1", f"U{number}") is None
    assert turnstile.question("T1", f"U{KEPT + 9}") is not None
    assert turnstile.question("T1", "U0") is None


@given(pauses=st.lists(st.floats(0, 40), max_size=60), limit=st.integers(1, 5))
def test_no_minute_holds_more_than_the_limit_and_the_wait_is_as_long_as_told(pauses: list[float], limit: int) -> None:
    """Whenever somebody asks; and once the told seconds are over, they are heard."""
    clock, passed = Clock(), list[float]()
    turnstile = Turnstile(Limits(questions=limit), clock)
    for pause in pauses:
        clock.at += pause
        wait = turnstile.question("T1", "U1")
        if wait is not None:
            clock.at += wait.seconds + 1e-6
            assert turnstile.question("T1", "U1") is None
        passed.append(clock.at)
    for at in passed:
        assert sum(at <= one < at + 59.999 for one in passed) <= limit
