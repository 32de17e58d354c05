"""The workspace's state: who and what is there, found by id or by name. Its lock is the desk's."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.playground.slack.nouns import Channel, Message, Person, StoredFile, View
from bot.playground.slack.refusals import Code, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

TEAM = "T0ORCHARD"
APP = "A0ROUTELORE"
BOT = "U0ROUTELORE"
BOT_ID = "B0ROUTELORE"

PEOPLE = (
    Person(id="U0MINA", name="mina", real_name="Mina Han", role="admin", is_admin=True),
    Person(
        id="U0ALEX", name="alex", real_name="Alex Reed", role="lead", locale="en-US", tz="America/New_York", is_admin=True
    ),
    Person(id="U0JUN", name="jun", real_name="Jun Park", role="engineer", locale="en-US", tz="America/New_York"),
    Person(id="U0SOL", name="sol", real_name="Sol Kim", role="newcomer"),
)
"""Who works here: two who may decide what the notes say, so that each can approve what the other one proposes."""


@dataclass(slots=True)
class Workspace:
    """Everything that the local Slack remembers."""

    bot: Person
    persons: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    modals: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    statuses: dict[tuple[str, str], str] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)
    last_ts: int = 0

    @classmethod
    def opened(cls, bot_name: str) -> Workspace:
        """A workspace on its first morning: its people, and a bot that is in #network but not in #random."""
        bot = Person(id=BOT, name=bot_name.lower(), real_name=bot_name, role="bot", locale="en-US", is_bot=True)
        workspace = cls(bot=bot, persons={person.id: person for person in (*PEOPLE, bot)})
        everybody = {person.id for person in PEOPLE}
        workspace.add_channel("network", {*everybody, BOT}, topic="VPC · 라우팅 · 엔드포인트")
        workspace.add_channel("random", everybody, topic="아무 이야기나")
        return workspace

    def add_channel(
        self, name: str, members: set[str], *, topic: str = "", is_private: bool = False, is_ext_shared: bool = False
    ) -> Channel:
        """A new channel with these members."""
        channel = Channel(
            id=f"{'G' if is_private else 'C'}0{name.upper().replace('-', '').replace('_', '')}",
            name=name,
            members=set(members),
            topic=topic,
            is_private=is_private,
            is_ext_shared=is_ext_shared,
            created=int(time.time()),
        )
        self.channels[channel.id] = channel
        return channel

    def direct(self, user: str) -> Channel:
        """The conversation of this person with the bot, opened when it was not yet."""
        person = self.person(user)
        channel_id = f"D0{person.id.removeprefix('U0')}"
        if channel_id not in self.channels:
            members = {person.id, self.bot.id}
            self.channels[channel_id] = Channel(id=channel_id, name=person.name, members=members, user=person.id)
        return self.channels[channel_id]

    def person(self, who: str) -> Person:
        """The person of this id or name."""
        found = self.persons.get(who) or next((one for one in self.persons.values() if one.name == who), None)
        if found is None:
            raise Refusal(Code.USER_NOT_FOUND)
        return found

    def channel(self, where: str) -> Channel:
        """The channel of this id or name (with or without `#`)."""
        name = where.removeprefix("#")
        found = self.channels.get(where) or next(
            (one for one in self.channels.values() if one.name == name and not one.is_im), None
        )
        if found is None:
            raise Refusal(Code.CHANNEL_NOT_FOUND)
        return found

    def next_ts(self) -> str:
        """A time stamp later than every one before it."""
        self.last_ts = max(self.last_ts + 1, time.time_ns() // 1000)
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def keep(self, message: Message) -> Message:
        """The message, kept where it belongs and counted in its thread."""
        self.messages.setdefault(message.channel, {})[message.ts] = message
        parent = self.message(message.channel, message.thread_ts) if message.thread_ts else None
        if parent and parent is not message and not message.ephemeral_for:
            parent.replies.append(message.ts)
        return message

    def drop(self, message: Message) -> None:
        """Forget a message."""
        del self.messages[message.channel][message.ts]
        parent = self.message(message.channel, message.thread_ts) if message.thread_ts else None
        if parent and message.ts in parent.replies:
            parent.replies.remove(message.ts)

    def message(self, channel: str, ts: str | None) -> Message | None:
        """The message of this time stamp, if it is still there."""
        return self.messages.get(channel, {}).get(ts or "")

    def seen_by(self, channel: str, user: str) -> Iterator[Message]:
        """The messages of a channel that this person sees, oldest first."""
        for message in sorted(self.messages.get(channel, {}).values(), key=lambda one: one.ts):
            if message.ephemeral_for in {None, user}:
                yield message

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The message that a thread hangs from and its replies, oldest first; refuses what starts no thread."""
        parent = self.message(channel, ts)
        if parent is None or parent.ephemeral_for:
            raise Refusal(Code.THREAD_NOT_FOUND)
        replies = [self.messages[channel][reply] for reply in parent.replies]
        return [parent, *sorted(replies, key=lambda one: one.ts)]

    def stack(self, user: str) -> list[View]:
        """The modals that this person has open, the one on top last."""
        return [self.views[view_id] for view_id in self.modals.get(user, [])]

    def home(self, user: str) -> View | None:
        """The App Home that was published for this person."""
        return self.views.get(self.homes.get(user, ""))


def token(prefix: str, size: int = 5) -> str:
    """A new id with this prefix, in the letters Slack uses for ids."""
    return f"{prefix}{secrets.token_hex(size).upper()}"
