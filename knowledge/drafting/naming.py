"""Identifiers of drafts: words of the heading in Latin letters, the same whenever the heading is."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING

from knowledge.glossary import Kind
from knowledge.hangul import is_syllable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from knowledge.drafting.ideas import Idea
    from knowledge.entry import Bilingual
    from knowledge.glossary import Concept, Sense

LONGEST_ID = 60
LEADS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
VOWELS = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui"),
    "i",
)
TAILS = (
    *(
        "",
        "k",
        "k",
        "k",
        "n",
        "n",
        "n",
        "t",
        "l",
        "k",
        "m",
        "l",
        "l",
        "l",
        "p",
        "l",
        "m",
        "p",
        "p",
        "t",
        "t",
        "ng",
        "t",
        "t",
    ),
    *("k", "t", "p", "t"),
)
WORD = re.compile(r"[a-z0-9]+|[가-힣]+")


class Dictionary:
    """What the glossary's things are called, and under which name they go."""

    def __init__(self, concepts: Mapping[str, Concept], terms: Iterable[tuple[str, Sense]]) -> None:
        self._concepts = concepts
        self._ids: dict[str, str] = {}
        for term, sense in terms:
            if sense.kind is Kind.THING and not term.endswith("~"):
                self._ids.setdefault(_key(term), sense.id)
        for concept in concepts.values():
            if concept.kind is Kind.THING:
                self._ids |= {_key(concept.name.ko): concept.id, _key(concept.name.en): concept.id}

    def id(self, label: str) -> str | None:
        """Give the id of the thing that goes by just this name."""
        return self._ids.get(_key(label))

    def other_name(self, label: str) -> Bilingual | None:
        """Give both names of a thing that is shown by just this name; a mere nickname has none."""
        concept = self._concepts.get(self.id(label) or "")
        shown = concept is not None and _key(label) in {_key(concept.name.ko), _key(concept.name.en)}
        return concept.name if shown and concept is not None else None


def _key(text: str) -> str:
    return "".join(text.lower().split())


def slug(label: str, dictionary: Dictionary) -> str:
    """Give a heading in lower-case Latin letters joined by hyphens; a thing of the glossary has the glossary's id."""
    short = label.partition("(")[0].strip() or label
    if known := dictionary.id(short):
        return known
    plain = unicodedata.normalize("NFKC", short).lower()
    latin = unicodedata.normalize("NFD", re.sub(r"[가-힣]+", lambda found: f" {found[0]} ", plain))
    words = WORD.findall(unicodedata.normalize("NFC", re.sub(r"[\u0300-\u036f]", "", latin)))
    return "-".join(dictionary.id(word) or romanised(word) for word in words)


def romanised(word: str) -> str:
    """Give a Korean word in Latin letters, syllable by syllable."""
    return "".join(_romanised(char) if is_syllable(char) else char for char in word)


def _romanised(char: str) -> str:
    lead, rest = divmod(ord(char) - ord("가"), 588)
    return LEADS[lead] + VOWELS[rest // 28] + TAILS[rest % 28]


def wanted(path: Sequence[str], dictionary: Dictionary) -> str:
    """Give the id that a heading path asks for: its headings' words, each once, and the nearest ones where they are many."""
    parts: list[str] = []
    for label in path:
        words = [word for word in slug(label, dictionary).split("-") if word]
        said = {word for part in parts for word in part.split("-")}
        fresh = [word for word in words if word not in said]
        if words and set().union(*(part.split("-") for part in parts)) <= set(words):
            parts, fresh = [], words
        if fresh:
            parts.append("-".join(fresh))
    while len(parts) > 1 and len("-".join(parts)) > LONGEST_ID:
        parts.pop(0)
    return _cut("-".join(parts))


def _cut(whole: str) -> str:
    if len(whole) <= LONGEST_ID:
        return whole
    return whole[:LONGEST_ID].rpartition("-")[0] or whole[:LONGEST_ID]


def fresh_id(idea: Idea, taken: Container[str], dictionary: Dictionary) -> str:
    """Give an id that nobody has: the one that the heading asks for, with a hash of the place where that is taken."""
    first = wanted(idea.path, dictionary)
    place = sha256(f"{idea.place.note}\n{idea.place.heading}".encode()).hexdigest()
    if not first:
        first = f"note-{place[:8]}"
    tries = [first, f"{first}-{place[:6]}", *(f"{first}-{place[:6]}-{number}" for number in range(2, 10_000))]
    return next(name for name in tries if name not in taken)
