"""A mention in a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.listeners.conversation import Said, hear
from bot.listeners.posting import Place

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources


def register(app: App, resources: Resources) -> None:
    """Answer every mention, in its thread."""

    def mentioned(event: dict[str, Any], client: WebClient, body: dict[str, Any]) -> None:
        root = event.get("thread_ts") or event["ts"]
        place = Place(
            team=str(body.get("team_id", "")),
            channel=event["channel"],
            ts=root,
            user=event["user"],
            outside=body.get("is_ext_shared_channel"),
        )
        text = str(event.get("text", ""))
        in_thread, files = bool(event.get("thread_ts")), tuple(event.get("files") or ())
        said = Said(place=place, ts=event["ts"], text=text, in_thread=in_thread, addressed=True, files=files)
        hear(resources, client, said)

    app.event("app_mention")(mentioned)
