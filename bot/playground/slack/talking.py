"""What persons do in conversations: say, edit, delete, react, open a direct message, join."""

from __future__ import annotations

import mimetypes
import re
import uuid
from typing import TYPE_CHECKING

from bot.playground.slack.calls import LONGEST_TEXT
from bot.playground.slack.nouns import Channel, Message, Person, StoredFile
from bot.playground.slack.outcomes import Outcome, seen
from bot.playground.slack.payloads import view_part
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.typed import as_sent
from bot.playground.slack.workspace import TEAM, token

if TYPE_CHECKING:
    from bot.playground.slack.desk import Desk
    from bot.playground.slack.wire import Json


class Talking:
    """Actions of persons in conversations; a person and a channel may be given by id or by name."""

    desk: Desk

    @seen
    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Send a message as this person typed it."""
        with self.desk.board.lock:
            person, where = self._member(user, channel)
            if not text.strip():
                raise Refusal(Code.NO_TEXT)
            if len(text) > LONGEST_TEXT:
                raise Refusal(Code.MSG_TOO_LONG)
            sent, rich_text = as_sent(text, self.desk.workspace)
            message = Message(
                channel=where.id,
                ts=self.desk.workspace.next_ts(),
                user=person.id,
                text=sent,
                thread_ts=self._root(where, thread_ts),
                client_msg_id=str(uuid.uuid4()),
            )
            self.desk.post(message, rich_text=rich_text)
            return Outcome(channel=where.id, ts=message.ts)

    @seen
    def upload(
        self, user: str, channel: str, name: str, content: bytes, text: str = "", thread_ts: str | None = None
    ) -> Outcome:
        """Send a file as this person dropped it into the conversation, with what they typed beside it."""
        with self.desk.board.lock:
            person, where = self._member(user, channel)
            if not content:
                raise Refusal(Code.INVALID_ARGUMENTS, messages=["the file is empty"])
            safe = re.sub(r"[^\w.-]+", "_", name).strip("_") or "file"
            stored = StoredFile(
                id=token("F"),
                name=safe,
                title=name,
                mimetype=mimetypes.guess_type(safe)[0] or "application/octet-stream",
                alt_txt="",
                length=len(content),
                content=content,
                channels=[where.id],
                shared=True,
            )
            self.desk.workspace.files[stored.id] = stored
            sent, rich_text = as_sent(text, self.desk.workspace) if text.strip() else ("", [])
            message = Message(
                channel=where.id,
                ts=self.desk.workspace.next_ts(),
                user=person.id,
                text=sent,
                thread_ts=self._root(where, thread_ts),
                subtype="file_share",
                files=[stored],
                client_msg_id=str(uuid.uuid4()),
            )
            self.desk.post(message, rich_text=rich_text)
            return Outcome(channel=where.id, ts=message.ts)

    @seen
    def edit(self, user: str, channel: str, ts: str, text: str) -> Outcome:
        """Change what this person wrote."""
        with self.desk.board.lock:
            message = self._own(user, channel, ts)
            edited = {"user": message.user, "ts": self.desk.workspace.next_ts()}
            self.desk.revise(message, text=as_sent(text, self.desk.workspace)[0], edited=edited)
            return Outcome(channel=message.channel, ts=ts)

    @seen
    def delete(self, user: str, channel: str, ts: str) -> Outcome:
        """Delete what this person wrote."""
        with self.desk.board.lock:
            message = self._own(user, channel, ts)
            self.desk.remove(message)
            return Outcome(channel=message.channel, ts=ts)

    @seen
    def react(self, user: str, channel: str, ts: str, name: str) -> Outcome:
        """Put this person's reaction on a message."""
        with self.desk.board.lock:
            person, where = self._member(user, channel)
            message = self.desk.workspace.message(where.id, ts)
            if message is None or message.ephemeral_for:
                raise Refusal(Code.MESSAGE_NOT_FOUND)
            if person.id in message.reactions.get(name, []):
                raise Refusal(Code.ALREADY_REACTED)
            message.reactions.setdefault(name, []).append(person.id)
            self.desk.show_reactions(message)
            item = {"type": "message", "channel": where.id, "ts": ts}
            about = {"user": person.id, "reaction": name, "item": item, "item_user": message.user}
            self.desk.emit("reaction_added", {"type": "reaction_added", **about, "event_ts": self.desk.workspace.next_ts()})
            return Outcome(channel=where.id, ts=ts)

    @seen
    def open_dm(self, user: str) -> Outcome:
        """Open this person's conversation with the bot, which the app hears of as Slack tells it."""
        with self.desk.board.lock:
            channel = self.desk.workspace.direct(user)
            self._home_opened(channel, "messages")
            return Outcome(channel=channel.id)

    @seen
    def open_home(self, user: str) -> Outcome:
        """Open the app's Home tab."""
        with self.desk.board.lock:
            if not self.desk.manifest.home_tab:
                raise Refusal(Code.NOT_ENABLED)
            channel = self.desk.workspace.direct(user)
            self._home_opened(channel, "home")
            return Outcome(channel=channel.id)

    @seen
    def join(self, name: str, real_name: str, *, locale: str = "ko-KR", guest: bool = False, team: str = "") -> Outcome:
        """Let somebody new join the workspace, perhaps as a guest, or from another `team`; they are in #network at once."""
        with self.desk.board.lock:
            workspace = self.desk.workspace
            plain = re.sub(r"[^a-z0-9]", "", name.lower())
            person = Person(
                id=f"U0{plain.upper()}",
                name=plain,
                real_name=real_name,
                role="newcomer",
                locale=locale,
                is_guest=guest,
                team=team,
            )
            workspace.persons[person.id] = person
            workspace.channel("network").members.add(person.id)
            user = person.profile(TEAM, with_locale=False)
            self.desk.emit("team_join", {"type": "team_join", "user": user, "event_ts": workspace.next_ts()})
            return Outcome(channel=workspace.direct(person.id).id)

    @seen
    def invite(self, channel: str, who: str) -> Outcome:
        """Bring a person, or the bot, into a channel."""
        with self.desk.board.lock:
            where, person = self.desk.workspace.channel(channel), self.desk.workspace.person(who)
            where.members.add(person.id)
            if self.desk.workspace.bot.id in where.members:
                about = {"user": person.id, "channel": where.id, "channel_type": "G" if where.is_private else "C"}
                event = {"type": "member_joined_channel", **about, "team": TEAM, "event_ts": self.desk.workspace.next_ts()}
                self.desk.emit("member_joined_channel", event)
            return Outcome(channel=where.id)

    def set_group(self, group: str, members: tuple[str, ...]) -> None:
        """Have a user group of this id, with these people in it."""
        with self.desk.board.lock:
            self.desk.workspace.groups[group] = {self.desk.workspace.person(one).id for one in members}

    def leave(self, channel: str, who: str) -> None:
        """Take a person out of a channel."""
        with self.desk.board.lock:
            where = self.desk.workspace.channel(channel)
            where.members.discard(self.desk.workspace.person(who).id)

    def add_channel(
        self,
        name: str,
        members: tuple[str, ...] = ("mina", "alex", "jun", "sol"),
        *,
        is_private: bool = False,
        shared: bool = False,
    ) -> str:
        """The id of a new channel; the bot is in it when it is among the members; `shared` makes it Slack Connect's."""
        with self.desk.board.lock:
            ids = {self.desk.workspace.person(one).id for one in members}
            return self.desk.workspace.add_channel(name, ids, is_private=is_private, is_ext_shared=shared).id

    def _member(self, user: str, channel: str) -> tuple[Person, Channel]:
        person, where = self.desk.workspace.person(user), self.desk.workspace.channel(channel)
        if person.id not in where.members:
            raise Refusal(Code.NOT_IN_CHANNEL)
        if where.is_im and not self.desk.manifest.messages_tab:
            raise Refusal(Code.MESSAGES_TAB_DISABLED)
        return person, where

    def _root(self, channel: Channel, thread_ts: str | None) -> str | None:
        """The first message of a thread, also when a reply of it was named."""
        if not thread_ts:
            return None
        named = self.desk.workspace.message(channel.id, thread_ts)
        root = named.thread_ts if named and named.thread_ts else thread_ts
        return self.desk.workspace.thread(channel.id, root)[0].ts

    def _own(self, user: str, channel: str, ts: str) -> Message:
        person, where = self._member(user, channel)
        message = self.desk.workspace.message(where.id, ts)
        if message is None:
            raise Refusal(Code.MESSAGE_NOT_FOUND)
        if message.user != person.id:
            raise Refusal(Code.CANT_UPDATE)
        return message

    def _home_opened(self, channel: Channel, tab: str) -> None:
        user = str(channel.user)
        body: Json = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab}
        view = self.desk.workspace.home(user)
        if view is not None and tab == "home":
            body["view"] = view_part(view)
        self.desk.emit("app_home_opened", {**body, "event_ts": self.desk.workspace.next_ts()})
