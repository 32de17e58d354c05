"""Fits the constants of knowledge/weights.py to the tuning questions and prints them, with their cross-validated worth.

Run it as `.venv/bin/python tests/bench/fit_weights.py [FOLDER]` and copy what it prints. Measured questions take no part.
Questions for which words and phrasings were added since have nothing strange left in them, and whatever is fitted to them
learns to distrust every strange word: fit with a FOLDER of knowledge from before that.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, fields, replace
from itertools import chain, repeat
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parents[2]))

from knowledge import Knowledge, open_knowledge
from knowledge.answerer import Evidence, names_something
from knowledge.glossary import Kind
from knowledge.matcher import Candidate
from knowledge.signals import Signals
from knowledge.text import Reading, Token
from tests.bench.questions import TUNED, Asked, answers, load

if TYPE_CHECKING:
    from collections.abc import Callable

#: What only tests/bench/fit_meaning.py weighs.
MEANT = frozenset({"meaning", "probe", "beyond", "strange"})
RANKED = tuple(field.name for field in fields(Signals) if field.name not in MEANT)
DECIDED = tuple(field.name for field in fields(Evidence) if field.name not in MEANT)
AGAINST = frozenset(
    {"refused", "stray_concepts", "stray_words", "unknown", "undefined", "own", "ordered", "outside", "beside"}
)
#: What counts at least so much, however rarely it is seen: what entries decline, the company's own matters, and orders.
PROMISED = {"refused": -4.0, "own": -3.5, "ordered": -2.0}
#: Questions that were first asked after most words and entries were written say more of those yet to come.
SHARES = {"fresh-a": 1.0, "fresh-b": 1.0}
OTHERS = 0.3
FOLDS = 5
COPIES = 2
FORGOTTEN = 0.1
COMPARED = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its candidates."""

    asked: Asked
    reading: Reading
    ranked: tuple[Candidate, ...]
    share: float


def signed(name: str, weight: float) -> float:
    """Give the weight, or the nearest that still says what the signal means; what an entry declines always counts."""
    return min(weight, PROMISED.get(name, 0.0)) if name in AGAINST else max(weight, 0.0)


def cases(knowledge: Knowledge) -> list[Case]:
    """Give every tuning question with its candidates."""
    found = []
    for kept, asked in chain.from_iterable(zip(repeat(name), load(name), strict=False) for name in TUNED):
        reading = knowledge.speller.read(asked.text)
        found.append(Case(asked, reading, tuple(knowledge.index.rank(reading)[:COMPARED]), SHARES.get(kept, OTHERS)))
    return found


def forgetting(case: Case, knowledge: Knowledge, forgets: Callable[[Token], bool]) -> Case:
    """Give the question as it would read if the glossary did not have some of its words."""
    tokens = tuple(Token(Kind.WORD, f"?{t.text}", t.text) if forgets(t) else t for t in case.reading.tokens)
    reading = replace(case.reading, tokens=tokens)
    return Case(case.asked, reading, tuple(knowledge.index.rank(reading)[:COMPARED]), case.share)


def worn(case: Case, knowledge: Knowledge, seed: int) -> Case:
    """Give the question with a few of its words unknown, as in questions that nobody saw while the glossary was written."""
    dice = Random(f"{seed} {case.asked.text}")  # noqa: S311 - repeatable, not secret
    return forgetting(case, knowledge, lambda token: dice.random() < (0.6 if token.kind is Kind.OUTSIDE else FORGOTTEN))


def score(weights: dict[str, float], candidate: Candidate) -> float:
    """Give the candidate's score under these weights."""
    return sum(weight * float(getattr(candidate.signals, name)) for name, weight in weights.items())


def fit_ranking(training: list[Case], *, steps: int = 80, rate: float = 5.0, shrink: float = 0.002) -> dict[str, float]:
    """Give the weights under which the right entries are likeliest to come first."""
    weights = dict.fromkeys(RANKED, 3.0) | {"refused": PROMISED["refused"]}
    usable = [(c, right) for c in training if any(right := [answers(x.indexed.entry, c.asked) for x in c.ranked])]
    whole = sum(case.share for case, _ in usable)
    for _ in range(steps):
        slope = dict.fromkeys(RANKED, 0.0)
        for case, right in usable:
            scores = [score(weights, candidate) for candidate in case.ranked]
            likely = [math.exp(s - max(scores)) for s in scores]
            every, wanted = sum(likely), sum(p for p, yes in zip(likely, right, strict=True) if yes)
            for candidate, p, yes in zip(case.ranked, likely, right, strict=True):
                pull = case.share * ((p / wanted if yes else 0.0) - p / every)
                for name in RANKED:
                    slope[name] += pull * getattr(candidate.signals, name)
        for name in RANKED:
            weights[name] = signed(name, weights[name] + rate * (slope[name] / whole - shrink * weights[name]))
    positive = sum(weight for weight in weights.values() if weight > 0)
    return {name: weight / positive for name, weight in weights.items()}


def judged(knowledge: Knowledge, case: Case, weights: dict[str, float]) -> tuple[dict[str, float], bool] | None:
    """Give what the decision rests on and whether answering would be right; nothing where no weight decides."""
    ranked = sorted(
        (
            Candidate(
                indexed=c.indexed, signals=c.signals, score=max(0.0, score(weights, c)), claimed=c.claimed, closest=c.closest
            )
            for c in case.ranked
        ),
        key=lambda candidate: -candidate.score,
    )
    scope = knowledge.scope(case.reading, ranked[0])
    if scope.barred is not None or not names_something(case.reading, ranked[0]):
        return None
    evidence = knowledge.evidence(case.reading, ranked, scope)
    return {name: getattr(evidence, name) for name in DECIDED}, answers(ranked[0].indexed.entry, case.asked)


def confidence(weights: dict[str, float], bias: float, evidence: dict[str, float]) -> float:
    """Give how likely answering is right."""
    return 1 / (1 + math.exp(-bias - sum(weights[name] * evidence[name] for name in DECIDED)))


def fit_decision(
    examples: list[tuple[dict[str, float], bool, float]], *, steps: int = 600, rate: float = 4.0, shrink: float = 0.0006
) -> tuple[dict[str, float], float]:
    """Give the weights and the bias under which confidence is nearest to being right."""
    weights, bias, whole = dict.fromkeys(DECIDED, 0.0) | PROMISED, 0.0, sum(share for *_, share in examples)
    for _ in range(steps):
        slope, drift = dict.fromkeys(DECIDED, 0.0), 0.0
        for evidence, right, share in examples:
            error = share * (right - confidence(weights, bias, evidence))
            drift += error
            for name in DECIDED:
                slope[name] += error * evidence[name]
        bias += rate * drift / whole
        for name in DECIDED:
            weights[name] = signed(name, weights[name] + rate * (slope[name] / whole - shrink * weights[name]))
    return weights, bias


def fit(knowledge: Knowledge, training: list[Case]) -> tuple[dict[str, float], dict[str, float], float]:
    """Give all constants for these questions.

    Deciding learns from worn copies of what must be refused alone: nobody foresees every name of what is out of scope.
    """
    copies = [worn(case, knowledge, seed) for case in training for seed in range(COPIES)]
    ranking = fit_ranking([*training, *copies])
    learnt = [*training, *(case for case in copies if not case.asked.topics)]
    examples = [(*found, case.share) for case in learnt if (found := judged(knowledge, case, ranking)) is not None]
    return ranking, *fit_decision(examples)


def folded(case: Case) -> int:
    """Give the fold of a question; questions about one topic share theirs, so that no fold is fitted to its own topics."""
    return crc32(min(case.asked.topics, default=case.asked.text).encode()) % FOLDS


def cross_validated(knowledge: Knowledge, every: list[Case], *, wear: bool = False) -> list[tuple[Case, float, bool]]:
    """Give each question with the confidence that constants fitted to other topics have, and whether they are right."""
    found = []
    for fold in range(FOLDS):
        ranking, decision, bias = fit(knowledge, [case for case in every if folded(case) != fold])
        for case in (case for case in every if folded(case) == fold):
            seen = judged(knowledge, worn(case, knowledge, COPIES) if wear else case, ranking)
            found.append((case, confidence(decision, bias, seen[0]) if seen else 0.0, bool(seen and seen[1])))
    return found


def report(title: str, results: list[tuple[Case, float, bool]]) -> None:
    """Print what several thresholds would give."""
    known = [r for r in results if r[0].asked.topics]
    unknown = [r for r in results if not r[0].asked.topics]
    hit = sum(r[2] for r in known) / len(known)
    print(f"{title}: {len(known)} answerable, {len(unknown)} not; 5 folds disjoint by topic, hit@1 {hit:.3f}")
    print("answer from   right  wrong  false")
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        right = sum(r[2] and r[1] >= threshold for r in known) / len(known)
        wrong = sum(not r[2] and r[1] >= threshold for r in known) / len(known)
        print(f"{threshold:11} {right:7.3f} {wrong:6.3f} {sum(r[1] >= threshold for r in unknown) / len(unknown):6.3f}")


def main() -> None:
    """Print cross-validated figures at several thresholds, then the constants fitted to everything."""
    knowledge = open_knowledge(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    every = cases(knowledge)
    report("as it is", cross_validated(knowledge, every))
    report("with words unknown to the glossary", cross_validated(knowledge, every, wear=True))
    ranking, decision, bias = fit(knowledge, every)
    print("RANKING =", {name: round(weight, 3) for name, weight in ranking.items()})
    print("DECISION =", {name: round(weight, 2) for name, weight in decision.items()})
    print("BIAS =", round(bias, 2))


if __name__ == "__main__":
    main()
