"""What one delivery set going: counted, so that it is known when all of it is done, in whichever threads that is.

The undertaking travels with the context (`contextvars`): whoever hands work to another thread runs it in a copy of the
context, and holds the undertaking open meanwhile.
"""

from __future__ import annotations

import threading
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Undertaking:
    """A count of what is still under way; `over` is called once, when nothing is any more."""

    key: str
    over: Callable[[], None]
    _open: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Hold it open."""
        with self._lock:
            self._open += 1

    def end(self) -> None:
        """Let go of it; the last to do so ends it."""
        with self._lock:
            self._open -= 1
            last = self._open == 0
        if last:
            self.over()


CURRENT: ContextVar[Undertaking | None] = ContextVar("undertaking", default=None)


def held_open() -> Callable[[], None]:
    """Hold open what this thread works for, and give what lets go of it; where it works for nothing, that does nothing."""
    current = CURRENT.get()
    if current is None:
        return lambda: None
    current.begin()
    return current.end
