"""The words that questions are made of, found in running text whatever the language and the spacing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.hangul import TAILS, is_hangul, is_open

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.entry import Bilingual

CHUNK = re.compile(
    r"[가-힣ㄱ-ㅣ]+"
    r"|(?:vpce|igw|nat|rtb|eni|subnet|vpc|pl|sg|tgw|i)-(?:[0-9a-f]{4,17}(?![a-z0-9])|(?![a-z0-9]))"
    r"|\d+(?:\.\d+)+(?:/\d+)?|/\d{1,2}(?!\d)"
    r"|[a-z0-9]+(?:'[a-z]+)?|[^\W_]+"
)
PRIVATE = ("10.", "192.168.", "172.16.", "172.31.")
RESOURCE_ID = re.compile(r"([a-z]+-)[0-9a-f]{4,}")
LONGEST_TAIL = 6
SHORT = 2
LONG = SHORT + 1
MELTING = "ㄴㄹㅁㅂㅆ"


class Kind(StrEnum):
    """What a word does in a question."""

    THING = "thing"
    RELATION = "relation"
    ASK = "ask"
    FILLER = "filler"
    OUTSIDE = "outside"
    WORD = "word"


class Counts(StrEnum):
    """When a word that names something out of scope keeps a question from being answered."""

    ALWAYS = "always"
    ALONE = "alone"
    UNCOVERED = "uncovered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing however it is called."""

    id: str
    kind: Kind
    name: Bilingual
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Something that people ask and the knowledge base does not answer, and where to ask it instead."""

    id: str
    group: str
    counts: Counts
    name: Bilingual
    where: Bilingual
    unless: frozenset[str]
    softened_by: frozenset[str]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a term."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Term:
    """A written form with its spaces taken out; a stem takes whatever ending follows."""

    text: str
    senses: tuple[Sense, ...]
    stem: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the question: a term that was found, or letters that nobody knows (no senses)."""

    text: str
    senses: tuple[Sense, ...] = ()
    starts_word: bool = True


def chunks(text: str) -> list[str]:
    """Give the runs of one script that a normalised text consists of; ids and numbers keep only what says something."""
    return [chunk if chunk.isalpha() else _plain_number(RESOURCE_ID.sub(r"\1", chunk)) for chunk in CHUNK.findall(text)]


def _plain_number(chunk: str) -> str:
    """Give 10.0 for 10.0.3.7, 52.219 for 52.219.60.1, /24 for /23: addresses and sizes of one kind read alike."""
    if chunk[0] == "/":
        return chunk if chunk in {"/8", "/16", "/28"} else "/24"
    if not chunk[0].isdigit() or "." not in chunk or chunk.startswith("0.0."):
        return chunk
    return "10.0" if f"{chunk}.".startswith(PRIVATE) else ".".join(chunk.split(".")[:2])


class Phrasebook:
    """Every term of the glossary and of what is out of scope, ready to be looked up."""

    def __init__(self, terms: Iterable[tuple[str, Sense]], endings: Iterable[str]) -> None:
        senses: dict[tuple[str, bool], list[Sense]] = {}
        self.words: set[str] = set()
        self.subjects: set[str] = set()
        for written, sense in terms:
            parts = chunks(written.removesuffix("~"))
            self.words.update(parts)
            if sense.kind in {Kind.THING, Kind.RELATION, Kind.OUTSIDE}:
                self.subjects.update(parts)
            whole, stem = "".join(parts), written.endswith("~")
            for text in (whole, *conjugated(whole)) if stem else (whole,):
                known = senses.setdefault((text, stem), []) if text else []
                if sense not in known:
                    known.append(sense)
        self._by_text: dict[str, list[Term]] = {}
        lengths: dict[str, set[int]] = {}
        for (text, stem), found in sorted(senses.items(), key=lambda item: item[0][1]):
            self._by_text.setdefault(text, []).append(Term(text, tuple(found), stem))
            if len(text) > SHORT:
                lengths.setdefault(text[:LONG], set()).add(len(text))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}
        self._endings = frozenset(endings)

    def find(self, text: str) -> list[Piece]:
        """Give the text as terms and leftovers, longest term first, left to right, spaces ignored."""
        parts = chunks(text)
        squeezed = "".join(parts)
        ends: list[int] = []
        at = 0
        for part in parts:
            at += len(part)
            ends.append(at)
        return _Scan(self, squeezed, ends).pieces()

    def is_ending(self, tail: str, depth: int = 3) -> bool:
        """Say whether the letters are nothing but josa and verb endings."""
        if not tail or tail in self._endings:
            return True
        return depth > 1 and any(
            tail[:cut] in self._endings and self.is_ending(tail[cut:], depth - 1) for cut in range(1, len(tail))
        )

    def stem(self, word: str) -> str:
        """Give a Korean word without its josa, an English one without its plural."""
        if not is_hangul(word[0]):
            return singular(word)
        for cut in range(2, len(word)):
            if word[cut:] in self._endings:
                return word[:cut]
        return word

    def at(self, text: str, start: int) -> Iterable[Term]:
        """Give the terms that the text has at this place, longest first."""
        for length in self._lengths.get(text[start : start + LONG], ()):
            yield from self._by_text.get(text[start : start + length], ())
        yield from self._by_text.get(text[start : start + SHORT], ())
        yield from self._by_text.get(text[start], ())


def conjugated(stem: str) -> tuple[str, ...]:
    """Give 다른, 다를, 다름, 다릅 for 다르: a stem that ends in a vowel, with the consonants that endings add to it."""
    if len(stem) < SHORT or not is_open(stem[-1]):
        return ()
    return tuple(stem[:-1] + chr(ord(stem[-1]) + TAILS.index(tail)) for tail in MELTING)


def singular(word: str) -> str:
    """Give an English word without plural or possessive."""
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004 - "ties" is not "ty"
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word  # noqa: PLR2004 - "gas" stays


class _Scan:
    """One pass over one text."""

    def __init__(self, book: Phrasebook, text: str, ends: list[int]) -> None:
        self.book = book
        self.text = text
        self.ends = set(ends)
        self.chunk_end: list[int] = []
        start = 0
        for end in ends:
            self.chunk_end.extend([end] * (end - start))
            start = end
        self.found: list[Piece] = []

    def pieces(self) -> list[Piece]:
        """Give the pieces from left to right."""
        at = begin = 0
        after_term = False
        while at < len(self.text):
            fresh = at == 0 or at in self.ends
            if fresh:
                after_term = False
                self._leftover(begin, at)
                begin = at
            if after_term and begin == at and self.book.is_ending(self.text[at : self.chunk_end[at]]):
                at = begin = self.chunk_end[at]
                continue
            hit = self._term(at, fresh=fresh, joined=fresh or (after_term and begin == at))
            if hit is None:
                at = at + 1 if is_hangul(self.text[at]) else self.chunk_end[at]
                continue
            term, end = hit
            self._leftover(begin, at)
            self.found.append(Piece(self.text[at:end], term.senses))
            after_term = True
            at = begin = end
        self._leftover(begin, at)
        return self.found

    def _leftover(self, begin: int, end: int) -> None:
        if begin == end:
            return
        text = self.text[begin:end]
        starts_word = begin == 0 or begin in self.ends
        if not (is_hangul(text[0]) and not starts_word and self.book.is_ending(text)):
            self.found.append(Piece(text, (), starts_word))

    def _term(self, at: int, *, fresh: bool, joined: bool) -> tuple[Term, int] | None:
        """Give the longest term that fits here and where it ends."""
        if not joined and not is_hangul(self.text[at]):
            return None
        for term in self.book.at(self.text, at):
            if not joined and len(term.text) <= SHORT:
                continue
            end = at + len(term.text)
            if not fresh and end > self.chunk_end[at]:
                continue
            if (stop := self._fits(term, end)) is not None:
                return term, stop
        return None

    def _fits(self, term: Term, end: int) -> int | None:
        """Give where the term really ends, with its plural or its ending; nothing where it is only part of another word."""
        if end == len(self.text) or end in self.ends:
            return end
        stop = self.chunk_end[end]
        if not is_hangul(term.text[-1]):
            return stop if self.text[end:stop] in {"s", "'s", "es"} else None
        if term.stem:
            return stop if stop - end <= LONGEST_TAIL else None
        if len(term.text) > SHORT or self.book.is_ending(self.text[end:stop]):
            return end
        return end if any(t.stem or len(t.text) > 1 for t in self.book.at(self.text, end)) else None
