"""The offer to share what only its asker sees, below it, with the channel's name where Slack tells it."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from bot.blocks import accounts
from bot.listeners.reasons import REFUSALS, code_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from bot.listeners.posting import InThread
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")


def offer_share(reply: InThread, origin: tuple[str, str], about: Mapping[str, str], lang: Lang) -> None:
    """Offer it, in a direct message with an answer to what was asked elsewhere; `about` is what is shared, by its ids."""
    if not origin[0] or not reply.place.direct:
        return
    value = json.dumps({**about, "l": lang}, ensure_ascii=False)
    reply.say(*accounts.offer_to_share(reply.place.user, origin[0], _name(reply.client, origin[0]), value, lang))


def _name(client: WebClient, channel: str) -> str:
    try:
        return str((client.conversations_info(channel=channel).get("channel") or {}).get("name") or "")
    except REFUSALS as error:
        LOG.info("a channel's name is not known: %s", code_of(error))
        return ""
