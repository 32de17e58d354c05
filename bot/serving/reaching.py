"""What keeps the app from being served: Slack cannot be reached with the token that there is, or a port is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.listeners.reasons import code_of

if TYPE_CHECKING:
    from slack_sdk import WebClient


class UnreachableError(Exception):
    """Slack could not be reached, or refused the token; `code` is Slack's own."""

    def __init__(self, code: str) -> None:
        """Keep Slack's code."""
        super().__init__(code)
        self.code = code


class PortError(Exception):
    """A port cannot be listened on; `reason` is the system's."""

    def __init__(self, port: int, reason: str) -> None:
        """Keep both."""
        super().__init__(f"port {port}: {reason}")
        self.port = port
        self.reason = reason


def greet(client: WebClient) -> str:
    """Give the name of the workspace that the token is for.

    Raises:
        UnreachableError: Slack refused the token or could not be reached.
    """
    try:
        return str(client.auth_test()["team"])
    except SlackApiError as error:
        raise UnreachableError(code_of(error)) from error
    except (SlackClientError, OSError) as error:
        raise UnreachableError(type(error).__name__) from error
