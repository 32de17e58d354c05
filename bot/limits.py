"""How much one person and one channel may ask of the bot, and whether they may ask just now.

The counts are this process's own. What they protect is its queue and its threads, which are its own, too; and a question
would otherwise cost a write to the database that every replica waits for. With N replicas a person has up to N times as
much, which no queue minds. A library that counts in memory keeps a timer thread; one that counts elsewhere wants a server.
"""

from __future__ import annotations

import math
import re
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = 60.0
#: People and channels whose last minute is remembered; those who were heard last.
KEPT = 10_000
_RULE = re.compile(r"(?P<what>[a-z-]+)=(?P<most>[1-9]\d{0,5})(?P<minute>/minute)?")


NOT_LIMITS = Words(
    ko="ROUTELORE_LIMITS를 읽을 수 없어요. questions=30/minute, diagnoses=6/minute, channel=20/minute, at-once=2처럼 "
    "적어 주세요. 앞에서부터 1인당 질문 수, 1인당 진단 수, 채널당 진단 수, 한 사람이 동시에 돌릴 수 있는 진단 수예요.",
    en="ROUTELORE_LIMITS cannot be read. Write it like questions=30/minute, diagnoses=6/minute, channel=20/minute, "
    "at-once=2: one person's questions and diagnoses, one channel's diagnoses, one person's diagnoses under way at a time.",
)


class Kind(StrEnum):
    """What is counted."""

    QUESTIONS = "questions"
    DIAGNOSES = "diagnoses"
    CHANNEL = "channel"
    AT_ONCE = "at-once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many questions and diagnoses a person may ask for in a minute, how many diagnoses a channel; how many at once."""

    questions: int = 30
    diagnoses: int = 6
    channel: int = 20
    at_once: int = 2

    @classmethod
    def read(cls, text: str) -> Limits:
        """Give the limits that `diagnoses=6/minute, at-once=2` describes; what is not named stays as it is by default.

        Raises:
            ValueError: with the part that is none.
        """
        said: dict[str, int] = {}
        for part in filter(None, re.split(r"[\s,;]+", text)):
            rule = _RULE.fullmatch(part)
            name = rule["what"].replace("-", "_") if rule else ""
            per_minute = rule is not None and rule["minute"] is not None
            if rule is None or name not in _NAMES or name in said or (name == "at_once" and per_minute):
                raise ValueError(part)
            said[name] = int(rule["most"])
        return cls(**said)


def are_limits(text: str) -> bool:
    """Say whether limits can be read from a text."""
    try:
        Limits.read(text)
    except ValueError:
        return False
    return True


_NAMES = frozenset(one.name for one in fields(Limits))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Why somebody has to wait, and how long; `told` where that was said to them already and still holds."""

    kind: Kind
    limit: int
    seconds: int = 0
    told: bool = False


@dataclass(slots=True)
class _Minute:
    """When somebody asked in the last minute, and until when they know that they have to wait."""

    asked: deque[float] = field(default_factory=deque)
    told_until: float = 0.0


@dataclass(slots=True)
class Turnstile:
    """Counts what is asked in a minute that slides, and says who has to wait."""

    limits: Limits = field(default_factory=Limits)
    now: Callable[[], float] = time.monotonic
    _minutes: OrderedDict[tuple[str, ...], _Minute] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def question(self, team: str, user: str) -> Wait | None:
        """Count a question of somebody; or give why they have to wait, and count nothing."""
        with self._lock:
            return self._pass(((Kind.QUESTIONS, self.limits.questions, (team, user)),), user)

    def diagnosis(self, team: str, user: str, channel: str) -> Wait | None:
        """Count a diagnosis of somebody in a channel; or give why they have to wait, and count nothing."""
        own = (Kind.DIAGNOSES, self.limits.diagnoses, (team, user))
        shared = (Kind.CHANNEL, self.limits.channel, (team, channel))
        with self._lock:
            return self._pass((own, shared) if channel else (own,), user)

    def _pass(self, counts: tuple[tuple[Kind, int, tuple[str, str]], ...], user: str) -> Wait | None:
        now = self.now()
        for kind, limit, who in counts:
            minute = self._minute(kind, *who)
            while minute.asked and minute.asked[0] + MINUTE <= now:
                minute.asked.popleft()
            if len(minute.asked) >= limit:
                until = minute.asked[-limit] + MINUTE
                known = self._minute(kind, *who, user)
                told, known.told_until = now < known.told_until, max(known.told_until, until)
                return Wait(kind=kind, limit=limit, seconds=max(1, math.ceil(until - now)), told=told)
        for kind, _, who in counts:
            self._minute(kind, *who).asked.append(now)
        return None

    def _minute(self, *who: str) -> _Minute:
        minute = self._minutes.setdefault(who, _Minute())
        self._minutes.move_to_end(who)
        while len(self._minutes) > KEPT:
            self._minutes.popitem(last=False)
        return minute
