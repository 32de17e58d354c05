"""Fits linear weights of ranking and deciding to questions as they stood before anything was mended for them.

A question that failed was mended by a phrasing that says nearly the same, so that fitted to it as it is now, words would be
trusted too much. Each fold of questions is therefore asked of a knowledge base that lacks every phrasing which nearly is
one of them. Needs numpy.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.answerer import names_something
from knowledge.evidence import Evidence, evidence
from knowledge.text import normalise
from tests.bench.questions import answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from knowledge import Knowledge
    from knowledge.candidate import Candidate
    from knowledge.library import Contents
    from knowledge.text import Reading
    from tests.bench.questions import Asked

    Floats = NDArray[np.float64]

#: How much a question of each set counts: entries and glossary were written with the older ones in sight.
TRAINED = {"fresh-c": 1.0, "fresh-b": 0.6, "fresh-a": 0.6, "beyond": 0.5, "tuning": 0.3, "own": 0.3, "voices": 0.3}
#: The sets that are most like what nobody has seen; the bar is set with their cross-validated figures.
CLEAN = ("fresh-a", "fresh-b", "fresh-c")
DECIDED = tuple(field.name for field in fields(Evidence))
AGAINST = frozenset(
    {"refused", "stray_concepts", "stray_words", "unknown", "undefined", "own", "ordered", "outside", "aside", "around"}
    | {"beside", "beyond", "strange"}
)
#: What counts at least so much, however rarely it is seen: what entries decline, the company's own matters, orders, and
#: what is out of scope, be it asked for or only mentioned.
PROMISED = {"refused": -4.0, "own": -7.0, "ordered": -4.0, "outside": -8.0, "aside": -1.0}
FOLDS = 8
#: A phrasing so like a question (token_set_ratio) counts as written for it; with these left out, the newest set is found as
#: often as on the day it was first asked.
COPY_FROM = 70
COMPARED = 12


class Weighed(NamedTuple):
    """A fitted linear function."""

    weights: dict[str, float]
    bias: float


@dataclass(frozen=True, slots=True)
class Case:
    """A training question, what it says, how much it counts, and its set."""

    asked: Asked
    reading: Reading
    counts: float
    name: str

    @property
    def drawn(self) -> int:
        """Give the fold in which the phrasings that nearly are this question are left out."""
        return crc32(self.asked.text.encode()) % FOLDS

    @property
    def fold(self) -> int:
        """Give the fold of validation; questions about one topic share theirs, so that none is fitted to its own topics."""
        return crc32(min(self.asked.topics, default=self.asked.text).encode()) % FOLDS


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with its candidates in a knowledge base that was not mended for it."""

    case: Case
    knowledge: Knowledge
    ranked: tuple[Candidate, ...]
    signals: Floats
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """What deciding about a case rests on; no evidence where no weight decides."""

    case: Case
    evidence: Floats | None
    right: bool


def unmended(contents: Contents, questions: Iterable[Asked]) -> Knowledge:
    """Give the knowledge base without the phrasings that nearly are one of these questions; each entry keeps one."""
    asked = [normalise(question.text) for question in questions]

    def kept(phrasings: tuple[str, ...]) -> tuple[str, ...]:
        copies = process.cdist(list(map(normalise, phrasings)), asked, scorer=fuzz.token_set_ratio).max(axis=1) >= COPY_FROM
        return tuple(text for text, copy in zip(phrasings, copies, strict=True) if not copy) or phrasings[:1]

    entries = [replace(entry, asks_ko=kept(entry.asks_ko), asks_en=kept(entry.asks_en)) for entry in contents.entries]
    return replace(contents, entries=tuple(entries)).knowledge()


def seen(case: Case, knowledge: Knowledge, ranked: Sequence[Candidate], names: Sequence[str]) -> Seen:
    """Give a case with its candidates; that one of them claims the question is forgotten."""
    near = tuple(replace(candidate, claimed=False) for candidate in ranked[:COMPARED])
    signals = np.array([[getattr(candidate.signals, name) for name in names] for candidate in near], dtype=float)
    right = np.array([answers(candidate.indexed.entry, case.asked) for candidate in near])
    return Seen(case, knowledge, near, signals.reshape(len(near), len(names)), right)


def judge(one: Seen, ranking: dict[str, float]) -> Judged:
    """Give what the decision about a case rests on under this ranking."""
    if not one.ranked:
        return Judged(one.case, None, right=False)
    scores = np.maximum(0, one.signals @ np.array(list(ranking.values())))
    order = np.argsort(-scores, kind="stable")
    ranked = [replace(one.ranked[at], score=float(scores[at])) for at in order]
    right = bool(one.right[order[0]])
    scope = one.knowledge.scope(one.case.reading, ranked[0])
    if scope.barred is not None or not names_something(one.case.reading, ranked[0]):
        return Judged(one.case, None, right=right)
    told = evidence(one.case.reading, ranked, scope, one.knowledge.index, one.knowledge.speller.vocabulary)
    return Judged(one.case, np.array([getattr(told, name) for name in DECIDED]), right=right)


def fit_ranking(
    every: Sequence[Seen], names: Sequence[str], *, steps: int = 200, rate: float = 5.0, shrink: float = 0.002
) -> dict[str, float]:
    """Give the weights under which the right entries are likeliest to come first."""
    usable = [one for one in every if one.right.any()]
    whole = sum(one.case.counts for one in usable)
    held = np.array([name in AGAINST for name in names])
    weights = np.where(held, PROMISED["refused"], 3.0)
    for _ in range(steps):
        slope = np.zeros(len(names))
        for one in usable:
            scores = one.signals @ weights
            likely = np.exp(scores - scores.max())
            wanted = likely * one.right
            slope += one.case.counts * ((wanted / wanted.sum() - likely / likely.sum()) @ one.signals)
        weights = weights + rate * (slope / whole - shrink * weights)
        weights = np.where(held, np.minimum(weights, PROMISED["refused"]), np.maximum(weights, 0.0))
    weights /= weights[weights > 0].sum()
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def fit_decision(judged: Sequence[Judged], *, steps: int = 1500, rate: float = 3.0, shrink: float = 0.0006) -> Weighed:
    """Give the weights and the bias under which confidence is nearest to being right; each keeps the sign it means."""
    usable = [(one.evidence, one.right, one.case.counts) for one in judged if one.evidence is not None]
    told = np.stack([one[0] for one in usable])
    right = np.array([one[1] for one in usable], dtype=float)
    counts = np.array([one[2] for one in usable]) / sum(one[2] for one in usable)
    middle, width = told.mean(axis=0), told.std(axis=0) + 0.05
    scaled = (told - middle) / width
    against = np.array([name in AGAINST for name in DECIDED])
    ceiling = width * np.array([PROMISED.get(name, 0.0) for name in DECIDED])
    weights, bias = np.minimum(ceiling, 0.0), 0.0
    for _ in range(steps):
        error = counts * (right - 1 / (1 + np.exp(-(scaled @ weights + bias))))
        bias += rate * float(error.sum())
        weights = weights + rate * (scaled.T @ error - shrink * weights)
        weights = np.where(against, np.minimum(weights, ceiling), np.maximum(weights, 0.0))
    named = dict(zip(DECIDED, map(float, weights / width), strict=True))
    return Weighed(named, bias - float((weights * middle / width).sum()))


def confidence(judged: Judged, decision: Weighed) -> float:
    """Give how likely answering is right."""
    if judged.evidence is None:
        return 0.0
    told = float(judged.evidence @ np.array([decision.weights[name] for name in DECIDED]))
    return float(1 / (1 + np.exp(-decision.bias - told)))


def cross_validated(every: Sequence[Seen], names: Sequence[str]) -> list[tuple[Judged, float]]:
    """Give each case with the confidence that weights fitted to other topics have."""
    judged: list[Judged] = []
    for fold in range(FOLDS):
        ranking = fit_ranking([one for one in every if one.case.fold != fold], names)
        judged += [judge(one, ranking) for one in every if one.case.fold == fold]
    found = []
    for fold in range(FOLDS):
        decision = fit_decision([one for one in judged if one.case.fold != fold])
        found += [(one, confidence(one, decision)) for one in judged if one.case.fold == fold]
    return found


def shares(results: Sequence[tuple[Judged, float]], bar: float) -> tuple[float, float, float]:
    """Give how many of the answerable are answered right and wrongly, and how many of the others are answered."""
    known = [(one.right, sure >= bar) for one, sure in results if one.case.asked.topics]
    others = [sure >= bar for one, sure in results if not one.case.asked.topics]
    right, wrong = (sum(answered and good is one for good, answered in known) for one in (True, False))
    return right / len(known), wrong / len(known), sum(others) / len(others)


def best_bar(results: Sequence[tuple[Judged, float]], *, wrong: float, false: float) -> float:
    """Give the lowest bar at which few enough answers are wrong or false."""
    for bar in sorted({sure for _, sure in results}):
        _, erring, inventing = shares(results, bar)
        if erring <= wrong and inventing <= false:
            return bar
    return 1.0


def safe_bar(results: Sequence[tuple[Judged, float]], *, wrong: float, false: float) -> float:
    """Give the lowest bar that lets so little through on the clean sets, and not twice as much on all."""
    clean = [one for one in results if one[0].case.name in CLEAN]
    return max(best_bar(clean, wrong=wrong, false=false), best_bar(results, wrong=wrong, false=2 * false))


def log_odds(likely: float) -> float:
    """Give a likelihood as it stands before the logistic function."""
    return float(np.log(likely / (1 - likely)))


def report(results: Sequence[tuple[Judged, float]], bar: float) -> None:
    """Print what several bars would give on each of the clean sets."""
    for names in (*((name,) for name in CLEAN), CLEAN):
        some = [one for one in results if one[0].case.name in names]
        known = [one.right for one, _ in some if one.case.asked.topics]
        print(f"\n{' '.join(names)}, cross-validated by topic: hit@1 {sum(known) / len(known):.3f}")
        print("answer from   right  wrong  false")
        for at in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, bar):
            print(f"{at:11.3f}" + "".join(f"{share:7.3f}" for share in shares(some, at)))
