"""The files.* methods: an upload address, the bytes put there, and the sharing that completes it."""

from __future__ import annotations

import mimetypes
import re
from typing import TYPE_CHECKING

from bot.playground.slack.blocks import as_kept
from bot.playground.slack.calls import Call, Method, Methods
from bot.playground.slack.desk import bot_message
from bot.playground.slack.nouns import StoredFile
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.workspace import token

if TYPE_CHECKING:
    from bot.playground.slack.desk import Desk
    from bot.playground.slack.nouns import Channel
    from bot.playground.slack.wire import Json

LONGEST_ALT_TEXT = 2000


def upload_url(call: Call) -> Json:
    """The reply to files.getUploadURLExternal."""
    name, length = call.need("filename"), call.whole("length", 0)
    if length <= 0:
        raise Refusal(Code.INVALID_ARGUMENTS, messages=["must be greater than 0 [json-pointer:/length]"])
    alt_txt = call.text("alt_txt")
    if len(alt_txt) > LONGEST_ALT_TEXT:
        raise Refusal(Code.INVALID_ARGUMENTS, messages=["must be less than 2001 characters [json-pointer:/alt_txt]"])
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    safe = re.sub(r"[^\w.-]+", "_", name)
    stored = StoredFile(id=token("F"), name=safe, title=name, mimetype=mimetype, alt_txt=alt_txt, length=length)
    call.desk.workspace.files[stored.id] = stored
    return {"ok": True, "upload_url": f"{call.desk.origin}/upload/v1/{stored.id}", "file_id": stored.id}


def receive(desk: Desk, file_id: str, content: bytes) -> bool:
    """Whether the bytes were taken: the address is known and they are as many as was announced."""
    with desk.board.lock:
        stored = desk.workspace.files.get(file_id)
        if stored is None or stored.shared or len(content) != stored.length:
            return False
        stored.content = content
        return True


def complete(call: Call) -> Json:
    """The reply to files.completeUploadExternal: the files shown in one message in each channel."""
    rows = call.value("files")
    if not isinstance(rows, list) or not rows:
        raise Refusal(Code.INVALID_ARGUMENTS, messages=["missing required field: files"])
    files = [_uploaded(call, row) for row in rows]
    channels = [call.joined(_target(call, one)) for one in _channel_ids(call)]
    thread_ts = call.text("thread_ts") or None
    blocks = call.blocks()
    for channel in channels:
        if thread_ts:
            call.desk.workspace.thread(channel.id, thread_ts)
        _share(call, files, channel, thread_ts, as_kept(blocks or []))
    return {"ok": True, "files": [stored.info(call.desk.origin) for stored in files]}


def info(call: Call) -> Json:
    """The reply to files.info."""
    return {"ok": True, "file": _stored(call, call.need("file")).info(call.desk.origin)}


def delete(call: Call) -> Json:
    """The reply to files.delete."""
    stored = _stored(call, call.need("file"))
    del call.desk.workspace.files[stored.id]
    return {"ok": True}


def _channel_ids(call: Call) -> list[str]:
    listed = call.value("channels") or call.text("channels")
    more = listed if isinstance(listed, list) else str(listed).split(",") if listed else []
    return [one for one in (call.text("channel_id"), *map(str, more)) if one]


def _target(call: Call, channel_id: str) -> Channel:
    channel = call.desk.workspace.channels.get(channel_id)
    if channel is None:
        raise Refusal(Code.CHANNEL_NOT_FOUND)
    return channel


def _stored(call: Call, file_id: str) -> StoredFile:
    stored = call.desk.workspace.files.get(file_id)
    if stored is None:
        raise Refusal(Code.FILE_NOT_FOUND)
    return stored


def _uploaded(call: Call, row: object) -> StoredFile:
    stored = _stored(call, str(row.get("id")) if isinstance(row, dict) else "")
    if len(stored.content) != stored.length:
        raise Refusal(Code.FILE_NOT_FOUND)
    if isinstance(row, dict) and row.get("title"):
        stored.title = str(row["title"])
    return stored


def _share(call: Call, files: list[StoredFile], channel: Channel, thread_ts: str | None, blocks: list[Json]) -> None:
    workspace = call.desk.workspace
    for stored in files:
        stored.shared = True
        stored.channels.append(channel.id)
    parts = {"files": files, "thread_ts": thread_ts, "blocks": blocks, "subtype": "file_share"}
    ts, comment = workspace.next_ts(), call.text("initial_comment")
    call.desk.post(bot_message(channel.id, ts, workspace.bot.id, comment, **parts))
    for stored in files:
        about = {"file_id": stored.id, "user_id": workspace.bot.id, "channel_id": channel.id, "event_ts": ts}
        call.desk.emit("file_shared", {"type": "file_shared", "file": {"id": stored.id}, **about})


METHODS: Methods = {
    "files.getUploadURLExternal": Method(upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete, ("files:write",)),
    "files.info": Method(info, ("files:read",)),
    "files.delete": Method(delete, ("files:write",)),
}
