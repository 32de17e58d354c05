"""The payloads that Slack sends an app, built from what happened."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.playground.slack.delivery import Parcel, ParcelKind
from bot.playground.slack.workspace import APP, BOT, BOT_ID, TEAM, token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.slack.nouns import Channel, Message, Person, View
    from bot.playground.slack.wire import Json

TEAM_DOMAIN = "orchard"
VERIFICATION = "local-verification"
"""The deprecated verification token, which every payload still carries."""


def event(name: str, body: Json, *, shared: bool = False) -> Parcel:
    """An Events API payload around one event."""
    payload: Json = {
        "token": VERIFICATION,
        "team_id": TEAM,
        "api_app_id": APP,
        "type": "event_callback",
        "event": body,
        "event_id": token("Ev"),
        "event_time": int(time.time()),
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": shared,
        "event_context": token("4-"),
    }
    return Parcel(kind=ParcelKind.EVENT, payload=payload, what=name)


def message_event(
    message: Message, channel: Channel, *, parent_user: str | None, blocks: Sequence[Json], origin: str = ""
) -> Json:
    """The inner event of a new message."""
    body = message.body(origin)
    if message.bot_id:
        body |= {"app_id": APP, "bot_profile": {"id": BOT_ID, "app_id": APP, "team_id": TEAM}}
    elif blocks:
        body["blocks"] = list(blocks)
    if parent_user:
        body["parent_user_id"] = parent_user
    return {**body, "team": TEAM, "channel": channel.id, "channel_type": channel.kind, "event_ts": message.ts}


def change_event(subtype: str, channel: Channel, ts: str, parts: Json) -> Json:
    """The inner event of a message that was edited or deleted."""
    about: Json = {"type": "message", "subtype": subtype, "hidden": True, "channel": channel.id, "ts": ts}
    return {**about, **parts, "channel_type": channel.kind, "event_ts": ts}


def command(person: Person, channel: Channel, name: str, text: str, doors: Json) -> Parcel:
    """A slash command as it was typed; `doors` are its trigger id and response address."""
    payload = {
        "token": VERIFICATION,
        "team_id": TEAM,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        **doors,
    }
    return Parcel(kind=ParcelKind.COMMAND, payload=payload, what=name)


def interaction(kind: str, person: Person, **parts: object) -> Parcel:
    """An interactive payload of this type, with the parts that this type has."""
    payload: Json = {
        "type": kind,
        "team": {"id": TEAM, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": TEAM},
        "api_app_id": APP,
        "token": VERIFICATION,
        **parts,
    }
    return Parcel(kind=ParcelKind.INTERACTION, payload=payload, what=kind)


def on_message(message: Message, channel: Channel) -> Json:
    """The parts of an interaction that happened on a message."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return {"container": container, "channel": channel_part(channel), "message": message.body()}


def on_view(view: View) -> Json:
    """The parts of an interaction that happened in a modal or on App Home."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view_part(view)}


def view_part(view: View) -> Json:
    """The view as payloads carry it."""
    return view.body(TEAM, APP, BOT_ID)


def channel_part(channel: Channel) -> Json:
    """The channel as payloads carry it."""
    return {"id": channel.id, "name": "directmessage" if channel.is_im else channel.name}
