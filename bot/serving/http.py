"""Serving over HTTP: Slack's signed requests come to `/slack/events`."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING

from slack_bolt import BoltRequest
from slack_bolt.adapter.starlette.handler import to_starlette_response
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.serving.door import LARGEST, Door, RefusedError, answered
from bot.serving.finishing import finish
from bot.serving.health import health_app, probes
from bot.serving.listening import Listening
from bot.serving.readiness import Readiness, database_answers, token_lives
from bot.settings.sentences import NO_SIGNING_SECRET

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt import BoltResponse
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.app import Bot
    from bot.serving.socket_mode import Stop
    from bot.settings import Settings

LOG = logging.getLogger("routelore")
#: A body comes within this time, or not at all.
READ_SECONDS = 5.0
#: Slack waits three seconds for an answer (https://docs.slack.dev/apis/events-api/#responding); who waited so long for a
#: thread is sent away while Slack still listens, so that it delivers the event again.
WAIT_SECONDS = 2.0
#: Requests that Bolt works on at once. Each of them is done as soon as it is acknowledged; the work is done elsewhere.
AT_ONCE = 32
#: From SIGTERM on, `/readyz` says no, and requests are still taken for this long: a load balancer needs some seconds to see
#: it, and a click that is refused meanwhile is lost, since Slack delivers events again, but no clicks and no commands.
DRAIN_SECONDS = 5.0


def http_app(bot: Bot, settings: Settings, readiness: Readiness | None = None) -> Starlette:
    """Give the ASGI app that takes Slack's signed requests at `/slack/events`, and answers the two probes.

    Raises:
        ValueError: there is no signing secret, so that nobody could tell Slack's requests from others.
    """
    if not settings.signing_secret:
        raise ValueError(NO_SIGNING_SECRET.en)
    events = _Events(bot, Door(settings.signing_secret))
    routes = [Route("/slack/events", events.take, methods=["POST"])]
    if (flow := bot.app.oauth_flow) is not None:
        routes += [
            Route(flow.install_path, events.page(flow.handle_installation)),
            Route(flow.redirect_uri_path, events.page(flow.handle_callback)),
        ]
    return Starlette(routes=[*routes, *probes(readiness or readiness_of(bot, settings))])


def readiness_of(bot: Bot, settings: Settings) -> Readiness:
    """Give what serving over HTTP needs: the database, and the token where there is one for all."""
    parts = {"database": database_answers(bot.resources.state)}
    return Readiness(parts | ({"slack": token_lives(settings)} if settings.bot_token else {}))


class _Events:
    """Takes Slack's requests: so many at a time, none too large and none too late."""

    def __init__(self, bot: Bot, door: Door) -> None:
        self._bot = bot
        self._door = door
        self._room = asyncio.Semaphore(AT_ONCE)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="routelore-slack")

    async def take(self, request: Request) -> Response:
        """Give Bolt's answer, or why the request was not let in."""
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await _read(request)
            let_in = self._door.let_in(body, request.headers)
        except RefusedError as refused:
            return PlainTextResponse(refused.reason, refused.status, {"Connection": "close"})
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("the body did not come", 408, {"Connection": "close"})
        return await self._answer(partial(answered, self._bot.app.dispatch), let_in)

    def page(self, shown: Callable[[BoltRequest], BoltResponse]) -> Callable[[Request], Awaitable[Response]]:
        """Give what answers a browser with a page."""

        async def answer(request: Request) -> Response:
            given = {name: request.headers[name] for name in ("cookie", "accept-language") if name in request.headers}
            return await self._answer(shown, BoltRequest(body="", query=dict(request.query_params), headers={**given}))

        return answer

    async def _answer(self, answer: Callable[[BoltRequest], BoltResponse], asked: BoltRequest) -> Response:
        """Give an answer from one of the threads, unless none is free for too long."""
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._room.acquire()
        except TimeoutError:
            LOG.warning("refused a request after %d s in the queue; Slack delivers events again", WAIT_SECONDS)
            return PlainTextResponse("too busy", 503)
        try:
            run = copy_context().run
            return to_starlette_response(await asyncio.get_running_loop().run_in_executor(self._pool, run, answer, asked))
        finally:
            self._room.release()


async def _read(request: Request) -> bytes:
    """Give the body, and read no more of it than Slack ever sends."""
    told = request.headers.get("content-length", "")
    read = bytearray()
    if not (told.isdigit() and int(told[:20]) > LARGEST):
        async for piece in request.stream():
            read += piece
            if len(read) > LARGEST:
                break
        else:
            return bytes(read)
    raise RefusedError(413, "larger than anything that Slack sends")


def run_http(
    bot: Bot, settings: Settings, port: int, stop: Stop, *, health_port: int | None = None, drain: float = DRAIN_SECONDS
) -> bool:
    """Serve signed HTTP until told to stop; then finish what was promised, and say whether all of it is done.

    Raises:
        PortError: a port cannot be listened on.
    """
    readiness = readiness_of(bot, settings)
    listening: list[Listening] = []
    try:
        listening.append(Listening(http_app(bot, settings, readiness), port))
        if health_port is not None:
            listening.append(Listening(health_app(readiness), health_port))
        readiness.start()
        bot.start()
        for one in listening:
            one.start()
        why = stop.wait()
        readiness.stop()
        if why == signal.SIGTERM:
            time.sleep(drain)
    finally:
        for one in listening:
            one.stop()
        readiness.close()
        finished = finish(bot)
    return finished
