"""Everything that a person can do in the workspace."""

from __future__ import annotations

from bot.playground.slack.interacting import Interacting
from bot.playground.slack.talking import Talking


class Persons(Talking, Interacting):
    """The persons' hands: what they say, and what they do with what the app shows."""
