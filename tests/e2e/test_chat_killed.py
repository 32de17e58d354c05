"""A bot that is killed with no time to say goodbye: what it acknowledged is there, and is told by the next."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.listeners.teaching_notices import tell_missed
from bot.playground.account import SampleAccount
from bot.playground.slack import LocalSlack
from bot.playground.slack.delivery import Patience
from bot.playground.slack.workspace import TEAM
from bot.state.store import State
from bot.state.taught import Status
from tests.e2e.chat import manifest, serving, shown
from tests.e2e.killing import DIAGNOSIS, Asked, anatomy, finished, judgements, the_last
from tests.e2e.shell import ALONE, ROOT
from tests.servers.postgres import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.slack import Message
    from bot.state.taught import Taught

BOTH = {"ROUTELORE_MAINTAINERS": "U0MINA,U0JUN"}
KILLS = 3


@contextmanager
def killed(slack: LocalSlack, url: str, seconds: float) -> Iterator[None]:
    """Run the bot in a process of its own, and kill it so long after what is done with it."""
    env = {
        **ALONE,
        **BOTH,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "ROUTELORE_DATABASE_URL": url,
    }
    bot = subprocess.Popen([sys.executable, "-m", "bot.cli", "serve"], env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        slack.wait_for_socket(30)
        yield
        time.sleep(seconds)
    finally:
        bot.send_signal(signal.SIGKILL)
        bot.wait(10)
        slack.drop_sockets()


def propose(slack: LocalSlack, question: str) -> bool:
    """Propose an answer by the form, and say whether that was acknowledged."""
    if not slack.command("sol", "#network", "/routelore teach").ok or not slack.wait_for(lambda: bool(slack.views("sol"))):
        return False
    written = {"question": {"teach": {"value": question}}, "answer_ko": {"teach": {"value": "답이에요."}}}
    return slack.submit_view("sol", written).ok


def kept(url: str) -> dict[str, Taught]:
    """Give every proposal that waits or answers, by its question."""
    state = State.open(url)
    try:
        return {one.said.question: one for one in (*state.taught.waiting(TEAM), *state.taught.in_service(TEAM))}
    finally:
        state.close()


def test_what_was_acknowledged_outlives_a_kill_and_is_told_by_the_next(tmp_path: Path) -> None:
    """Proposals and approvals, cut off at random moments: each is whole or was not acknowledged, and is told."""
    chance, url, promised = random.Random(4), f"sqlite:///{tmp_path / 'routelore.db'}", []  # noqa: S311 (moments, no secrets)
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        for number in range(KILLS):
            question = f"{number}번 계정의 VPC 목록은 누가 관리해요?"
            with killed(slack, url, chance.uniform(0, 0.15)):
                if propose(slack, question):
                    promised.append(question)
            assert set(promised) <= set(kept(url))
        assert len(promised) == KILLS
        waiting = _offers(slack, promised[0])
        with killed(slack, url, chance.uniform(0, 0.1)):
            if waiting:
                slack.click("mina", waiting[0], "teach_approve")
        later = datetime.now(UTC) + timedelta(minutes=5)
        with serving(slack, tmp_path, env=BOTH, now=lambda: later) as chat:
            resources = chat.bot.resources
            finished(chat, slack)
            for _ in range(2):
                tell_missed(resources)
            for question in promised:
                one = kept(url)[question]
                assert len(_offers(slack, question)) == 1
                if one.status is Status.APPROVED:
                    assert (
                        "답이에요."
                        in resources.services.notes.answer(question, "ko", team=TEAM).candidates[0].entry.answer.ko
                    )
                    assert [m for m in slack.messages(str(slack.open_dm("sol").channel)) if "승인했어요" in shown(m)]
            told = [m for m in slack.messages(str(slack.open_dm("sol").channel)) if "고마워요" in shown(m)]
            assert len(told) == sum(one.status is Status.PROPOSED for one in kept(url).values())


def _offers(slack: LocalSlack, question: str) -> list[Message]:
    """Give the messages that ask mina to decide on an answer to this question, or that did."""
    return [m for m in slack.messages(str(slack.open_dm("mina").channel)) if m.bot_id and question in shown(m)]


def test_what_was_asked_is_answered_once_however_often_it_is_killed(tmp_path: Path) -> None:
    """Questions, diagnoses and judgements: what the dead took up, the living finishes, and nobody sees anything twice."""
    url, account = f"sqlite:///{tmp_path / 'routelore.db'}", SampleAccount()
    asked = Asked(random.Random(7))  # noqa: S311 (moments, no secrets)
    patience = Patience(ack=1.5, retries=(0.2, 0.5, 1.0, 2.0, 4.0, 8.0))
    try:
        env = {**account.start(), "ROUTELORE_DATABASE_URL": url}
        with LocalSlack(manifest(), posts_per_second=None, patience=patience) as slack:
            for _ in range(KILLS):
                asked.one_round(slack, env)
            with the_last(slack, tmp_path, account.environment()) as chat:
                finished(chat, slack)
                root = chat.ask("mina", "#network", f"@routelore {DIAGNOSIS}")
                until(lambda: anatomy(slack, root).total() >= 3, 20)
                finished(chat, slack)
                assert asked.wrong(slack, anatomy(slack, root)) == []
                assert len(asked.judged) <= judgements(chat) <= len(asked.perhaps)
    finally:
        account.stop()
