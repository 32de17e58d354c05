"""Whether the knowledge base answers already what an idea of the notes would: asked the way a person would ask it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.answer import Found
from knowledge.drafting.labels import names
from knowledge.drafting.written import BARE_URL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answer import Answer
    from knowledge.answerer import Knowledge
    from knowledge.drafting.ideas import Idea, Place
    from knowledge.entry import Entry

ASKED = 3
AGREE = 2
#: Surer than for an answer: a draft too many costs a glance, an idea wrongly held to be covered is lost from sight.
SURE_FROM = 0.9
#: Where the plainest question comes no nearer, the others are not worth the asking.
HOPELESS_BELOW = 0.3
MOST_BEYOND = 5
#: What no wording changes: addresses, sizes, ids, host names, commands and whatever else stands in backticks.
FACT = re.compile(
    r"`[^`\n]{2,80}`|\b(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?\b|\b(?:vpc|subnet|rtb|vpce|sg|acl|igw|nat|eni|pl|tgw|i|ami)-[0-9a-f]{8,17}\b"
    r"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:internal|local|com|net|io|kr)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """An idea that a reviewed entry answers, and which facts of the notes that entry does not have."""

    place: Place
    title: str
    entry: str
    beyond: tuple[str, ...]


class Coverage:
    """Asks the knowledge base about ideas; the same question is asked once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._asked: dict[str, Answer] = {}

    def of(self, idea: Idea, asks: Sequence[str]) -> Covered | None:
        """Give the entry that answers most of what would be asked about the idea, its plainest question among it."""
        questions = list(dict.fromkeys((*asks[:1], names(idea.title)[0], *asks[1:ASKED])))
        nearest = self._answer(questions[0]).candidates[:1]
        if not nearest or nearest[0].score < HOPELESS_BELOW:
            return None
        plainest = [entry for question in questions[:2] if (entry := self._sure(question)) is not None]
        rest = [self._sure(question) for question in questions[2:]] if plainest else []
        votes = Counter(entry.id for entry in (*plainest, *rest) if entry is not None)
        for entry in plainest:
            if votes[entry.id] >= min(AGREE, len(questions)):
                return Covered(place=idea.place, title=idea.title, entry=entry.id, beyond=_beyond(idea, entry))
        return None

    def _sure(self, question: str) -> Entry | None:
        answer = self._answer(question)
        return answer.match.entry if isinstance(answer, Found) and answer.match.score >= SURE_FROM else None

    def _answer(self, question: str) -> Answer:
        if question not in self._asked:
            self._asked[question] = self._knowledge.answer(question)
        return self._asked[question]


def _beyond(idea: Idea, entry: Entry) -> tuple[str, ...]:
    """Give the facts in the notes that the entry has in neither language."""
    said = f"{entry.answer.ko}\n{entry.answer.en}".lower()
    text = BARE_URL.sub("", re.sub(r"^```.*?^```", "", idea.text, flags=re.DOTALL | re.MULTILINE))
    facts = dict.fromkeys([*(fact.strip("`").strip() for fact in FACT.findall(text)), *idea.commands])
    return tuple(fact for fact in facts if fact.lower() not in said)[:MOST_BEYOND]
