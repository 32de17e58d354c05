"""What reads parts in this process, made of the settings: for a worker, and for whoever sweeps from a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rights.reading import read_policy
from bot.services import services
from bot.state.database import Database
from bot.state.sweeps import Sweeps
from bot.sweeping.conductor import AT_ONCE, Threads
from bot.sweeping.reader import Reader
from bot.sweeping.rights import may_be_granted

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.rights.policy import Policy
    from bot.settings import Settings
    from bot.state.sweep_parts import SweepParts
    from bot.sweeping.conductor import Crew
    from bot.sweeping.plan import Spot
    from bot.sweeping.workers import Bench


def policy_of(settings: Settings) -> Policy | None:
    """Give the policy as its file has it now; None where the settings name none.

    Raises:
        KnowledgeError: something in it is wrong.
    """
    return None if settings.policy is None else read_policy(settings.policy, str(settings.policy))


def reader_of(settings: Settings, *, profile: str | None = None) -> Reader:
    """Give what reads parts with boto3's own settings, and with the policy as its file is at each part."""
    return Reader(collect=services(profile=profile).collect, policy=lambda: policy_of(settings))


def bench_of(settings: Settings) -> Bench:
    """Give what a worker needs; the database is opened by whoever asks, and is not shared with another process.

    Raises:
        StateError: the database cannot be opened.
    """
    from bot.sweeping.workers import Bench, TimedReader

    reader = reader_of(settings)

    def may(spot: Spot, asker: str) -> bool:
        return may_be_granted(reader.policy(), asker, spot.account, spot.region)

    timed = TimedReader(collect=reader.collect, policy=reader.policy, may=may)
    return Bench(sweeps=Sweeps(Database.open(settings.database_url)), reader=timed)


def crew_of(settings: Settings, at_once: int = AT_ONCE) -> Callable[[SweepParts, Reader], Crew]:
    """Give what makes the crew of a sweep: workers behind the broker where one is set, else threads of this process.

    Raises:
        ModuleNotFoundError: a broker is set, and Celery is not installed.
    """
    if not settings.broker_url:
        return lambda parts, reader: Threads(parts, reader, at_once)
    from bot.sweeping.workers import Workers, celery_app

    app = celery_app(settings, lambda: bench_of(settings))
    return lambda _parts, _reader: Workers(app)
