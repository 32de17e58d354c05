"""Connections to Slack that stay open: used again, never trusted blindly, and let go of at the end."""

from __future__ import annotations

import http.server
import json
import socket
import threading
from typing import TYPE_CHECKING

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler, ServerErrorRetryHandler

from bot.middleware.lines import IDLE, Lines
from bot.middleware.posting_once import OnceClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.http_retry import HttpResponse


class Slack(http.server.ThreadingHTTPServer):
    """Answers every call; counts connections and calls, and says in which manner it ends them.

    `first` are the answers, as they are written, of the calls that come first; `heard` is what was said as JSON.
    """

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on loopback."""
        super().__init__(("127.0.0.1", 0), Answering)
        self.connections: list[socket.socket] = []
        self.calls = 0
        self.status = 200
        self.silent = 0
        self.first: list[bytes] = []
        self.heard: list[dict[str, object]] = []

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        """Take a connection, and count it."""
        taken, where = super().get_request()
        self.connections.append(taken)
        return taken, where


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers one connection's calls."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Slack

    def do_POST(self) -> None:
        """Say that it went well, or end the connection without a word."""
        said = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.silent:
            self.server.silent -= 1
            self.close_connection = True
            return
        self.server.calls += 1
        if said.startswith(b"{"):
            self.server.heard.append(json.loads(said))
        body = json.dumps({"ok": self.server.status == 200, "error": "fatal_error"}).encode()
        if self.server.first:
            head, _, body = self.server.first.pop(0).partition(b"\r\n\r\n")
            self.wfile.write(head + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@pytest.fixture
def slack() -> Iterator[Slack]:
    """Give a Slack on loopback."""
    server = Slack()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join(10)
    server.server_close()


@pytest.fixture
def client(slack: Slack) -> Iterator[OnceClient]:
    """Give a client that tries nothing again by itself."""
    opened = OnceClient(token="xoxb-1", base_url=f"http://127.0.0.1:{slack.server_port}/api/", retry_handlers=[])
    yield opened
    opened.lines.close()


def test_calls_that_follow_one_another_share_a_connection_whichever_client_makes_them(
    slack: Slack, client: OnceClient
) -> None:
    """Each delivery has a client of its own; the connections are the app's."""
    for _ in range(3):
        OnceClient.like(client).api_test()
    assert (len(slack.connections), slack.calls) == (1, 3)


def test_a_connection_that_was_closed_meanwhile_is_not_used(slack: Slack, client: OnceClient) -> None:
    """The call goes out on a new one."""
    client.api_test()
    slack.shutdown_request(slack.connections[0])
    client.api_test()
    assert (len(slack.connections), slack.calls) == (2, 2)


def test_a_kept_connection_that_ends_without_a_word_is_replaced_once(slack: Slack, client: OnceClient) -> None:
    """A new one that does so, too, is a fault that is told."""
    client.api_test()
    slack.silent = 1
    client.api_test()
    assert slack.calls == 2
    slack.silent = 2
    with pytest.raises(ConnectionError):
        client.api_test()
    assert slack.calls == 2


def test_what_slack_refuses_is_told_as_ever_and_the_connection_stays(slack: Slack, client: OnceClient) -> None:
    """The SDK's own errors, by their status."""
    slack.status = 500
    with pytest.raises(SlackApiError) as refused:
        client.api_test()
    assert refused.value.response.status_code == 500
    slack.status = 200
    client.api_test()
    assert len(slack.connections) == 1


def test_what_waited_too_long_is_let_go(slack: Slack, client: OnceClient) -> None:
    """Whatever lies on the way may have forgotten it."""
    client.api_test()
    (place,) = client.lines._waiting
    old = client.lines._waiting[place].pop()
    client.lines._waiting[place].append(old._replace(since=old.since - IDLE - 1))
    client.api_test()
    assert len(slack.connections) == 2
    assert old.connection.sock is None


def test_lines_that_are_closed_hold_nothing(slack: Slack, client: OnceClient) -> None:
    """The app closes them when it ends."""
    lines = Lines()
    OnceClient.like(client, lines).api_test()
    (kept,) = (line for waiting in lines._waiting.values() for line in waiting)
    lines.close()
    assert kept.connection.sock is None
    assert slack.calls == 1


def test_a_post_that_goes_well_is_one_call(slack: Slack, client: OnceClient) -> None:
    """Whatever is said arrives as it is, and the answer is what the SDK would give."""
    answer = client.plainly("chat.postMessage", channel="C1", text="안녕 🍎", blocks=[{"type": "divider"}])
    assert (answer["ok"], answer.status_code, slack.calls) == (True, 200, 1)
    assert slack.heard == [{"channel": "C1", "text": "안녕 🍎", "blocks": [{"type": "divider"}]}]


@pytest.mark.parametrize(
    ("first", "code"),
    [
        (b'HTTP/1.1 200 OK\r\n\r\n{"ok": false, "error": "channel_not_found"}', "channel_not_found"),
        (b"HTTP/1.1 200 OK\r\n\r\n<html>", "Received a response in a non-JSON format: <html>"),
        (b'HTTP/1.1 503 Away\r\n\r\n{"ok": false, "error": "service_unavailable"}', "service_unavailable"),
    ],
)
def test_a_post_that_slack_refuses_is_told_by_the_sdk_and_not_made_again(
    slack: Slack, client: OnceClient, first: bytes, code: str
) -> None:
    """Its own error, from the one answer that came."""
    slack.first = [first]
    with pytest.raises(SlackApiError) as refused:
        client.plainly("chat.postMessage", channel="C1", text="x")
    assert refused.value.response["error"] == code
    assert slack.calls == 1


def test_a_post_that_comes_at_a_bad_moment_is_made_again_as_the_sdk_does(slack: Slack, client: OnceClient) -> None:
    """Its handlers see each answer, the first as well, and wait as long as Slack says."""
    seen: list[int | None] = []

    class Sees(RetryHandler):
        def can_retry(self, *, response: HttpResponse | None = None, **_: object) -> bool:
            seen.append(None if response is None else response.status_code)
            return False

    client.retry_handlers = [Sees(), RateLimitErrorRetryHandler(3), ServerErrorRetryHandler(3)]
    slack.first = [
        b'HTTP/1.1 429 Slow\r\nRetry-After: 0\r\n\r\n{"ok": false, "error": "ratelimited"}',
        b'HTTP/1.1 500 Oops\r\n\r\n{"ok": false, "error": "fatal_error"}',
    ]
    assert client.plainly("chat.postMessage", channel="C1", text="x")["ok"]
    assert seen == [429, 500, 200]
    assert slack.heard == [{"channel": "C1", "text": "x"}] * 3


def test_two_posts_at_once_share_nothing_of_what_came_of_them(slack: Slack, client: OnceClient) -> None:
    """One is refused, as the other goes well on the same client."""
    slack.first = [b'HTTP/1.1 200 OK\r\n\r\n{"ok": false, "error": "is_archived"}']
    with pytest.raises(SlackApiError):
        client.plainly("chat.postMessage", channel="C1", text="x")
    assert client.api_test()["ok"]
    assert client.plainly("chat.postMessage", channel="C2", text="y")["ok"]
    assert slack.calls == 3


def test_nobody_there_is_told_as_ever(slack: Slack) -> None:
    """As the error of the machine that it is."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    nowhere = OnceClient(token="xoxb-1", base_url=f"http://127.0.0.1:{port}/api/", retry_handlers=[])
    with pytest.raises(OSError, match="refused"):
        nowhere.plainly("chat.postMessage", channel="C1", text="x")
    assert slack.calls == 0


def test_no_value_of_a_header_makes_another_header(slack: Slack, client: OnceClient) -> None:
    """Where a token holds the end of a line, nothing is sent at all."""
    client.token = "xoxb-1\r\nX-Forged: yes"
    with pytest.raises(ValueError, match="more than one line"):
        client.plainly("chat.postMessage", channel="C1", text="x")
    assert slack.calls == 0
