"""How soon a mention shows that it was heard: the real app, and a bare Bolt app that echoes, each on its own local Slack."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.playground.slack import LocalSlack
from bot.services import services
from tests.e2e.chat import manifest, open_chat
from tests.unit.playground.slack_app import bolt_app, connected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from slack_bolt import Say

    from tests.e2e.chat import Chat

QUESTION = "@routelore 게이트웨이 엔드포인트랑 인터페이스 엔드포인트 차이가 뭐야?"
DIAGNOSIS = "@routelore 왜 orchard 서브넷 S3 트래픽이 NAT로 나가?"
#: What only the last message of a diagnosis says.
LAST_WORDS = "원인"
PATIENCE = 30.0
#: Before each message: what the last one left behind is delivered, and takes no time from this one.
REST = 0.1
CHANNELS = count(1)


@dataclass(slots=True)
class Bot:
    """The real app in its workspace; it notes how long each diagnosis took to be told in full."""

    chat: Chat
    in_full: list[float] = field(default_factory=list)

    def question(self) -> float:
        """Give the seconds from a question to the first sign of the app, once the app is at rest again."""
        waited, _ = first_sign(self.chat.slack, QUESTION)
        self.chat.quiet()
        return waited

    def diagnosis(self) -> float:
        """Give the seconds from asking why to the first sign of the app, once everything is told and the app at rest."""
        waited, (channel, root) = first_sign(self.chat.slack, DIAGNOSIS)
        start = time.perf_counter()
        self.chat.heard(channel, root, LAST_WORDS, PATIENCE)
        self.in_full.append(waited + time.perf_counter() - start)
        self.chat.quiet()
        return waited


@contextmanager
def routelore(folder: Path) -> Iterator[Bot]:
    """Open a workspace with the real app, which reads the AWS account that boto3's own settings name."""
    with open_chat(folder, services=lambda _: services()) as chat:
        yield Bot(chat)


@contextmanager
def echo() -> Iterator[Callable[[], float]]:
    """Open a workspace with an app that says what it hears, made of Bolt alone; ask it for the seconds until it shows."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        app = bolt_app(slack)

        @app.event("app_mention")
        def repeat(event: dict[str, Any], say: Say) -> None:
            say(text=event["text"], thread_ts=event["ts"])

        with connected(slack, app):
            yield lambda: first_sign(slack, QUESTION)[0]


def first_sign(slack: LocalSlack, text: str) -> tuple[float, tuple[str, str]]:
    """Give the seconds until the app shows anything at all, and the thread it shows it in.

    Raises:
        AssertionError: the message was not taken, or the app showed nothing for half a minute.
    """
    name = f"quarry-{next(CHANNELS)}"
    slack.add_channel(name, ("mina", slack.bot_user))
    channel = f"#{name}"
    time.sleep(REST)
    start = time.perf_counter()
    said = slack.say("mina", channel, text)
    assert said.ok, said
    root = str(said.ts)
    assert slack.wait_for(lambda: shows(slack, channel, root), PATIENCE), f"nothing came back for {text!r}"
    return time.perf_counter() - start, (channel, root)


def shows(slack: LocalSlack, channel: str, root: str) -> bool:
    """Say whether the app has answered, reacted, or says what it is doing."""
    if slack.status(channel, root):
        return True
    return any(one.bot_id or (one.ts == root and one.reactions) for one in slack.messages(channel))
