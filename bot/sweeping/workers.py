"""Parts of sweeps on Celery: the task that reads one, the worker that runs it, and the crew that hands parts to workers.

A message holds ids and nothing else. What is to be read and what came of it is in the database; so it does no harm where
the broker delivers a message twice, late, or never: only who claims a part in the database reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from celery import Celery  # type: ignore[import-untyped,unused-ignore]  # Celery has no types
from celery.exceptions import SoftTimeLimitExceeded  # type: ignore[import-untyped,unused-ignore]  # the same
from kombu.exceptions import OperationalError  # type: ignore[import-untyped,unused-ignore]  # the same

from bot.services import once
from bot.state.sweep_parts import MOST_ATTEMPTS
from bot.sweeping.broker import BrokerError
from bot.sweeping.parts import read_part
from bot.sweeping.reader import MOST_SECONDS, LaterError, Reader
from diagnostics.sweep.part import Unseen

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Sequence

    from bot.settings import Settings
    from bot.state.sweeps import Sweep, Sweeps
    from bot.sweeping.plan import Spot
    from diagnostics.sweep.part import Part

#: Seconds by which the clock of whoever set the time may be ahead of the one that looks at it.
_CLOCKS_APART = 1.0
TASK, QUEUE = "routelore.sweep.part", "routelore-sweeps"
#: The soft limit comes after the reader's own, the hard one ends the process; a broker waits longer than both before it
#: takes a message for lost. — https://docs.celeryq.dev/en/stable/userguide/optimizing.html
SOFT, HARD, VISIBLE_AGAIN = int(MOST_SECONDS) + 30, int(MOST_SECONDS) + 60, int(MOST_SECONDS) + 300


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker needs to read parts: the memory, and how AWS is asked."""

    sweeps: Sweeps
    reader: Reader


def celery_app(settings: Settings, bench: Callable[[], Bench]) -> Celery:
    """Give the Celery app for this broker; `bench` is asked for once in each process that reads parts."""
    app = Celery("routelore", broker=settings.broker_url, set_as_current=False)
    app.conf.update(
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": VISIBLE_AGAIN, "socket_connect_timeout": 5},
        task_acks_late=True,
        task_default_queue=QUEUE,
        task_ignore_result=True,
        task_reject_on_worker_lost=True,
        task_serializer="json",
        task_soft_time_limit=SOFT,
        task_time_limit=HARD,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
    )
    at_hand = once(bench)

    @app.task(name=TASK, bind=True, max_retries=MOST_ATTEMPTS)  # type: ignore[untyped-decorator,unused-ignore]  # Celery leaves it untyped
    def part(task: Any, team: str, sweep: str, number: int) -> None:  # noqa: ANN401 (Celery makes the task at run time)
        again = read_one(at_hand(), team, sweep, number)
        if again is not None:
            raise task.retry(countdown=again + _CLOCKS_APART)

    del part  # it is in the app, by its name
    return app


def read_one(bench: Bench, team: str, sweep: str, number: int) -> float | None:
    """Read one part, where nobody else does or did; give in how many seconds to try again, where that is wanted."""
    found = bench.sweeps.sweep(team, sweep)
    claim = bench.sweeps.parts.claim(found, number) if found is not None else None
    if found is None or claim is None:
        return None
    postponed = read_part(bench.sweeps.parts, bench.reader, found, claim)
    return postponed.seconds if postponed is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedReader(Reader):
    """A reader that takes Celery's soft time limit for what it is: AWS did not answer in time."""

    def read(self, spot: Spot, *, to: Sequence[str] = (), asker: str = "", stop: threading.Event | None = None) -> Part:
        """Give what was found, or why it could not be read.

        Raises:
            LaterError: AWS throttles, or does not answer in time.
        """
        try:
            return Reader.read(self, spot, to=to, asker=asker, stop=stop)
        except SoftTimeLimitExceeded as error:
            where = {"endpoint": f"{spot.account} {spot.region}".strip(), "region": spot.region}
            late = Unseen(account=spot.account, region=spot.region, code="timed-out", particulars=where)
            raise LaterError(late) from error


@dataclass(frozen=True, slots=True)
class Workers:
    """Hands the parts of sweeps to workers, by way of the broker."""

    app: Celery

    def start(self, sweep: Sweep, numbers: Iterable[int]) -> None:
        """Have these parts read.

        Raises:
            BrokerError: the broker could not be reached.
        """
        try:
            with self.app.connection_for_write() as connection:
                connection.ensure_connection(max_retries=1, timeout=10)
                with self.app.amqp.Producer(connection) as producer:
                    for number in numbers:
                        self.app.send_task(TASK, args=(sweep.team, sweep.id, number), queue=QUEUE, producer=producer)
        except (OperationalError, OSError) as error:
            raise BrokerError(type(error).__name__) from error

    def again(self, sweep: Sweep, numbers: Iterable[int]) -> None:
        """Have these parts read that were handed out before; whoever finds one read already leaves it alone."""
        self.start(sweep, numbers)

    def close(self) -> None:
        """Do nothing: the workers go on, and what they read is kept."""


def work(settings: Settings, bench: Callable[[], Bench], at_once: int) -> int:
    """Run a worker until it is told to end, and give its exit status; what it reads then is finished first."""
    worker = celery_app(settings, bench).Worker(concurrency=at_once, loglevel="WARNING", quiet=True)
    worker.start()
    return int(worker.exitcode or 0)
