"""The local Slack and a real Bolt app over signed HTTP."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot.playground.slack import LocalSlack, Parcel, ParcelKind, Patience
from tests.unit.playground.slack_app import MODAL, bolt_app, manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_bolt import Ack, App, BoltRequest, Say
    from slack_sdk import WebClient


class Quiet(WSGIRequestHandler):
    """Serves without writing every request to the terminal."""

    def log_message(self, *_args: object) -> None:
        """Write nothing."""


@contextlib.contextmanager
def served(make_app: Callable[[LocalSlack], App], **options: Any) -> Iterator[LocalSlack]:
    """A local Slack whose events go by signed HTTP to an app that is served for it."""
    server = make_server("127.0.0.1", 0, lambda _environ, _start: [], handler_class=Quiet)
    request_url = f"http://127.0.0.1:{server.server_port}/slack/events"
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    with LocalSlack(manifest(without_event="message.channels"), http_events=request_url, **options) as slack:
        server.set_app(SlackRequestHandler(make_app(slack)))
        serving.start()
        try:
            yield slack
        finally:
            server.shutdown()
            serving.join()
            server.server_close()


def echo_app(slack: LocalSlack) -> App:
    """A Bolt app that answers mentions and opens a modal on a command."""
    app = bolt_app(slack)

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], say: Say) -> None:
        say(text=f"echo: {event['text']}", thread_ts=event["ts"])

    @app.command("/routelore")
    def command(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack("one moment")
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("pick")
    def picked(ack: Ack) -> None:
        ack(response_action="errors", errors={"note": "Too short."})

    return app


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalSlack]:
    """A local Slack with the echo app behind HTTP."""
    with served(echo_app, posts_per_second=None) as local:
        yield local


def mention(text: str = "<@U0ROUTELORE> hi") -> Parcel:
    """A mention as an event payload."""
    event = {"type": "app_mention", "user": "U0JUN", "text": text, "channel": "C0NETWORK", "ts": "1.000001"}
    payload = {"type": "event_callback", "team_id": "T0ORCHARD", "event_id": "Ev1", "event": event}
    return Parcel(kind=ParcelKind.EVENT, payload=payload, what="app_mention")


def test_a_signed_event_is_answered(slack: LocalSlack) -> None:
    """Events arrive by HTTP and are answered through the Web API."""
    said = slack.say("jun", "network", "@routelore over HTTP")
    slack.wait_for_message(lambda one: one.thread_ts == said.ts, channel="network")
    assert "X-Slack-Signature" in slack.sent_requests()[-1].headers


def test_a_command_and_a_modal_work_by_form(slack: LocalSlack) -> None:
    """Commands and submissions are forms, and their acks are the response bodies."""
    assert slack.command("sol", "network", "/routelore pick").ok
    slack.wait_for_view("sol")
    outcome = slack.submit_view("sol", {"subnet": {"subnet_choice": {"selected_option": {"value": "subnet-1"}}}})
    assert dict(outcome.errors) == {"note": "Too short."}
    assert "one moment" in [one.text for one in slack.messages("network", "sol")]


@pytest.mark.parametrize(
    ("secret", "age", "status"),
    [(None, 0, 200), ("another secret", 0, 401), (None, 240, 200), (None, 310, 401), (None, -310, 401)],
)
def test_the_signature_decides(slack: LocalSlack, secret: str | None, age: int, status: int) -> None:
    """Another secret, and a time more than five minutes off, are turned away; an old one within them is not."""
    request = slack.forge(mention(), secret=secret, at=time.time() - age)
    assert slack.post_request(request) == status


def test_a_request_can_be_replayed(slack: LocalSlack) -> None:
    """The very same request passes twice within five minutes: only the app's own memory can tell."""
    slack.say("jun", "network", "@routelore once")
    slack.wait_for(lambda: any("once" in request.body for request in slack.sent_requests()))
    request = next(one for one in slack.sent_requests() if "once" in one.body)
    assert slack.post_request(request) == 200


def test_a_failing_app_gets_the_event_again() -> None:
    """After an error the event comes again, with the count and the reason in the headers."""
    seen: list[tuple[str, str]] = []

    def failing(slack: LocalSlack) -> App:
        app = bolt_app(slack)

        @app.middleware
        def count(req: BoltRequest, next: Callable[[], None]) -> None:
            number, reason = (req.headers.get(f"x-slack-retry-{name}", ["-"])[0] for name in ("num", "reason"))
            seen.append((number, reason))
            if len(seen) > 1:
                next()

        app.event("app_mention")(lambda: None)
        return app

    with served(failing, patience=Patience(retries=(0.0, 0.0))) as slack:
        slack.say("jun", "network", "@routelore fail first")
        assert slack.wait_for(lambda: any(row["ok"] and row["direction"] == "to app" for row in slack.traffic))
    assert seen == [("-", "-"), ("1", "http_error")]


def test_a_command_to_nobody_fails_for_its_user() -> None:
    """When nothing listens at the request URL, the person sees that the command failed."""
    with LocalSlack(manifest(), http_events="http://127.0.0.1:9/slack/events") as slack:
        assert slack.command("jun", "network", "/routelore").error == "dispatch_failed"
