"""A port that is listened on: one server of HTTP, in a thread of its own."""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.serving.reaching import PortError

if TYPE_CHECKING:
    import asyncio

    from starlette.applications import Starlette

#: Whatever stands before it (a load balancer, a probe) reaches it from outside; what is served says itself whom it trusts.
EVERYWHERE = "0.0.0.0"  # noqa: S104 (see above)
#: Longer than a load balancer keeps a connection idle, so that it is never closed under a request: an Application Load
#: Balancer's default is 60 s, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
IDLE = 75
#: Connections at once; more are answered 503.
MOST = 1000
#: A request is asked within so many seconds: else somebody who only begins requests would take all connections.
TO_ASK = 5.0
#: Requests that are under way when it ends are given so long.
PATIENCE = 10


class Prompt(H11Protocol):
    """A connection that ends where a request is begun, or awaited for the first time, and not asked in time.

    uvicorn waits for ever there, and for a next request on the same connection alone it does not.
    """

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own has it
        """Wait for the first request from now on."""
        super().connection_made(transport)
        self._late = self.loop.call_later(TO_ASK, self.timeout_keep_alive_handler)

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a request's head from its first byte on, and no more once it is there."""
        before = self.cycle
        if self._late is None and before is not None and before.response_complete:
            self._late = self.loop.call_later(TO_ASK, self.timeout_keep_alive_handler)
        super().data_received(data)
        if self._late is not None and self.cycle is not before:
            self._late.cancel()
            self._late = None


class Listening:
    """Serves an app on one port between `start` and `stop`. Nothing that a proxy's headers say is believed.

    An answer goes out in two pieces. On a connection that is kept, the second would wait for the first to be acknowledged,
    40 ms as a rule; asyncio sees to that only where a socket says that it is TCP, which one of `create_server` does not.
    """

    def __init__(self, app: Starlette, port: int, host: str = EVERYWHERE) -> None:
        """Take the port from now on; requests wait until `start`.

        Raises:
            PortError: somebody else has the port, or one may not take it.
        """
        try:
            self._socket = socket.create_server((host, port))
        except OSError as error:
            raise PortError(port, os.strerror(error.errno) if error.errno else type(error).__name__) from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self._socket.getsockname()[1]
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                http=Prompt,
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                lifespan="off",
                timeout_keep_alive=IDLE,
                timeout_graceful_shutdown=PATIENCE,
                limit_concurrency=MOST,
            )
        )
        serve = {"sockets": [self._socket]}
        self._thread = threading.Thread(
            target=self._server.run, kwargs=serve, name=f"routelore-http-{self.port}", daemon=True
        )

    def start(self) -> None:
        """Answer requests from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Take no new connection, answer what is under way, and end."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(PATIENCE + 1)
        self._socket.close()
