"""Somebody asks to be forgotten: in a direct message, in a channel, by command."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from bot.playground.slack import LocalSlack, payloads
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


def press_again(chat: Chat, user: str, question: Message) -> None:
    """Send the bot a click on a button that is there no more, as a screen that is behind does."""
    desk, who = chat.slack.desk, chat.slack.user_id(user)
    channel = desk.workspace.channels[question.channel]
    element = {"type": "button", "action_id": "forget_me", "block_id": "b", "value": json.dumps({"l": "ko"})}
    parts = {**payloads.on_message(question, channel), "trigger_id": desk.tickets.trigger(who, from_modal=False)}
    answer = desk.tickets.response(channel.id, who, thread_ts=question.thread_ts)
    actions = [{**element, "action_ts": desk.workspace.next_ts()}]
    clicked = {**parts, "actions": actions, "response_url": f"{desk.origin}/response/{answer}"}
    chat.slack.deliver(payloads.interaction("block_actions", desk.workspace.person(user), **clicked))


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
    done = chat.heard(direct, said, "지웠어요. 다시")
    assert done.ts == question.ts
    assert "forget_me" not in str(done.blocks)
    assert state.thread(TEAM, direct, root) is None
    assert state.talk.before(TEAM, direct, root) == ()
    assert state.learners.learner(TEAM, MINA).lang is None
    assert state.thread(TEAM, others, theirs) is not None


def test_a_second_click_is_answered_kindly_in_the_same_place(chat: Chat) -> None:
    """From a screen that showed the button still; and below the question, where somebody deleted that meanwhile."""
    direct, _ = asked(chat, "sol")
    said = chat.ask("sol", direct, "내 정보 지워 줘")
    question = chat.heard(direct, said, "본인 정보를 지울까요")
    assert chat.slack.click("sol", question, "forget_me").ok
    chat.heard(direct, said, "지웠어요. 다시")
    press_again(chat, "sol", question)
    again = chat.heard(direct, said, "남아 있는 정보가 없어요")
    assert again.ts == question.ts
    assert "forget_me" not in str(again.blocks)
    assert len([one for one in chat.replies(direct, said) if one.bot_id]) == 1
    chat.slack.faults.next("chat.update", error="message_not_found")
    press_again(chat, "sol", question)
    below = chat.slack.wait_for_message(
        lambda m: "남아 있는 정보가 없어요" in shown(m) and m.ts != question.ts, channel=direct, seconds=10
    )
    assert below.thread_ts == said


def test_in_a_channel_nobody_else_sees_it(chat: Chat) -> None:
    """Neither the question nor what came of it."""
    channel = chat.new_channel()
    root = chat.ask("jun", channel, "@routelore forget me")
    question = chat.told("jun", channel, "Shall I delete what I keep about you")
    assert chat.slack.click("jun", question, "forget_me").ok

    def answered(message: Message) -> bool:
        return message.ephemeral_for is not None and ("it's gone" in shown(message) or "I keep nothing" in shown(message))

    done = chat.slack.wait_for_message(answered, channel=channel, user="jun")
    assert done.ts == question.ts
    assert "forget_me" not in str(done.blocks)
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
