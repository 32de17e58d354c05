"""The same app over signed HTTP."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import uvicorn
from slack_sdk.signature import SignatureVerifier

from bot.app import create_app, web_client
from bot.playground.slack import LocalSlack
from bot.serving.http import http_app
from bot.settings import Settings
from tests.e2e.chat import Chat, Network, manifest, services_for, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def _open_http(folder: Path) -> Iterator[tuple[Chat, str]]:
    """Open a workspace that sends signed requests to the bot, and give it with the bot's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/slack/events"
    with LocalSlack(manifest(), http_events=url, posts_per_second=None) as slack:
        settings = Settings.from_env(
            {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_SIGNING_SECRET": slack.signing_secret,
                "SLACK_API_URL": slack.api_url,
                "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}",
            }
        )
        network = Network()
        bot = create_app(settings, services_for(network), web_client(settings))
        server = uvicorn.Server(
            uvicorn.Config(http_app(bot, settings), host="127.0.0.1", port=port, log_config=None, lifespan="off")
        )
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Chat(slack=slack, bot=bot, network=network), url
        finally:
            server.should_exit = True
            thread.join(10)
            bot.close()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Chat, str]]:
    """Give a workspace that reaches the bot over HTTP."""
    with _open_http(tmp_path_factory.mktemp("http")) as chat:
        yield chat


def _status(url: str, body: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json", **headers})  # noqa: S310 (loopback)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 (loopback)
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return int(error.code)


def test_a_signed_mention_is_answered(opened: tuple[Chat, str]) -> None:
    """A question and a diagnosis go the same way as over Socket Mode."""
    chat, _ = opened
    root = chat.ask("mina", "#network", "@routelore 게이트웨이 엔드포인트가 뭐야?")
    chat.heard("#network", root, "출처: 노트")
    other = chat.ask("mina", "#network", "@routelore subnet-a1에서 s3 진단해줘")
    chat.heard("#network", other, "원인")


def test_a_command_and_a_click_are_acknowledged_and_answered(opened: tuple[Chat, str]) -> None:
    """Commands and buttons answer within Slack's time."""
    chat, _ = opened
    assert chat.slack.command("jun", "#network", "/routelore help").ok
    chat.told("jun", "#network", "What routelore does")
    root = chat.ask("mina", "#network", "@routelore what is a vpc endpoint?")
    assert chat.slack.click("mina", chat.heard("#network", root, "Source: notes"), "why_matched").ok
    chat.heard("#network", root, "Understood")


def test_what_is_not_signed_by_slack_is_refused(opened: tuple[Chat, str]) -> None:
    """No signature, a wrong one and an old one are all refused, and nothing is said."""
    chat, url = opened
    before = len(chat.slack.messages("#network"))
    body = json.dumps({"type": "event_callback", "event_id": "Ev0FORGED", "team_id": "T0ORCHARD"}).encode()
    old = str(int(time.time()) - 600)
    signed = SignatureVerifier(chat.slack.signing_secret).generate_signature(timestamp=old, body=body)
    assert _status(url, body, {}) == 401
    assert _status(url, body, {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=00"}) == 401
    assert _status(url, body, {"X-Slack-Request-Timestamp": old, "X-Slack-Signature": str(signed)}) == 401
    assert len(chat.slack.messages("#network")) == before


def test_a_replayed_request_is_answered_once(opened: tuple[Chat, str]) -> None:
    """The same signed request, sent again within Slack's five minutes, is acknowledged and does nothing."""
    chat, url = opened
    root = chat.ask("mina", "#network", "@routelore what does a route table's target mean?")
    chat.heard("#network", root, "Source: notes")
    mention = next(r for r in reversed(chat.slack.sent_requests()) if "app_mention" in r.body and root in r.body)
    assert _status(url, mention.body.encode(), dict(mention.headers)) == 200
    chat.quiet()
    assert "".join(map(shown, chat.replies("#network", root))).count("Source: notes") == 1


def test_without_a_signing_secret_nothing_is_served(tmp_path: Path) -> None:
    """HTTP mode does not start where nobody could tell Slack's requests from others."""
    settings = Settings.from_env(
        {"SLACK_BOT_TOKEN": "xoxb-1", "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}"}
    )
    bot = create_app(settings, services_for(Network()))
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET"):
        http_app(bot, settings)
    bot.close()
