"""One part from its claim to its answer: a heartbeat while it is read, and another try where AWS throttles."""

from __future__ import annotations

import logging
import random
import threading
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from bot.state.database import StateError
from bot.state.sweep_parts import LEASE, MOST_ATTEMPTS
from bot.state.sweep_tables import Phase
from bot.sweeping.plan import Spot
from bot.sweeping.reader import LaterError, StoppedError
from bot.telemetry.metrics import Count, Time, count, took
from diagnostics.sweep.packed import pack
from diagnostics.sweep.part import BROKEN, GIVEN_UP, Unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.state.sweep_parts import Claim, SweepParts
    from bot.state.sweeps import Sweep
    from bot.sweeping.reader import Reader

LOG = logging.getLogger("routelore")
#: Tries at a part that AWS throttles, and the seconds before the second; each one after that waits twice as long.
TRIES, FIRST_WAIT = 4, 3.0
_BEATS = 4


@dataclass(frozen=True, slots=True)
class Postponed:
    """A part that is to be tried again after so many seconds."""

    seconds: float


def read_part(
    parts: SweepParts, reader: Reader, sweep: Sweep, claim: Claim, stop: threading.Event | None = None
) -> Postponed | None:
    """Read a claimed part and keep its answer; give when it is to be tried again, where it is.

    Raises:
        StateError: the database cannot be used; the part is free again when its lease is over.
    """
    if claim.attempts > MOST_ATTEMPTS:
        tried = {"attempts": str(MOST_ATTEMPTS)}
        lost = Unseen(account=claim.account, region=claim.region, code=GIVEN_UP, particulars=tried)
        if parts.finish(claim, pack(lost), Phase.FAILED):
            count(Count.SWEEP_PARTS, outcome=Phase.FAILED.value)
        return None
    began = perf_counter()
    try:
        with _alive(parts, claim):
            part = reader.read(Spot(account=claim.account, region=claim.region), to=sweep.to, asker=sweep.user, stop=stop)
    except StoppedError:
        parts.give_back(claim, 0.0, counted=False)
        return None
    except LaterError as error:
        if claim.attempts < TRIES:
            seconds = FIRST_WAIT * 2 ** (claim.attempts - 1) * (1 + random.random() / 4)  # noqa: S311 (no secret: it keeps readers from trying all at once)
            LOG.info("sweep part later sweep=%s part=%d code=%s", claim.sweep, claim.number, error.part.code)
            parts.give_back(claim, seconds)
            count(Count.SWEEP_PARTS, outcome="later")
            return Postponed(seconds)
        part = error.part
    except StateError:
        raise
    except Exception as error:  # noqa: BLE001 (the last resort: one part that breaks the analysis fails alone, and says so)
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = {"type": type(error).__name__, "where": f"{place.filename.rpartition('/')[2]}:{place.lineno}"}
        LOG.error("sweep part broke sweep=%s part=%d type=%s at %s", claim.sweep, claim.number, *what.values())  # noqa: TRY400 (the message may quote a person)
        part = Unseen(account=claim.account, region=claim.region, code=BROKEN, particulars=what)
    phase = Phase.FAILED if isinstance(part, Unseen) else Phase.DONE
    took(Time.SWEEP_PART, perf_counter() - began)
    if parts.finish(claim, pack(part), phase):
        count(Count.SWEEP_PARTS, outcome=phase.value)
        LOG.info("sweep part %s sweep=%s part=%d attempt=%d", phase.value, claim.sweep, claim.number, claim.attempts)
    else:
        LOG.warning("sweep part was somebody else's by then sweep=%s part=%d", claim.sweep, claim.number)
    return None


@contextmanager
def _alive(parts: SweepParts, claim: Claim) -> Iterator[None]:
    """Say again and again that the part is being read, for as long as the block lasts."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(LEASE.total_seconds() / _BEATS):
            try:
                if not parts.renew(claim):
                    return
            except StateError as error:
                LOG.warning("sweep part: no sign of life could be given: %s", error.words.en)

    thread = threading.Thread(target=beat, name="routelore-sweep-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
