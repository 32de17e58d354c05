"""The phrasings of one entry, turned over for comparing: what each token is found in, and lines whose order is settled."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.candidate import Indexed, Phrase
    from knowledge.text import Reading

    Postings = Mapping[str, Sequence[tuple[int, float]]]

MISSING, MORE = 0.8, 0.15


class Asked:
    """A question as every entry is compared with it: worked out once."""

    def __init__(self, reading: Reading, weights: Mapping[str, float], said: str) -> None:
        """Take a question with the weights of its tokens, and its bare letters."""
        self.pairs = tuple(weights.items())
        self.length = length(weights)
        self.total = sum(weights.values()) or 1.0
        self.said = said
        self.canonical = in_order(reading.canonical)
        self.spelled = in_order(reading.spelled)


class Phrasings:
    """What questions are compared with of one entry; worked out when the first one comes near it."""

    def __init__(self, indexed: Indexed) -> None:
        """Take the entry."""
        self._indexed = indexed

    def compared(self, asked: Asked) -> tuple[list[float], float]:
        """Give the cosine with each phrasing, and how much of the best contained one the question says.

        For the latter, what the question leaves out of a phrasing counts, and what it says beyond it counts for little.
        """
        cosines, contained, whole = self._shared(asked.pairs, self._said, len(self._lengths)), 0.0, asked.length**2
        for at, shared in enumerate(cosines):
            if shared:
                theirs = self._lengths[at]
                cosines[at] = shared / (asked.length * theirs)
                missing, more = theirs**2 - shared, whole - shared
                differing = (MISSING * missing if missing > 0.0 else 0.0) + (MORE * more if more > 0.0 else 0.0)
                if (share := shared / (shared + differing)) > contained:
                    contained = share
        return cosines, contained

    def refused(self, asked: Asked) -> float:
        """Give the cosine with the closest question that the entry promises not to answer."""
        if not self._said_not:
            return 0.0
        shared = self._shared(asked.pairs, self._said_not, len(self._not_lengths))
        return max(
            [one / (asked.length * theirs) for one, theirs in zip(shared, self._not_lengths, strict=True) if one],
            default=0.0,
        )

    def fuzzy(self, asked: Asked) -> float:
        """Give how near the nearest phrasing's tokens are, in whichever order, between 0 and 1."""
        return nearest(asked.canonical, self._canonicals)

    def spelling(self, asked: Asked) -> float:
        """Give how near the nearest phrasing's words are, letter by letter and in whichever order, between 0 and 1."""
        return nearest(asked.spelled, self._spelled)

    @staticmethod
    def _shared(pairs: Iterable[tuple[str, float]], postings: Postings, size: int) -> list[float]:
        shared, found = [0.0] * size, postings.get
        for token, weight in pairs:
            for at, theirs in found(token, ()):
                shared[at] += weight * theirs
        return shared

    @cached_property
    def _lengths(self) -> tuple[float, ...]:
        return tuple(phrase.length for phrase in self._indexed.phrases)

    @cached_property
    def _not_lengths(self) -> tuple[float, ...]:
        return tuple(phrase.length for phrase in self._indexed.refused)

    @cached_property
    def _said(self) -> Postings:
        return _postings(self._indexed.phrases)

    @cached_property
    def _said_not(self) -> Postings:
        return _postings(self._indexed.refused)

    @cached_property
    def _canonicals(self) -> tuple[str, ...]:
        return tuple(map(in_order, self._indexed.canonicals))

    @cached_property
    def _spelled(self) -> tuple[str, ...]:
        return tuple(map(in_order, self._indexed.spelled))


def _postings(phrases: Iterable[Phrase]) -> Postings:
    found: dict[str, list[tuple[int, float]]] = {}
    for at, phrase in enumerate(phrases):
        for token, weight in phrase.weights.items():
            found.setdefault(token, []).append((at, weight))
    return found


def in_order(line: str) -> str:
    """Give a line with its words in one order, so that two that differ in nothing else are equal."""
    return " ".join(sorted(line.split()))


def length(weights: Mapping[str, float]) -> float:
    """Give the length of a question or a phrasing, its tokens taken for directions."""
    return math.sqrt(sum(w * w for w in weights.values()))


def nearest(text: str, lines: Sequence[str]) -> float:
    """Give how near the nearest of the lines is, between 0 and 1."""
    hit = process.extractOne(text, lines, scorer=fuzz.ratio)
    return float(hit[1]) / 100 if hit else 0.0
