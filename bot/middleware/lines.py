"""Connections to Slack that stay open between two calls: a call waits for no handshake, and costs half as much.

The SDK opens a connection for each call and closes it again.
"""

from __future__ import annotations

import select
import threading
import time
from collections import deque
from http import HTTPStatus
from http.client import HTTPConnection, HTTPSConnection
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError, URLError

if TYPE_CHECKING:
    from email.message import Message
    from ssl import SSLContext
    from urllib.request import Request

#: What was not used for so many seconds is not used again: something on the way may have forgotten it without a word.
IDLE = 30.0
#: So many are kept at most while nothing is asked; as many as there are threads that post.
KEPT = 30


class Said(NamedTuple):
    """What was answered."""

    status: int
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

    def ask(self, request: Request, timeout: float, context: SSLContext | None) -> Said:
        """Send a request and give the answer.

        Where a connection that was kept ends before a word comes back, it had ended before: then it is asked anew.

        Raises:
            HTTPError: the answer is no success.
            URLError: nobody is reached.
            OSError: whoever is reached does not answer, or not in time.
        """
        kept = self._take(place := f"{request.type}://{request.host}")
        if kept is not None:
            try:
                return self._asked(kept, place, request)
            except ConnectionError:
                pass  # what follows is what is done about it
            except URLError as error:
                if not isinstance(error.reason, ConnectionError):
                    raise
        return self._asked(_opened(request, timeout, context), place, request)

    def close(self) -> None:
        """Let go of the connections that wait."""
        with self._lock:
            waiting = [line for lines in self._waiting.values() for line in lines]
            self._waiting.clear()
        for line in waiting:
            line.connection.close()

    def __del__(self) -> None:
        self.close()

    def _asked(self, connection: HTTPConnection, place: str, request: Request) -> Said:
        try:
            try:
                connection.request("POST", request.selector, request.data, request.headers)
            except OSError as error:
                raise URLError(error) from error
            answer = connection.getresponse()
            said = Said(answer.status, answer.headers, answer.read())
        except BaseException:
            connection.close()
            raise
        if answer.will_close:
            connection.close()
        else:
            self._keep(connection, place)
        if not HTTPStatus.OK <= said.status < HTTPStatus.MULTIPLE_CHOICES:
            raise HTTPError(request.full_url, said.status, answer.reason, said.headers, BytesIO(said.body))
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


def _opened(request: Request, timeout: float, context: SSLContext | None) -> HTTPConnection:
    if request.type == "https":
        return HTTPSConnection(request.host, timeout=timeout, context=context)
    return HTTPConnection(request.host, timeout=timeout)
