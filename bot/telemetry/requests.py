"""One id from what Slack delivered to the calls to AWS: in every line of the log, in every span, in what a person is told.

It travels with the context (`contextvars`, under structlog's keys): whoever hands work to another thread runs it in a copy
of the context.
"""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from structlog.contextvars import bind_contextvars, get_contextvars, reset_contextvars

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The keys under which the id and the kind of what was asked stand in the context and in the log.
REQUEST, SURFACE = "request", "surface"
_SURFACES = {
    "block_actions": "button",
    "view_submission": "form",
    "view_closed": "form",
    "shortcut": "shortcut",
    "message_action": "shortcut",
}


@dataclass(slots=True)
class Course:
    """How a request goes: when it began, whether its asker has seen anything yet, how many calls to AWS it took."""

    began: float = field(default_factory=perf_counter)
    calls: int = 0
    _replied: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def seconds(self) -> float:
        """Give how long it has been under way."""
        return perf_counter() - self.began

    def called_aws(self) -> None:
        """Count a call to AWS."""
        with self._lock:
            self.calls += 1

    def replies(self) -> bool:
        """Say whether this reply is the first; to be called once a reply."""
        with self._lock:
            first, self._replied = not self._replied, True
        return first


_COURSE: ContextVar[Course | None] = ContextVar("course", default=None)


@contextmanager
def taken_up(surface: str) -> Iterator[Course]:
    """Give what is done in this block an id of its own: a delivery of Slack, a round, a command of the terminal."""
    course = Course()
    before = _COURSE.set(course)
    bound = bind_contextvars(**{REQUEST: new_id(), SURFACE: surface})
    try:
        yield course
    finally:
        reset_contextvars(**bound)
        _COURSE.reset(before)


def course() -> Course | None:
    """Give how the request of this context goes; None where nobody asked for anything."""
    return _COURSE.get()


def request_id() -> str:
    """Give the id of what is being done in this context; empty where nobody asked for it."""
    return str(get_contextvars().get(REQUEST) or "")


def new_id() -> str:
    """Give an id that no other request has, short enough to be read aloud."""
    return secrets.token_hex(4)


def surface_of(body: dict[str, Any]) -> str:
    """Give the kind of what Slack delivered: an event by its type, or where somebody clicked, wrote or sent a form."""
    event = body.get("event")
    if isinstance(event, dict):
        return str(event.get("type") or "event")
    if "command" in body:
        return "command"
    return _SURFACES.get(str(body.get("type")), "other")
