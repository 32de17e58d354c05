"""Three processes on one PostgreSQL, one of them killed under load: each question is answered once, by any of them."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING

from bot.playground.slack import LocalSlack
from bot.playground.slack.delivery import Patience
from bot.playground.slack.signed_http import SignedHttp
from bot.state.store import State
from tests.e2e.chat import manifest, shown
from tests.e2e.shell import ALONE, ROOT
from tests.servers.postgres import free_port, until

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.playground.slack import Message
    from bot.playground.slack.delivery import Parcel, Receipt, Retry
    from tests.servers.postgres import Postgres

REPLICAS = 3
QUESTIONS = 120
DIAGNOSES = 6
TOPICS = ("NAT 게이트웨이가 뭐야?", "게이트웨이 엔드포인트는 무료야?", "What is a VPC?", "라우팅 테이블이 뭐예요?")
PEOPLE = ("mina", "jun", "sol")
WIDE = "questions=100000/minute, diagnoses=1000/minute, channel=1000/minute, at-once=100"


class Balanced:
    """What a load balancer does: each request goes to the next replica, and on to another where that one is gone."""

    def __init__(self, ports: Sequence[int], secret: str) -> None:
        """Send to these ports."""
        self._ways = [SignedHttp(f"http://127.0.0.1:{port}/slack/events", secret) for port in ports]
        self._turns = count()

    async def carry(self, parcel: Parcel, retry: Retry | None, seconds: float) -> Receipt:
        """Carry a parcel once."""
        at = next(self._turns)
        receipt = await self._ways[at % len(self._ways)].carry(parcel, retry, seconds)
        if receipt.reason == "connection_failed":
            return await self._ways[(at + 1) % len(self._ways)].carry(parcel, retry, seconds)
        return receipt


@contextmanager
def replicas(slack: LocalSlack, url: str, ports: Sequence[int] = ()) -> Iterator[list[subprocess.Popen[str]]]:
    """Run the bot in three processes; whatever of them still lives is ended."""
    env = {
        **ALONE,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "ROUTELORE_DATABASE_URL": url,
        "ROUTELORE_LIMITS": WIDE,
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
    }
    State.open(url).close()
    with ExitStack() as ends:
        running: list[subprocess.Popen[str]] = []
        for at in range(REPLICAS):
            words = [sys.executable, "-m", "tests.servers.replica", *map(str, ports[at : at + 1])]
            process = subprocess.Popen(
                words, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
            ends.callback(_end, process)
            running.append(process)
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        until(lambda: all(map(_listens, ports)), 20)
        yield running


def _end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    if process.stdout is not None:
        process.stdout.close()


def asked(slack: LocalSlack, channel: str, numbers: range) -> dict[str, str]:
    """Ask one question after the other, and a diagnosis now and then, and give each by the root of its thread."""
    said = {}
    for number in numbers:
        every = QUESTIONS // DIAGNOSES
        text = "subnet-a1에서 S3 왜 안 돼?" if number % every == every - 1 else TOPICS[number % len(TOPICS)]
        outcome = slack.say(PEOPLE[number % len(PEOPLE)], channel, f"@routelore {text}")
        assert outcome.ok
        said[str(outcome.ts)] = text
    return said


def replies(slack: LocalSlack, channel: str, root: str) -> list[Message]:
    """Give what the bot said in a thread, without files."""
    return [m for m in slack.messages(channel) if m.bot_id and m.thread_ts == root and not m.files]


def each_answered_once(slack: LocalSlack, channel: str, said: dict[str, str], url: str) -> None:
    """Wait until nothing is promised any more; then every thread has its answer, and has it once."""
    until(lambda: all(replies(slack, channel, root) for root in said), 30)
    with closing(State.open(url)) as state:
        until(lambda: state.promises.open() == 0, 30)
    for root, text in said.items():
        messages = [shown(m) for m in replies(slack, channel, root)]
        assert len(messages) == (2 if "subnet" in text else 1), (text, messages)
        assert not any("살펴보고" in one for one in messages)


def test_by_socket_mode_nothing_is_lost_or_done_twice_where_one_is_killed(postgres: Postgres) -> None:
    """Slack gives each event to one connection, and again to another where nobody acknowledged it."""
    url = postgres.url()
    with (
        LocalSlack(manifest(), posts_per_second=None, patience=Patience(ack=2.0)) as slack,
        replicas(slack, url) as running,
    ):
        until(lambda: slack._sockets.count == REPLICAS, 20)
        slack.add_channel("load", (*PEOPLE, slack.bot_user))
        said = asked(slack, "#load", range(QUESTIONS // 2))
        threading.Timer(0.05, lambda: running[0].send_signal(signal.SIGKILL)).start()
        said |= asked(slack, "#load", range(QUESTIONS // 2, QUESTIONS))
        each_answered_once(slack, "#load", said, url)
        _goes_on_anywhere(slack, next(iter(said)))


def test_by_http_nothing_is_lost_or_done_twice_where_one_is_killed(postgres: Postgres) -> None:
    """Any replica takes any request; what one acknowledged and could not finish, another finishes."""
    url, ports = postgres.url(), [free_port() for _ in range(REPLICAS)]
    with (
        LocalSlack(manifest(), posts_per_second=None, http_events="http://127.0.0.1:9/") as slack,
        replicas(slack, url, ports) as running,
    ):
        slack.desk.courier.carrier = Balanced(ports, slack.signing_secret)
        slack.add_channel("load", (*PEOPLE, slack.bot_user))
        said = asked(slack, "#load", range(QUESTIONS // 2))
        threading.Timer(0.05, lambda: running[0].send_signal(signal.SIGKILL)).start()
        said |= asked(slack, "#load", range(QUESTIONS // 2, QUESTIONS))
        each_answered_once(slack, "#load", said, url)


def test_one_event_at_three_replicas_at_the_same_moment_is_one_answer(postgres: Postgres) -> None:
    """So is a click: whichever is first does it."""
    url, ports = postgres.url(), [free_port() for _ in range(REPLICAS)]
    with (
        LocalSlack(manifest(), posts_per_second=None, http_events="http://127.0.0.1:9/") as slack,
        replicas(slack, url, ports),
    ):
        slack.desk.courier.carrier = AtOnce(ports, slack.signing_secret)
        slack.add_channel("load", (*PEOPLE, slack.bot_user))
        said = asked(slack, "#load", range(20))
        each_answered_once(slack, "#load", said, url)
        answer = replies(slack, "#load", next(root for root, text in said.items() if "subnet" in text))[-1]
        before = len(slack.messages("#load"))
        slack.click("jun", answer, "show_routes")
        until(lambda: len(slack.messages("#load")) > before)
        with closing(State.open(url)) as state:
            until(lambda: state.promises.open() == 0)
        assert len(slack.messages("#load")) == before + 1


class AtOnce(Balanced):
    """Delivers everything to every replica at the same moment."""

    async def carry(self, parcel: Parcel, retry: Retry | None, seconds: float) -> Receipt:
        """Carry a parcel to all of them."""
        receipts = await asyncio.gather(*(way.carry(parcel, retry, seconds) for way in self._ways))
        return next((one for one in receipts if one.acked and one.body), receipts[0])


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _goes_on_anywhere(slack: LocalSlack, root: str) -> None:
    """Ask on in a thread, once for each replica and more: whichever gets it knows what it is about."""
    for number in range(2 * REPLICAS):
        assert slack.say(PEOPLE[number % 3], "#load", "@routelore 그건 왜 필요해?", root).ok
        until(lambda wanted=number + 2: len(replies(slack, "#load", root)) >= wanted, 10)
    assert len(replies(slack, "#load", root)) == 1 + 2 * REPLICAS
