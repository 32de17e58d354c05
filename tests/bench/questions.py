"""The questions that retrieval is measured with, and what came of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import Ambiguous, Found

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge import Entry, Knowledge

HERE = Path(__file__).parent
TUNED = ("tuning", "own", "voices", "fresh-a", "fresh-b", "fresh-c")
SETS = (*TUNED, "measured", "blind", "fresh-d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, the topics that answer it (none: it has to be refused), and what kind of question it is."""

    text: str
    lang: str
    kind: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came back for a question."""

    asked: Asked
    first: bool
    among_three: bool
    answered: bool
    offered: bool


def load(name: str) -> list[Asked]:
    """Give the questions of one set."""
    lines = (HERE / f"questions-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Asked(text=r["q"], lang=r["lang"], kind=r["kind"], topics=frozenset(r["topics"])) for r in rows]


def so_many(number: int) -> list[str]:
    """Give so many questions as people ask them, each once where there are as many."""
    every = list(dict.fromkeys(asked.text for name in SETS for asked in load(name)))
    return list(islice(cycle(every[:: max(1, len(every) // number)]), number))


def answers(entry: Entry, asked: Asked) -> bool:
    """Say whether the entry is about what was asked."""
    return not asked.topics.isdisjoint(entry.topics)


def ask(knowledge: Knowledge, questions: Sequence[Asked]) -> list[Outcome]:
    """Give what comes back for each question."""
    outcomes = []
    for asked in questions:
        answer = knowledge.answer(asked.text)
        right = [answers(match.entry, asked) for match in answer.candidates[:3]]
        outcomes.append(
            Outcome(
                asked=asked,
                first=right[0],
                among_three=any(right),
                answered=isinstance(answer, Found),
                offered=isinstance(answer, Ambiguous),
            )
        )
    return outcomes


def share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float:
    """Give the share of outcomes for which something holds; nothing asked, nothing held."""
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else 0.0


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Give the figures that releases are measured by."""
    known = [o for o in outcomes if o.asked.topics]
    unknown = [o for o in outcomes if not o.asked.topics]
    return {
        "hit@1": share(known, lambda o: o.first),
        "hit@3": share(known, lambda o: o.among_three),
        "right": share(known, lambda o: o.answered and o.first),
        "wrong": share(known, lambda o: o.answered and not o.first),
        "offered": share(known, lambda o: o.offered),
        "refused": share(known, lambda o: not (o.answered or o.offered)),
        "false": share(unknown, lambda o: o.answered),
        "false offers": share(unknown, lambda o: o.offered),
    }
