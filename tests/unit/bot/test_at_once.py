"""Two who do the same at the same moment: both are done, one counts, and nobody is told of a trouble that is none."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from bot.state.digests import Digest
from bot.state.store import State, Thread, ThreadKind
from bot.state.taught import Notice
from bot.state.waiting import Waiting, Waits
from knowledge.taught.entry import entry_of
from knowledge.taught.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAID = Proposal(question="why is it slow?", en="Because.")
THREAD = Thread(team="T1", channel="C1", ts="1.0", kind=ThreadKind.ANSWER, lang="ko", asker="x")
WAITING = Waiting(team="T1", user="U1", text="why is it slow?", lang="en")
WEEKLY = Digest(team="T1", channel="C1", lang="ko", zone="Asia/Seoul")


@pytest.fixture
def state(database_url: str) -> Iterator[State]:
    """Give an empty memory whose clock stands still."""
    opened = State.open(database_url, lambda: NOON)
    yield opened
    opened.close()


class Meeting:
    """Lets two transactions look before either of them writes, as two that begin at the same moment do."""

    def __init__(self, state: State) -> None:
        """Hold up the first two writes until both are there; what comes later passes."""
        self._both = threading.Barrier(2, timeout=5)
        self._left = 2
        event.listen(state._database._engine, "before_cursor_execute", self._meet)

    def _meet(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if self._left and statement.startswith("INSERT"):
            self._both.wait()
            self._left -= 1


def at_once(state: State, act: Callable[[], object]) -> list[object]:
    """Do it twice at the same moment, and give what came of it; what was raised is raised."""
    Meeting(state)
    came: list[Any] = []

    def one() -> None:
        try:
            came.append(act())
        except Exception as error:  # noqa: BLE001 (a thread's error is the test's)
            came.append(error)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not [error for error in came if isinstance(error, Exception)], came
    return came


def test_two_who_ask_in_one_thread_are_both_answered(state: State) -> None:
    """The thread is remembered once; the second to come does not fail for it."""
    at_once(state, lambda: state.keep_thread(THREAD))
    assert state.thread("T1", "C1", "1.0") == THREAD


def test_a_message_about_a_proposal_is_remembered_once(state: State) -> None:
    """Whoever of two processes sent it."""
    one = state.taught.propose("T1", "U1", SAID, "en")
    at_once(state, lambda: state.taught.keep_notice(one, Notice(channel="D1", ts="1.0", user="U1", lang="en")))
    assert len(state.taught.notices(one)) == 1


def test_a_summary_is_switched_on_once(state: State) -> None:
    """By two maintainers at the same moment."""
    at_once(state, lambda: state.digests.switch_on(WEEKLY))
    assert state.digests.everywhere() == (WEEKLY,)


def test_a_finger_that_was_too_quick_waits_once(state: State) -> None:
    """Two presses that arrive together are one wish to hear back."""
    assert at_once(state, lambda: state.waiting.turn(WAITING)) == [Waits.YES, Waits.YES]
    assert state.waiting.everybody() == (WAITING,)


def test_of_the_first_two_approvals_of_a_team_one_happens(state: State) -> None:
    """Of two that were tried against the same notes, the other has to be tried again."""
    first, second = (state.taught.propose("T1", "U1", SAID, "en") for _ in range(2))
    left = [first, second]
    won = at_once(state, lambda: state.taught.approve(one := left.pop(), "U2", entry_of(SAID, one.id, NOON.date()), 0))
    assert sorted(map(bool, won)) == [False, True]
    assert len(state.taught.in_service("T1")) == 1
    assert state.taught.settled("T1") == 1


def test_an_approval_counts_on_before_it_changes_anything(state: State) -> None:
    """It writes the team's count first, which no other can until it is kept; no change reads the table that it writes."""
    one = state.taught.propose("T1", "U1", SAID, "en")
    assert state.taught.approve(one, "U2", entry_of(SAID, "slow", NOON.date()), 0)
    two = state.taught.propose("T1", "U1", SAID, "en")
    writes: list[str] = []

    def seen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        writes.append(statement) if not statement.startswith("SELECT") else None

    event.listen(state._database._engine, "before_cursor_execute", seen)
    assert state.taught.approve(two, "U2", entry_of(SAID, "slower", NOON.date()), 1)
    assert writes[0].startswith("UPDATE taught_settled")
    assert not [statement for statement in writes if "SELECT" in statement]
