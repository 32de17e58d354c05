"""A sweep from its first part to its last: read by threads of this process, or by workers elsewhere, and waited for."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.rights.policy import covers
from bot.state.database import StateError
from bot.state.sweep_parts import LEASE
from bot.sweeping.parts import read_part
from diagnostics.sweep.packed import unpack
from diagnostics.sweep.part import CANCELLED, NO_LONGER, NOT_YET, Unseen
from diagnostics.sweep.report import report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.rights.policy import Reach
    from bot.state.sweep_parts import Counts, Kept, SweepParts
    from bot.state.sweeps import Sweep, Sweeps
    from bot.sweeping.reader import Reader
    from diagnostics.sweep.part import Part
    from diagnostics.sweep.report import Report

LOG = logging.getLogger("routelore")
#: Parts that one process reads at a time; each of them asks AWS for six things at once.
AT_ONCE = 4
_GLANCE = 0.25
#: How long nothing may happen before parts are handed out once more: what the broker lost is found again so.
_STILL = 3 * LEASE.total_seconds()


class Crew(Protocol):
    """What reads the parts of a sweep: for as long as it is entered, or somewhere else altogether."""

    def start(self, sweep: Sweep, numbers: Iterable[int]) -> None:
        """Have these parts read."""

    def again(self, sweep: Sweep, numbers: Iterable[int]) -> None:
        """Have these parts read that were handed out before, but that nobody seems to read."""

    def close(self) -> None:
        """Begin no part any more, and return when this process reads none."""


@dataclass(slots=True)
class Threads:
    """Reads parts in threads of this process; whichever is free takes the next, so that a slow one holds up nobody."""

    parts: SweepParts
    reader: Reader
    at_once: int = AT_ONCE
    _over: threading.Event = field(default_factory=threading.Event)
    _pool: ThreadPoolExecutor | None = None

    def start(self, sweep: Sweep, numbers: Iterable[int]) -> None:
        """Have the parts of the sweep read by so many threads, each taking the next that is free."""
        count = min(self.at_once, len(tuple(numbers)))
        if count:
            self._pool = ThreadPoolExecutor(count, thread_name_prefix="routelore-sweep")
            for _ in range(count):
                self._pool.submit(self._read_on, sweep)

    def again(self, sweep: Sweep, numbers: Iterable[int]) -> None:
        """Do nothing: threads look for parts that are free by themselves."""

    def close(self) -> None:
        """Begin no part any more; those under way are given back at the next answer of AWS."""
        self._over.set()
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _read_on(self, sweep: Sweep) -> None:
        while not self._over.is_set():
            try:
                claim = self.parts.claim(sweep)
                if claim is not None:
                    read_part(self.parts, self.reader, sweep, claim, self._over)
                    continue
            except StateError as error:  # it may come back; what was under way is tried again when its lease is over
                LOG.error("sweep: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)
            self._over.wait(_GLANCE)


@dataclass(frozen=True, slots=True)
class Conductor:
    """Sees to it that every part of a sweep is read, and tells how far it is."""

    sweeps: Sweeps
    crew: Callable[[], Crew]

    def conduct(self, sweep: Sweep, tell: Callable[[Counts], None], stop: threading.Event) -> bool:
        """Return when every part has ended, and say so; False where it was told to stop or the sweep was cancelled.

        `tell` hears again and again how many parts are how far. What is stopped can be conducted again, here or elsewhere.

        Raises:
            StateError: the database cannot be used.
        """
        crew = self.crew()
        try:
            crew.start(sweep, self.sweeps.parts.unfinished(sweep))
            return self._wait(sweep, crew, tell, stop)
        finally:
            crew.close()

    def _wait(self, sweep: Sweep, crew: Crew, tell: Callable[[Counts], None], stop: threading.Event) -> bool:
        before: Counts | None = None
        moved = looked = time.monotonic()
        while True:
            counts, now = self.sweeps.parts.counts(sweep), time.monotonic()
            tell(counts)
            if counts.ended == counts.total:
                return True
            if not self.sweeps.goes_on(sweep):
                return False
            if counts != before:
                before, moved = counts, now
            if now - looked > LEASE.total_seconds() / 2:
                looked = now
                crew.again(sweep, self.sweeps.parts.unfinished(sweep, lost=True))
            if now - moved > _STILL:
                moved = now
                crew.again(sweep, self.sweeps.parts.unfinished(sweep))
            if stop.wait(_GLANCE):
                return False


def report_of(sweeps: Sweeps, sweep: Sweep, reaches: Sequence[Reach] | None = None) -> Report:
    """Give the report of what was read by now; what was not is part of it, with the reason.

    `reaches` are what its asker may have read now: what is beyond them is not told. None means that nobody asks.
    """
    return report(_parts(sweeps, sweep, reaches))


def _parts(sweeps: Sweeps, sweep: Sweep, reaches: Sequence[Reach] | None) -> Iterator[Part]:
    missing = NOT_YET if sweeps.goes_on(sweep) else CANCELLED
    for kept in sweeps.parts.of(sweep):
        if reaches is not None and not _within(reaches, kept):
            yield Unseen(account=kept.account, region=kept.region, code=NO_LONGER)
        elif kept.result is None:
            yield Unseen(account=kept.account, region=kept.region, code=missing)
        else:
            yield unpack(kept.result)


def _within(reaches: Sequence[Reach], kept: Kept) -> bool:
    return any(one.account.name == kept.account and covers(one, kept.region) for one in reaches)
