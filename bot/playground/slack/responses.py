"""Answers without a token: what the app posts to a response address or puts into its ack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.slack.blocks import as_kept
from bot.playground.slack.calls import Call, Content
from bot.playground.slack.desk import bot_message
from bot.playground.slack.refusals import Code, Refusal

if TYPE_CHECKING:
    from bot.playground.slack.desk import Desk
    from bot.playground.slack.nouns import Message
    from bot.playground.slack.tickets import ResponseAddress
    from bot.playground.slack.wire import Json


def respond(desk: Desk, name: str, args: Json) -> None:
    """Do what the app asks of a response address, counting the use."""
    with desk.board.lock:
        address = desk.tickets.spend_response(name)
        original = desk.workspace.message(address.channel, address.original_ts)
        call = Call(desk, args)
        if call.flag("delete_original"):
            _present(original)
            desk.remove(_present(original))
            return
        content = call.content()
        if call.flag("replace_original") and original is not None:
            _replace(desk, original, content)
        else:
            answer(desk, address, args, content)


def answer(desk: Desk, address: ResponseAddress, args: Json, content: Content) -> Message:
    """The answer, posted where the interaction happened: for its user alone unless it says `in_channel`."""
    alone = args.get("response_type") != "in_channel"
    thread_ts = Call(desk, args).text("thread_ts") or (address.thread_ts if alone else None)
    parts = {"blocks": as_kept(content.blocks or []), "attachments": content.attachments or [], "thread_ts": thread_ts}
    if alone:
        parts["ephemeral_for"] = address.user
    workspace = desk.workspace
    return desk.post(bot_message(address.channel, workspace.next_ts(), workspace.bot.id, content.text, **parts))


def _replace(desk: Desk, original: Message, content: Content) -> None:
    changes: dict[str, object] = {"text": content.text, "blocks": as_kept(content.blocks or [])}
    if content.attachments is not None:
        changes["attachments"] = content.attachments
    desk.revise(original, **changes)


def _present(message: Message | None) -> Message:
    if message is None:
        raise Refusal(Code.MESSAGE_NOT_FOUND)
    return message
