"""Turns of a talk about a network: what it would cost, what cannot be worked out, the whole VPC, and hasty fingers."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.e2e.chat import Chat, Network, open_chat, services_for, shown
from tests.scenarios.network import changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.playground.slack import Message
    from bot.services import Picture, Services
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

GIVEN = [{"gateway": {"tables": ["rtb-a2"]}}]


class Brush:
    """Draws as the real one does, but pictures of before and after only once it is let."""

    def __init__(self) -> None:
        """Be let at first."""
        self.let = threading.Event()
        self.let.set()
        self.begun = threading.Event()

    def services(self, network: Network) -> Services:
        """Give the real services, which draw with this."""
        real = services_for(network)

        def picture(
            diagnosis: Diagnosis, lang: Lang, after: Diagnosis | None = None, changes: Sequence[str] = ()
        ) -> Picture:
            if after is not None:
                self.begun.set()
                assert self.let.wait(20), "nobody let it draw"
            return real.picture(diagnosis, lang, after, changes)

        return replace(real, picture=picture)


@pytest.fixture(scope="module")
def brush() -> Brush:
    """Give what draws."""
    return Brush()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, brush: Brush) -> Iterator[Chat]:
    """Give a workspace with the bot in it, and a network whose gateway endpoint forgets orchard."""
    network = Network(said=changed(GIVEN))
    with open_chat(tmp_path_factory.mktemp("chat"), network=network, services=brush.services) as chat:
        yield chat


@pytest.fixture
def chat(opened: Chat) -> Iterator[Chat]:
    """Give the workspace; whatever was begun in it is done before the next test."""
    yield opened
    opened.quiet()


def _report(chat: Chat, channel: str) -> tuple[str, Message]:
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    return root, chat.heard(channel, root, "해결 방법")


def test_what_a_fix_would_cost_is_answered_in_the_thread(chat: Chat) -> None:
    """The first fix where nothing was supposed, else what was; with the Region's list prices and where to verify them."""
    channel = chat.new_channel()
    root, _ = _report(chat, channel)
    chat.ask("jun", channel, "그거 적용하면 비용은?", root)
    said = shown(chat.heard(channel, root, "요금 페이지"))
    assert "$0.059" in said
    assert "무료" in said
    assert "https://aws.amazon.com/vpc/pricing/" in said
    chat.ask("jun", channel, "인터페이스 엔드포인트를 만들면 얼마야?", root)
    assert "$0.013" in shown(chat.heard(channel, root, "인터페이스 엔드포인트는 가용 영역마다"))


def test_that_in_a_direct_message_is_the_last_diagnosis(chat: Chat) -> None:
    """Said beside its thread; a price that points at nothing goes to the notes."""
    channel = chat.direct("jun")
    root = chat.ask("jun", channel, "how does orchard reach s3?")
    chat.heard(channel, root, "The fix")
    beside = chat.ask("jun", channel, "what would that cost?")
    assert "$0.059" in shown(chat.heard(channel, beside, "list prices"))


def test_what_no_change_can_express_is_said_with_what_can_be_tried(chat: Chat) -> None:
    """Instead of an answer from the notes."""
    channel = chat.new_channel()
    root, _ = _report(chat, channel)
    chat.ask("jun", channel, "트랜짓 게이트웨이를 붙이면?", root)
    assert "NAT를 지우면" in shown(chat.heard(channel, root, "트랜짓 게이트웨이 변경은"))


def test_the_whole_vpc_in_a_direct_message_is_every_subnet_at_a_glance(chat: Chat) -> None:
    """Even right after a diagnosis: it is no follow-up of that."""
    channel = chat.direct("sol")
    root = chat.ask("sol", channel, "orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "해결 방법")
    beside = chat.ask("sol", channel, "vpc 전체 진단해줘")
    chat.heard(channel, beside, "한 서브넷을 자세히")


def test_the_same_click_is_answered_once_while_its_work_is_under_way(chat: Chat, brush: Brush) -> None:
    """Three hasty clicks draw one picture; somebody else's click and a later one draw theirs."""
    channel = chat.new_channel()
    root, report = _report(chat, channel)

    def pictures() -> int:
        return sum("before-after" in file.name for m in chat.replies(channel, root) for file in m.files)

    brush.let.clear()
    assert chat.slack.click("jun", report, "before_after").ok
    assert brush.begun.wait(10)
    for _ in range(2):
        assert chat.slack.click("jun", report, "before_after").ok
    assert chat.slack.click("mina", report, "before_after").ok
    brush.let.set()
    assert chat.slack.wait_for(lambda: pictures() == 2)
    chat.kept()
    assert chat.slack.click("jun", report, "before_after").ok
    assert chat.slack.wait_for(lambda: pictures() == 3)
    chat.quiet()
    assert pictures() == 3
