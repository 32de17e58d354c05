"""Whether a new entry keeps the promise of every entry: its questions find it, and it takes none of another's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from knowledge.answer import Found, Missing
from knowledge.backlog import IDLE
from knowledge.entry import LANGS
from knowledge.glossary import Kind
from knowledge.text import bare

if TYPE_CHECKING:
    from knowledge.answerer import Knowledge
    from knowledge.entry import Entry
    from knowledge.taught.proposal import Proposal

#: So many of the entries nearest to a new one are looked at: does it take a question of theirs?
NEAR = 4
#: So many of their questions are noted as ones that it does not answer.
LEFT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A question that two entries would claim: the one that was taught, and this other."""

    phrase: str
    other: Entry


def stands_alone(question: str, knowledge: Knowledge) -> bool:
    """Say whether a question tells what it is about: "why?" would claim every talk that goes on, a greeting every talk."""
    named = {token.kind for token in knowledge.speller.read(question).tokens} - {Kind.ASK}
    if named != {Kind.OUTSIDE}:
        return bool(named)
    found = knowledge.answer(question)
    return not (isinstance(found, Missing) and found.outside is not None and found.outside.group in IDLE)


def clash(new: Entry, before: Knowledge, after: Knowledge) -> Clash | None:
    """Give the first question at which a new entry and another get in each other's way; None where none is.

    `after` is the knowledge base with the new entry in it: each question of the new entry has to find it, and each of the
    entries nearest to it has to be found by its own.
    """
    for phrase in dict.fromkeys(new.phrasings):
        if (first := after.answer(phrase).candidates[0].entry).id != new.id:
            return Clash(phrase=phrase, other=first)
    for other in _nearest(new, before):
        for phrase in dict.fromkeys(other.phrasings):
            taken = after.answer(phrase).candidates[0].entry.id == new.id
            if taken and before.answer(phrase).candidates[0].entry.id == other.id:
                return Clash(phrase=phrase, other=other)
    return None


def claimed_by(said: Proposal, before: Knowledge) -> Clash | None:
    """Give the first question of a proposal that is word for word one of another entry's than it corrects."""
    for phrase in dict.fromkeys((said.question, *said.ways, said.name)):
        for match in before.answer(phrase).candidates[:1]:
            other = match.entry
            if other.id != said.corrects and bare(phrase) in map(bare, other.phrasings):
                return Clash(phrase=phrase, other=other)
    return None


def _nearest(new: Entry, before: Knowledge) -> list[Entry]:
    """Give the other entries that come nearest to the new one's questions, nearest first."""
    near = [before.answer(phrase).candidates for phrase in dict.fromkeys(new.phrasings)]
    ranked = (match.entry for rank in zip_longest(*near) for match in rank if match is not None)
    return list({entry.id: entry for entry in ranked if entry.id != new.id}.values())[:NEAR]


def answered_by(said: Proposal, before: Knowledge) -> Entry | None:
    """Give the entry that answers a proposal's question today, if one does with confidence."""
    found = before.answer(said.question)
    return found.match.entry if isinstance(found, Found) else None


def with_what_it_leaves(new: Entry, before: Knowledge, after: Knowledge) -> Entry:
    """Give a new entry with questions that it does not answer: those of its neighbours, which still find them."""
    if new.not_asks:
        return new
    near = [other.asks(lang)[0] for other in _nearest(new, before) for lang in LANGS if other.asks(lang)]
    left = [one for one in near if after.answer(one).candidates[0].entry.id != new.id]
    return replace(new, not_asks=tuple(dict.fromkeys(left))[:LEFT])
