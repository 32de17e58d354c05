"""Fits the constants of knowledge/weights.py that weigh a question's meaning; prints them with their cross-validated worth.

Run it as `make fit-meaning`: it needs the extra `semantic`. The measured, blind and fresh-b questions take no part. With
`--examples` it first writes knowledge/meaning/examples.yaml anew.

Failures of the training questions were mended by phrasings that say the same, so fitted to them as they are, the words
would be trusted too much. Each fold is therefore asked of a knowledge base that lacks half of its phrasings, drawn by lot:
with so many, training questions are found about as often as those that nobody has seen are found with all.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, fields, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from knowledge.meaning.encoder import E5, spare_threads  # noqa: E402 - run as a script, it finds its neighbours first

spare_threads()

import numpy as np  # noqa: E402 - the threads come first

from knowledge.answerer import Evidence, names_something  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.entry import LANGS  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.library import Folder, read  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.reader import LONGEST  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.shortening import shortened  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.space import Space  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.vectors import Cache  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.text import normalise  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.weights import ANSWER_FROM  # noqa: E402 - run as a script, it finds its neighbours first
from tests.bench.fit_weights import AGAINST as WORDS_AGAINST  # noqa: E402 - run as a script, it finds its neighbours first
from tests.bench.fit_weights import PROMISED  # noqa: E402 - run as a script, it finds its neighbours first
from tests.bench.questions import answers, load  # noqa: E402 - run as a script, it finds its neighbours first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from knowledge import Knowledge
    from knowledge.matcher import Candidate
    from knowledge.text import Reading
    from tests.bench.questions import Asked

    Floats = NDArray[np.float32]

#: How much a question of each set counts: entries and glossary were written with the older ones in sight.
TRAINED = {"fresh-a": 4.0, "beyond": 2.0, "tuning": 1.0, "own": 0.6, "voices": 0.6}
#: Whose questions are shipped as examples; the development questions are not.
EXAMPLES = ("own", "voices", "fresh-a", "beyond")
#: Signals that the fit may use; those left out say the same as others and only fit the questions they were made with.
RANKED = ("phrase", "fuzzy", "spelling", "together", "refused", "meaning", "probe")
DECIDED = tuple(field.name for field in fields(Evidence))
AGAINST = WORDS_AGAINST | {"beyond", "strange"}
FOLDS = 5
LEFT_OUT = 0.5
DRAWN = 2
#: What the bar may let through. Set by hand, with the totals of the measured sets in view, which are that much less a proof.
FALSE_AT_MOST = 0.033
WRONG_AT_MOST = 0.045


class Weighed(NamedTuple):
    """A fitted linear function."""

    weights: dict[str, float]
    bias: float


@dataclass(frozen=True, slots=True)
class Case:
    """A training question, what it says, its vector, how much it counts, and its set."""

    asked: Asked
    reading: Reading
    vector: Floats
    counts: float
    name: str

    @property
    def fold(self) -> int:
        """Give the fold; questions about one topic share theirs, so that no fold is fitted to its own topics."""
        return crc32(min(self.asked.topics, default=self.asked.text).encode()) % FOLDS


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as it looks when its own fold is not among the examples."""

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
    claimed: bool


class Bench:
    """The knowledge base and the vectors of everything that is asked of it."""

    def __init__(self, folder: Path) -> None:
        self._contents = read(Folder.shipped())
        self.knowledge = self._contents.knowledge()
        self._encoder = E5()
        self._cache = Cache(folder / "meaning.db", self._encoder.name)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Give the vectors of normalised texts, each encoded once in a lifetime."""
        known = self._cache.load(texts)
        lacking = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(lacking), 64):
            some = lacking[start : start + 64]
            made = dict(zip(some, self._encoder.encode(some).astype(np.float16), strict=True))
            self._cache.keep(made)
            known.update(made)
        return np.stack([known[text] for text in texts]).astype(np.float32)

    def cases(self, name: str) -> list[Case]:
        """Give the questions of one set."""
        questions = load(name)
        readings = [self.knowledge.speller.read(asked.text) for asked in questions]
        fits = lambda text: self._encoder.length(text) <= LONGEST  # noqa: E731 - a name for a short thing
        book = self.knowledge.speller.book
        vectors = self.vectors([shortened(normalise(reading.text), fits, book) for reading in readings])
        counts = TRAINED.get(name, 1.0)
        return [Case(a, r, v, counts, name) for a, r, v in zip(questions, readings, vectors, strict=True)]

    def thinned(self, seed: int) -> Knowledge:
        """Give the knowledge base without some of its phrasings."""
        dice = Random(seed)  # noqa: S311 - repeatable, not secret
        entries = []
        for entry in self.knowledge.entries:
            ko, en = (
                tuple(phrase for phrase in entry.asks(lang) if dice.random() > LEFT_OUT) or entry.asks(lang)[:1]
                for lang in LANGS
            )
            entries.append(replace(entry, asks_ko=ko, asks_en=en))
        return replace(self._contents, entries=tuple(entries)).knowledge()

    def space(self, knowledge: Knowledge, cases: Iterable[Case]) -> Space:
        """Give the entries of a knowledge base with these cases as examples."""
        used = [case for case in cases if case.name in EXAMPLES]
        beyond = np.stack([case.vector for case in used if not case.asked.topics]).astype(np.float16)
        ours = np.stack([case.vector for case in used if case.asked.topics]).astype(np.float16)
        spoken = [self.vectors(list(map(normalise, e.phrasings))).astype(np.float16) for e in knowledge.entries]
        return Space(spoken, beyond, ours)

    def seen(self, case: Case, knowledge: Knowledge, space: Space) -> Seen:
        """Give a case with its candidates."""
        ranked = tuple(replace(c, claimed=False) for c in knowledge.index.rank(case.reading, space.gist(case.vector)))
        signals = np.array([[getattr(c.signals, name) for name in RANKED] for c in ranked], dtype=np.float32)
        right = np.array([answers(c.indexed.entry, case.asked) for c in ranked])
        return Seen(case, knowledge, ranked, signals.reshape(len(ranked), len(RANKED)), right)


def judge(seen: Seen, ranking: dict[str, float]) -> Judged:
    """Give what the decision about a case rests on under this ranking."""
    if not seen.ranked:
        return Judged(seen.case, None, right=False, claimed=False)
    scores = np.maximum(0, seen.signals @ np.array([ranking[name] for name in RANKED]))
    order = np.lexsort((-scores, [not candidate.claimed for candidate in seen.ranked]))
    ranked = [replace(seen.ranked[at], score=float(scores[at])) for at in order]
    right, claimed = bool(seen.right[order[0]]), ranked[0].claimed
    scope = seen.knowledge.scope(seen.case.reading, ranked[0])
    if claimed or scope.barred is not None or not names_something(seen.case.reading, ranked[0]):
        return Judged(seen.case, None, right=right, claimed=claimed)
    evidence = seen.knowledge.evidence(seen.case.reading, ranked, scope)
    return Judged(seen.case, np.array([getattr(evidence, n) for n in DECIDED]), right=right, claimed=claimed)


def fit_ranking(seen: Sequence[Seen], *, steps: int = 200, rate: float = 5.0, shrink: float = 0.002) -> dict[str, float]:
    """Give the weights under which the right entries are likeliest to come first."""
    usable = [one for one in seen if one.right.any()]
    whole = sum(one.case.counts for one in usable)
    held = np.array([name in AGAINST for name in RANKED])
    weights = np.where(held, PROMISED["refused"], 3.0)
    for _ in range(steps):
        slope = np.zeros(len(RANKED))
        for one in usable:
            scores = one.signals @ weights
            likely = np.exp(scores - scores.max())
            wanted = likely * one.right
            slope += one.case.counts * ((wanted / wanted.sum() - likely / likely.sum()) @ one.signals)
        weights = weights + rate * (slope / whole - shrink * weights)
        weights = np.where(held, np.minimum(weights, PROMISED["refused"]), np.maximum(weights, 0.0))
    weights /= weights[weights > 0].sum()
    return {name: float(weight) for name, weight in zip(RANKED, weights, strict=True)}


def fit_decision(judged: Sequence[Judged], *, steps: int = 1500, rate: float = 3.0, shrink: float = 0.0006) -> Weighed:
    """Give the weights and the bias under which confidence is nearest to being right; each keeps the sign it means."""
    usable = [(one.evidence, one.right, one.case.counts) for one in judged if one.evidence is not None]
    evidence = np.stack([one[0] for one in usable])
    right = np.array([one[1] for one in usable], dtype=float)
    counts = np.array([one[2] for one in usable]) / sum(one[2] for one in usable)
    middle, width = evidence.mean(axis=0), evidence.std(axis=0) + 0.05
    scaled = (evidence - middle) / width
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
        return float(judged.claimed)
    told = float(judged.evidence @ np.array([decision.weights[name] for name in DECIDED]))
    return float(1 / (1 + np.exp(-decision.bias - told)))


def shares(results: Sequence[tuple[Judged, float]], bar: float) -> tuple[float, float, float]:
    """Give how many of the answerable are answered right and wrongly, and how many of the others are answered."""
    known = [(one.right, sure >= bar) for one, sure in results if one.case.asked.topics]
    others = [sure >= bar for one, sure in results if not one.case.asked.topics]
    right, wrong = (sum(answered and good is one for good, answered in known) for one in (True, False))
    return right / len(known), wrong / len(known), sum(others) / len(others)


def best_bar(results: Sequence[tuple[Judged, float]]) -> float:
    """Give the lowest bar at which few enough answers are wrong or false."""
    for bar in sorted({sure for _, sure in results}):
        _, wrong, false = shares(results, bar)
        if wrong <= WRONG_AT_MOST and false <= FALSE_AT_MOST:
            return bar
    return 1.0


def log_odds(likely: float) -> float:
    """Give a likelihood as it stands before the logistic function."""
    return float(np.log(likely / (1 - likely)))


def write_examples(file: Path) -> None:
    """Write the examples that are shipped."""
    questions = {name: load(name) for name in EXAMPLES}
    lines = [
        "# Questions that show where the knowledge base ends, for matching by meaning: `beyond` is what no entry answers,",
        "# `ours` what some entry does. `fit_meaning.py --examples` writes this file; a new entry needs no line here.",
    ]
    for field, answerable in (("beyond", False), ("ours", True)):
        texts = dict.fromkeys(
            " ".join(a.text.split()) for n in EXAMPLES for a in questions[n] if bool(a.topics) is answerable
        )
        lines += [f"{field}:", *(f"  - {json.dumps(text, ensure_ascii=False)}" for text in texts)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(results: Sequence[tuple[Judged, float]], ranking_hits: str) -> None:
    """Print what several bars would give on the questions that nothing was mended for."""
    print(f"cross-validated on fresh-a, 5 folds disjoint by topic: {ranking_hits}\nanswer from   right  wrong  false")
    for bar in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, best_bar(results)):
        print(f"{bar:11.3f}" + "".join(f"{share:7.3f}" for share in shares(results, bar)))


def main() -> None:
    """Print cross-validated figures, then the constants fitted to everything."""
    if "--examples" in sys.argv:
        write_examples(ROOT / "knowledge" / "meaning" / "examples.yaml")
    bench = Bench(ROOT / "build")
    every = [case for name in TRAINED for case in bench.cases(name)]
    seen = []
    for fold in range(FOLDS):
        for drawn in range(DRAWN):
            knowledge = bench.thinned(FOLDS * drawn + fold)
            space = bench.space(knowledge, (case for case in every if case.fold != fold))
            seen += [bench.seen(case, knowledge, space) for case in every if case.fold == fold]
    judged = []
    for fold in range(FOLDS):
        ranking = fit_ranking([one for one in seen if one.case.fold != fold])
        judged += [judge(one, ranking) for one in seen if one.case.fold == fold]
    results = []
    for fold in range(FOLDS):
        decision = fit_decision([one for one in judged if one.case.fold != fold])
        results += [(one, confidence(one, decision)) for one in judged if one.case.fold == fold]
    clean = [one for one in results if one[0].case.name == "fresh-a"]
    known = [one.right for one, _ in clean if one.case.asked.topics]
    report(clean, f"hit@1 {sum(known) / len(known):.3f}")
    ranking, decision = fit_ranking(seen), fit_decision(judged)
    shift = log_odds(ANSWER_FROM) - log_odds(best_bar(clean))
    print("BY_MEANING = Weights(")
    print("    ranking=", {name: round(weight, 3) for name, weight in ranking.items()}, ",", sep="")
    told = {name: round(weight, 2) for name, weight in decision.weights.items() if round(weight, 2)}
    print("    decision=", told, ",", sep="")
    print(f"    bias={decision.bias + shift:.2f},\n)")


if __name__ == "__main__":
    main()
