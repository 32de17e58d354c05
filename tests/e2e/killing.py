"""The bot in a process of its own, killed with no time to say goodbye while people ask, press and answer all at once."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.middleware.taking_over import take_over
from bot.playground.account import wearing
from bot.services import services
from bot.state.asked import JudgedRow
from tests.e2e.chat import Opened, serving, shown
from tests.e2e.shell import ALONE, ROOT
from tests.servers.postgres import until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from random import Random

    from bot.playground.slack import LocalSlack, Message
    from tests.e2e.chat import Chat

QUESTIONS = ("NAT 게이트웨이가 뭐야?", "게이트웨이 엔드포인트는 무료야?", "What is a VPC?", "VPC 피어링 비용 얼마야?")
DIAGNOSIS = "왜 orchard 서브넷 S3 트래픽이 NAT로 나가?"
PEOPLE = ("mina", "jun", "sol")
WIDE = {"ROUTELORE_LIMITS": "questions=100000/minute, diagnoses=1000/minute, channel=1000/minute, at-once=100"}


@contextmanager
def process(slack: LocalSlack, env: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bot as `routelore serve`, and kill it at the end."""
    told = {
        **ALONE,
        **WIDE,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        **env,
    }
    bot = subprocess.Popen([sys.executable, "-m", "bot.cli", "serve"], env=told, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        slack.wait_for_socket(30)
        yield bot
    finally:
        bot.send_signal(signal.SIGKILL)
        bot.wait(10)
        slack.drop_sockets()


@dataclass(slots=True)
class Asked:
    """What people asked for, by the root of its thread, and what they said of answers."""

    chance: Random
    questions: dict[str, str] = field(default_factory=dict)
    diagnoses: list[str] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    kills: int = 0

    def one_round(self, slack: LocalSlack, env: Mapping[str, str], longest: float = 0.6) -> None:
        """Start the bot, ask it many things at once, and kill it somewhere in the middle."""
        with process(slack, env):
            for _ in range(self.chance.randrange(1, 5)):
                text = self.chance.choice(QUESTIONS)
                self.questions[self._say(slack, text)] = text
            self.diagnoses.append(self._say(slack, DIAGNOSIS))
            time.sleep(self.chance.uniform(0, longest))
            for message in [m for m in _answers(slack) if m.ts not in self.perhaps][:1]:
                self.perhaps.add(message.ts)
                if slack.click("sol", message, "helpful").ok:
                    self.judged.add(message.ts)
            time.sleep(self.chance.uniform(0, longest))
        self.kills += 1

    def _say(self, slack: LocalSlack, text: str) -> str:
        said = slack.say(self.chance.choice(PEOPLE), "#network", f"@routelore {text}")
        assert said.ok
        return str(said.ts)

    def wrong(self, slack: LocalSlack, whole: Counter[str]) -> list[str]:
        """Give every thread that holds anything but its answer, once; `whole` is what a diagnosis consists of."""
        found = []
        for root, text in self.questions.items():
            replies = [shown(m) for m in _replies(slack, root)]
            if len(replies) != 1:
                found.append(f"{text}: {len(replies)} answers: {[one[:60] for one in replies]}")
        told = [anatomy(slack, root) for root in self.diagnoses]
        return [*found, *(f"diagnosis: {dict(parts)}" for parts in told if parts != whole)]


def finished(chat: Chat, slack: LocalSlack) -> None:
    """Do what is left, and return once nothing is promised any more and everything that was said was delivered."""
    promises = chat.bot.resources.state.promises
    until(lambda: slack._sockets.count > 0, 20)
    take_over(chat.bot.app, promises)
    until(lambda: promises.open() == 0, 60)
    chat.quiet()


@contextmanager
def the_last(slack: LocalSlack, folder: Path, account: Mapping[str, str]) -> Iterator[Chat]:
    """Run a bot that lives on, later than all that were killed, with the sample account."""
    later = datetime.now(UTC) + timedelta(minutes=5)
    with (
        wearing(account),
        serving(slack, folder, env=WIDE, now=lambda: later, services=lambda _: services(Opened())) as chat,
    ):
        yield chat


def judgements(chat: Chat) -> int:
    """Give how many answers were judged."""
    from sqlalchemy import func, select

    with chat.bot.resources.state._database.transaction() as session:
        return session.scalar(select(func.count()).select_from(JudgedRow)) or 0


def anatomy(slack: LocalSlack, root: str) -> Counter[str]:
    """Give what the thread of a diagnosis consists of: its pictures and files, and the beginnings of its messages."""
    found = _replies(slack, root)
    return Counter(m.files[0].name if m.files else f"{m.text[:20]} {len(m.blocks)}" for m in found)


def _answers(slack: LocalSlack) -> list[Message]:
    return [m for m in slack.messages("#network") if m.bot_id and not m.ephemeral_for and "'helpful" in str(m.blocks)]


def _replies(slack: LocalSlack, root: str) -> list[Message]:
    return [m for m in slack.messages("#network") if m.bot_id and m.thread_ts == root and not m.ephemeral_for]
