"""All that a process gives off while everything goes wrong, with secrets planted wherever it gets them: none comes out."""

from __future__ import annotations

import base64
import json
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from redis import Redis

from bot.playground.slack import LocalSlack
from bot.settings import Settings
from bot.state.database import Database
from bot.state.sweeps import Sweep, Sweeps
from bot.sweeping.ready import crew_of, reader_of
from bot.sweeping.workers import QUEUE
from tests.e2e.chat import manifest, shown
from tests.e2e.shell import ALONE, ROOT
from tests.faults.aws_front import Front, front_of, refused
from tests.servers.asking import ask
from tests.servers.postgres import free_port
from tests.servers.redis import redis
from tests.unit.collect.local_aws import REGION, running
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.postgres import Postgres

BOT, APP, SIGNING = "xoxb-1-2-plantedBotToken", "xapp-1-plantedAppToken", "5e3f0planted5e3f0planted5e3f0pla"
KEY, SECRET = "AKIAPLANTEDPLANTED01", "pLanted/SecretKey+0123456789abcdefABCDEF"
SESSION = "FwoGZXIvYXdzPlanted" + "Zz9/" * 50
PASSWORD, COLLECTOR = "planted/database:password", "planted-collector-key"
#: What AWS says when it refuses, which quotes what it was told.
QUOTED = f"not authorized: {KEY} aws_secret_access_key={SECRET} X-Amz-Security-Token={SESSION}"
#: What people say, and whose account it is: no log, figure or trace has it.
SAID, ACCOUNT = "persimmon77", "123456789012"
SECRETS = (BOT, APP, SIGNING, KEY, SECRET, SESSION, PASSWORD, "planted%2Fdatabase%3Apassword", COLLECTOR, SAID, ACCOUNT)


@dataclass
class Collector:
    """Takes traces, as a collector of OpenTelemetry does."""

    url: str = ""
    taken: list[bytes] = field(default_factory=list)


@contextmanager
def collecting() -> Iterator[Collector]:
    """Run a collector on a free port."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            collector.taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Served:
    """A process that serves, and what it is surrounded by."""

    slack: LocalSlack
    front: Front
    port: int
    health: int
    process: subprocess.Popen[bytes]
    collector: Collector
    subnet: str

    def asks(self, question: str) -> str:
        """Let somebody ask in a new channel, and give all that they are shown in the end."""
        name = f"room-{time.monotonic_ns()}"
        self.slack.add_channel(name, ("mina", self.slack.bot_user))
        self.slack.say("mina", f"#{name}", f"@routelore {question} {SAID}")
        self.slack.wait_for(lambda: any(m.bot_id for m in self.slack.messages(f"#{name}", "mina")), 20)
        time.sleep(0.5)  # for what follows the first word
        return "\n".join(shown(m) for m in self.slack.messages(f"#{name}", "mina") if m.bot_id)


@pytest.fixture
def served(tmp_path: Path, postgres: Postgres) -> Iterator[Served]:
    """Serve as the command does, told everything by the environment, with all that it can tell switched on."""
    port, health = free_port(), free_port()
    with ExitStack() as ends:
        slack = LocalSlack(
            manifest(),
            posts_per_second=None,
            bot_token=BOT,
            app_token=APP,
            signing_secret=SIGNING,
            http_events=f"http://127.0.0.1:{port}/slack/events",
        )
        ends.enter_context(slack)
        aws = ends.enter_context(running())
        subnet = orchard(aws.client("ec2"))["subnet"]
        front, collector = ends.enter_context(front_of(aws)), ends.enter_context(collecting())
        env = {
            **ALONE,
            "SLACK_BOT_TOKEN": BOT,
            "SLACK_SIGNING_SECRET": SIGNING,
            "SLACK_API_URL": slack.api_url,
            "ROUTELORE_DATABASE_URL": postgres.url().replace("routelore@", "routelore:planted%2Fdatabase%3Apassword@"),
            "ROUTELORE_HEALTH_PORT": str(health),
            "ROUTELORE_LOG_LEVEL": "debug",
            "AWS_ENDPOINT_URL": front.url,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_SESSION_TOKEN": SESSION,
            "AWS_DEFAULT_REGION": REGION,
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
            "OTEL_EXPORTER_OTLP_HEADERS": f"x-key={COLLECTOR}",
            "OTEL_BSP_SCHEDULE_DELAY": "100",
        }
        with (tmp_path / "out").open("wb") as out:
            words = [sys.executable, "-m", "bot.cli", "serve", "--http", str(port)]
            process = ends.enter_context(subprocess.Popen(words, env=env, cwd=ROOT, stdout=out, stderr=out))
            ends.callback(process.kill)
            until_ready(port, process)
            yield Served(slack, front, port, health, process, collector, subnet)


def until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until it serves."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None
        try:
            if ask(port, "/readyz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("it does not serve")


def test_nothing_that_a_process_gives_off_holds_a_secret(served: Served, postgres: Postgres, tmp_path: Path) -> None:
    """Log, figures, traces, probes, answers of HTTP and messages: of a bad day of Slack, AWS, the database and strangers."""
    told = [served.asks("NAT 게이트웨이가 뭐야?"), served.asks(f"diagnose {served.subnet} to s3")]
    assert "NAT" in told[0]
    assert "S3" in told[1]

    for code, status in (("UnauthorizedOperation", 403), ("AuthFailure", 401), ("InternalError", 500)):
        served.front.everywhere = refused(code, QUOTED, status)
        told.append(served.asks(f"diagnose {served.subnet} to s3"))
    assert served.front.broken
    served.front.heal()

    for fault in ({"status": 500}, {"error": f"invalid_auth token={BOT} {SECRET}"}):
        served.slack.faults.next("chat.postMessage", **fault)  # type: ignore[arg-type]
    told.append(served.asks("VPC 엔드포인트가 뭐야?"))

    answers = [ask(served.port, "/slack/events", body=one, headers=headers) for one, headers in strange()]
    assert {answer.status for answer in answers} == {401}
    postgres.stop("immediate")
    told.append(served.asks("what is a route table?"))
    probes = ("/readyz", "/healthz", "/metrics", f"/{SIGNING}", f"/slack/install?{BOT}")
    answers += [ask(at, path) for at in (served.port, served.health) for path in probes]
    postgres.start()
    told.append(served.asks("what is a route table?"))
    answers += [ask(served.health, path) for path in ("/readyz", "/metrics")]

    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(30) == 0
    log = (tmp_path / "out").read_bytes().decode()
    traces = b"\n".join(served.collector.taken)
    assert "level" in log
    assert b"routelore" in traces
    assert any("routelore_slack_calls_total" in answer.body for answer in answers)
    given = {"log": log, "traces": traces.decode(errors="replace")}
    given |= {f"{answer.status} {at}": answer.body + str(answer.headers) for at, answer in enumerate(answers)}
    assert not [(where, secret) for where, text in given.items() for secret in SECRETS if secret in text]
    assert not [(at, secret) for at, text in enumerate(told) for secret in SECRETS[:-2] if secret in text]


def strange() -> Iterator[tuple[bytes, dict[str, str]]]:
    """Give what strangers send, with a secret in every place."""
    now = str(int(time.time()))
    for body in (b"token=" + BOT.encode(), b"{" + SECRET.encode(), KEY.encode() * 100):
        yield body, {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={SIGNING}"}
        yield body, {"X-Slack-Request-Timestamp": SECRET, "X-Slack-Signature": BOT, "Content-Type": PASSWORD}
        yield body, {"Authorization": f"Bearer {BOT}", "User-Agent": KEY, "Cookie": f"d={SESSION}"}


def test_a_broker_holds_numbers_alone(tmp_path: Path) -> None:
    """Whose account and which Region a part is, who asked and with which keys: a worker reads that from the database."""
    with redis(tmp_path) as url:
        env = {
            "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}",
            "ROUTELORE_BROKER_URL": url,
            "SLACK_BOT_TOKEN": BOT,
            "SLACK_SIGNING_SECRET": SIGNING,
        }
        settings = Settings.from_env(env)
        with closing(Database.open(settings.database_url)) as database:
            sweeps, sweep = Sweeps(database), Sweep(user="U0MINA")
            sweeps.begin(sweep, ((f"fruit-{ACCOUNT}", REGION), (f"fruit-{ACCOUNT}", "us-east-1")))
            crew = crew_of(settings)(sweeps.parts, reader_of(settings))
            crew.start(sweep, (0, 1))
            crew.close()
        with closing(Redis.from_url(url)) as broker:
            sent = [json.loads(one) for one in broker.lrange(QUEUE, 0, -1)]
    bodies = [base64.b64decode(one["body"]).decode() for one in sent]
    assert sorted(json.loads(body)[0][2] for body in bodies) == [0, 1]
    for secret in (*SECRETS, "fruit", REGION, "us-east-1", "U0MINA"):
        assert secret not in json.dumps(sent) + "".join(bodies)
