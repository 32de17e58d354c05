"""A sweep from its first part to its last: read by threads of this process, or by workers elsewhere, and waited for."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import nan
from typing import TYPE_CHECKING, Protocol

from bot.state.database import StateError
from bot.state.sweep_parts import LEASE
from bot.state.sweep_tables import Phase
from bot.sweeping.parts import read_part
from bot.sweeping.rights import lost, within
from bot.telemetry.metrics import Count, Level, look_at
from bot.telemetry.metrics import count as counted
from diagnostics.sweep.packed import pack, unpack
from diagnostics.sweep.part import CANCELLED, NOT_YET, Unseen
from diagnostics.sweep.report import report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.rights.policy import Reach
    from bot.state.sweep_parts import Counts, SweepParts
    from bot.state.sweeps import Sweep, Sweeps
    from bot.sweeping.reader import Reader
    from diagnostics.sweep.part import Part
    from diagnostics.sweep.report import Report

LOG = logging.getLogger("routelore")
#: Parts that one process reads at a time; each of them asks AWS for six things at once.
AT_ONCE = 4
_GLANCE = 0.25
#: So often is looked whether the asker may have every part read still; Slack's answers are kept for a minute.
SECONDS_BETWEEN_LOOKS = 2.0


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


def nobody_asks() -> None:
    """Give no limits: what is swept from a terminal is what whoever sits there may have read anyway."""


@dataclass(frozen=True, slots=True)
class Conductor:
    """Sees to it that every part of a sweep is read, and tells how far it is.

    `reaches` gives what the asker may have read now: what is beyond is not begun. None sets no limits. `still` is for how
    many seconds nothing may happen before parts are handed out once more: what the broker lost is found again so.
    """

    sweeps: Sweeps
    crew: Callable[[], Crew]
    reaches: Callable[[], Sequence[Reach] | None] = nobody_asks
    still: float = 3 * LEASE.total_seconds()

    def conduct(self, sweep: Sweep, tell: Callable[[Counts], None], stop: threading.Event) -> bool:
        """Return when every part has ended, and say so; False where it was told to stop or the sweep was cancelled.

        `tell` hears again and again how many parts are how far. What is stopped can be conducted again, here or elsewhere.

        Raises:
            StateError: the database cannot be used.
        """
        crew = self.crew()
        try:
            self._withdraw(sweep)
            crew.start(sweep, self.sweeps.parts.unfinished(sweep))
            return self._wait(sweep, crew, tell, stop)
        finally:
            crew.close()

    def _wait(self, sweep: Sweep, crew: Crew, tell: Callable[[Counts], None], stop: threading.Event) -> bool:
        before: Counts | None = None
        moved = looked = asked = time.monotonic()
        while True:
            if time.monotonic() - asked > SECONDS_BETWEEN_LOOKS:
                self._withdraw(sweep)
                asked = time.monotonic()
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
            if now - moved > self.still:
                moved = now
                crew.again(sweep, self.sweeps.parts.unfinished(sweep))
            if stop.wait(_GLANCE):
                return False

    def _withdraw(self, sweep: Sweep) -> None:
        """Let nobody begin a part that the asker may not have read any more."""
        reaches = self.reaches()
        if reaches is None:
            return

        def instead(account: str, region: str) -> bytes | None:
            return None if within(reaches, account, region) else pack(lost(account, region))

        if count := self.sweeps.parts.withdraw(sweep, instead):
            for _ in range(count):
                counted(Count.SWEEP_PARTS, outcome=Phase.FAILED.value)
            LOG.info("sweep parts not read: no longer granted sweep=%s parts=%d", sweep.id, count)


def tell_what_is_left(sweeps: Sweeps) -> None:
    """Let the figures say how many parts of sweeps are not read yet, whenever they are asked for."""

    def left() -> float:
        try:
            return sweeps.parts.left()
        except StateError:
            return nan  # what is not known is no number

    look_at(Level.SWEEP_PARTS_LEFT, left)


def report_of(sweeps: Sweeps, sweep: Sweep, reaches: Sequence[Reach] | None = None) -> Report:
    """Give the report of what was read by now; what was not is part of it, with the reason.

    `reaches` are what its asker may have read now: what is beyond them is not told. None means that nobody asks.
    """
    return report(_parts(sweeps, sweep, reaches))


def _parts(sweeps: Sweeps, sweep: Sweep, reaches: Sequence[Reach] | None) -> Iterator[Part]:
    missing = NOT_YET if sweeps.goes_on(sweep) else CANCELLED
    for kept in sweeps.parts.of(sweep):
        if reaches is not None and not within(reaches, kept.account, kept.region):
            yield lost(kept.account, kept.region)
        elif kept.result is None:
            yield Unseen(account=kept.account, region=kept.region, code=missing)
        else:
            yield unpack(kept.result)
