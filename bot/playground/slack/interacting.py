"""What persons do with what the app shows: commands, shortcuts, buttons, selects and modals."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.playground.slack import modals, payloads
from bot.playground.slack.calls import Call
from bot.playground.slack.nouns import Message, Person, View
from bot.playground.slack.outcomes import Outcome, seen, unacked
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.responses import answer
from bot.playground.slack.submitting import filled_in, follow, missing
from bot.playground.slack.typed import as_sent, escaped
from bot.playground.slack.widgets import Widget, chosen_in, find_widget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.playground.slack.delivery import Parcel
    from bot.playground.slack.desk import Desk
    from bot.playground.slack.wire import Json

Shown: TypeAlias = Message | View
"""Something on a person's screen that has blocks."""


class Interacting:
    """Actions of persons on the app's commands, messages and views; each waits for the app's ack."""

    desk: Desk

    @seen
    def command(self, user: str, channel: str, text: str) -> Outcome:
        """Type a slash command, `/name words`; the outcome is an error when the app did not ack in time."""
        name, _, rest = text.strip().partition(" ")
        with self.desk.board.lock:
            person, where = self.desk.workspace.person(user), self.desk.workspace.channel(channel)
            declared = self.desk.manifest.command(name)
            if person.id not in where.members:
                raise Refusal(Code.NOT_IN_CHANNEL)
            if declared is None:
                raise Refusal(Code.INVALID_COMMAND, messages=[f"{name} is not a valid command"])
            words = self._command_words(rest.strip(), should_escape=declared.should_escape)
            response = self.desk.tickets.response(where.id, person.id)
            doors = {"trigger_id": self.desk.tickets.trigger(person.id), "response_url": self._response_url(response)}
            parcel = payloads.command(person, where, name, words, doors)
        receipt = self.desk.courier.ask(parcel)
        if not receipt.acked:
            return unacked(receipt)
        if receipt.body:
            with self.desk.board.lock:
                content = Call(self.desk, receipt.body).content(may_be_empty=True)
                if content.text or content.blocks:
                    answer(self.desk, self.desk.tickets.responses[response], receipt.body, content)
        return Outcome(channel=where.id)

    @seen
    def shortcut(self, user: str, callback_id: str, message: Message | None = None) -> Outcome:
        """Choose a shortcut, a message's with the message it was chosen on."""
        with self.desk.board.lock:
            person = self._interactive(user)
            declared = self.desk.manifest.shortcut(callback_id)
            if declared is None or (declared.type == "message") != (message is not None):
                raise Refusal(Code.NOT_FOUND, messages=[f"no such shortcut here: {callback_id}"])
            parts: Json = {"callback_id": callback_id, "trigger_id": self.desk.tickets.trigger(person.id)}
            parts["action_ts"] = self.desk.workspace.next_ts()
            if message is not None:
                where = self.desk.workspace.channels[message.channel]
                response = self.desk.tickets.response(where.id, person.id, thread_ts=message.thread_ts)
                parts |= {"response_url": self._response_url(response), "message_ts": message.ts}
                parts |= {"channel": payloads.channel_part(where), "message": message.body(self.desk.origin)}
            kind = "shortcut" if message is None else "message_action"
            parcel = payloads.interaction(kind, person, **parts)
        return self._sent(parcel)

    @seen
    def click(
        self,
        user: str,
        where: Shown,
        action_id: str,
        *,
        value: object = None,
        block_id: str | None = None,
        state: Json | None = None,
    ) -> Outcome:
        """Press a button that a message or a view shows; `state` is what else is filled in there."""
        return self._use(user, where, action_id, value, block_id=block_id, state=state)

    @seen
    def select(
        self,
        user: str,
        where: Shown,
        action_id: str,
        value: object,
        *,
        block_id: str | None = None,
        state: Json | None = None,
    ) -> Outcome:
        """Choose a value (an option's, an id, a date) in an element that a message or a view shows."""
        return self._use(user, where, action_id, value, block_id=block_id, state=state)

    def suggest(self, user: str, where: Shown, action_id: str, typed: str) -> tuple[Json, ...]:
        """The options that the app offers for what was typed into an external select; none when it does not answer."""
        with self.desk.board.lock:
            person = self._interactive(user)
            widget = find_widget(_blocks(where), action_id)
            ids = {"action_id": action_id, "block_id": widget.block["block_id"], "value": typed}
            parcel = payloads.interaction("block_suggestion", person, **ids, **self._place(where))
        body = self.desk.courier.ask(parcel).body
        groups = body.get("option_groups") or ()
        options = (*(body.get("options") or ()), *(option for group in groups for option in group.get("options", ())))
        with self.desk.board.lock:
            self.offered[action_id] = options
        return options

    @seen
    def submit_view(self, user: str, values: Mapping[str, object] | None = None, view: View | None = None) -> Outcome:
        """Submit the modal on top, filled in with values by action id, or in Slack's own shape by block id."""
        with self.desk.board.lock:
            person = self._interactive(user)
            top = self._top(person, view)
            top.state = filled_in(top, values or {}, self.offered)
            lacking = missing(top)
            if lacking:
                return Outcome(ok=False, error=Code.INCOMPLETE, response_action="errors", errors=lacking)
            trigger = self.desk.tickets.trigger(person.id, from_modal=True)
            parts = {"trigger_id": trigger, "view": payloads.view_part(top), "response_urls": []}
            parcel = payloads.interaction("view_submission", person, **parts)
        receipt = self.desk.courier.ask(parcel)
        if not receipt.acked:
            return unacked(receipt)
        with self.desk.board.lock:
            return follow(self.desk, top, receipt.body)

    @seen
    def close_view(self, user: str, view: View | None = None) -> Outcome:
        """Close the modal on top; the app hears of it if the view says so."""
        with self.desk.board.lock:
            person = self._interactive(user)
            top = self._top(person, view)
            modals.close_modal(self.desk, top)
            told = bool(top.content.get("notify_on_close"))
            parcel = payloads.interaction("view_closed", person, view=payloads.view_part(top), is_cleared=False)
        return self._sent(parcel) if told else Outcome()

    @property
    def offered(self) -> dict[str, tuple[Json, ...]]:
        """The options that external selects were last given, by action id."""
        return self.desk.offered

    def _use(
        self, user: str, where: Shown, action_id: str, value: object, *, block_id: str | None, state: Json | None
    ) -> Outcome:
        with self.desk.board.lock:
            person = self._interactive(user)
            current = self._on_screen(person, where)
            widget = find_widget(_blocks(current), action_id, block_id=block_id, value=value)
            chosen = chosen_in(widget, value, offered=self.offered.get(action_id, ()))
            values = self._remember(current, widget, chosen, state or {})
            if not widget.tells_at_once:
                return Outcome()
            trigger = self.desk.tickets.trigger(person.id, from_modal=isinstance(current, View) and not current.is_home)
            place = self._place(current)
            if isinstance(current, Message):
                place["state"] = {"values": values}
                place["response_url"] = self._response_url(
                    self.desk.tickets.response(
                        current.channel, person.id, original_ts=current.ts, thread_ts=current.thread_ts
                    )
                )
            actions = [widget.action(chosen, self.desk.workspace.next_ts())]
            parcel = payloads.interaction("block_actions", person, trigger_id=trigger, actions=actions, **place)
        return self._sent(parcel)

    def _remember(self, where: Shown, widget: Widget, chosen: Json, state: Json) -> Json:
        """The values on screen once this was chosen; a view keeps them."""
        kept = where.state if isinstance(where, View) else modals.merged_state(where.blocks, state)
        if isinstance(where, View) and state:
            kept = modals.merged_state(where.content["blocks"], {**kept, **state})
        if widget.kind not in {"button", "overflow", "icon_button", "feedback_buttons"}:
            kept.setdefault(widget.block["block_id"], {})[widget.element["action_id"]] = {"type": widget.kind, **chosen}
        if isinstance(where, View):
            where.state = kept
        return kept

    def _command_words(self, words: str, *, should_escape: bool) -> str:
        """The text of a command; where the manifest says so, names in it become ids with the name behind a bar."""
        if not should_escape:
            return escaped(words)
        sent = as_sent(words, self.desk.workspace)[0]
        for person in self.desk.workspace.persons.values():
            sent = sent.replace(f"<@{person.id}>", f"<@{person.id}|{person.name}>")
        return sent

    def _interactive(self, user: str) -> Person:
        if not self.desk.manifest.interactive:
            raise Refusal(Code.INTERACTIVITY_OFF)
        return self.desk.workspace.person(user)

    def _on_screen(self, person: Person, where: Shown) -> Shown:
        """What was used, as it is now, if this person sees it."""
        if isinstance(where, View):
            view = self.desk.workspace.views.get(where.id)
            if view is None or view.user != person.id:
                raise Refusal(Code.NOT_FOUND)
            return view
        message = self.desk.workspace.message(where.channel, where.ts)
        visible = message is not None and message.ephemeral_for in {None, person.id}
        if message is None or not visible or person.id not in self.desk.workspace.channels[where.channel].members:
            raise Refusal(Code.MESSAGE_NOT_FOUND)
        return message

    def _top(self, person: Person, view: View | None) -> View:
        stack = self.desk.workspace.stack(person.id)
        if not stack or (view is not None and view.id != stack[-1].id):
            raise Refusal(Code.NOT_FOUND)
        return stack[-1]

    def _place(self, where: Shown) -> Json:
        if isinstance(where, View):
            return payloads.on_view(where)
        return payloads.on_message(where, self.desk.workspace.channels[where.channel])

    def _response_url(self, name: str) -> str:
        return f"{self.desk.origin}/response/{name}"

    def _sent(self, parcel: Parcel) -> Outcome:
        receipt = self.desk.courier.ask(parcel)
        return Outcome() if receipt.acked else unacked(receipt)


def _blocks(where: Shown) -> Sequence[Json]:
    return where.blocks if isinstance(where, Message) else where.content["blocks"]
