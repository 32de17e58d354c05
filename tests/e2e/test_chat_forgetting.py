"""Somebody asks to be forgotten: in a direct message, in a channel, by command."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.playground.slack import LocalSlack
from tests.e2e.chat import Chat, manifest, serving, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.playground.slack import Message

TEAM, MINA = "T0ORCHARD", "U0MINA"
QUESTION = "라우팅 테이블이 뭐야?"


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    with LocalSlack(manifest(), posts_per_second=None) as slack, serving(slack, tmp_path_factory.mktemp("forget")) as chat:
        yield chat


def asked(chat: Chat, user: str) -> tuple[str, str]:
    """Let somebody ask something in their direct message, and give the thread."""
    direct = chat.direct(user)
    root = chat.ask(user, direct, QUESTION)
    chat.heard(direct, root, "출처")
    return direct, root


def test_whoever_asks_in_a_direct_message_is_told_what_goes_and_what_stays_and_is_forgotten(chat: Chat) -> None:
    """Only after they pressed; their lessons begin anew, and others' stay."""
    state = chat.bot.resources.state
    direct, root = asked(chat, "mina")
    others, theirs = asked(chat, "jun")
    state.learners.keep_lang(TEAM, MINA, "ko")
    said = chat.ask("mina", direct, "내 정보 지워 줘")
    question = chat.heard(direct, said, "본인 정보를 지울까요")
    assert "감사 기록은 보관 기간(400일)" in shown(question)
    assert state.thread(TEAM, direct, root) is not None
    assert chat.slack.click("mina", question, "forget_me").ok
    chat.heard(direct, said, "지웠어요")
    assert state.thread(TEAM, direct, root) is None
    assert state.talk.before(TEAM, direct, root) == ()
    assert state.learners.learner(TEAM, MINA).lang is None
    assert state.thread(TEAM, others, theirs) is not None
    assert chat.slack.click("mina", question, "forget_me").ok
    chat.quiet()
    assert len([one for one in chat.replies(direct, said) if "지웠어요" in shown(one) or "지울 것도" in shown(one)]) == 2


def test_in_a_channel_nobody_else_sees_it(chat: Chat) -> None:
    """Neither the question nor what came of it."""
    channel = chat.new_channel()
    root = chat.ask("jun", channel, "@routelore forget me")
    question = chat.told("jun", channel, "Shall I delete what I keep about you")
    assert chat.slack.click("jun", question, "forget_me").ok

    def answered(message: Message) -> bool:
        return message.ephemeral_for is not None and ("it's gone" in shown(message) or "I kept nothing" in shown(message))

    chat.slack.wait_for_message(answered, channel=channel, user="jun")
    assert chat.replies(channel, root) == []


def test_what_is_under_way_for_them_ends_and_is_not_kept_after_that(chat: Chat) -> None:
    """A diagnosis that somebody began before they were forgotten would be theirs again when it is done."""
    direct = chat.direct("mina")
    chat.network.gate = threading.Event()
    try:
        root = chat.ask("mina", direct, "왜 subnet-a1에서 S3 트래픽이 NAT로 나가?")
        chat.heard(direct, root, "그만두기")
        said = chat.ask("mina", direct, "내 정보 지워 줘")
        assert chat.slack.click("mina", chat.heard(direct, said, "본인 정보를 지울까요"), "forget_me").ok
        chat.heard(direct, root, "진단을 그만뒀어요")
    finally:
        chat.network.gate.set()
        chat.network.gate = None
    chat.quiet()
    assert chat.bot.resources.state.thread(TEAM, direct, root) is None


def test_by_command_it_is_for_the_askers_eyes(chat: Chat) -> None:
    """The same question, wherever the command was given."""
    channel = chat.new_channel()
    assert chat.slack.command("sol", channel, "/routelore forget me").ok
    chat.told("sol", channel, "Shall I delete what I keep about you")
