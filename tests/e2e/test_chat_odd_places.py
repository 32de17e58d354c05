"""What is said, dropped and pressed in odd places: beside a lesson, in a lab's thread, with nothing in it but a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.learning.labs.reading import labs
from bot.state.store import ThreadKind
from diagnostics.collect.archive import as_zip
from tests.e2e.chat import Chat, open_chat, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.playground.slack import Message

LABS = {lab.id: lab for lab in labs()}
TEAM = "T0ORCHARD"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    with open_chat(tmp_path_factory.mktemp("odd")) as chat:
        yield chat


@pytest.fixture
def chat(opened: Chat) -> Iterator[Chat]:
    """Give the workspace; whatever was begun in it is done before the next test."""
    yield opened
    opened.quiet()


def beside(chat: Chat, user: str, text: str, what: str) -> Message:
    """Say something in the direct message and give what comes of it beside the threads, or below what was said."""
    direct = chat.direct(user)
    before = {m.ts for m in chat.slack.messages(direct)}
    chat.ask(user, direct, text)

    def wanted(message: Message) -> bool:
        return bool(message.bot_id) and message.ts not in before and what in shown(message)

    return chat.slack.wait_for_message(wanted, channel=direct)


def in_lab(chat: Chat, user: str, lab_id: str) -> str:
    """Open a lab and give the root of its thread."""
    listed = beside(chat, user, "실습", "★★★★★")
    button = next(b["accessory"] for b in listed.blocks if lab_id in str(b.get("accessory", {}).get("value")))
    assert chat.slack.click(user, listed, button["action_id"]).ok
    bench, who = chat.bot.resources.state.lab_bench, chat.slack.user_id(user)
    assert chat.slack.wait_for(lambda: bool(bench.attempt(TEAM, who, lab_id).ts), 10)
    root = bench.attempt(TEAM, who, lab_id).ts
    chat.heard(chat.direct(user), root, "여기에 적어 주세요")
    return root


def kind(chat: Chat, user: str, root: str) -> ThreadKind:
    """Give what the bot takes a thread for."""
    thread = chat.bot.resources.state.thread(TEAM, chat.direct(user), root)
    assert thread is not None
    return thread.kind


def test_what_the_buttons_below_a_lesson_do_can_be_said(chat: Chat) -> None:
    """On, out, back, later and on again, as people write to somebody who teaches them; none of it is a question."""
    welcome = beside(chat, "mina", "온보등 시작", "레슨 14개")
    assert chat.slack.click("mina", welcome, "lesson_start.0").ok
    chat.slack.wait_for_message(lambda m: "1. 빌려 쓰는 컴퓨터" in shown(m), channel=chat.direct("mina"))
    beside(chat, "mina", "다음", "퀴즈 1/")
    beside(chat, "mina", "skip", "2. 내 네트워크, VPC")
    beside(chat, "mina", "이전", "1. 빌려 쓰는 컴퓨터")
    beside(chat, "mina", "그만", "여기까지 저장했어요")
    beside(chat, "mina", "계속", "1. 빌려 쓰는 컴퓨터")
    assert chat.bot.resources.state.asked.askings(TEAM) == ()


def test_among_others_such_a_word_moves_nobodys_lesson(chat: Chat) -> None:
    """In a channel "next" is about something else."""
    channel, who = chat.new_channel(), chat.slack.user_id("jun")
    root = chat.ask("jun", channel, "@routelore next")
    chat.heard(channel, root, "I don't know")
    assert chat.bot.resources.state.learners.learner(TEAM, who).path == ""


def test_a_snapshot_dropped_into_a_labs_thread_leaves_it_the_labs(chat: Chat) -> None:
    """Nobody has the lab's own network diagnosed for them there, and the thread goes on as it was."""
    root, direct = in_lab(chat, "mina", "two-sheds"), chat.direct("mina")
    network = as_zip(LABS["two-sheds"].answers)
    for text in ("", "kiln에서 s3 진단해줘"):
        assert chat.slack.upload("mina", direct, "snapshot.zip", network, text, root).ok
    assert chat.slack.wait_for(lambda: sum("파일을 읽지 않아요" in shown(m) for m in chat.replies(direct, root)) == 2, 10)
    chat.quiet()
    assert kind(chat, "mina", root) is ThreadKind.LAB
    assert not any("NAT 게이트웨이(nat-0p1)를 거쳐" in shown(m) for m in chat.replies(direct, root))


def test_the_form_of_a_diagnosis_that_is_opened_in_a_labs_thread_leads_elsewhere(chat: Chat) -> None:
    """One's own network is diagnosed in a thread of its own; the lab's is not overwritten."""
    root, direct = in_lab(chat, "mina", "night-shift"), chat.direct("mina")
    chat.ask("mina", direct, "게이트웨이 엔드포인트가 뭐야?", root)
    answer = chat.heard(direct, root, "내 VPC에서 확인하기")
    assert chat.slack.click("mina", answer, "open_diagnose").ok
    assert chat.slack.wait_for(lambda: "subnet:vpc-0a" in str(chat.slack.views("mina")), 10)
    assert chat.slack.submit_view("mina", {"choose_subnet": "subnet-a1"}).ok
    chat.slack.wait_for_message(
        lambda m: bool(m.bot_id) and "orchard" in shown(m) and m.thread_ts not in {None, root}, channel=direct
    )
    chat.quiet()
    assert kind(chat, "mina", root) is ThreadKind.LAB


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("그만", "그대로 있어요"),
        ("이 랩 답이 뭐예요?", "정답을 볼까요?"),
        ("계속", "옆집은 되는데"),
        ("내 라우팅 테이블", "rtb-0k1"),
        ("back", "알아듣지 못했어요"),
    ],
)
def test_in_a_labs_thread_everyday_words_are_about_the_lab(chat: Chat, said: str, told: str) -> None:
    """To leave, to be told, to go on; and what is about lessons moves none from here."""
    root, direct = in_lab(chat, "sol", "two-sheds"), chat.direct("sol")
    chat.quiet()
    before = len(chat.replies(direct, root))
    chat.ask("sol", direct, said, root)
    assert chat.slack.wait_for(lambda: any(told in shown(m) for m in chat.replies(direct, root)[before:]), 10)
    assert chat.bot.resources.state.learners.learner(TEAM, chat.slack.user_id("sol")).path == ""


@pytest.mark.parametrize("said", [":+1:", "<https://example.com/page>", ":pray::skin-tone-3:"])
def test_a_mention_without_a_word_is_no_question(chat: Chat, said: str) -> None:
    """An emoji, a link: there is nothing to look up, and nothing is kept of it as asked in vain."""
    channel = chat.new_channel()
    root = chat.ask("mina", channel, f"@routelore {said}")
    chat.heard(channel, root, "비어 있어요")
