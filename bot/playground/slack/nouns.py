"""What a Slack workspace is made of: persons, channels, messages, files and views."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.playground.slack.wire import twin

if TYPE_CHECKING:
    from bot.playground.slack.wire import Json

TIME_ZONES = {"Asia/Seoul": ("Korea Standard Time", 32_400), "America/New_York": ("Eastern Standard Time", -18_000)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the workspace, or its one bot."""

    id: str
    name: str
    real_name: str
    role: str
    locale: str = "ko-KR"
    tz: str = "Asia/Seoul"
    is_admin: bool = False
    is_bot: bool = False
    is_guest: bool = False
    team: str = ""

    def profile(self, team: str, *, with_locale: bool) -> Json:
        """The person as `users.info` describes them to this workspace; somebody from another one has its id."""
        team = self.team or team
        label, offset = TIME_ZONES.get(self.tz, (self.tz, 0))
        about = {
            "id": self.id,
            "team_id": team,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": False,
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_restricted": self.is_guest,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "tz": self.tz,
            "tz_label": label,
            "tz_offset": offset,
            "profile": {"real_name": self.real_name, "display_name": self.name, "team": team},
        }
        return {**about, "locale": self.locale} if with_locale else about


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel, or the conversation of one person with the bot when `user` is set."""

    id: str
    name: str
    members: set[str]
    topic: str = ""
    user: str | None = None
    is_private: bool = False
    is_ext_shared: bool = False
    created: int = 0

    @property
    def is_im(self) -> bool:
        """Whether this is a direct message."""
        return self.user is not None

    @property
    def kind(self) -> str:
        """The `channel_type` of its messages."""
        if self.is_im:
            return "im"
        return "group" if self.is_private else "channel"

    @property
    def family(self) -> str:
        """The prefix of the scopes that open it: channels, groups or im."""
        return "im" if self.is_im else f"{self.kind}s"

    def info(self, bot: str) -> Json:
        """The channel as `conversations.info` describes it."""
        about: Json = {"id": self.id, "created": self.created, "is_im": self.is_im, "is_mpim": False, "is_archived": False}
        if self.is_im:
            return {**about, "user": self.user, "is_open": True}
        return {
            **about,
            "name": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_private": self.is_private,
            "is_member": bot in self.members,
            "is_ext_shared": self.is_ext_shared,
            "is_pending_ext_shared": False,
            "topic": {"value": self.topic},
            "purpose": {"value": ""},
            "num_members": len(self.members),
        }


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """A file that the app, or a person, uploaded; it is seen once it was shared."""

    id: str
    name: str
    title: str
    mimetype: str
    alt_txt: str
    length: int
    content: bytes = b""
    channels: list[str] = field(default_factory=list)
    shared: bool = False

    def info(self, origin: str) -> Json:
        """The file as messages and `files.info` describe it."""
        path = quote(self.name)
        url = f"{origin}/files/{self.id}/{path}"
        about = {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "mimetype": self.mimetype,
            "size": len(self.content),
            "alt_txt": self.alt_txt,
            "url": url,
            "url_private": url,
            "url_private_download": f"{origin}/files-pri/{self.id}/download/{path}",
            "channels": list(self.channels),
        }
        return {**about, "thumb": url} if self.mimetype.startswith("image/") else about


@dataclass(slots=True, kw_only=True)
class Message:
    """A message; `ephemeral_for` is set when only one person sees it."""

    channel: str
    ts: str
    user: str
    text: str
    bot_id: str | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: Json | None = None
    metadata: Json | None = None
    ephemeral_for: str | None = None
    client_msg_id: str | None = None
    replies: list[str] = field(default_factory=list)

    def body(self, origin: str = "") -> Json:
        """The message as Slack's replies, events and pages carry it."""
        body: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        shown = {
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "client_msg_id": self.client_msg_id,
            "thread_ts": self.thread_ts,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": [stored.info(origin) for stored in self.files],
            "reactions": [{"name": name, "users": list(who), "count": len(who)} for name, who in self.reactions.items()],
            "edited": self.edited,
            "metadata": self.metadata,
        }
        body |= {key: value for key, value in shown.items() if value}
        if self.replies:
            body |= {"thread_ts": self.ts, "reply_count": len(self.replies), "latest_reply": self.replies[-1]}
        return twin(body)


@dataclass(slots=True, kw_only=True)
class View:
    """A modal of somebody's, or their App Home."""

    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: Json = field(default_factory=dict)

    @property
    def is_home(self) -> bool:
        """Whether this is an App Home tab."""
        return self.content.get("type") == "home"

    def body(self, team: str, app: str, bot_id: str) -> Json:
        """The view as `views.open` answers it and payloads carry it."""
        defaults: Json = {"callback_id": "", "private_metadata": "", "external_id": "", "title": None, "submit": None}
        defaults |= {"close": None, "clear_on_close": False, "notify_on_close": False}
        body = {
            **defaults,
            **self.content,
            "id": self.id,
            "team_id": team,
            "app_id": app,
            "bot_id": bot_id,
            "app_installed_team_id": team,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": {"values": self.state},
        }
        return twin(body)
