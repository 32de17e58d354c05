"""What every delivery passes: once only, promised before it is acknowledged, and from people only."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse
from slack_bolt.middleware import Middleware
from slack_sdk.errors import SlackClientError

from bot.blocks.parts import fill, section
from bot.deliveries import asker_of, delivery_key, opens_only, part, spoken_in, stands_alone, team_of
from bot.middleware.lines import Lines
from bot.middleware.posting_once import OnceClient, OnceRespond
from bot.phrases import promises as words
from bot.state.database import StateError
from bot.telemetry.metrics import Count, count
from bot.undertaking import CURRENT, put_off

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import BoltRequest
    from slack_sdk import WebClient

    from bot.state.promises import Taken
    from bot.state.store import State
    from bot.undertaking import Undertaking
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")
#: Under which name a promise that was taken over travels with its second delivery.
TAKEN = "routelore_taken"


class Arrivals(Middleware):
    """Promises what was delivered and lets it pass; a second delivery of it is acknowledged, and that is all.

    What bots said, this one included, is acknowledged as well, as bots do not talk to each other; and so is what people say
    to each other. What was promised by a process that is gone comes by here, too.
    """

    def __init__(
        self, state: State, language: Callable[[WebClient, str], Lang] | None = None, lines: Lines | None = None
    ) -> None:
        """Promise in this state. `language` is that of the asker, who is told where it is too late to do what they asked.

        `lines` are the connections to Slack that every delivery calls it on.
        """
        self._state = state
        self._language = language
        self._lines = lines or Lines()

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 (Bolt hands it over)
        next: Callable[[], BoltResponse],  # noqa: A002 (Bolt's own name)
    ) -> BoltResponse | None:
        """Let a delivery pass, or acknowledge it."""
        body, context = req.body, req.context
        if _said_by_a_bot(body) or stands_alone(body):
            return BoltResponse(status=200, body="")
        taken: Taken | None = context.get(TAKEN)
        if taken is not None:
            undertaking: Undertaking | None = taken.undertaking
        else:
            fresh, undertaking = _take_up(self._state, body)
            if not fresh:
                count(Count.REPEATED)
                LOG.info("delivered again key=%s", delivery_key(body))
                return BoltResponse(status=200, body="")
        if undertaking is not None:
            undertaking.begin()  # whoever dispatched this ends it: `bot.middleware.carrying`
            CURRENT.set(undertaking)
        context["client"] = client = OnceClient.like(context.client, self._lines)
        context["respond"] = OnceRespond(client, context.response_url, asker_of(body))
        if taken is not None and taken.too_late:
            self._tell_too_late(client, body)
            return BoltResponse(status=200, body="")
        next()
        return None

    def _tell_too_late(self, client: WebClient, body: dict[str, Any]) -> None:
        """Tell the asker that it was not done, where it was asked."""
        user = asker_of(body)
        channel, thread = spoken_in(body)
        if not channel and not user:
            return
        told = fill(words.TOO_LATE, self._language(client, user) if self._language is not None and user else "en")
        try:
            client.chat_postMessage(channel=channel or user, thread_ts=thread or None, text=told, blocks=[section(told)])
        except (SlackClientError, OSError) as error:
            LOG.warning("somebody could not be told that it is too late type=%s", type(error).__name__)
            if isinstance(error, OSError):  # nobody was reached; what Slack refuses, it will refuse again
                put_off()


def _take_up(state: State, body: dict[str, Any]) -> tuple[bool, Undertaking | None]:
    """Say whether a delivery is the first of its kind, and give what came of promising it."""
    key = delivery_key(body)
    if key is None:
        return True, None
    try:
        if opens_only(body):
            return state.first_time(key), None
        undertaking = state.promises.take_up(key, team_of(body), body)
    except StateError as error:
        LOG.error("deliveries cannot be remembered: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)
        return True, None
    return undertaking is not None, undertaking


def _said_by_a_bot(body: dict[str, Any]) -> bool:
    event = part(body, "event")
    said = event.get("type") in {"message", "app_mention"}
    return said and (bool(event.get("bot_id")) or event.get("subtype") == "bot_message")
