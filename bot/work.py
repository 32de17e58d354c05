"""A bounded pool for what takes longer than Slack waits: so many at a time, so many waiting, and no more promised."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Protocol, Self

from bot.undertaking import held_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

WORKERS = 4
WAITING = 32


class Takes(Protocol):
    """What takes jobs."""

    def take(self, job: Callable[[], None], give_up: Callable[[], None]) -> bool:
        """Promise a job and say so; False where there is no room. `give_up` runs if the promise cannot be kept."""


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
            future = self._pool.submit(copy_context().run, self._held(job))
            self._promised[future] = give_up
        future.add_done_callback(self._done)
        return True

    @staticmethod
    def _held(job: Callable[[], None]) -> Callable[[], None]:
        """Give the job as it lets go of what it is a part of; until then, that is not over."""
        let_go = held_open()

        def done() -> None:
            try:
                job()
            finally:
                let_go()

        return done

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


class Errand:
    """One thing that somebody asked for, in as many jobs as it takes; `over` is called once all of them are done.

    It is entered while its jobs are handed over, so that the first cannot end it before the second is there.
    """

    def __init__(self, work: Takes, over: Callable[[], None]) -> None:
        """Hand its jobs to `work`."""
        self._work = work
        self._over = over
        self._open = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Keep it open."""
        self._begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let it be over with its last job."""
        self._end()

    def take(self, job: Callable[[], None], give_up: Callable[[], None]) -> bool:
        """Promise a job of it and say so; False where there is no room. `give_up` runs if the promise cannot be kept."""
        self._begin()
        taken = self._work.take(lambda: self._do(job), lambda: self._do(give_up))
        if not taken:
            self._end()
        return taken

    def _do(self, job: Callable[[], None]) -> None:
        try:
            job()
        finally:
            self._end()

    def _begin(self) -> None:
        with self._lock:
            self._open += 1

    def _end(self) -> None:
        with self._lock:
            self._open -= 1
            over = self._open == 0
        if over:
            self._over()
