"""Jobs that come round: each every so often, in one thread that ends when it is told to."""

from __future__ import annotations

import logging
import threading
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LOG = logging.getLogger("routelore")
#: So often it is looked whether a job's time has come.
LOOKED = timedelta(seconds=30)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that is done every so often, and at the start."""

    name: str
    every: timedelta
    do: Callable[[], None]


class Rounds:
    """Does jobs when their time has come. What fails is logged, and done again when its time comes again."""

    def __init__(self, jobs: Sequence[Job], now: Callable[[], datetime] = _now) -> None:
        """Take the jobs, and the clock that says when each of them is due."""
        self._jobs = tuple(jobs)
        self._now = now
        self._done: dict[str, datetime] = {}
        self.stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Do the rounds in a thread of their own from now on."""
        self._thread = threading.Thread(target=self._run, name="routelore-rounds", daemon=True)
        self._thread.start()

    def go(self) -> None:
        """Do every job whose time has come."""
        for job in self._jobs:
            last, now = self._done.get(job.name), self._now()
            if self.stopping.is_set() or (last is not None and now - last < job.every):
                continue
            self._done[job.name] = now
            try:
                job.do()
            except Exception as error:  # noqa: BLE001 (the last resort: one job that fails ends neither the others nor the rounds)
                LOG.error("round %s failed type=%s %s", job.name, type(error).__name__, _where(error))  # noqa: TRY400 (a message may quote a person)

    def close(self) -> None:
        """Finish the job that is under way, and do no other."""
        self.stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self.stopping.is_set():
            self.go()
            self.stopping.wait(LOOKED.total_seconds())


def _where(error: BaseException) -> str:
    """Give the place in the code where it failed; never the message."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"at {frame.filename.rpartition('/')[2]}:{frame.lineno}"
