"""Two bounded pools for what takes longer than Slack waits: one for quick jobs, one for those that read AWS.

A quick job never waits for AWS: it has threads of its own. Jobs that read one AWS account use a part of the readers at most,
so that an account that hangs leaves room for the others. Whoever waits is taken in turns: one job of each asker, then the
next of each, so that thirty jobs of one person delay another's by one at most.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

from bot.undertaking import abandoned, held_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

#: Quick jobs compute; Python does that in one thread at a time, whatever their number. They wait for Slack, though.
WORKERS = 4
WAITING = 100
#: Jobs that read AWS mostly wait for it.
READERS = 12
#: Of those that read one account. Each makes six calls at a time, and AWS throttles an account as a whole.
READERS_OF_ONE = 4


class Ticket:
    """What somebody holds whose job may have to wait: it tells how many are before it, and takes it out."""

    def __init__(self) -> None:
        """Make one for a job that is not handed over yet."""
        self._held: tuple[_Pool, _Job] | None = None

    def ahead(self) -> int | None:
        """Give how many jobs are taken before this one; None where it does not wait."""
        return None if self._held is None else self._held[0].ahead(self._held[1])

    def leave(self) -> bool:
        """Take the job out and give it up; False where it does not wait any more."""
        return self._held is not None and self._held[0].leave(self._held[1])

    def _hold(self, pool: _Pool, job: _Job) -> None:
        self._held = (pool, job)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Whose job it is, and which AWS account it reads; None where it reads none, which makes it a quick one."""

    asker: str = ""
    reads: str | None = None
    ticket: Ticket | None = None


#: Where a job goes of which nothing is said.
QUICK = Lane()


class Takes(Protocol):
    """What takes jobs."""

    def take(self, job: Callable[[], None], give_up: Callable[[], None], lane: Lane = QUICK) -> bool:
        """Promise a job and say so; False where there is no room. `give_up` runs if the promise cannot be kept."""


class Work:
    """Runs jobs in its own threads, apart from those that acknowledge Slack."""

    def __init__(
        self,
        workers: int = WORKERS,
        waiting: int = WAITING,
        *,
        readers: int = READERS,
        readers_of_one: int = READERS_OF_ONE,
    ) -> None:
        """Make room for `workers` quick jobs and `readers` at once, of one account fewer, and `waiting` behind each."""
        self._quick = _Pool("routelore-work", workers, waiting, of_one=workers)
        self._reading = _Pool("routelore-read", readers, waiting, of_one=readers_of_one)

    def take(self, job: Callable[[], None], give_up: Callable[[], None], lane: Lane = QUICK) -> bool:
        """Promise a job and say so; False where there is no room. `give_up` runs if the promise cannot be kept."""
        return (self._quick if lane.reads is None else self._reading).take(job, give_up, lane)

    @property
    def waiting(self) -> int:
        """Give how many jobs wait."""
        return self._quick.waiting + self._reading.waiting

    @property
    def running(self) -> int:
        """Give how many jobs are under way."""
        return self._quick.running + self._reading.running

    def close(self) -> None:
        """Finish the jobs that run and take no more; those that wait are left to the next process, or given up."""
        for pool in (self._reading, self._quick):
            pool.stop()
        for pool in (self._reading, self._quick):
            pool.wait()


@dataclass(slots=True, eq=False)
class _Job:
    """A promise: what is to be done, what if that cannot be, and for whom."""

    do: Callable[[], None]
    give_up: Callable[[], None]
    lane: Lane
    context: Context = field(default_factory=copy_context)
    let_go: Callable[[], None] = field(default_factory=held_open)

    def run(self) -> None:
        """Do it as a part of what it belongs to, and let go of that."""
        try:
            self.context.run(self.do)
        finally:
            self.let_go()

    def cannot_be(self) -> None:
        """Give it up, and let go of what it belongs to."""
        try:
            self.context.run(self.give_up)
        finally:
            self.let_go()

    def cannot_be_here(self) -> None:
        """Leave it to the next process where that takes up what was promised; else give it up."""
        if self.context.run(abandoned):
            self.let_go()
        else:
            self.cannot_be()


class _Turns:
    """Jobs that wait, in the order in which they are taken: each asker's first, then each asker's second."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, deque[_Job]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._jobs.values()))

    def put(self, job: _Job) -> None:
        """Let it wait behind the others of its asker."""
        self._jobs.setdefault(job.lane.asker, deque()).append(job)

    def next(self, may: Callable[[_Job], bool]) -> _Job | None:
        """Take out the next that may run now; its asker then has the last turn."""
        for asker, jobs in self._jobs.items():
            for job in jobs:
                if may(job):
                    self.remove(job)
                    if asker in self._jobs:
                        self._jobs.move_to_end(asker)
                    return job
        return None

    def remove(self, job: _Job) -> bool:
        """Take out this one; False where it is not here."""
        jobs = self._jobs.get(job.lane.asker)
        if jobs is None or job not in jobs:
            return False
        jobs.remove(job)
        if not jobs:
            del self._jobs[job.lane.asker]
        return True

    def ahead(self, job: _Job) -> int | None:
        """Give how many have their turn before this one; None where it is not here."""
        own = self._jobs.get(job.lane.asker)
        if own is None or job not in own:
            return None
        at, askers = own.index(job), list(self._jobs)
        turn = askers.index(job.lane.asker)
        return at + sum(min(len(self._jobs[one]), at + (askers.index(one) < turn)) for one in askers if one != askers[turn])

    def empty(self) -> list[_Job]:
        """Take out all."""
        all_of_them = [job for jobs in self._jobs.values() for job in jobs]
        self._jobs.clear()
        return all_of_them


class _Pool:
    """So many threads, so many jobs that wait for them, and no more than `of_one` at a time that read the same account."""

    def __init__(self, name: str, workers: int, waiting: int, *, of_one: int) -> None:
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix=name)
        self._workers = workers
        self._room = waiting
        self._of_one = of_one
        self._turns = _Turns()
        self._running: list[_Job] = []
        self._lock = threading.Lock()
        self._closed = False

    @property
    def waiting(self) -> int:
        """Give how many jobs wait."""
        with self._lock:
            return len(self._turns)

    @property
    def running(self) -> int:
        """Give how many jobs are under way."""
        with self._lock:
            return len(self._running)

    def take(self, do: Callable[[], None], give_up: Callable[[], None], lane: Lane) -> bool:
        """Promise a job and say so; False where there is no room."""
        with self._lock:
            if self._closed:
                return abandoned()  # what was promised is taken up by the next process
            job = _Job(do, give_up, lane)
            if lane.ticket is not None:
                lane.ticket._hold(self, job)  # noqa: SLF001 (a ticket is nothing without its pool)
            self._turns.put(job)
            self._begin_what_may()
            refused = len(self._turns) > self._room and self._turns.remove(job)
        if refused:
            job.let_go()
        return not refused

    def ahead(self, job: _Job) -> int | None:
        """Give how many have their turn before this one; None where it does not wait."""
        with self._lock:
            return self._turns.ahead(job)

    def leave(self, job: _Job) -> bool:
        """Take a job out that waits, and give it up; False where it does not wait."""
        with self._lock:
            waited = self._turns.remove(job)
        if waited:
            job.cannot_be()
        return waited

    def stop(self) -> None:
        """Take no more; what waits is left to the next process, or given up."""
        with self._lock:
            self._closed = True
            left = self._turns.empty()
        for job in left:
            job.cannot_be_here()

    def wait(self) -> None:
        """Return once what runs is done."""
        self._threads.shutdown(wait=True)

    def _begin_what_may(self) -> None:
        """Give its turn to whatever may run now. The lock is held."""
        while len(self._running) < self._workers and (job := self._turns.next(self._may)) is not None:
            self._running.append(job)
            self._threads.submit(self._run, job)

    def _may(self, job: _Job) -> bool:
        return sum(one.lane.reads == job.lane.reads for one in self._running) < self._of_one

    def _run(self, job: _Job) -> None:
        try:
            job.run()
        finally:
            with self._lock:
                self._running.remove(job)
                if not self._closed:
                    self._begin_what_may()


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

    def take(self, job: Callable[[], None], give_up: Callable[[], None], lane: Lane = QUICK) -> bool:
        """Promise a job of it and say so; False where there is no room. `give_up` runs if the promise cannot be kept."""
        self._begin()
        taken = self._work.take(lambda: self._do(job), lambda: self._do(give_up), lane)
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
