"""The conversations.*, users.*, usergroups.*, team.* and bots.* methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.slack.calls import Call, Method, Methods
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.workspace import APP, BOT_ID, TEAM

if TYPE_CHECKING:
    from bot.playground.slack.nouns import Channel, Message
    from bot.playground.slack.wire import Json

PAGE = 100


def open_direct(call: Call) -> Json:
    """The reply to conversations.open for one person; groups of persons are not modelled here."""
    users = [name for name in call.need("users").split(",") if name]
    if len(users) != 1:
        raise Refusal(Code.INVALID_ARGUMENTS, messages=["this workspace opens direct messages of one person only"])
    workspace = call.desk.workspace
    if users[0] not in workspace.persons or users[0] == workspace.bot.id:
        raise Refusal(Code.USER_NOT_FOUND)
    channel = workspace.direct(users[0])
    return {"ok": True, "channel": {"id": channel.id, **(channel.info(workspace.bot.id) if call.flag("return_im") else {})}}


def info(call: Call) -> Json:
    """The reply to conversations.info."""
    channel = _readable(call, "read")
    about = channel.info(call.desk.workspace.bot.id)
    return {"ok": True, "channel": about}


def members(call: Call) -> Json:
    """The reply to conversations.members."""
    channel = _readable(call, "read")
    return {"ok": True, "members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def listed(call: Call) -> Json:
    """The reply to conversations.list: the channels whose types the app may read."""
    bot = call.desk.workspace.bot.id
    kinds = (call.text("types") or "public_channel").split(",")
    families = {"public_channel": "channels", "private_channel": "groups", "im": "im"}
    wanted = {families[kind] for kind in kinds if kind in families}
    for family in sorted(wanted):
        call.require(f"{family}:read")
    found = [one for one in call.desk.workspace.channels.values() if one.family in wanted]
    seen = [one.info(bot) for one in found if one.family == "channels" or bot in one.members]
    return {"ok": True, "channels": seen, "response_metadata": {"next_cursor": ""}}


def join(call: Call) -> Json:
    """The reply to conversations.join."""
    channel = call.channel()
    channel.members.add(call.desk.workspace.bot.id)
    return {"ok": True, "channel": channel.info(call.desk.workspace.bot.id)}


def history(call: Call) -> Json:
    """The reply to conversations.history, newest first."""
    channel = call.joined(_readable(call, "history"))
    workspace = call.desk.workspace
    messages = [one for one in workspace.seen_by(channel.id, "") if one.thread_ts in {None, one.ts}]
    return _page(call, list(reversed(_between(call, messages))))


def replies(call: Call) -> Json:
    """The reply to conversations.replies: the thread's first message and its replies."""
    channel = call.joined(_readable(call, "history"))
    return _page(call, _between(call, call.desk.workspace.thread(channel.id, call.need("ts"))))


def user_info(call: Call) -> Json:
    """The reply to users.info; the locale is there when it was asked for."""
    return {"ok": True, "user": call.person().profile(TEAM, with_locale=call.flag("include_locale"))}


def user_list(call: Call) -> Json:
    """The reply to users.list."""
    with_locale = call.flag("include_locale")
    persons = call.desk.workspace.persons.values()
    return {"ok": True, "members": [person.profile(TEAM, with_locale=with_locale) for person in persons]}


def group_users(call: Call) -> Json:
    """The reply to usergroups.users.list."""
    group = call.desk.workspace.groups.get(call.need("usergroup"))
    if group is None:
        raise Refusal(Code.NO_SUCH_SUBTEAM)
    return {"ok": True, "users": sorted(group)}


def team_info(call: Call) -> Json:
    """The reply to team.info."""
    return {"ok": True, "team": {"id": TEAM, "name": "Orchard", "domain": "orchard", "url": f"{call.desk.origin}/"}}


def bot_info(call: Call) -> Json:
    """The reply to bots.info."""
    bot = call.desk.workspace.bot
    if call.text("bot") not in {"", BOT_ID}:
        raise Refusal(Code.BOT_NOT_FOUND)
    about = {"id": BOT_ID, "app_id": APP, "user_id": bot.id, "name": bot.real_name, "deleted": False}
    return {"ok": True, "bot": about}


def _readable(call: Call, right: str) -> Channel:
    """The channel, when the app holds the scope that opens its kind; a private one only from inside."""
    channel = call.channel()
    call.require(f"{channel.family}:{right}")
    if channel.is_private:
        call.joined(channel)
    return channel


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.text("oldest"), call.text("latest") or "~"
    inclusive = call.flag("inclusive")
    return [one for one in messages if oldest < one.ts < latest or (inclusive and one.ts in {oldest, latest})]


def _page(call: Call, messages: list[Message]) -> Json:
    limit = call.whole("limit", PAGE)
    shown = [one.body(call.desk.origin) for one in messages[:limit]]
    return {"ok": True, "messages": shown, "has_more": len(messages) > limit}


METHODS: Methods = {
    "bots.info": Method(bot_info, ("users:read",)),
    "conversations.history": Method(history),
    "conversations.info": Method(info),
    "conversations.join": Method(join, ("channels:join",)),
    "conversations.list": Method(listed),
    "conversations.members": Method(members),
    "conversations.open": Method(open_direct, ("im:write",)),
    "conversations.replies": Method(replies),
    "team.info": Method(team_info, ("team:read",)),
    "usergroups.users.list": Method(group_users, ("usergroups:read",)),
    "users.info": Method(user_info, ("users:read",)),
    "users.list": Method(user_list, ("users:read",)),
}
"""Those without a scope here need one that depends on the kind of channel."""
