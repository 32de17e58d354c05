"""What tells one delivery from another. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.ids import Action, Callback

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Kinds of message that a person wrote; the others tell of edits, deletions, joins and the like.
WRITTEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})
#: What does nothing but open a form, or change one that is open: Slack allows that for three seconds, and then never again.
_OPENING = frozenset(
    {
        Action.OPEN_DIAGNOSE,
        Action.CHOOSE_VPC,
        Action.CHOOSE_SUBNET,
        Action.CHOOSE_SERVICE,
        Action.CHOOSE_CHANNEL,
        Action.CHOOSE_KIND,
        Action.CHOOSE_RESOURCE,
        Action.NAME_CAUSE,
        Action.NAME_CHANGE,
        Action.WRITE_CAUSE,
        Action.TEACH,
        Action.TEACH_EDIT,
        Action.TEACH_DECLINE,
        Action.TEACH_RETIRE,
        Action.TEACH_RETIRE_OLDER,
        Callback.DIAGNOSE_SHORTCUT,
        Callback.TEACH_SHORTCUT,
    }
)


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


def said_key(body: Mapping[str, Any]) -> str | None:
    """Give the `message_key` of what was said to the bot itself; None where it is for the listener to see whether it was."""
    event = body.get("event") or {}
    direct = event.get("type") == "message" and event.get("channel_type") == "im" and event.get("subtype") in WRITTEN
    channel, ts, user = (str(event.get(part) or "") for part in ("channel", "ts", "user"))
    if not (direct or event.get("type") == "app_mention") or not (channel and ts and user):
        return None
    return message_key(str(body.get("team_id", "")), channel, ts, user)


def click_key(body: dict[str, Any]) -> str:
    """Give what is the same in every click of one person on one button of one message."""
    container, action = body.get("container") or {}, body["actions"][0]
    where = f"{container.get('channel_id', '')}:{container.get('message_ts', '')}"
    what = (action.get("selected_option") or action).get("value", "")
    return f"{team_of(body)}:{where}:{body['user']['id']}:{action.get('action_id', '')}:{what}"


def stands_alone(body: dict[str, Any]) -> bool:
    """Say whether a delivery sets nothing going: what people say to each other, and news of messages that were changed."""
    event = body.get("event") or {}
    if event.get("type") != "message":
        return False
    to_nobody = event.get("channel_type") != "im" and event.get("thread_ts") in {None, event.get("ts")}
    return to_nobody or event.get("subtype") not in WRITTEN


def opens_only(body: dict[str, Any]) -> bool:
    """Say whether a delivery only shows Home, or opens or changes a form, which no later attempt could do."""
    if (body.get("event") or {}).get("type") == "app_home_opened" or body.get("type") == "view_closed":
        return True
    names = [str(action.get("action_id", "")) for action in body.get("actions") or ()] or [str(body.get("callback_id", ""))]
    return all(name.partition(".")[0] in _OPENING for name in names)


def asker_of(body: dict[str, Any]) -> str:
    """Give the id of whoever set a delivery going; empty where nobody did."""
    found = (body.get("event") or {}).get("user") or body.get("user") or body.get("user_id")
    found = found.get("id") if isinstance(found, dict) else found
    return found if isinstance(found, str) else ""


def spoken_in(body: dict[str, Any]) -> tuple[str, str]:
    """Give the channel and the thread that something was said in; both empty where nothing was said."""
    event = body.get("event") or {}
    if event.get("type") not in {"message", "app_mention"}:
        return "", ""
    return str(event.get("channel") or ""), str(event.get("thread_ts") or event.get("ts") or "")
