"""The stack of modals that a person has open, and their App Home: opened, pushed, updated and closed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.playground.slack.blocks import Surface, as_kept
from bot.playground.slack.nouns import View
from bot.playground.slack.payloads import view_part
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.surfaces import checked_view
from bot.playground.slack.workspace import token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.slack.desk import Desk
    from bot.playground.slack.wire import Json

MOST_STACKED = 3

INITIAL: Mapping[str, str] = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_user": "selected_user",
    "initial_channel": "selected_channel",
    "initial_conversation": "selected_conversation",
    "initial_date": "selected_date",
    "initial_time": "selected_time",
    "initial_date_time": "selected_date_time",
}
"""Where the state shows what an element was given to begin with."""


def open_modal(desk: Desk, user: str, raw: object) -> View:
    """The modal, alone on this person's screen; whatever was open is gone."""
    view = _made(desk, user, checked_view(raw, Surface.MODAL))
    for old in desk.workspace.stack(user):
        _discard(desk, old)
    desk.workspace.modals[user] = [view.id]
    return _told(desk, view, "view_opened")


def push_modal(desk: Desk, user: str, raw: object) -> View:
    """The modal, on top of those that this person has open; at most three."""
    stack = desk.workspace.stack(user)
    if not stack:
        raise Refusal(Code.NOT_FOUND)
    if len(stack) >= MOST_STACKED:
        raise Refusal(Code.PUSH_LIMIT)
    view = _made(desk, user, checked_view(raw, Surface.MODAL))
    view.root_id, view.previous_id = stack[0].id, stack[-1].id
    desk.workspace.modals[user].append(view.id)
    return _told(desk, view, "view_opened")


def update_view(desk: Desk, view: View, raw: object, seen_hash: str) -> View:
    """The view with new content, keeping what its user filled in; refuses when it changed since it was seen."""
    if seen_hash and seen_hash != view.hash:
        raise Refusal(Code.HASH_CONFLICT)
    content = checked_view(raw, Surface.HOME if view.is_home else Surface.MODAL)
    view.content = _kept(content)
    view.hash = _new_hash()
    view.state = merged_state(view.content["blocks"], view.state)
    return _told(desk, view, "home" if view.is_home else "view_updated")


def publish_home(desk: Desk, user: str, raw: object, seen_hash: str) -> View:
    """The App Home of this person, shown from now on."""
    current = desk.workspace.home(user)
    if current is not None:
        return update_view(desk, current, raw, seen_hash)
    view = _made(desk, user, checked_view(raw, Surface.HOME))
    desk.workspace.homes[user] = view.id
    return _told(desk, view, "home")


def close_modal(desk: Desk, view: View) -> None:
    """Take a modal off its person's screen, and with it those above it."""
    stack = desk.workspace.modals.get(view.user, [])
    while view.id in stack:
        _discard(desk, desk.workspace.views[stack[-1]])


def close_all(desk: Desk, user: str) -> None:
    """Clear this person's screen of modals."""
    for view in desk.workspace.stack(user):
        _discard(desk, view)


def merged_state(blocks: list[Json], filled: Json) -> Json:
    """The state's values for these blocks: what was filled in, else what they were given to begin with."""
    values: Json = {}
    for block in blocks:
        for element in (block.get("element"), block.get("accessory"), *(block.get("elements") or ())):
            if not isinstance(element, dict) or "action_id" not in element or element["type"] in {"button", "overflow"}:
                continue
            initial = {INITIAL[key]: value for key, value in element.items() if key in INITIAL}
            empty = {"value": None} if element["type"].endswith("_input") else {}
            kept = filled.get(block["block_id"], {}).get(element["action_id"])
            state = kept or {"type": element["type"], **empty, **initial}
            values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def _made(desk: Desk, user: str, content: Json) -> View:
    external = content.get("external_id")
    if external and any(view.content.get("external_id") == external for view in desk.workspace.views.values()):
        raise Refusal(Code.DUPLICATE_EXTERNAL_ID)
    kept, view_id = _kept(content), token("V")
    view = View(id=view_id, user=user, content=kept, hash=_new_hash(), root_id=view_id)
    view.state = merged_state(kept["blocks"], {})
    desk.workspace.views[view.id] = view
    return view


def _kept(content: Json) -> Json:
    return {**content, "blocks": as_kept(content["blocks"])}


def _new_hash() -> str:
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def _told(desk: Desk, view: View, kind: str) -> View:
    desk.board.publish({"type": kind, "view": view_part(view)}, to=view.user)
    return view


def _discard(desk: Desk, view: View) -> None:
    stack = desk.workspace.modals.get(view.user, [])
    if view.id in stack:
        stack.remove(view.id)
    desk.workspace.views.pop(view.id, None)
    desk.board.publish({"type": "view_closed", "view_id": view.id}, to=view.user)
