"""Files are fetched from Slack alone, and no more of them than is wanted."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from bot import captions
from bot.listeners.downloads import DownloadError, Dropped, content_of, described

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "xoxb-test"
LIMIT = 4 * 1024 * 1024


class Files(BaseHTTPRequestHandler):
    """Hands over, redirects, asks to sign in, or never ends; it notes the tokens that came."""

    tokens: list[str | None] = []  # noqa: RUF012 (one server in one test module)

    def do_GET(self) -> None:
        """Answer by path."""
        self.tokens.append(self.headers.get("Authorization"))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/html" if self.path == "/login" else "application/zip")
        self.end_headers()
        if self.path == "/endless":
            try:
                for _ in range(64):
                    self.wfile.write(b"0" * 1024 * 1024)
            except OSError:
                return
        else:
            self.wfile.write(b"PK-content")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Give the address of a server that stands for Slack."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def _client(address: str) -> WebClient:
    return WebClient(token=TOKEN, base_url=f"{address}/api/")


def _file(url: str, size: int = 10, name: str = "a.zip") -> Dropped:
    return Dropped(id="F1", name=name, size=size, url=url)


def test_a_file_is_fetched_with_the_bots_token(address: str) -> None:
    """The token goes to the host of the Web API."""
    assert content_of(_client(address), _file(f"{address}/ok"), LIMIT) == b"PK-content"
    assert content_of(_client(address), _file(f"{address}/내 스냅샷.zip"), LIMIT) == b"PK-content"
    assert Files.tokens[-1] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/a.zip",
        "https://files.slack.com.evil.example/a.zip",
        "https://evilslack.com/a.zip",
        "https://files.slack.com:8443/a.zip",
        "https://files.slack.com@evil.example/a.zip",
        "file:///etc/passwd",
        "ftp://files.slack.com/a.zip",
        "http://127.0.0.1:1/a.zip",
        "http://[::1/a.zip",
        "",
    ],
)
def test_no_other_host_is_asked(address: str, url: str) -> None:
    """An address that is not Slack's is refused before anything is sent."""
    seen = len(Files.tokens)
    with pytest.raises(DownloadError) as refused:
        content_of(_client(address), _file(url), LIMIT)
    assert refused.value.words is captions.FILE_ELSEWHERE
    assert len(Files.tokens) == seen


def test_nobody_is_followed_elsewhere(address: str) -> None:
    """A redirect would take the token along."""
    with pytest.raises(DownloadError) as refused:
        content_of(_client(address), _file(f"{address}/moved"), LIMIT)
    assert refused.value.particulars == {"code": "302"}


@pytest.mark.parametrize(("path", "code"), [("/gone", "404"), ("/login", "login")])
def test_what_slack_does_not_hand_over_is_told_with_its_code(address: str, path: str, code: str) -> None:
    """A page to sign in is no file, although Slack sends it with 200."""
    with pytest.raises(DownloadError) as refused:
        content_of(_client(address), _file(f"{address}{path}"), LIMIT)
    assert refused.value.words is captions.FILE_NOT_GIVEN
    assert refused.value.particulars == {"code": code}


def test_a_file_that_is_larger_than_it_said_is_dropped_on_the_way(address: str) -> None:
    """The limit is kept while it is read, whatever Slack said of its size, and before where it said so."""
    for size, path in ((10, "/endless"), (LIMIT + 1, "/ok")):
        with pytest.raises(DownloadError) as refused:
            content_of(_client(address), _file(f"{address}{path}", size), LIMIT)
        assert refused.value.words is captions.FILE_TOO_LARGE


def test_the_kind_of_a_file_is_read_from_its_name_and_mode() -> None:
    """Archives, and text that was pasted long enough to become a file."""
    client = _client("http://127.0.0.1:1")
    url = {"url_private_download": "https://files.slack.com/x"}
    assert described(client, {"name": "Snapshot.ZIP", **url}).is_archive
    assert described(client, {"name": "a.tar.gz", **url}).is_archive
    assert described(client, {"name": "untitled", "mode": "snippet", **url}).is_text
    assert not described(client, {"name": "a.png", **url}).is_text
