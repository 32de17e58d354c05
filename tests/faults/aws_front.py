"""AWS with faults: a front before the local AWS that breaks chosen answers on their way, on a loopback port."""

from __future__ import annotations

import io
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from tests.unit.collect.local_aws import LocalAws, action_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator

    #: What becomes of an answer.
    Fault = Callable[[Response], Response]


@dataclass
class Front:
    """The front: which calls go wrong, how, and how many it leaves alone before; its clock may be `ahead` by seconds."""

    behind: LocalAws
    url: str = ""
    faults: dict[str, Fault] = field(default_factory=dict)
    everywhere: Fault | None = None
    spares: int = 0
    times: int | None = None
    ahead: float = 0.0
    passed: int = 0
    broken: int = 0
    lock: Lock = field(default_factory=Lock)

    def heal(self) -> None:
        """Let everything through again."""
        self.faults, self.everywhere, self.spares, self.times, self.passed, self.broken = {}, None, 0, None, 0, 0
        self.ahead = 0.0

    @property
    def seen(self) -> Counter[str]:
        """Give how often each call came."""
        return self.behind.seen

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as WSGI does: what the local AWS says, or what the fault makes of it."""
        request = Request(environ)
        body = request.get_data(cache=True)
        environ["wsgi.input"] = io.BytesIO(body)
        action = action_of(request, body.decode(errors="replace"))
        response = Response.from_app(self.behind, environ, buffered=True)
        with self.lock:
            self.passed += 1
            fault = self.faults.get(action, self.everywhere)
            if fault is not None and self.passed > self.spares and (self.times is None or self.broken < self.times):
                self.broken += 1
                response = fault(response)
        return response(environ, start_response)


@contextmanager
def front_of(aws: LocalAws) -> Iterator[Front]:
    """Run it on a free port for as long as the block lasts."""
    front = Front(aws)

    class Handler(WSGIRequestHandler):
        """Answers by the clock of the front, without writing a line for each request."""

        def date_time_string(self, timestamp: float | None = None) -> str:
            """Give the time of the front."""
            return super().date_time_string((timestamp or time.time()) + front.ahead)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing."""

    server = make_server("127.0.0.1", 0, front, threaded=True, request_handler=Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    front.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield front
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def broken_off(response: Response) -> Response:
    """Give the first half of an answer as if it were all."""
    said = response.get_data()
    return Response(said[: len(said) // 2], response.status_code, content_type=response.content_type)


def without_body(response: Response) -> Response:
    """Give an answer that says OK and nothing more."""
    return Response(b"", response.status_code, content_type=response.content_type)


def hung_up(response: Response) -> Response:
    """Give half of an answer and hang up, although more was announced."""
    said = response.get_data()
    half = Response(said[: len(said) // 2], response.status_code, content_type=response.content_type)
    half.automatically_set_content_length = False
    half.headers["Content-Length"] = str(len(said) + 10)
    return half


def refused(code: str, message: str = "refused", status: int = 400, **headers: str) -> Fault:
    """Give a fault that refuses a call, in the words of whichever protocol it came by."""

    def refuse(response: Response) -> Response:
        if "json" in (response.content_type or ""):
            said = f'{{"__type": "{code}", "message": "{message}"}}'
            return Response(said, status, headers=headers, content_type="application/x-amz-json-1.1")
        said = (
            f"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>"
            f"<Error><Code>{code}</Code><Message>{message}</Message></Error><RequestID>1</RequestID></Response>"
        )
        return Response(said, status, headers=headers, content_type="text/xml")

    return refuse
