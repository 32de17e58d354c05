"""Somebody's direct message with the bot, written to beside its threads: posted, changed, and linked to."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.blocks.paging import messages
from bot.blocks.parts import cut
from bot.listeners.posting import TEXT_LIMIT
from bot.listeners.reasons import code_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk import WebClient

    from bot.blocks.parts import Json

LOG = logging.getLogger("routelore")


@dataclass(frozen=True, slots=True)
class DirectMessages:
    """What the bot writes to one person; where Slack will not change or link to a message, that is said and no error."""

    client: WebClient
    user: str

    def channel(self) -> str:
        """Give the conversation of the two."""
        return str(self.client.conversations_open(users=self.user)["channel"]["id"])

    def post(self, blocks: Sequence[Json], text: str) -> str:
        """Post blocks, as several messages where Slack wants that, and give the address of the first."""
        channel = self.channel()
        return self.address(channel, self.posted(channel, blocks, text)[0])

    def posted(self, channel: str, blocks: Sequence[Json], text: str) -> tuple[str, ...]:
        """Post blocks, as several messages where Slack wants that, and give the ts of each."""
        return tuple(self._posted(channel, page, text) for page in messages(blocks))

    def change(self, channel: str, ts: str, blocks: Sequence[Json], text: str) -> bool:
        """Say whether a message could be changed: one that somebody deleted cannot, nor into more than one message."""
        pages = messages(blocks)
        if len(pages) != 1:
            return False
        try:
            self.client.chat_update(channel=channel, ts=ts, blocks=pages[0], text=cut(text, TEXT_LIMIT))
        except SlackApiError as error:
            LOG.info("a message stays as it is: %s", code_of(error))
            return False
        return True

    def address(self, channel: str, ts: str) -> str:
        """Give the address of a message; empty where it is gone."""
        try:
            return str(self.client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"])
        except SlackApiError as error:
            LOG.info("a message has no address: %s", code_of(error))
            return ""

    def _posted(self, channel: str, page: Sequence[Json], text: str) -> str:
        said = self.client.chat_postMessage(
            channel=channel, blocks=page, text=cut(text, TEXT_LIMIT), unfurl_links=False, unfurl_media=False
        )
        return str(said["ts"])
