"""What every part of the local Slack works with: the state, its lock, and what follows when it changes."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bot.playground.slack import payloads
from bot.playground.slack.board import Board
from bot.playground.slack.delivery import Courier, Parcel, ParcelKind, Receipt, Retry
from bot.playground.slack.nouns import Channel, Message
from bot.playground.slack.wire import Json, twin, without_secrets
from bot.playground.slack.workspace import BOT_ID, Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.slack.delivery import Carrier, Patience
    from bot.playground.slack.faults import Faults, PostingLimit
    from bot.playground.slack.manifest import Manifest
    from bot.playground.slack.tickets import Tickets

KEPT_ROWS = 500
KEPT_CALLS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCall:
    """A Web API call that the app made, and what it was told."""

    method: str
    args: Json
    status: int
    reply: Json
    at: float

    @property
    def ok(self) -> bool:
        """Whether Slack did what was asked."""
        return self.reply.get("ok") is True


class Desk:
    """The shared middle of the local Slack. Whoever touches the workspace holds `board.lock`."""

    def __init__(
        self,
        *,
        manifest: Manifest,
        carrier: Carrier,
        tickets: Tickets,
        faults: Faults,
        limit: PostingLimit,
        patience: Patience,
    ) -> None:
        self.manifest = manifest
        self.workspace = Workspace.opened(manifest.bot_name)
        self.tickets = tickets
        self.faults = faults
        self.limit = limit
        self.board = Board()
        self.courier = Courier(carrier, faults=faults, patience=patience, inspect=self._inspect)
        self.calls: deque[ApiCall] = deque(maxlen=KEPT_CALLS)
        self.traffic: deque[Json] = deque(maxlen=KEPT_ROWS)
        self.offered: dict[str, tuple[Json, ...]] = {}
        self.origin = ""

    def record(self, call: ApiCall) -> None:
        """Keep an API call for the tests and show it to the inspector."""
        outcome = "ok" if call.ok else str(call.reply.get("error", call.status))
        with self.board.lock:
            self.calls.append(call)
        self.show("from app", call.method, ok=call.ok, summary=outcome, body={"args": call.args, "reply": call.reply})

    def show(self, direction: str, what: str, *, ok: bool, summary: str, body: Json) -> None:
        """Put a row into the inspector."""
        row = {"at": time.time(), "direction": direction, "what": what, "ok": ok, "summary": summary}
        row["body"] = without_secrets(body)
        with self.board.lock:
            self.traffic.append(row)
        self.board.publish({"type": "traffic", **row})

    def emit(self, name: str, body: Json, *, shared: bool = False) -> None:
        """Send an event, if the app subscribes to it and may have it; say so in the inspector when it may not."""
        if self.manifest.sends(name):
            self.courier.send(payloads.event(name, body, shared=shared))
        elif name in self.manifest.events:
            self.show("to app", name, ok=False, summary="not sent: its scope is missing", body=body)

    def post(self, message: Message, *, rich_text: Sequence[Json] = ()) -> Message:
        """The message, kept, shown to those who may see it, and sent to the app as its events."""
        with self.board.lock:
            self.workspace.keep(message)
            channel = self.workspace.channels[message.channel]
            self._publish("message", message, channel)
            if message.ephemeral_for is None and self.workspace.bot.id in channel.members:
                self._emit_message(message, channel, rich_text)
        return message

    def revise(self, message: Message, **changes: object) -> None:
        """Change a message in place and tell everybody and the app."""
        with self.board.lock:
            before = message.body(self.origin)
            for name, value in changes.items():
                setattr(message, name, value)
            channel = self.workspace.channels[message.channel]
            self._publish("message_changed", message, channel)
            parts = {"message": message.body(), "previous_message": before}
            self._emit_change("message_changed", message, channel, parts)

    def remove(self, message: Message) -> None:
        """Delete a message and tell everybody and the app."""
        with self.board.lock:
            self.workspace.drop(message)
            channel = self.workspace.channels[message.channel]
            note = {"type": "message_deleted", "channel": channel.id, "ts": message.ts}
            self.board.publish(note, to=message.ephemeral_for or channel.user)
            parts = {"deleted_ts": message.ts, "previous_message": message.body()}
            self._emit_change("message_deleted", message, channel, parts)

    def show_reactions(self, message: Message) -> None:
        """Tell everybody that a message's reactions changed."""
        with self.board.lock:
            self._publish("reaction", message, self.workspace.channels[message.channel])

    def picture(self, message: Message) -> Json:
        """A message as pages get it: with its files' addresses and, when ephemeral, for whom it is."""
        body = message.body(self.origin)
        return {**body, "ephemeral_for": message.ephemeral_for} if message.ephemeral_for else body

    def _publish(self, kind: str, message: Message, channel: Channel) -> None:
        note = {"type": kind, "channel": channel.id, "message": self.picture(message)}
        self.board.publish(note, to=message.ephemeral_for or channel.user)

    def _emit_message(self, message: Message, channel: Channel, rich_text: Sequence[Json]) -> None:
        parent = self.workspace.message(channel.id, message.thread_ts)
        parent_user = parent.user if parent and parent is not message else None
        body = payloads.message_event(message, channel, parent_user=parent_user, blocks=rich_text, origin=self.origin)
        mentions_bot = f"<@{self.workspace.bot.id}>" in message.text
        if mentions_bot and not channel.is_im and message.bot_id is None:
            mention = {key: value for key, value in body.items() if key not in {"channel_type", "subtype"}}
            if "files" in mention:  # Slack names them and says no more
                mention["files"] = [{"id": stored["id"]} for stored in mention["files"]]
            self.emit("app_mention", {**mention, "type": "app_mention"}, shared=channel.is_ext_shared)
        self.emit(f"message.{channel.family}", body, shared=channel.is_ext_shared)

    def _emit_change(self, subtype: str, message: Message, channel: Channel, parts: Json) -> None:
        if message.ephemeral_for is None and self.workspace.bot.id in channel.members:
            body = payloads.change_event(subtype, channel, self.workspace.next_ts(), twin(parts))
            self.emit(f"message.{channel.family}", body, shared=channel.is_ext_shared)

    def _inspect(self, parcel: Parcel, retry: Retry | None, receipt: Receipt, seconds: float) -> None:
        again = f" (retry {retry.number}: {retry.reason})" if retry else ""
        summary = f"acked in {seconds * 1000:.0f} ms{again}" if receipt.acked else f"{receipt.reason}{again}"
        what = parcel.what if parcel.kind is not ParcelKind.EVENT else f"event {parcel.what}"
        body = {"payload": parcel.payload, "ack": receipt.body}
        self.show("to app", what, ok=receipt.acked, summary=summary, body=body)


def bot_message(channel: str, ts: str, bot: str, text: str, **parts: object) -> Message:
    """A message of the bot's."""
    fields = {"channel": channel, "ts": ts, "user": bot, "text": text, "bot_id": BOT_ID, **parts}
    return Message(**cast("Json", fields))
