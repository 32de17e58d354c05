"""Which workspace the bot's token is for: a database may hold the matters of several, each with a bot of its own."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.listeners.reasons import REFUSALS, code_of

if TYPE_CHECKING:
    from slack_sdk import WebClient

LOG = logging.getLogger("routelore")


@dataclass(slots=True)
class OwnWorkspace:
    """The workspace that can be written to, asked of Slack once."""

    _team: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def includes(self, client: WebClient, team: str) -> bool:
        """Say whether people and channels of this workspace can be written to; where Slack does not say, not just now."""
        with self._lock:
            if not self._team:
                try:
                    self._team = str(client.auth_test()["team_id"])
                except REFUSALS as error:
                    LOG.warning("the bot's own workspace is not known: %s", code_of(error))
            return bool(self._team) and team == self._team
