"""A conversation from end to end: the real Bolt app on a local Slack, with a network that needs no AWS."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.app import Bot, create_app, web_client
from bot.listeners.gate import Gate
from bot.notes import Notes
from bot.playground.slack import LocalSlack, Message
from bot.services import OWN, Named, Services, Target, once, picture
from bot.serving.socket_mode import SocketMode
from bot.settings import Settings
from bot.state.store import State
from diagnostics.collect.answers import Answers, Meta
from tests.scenarios.network import ACCOUNT, REGION, baseline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from slack_sdk import WebClient

    from bot.notes.version import Version
    from bot.rights.policy import Policy
    from bot.services import Progress
    from bot.work import Work

ROOMS = count(1)
ROOT = Path(__file__).resolve().parents[2]
NOTHING = Named()
#: What lets a test ask as fast as it can.
UNHURRIED = "questions=5000 diagnoses=5000 channel=5000 at-once=100"
META = Meta(partition="aws", account=ACCOUNT, region=REGION, taken_at="2026-11-23T09:00:00+00:00", by="routelore 0.1")


@dataclass(slots=True)
class Network:
    """An AWS account as the collector would tell it: answers that a test may change, delay or refuse.

    Behind the `gate` are the `slow` accounts, by their ids; the others answer at once. It has to be opened within so many
    seconds.
    """

    said: dict[str, Any] = field(default_factory=baseline)
    calls: tuple[str, ...] = ("VPCs", "subnets", "route tables")
    error: Exception | None = None
    gate: threading.Event | None = None
    slow: frozenset[str] = frozenset({""})
    patience: int = 30
    read: int = 0
    asked_for: Named = NOTHING
    target: Target = OWN

    def collect(self, progress: Progress, named: Named = NOTHING, target: Target = OWN) -> Answers:
        """Tell the account, call by call, once the gate is open."""
        self.read += 1
        self.asked_for, self.target = named, target
        for done, call in enumerate(self.calls, start=1):
            progress(done, len(self.calls), call)
        if self.gate is not None and target.account in self.slow:
            self._wait_for(self.gate, progress)
        if self.error is not None:
            raise self.error
        return Answers(said=dict(self.said), meta=META)

    def _wait_for(self, gate: threading.Event, progress: Progress) -> None:
        """Wait as the collector does, which tells again and again what it waits for."""
        last = len(self.calls)
        opened = (gate.wait(0.1) or progress(last, last, self.calls[-1]) for _ in range(self.patience * 10))
        assert any(opened), "nobody opened the gate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """The local Slack, the bot in it, and the network that it looks at."""

    slack: LocalSlack
    bot: Bot
    network: Network

    def ask(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Say something and give the root of its thread."""
        said = self.slack.say(user, channel, text, thread_ts)
        assert said.ok, said
        return thread_ts or str(said.ts)

    def replies(self, channel: str, root: str) -> list[Message]:
        """Give what the bot said in a thread."""
        return [m for m in self.slack.messages(channel) if m.bot_id and m.thread_ts == root]

    def heard(self, channel: str, root: str, what: str, seconds: float = 10.0) -> Message:
        """Give the bot's message in the thread that shows these words, as soon as it is there."""

        def wanted(message: Message) -> bool:
            return bool(message.bot_id) and root in {message.thread_ts, message.ts} and what in shown(message)

        return self.slack.wait_for_message(wanted, channel=channel, seconds=seconds)

    def told(self, user: str, channel: str, what: str, seconds: float = 10.0) -> Message:
        """Give the message that only this person sees, as soon as it is there."""
        return self.slack.wait_for_message(
            lambda m: m.ephemeral_for is not None and what in shown(m), channel=channel, user=user, seconds=seconds
        )

    def direct(self, user: str) -> str:
        """Give the id of the person's conversation with the bot."""
        return str(self.slack.open_dm(user).channel)

    def new_channel(self) -> str:
        """Open a channel with everybody and the bot in it, and give its name."""
        name = f"room-{next(ROOMS)}"
        self.slack.add_channel(name, ("mina", "jun", "sol", self.slack.bot_user))
        return f"#{name}"

    def quiet(self) -> None:
        """Return once everything that was delivered has been dealt with."""
        self.bot.app.listener_runner.listener_executor.submit(lambda: None).result(10)
        done = threading.Event()
        assert self.bot.resources.work.take(done.set, done.set)
        assert done.wait(10)

    def kept(self) -> None:
        """Return once the bot has kept every promise: what it does after it has answered is done."""
        until = time.monotonic() + 10
        while self.bot.resources.state.promises.open():
            assert time.monotonic() < until, "a promise is open"
            time.sleep(0.02)


def shown(message: Message) -> str:
    """Give every word that a message shows: its text and its blocks'."""
    return "\n".join([message.text, *_texts(message.blocks)])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "text" and isinstance(one, str):
                yield one
            else:
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def manifest() -> dict[str, Any]:
    """Give the app's manifest."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8"))
    return read


@once
def version() -> Version:
    """Give what the product's files say, read once for all tests."""
    from bot.notes.version import read_version
    from knowledge.library import Folder

    return read_version(Folder.shipped())


class Opened(Notes):
    """The notes of the product, read once for all tests; what a workspace teaches is its own."""

    def _read_version(self) -> Version:
        return replace(version(), own={})


def services_for(network: Network, notes: Notes | None = None) -> Services:
    """Give the real services, with the network in the place of AWS; and with other notes where there are any."""
    return Services(
        notes=notes or Opened(),
        collect=network.collect,
        picture=picture,
    )


@contextmanager
def open_chat(
    folder: Path,
    *,
    network: Network | None = None,
    services: Callable[[Network], Services] = services_for,
    posts_per_second: float | None = None,
) -> Iterator[Chat]:
    """Open a workspace with the bot in it, connected by Socket Mode; everything ends with the test."""
    with (
        LocalSlack(manifest(), posts_per_second=posts_per_second) as slack,
        serving(slack, folder, network=network, services=services) as chat,
    ):
        yield chat


@contextmanager
def serving(
    slack: LocalSlack,
    folder: Path,
    *,
    network: Network | None = None,
    services: Callable[[Network], Services] = services_for,
    env: Mapping[str, str] | None = None,
    now: Callable[[], datetime] | None = None,
    work: Work | None = None,
    policy: Callable[[], Policy | None] | None = None,
) -> Iterator[Chat]:
    """Run the bot in a workspace that is open already, as after a restart; `env` adds to settings, `now` is the clock.

    `policy` says who may have what, in the place of the settings' file.
    """
    network = network or Network()
    settings = Settings.from_env(
        {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}",
            "ROUTELORE_LIMITS": UNHURRIED,
            **(env or {}),
        }
    )
    client: WebClient = web_client(settings)
    gate = None if policy is None else Gate(policy)
    state = State.open(settings.database_url, now)
    bot = create_app(settings, services(network), client, state=state, work=work, gate=gate)
    handler = SocketMode(bot, settings)
    handler.connect()
    slack.wait_for_socket()
    try:
        yield Chat(slack=slack, bot=bot, network=network)
    finally:
        handler.close()
        bot.close()
