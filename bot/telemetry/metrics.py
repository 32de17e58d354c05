"""Figures of what the process did, for Prometheus: counted where it happens, given as text where they are asked for.

Without the extra `observe` nothing is counted and nothing is given. Like the loggers of the standard library, the figures
are the process's: whoever counts names what, and has nothing to hand round. No label ever holds who asked or what was said.
"""

from __future__ import annotations

import os
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from prometheus_client import CollectorRegistry, Counter, Histogram
    from prometheus_client.core import Metric

    _Metric = TypeVar("_Metric", Counter, Histogram)

#: Of so many values of one label each has a row of its own; whatever comes after is counted as OTHER.
MOST_VALUES = 100
OTHER = "other"
_LABEL = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
#: Where prometheus_client keeps what several processes count together.
SHARED = "PROMETHEUS_MULTIPROC_DIR"
#: Slack waits three seconds for an acknowledgement; a diagnosis of a large account takes a minute.
_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
_LONG = (0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 180.0, 300.0)


class Count(StrEnum):
    """What is counted; the value is the metric's name."""

    DELIVERIES = "routelore_deliveries_total"
    REPEATED = "routelore_deliveries_repeated_total"
    QUESTIONS = "routelore_questions_total"
    REFUSALS = "routelore_refusals_total"
    TURNED_AWAY = "routelore_turned_away_total"
    FAILURES = "routelore_failures_total"
    VERDICTS = "routelore_verdicts_total"
    AWS_CALLS = "routelore_aws_calls_total"
    AWS_THROTTLES = "routelore_aws_throttles_total"
    SLACK_CALLS = "routelore_slack_calls_total"
    SWEEP_PARTS = "routelore_sweep_parts_total"


class Time(StrEnum):
    """What is timed, in seconds."""

    ACK = "routelore_ack_seconds"
    FIRST_REPLY = "routelore_first_reply_seconds"
    ANSWER = "routelore_answer_seconds"
    DIAGNOSIS = "routelore_diagnosis_seconds"
    AWS_CALL = "routelore_aws_call_seconds"
    SWEEP_PART = "routelore_sweep_part_seconds"


class Level(StrEnum):
    """What goes up and down; it is looked at when the figures are asked for."""

    WORK_RUNNING = "routelore_work_running"
    WORK_WAITING = "routelore_work_waiting"
    PROMISES_OPEN = "routelore_promises_open"
    SWEEP_PARTS_LEFT = "routelore_sweep_parts_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the figures say of a metric: what it is, and its labels."""

    about: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


METRICS: dict[Count | Time | Level, Told] = {
    Count.DELIVERIES: Told(about="what Slack delivered", labels=("surface",)),
    Count.REPEATED: Told(about="deliveries that were taken up already, and were not taken up twice"),
    Count.QUESTIONS: Told(about="questions to the notes: found, ambiguous or missing", labels=("kind",)),
    Count.REFUSALS: Told(about="what was not done, by the code of the sentence that said why", labels=("code",)),
    Count.TURNED_AWAY: Told(about="what had to wait because of a limit, by the kind of the limit", labels=("kind",)),
    Count.FAILURES: Told(about="unforeseen errors, each told to the asker with an id", labels=("type",)),
    Count.VERDICTS: Told(about="diagnoses by their verdict", labels=("verdict",)),
    Count.AWS_CALLS: Told(about="calls to AWS by how they ended", labels=("service", "outcome")),
    Count.AWS_THROTTLES: Told(about="answers of AWS that asked to slow down; the call was tried again", labels=("service",)),
    Count.SLACK_CALLS: Told(about="calls to Slack by how they ended, retries included", labels=("method", "outcome")),
    Count.SWEEP_PARTS: Told(about="parts of sweeps by how they ended: done, failed, or later again", labels=("outcome",)),
    Time.ACK: Told(about="from a delivery to its acknowledgement; Slack waits 3 s", labels=("surface",), buckets=_QUICK),
    Time.FIRST_REPLY: Told(about="from a delivery to the first thing that the asker sees", buckets=_QUICK),
    Time.ANSWER: Told(about="from a question to its answer from the notes", buckets=_QUICK),
    Time.DIAGNOSIS: Told(about="from the first sign of a diagnosis to its end", buckets=_LONG),
    Time.AWS_CALL: Told(about="a call to AWS with all its pages and tries", labels=("service",), buckets=_QUICK),
    Time.SWEEP_PART: Told(about="a part of a sweep, read and diagnosed", buckets=_LONG),
    Level.WORK_RUNNING: Told(about="jobs under way"),
    Level.WORK_WAITING: Told(about="jobs that wait for a free worker"),
    Level.PROMISES_OPEN: Told(about="deliveries that were acknowledged and are not done yet"),
    Level.SWEEP_PARTS_LEFT: Told(about="parts of sweeps under way that are not read yet, wherever they are read"),
}


class Figures:
    """The metrics of the process, with what they have come to."""

    def __init__(self) -> None:
        """Begin at nothing.

        Raises:
            ModuleNotFoundError: the extra `observe` is not installed.
        """
        from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

        self.own: CollectorRegistry = CollectorRegistry()
        ProcessCollector(registry=self.own)
        self._levels = _Levels()
        self.own.register(self._levels)
        self.registry: CollectorRegistry = CollectorRegistry() if os.environ.get(SHARED) else self.own
        self._counts = {one: Counter(one, METRICS[one].about, METRICS[one].labels, registry=self.registry) for one in Count}
        self._times = {
            one: Histogram(
                one, METRICS[one].about, METRICS[one].labels, buckets=METRICS[one].buckets, registry=self.registry
            )
            for one in Time
        }
        self._values: dict[tuple[str, str], set[str]] = {}
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], Counter | Histogram] = {}
        self._lock = threading.Lock()

    def add(self, what: Count, labels: dict[str, str]) -> None:
        """Count one."""
        self._of(self._counts[what], what, labels).inc()

    def took(self, what: Time, seconds: float, labels: dict[str, str]) -> None:
        """Count how long something took."""
        self._of(self._times[what], what, labels).observe(seconds)

    def look_at(self, what: Level, level: Callable[[], float]) -> None:
        """Look there for a level from now on."""
        self._levels.looks[what] = level

    def text(self) -> bytes:
        """Give all of it as Prometheus reads it; with what the other processes counted that share the folder."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        if self.registry is self.own:
            return generate_latest(self.own)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # prometheus_client leaves it untyped
        return generate_latest(together) + generate_latest(self.own)

    def _of(self, metric: _Metric, what: str, labels: dict[str, str]) -> _Metric:
        """Give the row of a metric that has these labels, with values that stay few, whatever comes."""
        if not labels:
            return metric
        as_said = (what, tuple(labels.items()))
        if (known := self._known.get(as_said)) is not None:
            return cast("_Metric", known)
        bounded = {name: self._value(what, name, value) for name, value in labels.items()}
        row = metric.labels(**bounded)
        if bounded == labels:
            self._known[as_said] = row
        return row

    def _value(self, what: str, name: str, value: str) -> str:
        if not _LABEL.fullmatch(value):
            return OTHER
        with self._lock:
            known = self._values.setdefault((what, name), set())
            if value not in known and len(known) >= MOST_VALUES:
                return OTHER
            known.add(value)
        return value


class _Levels:
    """Looks at every level when the figures are asked for; one that nobody said where to look for is 0."""

    def __init__(self) -> None:
        self.looks: dict[Level, Callable[[], float]] = {}

    def collect(self) -> Iterator[Metric]:
        """Yield the levels as they are now."""
        from prometheus_client.core import GaugeMetricFamily

        for one in Level:
            look = self.looks.get(one)
            yield GaugeMetricFamily(one.value, METRICS[one].about, value=0.0 if look is None else look())


def share(folder: Path) -> None:
    """Let this process and those that it begins count together in a folder, from now on.

    It has to be said before anything is counted. — https://prometheus.github.io/client_python/multiprocess/
    """
    os.environ[SHARED] = str(folder)


@cache
def _figures() -> Figures | None:
    """Give the figures of this process; None where the extra is not installed."""
    try:
        return Figures()
    except ModuleNotFoundError:
        return None


def count(what: Count, **labels: str) -> None:
    """Count one of these."""
    if (figures := _figures()) is not None:
        figures.add(what, labels)


def took(what: Time, seconds: float, **labels: str) -> None:
    """Count how long one of these took."""
    if (figures := _figures()) is not None:
        figures.took(what, seconds, labels)


@contextmanager
def timed(what: Time, **labels: str) -> Iterator[None]:
    """Count how long the block takes, however it ends."""
    began = perf_counter()
    try:
        yield
    finally:
        took(what, perf_counter() - began, **labels)


def look_at(what: Level, level: Callable[[], float]) -> None:
    """Look there for a level, whenever the figures are asked for."""
    if (figures := _figures()) is not None:
        figures.look_at(what, level)


def exposition() -> tuple[bytes, str] | None:
    """Give the figures as Prometheus reads them, and their content type; None where the extra is not installed."""
    figures = _figures()
    if figures is None:
        return None
    from prometheus_client import CONTENT_TYPE_LATEST

    return figures.text(), CONTENT_TYPE_LATEST
