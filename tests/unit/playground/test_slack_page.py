"""What the browser page is told by the local Slack, and what it can do there."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.slack import LocalSlack, PortTaken
from tests.unit.playground.slack_app import BUTTON, MODAL, bolt_app, connected, manifest, web_client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack with a page of two files."""
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<!doctype html><title>orchard</title>")
    (tmp_path / "page" / "app.js").write_text("export const one = 1;")
    (tmp_path / "secret.txt").write_text("secret")
    tips = ({"text": "왜 orchard 서브넷 S3 트래픽이 NAT로 나가?", "channel": "C0NETWORK"},)
    with LocalSlack(manifest(), page=tmp_path / "page", tips=tips, posts_per_second=None) as local:
        yield local


def asked(
    slack: LocalSlack, method: str, path: str, body: object = None, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """The status, headers and body of one request to the page's endpoints."""
    host, port = slack.url.removeprefix("http://").rstrip("/").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=5)
    try:
        kind = {"Content-Type": "application/json"} if body is not None else {}
        connection.request(method, path, json.dumps(body) if body is not None else None, {**kind, **headers})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def told(slack: LocalSlack, path: str) -> Any:
    """The JSON at a path."""
    return json.loads(asked(slack, "GET", path)[2])


def acted(slack: LocalSlack, **wish: object) -> Any:
    """The answer to a wish of the page."""
    return json.loads(asked(slack, "POST", "/ui/act", wish)[2])


def test_the_page_is_served_with_its_policy(slack: LocalSlack) -> None:
    """Files of the page's folder come with their type and a policy without outside origins; others do not come."""
    status, headers, body = asked(slack, "GET", "/")
    assert (status, body[:15]) == (200, b"<!doctype html>")
    assert "default-src 'self'" in headers["content-security-policy"]
    assert asked(slack, "GET", "/app.js")[1]["content-type"].startswith("text/javascript")
    assert asked(slack, "GET", "/../secret.txt")[0] == 404
    assert asked(slack, "GET", "/%2e%2e/secret.txt")[0] == 404


def test_only_this_machines_names_are_answered(slack: LocalSlack) -> None:
    """A request under another host name is refused, whatever address it came to."""
    assert asked(slack, "GET", "/ui/state", Host="evil.example")[0] == 400


def test_a_form_of_another_site_does_nothing(slack: LocalSlack) -> None:
    """Acting takes JSON, which a form cannot send."""
    wish = {"do": "say", "user": "U0JUN", "channel": "C0NETWORK", "text": "hi"}
    assert asked(slack, "POST", "/ui/act", wish, **{"Content-Type": "text/plain"})[0] == 415
    assert slack.messages("network") == ()


def test_the_state_names_everything_that_the_page_shows(slack: LocalSlack) -> None:
    """Persons, channels, commands, shortcuts and tips are there."""
    state = told(slack, "/ui/state")
    assert state["me"] == "U0MINA"
    assert [(one["name"], one["role"], one["locale"]) for one in state["users"]] == [
        ("mina", "admin", "ko-KR"),
        ("alex", "lead", "en-US"),
        ("jun", "engineer", "en-US"),
        ("sol", "newcomer", "ko-KR"),
    ]
    assert {one["name"]: state["bot"]["id"] in one["members"] for one in state["channels"]} == {
        "network": True,
        "random": False,
    }
    assert state["commands"][0]["command"] == "/routelore"
    assert {one["type"] for one in state["shortcuts"]} == {"message", "global"}
    assert state["tips"][0]["channel"] == "C0NETWORK"


def test_what_is_said_on_the_page_is_there(slack: LocalSlack) -> None:
    """Saying gives the time stamp, under which the message then stands."""
    ts = acted(slack, do="say", user="U0JUN", channel="C0NETWORK", text="hello <b>")["ts"]
    rows = told(slack, "/ui/messages?channel=C0NETWORK&user=U0SOL")["messages"]
    assert [(row["ts"], row["text"], row["user"]) for row in rows] == [(ts, "hello &lt;b&gt;", "U0JUN")]


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        ({"do": "dance", "user": "U0JUN"}, "do must be one of"),
        ({"do": "say", "user": "U0JUN"}, "say needs 'channel'"),
        ({"do": "say", "user": "U0NOBODY", "channel": "C0NETWORK", "text": "x"}, "user_not_found"),
        ({"do": "click", "user": "U0JUN", "view_id": "V0", "action_id": "a"}, "not_found"),
        ({"do": "command", "user": "U0JUN", "channel": "C0NETWORK", "text": "/other"}, "invalid_command"),
    ],
)
def test_a_wish_that_cannot_be_is_answered_with_a_reason(slack: LocalSlack, wish: dict[str, Any], error: str) -> None:
    """Every refusal is JSON with an error, never a broken page."""
    answer = acted(slack, **wish)
    assert answer["ok"] is False
    assert answer["error"].startswith(error)


def test_a_file_is_served_to_the_page(slack: LocalSlack) -> None:
    """The address in a message gives the bytes, under a policy that lets nothing in them run."""
    web_client(slack).files_upload_v2(channel="C0NETWORK", filename="path.png", content=b"\x89PNG", alt_txt="the way")
    row = told(slack, "/ui/messages?channel=C0NETWORK&user=U0JUN")["messages"][-1]["files"][0]
    status, headers, body = asked(slack, "GET", row["url"].removeprefix(slack.url.rstrip("/")))
    assert (status, headers["content-type"], body) == (200, "image/png", b"\x89PNG")
    assert "sandbox" in headers["content-security-policy"]
    assert row["alt_txt"] == "the way"


def test_the_stream_tells_what_happens_to_one_person(slack: LocalSlack) -> None:
    """Messages, views, status and traffic come as they happen; another's private things do not."""
    host, port = slack.url.removeprefix("http://").rstrip("/").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=5)
    connection.request("GET", "/ui/stream?user=U0JUN")
    stream = connection.getresponse()
    stream.readline()
    client = web_client(slack)
    ts = slack.say("jun", "network", "hi").ts or ""
    client.chat_postEphemeral(channel="C0NETWORK", user="U0SOL", text="for Sol alone")
    client.assistant_threads_setStatus(channel_id="C0NETWORK", thread_ts=ts, status="is reading…")
    client.reactions_add(channel="C0NETWORK", timestamp=ts, name="eyes")
    client.views_publish(user_id="U0JUN", view={"type": "home", "blocks": []})
    kinds: list[str] = []
    while kinds[-1:] != ["home"]:
        line = stream.readline().decode().strip()
        note = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {"type": "traffic"}
        assert "for Sol alone" not in line or note["type"] == "traffic"
        kinds += [note["type"]] if note["type"] != "traffic" else []
    connection.close()
    stream.close()
    assert kinds == ["message", "status", "reaction", "home"]


def test_the_page_presses_chooses_and_submits(slack: LocalSlack) -> None:
    """A click opens a modal, which is filled in as the page sends it and closes on submit."""
    app = bolt_app(slack)
    chosen: list[Any] = []

    @app.action("pressed")
    def pressed(ack: Any, body: dict[str, Any], client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view={**MODAL, "notify_on_close": False})

    @app.view("pick")
    def picked(ack: Any, view: dict[str, Any]) -> None:
        chosen.append(view["state"]["values"]["subnet"]["subnet_choice"]["selected_option"]["value"])
        ack()

    app.event("message")(lambda: None)
    with connected(slack, app):
        row = [{"type": "actions", "elements": [BUTTON]}]
        ts = web_client(slack).chat_postMessage(channel="C0NETWORK", text="press", blocks=row)["ts"]
        place = {"user": "U0JUN", "channel": "C0NETWORK", "ts": ts}
        assert acted(slack, do="click", action_id="pressed", value="one", **place) == {"ok": True}
        view = told(slack, "/ui/views?user=U0JUN")["views"][0]
        option = MODAL["blocks"][0]["element"]["options"][1]
        where = {"user": "U0JUN", "view_id": view["id"], "block_id": "subnet", "action_id": "subnet_choice"}
        assert acted(slack, do="select", selected_option=option, **where) == {"ok": True}
        assert acted(slack, do="submit", user="U0JUN", view_id=view["id"]) == {"ok": True}
    assert chosen == ["subnet-2"]
    assert told(slack, "/ui/views?user=U0JUN")["views"] == []


def test_a_taken_port_is_said_in_one_sentence(slack: LocalSlack) -> None:
    """Starting on a port that is in use says which one and what to do."""
    port = int(slack.url.rsplit(":", 1)[1].rstrip("/"))
    with pytest.raises(PortTaken, match=f"Port {port} of 127.0.0.1 cannot be used"):
        LocalSlack(manifest(), port=port).start()
