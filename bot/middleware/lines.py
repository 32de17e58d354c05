"""Connections to Slack that stay open between two calls: a call waits for no handshake, and costs half as much.

The SDK opens a connection for each call and closes it again.
"""

from __future__ import annotations

import select
import threading
import time
from collections import deque
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import URLError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import Message
    from ssl import SSLContext

#: What was not used for so many seconds is not used again: something on the way may have forgotten it without a word.
IDLE = 30.0
#: So many are kept at most while nothing is asked; as many as there are threads that post.
KEPT = 30


class Call(NamedTuple):
    """What is asked, and where: the address in its parts, as a request names them."""

    scheme: str
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def to(cls, url: str, headers: Mapping[str, str], body: bytes) -> Call:
        """Give the call to an address."""
        scheme, _, rest = url.partition("://")
        host, _, path = rest.partition("/")
        return cls(scheme, host, f"/{path}", headers, body)

    @property
    def place(self) -> str:
        """Give where the connection leads to."""
        return f"{self.scheme}://{self.host}"


class Said(NamedTuple):
    """What was answered."""

    status: int
    reason: str
    headers: Message
    body: bytes


class _Line(NamedTuple):
    """A connection that waits for its next call, and since when."""

    connection: HTTPConnection
    since: float

    @property
    def good(self) -> bool:
        """Say whether it can be used: it is not old, and the other end has not closed it."""
        if time.monotonic() - self.since > IDLE:
            return False
        waiting = select.poll()
        waiting.register(self.connection.sock, select.POLLIN)
        return not waiting.poll(0)  # nothing was asked: whatever there is to read is the end


class Lines:
    """The connections that wait, by where they lead to. Whoever takes the last used one leaves the others to grow old."""

    def __init__(self) -> None:
        """Have none yet."""
        self._waiting: dict[str, deque[_Line]] = {}
        self._lock = threading.Lock()

    def ask(self, call: Call, timeout: float, context: SSLContext | None) -> Said:
        """Send a call and give the answer, whatever it says.

        Where a connection that was kept ends before a word comes back, it had ended before: then it is asked anew.

        Raises:
            URLError: nobody is reached.
            OSError: whoever is reached does not answer, or not in time.
        """
        kept = self._take(call.place)
        if kept is not None:
            try:
                return self._asked(kept, call)
            except ConnectionError:
                pass  # what follows is what is done about it
            except URLError as error:
                if not isinstance(error.reason, ConnectionError):
                    raise
        return self._asked(_opened(call, timeout, context), call)

    def close(self) -> None:
        """Let go of the connections that wait."""
        with self._lock:
            waiting = [line for lines in self._waiting.values() for line in lines]
            self._waiting.clear()
        for line in waiting:
            line.connection.close()

    def __del__(self) -> None:
        self.close()

    def _asked(self, connection: HTTPConnection, call: Call) -> Said:
        try:
            try:
                if connection.sock is None:
                    connection.connect()
                connection.sock.sendall(_written(call))
            except OSError as error:
                raise URLError(error) from error
            with HTTPResponse(connection.sock, method="POST") as answer:
                answer.begin()
                said = Said(answer.status, answer.reason, answer.headers, answer.read())
        except BaseException:
            connection.close()
            raise
        if answer.will_close:
            connection.close()
        else:
            self._keep(connection, call.place)
        return said

    def _take(self, place: str) -> HTTPConnection | None:
        while True:
            with self._lock:
                lines = self._waiting.get(place)
                if not lines:
                    return None
                line = lines.pop()
            if line.good:
                return line.connection
            line.connection.close()

    def _keep(self, connection: HTTPConnection, place: str) -> None:
        now, old = time.monotonic(), []
        with self._lock:
            lines = self._waiting.setdefault(place, deque())
            lines.append(_Line(connection, now))
            while len(lines) > KEPT or now - lines[0].since > IDLE:
                old.append(lines.popleft())
        for line in old:
            line.connection.close()


def _written(call: Call) -> bytes:
    """Give a call as it is sent, in one piece: what `http.client` sends in two wakes the other end, and this one, twice."""
    headers = {"Host": call.host, "Accept-Encoding": "identity", **call.headers, "Content-Length": str(len(call.body))}
    lines = [f"POST {call.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join((*lines, "", ""))
    if len(head.splitlines()) != len(lines) + 1:
        msg = "a header of more than one line"
        raise ValueError(msg)
    return head.encode("latin-1") + call.body


def _opened(call: Call, timeout: float, context: SSLContext | None) -> HTTPConnection:
    if call.scheme == "https":
        return HTTPSConnection(call.host, timeout=timeout, context=context)
    return HTTPConnection(call.host, timeout=timeout)
