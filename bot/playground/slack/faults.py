"""What goes wrong on purpose: failing calls, slow answers, events delivered twice, and too many posts."""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How one call of a method goes wrong: an HTTP status, an error code, a delay, or some of these."""

    status: int = 200
    error: str | None = None
    retry_after: int = 1
    delay: float = 0.0


@dataclass(slots=True)
class Faults:
    """The faults that tests and the playground order, used up as they happen."""

    waiting: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    duplicates: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(
        self,
        method: str,
        *,
        status: int = 200,
        error: str | None = None,
        times: int = 1,
        retry_after: int = 1,
        delay: float = 0.0,
    ) -> None:
        """Let the next calls of a method (or of `response_url` or `upload`) fail, by status or error code, or come late."""
        fault = Fault(status=status, error=error, retry_after=retry_after, delay=delay)
        with self.lock:
            self.waiting[method].extend([fault] * times)

    def duplicate_next(self, times: int = 1) -> None:
        """Let the next events be delivered a second time although they were acked."""
        with self.lock:
            self.duplicates += times

    def take(self, method: str) -> Fault | None:
        """The fault ordered for this call, if there is one."""
        with self.lock:
            waiting = self.waiting.get(method)
            return waiting.popleft() if waiting else None

    def take_duplicate(self) -> bool:
        """Whether this event is one to deliver twice."""
        with self.lock:
            self.duplicates, due = max(0, self.duplicates - 1), self.duplicates > 0
            return due


@dataclass(slots=True)
class PostingLimit:
    """Slack's limit on posting: about one message a second and channel, with short bursts allowed."""

    per_second: float | None = 1.0
    burst: int = 5
    tokens: dict[str, tuple[float, float]] = field(default_factory=dict)

    def seconds_to_wait(self, channel: str) -> int:
        """How long the app must wait before it may post here: 0 when it may, and then the post is counted."""
        if self.per_second is None:
            return 0
        now = time.monotonic()
        left, since = self.tokens.get(channel, (float(self.burst), now))
        left = min(self.burst, left + (now - since) * self.per_second)
        if left < 1:
            self.tokens[channel] = (left, now)
            return math.ceil((1 - left) / self.per_second)
        self.tokens[channel] = (left - 1, now)
        return 0
