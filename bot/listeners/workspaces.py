"""Which workspaces the bot is in, and with what it writes there unasked: a database may hold the matters of several."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.listeners.reasons import REFUSALS, code_of

if TYPE_CHECKING:
    from slack_sdk import WebClient

LOG = logging.getLogger("routelore")


class Workspaces(Protocol):
    """The workspaces that the bot can write to without having been asked just now."""

    def client(self, team: str) -> WebClient | None:
        """Give what writes to this workspace; None where the bot is not there, or that is not known just now."""

    def home(self) -> WebClient | None:
        """Give what writes to the workspace of whoever runs the bot; None where it is installed by several."""

    def removed(self, team: str, enterprise: str, at: float) -> None:
        """Take note that the bot was removed from a workspace, or that its token was revoked, at this time."""


@dataclass(slots=True)
class OneWorkspace:
    """The workspace that the bot's only token is for, which Slack is asked once."""

    _client: WebClient
    _team: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def client(self, team: str) -> WebClient | None:
        """Give what writes to this workspace; None where the token is for another, or Slack does not say just now."""
        with self._lock:
            if not self._team:
                try:
                    self._team = str(self._client.auth_test()["team_id"])
                except REFUSALS as error:
                    LOG.warning("the bot's own workspace is not known: %s", code_of(error))
            return self._client if self._team and team == self._team else None

    def home(self) -> WebClient:
        """Give what writes to the workspace."""
        return self._client

    def removed(self, team: str, enterprise: str, at: float) -> None:  # noqa: ARG002 (there is but one workspace)
        """Say in the log that nothing will work until the app is installed again."""
        LOG.error("the app was removed from its workspace %s; install it again and set its new SLACK_BOT_TOKEN", team)
