"""AWS that fails while somebody waits in Slack: one sentence in their language, and the next question is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.services import services
from tests.e2e.chat import Chat, Opened, open_chat, shown
from tests.faults.aws_front import broken_off, refused
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.faults.aws_front import Front


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks in a workspace whose account can be broken."""

    chat: Chat
    front: Front
    subnet: str

    def hears(self, korean: str, english: str) -> None:
        """Ask in both languages and hear each answer."""
        for question, answer in (
            (f"@routelore {self.subnet}에서 S3 왜 안 돼?", korean),
            (f"@routelore why can {self.subnet} not reach S3?", english),
        ):
            channel = self.chat.new_channel()
            root = self.chat.ask("mina", channel, question)
            self.chat.heard(channel, root, answer, 20)
            said = "\n".join(map(shown, self.chat.replies(channel, root)))
            assert "Traceback" not in said
            assert "AKIDEXAMPLE" not in said

    def hears_the_verdict(self) -> None:
        """Ask once it works again, with nobody having done anything."""
        self.front.heal()
        self.hears("프라이빗하게 가요", "goes privately through gateway endpoint")


@pytest.fixture
def asking(front: Front, tmp_path: Path, without_pauses: None) -> Iterator[Asking]:
    """Give a workspace with the bot in it, and an account with a network whose way to S3 is private."""
    assert without_pauses is None
    subnet = orchard(front.behind.client("ec2"))["subnet"]
    with open_chat(tmp_path, services=lambda _: services(Opened())) as chat:
        yield Asking(chat, front, subnet)


ALL = {
    "throttling": (
        refused("RequestLimitExceeded", status=503),
        "요청이 너무 많다고 거절했어요",
        "AWS is throttling requests",
    ),
    "expired": (refused("ExpiredToken"), "임시 자격 증명이 만료됐어요", "credentials have expired"),
    "clock": (refused("RequestTimeTooSkewed", status=403), "시계가 AWS와 맞지 않아서", "clock of the machine"),
    "crash": (refused("InternalError", status=500), "AWS가 오류로 답했어요", "AWS answered with an error"),
    "half": (broken_off, "AWS가 오류로 답했어요", "AWS answered with an error"),
    "denied": (
        refused("UnauthorizedOperation", status=403),
        "읽을 권한이 하나도 없어요",
        "Nothing in ap-northeast-2 may be read",
    ),
}


def test_a_failing_account_is_one_sentence_and_the_next_question_is_answered(asking: Asking) -> None:
    """Whatever every call says, the asker reads what it means, in their language; then it passes."""
    for fault, korean, english in ALL.values():
        asking.front.everywhere = fault
        asking.hears(korean, english)
        asking.hears_the_verdict()


def test_half_an_answer_is_told_with_the_diagnosis(asking: Asking) -> None:
    """Route tables that broke off: no verdict about the way, and the call that failed, not a permission to grant."""
    asking.front.faults["DescribeRouteTables"] = broken_off
    asking.hears("아직 알 수 없어요", "cannot be followed yet")
    asking.hears("라우팅 테이블을 읽다가 실패했어요", "ec2:DescribeRouteTables failed")
    asking.hears("실패한 호출이 있어요", "Some calls to AWS failed")
    asking.hears_the_verdict()


def test_a_source_that_could_not_be_read_is_not_called_unknown(asking: Asking) -> None:
    """Neither is there no such subnet nor is a permission lacking: the call failed."""
    for action in ("DescribeVpcs", "DescribeSubnets"):
        asking.front.heal()
        asking.front.faults[action] = broken_off
        asking.hears(f"ec2:{action} 호출이 실패해서", f"the call ec2:{action} failed")
    asking.hears_the_verdict()


def test_credentials_that_expire_while_somebody_waits_are_renewed_unnoticed(asking: Asking) -> None:
    """The keys end in the middle of the reading; the asker hears the verdict all the same."""
    asking.front.everywhere, asking.front.spares, asking.front.times = refused("ExpiredToken"), 7, 1
    asking.hears("프라이빗하게 가요", "goes privately through gateway endpoint")
    assert asking.front.broken == 1
    asking.hears_the_verdict()
