"""Whether the bot's memory stays flat: it answers one question after the other in this process, and nothing else is in it.

Run it as `.venv/bin/python -m tests.bench.memory [questions]`, or with `--diagnoses`: then each has the sample account read,
and a picture drawn. The app gets its events without a socket; Slack's Web API is a process of its own, which remembers
nothing, and so is the account.
"""

from __future__ import annotations

import argparse
import gc
import http.server
import json
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from itertools import count, cycle, islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from slack_bolt import BoltRequest

from bot.app import create_app, web_client
from bot.listeners.gate import Gate
from bot.services import services
from bot.settings import Settings
from tests.bench.questions import so_many
from tests.bench.region import account
from tests.e2e.chat import UNHURRIED, Network, services_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import Bot

AT_A_TIME = 8
PATIENCE = 120.0
SLACK = "slack"
#: Subnets of the sample account, each with a way of its own.
SUBNETS = ("orchard", "harbor", "meadow")


class _Deaf(http.server.BaseHTTPRequestHandler):
    """Answers every call of Slack's Web API, and remembers none."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    numbers = count(1)

    def do_POST(self) -> None:
        """Say that it went well."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = {
            "ok": True,
            "ts": f"{next(self.numbers)}.000001",
            "user": {"locale": "ko-KR"},
            "upload_url": f"http://{self.headers['Host']}/upload",
            "file_id": "F1",
            "files": [],
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


def serve_slack() -> None:
    """Be a Slack that remembers nothing, and print the port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Deaf)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


@contextmanager
def forgetful_slack() -> Iterator[str]:
    """Run a Slack that remembers nothing as another process, and give its address."""
    words = [sys.executable, "-m", "tests.bench.memory", SLACK]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/api/"
        finally:
            process.kill()


def print_memory(number: int, *, diagnoses: bool = False) -> None:
    """Print the memory of the process as so many questions are answered, a tenth at a time."""
    print(f"Memory over {number} {'diagnoses' if diagnoses else 'questions'}")
    with ExitStack() as ends:
        folder, address = ends.enter_context(TemporaryDirectory()), ends.enter_context(forgetful_slack())
        said = {
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_API_URL": address,
            "SLACK_SIGNING_SECRET": "secret",
            "ROUTELORE_DATABASE_URL": f"sqlite:///{folder}/routelore.db",
            "ROUTELORE_LIMITS": UNHURRIED.replace("=5000", "=999999"),
        }
        settings = Settings.from_env(said)
        if diagnoses:
            ends.enter_context(account("sample account"))
        done = services() if diagnoses else services_for(Network())
        bot = create_app(settings, done, web_client(settings), gate=Gate(everybody=True))
        ends.callback(bot.close)
        texts = (f"diagnose {one} to {to}" for one, to in cycle(product(SUBNETS, ("s3", "dynamodb", "ec2"))))
        _answer_all(bot, list(islice(texts, number)) if diagnoses else so_many(number))


def _answer_all(bot: Bot, texts: list[str]) -> None:
    step, first, start = max(1, len(texts) // 10), 0.0, time.perf_counter()
    for done, text in enumerate(texts, start=1):
        _hand(bot, done, text)
        if done % AT_A_TIME == 0:
            _settle(bot)
        if done % step == 0:
            _settle(bot)
            gc.collect()
            held = resident()
            first = first or held
            rate, files = done / (time.perf_counter() - start), len(list(Path("/proc/self/fd").iterdir()))
            print(
                f"  {done:8}   {held:7.1f} MB   {held - first:+6.1f} since the first tenth   "
                f"{threading.active_count():3} threads   {files:3} files   {rate:5.1f} a second",
                flush=True,
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
    patience = time.monotonic() + PATIENCE
    while bot.resources.state.promises.open():
        assert time.monotonic() < patience, "not answered"
        time.sleep(0.01)


def resident() -> float:
    """Give the megabytes of memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1_000_000


def main() -> None:
    """Measure the memory, or be the Slack of those who do."""
    if sys.argv[1:] == [SLACK]:
        serve_slack()
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=int, nargs="?", default=5000, metavar="QUESTIONS", help="so many; 5000")
    parser.add_argument("--diagnoses", action="store_true", help="of an account, in the place of questions")
    said = parser.parse_args()
    print_memory(said.questions, diagnoses=said.diagnoses)


if __name__ == "__main__":
    main()
