"""Identifiers of drafts: words of the heading in Latin letters, the same whenever the heading is."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from itertools import chain, count
from typing import TYPE_CHECKING

from knowledge.entry import Bilingual
from knowledge.glossary import Kind
from knowledge.hangul import is_syllable

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from knowledge.drafting.ideas import Idea
    from knowledge.glossary import Concept

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
PARTICLE = re.compile(r"(?<=[a-z0-9])(?:에서|으로|에게|까지|부터|[은는이가을를에의로와과도만])(?=\s|$)")
WORD = re.compile(r"[a-z0-9]+|[가-힣]+")


class Dictionary:
    """What the glossary's things are called, and under which name they go."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        things = {key: concept for key, concept in concepts.items() if concept.kind is Kind.THING}
        self._things = things
        self._ids = {_key(name): key for key, thing in things.items() for name in (thing.name.ko, thing.name.en)}

    def id(self, label: str) -> str | None:
        """Give the id of the thing that is shown by just this name; a mere nickname gives none."""
        return self._ids.get(_key(label))

    def names(self, label: str) -> Bilingual | None:
        """Give both names of the thing that is shown by just this name."""
        found = self._things.get(self.id(label) or "")
        return Bilingual(_capital(found.name.ko), _capital(found.name.en)) if found is not None else None


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _key(text: str) -> str:
    return "".join(text.lower().split())


def slug(label: str, dictionary: Dictionary) -> str:
    """Give a heading in lower-case Latin letters joined by hyphens; a thing of the glossary has the glossary's id."""
    short = label.partition("(")[0].strip() or label
    if known := dictionary.id(short):
        return known
    plain = unicodedata.normalize("NFKC", short).lower()
    plain = PARTICLE.sub(" ", plain)
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
    first = wanted(idea.named, dictionary)
    place = sha256(f"{idea.place.note}\n{idea.place.heading}".encode()).hexdigest()
    if not first:
        first = f"note-{place[:8]}"
    hashed = f"{first}-{place[:6]}"
    tries = chain((first, hashed), (f"{hashed}-{number}" for number in count(2)))
    return next(name for name in tries if name not in taken)
