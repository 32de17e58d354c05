"""What a question is compared with, and how well it compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.entry import LANGS
from knowledge.weights import BY_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.entry import Entry, Lang
    from knowledge.signals import Signals
    from knowledge.text import Token
    from knowledge.weights import Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrasing of an entry, read."""

    text: str
    canonical: str
    weights: Mapping[str, float]
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """An entry with what a question is compared with."""

    entry: Entry
    phrases: tuple[Phrase, ...]
    canonicals: tuple[str, ...]
    spelled: tuple[str, ...]
    refused: tuple[Phrase, ...]
    claimed: frozenset[str]
    declined: frozenset[str]
    ids: frozenset[str]
    subjects: tuple[frozenset[str], ...]
    odds: Mapping[str, float]
    said_in: Mapping[str, int]
    outside: frozenset[str]
    titled: frozenset[str]

    def speaks_of(self, token: Token) -> bool:
        """Say whether the entry is about something listed as out of scope: many phrasings say it, or titles nothing else."""
        return token.text in self.outside or token.id in self.titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that may answer the question, how well, and by which phrasing."""

    indexed: Indexed
    signals: Signals
    score: float
    claimed: bool
    cosines: Sequence[float]
    weights: Weights = BY_WORDS

    def closest(self, lang: Lang) -> str:
        """Give the closest phrasing in a language; empty where it shares nothing with the question."""
        english = 1 + len(self.indexed.entry.asks_ko)
        start, here = (0, self.cosines[:english]) if lang == LANGS[0] else (english, self.cosines[english:])
        at = max(range(len(here)), key=here.__getitem__)
        return self.indexed.phrases[start + at].text if here[at] else ""

    @property
    def declined(self) -> bool:
        """Say whether the entry promises not to answer just this question."""
        return self.signals.refused == 1.0
