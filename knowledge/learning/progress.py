"""How far one person is on a path: where they stand, what they chose, and what they left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Stage(StrEnum):
    """What of a lesson somebody has before them."""

    READING = "reading"
    ASKED = "asked"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a path: the lesson, its position when it was last seen, and how far into it."""

    lesson: str
    index: int
    stage: Stage = Stage.READING
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One choice, by its position among the options, and whether it was right at the time."""

    lesson: str
    question: str
    choice: int
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Everything there is to remember of one person on one path; without a spot they are through.

    `replies` are in the order in which they were given, so that the first one to a question is the first try. `shares` says
    whether the person agreed that others see how they are doing.
    """

    path: str
    spot: Spot | None
    replies: tuple[Reply, ...] = ()
    read: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    started: datetime
    finished: datetime | None = None
    shares: bool = False

    @property
    def settled(self) -> frozenset[str]:
        """Give the lessons that were read or skipped."""
        return self.read | self.skipped

    def tries(self, lesson: str, question: str) -> tuple[Reply, ...]:
        """Give every reply to one question, the first one first."""
        return tuple(reply for reply in self.replies if (reply.lesson, reply.question) == (lesson, question))
