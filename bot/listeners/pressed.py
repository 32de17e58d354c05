"""A click, read: who pressed what, in which thread, and where the answer goes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.deliveries import team_of
from bot.listeners.posting import InThread, Place, ToOne

if TYPE_CHECKING:
    from slack_bolt import Respond
    from slack_sdk import WebClient

    from bot.ids import Action
    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.words import Lang


def family(action: Action) -> re.Pattern[str]:
    """Give the pattern of an action that may stand several times in a message: its name, and a number behind it."""
    return re.compile(rf"^{re.escape(action.value)}(\.\d+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A click below a message. `value` is what the button carried; it was in Slack's hands and proves nothing."""

    place: Place
    value: dict[str, str]
    chosen: str
    for_one: bool
    trigger_id: str

    @classmethod
    def read(cls, body: dict[str, Any]) -> Pressed:
        """Read the payload of a block action."""
        container = body.get("container") or {}
        message = body.get("message") or {}
        action = body["actions"][0]
        root = message.get("thread_ts") or container.get("thread_ts") or container.get("message_ts") or ""
        place = Place(
            team=team_of(body),
            channel=(body.get("channel") or {}).get("id", ""),
            ts=root,
            user=body["user"]["id"],
        )
        return cls(
            place=place,
            value=value_of(action.get("value")),
            chosen=(action.get("selected_option") or {}).get("value", ""),
            for_one=bool(container.get("is_ephemeral")),
            trigger_id=body.get("trigger_id", ""),
        )

    def reply(self, client: WebClient, respond: Respond) -> Reply:
        """Give where the answer goes: where the button is, for the same eyes."""
        return ToOne(respond) if self.for_one else InThread(client, self.place)

    def thread(self, resources: Resources) -> Thread | None:
        """Give the thread that the message with the button is in."""
        return resources.state.thread(self.place.team, self.place.channel, self.place.ts)

    def about(self, thread: Thread) -> Thread:
        """Give the thread as about what the message with the button is about; talk may have moved it on since."""
        sources = (self.value["s"],) if self.value.get("s") else thread.sources
        return replace(thread, sources=sources, to=(self.value["d"],) if self.value.get("d") else thread.to)

    def language(self, resources: Resources, client: WebClient) -> Lang:
        """Give the language of the message with the button, else of the person's Slack."""
        if self.value.get("l") in {"ko", "en"}:
            return "ko" if self.value["l"] == "ko" else "en"
        thread = self.thread(resources)
        return thread.lang if thread is not None else resources.people.language(client, self.place.user)


def value_of(text: object) -> dict[str, str]:
    """Give what a button, a choice or a form carries; what is no JSON object of texts is none of ours."""
    try:
        read = json.loads(text) if isinstance(text, str) and text else {}
        return {str(key): str(one) for key, one in read.items()} if isinstance(read, dict) else {}
    except (ValueError, RecursionError):
        return {}
