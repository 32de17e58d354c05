"""To stop what is under way: a form that reads AWS by closing it, a sweep by saying so; and where nothing is, it is said."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.listeners.open_view import OpenView
from bot.listeners.under_way import HaltedError
from bot.phrases import limits, sweeps
from bot.playground.slack.workspace import TEAM
from bot.state.sweep_tables import Standing
from tests.e2e.chat import Chat, Network, open_chat, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.playground.slack import Message


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    with open_chat(tmp_path_factory.mktemp("stopping")) as chat:
        yield chat


@pytest.fixture
def chat(opened: Chat) -> Iterator[Chat]:
    """Give the workspace; whatever was begun in it is done before the next test."""
    yield opened
    opened.quiet()


@contextmanager
def hanging(network: Network) -> Iterator[None]:
    """Let AWS keep everybody waiting."""
    network.gate = threading.Event()
    try:
        yield
    finally:
        network.gate.set()
        network.gate = None


def stopped(chat: Chat, user: str, text: str, what: str, root: str | None = None) -> Message:
    """Say something in the direct message and give the answer."""
    direct = chat.direct(user)
    before = {m.ts for m in chat.slack.messages(direct)}
    chat.ask(user, direct, text, root)
    return chat.slack.wait_for_message(
        lambda m: bool(m.bot_id) and m.ts not in before and what in shown(m), channel=direct, seconds=10
    )


def test_closing_the_form_ends_the_reading(chat: Chat) -> None:
    """The form says so, its button is called so, and nobody else's reading ends with it."""
    under_way = chat.bot.resources.under_way
    with hanging(chat.network):
        for user in ("jun", "mina"):
            assert chat.slack.shortcut(user, "diagnose_shortcut").ok
            loading = chat.slack.wait_for_view(user)
        assert limits.CLOSING_ENDS.ko in str(loading.content)
        assert loading.content["close"]["text"] == limits.CANCEL.ko
        assert chat.slack.wait_for(lambda: all(under_way.all_of(f"{TEAM}:{who}") for who in ("U0JUN", "U0MINA")))
        assert chat.slack.close_view("mina").ok
        assert chat.slack.wait_for(lambda: under_way.all_of(f"{TEAM}:U0MINA") == [], 10)
        assert len(under_way.all_of(f"{TEAM}:U0JUN")) == 1
    assert chat.slack.wait_for(lambda: "choose_subnet" in str(chat.slack.views("jun")[-1].content), 10)
    assert not chat.slack.views("jun")[-1].content.get("notify_on_close")
    assert chat.slack.views("mina") == ()
    assert chat.slack.close_view("jun").ok


def test_a_form_that_another_process_was_told_is_closed_ends_at_the_next_progress(chat: Chat) -> None:
    """Slack does not know the view any more, which is as good."""
    view = OpenView(chat.bot.app.client, "V0GONE", "en")
    with pytest.raises(HaltedError, match="cancelled"):
        view.progress(1, 3, "VPCs")
    view.stop(limits.CANCELLED.en)  # type: ignore[arg-type]  # nobody sees it


@pytest.mark.parametrize(
    ("user", "said", "told"),
    [
        ("sol", "그만", limits.NOTHING_UNDER_WAY.ko),
        ("jun", "취소해줘", limits.NOTHING_UNDER_WAY.ko),
        ("jun", "stop", limits.NOTHING_UNDER_WAY.en),
        ("sol", "cancel it please", limits.NOTHING_UNDER_WAY.en),
        ("sol", "나중에", "온보딩"),
    ],
)
def test_where_nothing_is_under_way_it_is_said(chat: Chat, user: str, said: str, told: str) -> None:
    """In the language of the words or the person, and without a word of lessons; to put a lesson off is something else."""
    answer = stopped(chat, user, said, told)
    assert "온보딩" not in shown(answer) or said == "나중에"


def test_below_an_answer_it_is_said_too(chat: Chat) -> None:
    """In the thread, where there is nothing to stop."""
    direct = chat.direct("sol")
    root = chat.ask("sol", direct, "subnet-a1 s3 진단해줘")
    chat.heard(direct, root, "원인")
    assert stopped(chat, "sol", "그만", limits.NOTHING_UNDER_WAY.ko, root).thread_ts == root
    assert chat.bot.resources.state.asked.askings(TEAM) == ()


def test_a_lesson_that_is_open_is_paused_and_one_that_is_none_is_not(chat: Chat) -> None:
    """As before, to stop is to go on later."""
    stopped(chat, "jun", "stop", limits.NOTHING_UNDER_WAY.en)
    welcome = stopped(chat, "jun", "onboarding", "14 lessons")
    assert chat.slack.click("jun", welcome, "lesson_start.0").ok
    chat.slack.wait_for_message(lambda m: "1. " in shown(m), channel=chat.direct("jun"), seconds=10)
    stopped(chat, "jun", "stop", "Saved.")


def test_a_sweep_ends_when_its_asker_says_so_beside_it(chat: Chat) -> None:
    """Not in a thread that has nothing to do with it."""
    state, direct = chat.bot.resources.state, chat.direct("mina")
    other = chat.ask("mina", direct, "라우팅 테이블이 뭐야?")
    chat.heard(direct, other, "출처")
    with hanging(chat.network):
        chat.ask("mina", direct, "전체 점검")
        chat.slack.wait_for_message(lambda m: "cancel_sweep" in str(m.blocks), channel=direct, seconds=10)
        running = state.sweeps.of(TEAM, "U0MINA")
        assert running is not None
        stopped(chat, "mina", "그만", limits.NOTHING_UNDER_WAY.ko, other)
        assert state.sweeps.goes_on(running)
        stopped(chat, "mina", "그만", sweeps.STOPPING.ko)
        chat.slack.wait_for_message(lambda m: sweeps.CANCELLED.ko in shown(m), channel=direct, seconds=15)
    assert chat.slack.wait_for(lambda: getattr(state.sweeps.latest(TEAM), "standing", None) is Standing.TOLD, 10)
