"""Files that people drop into a conversation of the local Slack, and who may fetch them."""

from __future__ import annotations

import base64
import http.client
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.slack import LocalSlack
from tests.e2e.chat import manifest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A local Slack with the app's own manifest."""
    with LocalSlack(manifest(), posts_per_second=None) as local:
        yield local


def fetched(url: str, token: str = "") -> tuple[str, bytes]:
    """The content type and the bytes behind an address of the local Slack."""
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=5)
    try:
        connection.request("GET", f"/{path}", headers={"Authorization": f"Bearer {token}"} if token else {})
        response = connection.getresponse()
        return response.headers.get_content_type(), response.read()
    finally:
        connection.close()


def acted(slack: LocalSlack, **wish: object) -> Any:
    """The answer to a wish of the page."""
    connection = http.client.HTTPConnection(slack.url.removeprefix("http://").rstrip("/"), timeout=5)
    try:
        connection.request("POST", "/ui/act", json.dumps(wish), {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def dropped(slack: LocalSlack, **more: object) -> Any:
    """What the page is told of a file that it sent."""
    content = base64.b64encode(b"PK-content").decode()
    wish = {"do": "upload", "user": "U0JUN", "channel": "C0NETWORK", "name": "내 스냅샷.zip", "content": content}
    return acted(slack, **{**wish, **more})


def test_the_page_sends_a_file_with_words_beside_it(slack: LocalSlack) -> None:
    """It is one message, which everybody in the channel sees."""
    assert dropped(slack, text="@routelore 봐 줘")["ok"]
    (message,) = slack.messages("network")
    assert message.subtype == "file_share"
    assert slack.bot_user in message.text
    assert (message.files[0].title, message.files[0].content) == ("내 스냅샷.zip", b"PK-content")


def test_a_file_alone_needs_no_words_but_some_bytes(slack: LocalSlack) -> None:
    """An empty file, and what is no base64, is refused as Slack's client would."""
    assert dropped(slack)["ok"]
    assert dropped(slack, content="")["error"] == "invalid_arguments"
    assert dropped(slack, content="***")["error"] == "invalid_arguments"


def test_the_app_fetches_a_file_with_its_token_and_nobody_without(slack: LocalSlack) -> None:
    """Whoever has no token gets the page to sign in, with status 200, as Slack answers."""
    dropped(slack)
    about = slack.messages("network")[0].files[0].info(slack.url.rstrip("/"))
    assert fetched(about["url_private_download"], slack.bot_token) == ("application/zip", b"PK-content")
    for token in ("", "xoxb-other"):
        kind, body = fetched(about["url_private_download"], token)
        assert kind == "text/html"
        assert b"PK" not in body


def test_without_the_scope_the_token_opens_nothing() -> None:
    """`files:read` is what lets an app fetch what people uploaded."""
    lacking = manifest()
    lacking["oauth_config"]["scopes"]["bot"].remove("files:read")
    with LocalSlack(lacking, posts_per_second=None) as slack:
        dropped(slack)
        about = slack.messages("network")[0].files[0].info(slack.url.rstrip("/"))
        assert fetched(about["url_private_download"], slack.bot_token)[0] == "text/html"
