"""A direct message, and what is said in a thread where the bot answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.deliveries import WRITTEN
from bot.listeners.conversation import Said, hear
from bot.listeners.posting import Place

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources

_TO_SOMEBODY = re.compile(r"\s*<@([A-Z0-9]+)")


def register(app: App, resources: Resources) -> None:
    """Answer direct messages, and follow-ups in threads that need no mention."""

    def said(event: dict[str, Any], client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        if event.get("subtype") not in WRITTEN or "user" not in event:
            return
        direct = event.get("channel_type") == "im"
        text = str(event.get("text", ""))
        in_thread = event.get("thread_ts") not in {None, event["ts"]}
        if not direct and (not in_thread or f"<@{context.bot_user_id}>" in text or _TO_SOMEBODY.match(text)):
            return
        root = event["thread_ts"] if in_thread else event["ts"]
        place = Place(
            team=str(body.get("team_id", "")),
            channel=event["channel"],
            ts=root,
            user=event["user"],
            outside=body.get("is_ext_shared_channel"),
        )
        files = tuple(event.get("files") or ())
        said = Said(place=place, ts=event["ts"], text=text, in_thread=in_thread, addressed=direct, files=files)
        hear(resources, client, said)

    app.event("message")(said)
