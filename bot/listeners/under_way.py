"""Readings of AWS that somebody waits for: counted, shown as they wait and go on, ended when cancelled or too long."""

from __future__ import annotations

import logging
import threading
import time
from contextvars import Context
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from bot import wording
from bot.blocks.parts import Mrkdwn, esc, fill
from bot.limits import Kind, Wait
from bot.listeners.reasons import attempt
from bot.listeners.turning_away import turned_away
from bot.phrases import limits as words
from bot.services import read_now
from bot.state.database import StateError
from bot.work import Lane, Ticket

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.listeners.posting import Place, Reply
    from bot.listeners.resources import Resources
    from bot.services import Named, Progress, Services, Target
    from bot.state.stops import Stops
    from diagnostics.collect.answers import Answers
    from diagnostics.model.words import Lang, Words

LOG = logging.getLogger("routelore")
#: A Region takes seconds to read, a large one that throttles half a minute. What takes so long hangs, and holds a thread.
LONGEST = 180.0
CANCELLED, TOO_LONG = "cancelled", "took-too-long"
#: Another process may have heard that a reading is to stop; so often it is looked up.
SECONDS_BETWEEN_LOOKS = 2.0
SECONDS_BETWEEN_CHANGES = 1.0


class HaltedError(Exception):
    """A reading was ended before it was done; `words` say why, and `code` says it in the log."""

    def __init__(self, code: str, words: Words, **particulars: Mrkdwn) -> None:
        """Keep the sentence in both languages, and what fills it."""
        super().__init__(code)
        self.code = code
        self.words = words
        self.particulars = particulars


class Shown(Protocol):
    """What shows somebody that their reading is under way."""

    @property
    def lang(self) -> Lang:
        """Give the language that it is shown in."""

    @property
    def ts(self) -> str:
        """Give the message that it is shown in; empty where that is none."""

    def say_waiting(self, text: Mrkdwn) -> None:
        """Say that it has not begun."""

    def give_reason(self, text: Mrkdwn) -> None:
        """Say why there is no result."""


class _Stage(Enum):
    WAITING = auto()
    READING = auto()
    READ = auto()  # from here on the result is on its way
    CANCELLED = auto()


@dataclass(slots=True, eq=False)
class Reading:
    """One reading of an AWS account, from when it is asked for to when what comes of it is told."""

    shown: Shown
    place: Place
    stops: Stops
    since: datetime
    asked_in: str = ""
    ticket: Ticket = field(default_factory=Ticket)
    now: Callable[[], float] = time.monotonic
    told_ahead: int = -1
    _stage: _Stage = _Stage.WAITING
    _began: float = 0.0
    _looked: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def over(self, services: Services) -> Services:
        """Give the services with a `collect` that ends where the reading is cancelled, or takes too long.

        What it has read cannot be cancelled any more. It raises `HaltedError`.
        """

        def collect(progress: Progress, named: Named, target: Target) -> Answers:
            def checked(done: int, total: int, what: str) -> None:
                self._check(what)
                progress(done, total, what)

            said = services.collect(checked, named, target)
            with self._lock:
                if self._stage is _Stage.CANCELLED:
                    raise HaltedError(CANCELLED, words.CANCELLED)
                self._stage = _Stage.READ
            return said

        return replace(services, collect=collect)

    def cancel(self) -> bool:
        """End it, and say so; False where its result is on its way already."""
        with self._lock:
            if self._stage is _Stage.READ:
                return False
            self._stage = _Stage.CANCELLED
        self.ticket.leave()
        return True

    def is_about(self, place: Place, *, anywhere: bool) -> bool:
        """Say whether what its asker says in this thread, or `anywhere` in its conversation, is about this."""
        if place.channel == self.place.channel:
            return anywhere or place.ts == self.place.ts
        return bool(self.asked_in) and place.channel == self.asked_in

    @property
    def cancelled(self) -> bool:
        """Say whether somebody ended it."""
        return self._stage is _Stage.CANCELLED

    def begin(self) -> None:
        """Let it have its turn.

        Raises:
            HaltedError: it was cancelled meanwhile.
        """
        with self._lock:
            if self._stage is _Stage.CANCELLED:
                raise HaltedError(CANCELLED, words.CANCELLED)
            self._stage, self._began = _Stage.READING, self.now()

    def tell_place(self) -> None:
        """Say how many have their turn before it, where that is something new."""
        with self._lock:  # while it is said the turn cannot begin, so that nothing newer is overwritten
            ahead = self.ticket.ahead()
            if ahead is None or ahead == self.told_ahead or self._stage is not _Stage.WAITING:
                return
            self.told_ahead = ahead
            self.shown.say_waiting(in_line(ahead, self.shown.lang))

    @property
    def behind(self) -> int:
        """Give by how many the place in line that was told is off."""
        ahead = self.ticket.ahead()
        return 0 if ahead is None else self.told_ahead - ahead

    def _check(self, what: str) -> None:
        now = self.now()
        if self._stage is _Stage.CANCELLED or self._cancelled_elsewhere(now):
            raise HaltedError(CANCELLED, words.CANCELLED)
        if now - self._began > LONGEST:
            LOG.warning("a reading of AWS took too long, waiting for=%s", what)
            waited_for = esc(read_now(what, self.shown.lang))
            raise HaltedError(TOO_LONG, words.TOOK_TOO_LONG, minutes=esc(str(round(LONGEST / 60))), what=waited_for)

    def _cancelled_elsewhere(self, now: float) -> bool:
        """Say whether the asker told another process to stop this."""
        if now - self._looked < SECONDS_BETWEEN_LOOKS:
            return False
        self._looked = now
        place = self.place
        try:
            return self.stops.asked(place.team, place.channel, place.ts, place.user, self.since)
        except StateError as error:
            LOG.error("it cannot be looked up whether to stop: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)
            return False


def in_line(ahead: int, lang: Lang) -> Mrkdwn:
    """Give the sentence for whoever waits behind so many."""
    return fill(words.IN_LINE, lang, ahead=esc(str(ahead))) if ahead else fill(words.NEXT_IN_LINE, lang)


@dataclass(slots=True)
class UnderWay:
    """The readings of this process that are not told yet."""

    _readings: list[Reading] = field(default_factory=list)
    _told: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, reading: Reading, most: int) -> bool:
        """Count it among its asker's; False where they have so many already."""
        place = reading.place
        with self._lock:
            own = [one for one in self._readings if one.place.who == place.who]
            if len(own) >= most:
                return False
            self._readings.append(reading)
        return True

    def leave(self, reading: Reading) -> None:
        """Count it no more."""
        with self._lock:
            if reading in self._readings:
                self._readings.remove(reading)

    def shown_at(self, team: str, channel: str, ts: str) -> Reading | None:
        """Give the reading that a message shows; None where it shows none."""
        with self._lock:
            each = [one for one in self._readings if (one.place.team, one.place.channel) == (team, channel)]
        return next((one for one in each if one.shown.ts == ts), None)

    def of(self, place: Place, *, anywhere: bool) -> Reading | None:
        """Give the last reading that somebody asked for in a thread, or `anywhere` in its conversation; None without any.

        One whose answer goes to the asker's direct message was asked for in a channel, too.
        """
        own = reversed(self.all_of(place.who))
        return next((one for one in own if one.is_about(place, anywhere=anywhere)), None)

    def all_of(self, who: str) -> list[Reading]:
        """Give all that somebody asked for, in the order in which they did."""
        with self._lock:
            return [one for one in self._readings if one.place.who == who]

    def next_to_tell(self, now: float) -> Reading | None:
        """Give the reading whose place in line is most out of date; None where that was told to somebody a moment ago."""
        with self._lock:
            if now - self._told < SECONDS_BETWEEN_CHANGES:
                return None
            late = max(self._readings, key=lambda one: one.behind, default=None)
            if late is None or not late.behind:
                return None
            self._told = now
        return late


def promise(
    resources: Resources,
    reply: Reply,
    shown: Shown,
    place: Place,
    *,
    show: Callable[[], None],
    job: Callable[[Resources], None],
    asked_in: str = "",
    account: str = "",
    instead: Callable[[], None] | None = None,
) -> None:
    """Show at once that AWS is going to be read, and promise that to the pool; or say why it cannot be now.

    `place` is where that is shown, and `asked_in` the channel that it counts for, if one does. `show` shows it, `job` reads
    and tells the result. Whatever keeps it from being done is told there; to `reply`, where it is not shown. Whoever asked
    too much gets what `instead` gives, if it gives anything.
    """
    lang = shown.lang
    wait = resources.turnstile.diagnosis(place.team, place.user, asked_in)
    stops = resources.state.stops
    reading = Reading(shown=shown, place=place, stops=stops, since=stops.now(), asked_in=asked_in)
    if wait is None and not resources.under_way.enter(reading, most := resources.turnstile.limits.at_once):
        wait = Wait(kind=Kind.AT_ONCE, limit=most)
    if wait is not None and instead is not None:
        instead()
        return
    if turned_away(reply, lang, wait):
        return
    try:
        show()
        within = replace(resources, services=reading.over(resources.services))
        _hand_over(resources, reading, lambda: job(within), account)
    except BaseException:
        resources.under_way.leave(reading)
        raise


def _hand_over(resources: Resources, reading: Reading, job: Callable[[], None], account: str) -> None:
    shown = reading.shown

    def halting() -> None:
        try:
            reading.begin()
            job()
        except HaltedError as halted:
            LOG.info("a reading of AWS was ended code=%s", halted.code)
            shown.give_reason(fill(halted.words, shown.lang, **halted.particulars))

    def over() -> None:
        resources.under_way.leave(reading)
        Context().run(resources.work.take, lambda: _tell_next(resources), lambda: None)

    def done() -> None:
        try:
            attempt(halting, shown.give_reason, shown.lang)
        finally:
            over()

    def give_up() -> None:
        try:
            shown.give_reason(fill(words.CANCELLED if reading.cancelled else wording.STOPPING, shown.lang))
        finally:
            over()

    lane = Lane(asker=reading.place.who, reads=account, ticket=reading.ticket)
    if resources.work.take(done, give_up, lane):
        attempt(reading.tell_place, lambda _: None, shown.lang)
    else:
        resources.under_way.leave(reading)
        shown.give_reason(fill(wording.BUSY, shown.lang))


def _tell_next(resources: Resources) -> None:
    late = resources.under_way.next_to_tell(time.monotonic())
    if late is not None:
        attempt(late.tell_place, lambda _: None, late.shown.lang)
