"""A port that is listened on: one server of HTTP, in a thread of its own."""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING

import uvicorn

from bot.serving.reaching import PortError

if TYPE_CHECKING:
    from starlette.applications import Starlette

#: Whatever stands before it (a load balancer, a probe) reaches it from outside; what is served says itself whom it trusts.
EVERYWHERE = "0.0.0.0"  # noqa: S104 (see above)
#: Longer than a load balancer keeps a connection idle, so that it is never closed under a request: an Application Load
#: Balancer's default is 60 s, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
IDLE = 75
#: Connections at once; more are answered 503.
MOST = 1000
#: Requests that are under way when it ends are given so long.
PATIENCE = 10


class Listening:
    """Serves an app on one port between `start` and `stop`. Nothing that a proxy's headers say is believed."""

    def __init__(self, app: Starlette, port: int, host: str = EVERYWHERE) -> None:
        """Take the port from now on; requests wait until `start`.

        Raises:
            PortError: somebody else has the port, or one may not take it.
        """
        try:
            self._socket = socket.create_server((host, port))
        except OSError as error:
            raise PortError(port, os.strerror(error.errno) if error.errno else type(error).__name__) from error
        self.port: int = self._socket.getsockname()[1]
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
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
