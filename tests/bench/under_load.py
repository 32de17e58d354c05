"""What the bot takes under load: first replies while fifty diagnoses hang, and questions a second beside a bare Bolt echo.

Run it as `.venv/bin/python -m tests.bench.under_load [--questions N]`. The local Slack runs here, and either app is a
process of its own. Both get the same deliveries, and each calls Slack's Web API once for a question. The two take turns, and
no question is asked twice. The local Slack keeps a processor busy that is no part of either: so their own time is told, too.
On loopback a call takes no time, so that nothing but processors counts; Slack itself is far, and what counts then is how
many calls an app makes at a time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.playground.slack import LocalSlack
from bot.playground.slack.faults import Fault
from tests.bench.first_reply import DIAGNOSIS, shows
from tests.bench.questions import so_many
from tests.e2e.chat import ROOT, UNHURRIED, Network, manifest, serving
from tests.servers.postgres import free_port, postgres

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNDER_WAY = 50
#: So many questions wait for their answer at a time, where they come steadily.
AT_A_TIME = 8
ROUNDS = 3
WARM_UP = 40
PATIENCE = 120.0
#: About what a call of Slack's Web API takes from a data centre, in seconds; on loopback it takes nothing.
AS_FAR = 0.1
CHANNELS = count(1)


@dataclass(frozen=True, slots=True)
class Contender:
    """One of the two apps, in a workspace of its own."""

    slack: LocalSlack
    process: subprocess.Popen[str]

    def per_second(self, asked: list[str], at_a_time: int) -> float:
        """Give how many questions a second are answered, with so many of them open at a time.

        Raises:
            AssertionError: a question was not answered.
        """
        slack, channel, start, sent = self.slack, room(self.slack), time.perf_counter(), 0
        while (answered := sum(bool(m.bot_id) for m in slack.messages(channel))) < len(asked):
            assert time.perf_counter() - start < PATIENCE, f"{answered} of {len(asked)} answered"
            for text in asked[sent : answered + at_a_time]:
                assert slack.say("mina", channel, f"@routelore {text}").ok
                sent += 1
            time.sleep(0.005)
        return len(asked) / (time.perf_counter() - start)

    @property
    def busy(self) -> float:
        """Give the seconds of processor time that the app took until now."""
        said = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Far:
    """Stands for the local Slack's faults: every call takes so many seconds to get there and back."""

    seconds: float

    def get(self, _method: str) -> deque[Fault] | None:
        """Give how the next call comes late."""
        return deque([Fault(delay=self.seconds)]) if self.seconds else None


@contextmanager
def contender(app: str, database: str, *, by_http: bool) -> Iterator[Contender]:
    """Run an app in a process, connected to a workspace of its own."""
    port = free_port() if by_http else None
    address = f"http://127.0.0.1:{port}/slack/events" if by_http else None
    with LocalSlack(manifest(), posts_per_second=None, http_events=address) as slack:
        env = {
            **os.environ,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "ROUTELORE_DATABASE_URL": database,
            "ROUTELORE_LIMITS": UNHURRIED.replace("=5000", "=100000"),
        }
        with running(app, env, port) as process:
            if not by_http:
                slack.wait_for_socket(30)
            yield Contender(slack, process)


@contextmanager
def running(app: str, env: Mapping[str, str], port: int | None) -> Iterator[subprocess.Popen[str]]:
    """Run the process of an app, from the moment that it serves."""
    words = [sys.executable, "-m", "tests.bench.loaded_app", app, *([] if port is None else [str(port)])]
    with subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(0.5)  # the port is listened at just after that
            yield process
        finally:
            process.kill()


def room(slack: LocalSlack) -> str:
    """Give the id of a new channel."""
    name = f"flood-{next(CHANNELS)}"
    slack.add_channel(name, ("mina", "jun", slack.bot_user))
    return slack.channel_id(f"#{name}")


def print_throughput(number: int, name: str, database: str, *, by_http: bool) -> None:
    """Print how many questions a second are answered, beside how many an app echoes that does nothing else."""
    ways = ((f"{AT_A_TIME} at a time", AT_A_TIME, 0.0), ("all at once", number, 0.0), ("… Slack far", number, AS_FAR))
    asked = batched(so_many(WARM_UP + len(ways) * ROUNDS * number), number)
    with contender("routelore", database, by_http=by_http) as ours, contender("echo", "", by_http=by_http) as bare:
        for one in (ours, bare):
            one.per_second(asked[-1], AT_A_TIME)
        for how, at_a_time, far in ways:
            for one in (ours, bare):
                one.slack.faults.waiting = Far(far)  # type: ignore[assignment]  # it is asked for nothing else
            rates: dict[Contender, list[float]] = {ours: [], bare: []}
            before = {one: one.busy for one in rates}
            for _ in range(ROUNDS):
                questions = asked.pop(0)
                for one, taken in rates.items():
                    taken.append(one.per_second(questions, at_a_time))
            ratio = median(o / b for o, b in zip(rates[ours], rates[bare], strict=True))
            cost, echo = ((one.busy - before[one]) / (ROUNDS * number) * 1000 for one in rates)
            print(
                f"  {name:24} {how:14} {median(rates[ours]):4.0f} a second, echo {median(rates[bare]):4.0f}"
                f"   ratio {ratio:.2f}   processor {cost:.1f} ms each, echo {echo:.1f} ms"
            )


def batched(questions: list[str], size: int) -> list[list[str]]:
    """Give the questions in rounds, and what is left over as the last."""
    return [questions[at : at + size] for at in range(0, len(questions), size)]


def first_signs(slack: LocalSlack, user: str, asked: list[str]) -> list[float]:
    """Give the seconds from each question to the first sign of the app, one question after the other."""
    taken: list[float] = []
    for text in asked:
        channel, start = room(slack), time.perf_counter()
        root = str(slack.say(user, channel, text).ts)
        assert slack.wait_for(partial(shows, slack, channel, root), PATIENCE), f"nothing came back for {text!r}"
        taken.append(time.perf_counter() - start)
    return taken


def print_first_replies(number: int, name: str, database: str | None) -> None:
    """Print how soon people are answered while fifty diagnoses of others wait for an AWS that hangs."""
    network = Network(gate=threading.Event(), patience=600)
    env = {} if database is None else {"ROUTELORE_DATABASE_URL": database}
    with (
        TemporaryDirectory() as folder,
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, Path(folder), network=network, env=env),
    ):
        hanging = first_signs(slack, "mina", [DIAGNOSIS] * UNDER_WAY)
        asked = first_signs(slack, "jun", [f"@routelore {text}" for text in so_many(number)])
        assert network.gate is not None
        network.gate.set()
    for what, taken in (("the diagnoses", hanging), ("questions", asked)):
        high = quantiles(taken, n=100)[98]
        print(f"  {name:24} {what:14} median {median(taken) * 1000:5.0f} ms   p99 {high * 1000:5.0f} ms")


def main() -> None:
    """Measure first replies and throughput, on SQLite and on PostgreSQL."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=400, metavar="N", help="of each round; 400")
    parser.add_argument("--only-throughput", action="store_true", help="leave the first replies out")
    parser.add_argument("--only", metavar="WORD", default="", help="what is measured, such as SQLite, or HTTP")
    said = parser.parse_args()
    with ExitStack() as ends:
        folder = Path(ends.enter_context(TemporaryDirectory()))
        server = ends.enter_context(postgres())
        if not said.only_throughput:
            print(f"First reply while {UNDER_WAY} diagnoses hang (Slack takes a click or a command back after 3 s)")
            for name, database in (("SQLite", None), ("PostgreSQL", server.url())):
                print_first_replies(said.questions, name, database)
        print(f"Questions, against a bare Bolt echo app on a local Slack ({ROUNDS} rounds of {said.questions})")
        for name, by_http in (("Socket Mode", False), ("HTTP", True)):
            for kind, database in (("SQLite", f"sqlite:///{folder}/{by_http}.db"), ("PostgreSQL", server.url())):
                if said.only in f"{name}, {kind}":
                    print_throughput(said.questions, f"{name}, {kind}", database, by_http=by_http)


if __name__ == "__main__":
    main()
