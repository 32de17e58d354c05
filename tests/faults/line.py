"""A line to a server that can be cut and mended: connections are refused while it is cut, and those that were open end."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Line:
    """Forwards a loopback port to another, both ways."""

    def __init__(self, to: int) -> None:
        """Listen on a port of its own."""
        self._to = to
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._accept()

    @property
    def url(self) -> str:
        """Give the address."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Refuse everything from now on, and end what is open."""
        with suppress(OSError):  # it is cut already
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with self._lock:
            ends, self._open = self._open, []
        for one in ends:
            with suppress(OSError):  # it is closed already
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def mend(self) -> None:
        """Let everything through again, on the same port."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._accept()

    def _accept(self) -> None:
        threading.Thread(target=self._take, args=(self._listening,), daemon=True).start()

    def _take(self, listening: socket.socket) -> None:
        with suppress(OSError):  # the line was cut
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                with self._lock:
                    self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=(one, other), daemon=True).start()


def _pump(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):  # an end is closed, and so is the other
        while said := one.recv(65536):
            other.sendall(said)
    for end in (one, other):
        with suppress(OSError):  # it is closed already
            end.shutdown(socket.SHUT_RDWR)
