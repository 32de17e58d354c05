"""A long question without what says least, so that its vector is ready as soon as that of a usual one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.glossary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.glossary import Phrasebook

CLAUSE = re.compile(r"(?<=[.,;:!?…])\s+")
WORTH = {Kind.THING: 3, Kind.OUTSIDE: 3, Kind.RELATION: 2, Kind.ASK: 2, Kind.WORD: 1}


def shortened(text: str, fits: Callable[[str], bool], book: Phrasebook) -> str:
    """Give the text, or where it does not fit, its clauses and then its words that name most, in their order."""
    if fits(text):
        return text
    clauses = CLAUSE.split(text)
    while len(clauses) > 1 and not fits(" ".join(clauses)):
        clauses.remove(min(clauses, key=lambda clause: _worth(clause, book) / len(clause) ** 0.5 if clause else 0.0))
    words = " ".join(clauses).split()
    middle = len(words) / 2
    least = sorted(range(len(words)), key=lambda at: (_worth_of_word(words[at], book), -abs(at - middle)))
    kept = set(range(len(words)))
    for at in least[:-1]:
        if fits(shorter := " ".join(words[i] for i in sorted(kept))):
            return shorter
        kept.remove(at)
    return words[least[-1]] if words else text


def _worth(clause: str, book: Phrasebook) -> int:
    return sum(_worth_of_word(word, book) for word in clause.split())


def _worth_of_word(word: str, book: Phrasebook) -> int:
    """Give how much a word tells about what is asked."""
    pieces = book.find(word)
    known = [WORTH.get(sense.kind, 0) for piece in pieces for sense in piece.senses]
    return max([*known, *(WORTH[Kind.WORD] for piece in pieces if not piece.senses)], default=0)
