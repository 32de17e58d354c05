"""What the bot takes under load: first replies while fifty diagnoses hang, questions beside a bare Bolt echo, and memory.

Run it as `.venv/bin/python -m tests.bench.under_load [--questions N] [--memory N]`. The local Slack runs in the same process
as either app and takes its share of it, so the ratio is that of the two whole arrangements, which differ in the app alone.
For memory the app gets its events without a socket, and a Slack that remembers nothing: what grows then is the app.
"""

from __future__ import annotations

import argparse
import http.server
import json
import threading
import time
from contextlib import contextmanager
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltRequest

from bot.app import create_app, web_client
from bot.playground.slack import LocalSlack
from bot.settings import Settings
from tests.bench.first_reply import DIAGNOSIS, shows
from tests.bench.questions import SETS, load
from tests.e2e.chat import UNHURRIED, Network, manifest, services_for, serving
from tests.unit.playground.slack_app import bolt_app, connected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt import Say

    from bot.app import Bot

UNDER_WAY = 50
#: So many questions wait for their answer at a time, where they come steadily.
AT_A_TIME = 8
PATIENCE = 120.0
CHANNELS = count(1)


def questions(number: int) -> list[str]:
    """Give so many questions as people ask them, each once where there are as many."""
    every = list(dict.fromkeys(asked.text for name in SETS for asked in load(name)))
    return list(islice(cycle(every[:: max(1, len(every) // number)]), number))


def room(slack: LocalSlack) -> str:
    """Give the id of a new channel."""
    name = f"flood-{next(CHANNELS)}"
    slack.add_channel(name, ("mina", "jun", slack.bot_user))
    return slack.channel_id(f"#{name}")


@contextmanager
def routelore(folder: Path, network: Network) -> Iterator[LocalSlack]:
    """Run the bot in a workspace of its own."""
    with LocalSlack(manifest(), posts_per_second=None) as slack, serving(slack, folder, network=network):
        yield slack


@contextmanager
def echo() -> Iterator[LocalSlack]:
    """Run an app in a workspace of its own that says what it hears, made of Bolt alone."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        app = bolt_app(slack)

        @app.event("app_mention")
        def repeat(event: dict[str, Any], say: Say) -> None:
            say(text=event["text"], thread_ts=event["ts"])

        with connected(slack, app):
            yield slack


def per_second(slack: LocalSlack, asked: list[str], at_a_time: int) -> float:
    """Give how many questions a second are answered, with so many of them open at a time.

    Raises:
        AssertionError: a question was not answered.
    """
    channel, start, sent = room(slack), time.perf_counter(), 0
    before = posted(slack)
    while (answered := posted(slack) - before) < len(asked):
        assert time.perf_counter() - start < PATIENCE, f"{answered} of {len(asked)} answered"
        for text in asked[sent : answered + at_a_time]:
            assert slack.say("mina", channel, f"@routelore {text}").ok
            sent += 1
        time.sleep(0.002)
    return len(asked) / (time.perf_counter() - start)


def posted(slack: LocalSlack) -> int:
    """Give how many messages the app has posted."""
    return sum(call.method == "chat.postMessage" for call in slack.calls)


def first_signs(slack: LocalSlack, user: str, asked: list[str]) -> list[float]:
    """Give the seconds from each question to the first sign of the app, one question after the other."""
    taken: list[float] = []
    for text in asked:
        channel, start = room(slack), time.perf_counter()
        root = str(slack.say(user, channel, text).ts)
        assert slack.wait_for(partial(shows, slack, channel, root), PATIENCE), f"nothing came back for {text!r}"
        taken.append(time.perf_counter() - start)
    return taken


def print_first_replies(number: int) -> None:
    """Print how soon people are answered while fifty diagnoses of others wait for an AWS that hangs."""
    print(f"\nFirst reply while {UNDER_WAY} diagnoses hang (Slack takes a click or a command back after 3 s)")
    network = Network(gate=threading.Event(), patience=600)
    with TemporaryDirectory() as folder, routelore(Path(folder), network) as slack:
        hanging = first_signs(slack, "mina", [DIAGNOSIS] * UNDER_WAY)
        asked = first_signs(slack, "jun", [f"@routelore {text}" for text in questions(number)])
        assert network.gate is not None
        network.gate.set()
    for name, taken in (("the diagnoses themselves", hanging), ("questions", asked)):
        high = quantiles(taken, n=100)[98]
        print(f"  {name:30} median {median(taken) * 1000:6.0f} ms   p99 {high * 1000:6.0f} ms")


def print_throughput(number: int) -> None:
    """Print how many questions a second are answered, beside how many an app echoes that does nothing else."""
    print(f"\nQuestions a second, against a bare Bolt echo app on a local Slack ({number} questions)")
    asked = questions(number)
    for name, at_a_time in ((f"{AT_A_TIME} at a time", AT_A_TIME), ("all at once", number)):
        with TemporaryDirectory() as folder, routelore(Path(folder), Network()) as slack, echo() as bare:
            per_second(slack, asked[:20], AT_A_TIME)
            per_second(bare, asked[:20], AT_A_TIME)
            ours = per_second(slack, asked, at_a_time)
            theirs = per_second(bare, asked, at_a_time)
        print(f"  {name:30} {ours:6.0f}   echo {theirs:6.0f}   ratio {ours / theirs:.2f}")


class _Deaf(http.server.BaseHTTPRequestHandler):
    """Answers every call of Slack's Web API, and remembers none."""

    protocol_version = "HTTP/1.1"
    numbers = count(1)

    def do_POST(self) -> None:
        """Say that it went well."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = {
            "ok": True,
            "ts": f"{next(self.numbers)}.000001",
            "user": {"locale": "ko-KR"},
            "user_id": "UBOT",
            "team_id": "T1",
        }
        body = json.dumps(said | {"bot_id": "BBOT", "url": "https://harbor.slack.com/"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@contextmanager
def forgetful_slack() -> Iterator[str]:
    """Run a Slack that remembers nothing, and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Deaf)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/api/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def print_memory(number: int) -> None:
    """Print the memory of the process as so many questions are answered, a tenth at a time."""
    print(f"\nMemory over {number} questions")
    with TemporaryDirectory() as folder, forgetful_slack() as address:
        said = {
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_API_URL": address,
            "SLACK_SIGNING_SECRET": "secret",
            "ROUTELORE_DATABASE_URL": f"sqlite:///{folder}/routelore.db",
            "ROUTELORE_LIMITS": UNHURRIED.replace("questions=5000", "questions=999999"),
        }
        settings = Settings.from_env(said)
        bot = create_app(settings, services_for(Network()), web_client(settings))
        try:
            _answer_all(bot, number)
        finally:
            bot.close()


def _answer_all(bot: Bot, number: int) -> None:
    step, first, start = max(1, number // 10), 0.0, time.perf_counter()
    for done, text in enumerate(questions(number), start=1):
        _hand(bot, done, text)
        if done % AT_A_TIME == 0:
            _settle(bot)
        if done % step == 0:
            _settle(bot)
            held = resident()
            first = first or held
            rate = done / (time.perf_counter() - start)
            print(
                f"  {done:8} questions   {held:7.1f} MB   {held - first:+6.1f} since the first tenth   {rate:5.0f} a second"
            )


def _hand(bot: Bot, number: int, text: str) -> None:
    """Hand one mention to Bolt, as Slack would."""
    event = {
        "type": "app_mention",
        "user": f"U{number % 500:06}",
        "channel": "C1",
        "ts": f"{number}.0001",
        "text": f"<@UBOT> {text}",
    }
    body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event": event}
    response = bot.app.dispatch(BoltRequest(mode="socket_mode", body=json.dumps(body)))
    assert response.status == 200, response.body


def _settle(bot: Bot) -> None:
    """Return once all that was handed over is answered."""
    threads = 20
    barrier = threading.Barrier(threads + 1)
    for _ in range(threads):
        bot.app.listener_runner.listener_executor.submit(barrier.wait, PATIENCE)
    barrier.wait(PATIENCE)


def resident() -> float:
    """Give the megabytes of memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1_000_000


def main() -> None:
    """Measure first replies, throughput and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=400, metavar="N", help="of first replies and of throughput; 400")
    parser.add_argument("--memory", type=int, default=5000, metavar="N", help="of the memory; 0 leaves it out; 5000")
    said = parser.parse_args()
    print_first_replies(said.questions)
    print_throughput(said.questions)
    if said.memory:
        print_memory(said.memory)


if __name__ == "__main__":
    main()
