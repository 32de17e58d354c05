"""Promises where luck is bad: the database away at the wrong moment, a replica that was only slow, two at the same time."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.state.database import StateError
from tests.replicas import silent

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.store import State
    from bot.undertaking import Undertaking

BODY: dict[str, Any] = {"team_id": "T1", "event": {"type": "reaction_added", "user": "U1"}}
KEY = "T1:event:1"


def promised(state: State) -> Undertaking:
    """Give something promised."""
    undertaking = state.promises.take_up(KEY, "T1", BODY)
    assert undertaking is not None
    return undertaking


def test_nobody_takes_over_from_themselves(opened: Callable[[], State]) -> None:
    """The database was away for longer than a lease: what is under way here is not begun a second time beside it."""
    state = opened()
    undertaking = promised(state)
    silent(state)
    assert list(state.promises.left()) == []
    assert undertaking.holds


def test_a_replica_whose_clock_stood_still_learns_at_its_next_sign_that_it_was_overtaken(
    opened: Callable[[], State],
) -> None:
    """So is an instance of Lambda that was frozen, or a machine that slept: to itself, it was never silent."""
    slow, other = opened(), opened()
    undertaking = promised(slow)
    silent(slow)
    assert len(list(other.promises.left())) == 1
    slow.promises.beat()
    assert not undertaking.holds


def test_what_is_promised_while_a_process_looks_for_its_own_stays_its_own(opened: Callable[[], State]) -> None:
    """What it promised in that very moment was taken by nobody."""
    state = opened()
    state.promises.beat()
    assert state.promises._alive is not None
    state.promises._alive -= 20
    came: list[Undertaking] = []
    threads = [threading.Thread(target=lambda: came.append(promised(state)))]

    def meanwhile(_session: object) -> None:
        if threads[0].ident is None:
            threads[0].start()
            threads[0].join(20)

    event.listen(state._database._session, "after_commit", meanwhile)
    state.promises.beat()
    assert came[0].holds


def test_whoever_gives_a_sign_at_the_moment_of_a_take_over_shares_nothing_with_the_other(
    opened: Callable[[], State],
) -> None:
    """One of the two has the promise, never both."""
    slow, other = opened(), opened()
    undertaking = promised(slow)
    other.promises.beat()
    silent(slow)
    taken: list[object] = []
    threads = [threading.Thread(target=lambda: taken.extend(other.promises.left()))]

    def meanwhile(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT promises.") and threads[0].ident is None:
            threads[0].start()
            threads[0].join(1)  # it may have to wait for this one

    event.listen(slow._database.engine, "after_cursor_execute", meanwhile)
    slow.promises.beat()
    threads[0].join(20)
    assert undertaking.holds is not bool(taken)


def test_a_promise_that_was_written_though_the_database_said_no_is_not_kept_twice(opened: Callable[[], State]) -> None:
    """The connection broke between the commit and its answer: it is done without a promise, and nobody does it again."""
    state = opened()
    state.promises.beat()
    dialect = state._database.engine.dialect
    commit = dialect.do_commit

    def cut_off(connection: Any) -> None:
        commit(connection)
        raise OperationalError("COMMIT", {}, OSError("the connection is gone"))

    dialect.do_commit = cut_off  # type: ignore[method-assign, assignment]  # the wire breaks here
    with pytest.raises(StateError):
        state.promises.take_up(KEY, "T1", BODY)
    del dialect.do_commit
    assert state.promises.open() == 1
    state.promises.beat()
    assert state.promises.open() == 0


def test_what_ends_processes_even_while_its_asker_is_told_is_given_up(opened: Callable[[], State]) -> None:
    """It is tried, then told of, and then there is nothing left that could end the next process."""
    state = opened()
    promised(state)
    silent(state)
    late: list[bool] = []
    for _ in range(10):
        successor = opened()
        late += [taken.too_late for taken in successor.promises.left()]
        silent(successor)
    assert late == [False, False, True, True]
    assert opened().promises.open() == 0


def test_what_is_delivered_twice_at_once_leaves_no_warning(
    opened: Callable[[], State], caplog: pytest.LogCaptureFixture
) -> None:
    """It is ordinary, also for the database's driver, and whichever process hears it."""
    states, won = [opened(), opened()], Counter[str]()

    def hear(at: int) -> None:
        for number in range(40):
            event = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": f"{number}.0"}
            if states[at % 2].promises.take_up(f"T1:event:{number}", "T1", {"team_id": "T1", "event": event}) is not None:
                won[f"{number}"] += 1

    threads = [threading.Thread(target=hear, args=(at,)) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(won), won.total()) == (40, 40)
    assert [record.getMessage() for record in caplog.records if record.levelname != "DEBUG"] == []
