"""A Web API call as it came in, and how methods read their arguments from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.playground.slack.blocks import Surface, block_faults, too_long
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.wire import Json, objects_in, parsed

if TYPE_CHECKING:
    from bot.playground.slack.desk import Desk
    from bot.playground.slack.nouns import Channel, Message, Person

LONGEST_TEXT = 40_000
TRUE = frozenset({"1", "true", "True", True})


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says, after Slack has taken it: text, blocks and attachments."""

    text: str
    blocks: list[Json] | None
    attachments: list[Json] | None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method, with its arguments as JSON or form fields gave them."""

    desk: Desk
    args: Json

    def text(self, name: str) -> str:
        """An optional string argument."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def need(self, name: str) -> str:
        """A string argument without which Slack refuses."""
        value = self.text(name)
        if not value:
            raise Refusal(Code.INVALID_ARGUMENTS, messages=[f"missing required field: {name}"])
        return value

    def flag(self, name: str) -> bool:
        """An optional boolean argument."""
        value = self.args.get(name)
        return isinstance(value, str | bool | int) and value in TRUE

    def whole(self, name: str, default: int) -> int:
        """An optional whole number."""
        value = self.text(name)
        if value and not value.isdigit():
            raise Refusal(Code.INVALID_ARGUMENTS, messages=[f"must be an integer [json-pointer:/{name}]"])
        return int(value) if value else default

    def value(self, name: str) -> object:
        """An argument that is JSON, whether it came as JSON or as a string of it."""
        value = self.args.get(name)
        return parsed(value) if isinstance(value, str) else value

    def require(self, *scopes: str) -> None:
        """Refuse unless the app holds one of these scopes."""
        provided = self.desk.manifest.scopes
        if scopes and not provided & set(scopes):
            raise Refusal(Code.MISSING_SCOPE, needed=scopes[0], provided=",".join(sorted(provided)))

    def person(self, name: str = "user") -> Person:
        """The person that an argument names by id."""
        found = self.desk.workspace.persons.get(self.need(name))
        if found is None:
            raise Refusal(Code.USER_NOT_FOUND)
        return found

    def channel(self, name: str = "channel", *, by_name: bool = False) -> Channel:
        """The channel that an argument names by id, or by `#name` where Slack allows that."""
        value = self.need(name)
        if by_name and value.startswith(("#", "C", "G", "D")):
            return self.desk.workspace.channel(value)
        found = self.desk.workspace.channels.get(value)
        if found is None:
            raise Refusal(Code.CHANNEL_NOT_FOUND)
        return found

    def joined(self, channel: Channel) -> Channel:
        """The channel, unless the bot is not in it; a private one it is not in does not exist for it."""
        if self.desk.workspace.bot.id not in channel.members:
            raise Refusal(Code.CHANNEL_NOT_FOUND if channel.is_private else Code.NOT_IN_CHANNEL)
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """The message that an argument names; ephemeral messages are not there for the API."""
        found = self.desk.workspace.message(channel.id, self.need(name))
        if found is None or found.ephemeral_for:
            raise Refusal(Code.MESSAGE_NOT_FOUND)
        return found

    def content(self, *, may_be_empty: bool = False) -> Content:
        """What the call says, with Slack's refusals of what is empty, too long or malformed."""
        text, blocks, attachments = self.text("text"), self.blocks(), self._attachments()
        if not (text.strip() or blocks or attachments or may_be_empty):
            raise Refusal(Code.NO_TEXT)
        if len(text) > LONGEST_TEXT:
            raise Refusal(Code.MSG_TOO_LONG)
        if blocks and too_long(blocks):
            raise Refusal(Code.MSG_BLOCKS_TOO_LONG)
        return Content(text, blocks, attachments)

    def blocks(self) -> list[Json] | None:
        """The blocks of a message, or None when the call has none; refuses those Slack refuses."""
        blocks = self.value("blocks")
        if blocks is None and not self.args.get("blocks"):
            return None
        if not isinstance(blocks, list):
            raise Refusal(Code.INVALID_BLOCKS_FORMAT)
        faults = (*block_faults(blocks, Surface.MESSAGE), *self._unknown_files(blocks))
        if faults:
            raise Refusal(Code.INVALID_BLOCKS, messages=faults)
        return blocks

    def _unknown_files(self, blocks: list[Json]) -> list[str]:
        """Images that show a file which is not shared: Slack calls them invalid."""
        named = (item["slack_file"] for block in blocks for item in objects_in(block) if "slack_file" in item)
        ids = [
            str(file.get("id") or str(file.get("url", "")).split("/")[-2:][0]) for file in named if isinstance(file, dict)
        ]
        files = self.desk.workspace.files
        return [f"invalid slack file: {one}" for one in ids if one not in files or not files[one].shared]

    def _attachments(self) -> list[Json] | None:
        value = self.value("attachments")
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else None


def _file_id(file: Json) -> str:
    """The id of a file that a block names by id or by its private address."""
    return str(file.get("id") or str(file.get("url", "")).rsplit("/", 2)[-2:][0])


Answer: TypeAlias = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what it answers, and the scopes of which the app needs one."""

    answer: Answer
    scopes: tuple[str, ...] = ()


Methods: TypeAlias = Mapping[str, Method]
