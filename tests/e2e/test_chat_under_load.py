"""Many people at once, and accounts that hang: nobody waits for another's, and whoever does not want to wait can stop."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.playground.slack import LocalSlack
from tests.e2e.chat import Chat, Network, manifest, serving, shown
from tests.scenarios.network import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


WHY = "@routelore 왜 orchard 서브넷 S3 트래픽이 NAT로 나가?"
WHY_EN = "@routelore why does the orchard subnet go to S3 through the NAT?"
QUESTION = "@routelore NAT 게이트웨이가 뭐야?"
SLOW = "999900001111"
POLICY = f"""
accounts:
  prod:
    id: "{ACCOUNT}"
    regions: [ap-northeast-2]
  stage:
    role: arn:aws:iam::{SLOW}:role/routelore
    regions: [ap-northeast-2]
grants:
  - to: {{users: [U0MINA, U0JUN, U0SOL]}}
    accounts: [prod, stage]
"""
MANY = {"ROUTELORE_LIMITS": "diagnoses=500 channel=500 at-once=100 questions=500"}


@contextmanager
def chat_with(folder: Path, network: Network, env: Mapping[str, str]) -> Iterator[Chat]:
    """Open a workspace with the bot; whatever happens, the network's gate is opened in the end."""
    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, folder, network=network, env=env) as chat,
    ):
        try:
            yield chat
        finally:
            if network.gate is not None:
                network.gate.set()


def hanging(**more: Any) -> Network:
    """Give a network whose gate is closed."""
    return Network(gate=threading.Event(), **more)


def test_fifty_diagnoses_of_an_account_that_hangs_delay_nobody_else(tmp_path: Path) -> None:
    """Each is seen at once; another's question is answered, and another's diagnosis of another account is told in full."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    env = {**MANY, "ROUTELORE_POLICY": str(tmp_path / "policy.yaml")}
    with chat_with(tmp_path, hanging(slow=frozenset({SLOW})), env) as chat:
        room, first = chat.direct("mina"), []
        for _ in range(50):
            began = time.monotonic()
            root = chat.ask("mina", room, f"stage 계정에서 {WHY[11:]}")
            chat.heard(room, root, "orchard")
            first.append(time.monotonic() - began)
        assert max(first) < 3
        began = time.monotonic()
        other = chat.direct("jun")
        chat.heard(other, chat.ask("jun", other, QUESTION[11:]), "출처")
        chat.heard(other, chat.ask("jun", other, f"prod 계정에서 {WHY[11:]}"), "원인")
        assert time.monotonic() - began < 5
        assert chat.bot.work.waiting == 46


def test_whoever_has_to_wait_is_told_behind_how_many_and_may_leave_the_line(tmp_path: Path) -> None:
    """A diagnosis that waits for another leaves the line at once where its asker cancels it; the others go on."""
    with chat_with(tmp_path, hanging(), MANY) as chat:
        room = chat.new_channel()
        for _ in range(4):
            chat.heard(room, chat.ask("mina", room, WHY), "AWS 읽는 중")
        waits = chat.ask("jun", room, WHY_EN)
        chat.heard(room, waits, "This one is next")
        last = chat.ask("jun", room, WHY_EN)
        sign = chat.heard(room, last, "1 before this one")
        assert chat.slack.click("jun", sign, "cancel").ok
        chat.heard(room, last, "Cancelled.")
        assert chat.network.gate is not None
        chat.network.gate.set()
        chat.heard(room, waits, "Traffic from subnet orchard")
        chat.quiet()
        assert [shown(one) for one in chat.replies(room, last)] == ["Cancelled.\nCancelled."]


def test_a_diagnosis_under_way_stops_where_its_asker_cancels_it_and_nothing_more_is_said(tmp_path: Path) -> None:
    """By the button or by saying so in the thread; the message says that it was cancelled, and stays so."""
    with chat_with(tmp_path, hanging(), MANY) as chat:
        room = chat.new_channel()
        by_button, by_word = chat.ask("mina", room, WHY), chat.ask("jun", room, WHY_EN)
        assert chat.slack.click("mina", chat.heard(room, by_button, "AWS 읽는 중"), "cancel").ok
        chat.heard(room, by_button, "진단을 그만뒀어요")
        chat.heard(room, by_word, "Reading AWS")
        chat.ask("jun", room, "cancel", by_word)
        chat.heard(room, by_word, "Cancelled.")
        assert chat.network.gate is not None
        chat.network.gate.set()
        chat.quiet()
        assert [shown(one) for one in chat.replies(room, by_button)] == ["진단을 그만뒀어요.\n진단을 그만뒀어요."]
        assert [shown(one) for one in chat.replies(room, by_word)] == ["Cancelled.\nCancelled."]
        chat.heard(room, chat.ask("mina", room, WHY), "원인")


def test_nobody_else_cancels_a_diagnosis_and_a_finished_one_is_left_alone(tmp_path: Path) -> None:
    """A stranger's click and a stale one get a kind sentence; a stranger's word is nothing."""
    with chat_with(tmp_path, hanging(), MANY) as chat:
        room = chat.new_channel()
        root = chat.ask("mina", room, WHY)
        sign = chat.heard(room, root, "AWS 읽는 중")
        assert chat.slack.click("jun", sign, "cancel").ok
        chat.told("jun", room, "요청한 분만")
        chat.ask("jun", room, "그만", root)
        chat.quiet()
        assert chat.network.gate is not None
        chat.network.gate.set()
        chat.heard(room, root, "원인")
        assert not any("그만뒀어요" in shown(one) for one in chat.replies(room, root))


def test_one_person_has_so_many_diagnoses_at_once_and_in_a_minute(tmp_path: Path) -> None:
    """The third at once is refused for their eyes alone; so is what is above the minute's, and that only once."""
    with chat_with(tmp_path, hanging(), {"ROUTELORE_LIMITS": "at-once=2 diagnoses=4"}) as chat:
        room = chat.new_channel()
        for _ in range(2):
            chat.heard(room, chat.ask("mina", room, WHY), "AWS 읽는 중")
        refused = chat.ask("mina", room, WHY)
        chat.told("mina", room, "진단 2건이 아직 진행 중")
        assert chat.replies(room, refused) == []
        chat.heard(room, chat.ask("jun", room, WHY), "AWS 읽는 중")
        chat.ask("mina", room, WHY)
        for _ in range(3):
            chat.ask("mina", room, WHY)
        chat.told("mina", room, "1분에 4건까지")
        chat.heard(room, chat.ask("mina", room, QUESTION), "출처")
        chat.quiet()
        told = [one for one in chat.slack.messages(room, user="mina") if "1분에 4건까지" in shown(one)]
        assert len(told) == 1


def test_one_person_asks_so_many_questions_in_a_minute(tmp_path: Path) -> None:
    """Whoever asks more is told once when to ask again; others are answered meanwhile, and so is a command's asker."""
    with chat_with(tmp_path, Network(), {"ROUTELORE_LIMITS": "questions=3"}) as chat:
        room = chat.direct("mina")
        for _ in range(3):
            chat.heard(room, chat.ask("mina", room, QUESTION[11:]), "출처")
        for _ in range(4):
            chat.ask("mina", room, QUESTION[11:])
        chat.slack.wait_for_message(lambda m: "1분에 3개까지" in shown(m), channel=room)
        other = chat.direct("jun")
        chat.heard(other, chat.ask("jun", other, QUESTION[11:]), "출처")
        chat.quiet()
        assert sum("1분에 3개까지" in shown(one) for one in chat.slack.messages(room)) == 1
        assert sum("출처" in shown(one) for one in chat.slack.messages(room)) == 3


def test_a_slow_slack_keeps_no_click_from_its_acknowledgement(tmp_path: Path) -> None:
    """While ten answers wait two seconds each for Slack, a command is acknowledged within Slack's three."""
    with chat_with(tmp_path, Network(), MANY) as chat:
        room = chat.new_channel()
        chat.heard(room, chat.ask("mina", room, QUESTION), "출처")
        chat.slack.faults.next("chat.postMessage", delay=2.0, times=10)
        for _ in range(10):
            chat.ask("mina", room, QUESTION)
        began = time.monotonic()
        assert chat.slack.command("jun", room, "/routelore help").ok
        assert time.monotonic() - began < 1
        chat.quiet()
