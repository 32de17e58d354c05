"""Jobs that come round: each every so often, in one thread that ends when it is told to.

The standard library's `sched` keeps the times. APScheduler was tried in its place: it logs what a failing job's error
says (which may quote a person), begins the jobs that wait before it ends, takes no clock but its own, and brings two
packages for no line less.
"""

from __future__ import annotations

import logging
import sched
import threading
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import timedelta

LOG = logging.getLogger("routelore")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that is done every so often, and at the start."""

    name: str
    every: timedelta
    do: Callable[[], None]


class Onward:
    """A clock that never goes back: where the one behind it is set back, this one goes on from where it was."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Go by this clock, in seconds."""
        self._now = now
        self._ahead = 0.0
        self._last = float("-inf")

    def __call__(self) -> float:
        """Give the moment."""
        at = self._now() + self._ahead
        if at < self._last:
            self._ahead += self._last - at
            at = self._last
        self._last = at
        return at


class Rounds:
    """Does jobs when their time has come. What fails is logged once, and done again when its time comes again."""

    def __init__(self, name: str, jobs: Iterable[Job], now: Callable[[], float] = time.monotonic) -> None:
        """Take a name for the thread, the jobs, and the clock in seconds that says when each of them is due."""
        self._due = sched.scheduler(Onward(now))
        self._failing: dict[str, str] = {}
        self._thread = threading.Thread(target=self._run, name=f"routelore-{name}", daemon=True)
        self.stopping = threading.Event()
        for job in jobs:
            self._due.enter(0, 0, self._do, (job,))

    def start(self) -> None:
        """Do the rounds in a thread of their own from now on."""
        self._thread.start()

    def go(self) -> float | None:
        """Do every job whose time has come, and give the seconds until the next one's."""
        return self._due.run(blocking=False)

    def close(self) -> None:
        """Finish the job that is under way, and do no other."""
        self.stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self.stopping.is_set():
            self.stopping.wait(self.go())

    def _do(self, job: Job) -> None:
        from bot.telemetry.requests import taken_up  # whoever only asks at a terminal does no rounds

        if self.stopping.is_set():
            return
        try:
            with taken_up(job.name):
                job.do()
        except Exception as error:  # noqa: BLE001 (the last resort: one job that fails ends neither the others nor the rounds)
            self._tell(job, f"type={type(error).__name__} {_where(error)}")
        else:
            self._failing.pop(job.name, None)
        self._due.enter(job.every.total_seconds(), 0, self._do, (job,))

    def _tell(self, job: Job, failure: str) -> None:
        """Log a failure, and not again as long as it stays the same."""
        if self._failing.get(job.name) != failure:
            LOG.error("round %s failed %s", job.name, failure)
        self._failing[job.name] = failure


def _where(error: BaseException) -> str:
    """Give the place in the code where it failed; never the message, which may quote a person."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"at {frame.filename.rpartition('/')[2]}:{frame.lineno}"
