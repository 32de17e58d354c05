"""What looks on while AWS is called: it is told of every call, and names the request that a call is made for."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


@dataclass(slots=True)
class CallUnderWay:
    """One call to AWS while it is made; `outcome` says how it ended: answered, or what kind of refusal it was."""

    outcome: str = "failed"


class Watch(Protocol):
    """What looks on."""

    def request(self) -> str:
        """Give the id of what this thread makes calls for; it is sent along, so that CloudTrail shows it."""

    def calling(self, service: str, action: str) -> AbstractContextManager[CallUnderWay]:
        """Look on from before a call until its last page is there; whoever makes it fills in the outcome."""

    def throttled(self, service: str) -> None:
        """Hear that AWS asked to slow down; the call is tried again."""


class Unwatched:
    """Looks on at nothing."""

    def request(self) -> str:
        """Give no id."""
        return ""

    @contextmanager
    def calling(self, service: str, action: str) -> Iterator[CallUnderWay]:
        """Forget the call."""
        del service, action
        yield CallUnderWay()

    def throttled(self, service: str) -> None:
        """Forget it."""
