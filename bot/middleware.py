"""What every delivery passes: once only, people only, and an id that follows it through the log."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse

from bot.deliveries import delivery_key
from bot.state.database import StateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import BoltContext

    from bot.state.store import State

LOG = logging.getLogger("routelore")


def once_only(state: State) -> Callable[..., BoltResponse | None]:
    """Give a middleware that acknowledges a second delivery of the same thing and does nothing more."""

    def once_only_middleware(
        body: dict[str, Any],
        context: BoltContext,
        next: Callable[[], None],  # noqa: A002 (Bolt's own name)
    ) -> BoltResponse | None:
        context["request_id"] = secrets.token_hex(4)
        key = delivery_key(body)
        try:
            fresh = key is None or state.first_time(key)
        except StateError as error:
            LOG.error("deliveries cannot be remembered: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)
            fresh = True
        if not fresh:
            LOG.info("delivered again key=%s", key)
            return BoltResponse(status=200, body="")
        next()
        return None

    return once_only_middleware


def people_only(body: dict[str, Any], next: Callable[[], None]) -> BoltResponse | None:  # noqa: A002 (Bolt's own name)
    """Acknowledge what bots said, this one included, and do nothing more: bots do not talk to each other."""
    event = body.get("event") or {}
    if event.get("type") in {"message", "app_mention"} and (event.get("bot_id") or event.get("subtype") == "bot_message"):
        return BoltResponse(status=200, body="")
    next()
    return None
