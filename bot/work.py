"""A bounded pool for what takes longer than Slack waits: so many at a time, so many waiting, and no more promised."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WORKERS = 4
WAITING = 32


class Work:
    """Runs jobs in its own threads, apart from those that acknowledge Slack."""

    def __init__(self, workers: int = WORKERS, waiting: int = WAITING) -> None:
        """Make room for `workers` jobs at once and `waiting` behind them."""
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="routelore-work")
        self._room = threading.BoundedSemaphore(workers + waiting)
        self._promised: dict[Future[None], Callable[[], None]] = {}
        self._lock = threading.Lock()
        self._closed = False

    def take(self, job: Callable[[], None], give_up: Callable[[], None]) -> bool:
        """Promise a job and say so; False where there is no room. `give_up` runs if the promise cannot be kept."""
        if not self._room.acquire(blocking=False):
            return False
        with self._lock:
            if self._closed:
                self._room.release()
                return False
            future = self._pool.submit(job)
            self._promised[future] = give_up
        future.add_done_callback(self._done)
        return True

    def _done(self, future: Future[None]) -> None:
        with self._lock:
            give_up = self._promised.pop(future, None)
        self._room.release()
        if future.cancelled() and give_up is not None:
            give_up()

    def close(self) -> None:
        """Finish the jobs that run, give up those that wait, and take no more."""
        with self._lock:
            self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
