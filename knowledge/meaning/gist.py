"""What the matcher is told of a question's meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.entry import Entry
    from knowledge.glossary import Phrasebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """How near in meaning one entry is to a question, each between 0 and 1; only `beyond` speaks against it.

    `meaning` compares the nearest phrasing with the entries that come nearest; `probe` is what a linear classifier of
    all phrasings says; `beyond` is by how much questions that no entry answers are nearer than the entry is.
    """

    meaning: float
    probe: float
    beyond: float


class Gist(Protocol):
    """What one question means. Entries are called by their place in the knowledge base."""

    @property
    def likely(self) -> Sequence[int]:
        """Give the entries that come nearest."""

    @property
    def strange(self) -> float:
        """Give how much the question is like those that no entry answers, between 0 and 1."""

    def near(self, at: int) -> Near:
        """Give how near one entry is."""


class Meaning(Protocol):
    """The meaning of the entries of one knowledge base."""

    def gist(self, text: str) -> Gist | None:
        """Give what a question means; nothing while the entries are still being read, or where the model failed."""


class Reader(Protocol):
    """What reads the meaning of entries."""

    def over(self, entries: Sequence[Entry], book: Phrasebook) -> Meaning:
        """Give the meaning of these entries, at once or a little later."""
