"""What persons do in the local Slack, and the state and the events that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.slack import LocalSlack
from bot.playground.slack.typed import as_sent
from bot.playground.slack.workspace import Workspace
from tests.unit.playground.slack_app import bolt_app, connected, manifest, web_client

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPED = {
    "a < b & c > d": "a &lt; b &amp; c &gt; d",
    "@routelore 뭐야?": "<@U0ROUTELORE> 뭐야?",
    "@Routelore": "<@U0ROUTELORE>",
    "@routelore야 안녕": "<@U0ROUTELORE>야 안녕",
    "@routelores": "@routelores",
    "ask @mina in #network": "ask <@U0MINA> in <#C0NETWORK|network>",
    "<!channel> <@U0MINA>": "&lt;!channel&gt; &lt;@U0MINA&gt;",
    "see https://a.example/x?y=1&z=2.": "see <https://a.example/x?y=1&amp;z=2>.",
    "s3.eu-west-1.amazonaws.com?": "<http://s3.eu-west-1.amazonaws.com|s3.eu-west-1.amazonaws.com>?",
    "com.amazonaws.eu-west-1.s3": "com.amazonaws.eu-west-1.s3",
    "mail a@b.example": "mail <mailto:a@b.example|a@b.example>",
    "`dig s3.amazonaws.com @routelore`": "`dig s3.amazonaws.com @routelore`",
    "10.0.0.0/16": "10.0.0.0/16",
}


@pytest.mark.parametrize("typed", TYPED)
def test_typed_text_is_sent_as_slacks_client_sends_it(typed: str) -> None:
    """Names and addresses become tokens, control characters entities, and code stays as it is."""
    text, blocks = as_sent(typed, Workspace.opened("routelore"))
    assert text == TYPED[typed]
    assert blocks[0]["elements"][0]["elements"]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A local Slack to which no app is connected."""
    with LocalSlack(manifest(), posts_per_second=None) as local:
        yield local


def test_time_stamps_are_unique_and_rise(slack: LocalSlack) -> None:
    """A hundred messages at once have a hundred time stamps in order."""
    stamps = [slack.say("jun", "network", str(count)).ts or "" for count in range(100)]
    assert stamps == sorted(set(stamps))


def test_a_reply_to_a_reply_joins_the_thread(slack: LocalSlack) -> None:
    """Whoever answers a reply answers in its thread, which counts them."""
    first = slack.say("jun", "network", "first").ts
    reply = slack.say("sol", "network", "reply", first).ts
    slack.say("mina", "network", "another", reply)
    thread = slack.messages("network")
    assert [one.thread_ts for one in thread] == [None, first, first]
    assert thread[0].body()["reply_count"] == 2


def test_nobody_acts_where_they_are_not(slack: LocalSlack) -> None:
    """A stranger to a channel cannot speak there, nor somebody in another's conversation with the bot."""
    private = slack.add_channel("audit", ("mina",), is_private=True)
    assert slack.say("jun", private, "hello").error == "not_in_channel"
    assert slack.say("sol", slack.open_dm("jun").channel or "", "hello").error == "not_in_channel"
    assert slack.say("jun", "nowhere", "hello").error == "channel_not_found"
    assert (
        slack.edit("jun", "network", slack.say("mina", "network", "mine").ts or "", "yours").error == "cant_update_message"
    )


def test_what_was_said_can_be_edited_and_deleted(slack: LocalSlack) -> None:
    """An edit leaves its mark and a deletion nothing."""
    ts = slack.say("jun", "network", "one").ts or ""
    assert slack.edit("jun", "network", ts, "two").ok
    message = slack.messages("network")[-1]
    assert (message.text, bool(message.edited)) == ("two", True)
    assert slack.delete("jun", "network", ts).ok
    assert slack.messages("network") == ()


def test_the_app_hears_of_edits_deletions_joins_and_homes(slack: LocalSlack) -> None:
    """Each comes as the event that Slack sends, with the parts that tell it from a new message."""
    heard: list[dict[str, Any]] = []
    app = bolt_app(slack)
    for name in ("message", "app_mention", "team_join", "app_home_opened"):
        app.event(name)(lambda event: heard.extend([event]))
    with connected(slack, app):
        ts = slack.say("jun", "network", "one").ts or ""
        slack.edit("jun", "network", ts, "two")
        slack.delete("jun", "network", ts)
        slack.join("Dana", "Dana Seo")
        slack.open_home("dana")
        assert slack.wait_for(lambda: len(heard) == 5, 5)
        about = {event.get("subtype") or event["type"]: event for event in heard}
    assert about["message"]["channel_type"] == "channel"
    assert about["message"]["blocks"][0]["type"] == "rich_text"
    assert about["message_changed"]["message"]["text"] == "two"
    assert about["message_changed"]["previous_message"]["text"] == "one"
    assert about["message_deleted"]["deleted_ts"] == ts
    assert about["team_join"]["user"]["real_name"] == "Dana Seo"
    assert about["app_home_opened"]["tab"] == "home"


def test_the_app_hears_its_own_messages(slack: LocalSlack) -> None:
    """A bot's own message is an event too, marked with its bot id, so that it can be told from a person's."""
    app = bolt_app(slack)
    app.event("message")(lambda: None)
    with connected(slack, app):
        web_client(slack).chat_postMessage(channel="C0NETWORK", text=f"<@{slack.bot_user}> talks to itself")
        assert slack.wait_for(lambda: any(row["direction"] == "to app" for row in slack.traffic))
    sent = [row for row in slack.traffic if row["direction"] == "to app"]
    assert [row["what"] for row in sent] == ["event message.channels"]
    assert sent[0]["body"]["payload"]["event"]["bot_id"]


def test_a_shared_channel_says_so_in_its_events(slack: LocalSlack) -> None:
    """Events of a Slack Connect channel carry is_ext_shared_channel."""
    bodies: list[dict[str, Any]] = []
    app = bolt_app(slack)
    app.event("app_mention")(lambda body: bodies.extend([body]))
    app.event("message")(lambda: None)
    with connected(slack, app):
        partner = slack.add_channel("partner", ("jun", "routelore"), shared=True)
        slack.say("jun", partner, "@routelore hello")
        assert slack.wait_for(lambda: bool(bodies), 5)
    assert bodies[0]["is_ext_shared_channel"] is True


def test_the_messages_tab_may_be_closed() -> None:
    """Where the manifest has no messages tab, nobody can write to the bot, nor it to them."""
    closed = manifest()
    closed["features"]["app_home"]["messages_tab_enabled"] = False
    with LocalSlack(closed) as slack:
        channel = slack.open_dm("jun").channel or ""
        assert slack.say("jun", channel, "hello").error == "messages_tab_disabled"
