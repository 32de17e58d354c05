"""What the local Slack refuses through its Web API, asked by Slack's own client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from bot.playground.slack import LocalSlack
from bot.playground.slack.chat_methods import METHODS as CHAT_METHODS
from tests.unit.playground.slack_app import BUTTON, MODAL, SCOPES, manifest, refusal, web_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_sdk import WebClient

HELLO: dict[str, Any] = {"channel": "C0NETWORK", "text": "hello"}


@pytest.fixture(scope="module")
def running() -> Iterator[LocalSlack]:
    """A local Slack for the whole module."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        yield slack


@pytest.fixture
def slack(running: LocalSlack) -> LocalSlack:
    """The local Slack with no faults ordered."""
    running.faults.waiting.clear()
    return running


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    """Slack's client with the bot's token."""
    return web_client(slack)


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
def test_a_bad_token_opens_nothing(slack: LocalSlack, token: str, error: str) -> None:
    """Without the right token every call is refused."""
    assert refusal(web_client(slack, token).auth_test)["error"] == error


def test_the_two_tokens_are_for_different_doors(slack: LocalSlack, client: WebClient) -> None:
    """The app-level token opens sockets only, and the bot token opens no socket."""
    assert refusal(web_client(slack, slack.app_token).chat_postMessage, **HELLO)["error"] == "not_allowed_token_type"
    assert refusal(client.apps_connections_open, app_token=slack.bot_token)["error"] == "not_allowed_token_type"


def test_auth_test_names_the_bot_and_its_scopes(slack: LocalSlack, client: WebClient) -> None:
    """The reply names bot and team, and its header lists the granted scopes."""
    reply = client.auth_test()
    assert reply["user_id"] == slack.bot_user
    assert set(reply.headers["x-oauth-scopes"].split(",")) == set(SCOPES)


@pytest.mark.parametrize("method", sorted(name for name, method in CHAT_METHODS.items() if method.scopes))
def test_a_method_without_its_scope_is_refused(method: str) -> None:
    """The refusal says which scope is needed and which are there."""
    needed = CHAT_METHODS[method].scopes[0]
    with LocalSlack(manifest(without_scope=needed)) as slack:
        said = refusal(web_client(slack).api_call, api_method=method)
    assert said["error"] == "missing_scope"
    assert said["needed"] == needed
    assert needed not in said["provided"].split(",")


def test_history_needs_the_scope_of_the_channels_kind(client: WebClient, slack: LocalSlack) -> None:
    """Reading a public channel is granted here, asking about it is not."""
    assert client.conversations_history(channel=slack.channel_id("network"))["ok"]
    assert refusal(client.conversations_info, channel=slack.channel_id("network"))["needed"] == "channels:read"


def test_an_unknown_method_is_refused(client: WebClient) -> None:
    """A method that is not there is unknown, not ignored."""
    assert refusal(client.api_call, api_method="chat.postEverything")["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "hello"}, "channel_not_found"),
        ({"channel": "C0RANDOM", "text": "hello"}, "not_in_channel"),
        ({"channel": "C0NETWORK", "text": ""}, "no_text"),
        ({"channel": "C0NETWORK", "text": "a" * 40_001}, "msg_too_long"),
        ({**HELLO, "thread_ts": "1.000001"}, "thread_not_found"),
        ({**HELLO, "blocks": "not json"}, "invalid_blocks_format"),
        ({**HELLO, "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({**HELLO, "blocks": [{"type": "markdown", "text": "a" * 7000}] * 2}, "msg_blocks_too_long"),
        (
            {**HELLO, "blocks": [{"type": "image", "alt_text": "a", "slack_file": {"id": "F0NONE"}}]},
            "invalid_blocks",
        ),
    ],
)
def test_a_message_that_slack_would_not_post_is_refused(client: WebClient, args: dict[str, Any], error: str) -> None:
    """Each reason has Slack's own code."""
    assert refusal(client.api_call, api_method="chat.postMessage", json=args)["error"] == error


def test_invalid_blocks_say_where(client: WebClient) -> None:
    """The refusal lists a sentence with a JSON pointer, as Slack's does."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}]
    said = refusal(client.chat_postMessage, **HELLO, blocks=blocks)
    assert said["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_only_the_bots_own_messages_are_its_to_change(slack: LocalSlack, client: WebClient) -> None:
    """Somebody else's message cannot be updated or deleted, and one that is gone is not found."""
    ts = slack.say("jun", "network", "mine").ts
    said = refusal(client.chat_update, channel="C0NETWORK", ts=ts, text="yours")
    assert said["error"] == "cant_update_message"
    assert refusal(client.chat_delete, channel="C0NETWORK", ts=ts)["error"] == "cant_delete_message"
    assert refusal(client.chat_update, channel="C0NETWORK", ts="1.000001", text="x")["error"] == "message_not_found"


def test_text_without_blocks_takes_the_blocks_away(slack: LocalSlack, client: WebClient) -> None:
    """An update with text alone removes the blocks; one with blocks alone keeps no trace of editing."""
    posted = client.chat_postMessage(**HELLO, blocks=[{"type": "divider"}])
    client.chat_update(channel="C0NETWORK", ts=posted["ts"], text="now plain")
    message = next(one for one in slack.messages("network") if one.ts == posted["ts"])
    assert message.blocks == []
    assert message.edited


def test_a_reply_starts_no_thread(client: WebClient) -> None:
    """A reply's own time stamp is no thread to answer in."""
    first = client.chat_postMessage(**HELLO)["ts"]
    reply = client.chat_postMessage(**HELLO, thread_ts=first)["ts"]
    assert refusal(client.chat_postMessage, **HELLO, thread_ts=reply)["error"] == "cannot_reply_to_message"
    thread = client.conversations_replies(channel="C0NETWORK", ts=first)["messages"]
    assert [one["ts"] for one in thread] == [first, reply]
    assert thread[0]["reply_count"] == 1


def test_an_ephemeral_message_is_for_one_member(slack: LocalSlack, client: WebClient) -> None:
    """Only the person it is for sees it, nobody can update it, and a stranger to the channel cannot get one."""
    ts = client.chat_postEphemeral(**HELLO, user=slack.user_id("jun"))["message_ts"]
    assert ts in [one.ts for one in slack.messages("network", "jun")]
    assert ts not in [one.ts for one in slack.messages("network", "sol")]
    assert refusal(client.chat_update, channel="C0NETWORK", ts=ts, text="x")["error"] == "message_not_found"
    assert refusal(client.chat_postEphemeral, **HELLO, user="U0NOBODY")["error"] == "user_not_found"


def test_reactions_are_added_once(slack: LocalSlack, client: WebClient) -> None:
    """The same reaction twice is refused, and one that is not there cannot be taken away."""
    where = {"channel": "C0NETWORK", "timestamp": slack.say("jun", "network", "look").ts or "", "name": "eyes"}
    client.reactions_add(**where)
    assert refusal(client.reactions_add, **where)["error"] == "already_reacted"
    client.reactions_remove(**where)
    assert refusal(client.reactions_remove, **where)["error"] == "no_reaction"


def test_persons_are_described_and_strangers_are_not(slack: LocalSlack, client: WebClient) -> None:
    """users.info gives the locale when asked, and refuses an unknown id."""
    about = client.users_info(user=slack.user_id("mina"), include_locale=True)["user"]
    assert (about["real_name"], about["locale"], about["is_admin"]) == ("Mina Han", "ko-KR", True)
    assert "locale" not in client.users_info(user=slack.user_id("jun"))["user"]
    assert refusal(client.users_info, user="U0NOBODY")["error"] == "user_not_found"


def test_a_direct_message_reaches_its_person(slack: LocalSlack, client: WebClient) -> None:
    """A message to a user's id lands in the conversation that conversations.open gives."""
    user = slack.user_id("sol")
    channel = client.conversations_open(users=user)["channel"]["id"]
    assert client.chat_postMessage(channel=user, text="welcome")["channel"] == channel
    assert refusal(client.conversations_open, users="U0NOBODY")["error"] == "user_not_found"


def test_ordered_faults_happen_and_end(slack: LocalSlack, client: WebClient) -> None:
    """A 429 says when to come back, a 500 is a 500, an error code is an error code, and then all is well."""
    slack.faults.next("chat.postMessage", status=429, retry_after=7)
    with pytest.raises(SlackApiError) as limited:
        client.chat_postMessage(**HELLO)
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["retry-after"] == "7"
    slack.faults.next("chat.postMessage", status=500)
    with pytest.raises(SlackApiError) as broken:
        client.chat_postMessage(**HELLO)
    assert broken.value.response.status_code == 500
    slack.faults.next("chat.postMessage", error="channel_is_archived")
    assert refusal(client.chat_postMessage, **HELLO)["error"] == "channel_is_archived"
    assert client.chat_postMessage(**HELLO)["ok"]


def test_the_sdks_retry_handler_gets_through_a_429(slack: LocalSlack) -> None:
    """A client with a retry handler waits and posts."""
    patient = web_client(slack)
    patient.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    slack.faults.next("chat.postMessage", status=429, retry_after=0)
    assert patient.chat_postMessage(**HELLO)["ok"]


def test_posting_too_fast_is_limited_by_channel() -> None:
    """After a burst the channel is closed for a second, while others are open."""
    with LocalSlack(manifest()) as slack:
        client = web_client(slack)
        for _ in range(slack.limit.burst):
            client.chat_postMessage(**HELLO)
        assert refusal(client.chat_postMessage, **HELLO)["error"] == "ratelimited"
        assert client.chat_postMessage(channel=slack.user_id("jun"), text="hello")["ok"]


def trigger(slack: LocalSlack, user: str = "U0JUN") -> str:
    """A fresh trigger id."""
    return slack.desk.tickets.trigger(user)


def test_a_trigger_opens_one_view(slack: LocalSlack, client: WebClient) -> None:
    """A trigger that was used, that is too old or that never was opens nothing."""
    used = trigger(slack)
    client.views_open(trigger_id=used, view=MODAL)
    assert refusal(client.views_open, trigger_id=used, view=MODAL)["error"] == "exchanged_trigger_id"
    stale = trigger(slack)
    slack.desk.tickets.triggers[stale].until -= 3.1
    assert refusal(client.views_open, trigger_id=stale, view=MODAL)["error"] == "expired_trigger_id"
    assert refusal(client.views_open, trigger_id="1.2.abc", view=MODAL)["error"] == "invalid_trigger_id"


def test_a_view_that_changed_is_not_overwritten(slack: LocalSlack, client: WebClient) -> None:
    """An update with the hash of an older version is refused, as is one of a view that is gone."""
    quiet = {**MODAL, "notify_on_close": False}
    opened = client.views_open(trigger_id=trigger(slack), view=quiet)["view"]
    client.views_update(view_id=opened["id"], view=quiet, hash=opened["hash"])
    said = refusal(client.views_update, view_id=opened["id"], view=quiet, hash=opened["hash"])
    assert said["error"] == "hash_conflict"
    slack.close_view("jun")
    assert refusal(client.views_update, view_id=opened["id"], view=quiet)["error"] == "not_found"


def test_the_same_external_id_opens_no_second_view(slack: LocalSlack, client: WebClient) -> None:
    """An external id names one view at a time."""
    view = {**MODAL, "external_id": "mine"}
    client.views_open(trigger_id=trigger(slack), view=view)
    said = refusal(client.views_open, trigger_id=trigger(slack, "U0SOL"), view=view)
    assert said["error"] == "duplicate_external_id"
    assert client.views_update(external_id="mine", view=MODAL)["ok"]


def test_a_response_address_wears_out(slack: LocalSlack) -> None:
    """The sixth use is refused, and so is any use after half an hour."""
    name = slack.desk.tickets.response("C0NETWORK", "U0JUN")
    webhook = WebhookClient(f"{slack.url}response/{name}")
    assert [webhook.send(text="hello").status_code for _ in range(6)] == [200] * 5 + [404]
    late = slack.desk.tickets.response("C0NETWORK", "U0JUN")
    slack.desk.tickets.responses[late].until -= 1801
    assert "expired_url" in WebhookClient(f"{slack.url}response/{late}").send(text="hello").body


def test_a_response_address_refuses_bad_blocks(slack: LocalSlack) -> None:
    """What chat.postMessage would refuse is refused here too."""
    name = slack.desk.tickets.response("C0NETWORK", "U0JUN")
    reply = WebhookClient(f"{slack.url}response/{name}").send(text="x", blocks=[{"type": "banner"}])
    assert (reply.status_code, "invalid_blocks" in reply.body) == (400, True)


def test_a_file_is_uploaded_and_shared_in_a_thread(slack: LocalSlack, client: WebClient) -> None:
    """files_upload_v2 puts the bytes and one message with the file into the thread."""
    parent = slack.say("jun", "network", "picture?").ts
    reply = client.files_upload_v2(
        channel="C0NETWORK",
        thread_ts=parent,
        filename="path.png",
        content=b"\x89PNG-bytes",
        title="경로",
        alt_txt="orchard → S3",
        initial_comment="here",
    )
    message = slack.messages("network")[-1]
    assert (message.thread_ts, message.text, message.files[0].alt_txt) == (parent, "here", "orchard → S3")
    assert message.files[0].content == b"\x89PNG-bytes"
    shown = [{"type": "image", "alt_text": "a", "slack_file": {"id": reply["file"]["id"]}}]
    assert client.chat_postMessage(**HELLO, blocks=shown)["ok"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C0RANDOM", "not_in_channel"), ("C0NOWHERE", "channel_not_found"), ("U0JUN", "channel_not_found")],
)
def test_a_file_is_shared_only_where_the_bot_is(client: WebClient, channel: str, error: str) -> None:
    """A person's id is no channel for files, and a channel without the bot takes none."""
    said = refusal(client.files_upload_v2, channel=channel, filename="a.png", content=b"1")
    assert said["error"] == error


def test_home_is_published_only_where_the_manifest_has_one(client: WebClient) -> None:
    """Without a Home tab in the manifest, views.publish is not enabled."""
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [BUTTON]}]}
    assert client.views_publish(user_id="U0JUN", view=home)["view"]["type"] == "home"
    bare = manifest()
    del bare["features"]["app_home"]
    with LocalSlack(bare) as slack:
        assert refusal(web_client(slack).views_publish, user_id="U0JUN", view=home)["error"] == "not_enabled"


def test_a_status_shows_in_a_thread_until_the_bot_speaks(slack: LocalSlack, client: WebClient) -> None:
    """A status stands in the thread and goes with the bot's next message there."""
    ts = slack.say("jun", "network", "think").ts or ""
    set_status: Callable[..., object] = client.assistant_threads_setStatus
    set_status(channel_id="C0NETWORK", thread_ts=ts, status="is reading AWS…")
    assert slack.status("network", ts) == "is reading AWS…"
    client.chat_postMessage(**HELLO, thread_ts=ts)
    assert slack.status("network", ts) == ""
