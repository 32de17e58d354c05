"""The chat.*, reactions.* and assistant.threads.* methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.slack.blocks import as_kept
from bot.playground.slack.calls import Call, Content, Method, Methods
from bot.playground.slack.desk import bot_message
from bot.playground.slack.refusals import Code, Refusal, TooMany
from bot.playground.slack.workspace import BOT_ID

if TYPE_CHECKING:
    from bot.playground.slack.nouns import Channel, Message
    from bot.playground.slack.wire import Json

MOST_LOADING_MESSAGES = 10


def post_message(call: Call) -> Json:
    """The reply to chat.postMessage; a user's id as channel opens their direct message."""
    workspace = call.desk.workspace
    target = call.need("channel")
    if target in workspace.persons and target != workspace.bot.id:
        channel = workspace.direct(target)
    else:
        channel = call.channel(by_name=True)
    may_post_anywhere = "chat:write.public" in call.desk.manifest.scopes and not channel.is_private
    if not may_post_anywhere:
        call.joined(channel)
    _writable(call, channel)
    content = call.content()
    thread_ts = _thread(call, channel)
    _within_limit(call, channel)
    message = call.desk.post(_spoken(call, channel, content, thread_ts))
    _quiet(call, channel, thread_ts)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.body(call.desk.origin)}


def post_ephemeral(call: Call) -> Json:
    """The reply to chat.postEphemeral."""
    channel = call.joined(call.channel(by_name=True))
    person = call.person()
    if person.id not in channel.members:
        raise Refusal(Code.USER_NOT_IN_CHANNEL)
    content = call.content()
    thread_ts = _thread(call, channel)
    _within_limit(call, channel)
    message = _spoken(call, channel, content, thread_ts)
    message.ephemeral_for = person.id
    call.desk.post(message)
    return {"ok": True, "message_ts": message.ts}


def update(call: Call) -> Json:
    """The reply to chat.update: text without blocks removes the blocks, as Slack's reference says."""
    channel = call.joined(call.channel())
    message = _own(call, channel, Code.CANT_UPDATE)
    content = call.content()
    changes: dict[str, object] = {"text": content.text}
    if content.blocks is not None:
        changes["blocks"] = as_kept(content.blocks)
    elif content.text:
        changes |= {"blocks": [], "edited": {"user": BOT_ID, "ts": call.desk.workspace.next_ts()}}
    if content.attachments is not None:
        changes["attachments"] = content.attachments
    call.desk.revise(message, **changes)
    body = message.body(call.desk.origin)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "text": message.text, "message": body}


def delete(call: Call) -> Json:
    """The reply to chat.delete."""
    channel = call.joined(call.channel())
    message = _own(call, channel, Code.CANT_DELETE)
    call.desk.remove(message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def permalink(call: Call) -> Json:
    """The reply to chat.getPermalink."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    link = f"{call.desk.origin}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}


def add_reaction(call: Call) -> Json:
    """The reply to reactions.add."""
    message, name, bot = _reacted(call), call.need("name").strip(":"), call.desk.workspace.bot.id
    if bot in message.reactions.get(name, []):
        raise Refusal(Code.ALREADY_REACTED)
    message.reactions.setdefault(name, []).append(bot)
    call.desk.show_reactions(message)
    return {"ok": True}


def remove_reaction(call: Call) -> Json:
    """The reply to reactions.remove."""
    message, name, bot = _reacted(call), call.need("name").strip(":"), call.desk.workspace.bot.id
    if bot not in message.reactions.get(name, []):
        raise Refusal(Code.NO_REACTION)
    message.reactions[name].remove(bot)
    if not message.reactions[name]:
        del message.reactions[name]
    call.desk.show_reactions(message)
    return {"ok": True}


def set_status(call: Call) -> Json:
    """The reply to assistant.threads.setStatus; an empty status clears it."""
    channel = call.joined(call.channel("channel_id"))
    thread_ts, status = call.need("thread_ts"), call.text("status")
    loading = call.value("loading_messages")
    if isinstance(loading, list) and len(loading) > MOST_LOADING_MESSAGES:
        raise Refusal(Code.INVALID_ARGUMENTS, messages=["no more than 10 items allowed [json-pointer:/loading_messages]"])
    call.desk.workspace.thread(channel.id, thread_ts)
    _show_status(call, channel, thread_ts, status)
    return {"ok": True}


def _spoken(call: Call, channel: Channel, content: Content, thread_ts: str | None) -> Message:
    workspace = call.desk.workspace
    parts: Json = {"blocks": as_kept(content.blocks or []), "attachments": content.attachments or [], "thread_ts": thread_ts}
    parts["metadata"] = call.value("metadata")
    return bot_message(channel.id, workspace.next_ts(), workspace.bot.id, content.text, **parts)


def _own(call: Call, channel: Channel, refusal: Code) -> Message:
    message = call.message(channel)
    if message.bot_id != BOT_ID:
        raise Refusal(refusal)
    return message


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread that a message goes to; a reply's own time stamp starts no thread."""
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    parent = call.desk.workspace.thread(channel.id, thread_ts)[0]
    if parent.thread_ts not in {None, parent.ts}:
        raise Refusal(Code.CANNOT_REPLY)
    return thread_ts


def _writable(call: Call, channel: Channel) -> None:
    if channel.is_im and not call.desk.manifest.messages_tab:
        raise Refusal(Code.MESSAGES_TAB_DISABLED)


def _within_limit(call: Call, channel: Channel) -> None:
    wait = call.desk.limit.seconds_to_wait(channel.id)
    if wait:
        raise TooMany(wait)


def _reacted(call: Call) -> Message:
    return call.message(call.joined(call.channel()), "timestamp")


def _quiet(call: Call, channel: Channel, thread_ts: str | None) -> None:
    """Clear the status of a thread in which the bot has just spoken."""
    if thread_ts and (channel.id, thread_ts) in call.desk.workspace.statuses:
        _show_status(call, channel, thread_ts, "")


def _show_status(call: Call, channel: Channel, thread_ts: str, status: str) -> None:
    if status:
        call.desk.workspace.statuses[channel.id, thread_ts] = status
    else:
        call.desk.workspace.statuses.pop((channel.id, thread_ts), None)
    note = {"type": "status", "channel": channel.id, "thread_ts": thread_ts, "status": status}
    call.desk.board.publish(note, to=channel.user)


METHODS: Methods = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.getPermalink": Method(permalink),
    "reactions.add": Method(add_reaction, ("reactions:write",)),
    "reactions.remove": Method(remove_reaction, ("reactions:write",)),
    "assistant.threads.setStatus": Method(set_status, ("chat:write", "assistant:write")),
}
