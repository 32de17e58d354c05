"""A short try of Slack's tokens: whose they are, and which scopes they were given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.listeners.reasons import code_of
from bot.manifest import scopes
from bot.serving.reaching import UnreachableError

if TYPE_CHECKING:
    from bot.settings import Settings

#: Slack names the scopes of a token with every answer: https://docs.slack.dev/authentication/tokens
GRANTED = "x-oauth-scopes"
SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class BotToken:
    """What Slack says of the bot token; `told` is false where it did not say which scopes it has."""

    team: str
    told: bool
    missing: tuple[str, ...]
    superfluous: tuple[str, ...]


def bot_token(settings: Settings) -> BotToken:
    """Give whose the bot token is, and how its scopes differ from what the code needs.

    Raises:
        UnreachableError: Slack refused the token or could not be reached.
    """
    try:
        said = WebClient(token=settings.bot_token, base_url=settings.api_url, timeout=SECONDS).auth_test()
    except (SlackClientError, OSError) as error:
        raise UnreachableError(code_of(error)) from error
    headers = {name.lower(): value for name, value in said.headers.items()}
    granted = {one.strip() for one in str(headers.get(GRANTED, "")).split(",")} - {""}
    return BotToken(
        team=str(said.get("team") or said.get("team_id") or ""),
        told=GRANTED in headers,
        missing=tuple(sorted(scopes() - granted)),
        superfluous=tuple(sorted(granted - scopes())),
    )


def app_token(settings: Settings) -> None:
    """Ask for the address of a Socket Mode connection, and open none.

    Raises:
        UnreachableError: Slack refused the token or could not be reached.
    """
    client = WebClient(base_url=settings.api_url, timeout=SECONDS)
    try:
        client.apps_connections_open(app_token=settings.app_token)
    except (SlackApiError, SlackClientError, OSError) as error:
        raise UnreachableError(code_of(error)) from error
