"""Readiness: part by part, looked at in the background, and never with a reason for strangers."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.serving.health import health_app
from bot.serving.listening import Listening
from bot.serving.readiness import STALE, Readiness, database_answers, token_lives
from bot.settings import Settings
from bot.state.store import State
from tests.servers.asking import ask

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.slack import LocalSlack


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    at: float = 100.0

    def __call__(self) -> float:
        """Give the time."""
        return self.at


def test_a_part_that_is_gone_is_named_and_comes_back() -> None:
    """The report names the part; once it works again, all is ready."""
    works = [True]
    readiness = Readiness({"database": lambda: works[0]}, now=Clock())
    readiness.look()
    assert readiness.ready
    works[0] = False
    readiness.look()
    assert readiness.report() == {"serving": "ready", "database": "not ready"}
    works[0] = True
    readiness.look()
    assert readiness.ready


def test_a_part_that_hangs_is_not_ready() -> None:
    """What was said too long ago does not count; what was never looked at does not, either."""
    clock = Clock()
    readiness = Readiness({"database": lambda: True}, now=clock)
    assert not readiness.ready
    readiness.look()
    assert readiness.ready
    clock.at += STALE + 1
    assert not readiness.ready


def test_the_probes_say_what_they_promise() -> None:
    """The process lives whatever happens; stopping makes it unready at once, with 503 and the parts as JSON."""
    readiness = Readiness({"database": lambda: True})
    listening = Listening(health_app(readiness), 0, "127.0.0.1")
    listening.start()
    readiness.start()
    try:
        assert ask(listening.port, "/readyz").status == 200
        readiness.stop()
        answer = ask(listening.port, "/readyz")
        assert (answer.status, json.loads(answer.body)) == (503, {"serving": "stopping", "database": "ready"})
        assert (ask(listening.port, "/healthz").status, ask(listening.port, "/healthz").body) == (200, "ok")
        assert ask(listening.port, "/metrics").status == 200
        assert ask(listening.port, "/slack/events").status == 404
    finally:
        listening.stop()
        readiness.close()


def test_it_looks_again_by_itself_until_it_is_closed() -> None:
    """A part is looked at every so often, without being asked."""
    seen = threading.Semaphore(0)

    def works() -> bool:
        seen.release()
        return True

    readiness = Readiness({"part": works}, every=timedelta(milliseconds=10))
    readiness.start()
    assert all(seen.acquire(timeout=5) for _ in range(3))
    readiness.close()


def test_a_token_lives_until_slack_says_that_it_does_not(slack: LocalSlack) -> None:
    """A refusal of the token counts; that Slack is away does not."""
    settings = Settings(bot_token=slack.bot_token, api_url=slack.api_url)
    slack.faults.next("auth.test", status=500)
    assert token_lives(settings)()
    assert token_lives(settings)()
    slack.faults.next("auth.test", error="token_revoked")
    assert not token_lives(settings)()


def test_a_database_that_is_gone_and_back_is_seen(tmp_path: Path) -> None:
    """The report names the database and nothing of where it is; nothing has to be started again."""
    state = State.open(f"sqlite:///{tmp_path / 'routelore.db'}")
    readiness = Readiness({"database": database_answers(state)})
    readiness.look()
    assert readiness.ready
    state.close()
    kept = tmp_path / "elsewhere.db"
    (tmp_path / "routelore.db").rename(kept)
    (tmp_path / "routelore.db").mkdir()
    readiness.look()
    assert readiness.report() == {"serving": "ready", "database": "not ready"}
    (tmp_path / "routelore.db").rmdir()
    kept.rename(tmp_path / "routelore.db")
    readiness.look()
    assert readiness.ready
    state.close()


def test_no_piece_of_an_answer_waits_for_another() -> None:
    """On a kept connection the second would wait for the first to be acknowledged; what is accepted inherits this."""
    listening = Listening(health_app(Readiness({})), 0, "127.0.0.1")
    try:
        with socket.create_connection(("127.0.0.1", listening.port)), listening._socket.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    finally:
        listening._socket.close()
