"""The connection of Socket Mode: whatever Slack does with it, it is made anew, and nothing ends the process."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.app import create_app, web_client
from bot.serving.reaching import UnreachableError
from bot.serving.socket_mode import Connection, SocketMode, run_socket_mode
from bot.settings import Settings
from tests.e2e.chat import Chat, Network, services_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.playground.slack import LocalSlack


class Never:
    """A signal that comes at once, where the app begins to serve at all."""

    def wait(self) -> None:
        """Return."""


def _settings(slack: LocalSlack, folder: Path) -> Settings:
    return Settings.from_env(
        {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}",
        }
    )


@contextmanager
def _connected(slack: LocalSlack, folder: Path) -> Iterator[Chat]:
    settings, network = _settings(slack, folder), Network()
    bot = create_app(settings, services_for(network), web_client(settings))
    handler = SocketMode(bot, settings, beat=0.1)
    handler.connect()
    slack.wait_for_socket()
    try:
        yield Chat(slack=slack, bot=bot, network=network)
    finally:
        handler.close()
        bot.close()


def _is_answered(chat: Chat, what: str) -> None:
    root = chat.ask("mina", "#network", f"@routelore {what}")
    chat.heard("#network", root, "출처: 노트", seconds=20)


def _renewed(slack: LocalSlack, end: Callable[[], None]) -> None:
    """End the connection, and return once there is another."""
    before = _opened(slack)
    end()
    assert slack.wait_for(lambda: _opened(slack) > before, 10)
    time.sleep(0.5)  # the old one is closed as soon as the new one is there


def _opened(slack: LocalSlack) -> int:
    return sum(call.method == "apps.connections.open" and call.ok for call in slack.calls)


def test_a_dropped_connection_is_made_anew(slack: LocalSlack, tmp_path: Path) -> None:
    """Three times gone without a word, three times back; what is said afterwards is answered."""
    with _connected(slack, tmp_path) as chat:
        for what in ("게이트웨이 엔드포인트가 뭐야?", "NAT 게이트웨이가 뭐야?", "라우팅 테이블이 뭐야?"):
            slack.drop_sockets()
            _is_answered(chat, what)


def test_too_many_connections_are_waited_out(slack: LocalSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Slack refuses a new connection twice: the log says what to do, with no stack trace, and the third attempt works."""
    with _connected(slack, tmp_path) as chat, caplog.at_level(logging.WARNING):
        slack.faults.next("apps.connections.open", error="too_many_websockets", times=2)
        slack.drop_sockets()
        _is_answered(chat, "게이트웨이 엔드포인트가 뭐야?")
        said = [record.getMessage() for record in caplog.records if "too_many_websockets" in record.getMessage()]
        assert len(said) == 2
        assert all("stop the processes that are not needed" in line for line in said)
        assert all(record.exc_info is None for record in caplog.records)
        assert slack.app_token not in caplog.text


def test_slack_away_for_a_while_is_no_end(slack: LocalSlack, tmp_path: Path) -> None:
    """Errors of the server, one after the other, only delay the connection."""
    with _connected(slack, tmp_path) as chat:
        slack.faults.next("apps.connections.open", status=500, times=4)
        slack.drop_sockets()
        slack.wait_for_socket(30)
        _is_answered(chat, "게이트웨이 엔드포인트가 뭐야?")


def test_an_announced_renewal_and_a_switched_off_mode(
    slack: LocalSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A renewal is silent; that somebody switched Socket Mode off is said, and the app stays."""
    with _connected(slack, tmp_path) as chat, caplog.at_level(logging.ERROR, logger="routelore.socket"):
        _renewed(slack, slack.disconnect_sockets)
        _is_answered(chat, "게이트웨이 엔드포인트가 뭐야?")
        assert caplog.messages == []
        _renewed(slack, lambda: slack.disconnect_sockets("link_disabled"))
        _is_answered(chat, "NAT 게이트웨이가 뭐야?")
        assert any("link_disabled" in line and "switch it on again" in line for line in caplog.messages)


def test_two_that_close_one_connection_at_the_same_moment_both_go_on(slack: LocalSlack, tmp_path: Path) -> None:
    """The one that ends the process, and the one that finds the connection gone; else nothing was finished at the end."""
    settings = _settings(slack, tmp_path)
    connection = Connection(settings.app_token, web_client(settings))
    connection.connect()
    session = connection.current_session
    assert session is not None
    with ThreadPoolExecutor(2) as pool:
        with session.sock_send_lock:
            closing = [pool.submit(connection.disconnect) for _ in range(2)]
            time.sleep(0.2)  # both have seen the socket, and wait
        assert [one.exception(5) for one in closing] == [None, None]
    connection.close()


def test_at_the_start_a_refusal_is_an_error_with_slacks_code(slack: LocalSlack, tmp_path: Path) -> None:
    """Whoever starts the app is told at once; nothing stays open behind it."""
    settings = _settings(slack, tmp_path)
    bot = create_app(settings, services_for(Network()), web_client(settings))
    slack.faults.next("apps.connections.open", error="too_many_websockets")
    began = time.monotonic()
    with pytest.raises(UnreachableError, match="too_many_websockets"):
        run_socket_mode(bot, settings, Never())
    assert time.monotonic() - began < 5
