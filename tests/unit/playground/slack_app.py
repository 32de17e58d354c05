"""A manifest and a tiny Bolt app, for the tests of the local Slack itself."""

from __future__ import annotations

import contextlib
import logging
import time
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.playground.slack import LocalSlack

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "files:write",
    "im:history",
    "im:write",
    "reactions:write",
    "users:read",
)
EVENTS = ("app_mention", "message.channels", "message.im", "app_home_opened", "team_join")

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "pick",
    "title": {"type": "plain_text", "text": "Pick a subnet"},
    "submit": {"type": "plain_text", "text": "Diagnose"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "subnet",
            "label": {"type": "plain_text", "text": "Subnet"},
            "element": {
                "type": "static_select",
                "action_id": "subnet_choice",
                "options": [
                    {"text": {"type": "plain_text", "text": "orchard"}, "value": "subnet-1"},
                    {"text": {"type": "plain_text", "text": "harbor"}, "value": "subnet-2"},
                ],
            },
        },
        {
            "type": "input",
            "block_id": "note",
            "optional": True,
            "label": {"type": "plain_text", "text": "Note"},
            "element": {"type": "plain_text_input", "action_id": "note_text", "initial_value": "hello"},
        },
    ],
}

BUTTON = {
    "type": "button",
    "action_id": "pressed",
    "text": {"type": "plain_text", "text": "Press"},
    "value": "one",
}


def manifest(*, without_scope: str = "", without_event: str = "") -> dict[str, Any]:
    """A parsed manifest, less a scope or an event."""
    return {
        "display_information": {"name": "routelore"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "routelore"},
            "slash_commands": [{"command": "/routelore", "description": "Ask", "usage_hint": "diagnose subnet-…"}],
            "shortcuts": [
                {"name": "Ask about this", "type": "message", "callback_id": "ask_about", "description": "d"},
                {"name": "Diagnose", "type": "global", "callback_id": "diagnose", "description": "d"},
            ],
        },
        "oauth_config": {"scopes": {"bot": [scope for scope in SCOPES if scope != without_scope]}},
        "settings": {
            "event_subscriptions": {"bot_events": [event for event in EVENTS if event != without_event]},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


def web_client(slack: LocalSlack, token: str | None = None) -> WebClient:
    """Slack's own client, pointed at the local Slack."""
    return WebClient(token=slack.bot_token if token is None else token, base_url=slack.api_url)


def refusal(call: Callable[..., object], **args: object) -> dict[str, Any]:
    """The body with which Slack refuses a call that must be refused."""
    try:
        call(**args)
    except SlackApiError as error:
        return dict(error.response.data)
    message = f"{call} was not refused"
    raise AssertionError(message)


def bolt_app(slack: LocalSlack) -> App:
    """A Bolt app that talks to the local Slack and says nothing in the log."""
    logger = logging.getLogger("tests.slack_app")
    logger.setLevel(logging.CRITICAL)
    return App(client=web_client(slack), signing_secret=slack.signing_secret, logger=logger)


@contextlib.contextmanager
def connected(slack: LocalSlack, app: App, **options: Any) -> Iterator[SocketModeHandler]:
    """The app connected by Socket Mode, with Slack's built-in client."""
    handler = SocketModeHandler(app, slack.app_token, **options)
    handler.connect()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
    try:
        slack.wait_for_socket()
        yield handler
    finally:
        hang_up(slack, handler)


def hang_up(slack: LocalSlack, handler: SocketModeHandler) -> None:
    """Close the app's connection from the server's side first, because the client waits three seconds for an open one."""
    handler.client.auto_reconnect_enabled = False
    slack.drop_sockets()
    deadline = time.monotonic() + 5
    while handler.client.is_connected() and time.monotonic() < deadline:
        time.sleep(0.02)
    handler.close()  # type: ignore[no-untyped-call] # the same
