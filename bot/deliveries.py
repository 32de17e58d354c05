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
#: What is an object, and what a text, wherever a payload of Slack's has it.
_OBJECTS = ("event", "user", "team", "enterprise", "channel", "view", "message", "container")
_TEXTS = (
    "type",
    "team_id",
    "enterprise_id",
    "event_id",
    "trigger_id",
    "callback_id",
    "user_id",
    "response_url",
    "command",
    "text",
)


def is_odd(body: Mapping[str, Any]) -> bool:
    """Say whether a payload has something else where Slack has an object, a list or a text, so that it is none."""
    pressed, event = body.get("actions"), part(body, "event")
    objects = [body.get(name) for name in _OBJECTS] + [one.get("selected_option") for one in _pressed(body)]
    lists = [pressed, body.get("authorizations"), event.get("files")]
    texts = [body.get(name) for name in _TEXTS]
    texts += [one.get(name) for one in _pressed(body) for name in ("action_id", "action_ts", "block_id", "value")]
    texts += [event.get(name) for name in ("type", "subtype", "text", "ts", "thread_ts", "channel_type")]
    texts += [part(body, name).get("id") for name in ("user", "team", "channel", "view")]
    return (
        not all(one is None or isinstance(one, dict) for one in objects)
        or not all(one is None or isinstance(one, str) for one in texts)
        or not all(one is None or (isinstance(one, list) and all(isinstance(each, dict) for each in one)) for one in lists)
        or pressed == []
    )


def part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give an object in a payload; an empty one where there is none, or something else in its place."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def _text(body: Mapping[str, Any], name: str) -> str:
    """Give a text in a payload; an empty one where there is none, or something else in its place."""
    found = body.get(name)
    return found if isinstance(found, str) else ""


def _pressed(body: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Give what was pressed."""
    found = body.get("actions")
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def team_of(body: Mapping[str, Any]) -> str:
    """Give the team that a payload comes from; in an organisation's app, that of the person."""
    return _text(body, "team_id") or _text(part(body, "team"), "id") or _text(part(body, "user"), "team_id") or "-"


def delivery_key(body: Mapping[str, Any]) -> str | None:
    """Give what is the same in every delivery of one thing, and different in any other thing."""
    team = team_of(body)
    if event := _text(body, "event_id"):
        return f"{team}:event:{event}"
    if trigger := _text(body, "trigger_id"):
        pressed = ",".join(_text(action, "action_ts") for action in _pressed(body))
        return f"{team}:{_text(body, 'type') or 'command'}:{trigger}:{pressed}"
    return None


def message_key(team: str, channel: str, ts: str, user: str) -> str:
    """Give what is the same when one message arrives as a mention and as a message."""
    return f"{team}:said:{channel}:{ts}:{user}"


def said_key(body: Mapping[str, Any]) -> str | None:
    """Give the `message_key` of what was said to the bot itself; None where it is for the listener to see whether it was."""
    event = part(body, "event")
    direct = event.get("type") == "message" and event.get("channel_type") == "im" and _is_written(event)
    channel, ts, user = (_text(event, name) for name in ("channel", "ts", "user"))
    if not (direct or event.get("type") == "app_mention") or not (channel and ts and user):
        return None
    return message_key(_text(body, "team_id"), channel, ts, user)


def _is_written(event: Mapping[str, Any]) -> bool:
    """Say whether a person wrote a message."""
    kind = event.get("subtype")
    return kind is None or (isinstance(kind, str) and kind in WRITTEN)


def click_key(body: dict[str, Any]) -> str:
    """Give what is the same in every click of one person on one button of one message."""
    container = part(body, "container")
    action = next(iter(_pressed(body)), {})
    where = f"{_text(container, 'channel_id')}:{_text(container, 'message_ts')}"
    what = _text(part(action, "selected_option") or action, "value")
    return f"{team_of(body)}:{where}:{asker_of(body)}:{_text(action, 'action_id')}:{what}"


def stands_alone(body: dict[str, Any]) -> bool:
    """Say whether a delivery sets nothing going: what people say to each other, and news of messages that were changed."""
    event = part(body, "event")
    if event.get("type") != "message":
        return False
    to_nobody = event.get("channel_type") != "im" and _text(event, "thread_ts") in {"", _text(event, "ts")}
    return to_nobody or not _is_written(event)


def opens_only(body: dict[str, Any]) -> bool:
    """Say whether a delivery only shows Home, or opens or changes a form, which no later attempt could do."""
    if part(body, "event").get("type") == "app_home_opened" or body.get("type") == "view_closed":
        return True
    names = [_text(action, "action_id") for action in _pressed(body)] or [_text(body, "callback_id")]
    return all(name.partition(".")[0] in _OPENING for name in names)


def asker_of(body: dict[str, Any]) -> str:
    """Give the id of whoever set a delivery going; empty where nobody did."""
    found = part(body, "event").get("user") or body.get("user") or body.get("user_id")
    found = found.get("id") if isinstance(found, dict) else found
    return found if isinstance(found, str) else ""


def spoken_in(body: dict[str, Any]) -> tuple[str, str]:
    """Give the channel and the thread that something was said in; both empty where nothing was said."""
    event = part(body, "event")
    if event.get("type") not in ("message", "app_mention"):
        return "", ""
    return _text(event, "channel"), _text(event, "thread_ts") or _text(event, "ts")
