"""Where an answer goes, and how it gets there: a thread, or the eyes of one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from slack_sdk.errors import SlackApiError

from bot.blocks.paging import messages
from bot.blocks.parts import Json, Mrkdwn, cut, section
from bot.telemetry.happenings import replied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_bolt import Respond
    from slack_sdk import WebClient

#: Plain text that notifications and screen readers get beside the blocks.
TEXT_LIMIT = 300
#: What Slack says where a person, or the bot, is not in the channel.
NOT_AMONG_THEM = frozenset({"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A thread in which somebody asked. `ts` is its root.

    `outside` is what the delivery itself says of whether people of another organisation read along; None where it says
    nothing.
    """

    team: str
    channel: str
    ts: str
    user: str
    outside: bool | None = None

    @property
    def direct(self) -> bool:
        """Say whether this is a direct message."""
        return self.channel.startswith("D")

    @property
    def who(self) -> str:
        """Give the person, who is another in another workspace."""
        return f"{self.team}:{self.user}"

    @property
    def shared(self) -> str:
        """Give the channel whose members read along; empty in a direct message, and where only the asker sees the answer."""
        return self.channel if self.ts and not self.direct else ""


class Reply(Protocol):
    """Somewhere to answer."""

    def say(self, blocks: Sequence[Json], text: Mrkdwn) -> str:
        """Post the blocks and give the first message's ts; empty where the message has none."""


@dataclass(frozen=True, slots=True)
class InThread:
    """Answers in a thread, for everybody in the conversation; `fresh` where nobody has replied in it yet."""

    client: WebClient
    place: Place
    fresh: bool = False

    def say(self, blocks: Sequence[Json], text: Mrkdwn) -> str:
        """Post the blocks, as several messages where Slack wants that."""
        first = ""
        for page in messages(blocks):
            reply = self.client.chat_postMessage(
                channel=self.place.channel,
                thread_ts=self.place.ts,
                blocks=page,
                text=cut(text, TEXT_LIMIT),
                unfurl_links=False,
                unfurl_media=False,
            )
            first = first or str(reply["ts"])
        return first

    def change(self, ts: str, blocks: Sequence[Json], text: Mrkdwn) -> None:
        """Put other blocks into a message of ours; what does not fit goes below it."""
        first, *rest = messages(blocks)
        self.client.chat_update(channel=self.place.channel, ts=ts, blocks=first, text=cut(text, TEXT_LIMIT))
        for page in rest:
            self.say(page, text)


@dataclass(frozen=True, slots=True)
class ToOne:
    """Answers that only the asker sees, by the response URL of what they pressed or typed."""

    respond: Respond

    def say(self, blocks: Sequence[Json], text: Mrkdwn) -> str:
        """Show the blocks to the asker."""
        for page in messages(blocks):
            self.respond(
                text=cut(text, TEXT_LIMIT),
                blocks=page,
                response_type="ephemeral",
                replace_original=False,
                unfurl_links=False,
                unfurl_media=False,
            )
        replied()
        return ""


@dataclass(frozen=True, slots=True)
class Whisper:
    """Answers that one person sees in a channel, without having pressed or typed what Slack gives a response URL for.

    Slack shows them in a thread only where somebody has replied already; and to members of the channel only: others get
    a direct message. — https://docs.slack.dev/reference/methods/chat.postEphemeral
    """

    thread: InThread

    def say(self, blocks: Sequence[Json], text: Mrkdwn) -> str:
        """Show the blocks to the person."""
        client, place = self.thread.client, self.thread.place
        root = None if self.thread.fresh or not place.ts else place.ts
        for page in messages(blocks):
            said = cut(text, TEXT_LIMIT)
            if not place.channel:
                client.chat_postMessage(channel=place.user, blocks=page, text=said, unfurl_links=False)
                continue
            try:
                client.chat_postEphemeral(channel=place.channel, user=place.user, thread_ts=root, blocks=page, text=said)
            except SlackApiError as error:
                if error.response.get("error") not in NOT_AMONG_THEM:
                    raise
                client.chat_postMessage(channel=place.user, blocks=page, text=said, unfurl_links=False)
        return ""


def alone(reply: InThread) -> Reply:
    """Give what tells the person alone: in the thread of a direct message, everybody is that person."""
    return reply if reply.place.direct else Whisper(reply)


def sentence(reply: Reply, text: Mrkdwn) -> str:
    """Answer with one sentence."""
    return reply.say([section(text)], text)


def direct_thread(client: WebClient, team: str, user: str, text: Mrkdwn) -> tuple[Place, str]:
    """Open a thread in the person's direct message and give it with its address."""
    channel = str(client.conversations_open(users=user)["channel"]["id"])
    root = client.chat_postMessage(channel=channel, text=text, blocks=[section(text)], unfurl_links=False)
    ts = str(root["ts"])
    address = client.chat_getPermalink(channel=channel, message_ts=ts)
    return Place(team=team, channel=channel, ts=ts, user=user), str(address["permalink"])
