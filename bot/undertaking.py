"""What one delivery set going: counted, so that it is known when all of it is done, in whichever threads that is.

The undertaking travels with the context (`contextvars`): whoever hands work to another thread runs it in a copy of the
context, and holds the undertaking open meanwhile. Where it is promised (`bot.state.promises`), it also knows which of its
steps an attempt before this one has made, so that no step is made twice.
"""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from diagnostics.model.words import Words


class TooLateError(Exception):
    """A form cannot be opened any more: Slack lets it be opened for three seconds after a click, and those are over."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever clicked."""
        super().__init__(words.en)
        self.words = words


class Promise(Protocol):
    """What keeps an undertaking beyond the end of this process."""

    def note(self, key: str, step: str, outcome: str) -> None:
        """Remember what came of a step."""

    def holds(self, key: str) -> bool:
        """Say whether it is still for this process to do."""

    def leave(self, key: str) -> None:
        """Leave it to another process, or to the next."""

    def put_off(self, key: str) -> None:
        """Leave it until Slack answers again; that it did not is no fault of the attempt."""


@dataclass(slots=True)
class Undertaking:
    """A count of what is still under way; `over` is called once, when nothing is any more.

    `attempt` is the how many-th this is, `before` what came of the steps of the attempts before it, and `since` the moment
    (in seconds) of the first. `promise` is None where nothing of it outlives this process.
    """

    key: str
    over: Callable[[], None]
    promise: Promise | None = None
    attempt: int = 1
    before: Mapping[str, str] = field(default_factory=dict)
    since: float = 0.0
    found: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _open: int = 0
    _abandoned: bool = False
    _put_off: bool = False
    _last: bool = False
    _unwritten: tuple[str, str] | None = None
    _numbers: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Hold it open."""
        with self._lock:
            self._open += 1

    def end(self) -> None:
        """Let go of it; the last to do so ends it, or leaves it to another process where a part of it was abandoned."""
        with self._lock:
            self._open -= 1
            last = self._open == 0
        if not last:
            return
        if self._abandoned or self._put_off:
            self._write()
        if self._abandoned and self.promise is not None:
            self.promise.leave(self.key)
        elif self._put_off and self.promise is not None:
            self.promise.put_off(self.key)
        else:
            self.over()

    def abandon(self) -> bool:
        """Leave it undone for the next process, and say so; False where nobody would take it up."""
        if self.promise is None:
            return False
        self._abandoned = True
        return True

    def put_off(self) -> None:
        """Let it be tried again in a while, where anybody would."""
        self._put_off = True

    def step(self, name: str) -> str:
        """Give the next step of this name a name of its own, which is the same in every attempt."""
        self._write()
        with self._lock:
            self._numbers[name] += 1
            return f"{name}#{self._numbers[name]}"

    def coming(self, name: str) -> str | None:
        """Give what came of the step of this name that is next, in the attempts before; None where it was not made."""
        with self._lock:
            return self.before.get(f"{name}#{self._numbers[name] + 1}")

    def note(self, step: str, outcome: str) -> None:
        """Remember what came of a step, for the attempts after this one."""
        if self._last:
            self._unwritten = (step, outcome)
        elif self.promise is not None:
            self.promise.note(self.key, step, outcome)

    def last(self) -> None:
        """Take what is done next for the last: what comes of it is written down only if more follows.

        The end erases all that was written. Between the two nothing is waited for, and what was posted bears its mark.
        """
        self._last = True

    def _write(self) -> None:
        with self._lock:
            unwritten, self._unwritten = self._unwritten, None
        if unwritten is not None and self.promise is not None:
            self.promise.note(self.key, *unwritten)

    @property
    def holds(self) -> bool:
        """Say whether it is still for this process to do."""
        return self.promise is None or self.promise.holds(self.key)


CURRENT: ContextVar[Undertaking | None] = ContextVar("undertaking", default=None)


def held_open() -> Callable[[], None]:
    """Hold open what this thread works for, and give what lets go of it; where it works for nothing, that does nothing."""
    current = CURRENT.get()
    if current is None:
        return lambda: None
    current.begin()
    return current.end


def abandoned() -> bool:
    """Leave what this thread works for to the next process, and say so; False where nobody would take it up."""
    current = CURRENT.get()
    return current is not None and current.abandon()


def last() -> None:
    """Say that what is done next is the last that is done here for what this thread works for."""
    if (current := CURRENT.get()) is not None:
        current.last()


def put_off() -> None:
    """Let what this thread works for be tried again in a while, as nobody could be told of it: Slack does not answer."""
    if (current := CURRENT.get()) is not None:
        current.put_off()


@contextmanager
def under(key: str, since: float, *, again: bool = False) -> Iterator[None]:
    """Post under a key of its own what more than one process may come to post.

    With `again`, another may have begun it since that moment: what it has posted is found, and not posted again. So it is
    where what this thread works for is tried again.
    """
    current = CURRENT.get()
    again = again or (current is not None and current.attempt > 1)
    token = CURRENT.set(Undertaking(key=key, over=lambda: None, attempt=2 if again else 1, since=since))
    try:
        yield
    finally:
        CURRENT.reset(token)
