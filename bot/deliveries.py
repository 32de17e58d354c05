"""What tells one delivery from another. Pure."""

from __future__ import annotations

from typing import Any


def team_of(body: dict[str, Any]) -> str:
    """Give the team that a payload comes from; in an organisation's app, that of the person."""
    user = body.get("user") if isinstance(body.get("user"), dict) else {}
    return str(body.get("team_id") or (body.get("team") or {}).get("id") or (user or {}).get("team_id") or "-")


def delivery_key(body: dict[str, Any]) -> str | None:
    """Give what is the same in every delivery of one thing, and different in any other thing."""
    team = team_of(body)
    if body.get("event_id"):
        return f"{team}:event:{body['event_id']}"
    if body.get("trigger_id"):
        pressed = ",".join(str(action.get("action_ts", "")) for action in body.get("actions") or ())
        return f"{team}:{body.get('type', 'command')}:{body['trigger_id']}:{pressed}"
    return None


def message_key(team: str, channel: str, ts: str, user: str) -> str:
    """Give what is the same when one message arrives as a mention and as a message."""
    return f"{team}:said:{channel}:{ts}:{user}"


def click_key(body: dict[str, Any]) -> str:
    """Give what is the same in every click of one person on one button of one message."""
    container, action = body.get("container") or {}, body["actions"][0]
    where = f"{container.get('channel_id', '')}:{container.get('message_ts', '')}"
    what = (action.get("selected_option") or action).get("value", "")
    return f"{team_of(body)}:{where}:{body['user']['id']}:{action.get('action_id', '')}:{what}"
