"""What the decision to answer rests on: how well the best candidate fits, and what of the question it leaves aside."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.asking import OURS
from knowledge.glossary import Kind
from knowledge.matcher import likeness, subjects

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowledge.candidate import Candidate
    from knowledge.glossary import Outside
    from knowledge.matcher import Index
    from knowledge.text import Reading
    from knowledge.weights import Weights

LEAD = 4.0
UNKNOWN_ENOUGH = 2
ORDERED_ENOUGH = 1
#: Asks beside which a question about the asker's own company wants more than a value that only the company knows.
REASONING = frozenset(
    {"why", "how", "can", "is-it", "fail", "see", "goes", "kinds", "role", "need", "still", "verify", "choose"}
)
DEFINING = frozenset({"what", "role", "name-of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What of the question lies outside the knowledge base."""

    barred: Outside | None = None
    outside: Outside | None = None
    around: Outside | None = None
    aside: Outside | None = None
    beside: Outside | None = None

    @property
    def named(self) -> Outside | None:
        """Give what to call it, the weightiest first."""
        return self.barred or self.outside or self.around or self.aside or self.beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the decision rests on, each between 0 and 1."""

    score: float
    lead: float
    phrase: float
    contained: float
    coverage: float
    fuzzy: float
    likeness: float
    stray_concepts: float
    stray_words: float
    unknown: float
    undefined: float
    own: float
    ordered: float
    outside: float
    aside: float
    around: float
    beside: float
    refused: float
    beyond: float
    strange: float

    def confidence(self, weights: Weights) -> float:
        """Give how likely it is that the best candidate answers the question."""
        told = sum(weight * getattr(self, name) for name, weight in weights.decision.items())
        return 1 / (1 + math.exp(-weights.bias - told))


def evidence(
    reading: Reading, ranked: Sequence[Candidate], scope: Scope, index: Index, vocabulary: Collection[str]
) -> Evidence:
    """Give what speaks for answering with the best candidate, and what against."""
    best = ranked[0]
    weights = index.weights(reading.tokens)
    whole = sum(weights.values()) or 1.0
    strays = {
        t.id: t.kind for t in reading.tokens if t.id in weights and t.id not in best.indexed.ids and t.kind is not Kind.PLAIN
    }
    words = sum(weights[i] for i, kind in strays.items() if kind is Kind.WORD)
    nowhere = {t.id for t in reading.tokens if t.kind is Kind.WORD and t.id not in vocabulary}
    return Evidence(
        score=best.score,
        lead=min(1.0, LEAD * (best.score - rival(ranked))),
        phrase=best.signals.phrase,
        contained=best.signals.contained,
        coverage=best.signals.coverage,
        fuzzy=best.signals.fuzzy,
        likeness=likeness(reading, best.indexed),
        stray_concepts=(sum(weights[i] for i in strays) - words) / whole,
        stray_words=words / whole,
        unknown=min(1.0, len(nowhere) / UNKNOWN_ENOUGH),
        undefined=_undefined(reading, best),
        own=_own(reading, best),
        ordered=min(1.0, max(0, sum(t.id == "spoken-to" for t in reading.tokens) - 1) / ORDERED_ENOUGH),
        outside=float(scope.outside is not None),
        aside=float(scope.aside is not None and scope.outside is None),
        around=float(scope.around is not None and scope.outside is None),
        beside=float(scope.beside is not None),
        refused=best.signals.refused,
        beyond=best.signals.beyond,
        strange=best.signals.strange,
    )


def _undefined(reading: Reading, best: Candidate) -> float:
    """Give how far the entry is about more than the one thing of which the question asks only what it is."""
    asked = subjects(reading)
    others = {token.id for token in reading.tokens if token.kind in {Kind.RELATION, Kind.ASK}}
    if len(asked) != 1 or others - DEFINING:
        return 0.0
    return min(len(title - asked) / len(title) if title & asked else 1.0 for title in best.indexed.subjects)


def _own(reading: Reading, best: Candidate) -> float:
    """Say whether a question asks for a person, or for the value that something has in the asker's own company."""
    ids = {token.id for token in reading.tokens}
    ours = any(token.id == OURS and token.text not in reading.scene.aside for token in reading.tokens)
    return float(("who" in ids and "who" not in best.indexed.ids) or (ours and not ids & REASONING))


def rival(ranked: Sequence[Candidate]) -> float:
    """Give the score of the best candidate that is about something else than the first."""
    topics = set(ranked[0].indexed.entry.topics)
    return next((c.score for c in ranked[1:] if topics.isdisjoint(c.indexed.entry.topics)), 0.0)
