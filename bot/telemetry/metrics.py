"""Figures of what the process did, for Prometheus: counted where it happens, given as text where they are asked for.

Without the extra `observe` nothing is counted and nothing is given. Like the loggers of the standard library, the figures
are the process's: whoever counts names what, and has nothing to hand round. No label ever holds who asked or what was said.
"""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client import CollectorRegistry

#: Of so many values of one label each has a row of its own; whatever comes after is counted as OTHER.
MOST_VALUES = 100
OTHER = "other"
_LABEL = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
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


class Time(StrEnum):
    """What is timed, in seconds."""

    ACK = "routelore_ack_seconds"
    FIRST_REPLY = "routelore_first_reply_seconds"
    ANSWER = "routelore_answer_seconds"
    DIAGNOSIS = "routelore_diagnosis_seconds"
    AWS_CALL = "routelore_aws_call_seconds"


class Level(StrEnum):
    """What goes up and down; it is looked at when the figures are asked for."""

    WORK_RUNNING = "routelore_work_running"
    WORK_WAITING = "routelore_work_waiting"
    PROMISES_OPEN = "routelore_promises_open"


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
    Time.ACK: Told(about="from a delivery to its acknowledgement; Slack waits 3 s", labels=("surface",), buckets=_QUICK),
    Time.FIRST_REPLY: Told(about="from a delivery to the first thing that the asker sees", buckets=_QUICK),
    Time.ANSWER: Told(about="from a question to its answer from the notes", buckets=_QUICK),
    Time.DIAGNOSIS: Told(about="from the first sign of a diagnosis to its end", buckets=_LONG),
    Time.AWS_CALL: Told(about="a call to AWS with all its pages and tries", labels=("service",), buckets=_QUICK),
    Level.WORK_RUNNING: Told(about="jobs under way"),
    Level.WORK_WAITING: Told(about="jobs that wait for a free worker"),
    Level.PROMISES_OPEN: Told(about="deliveries that were acknowledged and are not done yet"),
}


class Figures:
    """The metrics of the process, with what they have come to."""

    def __init__(self) -> None:
        """Begin at nothing.

        Raises:
            ModuleNotFoundError: the extra `observe` is not installed.
        """
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

        self.registry: CollectorRegistry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._counts = {one: Counter(one, METRICS[one].about, METRICS[one].labels, registry=self.registry) for one in Count}
        self._times = {
            one: Histogram(
                one, METRICS[one].about, METRICS[one].labels, buckets=METRICS[one].buckets, registry=self.registry
            )
            for one in Time
        }
        self._levels = {one: Gauge(one, METRICS[one].about, registry=self.registry) for one in Level}
        self._values: dict[tuple[str, str], set[str]] = {}
        self._lock = threading.Lock()

    def add(self, what: Count, labels: dict[str, str]) -> None:
        """Count one."""
        counter = self._counts[what]
        (counter.labels(**self._bounded(what, labels)) if labels else counter).inc()

    def took(self, what: Time, seconds: float, labels: dict[str, str]) -> None:
        """Count how long something took."""
        histogram = self._times[what]
        (histogram.labels(**self._bounded(what, labels)) if labels else histogram).observe(seconds)

    def look_at(self, what: Level, level: Callable[[], float]) -> None:
        """Look there for a level from now on."""
        self._levels[what].set_function(level)

    def _bounded(self, what: str, labels: dict[str, str]) -> dict[str, str]:
        """Give the labels with values that stay few, whatever comes."""
        return {name: self._value(what, name, value) for name, value in labels.items()}

    def _value(self, what: str, name: str, value: str) -> str:
        if not _LABEL.fullmatch(value):
            return OTHER
        with self._lock:
            known = self._values.setdefault((what, name), set())
            if value not in known and len(known) >= MOST_VALUES:
                return OTHER
            known.add(value)
        return value


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
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    return generate_latest(figures.registry), CONTENT_TYPE_LATEST
