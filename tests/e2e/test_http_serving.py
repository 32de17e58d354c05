"""Serving over HTTP as a process does it: the probes, the limits, and the end."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.app import create_app, web_client
from bot.playground.slack import LocalSlack
from bot.serving.door import LARGEST
from bot.serving.finishing import finish
from bot.serving.http import run_http
from bot.serving.listening import TO_ASK
from bot.serving.reaching import PortError
from bot.settings import Settings
from bot.work import Lane
from tests.e2e.chat import Chat, Network, manifest, services_for, shown
from tests.servers.asking import ask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Stop:
    """A signal that a test sends."""

    sent: threading.Event = field(default_factory=threading.Event)

    def wait(self) -> int:
        """Return when the test says so, as on SIGTERM."""
        assert self.sent.wait(60)
        return signal.SIGTERM


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A process that serves: where, and how it is ended."""

    chat: Chat
    port: int
    health: int
    stop: Stop
    thread: threading.Thread
    outcome: list[bool]

    def end(self) -> bool:
        """End it and say whether it finished what it promised."""
        self.stop.sent.set()
        self.thread.join(30)
        return self.outcome == [True]


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _settings(slack: LocalSlack, folder: Path) -> Settings:
    return Settings.from_env(
        {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}",
        }
    )


@contextmanager
def _serving(folder: Path, *, drain: float = 0.0) -> Iterator[Serving]:
    port, health, stop = _free(), _free(), Stop()
    with LocalSlack(manifest(), http_events=f"http://127.0.0.1:{port}/slack/events", posts_per_second=None) as slack:
        settings, network = _settings(slack, folder), Network()
        bot = create_app(settings, services_for(network), web_client(settings))
        outcome: list[bool] = []

        def run() -> None:
            outcome.append(run_http(bot, settings, port, stop, health_port=health, drain=drain))

        thread = threading.Thread(target=run)
        thread.start()
        _until(lambda: _answers(port))
        serving = Serving(
            chat=Chat(slack=slack, bot=bot, network=network),
            port=port,
            health=health,
            stop=stop,
            thread=thread,
            outcome=outcome,
        )
        try:
            yield serving
        finally:
            serving.end()


def _answers(port: int) -> bool:
    try:
        return ask(port, "/readyz").status == 200
    except OSError:
        return False


def _until(happened: object, seconds: float = 10.0) -> None:
    assert callable(happened)
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_the_public_port_has_the_probes_and_the_other_one_the_figures(tmp_path: Path) -> None:
    """Slack's port says whether it is ready; what was counted is on the other port alone."""
    with _serving(tmp_path) as serving:
        assert ask(serving.port, "/healthz").body == "ok"
        assert json.loads(ask(serving.port, "/readyz").body) == {"serving": "ready", "database": "ready", "slack": "ready"}
        assert ask(serving.port, "/metrics").status == 404
        assert ask(serving.health, "/metrics").status == 200
        assert ask(serving.port, "/slack/events").status == 405
        assert ask(serving.port, "/slack/install").status == 404
        assert "server" not in ask(serving.port, "/healthz").headers


def test_a_body_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A length that says so, and bytes that go on without one, are both refused with 413."""
    with _serving(tmp_path) as serving:
        with socket.create_connection(("127.0.0.1", serving.port), timeout=5) as announced:
            announced.sendall(f"POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: {LARGEST + 1}\r\n\r\n".encode())
            assert b" 413 " in announced.recv(100)
        with socket.create_connection(("127.0.0.1", serving.port), timeout=5) as endless:
            endless.sendall(b"POST /slack/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
            for _ in range(LARGEST // 0x10000 + 1):
                endless.sendall(piece)
            assert b" 413 " in endless.recv(100)


def test_whoever_only_begins_requests_keeps_no_connection(tmp_path: Path) -> None:
    """Else a thousand of them would take all there are: a silent one, and one that stops in a head."""
    with _serving(tmp_path) as serving, ExitStack() as ends:
        whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        held = [ends.enter_context(socket.create_connection(("127.0.0.1", serving.port), 5)) for _ in range(3)]
        held[1].sendall(whole[:10])
        held[2].sendall(whole)
        answer = b""
        while not answer.endswith(b"\r\n\r\nok"):
            answer += held[2].recv(4096)
        held[2].sendall(whole[:10])
        for one in held:
            one.settimeout(TO_ASK + 3)
            assert one.recv(1) == b""


def test_on_sigterm_it_is_unready_at_once_and_still_takes_what_comes(tmp_path: Path) -> None:
    """A load balancer sees 503; until it does, a click that comes is done rather than lost."""
    with _serving(tmp_path, drain=1.5) as serving:
        serving.stop.sent.set()
        _until(lambda: ask(serving.port, "/readyz").status == 503)
        assert json.loads(ask(serving.health, "/readyz").body)["serving"] == "stopping"
        root = serving.chat.ask("mina", "#network", "@routelore 게이트웨이 엔드포인트가 뭐야?")
        serving.chat.heard("#network", root, "출처: 노트")
        assert serving.end()
        with pytest.raises(OSError, match="refused"):
            ask(serving.port, "/healthz")


def test_what_was_promised_is_finished_before_the_end(tmp_path: Path) -> None:
    """A diagnosis that is under way when the signal comes is posted all the same."""
    with _serving(tmp_path) as serving:
        serving.chat.network.gate = threading.Event()
        serving.chat.ask("mina", "#network", "@routelore subnet-a1에서 s3 진단해줘")
        _until(lambda: serving.chat.network.read == 1)
        threading.Timer(0.5, serving.chat.network.gate.set).start()
        assert serving.end()
        places = ("#network", serving.chat.direct("mina"))
        said = [shown(message) for place in places for message in serving.chat.slack.messages(place)]
        assert any("원인" in text for text in said)


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    """The sentence needs the port and the reason; nothing stays open."""
    with socket.socket() as taken, LocalSlack(manifest()) as slack:
        taken.bind(("0.0.0.0", 0))  # noqa: S104 (that is what the app would take)
        taken.listen()
        settings = _settings(slack, tmp_path)
        bot = create_app(settings, services_for(Network()), web_client(settings))
        port = int(taken.getsockname()[1])
        with pytest.raises(PortError) as refused:
            run_http(bot, settings, port, Stop())
        assert (refused.value.port, refused.value.reason) == (port, "Address already in use")


def test_what_never_ends_does_not_keep_the_process(tmp_path: Path) -> None:
    """The end waits for so long, says that work is left, and gives up waiting."""
    with LocalSlack(manifest()) as slack:
        settings = _settings(slack, tmp_path)
        bot = create_app(settings, services_for(Network()), web_client(settings))
        gate = threading.Event()
        assert bot.work.take(lambda: bool(gate.wait(20)) and None, lambda: None, Lane(asker="U0MINA"))
        began = time.monotonic()
        assert not finish(bot, patience=0.3)
        assert time.monotonic() - began < 3
        gate.set()
        _until(lambda: not any(thread.name == "routelore-closing" for thread in threading.enumerate()))
