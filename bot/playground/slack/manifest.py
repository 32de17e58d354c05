"""What the app's manifest lets it do: its scopes, its events, its commands and its shortcuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EVENT_SCOPES: Mapping[str, str] = {
    "app_mention": "app_mentions:read",
    "channel_created": "channels:read",
    "file_shared": "files:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
"""The scope without which Slack does not send an event; an event that is not here needs none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command that the app declares."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """A shortcut that the app declares: `message` or `global`."""

    name: str
    callback_id: str
    type: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The parts of an app manifest that decide what Slack allows."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    interactive: bool

    def sends(self, event: str) -> bool:
        """Whether Slack delivers this event: subscribed to, and its scope granted."""
        return event in self.events and EVENT_SCOPES.get(event, "") in {"", *self.scopes}

    def command(self, name: str) -> Command | None:
        """The declared command of this name, if there is one."""
        return next((command for command in self.commands if command.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """The declared shortcut of this callback id, if there is one."""
        return next((shortcut for shortcut in self.shortcuts if shortcut.callback_id == callback_id), None)

    @classmethod
    def read(cls, raw: Mapping[str, object]) -> Manifest:
        """The manifest out of what a YAML or JSON parser made of it; what it leaves out is off, as in Slack."""
        features, settings = _part(raw, "features"), _part(raw, "settings")
        bot, home = _part(features, "bot_user"), _part(features, "app_home")
        name = _text(_part(raw, "display_information"), "name")
        return cls(
            name=name,
            bot_name=_text(bot, "display_name") or name,
            scopes=frozenset(map(str, _rows(_part(_part(raw, "oauth_config"), "scopes").get("bot")))),
            events=frozenset(map(str, _rows(_part(settings, "event_subscriptions").get("bot_events")))),
            commands=tuple(_command(row) for row in _rows(features.get("slash_commands")) if isinstance(row, Mapping)),
            shortcuts=tuple(_shortcut(row) for row in _rows(features.get("shortcuts")) if isinstance(row, Mapping)),
            home_tab=home.get("home_tab_enabled") is True,
            messages_tab=home.get("messages_tab_enabled") is True and home.get("messages_tab_read_only_enabled") is not True,
            interactive=_part(settings, "interactivity").get("is_enabled") is True,
        )


def _part(raw: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = raw.get(key)
    return part if isinstance(part, Mapping) else {}


def _rows(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _text(raw: Mapping[str, object], key: str) -> str:
    return str(raw.get(key) or "")


def _command(row: Mapping[str, object]) -> Command:
    return Command(
        command=_text(row, "command"),
        description=_text(row, "description"),
        usage_hint=_text(row, "usage_hint"),
        should_escape=row.get("should_escape") is True,
    )


def _shortcut(row: Mapping[str, object]) -> Shortcut:
    return Shortcut(
        name=_text(row, "name"),
        callback_id=_text(row, "callback_id"),
        type=_text(row, "type"),
        description=_text(row, "description"),
    )
