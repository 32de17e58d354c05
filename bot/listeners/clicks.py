"""Clicks whose work is under way: the same person's same click is not done twice at a time."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.deliveries import click_key
from bot.work import Errand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from bot.work import Takes


@dataclass(slots=True)
class Clicks:
    """Which clicks are being answered just now."""

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
        with Errand(work, lambda: self._let_go(click)) as errand:
            yield errand

    def _let_go(self, click: str) -> None:
        with self._lock:
            self._held.discard(click)


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
