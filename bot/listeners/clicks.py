"""Clicks whose work is under way: the same person's same click is not done twice at a time, by whichever replica."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from bot.deliveries import click_key
from bot.state.database import StateError
from bot.undertaking import CURRENT
from bot.work import Errand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from bot.state.leases import Leases
    from bot.work import Takes

LOG = logging.getLogger("routelore")
#: A click that was begun so long ago is no longer under way: no job may take as long.
LONGEST = timedelta(minutes=10)


@dataclass(slots=True)
class Clicks:
    """Which clicks are being answered just now: by this replica, and where there is a database by any."""

    leases: Leases | None = None
    replica: str = ""
    _held: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def answering(self, click: str, work: Takes) -> Iterator[Errand | None]:
        """Give what takes the work of a click, which is under way until all of that is done; None where it already is."""
        with self._lock:
            under_way = click in self._held
            self._held.add(click)
        if under_way:
            yield None
            return
        current = CURRENT.get()
        holder = self.replica if current is None else current.key  # of a second attempt, the click is its own
        if not self._hold(click, holder):
            self._forget(click)
            yield None
            return
        with Errand(work, lambda: self._let_go(click, holder)) as errand:
            yield errand

    def _hold(self, click: str, holder: str) -> bool:
        try:
            return self.leases is None or bool(self.leases.take(_name(click), holder, LONGEST))
        except StateError as error:
            LOG.error("clicks cannot be remembered: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)
            return True

    def _let_go(self, click: str, holder: str) -> None:
        self._forget(click)
        try:
            if self.leases is not None:
                self.leases.let_go(_name(click), holder)
        except StateError as error:
            LOG.error("a click cannot be forgotten: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)

    def _forget(self, click: str) -> None:
        with self._lock:
            self._held.discard(click)


def _name(click: str) -> str:
    """Give a short name for a click, from which nobody's id can be read."""
    return f"click:{blake2b(click.encode(), digest_size=16).hexdigest()}"


def one_at_a_time(
    resources: Resources, answer: Callable[[Resources, dict[str, Any], WebClient], None]
) -> Callable[[Ack, dict[str, Any], WebClient], None]:
    """Give a listener that acknowledges every click, and answers none while the same one is being answered."""

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        with resources.clicks.answering(click_key(body), resources.work) as errand:
            if errand is not None:
                answer(replace(resources, work=errand), body, client)

    return pressed
