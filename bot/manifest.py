"""The app manifest against the code: what it must subscribe to, may ask for, and declare."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.ids import COMMAND, Callback
from knowledge.store import KnowledgeError, Node, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

#: The scope that Slack wants for each Web API method that the code calls; None where it wants none of the bot's.
METHOD_SCOPES: Mapping[str, str | None] = MappingProxyType(
    {
        "apps_connections_open": None,
        "auth_revoke": None,
        "auth_test": None,
        "chat_getPermalink": None,
        "chat_postEphemeral": "chat:write",
        "chat_postMessage": "chat:write",
        "chat_update": "chat:write",
        "conversations_history": "channels:history",
        "conversations_info": "channels:read",
        "conversations_members": "channels:read",
        "conversations_open": "im:write",
        "conversations_replies": "channels:history",
        "files_info": "files:read",
        "files_upload_v2": "files:write",
        "usergroups_users_list": "usergroups:read",
        "users_info": "users:read",
        "users_list": "users:read",
        "views_open": None,
        "views_publish": None,
        "views_update": None,
    }
)
#: What Slack wants besides, for the same methods, where a channel is private.
PRIVATE_CHANNELS_SCOPE = "groups:read"
#: The events that the code answers, with the scope that Slack wants for each.
EVENT_SCOPES: Mapping[str, str | None] = MappingProxyType(
    {
        "app_home_opened": None,
        "app_mention": "app_mentions:read",
        "app_uninstalled": None,
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
        "team_join": "users:read",
        "tokens_revoked": None,
    }
)
#: Slash commands and shortcuts come with this one.
COMMAND_SCOPE = "commands"
SHORTCUTS = MappingProxyType(
    {
        Callback.DIAGNOSE_SHORTCUT.value: "global",
        Callback.ANSWER_SHORTCUT.value: "message",
        Callback.TEACH_SHORTCUT.value: "message",
    }
)


def scopes() -> frozenset[str]:
    """Give the scopes that the code needs, no more and no fewer."""
    needed = (*METHOD_SCOPES.values(), *EVENT_SCOPES.values(), COMMAND_SCOPE, PRIVATE_CHANNELS_SCOPE)
    return frozenset(scope for scope in needed if scope is not None)


def mistakes(file: Traversable) -> list[str]:
    """Give each mistake of a manifest as `file:line: what is wrong and what to write instead`."""
    try:
        root = read_yaml(file, file.name)
        return [str(node.wrong(what)) for node, what in _mistakes(root)]
    except KnowledgeError as error:
        return [str(error)]


def _mistakes(root: Node) -> Iterator[tuple[Node, str]]:
    settings = _at(root, "settings")
    subscribed = _at(settings, "event_subscriptions", "bot_events")
    yield from _differences(subscribed, frozenset(EVENT_SCOPES), "event")
    yield from _differences(_at(root, "oauth_config", "scopes", "bot"), scopes(), "scope")
    features = _at(root, "features")
    commands = _rows(features, "slash_commands", "command")
    if COMMAND not in commands:
        yield features, f"declare the slash command {COMMAND} under features.slash_commands"
    for name, node in commands.items():
        if name != COMMAND:
            yield node, f"{name} is a command that nothing answers; remove it"
    yield from _shortcuts(features)
    if _text(_at(settings, "interactivity", "is_enabled")) != "true":
        yield settings, "set settings.interactivity.is_enabled to true; without it no button works"


def _shortcuts(features: Node) -> Iterator[tuple[Node, str]]:
    declared = _rows(features, "shortcuts", "callback_id")
    for callback, kind in SHORTCUTS.items():
        if callback not in declared:
            yield features, f"declare the {kind} shortcut {callback} under features.shortcuts"
        elif _text(_at(declared[callback], "type")) != kind:
            yield declared[callback], f"{callback} is a {kind} shortcut; write type: {kind}"
    for callback, node in declared.items():
        if callback not in SHORTCUTS:
            yield node, f"{callback} is a shortcut that nothing answers; remove it"


def _differences(listed: Node, wanted: frozenset[str], kind: str) -> Iterator[tuple[Node, str]]:
    nodes = listed.value if isinstance(listed.value, tuple) else ()
    found = {_text(node): node for node in nodes}
    for name in sorted(wanted - found.keys()):
        yield listed, f"the {kind} {name} is missing; add it"
    for name in sorted(found.keys() - wanted):
        yield found[name], f"the {kind} {name} is not used by the code; remove it"


def _at(node: Node, *keys: str) -> Node:
    """Give the value below these keys; an empty one, at the place where it should be, where there is none."""
    for key in keys:
        below = node.value.get(key) if not isinstance(node.value, str | tuple) else None
        if below is None:
            return Node("", node.file, node.line)
        node = below
    return node


def _rows(node: Node, key: str, name: str) -> dict[str, Node]:
    rows = _at(node, key).value
    return {_text(_at(row, name)): row for row in rows} if isinstance(rows, tuple) else {}


def _text(node: Node) -> str:
    return node.value if isinstance(node.value, str) else ""
