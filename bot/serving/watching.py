"""When everything is done that deliveries set going in this process, promised or not."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from bot.undertaking import CURRENT, Undertaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.undertaking import Promise


class Watch:
    """Knows when everything is done that deliveries set going in this instance."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._open = 0
        self._changed = threading.Condition()

    def middleware(self, next: Callable[[], None]) -> None:  # noqa: A002 (Bolt's own name)
        """Look on what a delivery sets going, promised or not; Bolt's dispatcher ends what is begun here."""
        with self._changed:
            self._open += 1
        current = CURRENT.get()
        if current is None:
            current = Undertaking(key="", over=self._over)
            current.begin()
            CURRENT.set(current)
        else:
            promised = current.over
            current.over = lambda: self._after(promised)
            if current.promise is not None:
                current.promise = _Watched(current.promise, self._over)
        next()

    def wait(self, seconds: float) -> bool:
        """Return once everything is done and say so, or after so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, seconds)

    def _after(self, promised: Callable[[], None]) -> None:
        try:
            promised()
        finally:
            self._over()

    def _over(self) -> None:
        with self._changed:
            self._open -= 1
            self._changed.notify_all()


class _Watched:
    """A promise, and what is called once it was left to another instance."""

    def __init__(self, promise: Promise, left: Callable[[], None]) -> None:
        self._promise = promise
        self._left = left

    def note(self, key: str, step: str, outcome: str) -> None:
        self._promise.note(key, step, outcome)

    def holds(self, key: str) -> bool:
        return self._promise.holds(key)

    def leave(self, key: str) -> None:
        try:
            self._promise.leave(key)
        finally:
            self._left()

    def put_off(self, key: str) -> None:
        try:
            self._promise.put_off(key)
        finally:
            self._left()
