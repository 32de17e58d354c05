"""What a question costs the database: little, all at once, and nothing less safe for it."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event, text

from bot.deliveries import message_key, said_key
from bot.state.store import State, Thread, ThreadKind
from bot.undertaking import CURRENT, Undertaking
from knowledge import open_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.answer import Answer

ASKED = "NAT 게이트웨이가 뭐야?"
THREAD = Thread(team="T1", channel="C1", ts="1.0", kind=ThreadKind.ANSWER, lang="ko", asker="someone", question=ASKED)
MENTION: dict[str, Any] = {
    "team_id": "T1",
    "event": {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.0", "text": ASKED},
}


@pytest.fixture
def state(database_url: str) -> Iterator[State]:
    """Give an empty memory."""
    opened = State.open(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answers() -> tuple[Answer, ...]:
    """Give the answer to the question."""
    return open_knowledge().answers(ASKED)


def steps_of(state: State) -> list[str]:
    """Give the steps that are written down."""
    with state._database.transaction() as session:
        return list(session.scalars(text("SELECT step FROM promise_steps ORDER BY step")))


def noted(undertaking: Undertaking) -> str:
    """Post something, and give the name of the step that is remembered of it."""
    name = undertaking.step("post:C1:1.0")
    undertaking.note(name, "C1 2.0")
    return name


# --- one message ------------------------------------------------------------------------------------------------------
def test_what_was_said_is_claimed_with_its_promise(state: State) -> None:
    """The same message, delivered as something else, is nobody's to answer; the listener need not claim it again."""
    first = state.promises.take_up("T1:event:1", "T1", MENTION)
    assert first is not None
    assert state.promises.take_up("T1:event:2", "T1", MENTION) is None
    token = CURRENT.set(first)
    assert state.first_time(message_key("T1", "C1", "1.0", "U1"))
    CURRENT.reset(token)
    assert not state.first_time(message_key("T1", "C1", "1.0", "U1"))


@pytest.mark.parametrize(
    ("change", "claims"),
    [
        ({}, True),
        ({"type": "message", "channel_type": "im"}, True),
        ({"type": "message", "channel_type": "im", "subtype": "message_changed"}, False),
        ({"type": "message", "channel_type": "channel", "thread_ts": "0.5"}, False),
        ({"type": "team_join"}, False),
        ({"user": ""}, False),
        ({"ts": None}, False),
    ],
)
def test_only_what_is_said_to_the_bot_for_certain_is_claimed_unheard(change: dict[str, object], claims: bool) -> None:  # noqa: FBT001 (a parameter of pytest)
    """What people say in a thread is heard first: a mention of it comes by itself."""
    body = {**MENTION, "event": {**MENTION["event"], **change}}
    assert said_key(body) == ("T1:said:C1:1.0:U1" if claims else None)


def test_all_that_is_remembered_of_an_answer_is_there_or_nothing(state: State, answers: tuple[Answer, ...]) -> None:
    """The thread, the words and the count are one change."""
    undertaking = state.promises.take_up("T1:event:1", "T1", MENTION)
    assert undertaking is not None
    token = CURRENT.set(undertaking)
    state.answered.add("T1", ("C1", "1.0"), ASKED, answers, "C1", THREAD)
    CURRENT.reset(token)
    assert steps_of(state) == ["answered#1"]
    assert state.thread("T1", "C1", "1.0") == THREAD
    assert state.talk.before("T1", "C1", "1.0") == (ASKED,)
    assert state.asked.teams() == ("T1",)


def test_the_thread_of_an_answer_is_renewed_and_no_other(state: State, answers: tuple[Answer, ...]) -> None:
    """A question asked in the thread of a diagnosis leaves it one."""
    later = replace(THREAD, question="그럼 비용은?", lang="en")
    state.answered.add("T1", ("C1", "1.0"), ASKED, answers, "C1", THREAD)
    state.answered.add("T1", ("C1", "1.0"), later.question, answers, "C1", later)
    assert state.thread("T1", "C1", "1.0") == later
    diagnosis = replace(THREAD, ts="2.0", kind=ThreadKind.DIAGNOSIS, sources=("subnet-a1",), snapshot=b"packed")
    state.keep_thread(diagnosis)
    state.answered.add("T1", ("C1", "2.0"), ASKED, answers, "C1", replace(THREAD, ts="2.0"))
    assert state.thread("T1", "C1", "2.0") == diagnosis


# --- the last thing that is done --------------------------------------------------------------------------------------
def test_what_comes_of_the_last_step_is_not_written_before_all_is_erased(state: State) -> None:
    """The end erases it anyway."""
    undertaking = state.promises.take_up("T1:event:1", "T1", MENTION)
    assert undertaking is not None
    undertaking.begin()
    undertaking.last()
    noted(undertaking)
    assert steps_of(state) == []
    undertaking.end()
    assert state.promises.open() == 0


def test_what_comes_of_a_step_is_written_where_it_was_not_the_last(state: State) -> None:
    """Before the next step, and before it is left to another process."""
    undertaking = state.promises.take_up("T1:event:1", "T1", MENTION)
    assert undertaking is not None
    undertaking.begin()
    undertaking.last()
    first = noted(undertaking)
    second = noted(undertaking)
    assert steps_of(state) == [first]
    assert undertaking.abandon()
    undertaking.end()
    assert steps_of(state) == [first, second]


# --- many at once -----------------------------------------------------------------------------------------------------
def test_threads_of_one_process_take_turns_to_write(state: State) -> None:
    """On SQLite none of them finds the database busy, sleeps, and looks again."""
    began: dict[int, float] = {}
    waited: list[float] = []

    def before(*_: object) -> None:
        began[threading.get_ident()] = time.monotonic()

    def after(*_: object) -> None:
        waited.append(time.monotonic() - began[threading.get_ident()])

    engine: Engine = state._database.engine
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    at_once = threading.Barrier(16)

    def take_up(number: int) -> None:
        at_once.wait(10)
        for n in range(5):
            assert state.promises.take_up(f"T1:event:{number}.{n}", "T1", {"team_id": "T1"}) is not None

    threads = [threading.Thread(target=take_up, args=(number,)) for number in range(16)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert state.promises.open() == 80
    if engine.dialect.name == "sqlite":
        assert sorted(waited)[len(waited) * 9 // 10] < 0.05
