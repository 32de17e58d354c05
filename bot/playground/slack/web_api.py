"""Slack's Web API: the door that checks tokens and scopes, and the table of every method behind it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import JSONResponse

from bot.playground.slack import chat_methods, conversation_methods, file_methods, view_methods
from bot.playground.slack.calls import Call, Method, Methods
from bot.playground.slack.desk import ApiCall
from bot.playground.slack.refusals import Code, Refusal, TooMany
from bot.playground.slack.socket_mode import MOST_SOCKETS
from bot.playground.slack.wire import Json, parsed
from bot.playground.slack.workspace import BOT_ID, TEAM

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.playground.slack.desk import Desk
    from bot.playground.slack.faults import Fault
    from bot.playground.slack.socket_mode import Sockets

SOCKET_METHOD = "apps.connections.open"
TOO_MANY_REQUESTS = 429
OK = 200


def auth_test(call: Call) -> Json:
    """The reply to auth.test."""
    bot = call.desk.workspace.bot
    who = {"user_id": bot.id, "user": bot.name, "bot_id": BOT_ID, "is_enterprise_install": False}
    return {"ok": True, "url": f"{call.desk.origin}/", "team": "Orchard", "team_id": TEAM, **who}


def api_test(call: Call) -> Json:
    """The reply to api.test: its own arguments."""
    return {"ok": True, "args": dict(call.args)}


METHODS: Methods = {
    "api.test": Method(api_test),
    "auth.test": Method(auth_test),
    **chat_methods.METHODS,
    **conversation_methods.METHODS,
    **file_methods.METHODS,
    **view_methods.METHODS,
}


class WebApi:
    """Answers `POST /api/<method>` for one bot token and one app-level token."""

    def __init__(self, desk: Desk, sockets: Sockets, *, bot_token: str, app_token: str) -> None:
        self._desk = desk
        self._sockets = sockets
        self._bot_token = bot_token
        self._app_token = app_token

    def hands_over(self, given: str) -> bool:
        """Whether a token may fetch what people uploaded."""
        return given == self._bot_token and "files:read" in self._desk.manifest.scopes

    async def serve(self, request: Request) -> Response:
        """Slack's answer to one call, recorded; ordered faults come first."""
        method = request.path_params["method"]
        args = await arguments(request)
        given = str(args.pop("token", "")) or request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        fault = self._desk.faults.take(method)
        if fault is not None and fault.delay:
            await asyncio.sleep(fault.delay)
        status, reply, headers = self._answer(method, args, given, fault)
        self._desk.record(ApiCall(method=method, args=args, status=status, reply=reply, at=time.time()))
        return JSONResponse(reply, status, headers)

    def _answer(self, method: str, args: Json, given: str, fault: Fault | None) -> tuple[int, Json, dict[str, str]]:
        headers = {"x-oauth-scopes": ",".join(sorted(self._desk.manifest.scopes))}
        try:
            if fault is not None:
                _fail(fault)
            with self._desk.board.lock:
                return OK, self._dispatch(method, args, given), headers
        except TooMany as refusal:
            return TOO_MANY_REQUESTS, refusal.reply(), {**headers, "Retry-After": str(refusal.retry_after)}
        except Refusal as refusal:
            broken = refusal.code == Code.FATAL and fault is not None
            return fault.status if broken and fault else OK, refusal.reply(), headers

    def _dispatch(self, method: str, args: Json, given: str) -> Json:
        if method == SOCKET_METHOD:
            self._authenticate(given, self._app_token, self._bot_token)
            return self._open_socket()
        known = METHODS.get(method)
        if known is None:
            raise Refusal(Code.UNKNOWN_METHOD, req_method=method)
        if method != "api.test":
            self._authenticate(given, self._bot_token, self._app_token)
        call = Call(self._desk, args)
        call.require(*known.scopes)
        return known.answer(call)

    def _authenticate(self, given: str, right: str, wrong_kind: str) -> None:
        if not given:
            raise Refusal(Code.NOT_AUTHED)
        if given == wrong_kind:
            raise Refusal(Code.NOT_ALLOWED_TOKEN)
        if given != right:
            raise Refusal(Code.INVALID_AUTH)

    def _open_socket(self) -> Json:
        if self._sockets.count >= MOST_SOCKETS:
            raise Refusal(Code.TOO_MANY_SOCKETS)
        origin = self._desk.origin.replace("http", "ws", 1)
        return {"ok": True, "url": f"{origin}/link/?ticket={self._desk.tickets.socket()}"}


async def arguments(request: Request) -> Json:
    """The arguments of a call: from its query, and from its JSON or form body."""
    args: Json = dict(request.query_params)
    body = (await request.body()).decode("utf-8", "replace")
    if request.headers.get("content-type", "").startswith("application/json"):
        read = parsed(body)
        return {**args, **read} if isinstance(read, dict) else args
    return {**args, **dict(parse_qsl(body, keep_blank_values=True))}


def _fail(fault: Fault) -> None:
    """Raise what a fault orders; a fault that is only a delay raises nothing."""
    if fault.status == TOO_MANY_REQUESTS:
        raise TooMany(fault.retry_after)
    if fault.status != OK:
        raise Refusal(Code.FATAL)
    if fault.error:
        raise Refusal(fault.error)
