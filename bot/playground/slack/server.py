"""The HTTP server on loopback: the routes, and the thread that they are served from."""

from __future__ import annotations

import asyncio
import contextlib
import mimetypes
import socket
import threading
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.playground.slack.file_methods import receive
from bot.playground.slack.refusals import Refusal
from bot.playground.slack.responses import respond
from bot.playground.slack.web_api import arguments

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request

    from bot.playground.slack.desk import Desk
    from bot.playground.slack.page_api import PageApi
    from bot.playground.slack.socket_mode import Sockets
    from bot.playground.slack.web_api import WebApi

LOOPBACK = "127.0.0.1"
CSP = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'"
OK = 200
NOT_FOUND = 404
BAD_REQUEST = 400
OLD_ANSWERS = frozenset({"invalid_url", "expired_url", "used_url"})
START_SECONDS = 20


class PortTaken(OSError):  # noqa: N818 -- the port is taken
    """Another program listens where the local Slack should, in one sentence."""


class Routes:
    """The endpoints that are neither the Web API nor the page's: files, uploads, response addresses."""

    def __init__(self, desk: Desk, web_api: WebApi, page: Path) -> None:
        self._desk = desk
        self._web_api = web_api
        self._page = page

    async def upload(self, request: Request) -> Response:
        """Take the bytes of a file at the address that was handed out for it."""
        content = await request.body()
        fault = self._desk.faults.take("upload")
        if fault is not None and fault.status >= BAD_REQUEST:
            return PlainTextResponse("not now", fault.status)
        if receive(self._desk, request.path_params["file_id"], content):
            return PlainTextResponse(f"OK - {len(content)}")
        return PlainTextResponse("the address or the length is not the one that was announced", BAD_REQUEST)

    async def file(self, request: Request) -> Response:
        """The bytes of a file that was shared."""
        stored = self._desk.workspace.files.get(request.path_params["file_id"])
        if stored is None or not stored.shared:
            return PlainTextResponse("no such file", NOT_FOUND)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
        return Response(stored.content, 200, headers, stored.mimetype)

    async def private_file(self, request: Request) -> Response:
        """The bytes of a file for the app; without a token that may read files, Slack's page to sign in, as Slack does."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not self._web_api.hands_over(given):
            self._desk.show("from app", "files-pri", ok=False, summary="no files:read", body={})
            return HTMLResponse("<!doctype html><title>Sign in</title>")
        self._desk.show("from app", "files-pri", ok=True, summary="ok", body={})
        return await self.file(request)

    async def response(self, request: Request) -> Response:
        """Take what the app sends to a response address."""
        args = await arguments(request)
        fault = self._desk.faults.take("response_url")
        if fault is not None:
            await asyncio.sleep(fault.delay)
            if fault.status != OK:
                return PlainTextResponse(fault.error or "", fault.status, {"Retry-After": str(fault.retry_after)})
        try:
            respond(self._desk, request.path_params["name"], args)
        except Refusal as refusal:
            status = NOT_FOUND if refusal.code in OLD_ANSWERS else BAD_REQUEST
            self._desk.show("from app", "response_url", ok=False, summary=refusal.code, body=refusal.reply())
            return JSONResponse(refusal.reply(), status)
        self._desk.show("from app", "response_url", ok=True, summary="ok", body={"args": args})
        return PlainTextResponse("ok")

    async def page(self, request: Request) -> Response:
        """A file of the page's folder."""
        name = request.path_params.get("name") or "index.html"
        path = (self._page / name).resolve()
        if not path.is_relative_to(self._page.resolve()) or not path.is_file():
            return PlainTextResponse("no such page", NOT_FOUND)
        headers = {"Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
        media = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
        return FileResponse(path, 200, headers, media)


class Server:
    """Serves on 127.0.0.1 from a thread of its own, between start and stop."""

    def __init__(self, *, desk: Desk, sockets: Sockets, web_api: WebApi, page_api: PageApi, page: Path) -> None:
        self._desk = desk
        self._sockets = sockets
        self._web_api = web_api
        self._page_api = page_api
        self._page = page
        self._thread: threading.Thread | None = None
        self._uvicorn: uvicorn.Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()

    def start(self, port: int) -> str:
        """Listen on this port (0 takes a free one) and give the address, without a slash at its end."""
        try:
            listening = socket.create_server((LOOPBACK, port))
        except OSError as taken:
            msg = f"Port {port} of {LOOPBACK} cannot be used ({taken.strerror}); choose another one, or 0 for any free one."
            raise PortTaken(msg) from taken
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or half of an answer waits 40 ms for the other
        self._desk.origin = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            self._application(),
            log_config=None,
            log_level="error",
            access_log=False,
            ws="websockets-sansio",
            ws_ping_interval=None,
            lifespan="on",
            timeout_graceful_shutdown=2,
        )
        self._uvicorn = uvicorn.Server(config)
        run = self._uvicorn.run
        self._thread = threading.Thread(target=run, kwargs={"sockets": [listening]}, name="local-slack", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            msg = f"The local Slack did not start on {self._desk.origin}; see its log for the reason."
            raise RuntimeError(msg)
        return self._desk.origin

    def stop(self) -> None:
        """End every stream and connection, and the thread."""
        if self._thread is None or self._uvicorn is None:
            return
        self._desk.board.close()
        self.on_loop(self._desk.courier.close())
        self.on_loop(self._sockets.drop())
        self._uvicorn.should_exit = True
        self._thread.join(START_SECONDS)
        self._thread = None

    def on_loop(self, work: object) -> None:
        """Run a coroutine on the server's loop and wait for it."""
        if asyncio.iscoroutine(work) and self._loop is not None:
            asyncio.run_coroutine_threadsafe(work, self._loop).result(START_SECONDS)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        self._desk.courier.open(self._loop)
        self._ready.set()
        yield

    def _application(self) -> Starlette:
        rest, page = Routes(self._desk, self._web_api, self._page), self._page_api
        routes = [
            Route("/api/{method}", self._web_api.serve, methods=["GET", "POST"]),
            Route("/upload/v1/{file_id}", rest.upload, methods=["POST", "PUT"]),
            Route("/response/{name}", rest.response, methods=["POST"]),
            Route("/files/{file_id}/{name}", rest.file),
            Route("/files-pri/{file_id}/download/{name}", rest.private_file),
            WebSocketRoute("/link/", self._sockets.serve),
            Route("/ui/state", page.state),
            Route("/ui/messages", page.messages),
            Route("/ui/stream", page.stream),
            Route("/ui/home", page.home),
            Route("/ui/views", page.views),
            Route("/ui/traffic", page.traffic),
            Route("/ui/act", page.act, methods=["POST"]),
            Route("/", rest.page),
            Route("/{name:path}", rest.page),
        ]
        own_hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"])
        return Starlette(routes=routes, middleware=[own_hosts], lifespan=self._lifespan)
