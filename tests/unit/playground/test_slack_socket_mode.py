"""The local Slack and a real Bolt app over Socket Mode: events, acks, redelivery, lost connections."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.slack import LocalSlack, Patience
from tests.unit.playground.slack_app import BUTTON, MODAL, bolt_app, connected, manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt import Ack, App, BoltRequest, Respond, Say
    from slack_sdk import WebClient

BLOCKS = [{"type": "actions", "block_id": "row", "elements": [BUTTON]}]
PATIENCE = Patience(ack=0.6, retries=(0.0, 0.2))


def echo_app(slack: LocalSlack) -> App:
    """A Bolt app that answers what is said with a button, and commands privately."""
    app = bolt_app(slack)
    answer_presses(app)

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], say: Say) -> None:
        say(text=f"echo: {event['text']}", thread_ts=event["ts"], blocks=BLOCKS)

    @app.event("message")
    def heard(event: dict[str, Any], say: Say) -> None:
        if event["channel_type"] == "im":
            say(text=f"dm: {event['text']}")

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": BLOCKS})

    @app.command("/routelore")
    def command(ack: Ack, respond: Respond, command: dict[str, Any]) -> None:
        ack("one moment")
        respond(f"you said {command['text']}")

    @app.shortcut("ask_about")
    def about(ack: Ack, shortcut: dict[str, Any], respond: Respond) -> None:
        ack()
        respond(f"about: {shortcut['message']['text']}")

    return app


def answer_presses(app: App) -> None:
    """Open a modal on a press, and tell its user in a direct message how it ended."""

    @app.action("pressed")
    def pressed(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("pick")
    def picked(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        chosen = view["state"]["values"]["subnet"]["subnet_choice"]["selected_option"]["value"]
        if chosen == "subnet-2":
            ack(response_action="errors", errors={"subnet": "That subnet is gone."})
            return
        ack()
        note = view["state"]["values"]["note"]["note_text"]["value"]
        client.chat_postMessage(channel=body["user"]["id"], text=f"{chosen} {note}")

    @app.view_closed("pick")
    def closed(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text="never mind")


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalSlack]:
    """A local Slack with the echo app connected."""
    with LocalSlack(manifest(), posts_per_second=None) as local, connected(local, echo_app(local)):
        yield local


def test_a_mention_is_answered_in_its_thread(slack: LocalSlack) -> None:
    """What a person types arrives as Slack sends it, and the answer hangs under it."""
    said = slack.say("jun", "#network", "@routelore is 1 < 2 & true?")
    answer = slack.wait_for_message(lambda one: one.thread_ts == said.ts, channel="network")
    assert answer.text == f"echo: <@{slack.bot_user}> is 1 &lt; 2 &amp; true?"
    assert answer.bot_id


def test_a_direct_message_needs_no_mention(slack: LocalSlack) -> None:
    """message.im arrives, and an answer in the conversation is no event that the app answers again."""
    channel = slack.open_dm("sol").channel or ""
    slack.say("sol", channel, "게이트웨이 엔드포인트가 뭐야?")
    slack.wait_for_message(lambda one: one.text == "dm: 게이트웨이 엔드포인트가 뭐야?", channel=channel)


def test_a_command_is_acked_and_answered_privately(slack: LocalSlack) -> None:
    """The ack's own text and the response are there for the one who asked, and for nobody else."""
    assert slack.command("jun", "random", "/routelore diagnose subnet-1").ok
    texts = {one.text for one in slack.messages("random", "jun")}
    assert {"one moment", "you said diagnose subnet-1"} <= texts
    assert slack.messages("random", "sol") == ()


def test_a_button_opens_a_modal_that_is_submitted(slack: LocalSlack) -> None:
    """Pressed, filled in wrongly, filled in rightly: the modal shows the error and then closes."""
    slack.say("mina", "network", "@routelore button")
    answer = slack.wait_for_message(lambda one: "button" in one.text and bool(one.bot_id), channel="network")
    assert slack.click("mina", answer, "pressed").ok
    slack.wait_for_view("mina")
    assert slack.submit_view("mina").error == "incomplete"
    wrong = slack.submit_view("mina", {"subnet_choice": "subnet-2"})
    assert (wrong.ok, dict(wrong.errors)) == (False, {"subnet": "That subnet is gone."})
    assert slack.submit_view("mina", {"subnet_choice": "subnet-1"}).ok
    assert slack.views("mina") == ()
    channel = slack.open_dm("mina").channel or ""
    slack.wait_for_message(lambda one: one.text == "subnet-1 hello", channel=channel)


def test_a_closed_modal_is_told_when_it_asks_for_it(slack: LocalSlack) -> None:
    """notify_on_close brings view_closed."""
    slack.open_home("jun")
    assert slack.wait_for(lambda: slack.home("jun") is not None)
    home = slack.home("jun")
    assert home is not None
    assert slack.click("jun", home, "pressed").ok
    slack.wait_for_view("jun")
    assert slack.close_view("jun").ok
    slack.wait_for_message(lambda one: one.text == "never mind", channel=slack.open_dm("jun").channel or "")


def test_a_message_shortcut_carries_its_message(slack: LocalSlack) -> None:
    """The app gets the message that the shortcut was chosen on."""
    ts = slack.say("jun", "random", "why is it slow?").ts
    message = next(one for one in slack.messages("random") if one.ts == ts)
    assert slack.shortcut("sol", "ask_about", message).ok
    slack.wait_for_message(lambda one: one.text == "about: why is it slow?", channel="random", user="sol")


def test_what_is_not_there_cannot_be_used(slack: LocalSlack) -> None:
    """Unknown commands, buttons and shortcuts are refused as Slack's client would not offer them."""
    ts = slack.say("jun", "random", "no buttons").ts
    message = next(one for one in slack.messages("random") if one.ts == ts)
    assert slack.command("jun", "network", "/other").error == "invalid_command"
    assert slack.click("jun", message, "pressed").error == "no_such_element"
    assert slack.shortcut("jun", "ask_about").error == "not_found"


def test_the_inspector_shows_both_directions_without_secrets(slack: LocalSlack) -> None:
    """Events and calls are listed, and no token or response address stands in them."""
    slack.command("jun", "random", "/routelore help")
    rows = slack.traffic
    assert {row["direction"] for row in rows} == {"to app", "from app"}
    assert any(row["what"] == "/routelore" and row["ok"] for row in rows)
    assert not any(secret in str(rows) for secret in (slack.bot_token, slack.app_token, "/response/", "ticket=l"))


def test_an_announced_disconnect_loses_nothing(slack: LocalSlack) -> None:
    """The client renews its connection, and a message sent meanwhile is answered."""
    slack.disconnect_sockets()
    said = slack.say("jun", "network", "@routelore after the disconnect")
    slack.wait_for_message(lambda one: one.thread_ts == said.ts, channel="network", seconds=10)


def test_a_dropped_connection_is_made_again() -> None:
    """The built-in client notices and connects again; the event that waited for it is delivered."""
    with LocalSlack(manifest()) as slack, connected(slack, echo_app(slack), ping_interval=0.2):
        slack.drop_sockets()
        said = slack.say("jun", "network", "@routelore after the drop")
        slack.wait_for_message(lambda one: one.thread_ts == said.ts, channel="network", seconds=10)


class Deliveries:
    """An app that counts the deliveries of a mention, and acks only from some delivery on."""

    def __init__(self, slack: LocalSlack, *, ack_from: int) -> None:
        self.seen: list[list[str]] = []
        self.enough = threading.Event()
        self.app = bolt_app(slack)
        self._ack_from = ack_from
        self.app.middleware(self._count)
        self.app.event("app_mention")(lambda: None)

    def _count(self, req: BoltRequest, next: Any) -> None:
        if req.body.get("event", {}).get("type") == "app_mention":
            self.seen.append([*req.headers["x-slack-retry-num"], *req.headers.get("x-slack-retry-reason", [])])
            if len(self.seen) >= self._ack_from:
                self.enough.set()
            else:
                return
        next()


def test_an_unacked_event_comes_again() -> None:
    """Without an ack in time the event is delivered again, counted and with the reason; then it rests."""
    with LocalSlack(manifest(without_event="message.channels"), patience=PATIENCE) as slack:
        deliveries = Deliveries(slack, ack_from=3)
        with connected(slack, deliveries.app):
            slack.say("jun", "network", "@routelore again")
            assert deliveries.enough.wait(5)
            rows = slack.wait_for(lambda: any(row["ok"] and "(retry 2" in row["summary"] for row in slack.traffic))
    assert rows
    assert [seen[0] for seen in deliveries.seen] == ["0", "1", "2"]
    assert deliveries.seen[1][1] == "timeout"


def test_an_event_can_be_delivered_twice() -> None:
    """An ordered duplicate arrives although the first was acked, marked as a retry."""
    with LocalSlack(manifest(without_event="message.channels")) as slack:
        deliveries = Deliveries(slack, ack_from=1)
        with connected(slack, deliveries.app):
            slack.faults.duplicate_next()
            slack.say("jun", "network", "@routelore twice")
            assert slack.wait_for(lambda: len(deliveries.seen) > 1)
    assert [seen[0] for seen in deliveries.seen] == ["0", "1"]


def test_a_command_without_an_ack_is_a_timeout_for_its_user() -> None:
    """The person sees an error when the app does not ack, and another when it is not connected at all."""
    with LocalSlack(manifest(), patience=PATIENCE) as slack:
        with connected(slack, bolt_app(slack)):
            assert slack.command("jun", "network", "/routelore").error == "operation_timeout"
        slack.drop_sockets()
        assert slack.command("jun", "network", "/routelore").error == "dispatch_failed"


@pytest.mark.parametrize(
    ("lacking", "text", "arrives"),
    [
        ({"without_event": "message.channels"}, "no mention", set[str]()),
        ({"without_event": "message.channels"}, "@routelore", {"event app_mention"}),
        ({"without_event": "app_mention"}, "@routelore", {"event message.channels"}),
        ({"without_scope": "app_mentions:read"}, "@routelore", {"event message.channels"}),
    ],
)
def test_only_granted_events_arrive(lacking: dict[str, str], text: str, arrives: set[str]) -> None:
    """An event is sent when the manifest subscribes to it and holds its scope."""
    with LocalSlack(manifest(**lacking), patience=Patience(ack=0.3, retries=())) as slack:
        with connected(slack, bolt_app(slack)):
            slack.say("jun", "network", text)
            slack.wait_for(lambda: len(events_sent(slack)) > len(arrives), 0.6)
        assert events_sent(slack) == arrives


def events_sent(slack: LocalSlack) -> set[str]:
    """The names of the events that were sent to the app, whether or not it acked them."""
    sent = (row for row in slack.traffic if row["direction"] == "to app")
    return {row["what"] for row in sent if not row["summary"].startswith("not sent")}


def test_a_channel_without_the_bot_is_silent() -> None:
    """A mention where the bot is not a member is no event."""
    with LocalSlack(manifest()) as slack, connected(slack, bolt_app(slack)):
        slack.say("jun", "random", "@routelore are you there?")
        assert not slack.wait_for(lambda: any(row["direction"] == "to app" for row in slack.traffic), 0.3)
