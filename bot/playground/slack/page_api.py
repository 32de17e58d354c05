"""What the browser page talks to. Every answer is JSON; every person is named by id.

`GET /ui/state`
    `{team, me, bot: {id, name}, users: [{id, name, real_name, role, locale}],
    channels: [{id, name, is_im, is_private, members: [id], topic, user?}],
    commands: [{command, description, usage_hint}], shortcuts: [{name, callback_id, type, description}],
    tips: [{text, channel?}], features: {home_tab, messages_tab, interactive}}`.

`GET /ui/messages?channel=C&user=U`
    `{messages: [...]}`: all that this person sees, thread replies included, oldest first. A message has `ts`, `user`,
    `text`, and where they apply `thread_ts`, `reply_count`, `bot_id`, `blocks`, `attachments`,
    `files: [{id, name, mimetype, url, alt_txt, title, thumb?}]`, `reactions: [{name, users, count}]`, `edited`,
    `ephemeral_for`.

`GET /ui/stream?user=U` -- `text/event-stream`, one JSON object an event:
    - `{type: "message" | "message_changed" | "reaction", channel, message}` with a message as above
    - `{type: "message_deleted", channel, ts}`
    - `{type: "view_opened" | "view_updated" | "home", view}`, `{type: "view_closed", view_id}`
    - `{type: "status", channel, thread_ts, status}`; an empty status clears it
    - `{type: "traffic", at, direction: "to app" | "from app", what, ok, summary, body}`; secrets are taken out

`GET /ui/traffic` -- `{rows: [...]}`: the newest rows of the inspector, oldest first.

`GET /ui/home?user=U` -- `{view}` (null before the app published one); `GET /ui/views?user=U` -- `{views: [...]}`,
the one on top last. A view has `id`, `type`, `title`, `submit`, `close`, `blocks`, `hash`, `callback_id` and
`state: {values}` as Slack's payloads do.

`GET /files/<id>/<name>` -- the bytes of a file.

`POST /ui/act` (content type `application/json`) -- `{do, user, ...}`:
    - `upload`: `channel`, `name`, `content` (base64), `text?`, `thread_ts?`
    - `say`: `channel`, `text`, `thread_ts?` · `edit`: `channel`, `ts`, `text` · `delete`: `channel`, `ts`
    - `react`: `channel`, `ts`, `name` · `open_dm` · `home` (opens the Home tab)
    - `command`: `channel`, `text` (the whole line, `/name words`)
    - `shortcut`: `callback_id`, and for a message shortcut `channel`, `ts`
    - `click`: `action_id`, `block_id?`, `value?`, `state?`, and where: `channel`, `ts` or `view_id`
    - `select`: the same, with `value` (an option's value, an id, a date, a list of these, or a whole option), or
      with `selected_option`, `selected_date`, ... as Slack's state names it
    - `suggest`: the same, with `value` (what was typed); the answer has `options`
    - `submit`: `values` (by action id, or `{block_id: {action_id: {...}}}` as in `state.values`), `view_id?`
    - `close`: `view_id?`

    The answer is `{ok, error?, channel?, ts?, response_action?, errors?, messages?}`. `error` is what Slack's client
    would show: `operation_timeout` when the app did not ack within three seconds, `dispatch_failed` when it is not
    connected or failed. After `submit`, `errors` are `{block_id: sentence}`, `response_action` says which of `errors`,
    `update`, `push` and `clear` the app chose, and `error: "incomplete"` comes with the required fields left empty.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, StreamingResponse

from bot.playground.slack.deeds import Deeds
from bot.playground.slack.payloads import view_part
from bot.playground.slack.refusals import Refusal
from bot.playground.slack.wire import parsed
from bot.playground.slack.workspace import TEAM

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from bot.playground.slack.desk import Desk
    from bot.playground.slack.persons import Persons
    from bot.playground.slack.wire import Json

BAD_REQUEST = 400
UNSUPPORTED = 415


class PageApi:
    """The endpoints under `/ui/`."""

    def __init__(self, desk: Desk, persons: Persons, tips: Sequence[Mapping[str, str]]) -> None:
        self._desk = desk
        self._deeds = Deeds(desk, persons).table()
        self._tips = [dict(tip) for tip in tips]

    async def state(self, _request: Request) -> Response:
        """Who and what is here, and what the app declares."""
        desk, workspace, manifest = self._desk, self._desk.workspace, self._desk.manifest
        with desk.board.lock:
            users = [person for person in workspace.persons.values() if not person.is_bot]
            body = {
                "team": {"id": TEAM, "name": "Orchard"},
                "me": users[0].id,
                "bot": {"id": workspace.bot.id, "name": workspace.bot.name, "real_name": workspace.bot.real_name},
                "users": [_chosen(person, "id", "name", "real_name", "role", "locale") for person in users],
                "channels": [
                    {**_chosen(one, "id", "name", "is_im", "is_private", "topic", "user"), "members": sorted(one.members)}
                    for one in workspace.channels.values()
                ],
                "commands": [_chosen(one, "command", "description", "usage_hint") for one in manifest.commands],
                "shortcuts": [_chosen(one, "name", "callback_id", "type", "description") for one in manifest.shortcuts],
                "tips": self._tips,
                "features": _chosen(manifest, "home_tab", "messages_tab", "interactive"),
            }
        return JSONResponse(body)

    async def messages(self, request: Request) -> Response:
        """What a person sees in a channel."""
        channel, user = request.query_params.get("channel", ""), request.query_params.get("user", "")
        with self._desk.board.lock:
            rows = [self._desk.picture(message) for message in self._desk.workspace.seen_by(channel, user)]
        return JSONResponse({"messages": rows})

    async def home(self, request: Request) -> Response:
        """A person's App Home."""
        with self._desk.board.lock:
            view = self._desk.workspace.home(request.query_params.get("user", ""))
            return JSONResponse({"view": view_part(view) if view else None})

    async def views(self, request: Request) -> Response:
        """A person's open modals."""
        with self._desk.board.lock:
            stack = self._desk.workspace.stack(request.query_params.get("user", ""))
            return JSONResponse({"views": [view_part(view) for view in stack]})

    async def traffic(self, _request: Request) -> Response:
        """The inspector's newest rows."""
        with self._desk.board.lock:
            return JSONResponse({"rows": list(self._desk.traffic)})

    async def stream(self, request: Request) -> Response:
        """What happens from now on, for one person's page."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._notes(request.query_params.get("user", "")), 200, headers, "text/event-stream")

    async def act(self, request: Request) -> Response:
        """Do something as a person; only as JSON, which another site's form cannot send."""
        if not request.headers.get("content-type", "").startswith("application/json"):
            return JSONResponse({"ok": False, "error": "send application/json"}, UNSUPPORTED)
        wish = parsed((await request.body()).decode("utf-8", "replace"))
        deed = self._deeds.get(str(wish.get("do"))) if isinstance(wish, dict) else None
        if deed is None or not isinstance(wish, dict):
            return JSONResponse({"ok": False, "error": f"do must be one of {', '.join(self._deeds)}"}, BAD_REQUEST)
        try:
            return JSONResponse(await run_in_threadpool(deed, wish))
        except KeyError as lacking:
            return JSONResponse({"ok": False, "error": f"{wish['do']} needs {lacking}"}, BAD_REQUEST)
        except Refusal as refusal:
            return JSONResponse({"ok": False, "error": refusal.code, "messages": list(refusal.messages)})

    async def _notes(self, user: str) -> AsyncIterator[str]:
        watcher = self._desk.board.watch(user)
        try:
            yield ": open\n\n"
            while (note := await watcher.notes.get()) is not None:
                yield f"data: {json.dumps(note, ensure_ascii=False)}\n\n"
        finally:
            self._desk.board.leave(watcher)


def _chosen(thing: object, *names: str) -> Json:
    """These attributes of a thing, without those that are None."""
    pairs = ((name, getattr(thing, name)) for name in names)
    return {name: value for name, value in pairs if value is not None}
