"""What happened, told to whoever watches: browser pages by stream, tests by waiting."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.slack.wire import Json


@dataclass(eq=False, slots=True)
class Watcher:
    """One page's stream: the notes meant for its person, until None ends it."""

    user: str
    loop: asyncio.AbstractEventLoop
    notes: asyncio.Queue[Json | None] = field(default_factory=asyncio.Queue)

    def hand(self, note: Json | None) -> None:
        """Queue a note, from any thread."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.notes.put_nowait, note)


class Board:
    """The one lock of the workspace, and the notes that go out whenever something under it changed."""

    def __init__(self) -> None:
        self.lock = threading.Condition()
        self._watchers: set[Watcher] = set()

    def publish(self, note: Json, *, to: str | None = None) -> None:
        """Tell a note to one person's pages, or to everybody's, and wake those who wait."""
        with self.lock:
            for watcher in self._watchers:
                if to in {None, watcher.user}:
                    watcher.hand(note)
            self.lock.notify_all()

    def watch(self, user: str) -> Watcher:
        """A new stream for this person; for the server's loop only."""
        watcher = Watcher(user, asyncio.get_running_loop())
        with self.lock:
            self._watchers.add(watcher)
        return watcher

    def leave(self, watcher: Watcher) -> None:
        """End a stream that nobody reads any more."""
        with self.lock:
            self._watchers.discard(watcher)

    def close(self) -> None:
        """End every stream."""
        with self.lock:
            for watcher in self._watchers:
                watcher.hand(None)

    def wait(self, happened: Callable[[], bool], seconds: float) -> bool:
        """Whether it happened within so many seconds; it is asked again after every change."""
        with self.lock:
            return self.lock.wait_for(happened, seconds)
