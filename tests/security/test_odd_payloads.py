"""Payloads that Slack signed and that are none of its shapes: an answer, and nothing of them in the log."""

from __future__ import annotations

import io
import json
import logging
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from bot import deliveries
from bot.app import create_app, web_client
from bot.ids import Action, Callback
from bot.playground.slack import LocalSlack
from bot.serving.door import Door, RefusedError, answered
from bot.settings import Settings
from bot.state.store import State
from tests.e2e.chat import Network, manifest, services_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import Bot

SECRET = "of-the-app"
#: What stands in every odd payload, and may stand nowhere else.
PLANTED = "pLanted-in-the-body"
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.just(PLANTED) | st.text(max_size=8)
KNOWN = st.sampled_from(
    (
        *("id", "type", "user", "channel", "ts", "thread_ts", "text", "subtype", "files", "value", "action_id", "action_ts"),
        *("state", "values", "private_metadata", "callback_id", "team_id", "channel_id", "message_ts", "selected_option"),
    )
)
TYPES = st.sampled_from(
    (
        *("event_callback", "block_actions", "view_submission", "view_closed", "message_action", "shortcut", "message"),
        *("url_verification", "app_mention", "app_home_opened", "team_join", "app_uninstalled", "block_suggestion"),
    )
)
IDS = st.sampled_from([*(one.value for one in Action), *(one.value for one in Callback)])
JSON = st.recursive(
    SCALARS | TYPES | IDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KNOWN, inner, max_size=4),
    max_leaves=12,
)
MEMBERS = (
    *("type", "team", "team_id", "user", "user_id", "event", "event_id", "trigger_id", "actions", "view", "message", "text"),
    *("container", "channel", "callback_id", "enterprise", "authorizations", "is_ext_shared_channel", "response_url"),
    "command",
)
BODIES = st.fixed_dictionaries({}, optional=dict.fromkeys(MEMBERS, JSON | TYPES))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """Give the app as it is behind the door."""
    folder = tmp_path_factory.mktemp("odd")
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        env = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token, "SLACK_API_URL": slack.api_url}
        env["SLACK_SIGNING_SECRET"] = SECRET
        read = Settings.from_env({**env, "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}"})
        opened = create_app(read, services_for(Network()), web_client(read), state=State.open(read.database_url))
        yield opened
        opened.close()


@given(body=BODIES)
def test_whatever_is_in_a_payload_it_can_be_told_apart(body: dict[str, Any]) -> None:
    """Keys, teams, askers and places are texts; nothing is raised, whatever stands where."""
    texts = [deliveries.team_of(body), deliveries.asker_of(body), deliveries.click_key(body), *deliveries.spoken_in(body)]
    keys = [one for one in (deliveries.delivery_key(body), deliveries.said_key(body)) if one is not None]
    assert all(isinstance(one, str) for one in (*texts, *keys))
    assert isinstance(deliveries.stands_alone(body), bool)
    assert isinstance(deliveries.opens_only(body), bool)
    assert isinstance(deliveries.is_odd(body), bool)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES)
@example(body={"type": "event_callback", "event": [PLANTED], "event_id": "Ev1"})
@example(body={"type": "event_callback", "event": {"type": "message", "subtype": [PLANTED], "ts": "1.0"}, "event_id": "Ev2"})
@example(body={"type": "block_actions", "actions": [], "user": {"id": "U1"}, "trigger_id": PLANTED})
@example(body={"type": "block_actions", "actions": [{"action_id": "share_here"}], "user": {}, "trigger_id": "1"})
@example(body={"type": "view_submission", "view": {"callback_id": "diagnose_view"}, "user": {"id": "U1"}})
@example(
    body={"type": "message_action", "callback_id": "answer_shortcut", "message": {"text": PLANTED}, "user": {"id": "U1"}}
)
@example(body={"command": "/routelore", "text": PLANTED})
def test_what_slack_signed_and_cannot_be_is_answered_and_leaves_nothing_in_the_log(bot: Bot, body: dict[str, Any]) -> None:
    """Refused as no payload, or acknowledged; the log has neither the words nor a trace of ours."""
    log, text, timestamp = io.StringIO(), json.dumps(body), str(int(time.time()))
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    try:
        signature = str(SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=text))
        headers = {
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": signature,
            "content-type": "application/json",
        }
        try:
            asked = Door(SECRET).let_in(text.encode(), headers)
            status = answered(bot.app.dispatch, asked).status
        except RefusedError as refused:
            status = refused.status
        bot.app.listener_runner.listener_executor.submit(lambda: None).result(10)
    finally:
        logging.getLogger().removeHandler(handler)
    assert status in {200, 400, 404}, status
    assert PLANTED not in log.getvalue()
    assert "Traceback" not in log.getvalue()
