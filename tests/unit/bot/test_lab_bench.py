"""How far people are with labs, as it is kept: theirs alone, whole, and there after a restart."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.state.lab_bench import Attempt
from bot.state.store import State

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = Attempt(
    channel="D1",
    ts="1.2",
    hints=2,
    causes=("GWE-002", "SGR-001"),
    changes=("add-route-table vpce-1 rtb-1", "delete-nat nat-1"),
    tries=4,
    detours=1,
    mended=True,
    gave_up=True,
    points=2,
)


@pytest.fixture
def state(database_url: str) -> Iterator[State]:
    """Give an empty memory."""
    state = State.open(database_url)
    yield state
    state.close()


def test_what_was_never_opened_is_a_fresh_attempt(state: State) -> None:
    """Nothing is begun and nothing is kept by looking."""
    assert state.lab_bench.attempt("T1", "U1", "two-sheds") == Attempt()
    assert not Attempt().begun
    assert state.lab_bench.of("T1", "U1") == {}


def test_an_attempt_outlives_a_restart_as_it_is(database_url: str) -> None:
    """Every part of it."""
    first = State.open(database_url)
    assert first.lab_bench.go_on("T1", "U1", "two-sheds", lambda _: WHOLE) == WHOLE
    first.close()
    second = State.open(database_url)
    assert second.lab_bench.of("T1", "U1") == {"two-sheds": WHOLE}
    second.close()


def test_an_attempt_is_its_persons_alone(state: State) -> None:
    """Others, other workspaces and other labs have their own."""
    state.lab_bench.go_on("T1", "U1", "two-sheds", lambda now: replace(now, hints=1))
    for team, user, lab in (("T1", "U2", "two-sheds"), ("T2", "U1", "two-sheds"), ("T1", "U1", "new-dock")):
        assert state.lab_bench.attempt(team, user, lab).hints == 0


def test_steps_at_the_same_moment_are_all_kept(state: State) -> None:
    """Two clicks at once count as two."""
    steps = [
        threading.Thread(
            target=state.lab_bench.go_on, args=("T1", "U1", "two-sheds", lambda now: replace(now, tries=now.tries + 1))
        )
        for _ in range(8)
    ]
    for step in steps:
        step.start()
    for step in steps:
        step.join()
    assert state.lab_bench.attempt("T1", "U1", "two-sheds").tries == 8
