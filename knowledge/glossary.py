"""The words that questions are made of, found in running text whatever the language and the spacing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from knowledge.hangul import is_hangul
from knowledge.inflection import SHORT, conjugated, inflected, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
REMEMBERED = 8192
LONGEST_TERM = 12
LONG = SHORT + 1
#: Latin words of fewer letters are read within one word only: "am i" is no AMI.
JOINS_FROM = 6


class Kind(StrEnum):
    """What a word does in a question."""

    THING = "thing"
    RELATION = "relation"
    ASK = "ask"
    PLAIN = "plain"
    FILLER = "filler"
    OUTSIDE = "outside"
    WORD = "word"


class Counts(StrEnum):
    """When a word that names something out of scope keeps a question from being answered."""

    ALWAYS = "always"
    ALONE = "alone"
    UNCOVERED = "uncovered"
    BESIDE = "beside"


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


class Sense(NamedTuple):
    """One meaning of a term."""

    kind: Kind
    id: str


class Term(NamedTuple):
    """A written form with its spaces taken out; a stem takes whatever ending follows."""

    text: str
    senses: tuple[Sense, ...]
    stem: bool


class Piece(NamedTuple):
    """A stretch of the question: a term that was found, or letters that nobody knows (no senses)."""

    text: str
    senses: tuple[Sense, ...] = ()
    starts_word: bool = True


def chunks(text: str) -> list[str]:
    """Give the runs of one script that a normalised text consists of; ids and numbers keep only what says something."""
    if text.isascii() and text.islower() and text.replace(" ", "").isalpha():
        return text.split()
    return [chunk if chunk.isalpha() else _without_id(chunk) for chunk in CHUNK.findall(text)]


def _without_id(chunk: str) -> str:
    """Give subnet- for subnet-0abc12: which one it is says nothing."""
    return RESOURCE_ID.sub(r"\1", chunk) if "-" in chunk else _plain_number(chunk)


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
        self.words: set[str] = set()
        self.subjects: set[str] = set()
        self.apart: set[str] = set()
        senses = self._collected(terms)
        self._by_text: dict[str, list[Term]] = {}
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        self._longest_first: dict[str, list[int]] = {}
        for text, stem in sorted(senses, key=itemgetter(1)):
            self._by_text.setdefault(text, []).append(Term(text, tuple(senses[text, stem]), stem))
            if len(text) > SHORT:
                self._lengths[text[:LONG]].add(len(text))
        self._endings = frozenset(endings)
        self._sorted = sorted(self._by_text)
        self._read: dict[str, tuple[Sequence[Piece], bool]] = {}

    def _collected(self, terms: Iterable[tuple[str, Sense]]) -> dict[tuple[str, bool], list[Sense]]:
        """Give the senses of every written form, stems apart; forms that follow from others give way to written ones."""
        senses: dict[tuple[str, bool], list[Sense]] = {}
        verbs: dict[str, list[Sense]] = {}
        for written, sense in terms:
            parts = chunks(written.removesuffix("~"))
            self.words.update(parts)
            if sense.kind in {Kind.THING, Kind.RELATION, Kind.OUTSIDE}:
                self.subjects.update(parts)
            whole, stem = "".join(parts), written.endswith("~")
            if len(parts) > 1:
                self.apart.add(whole)
            elif sense.kind not in {Kind.THING, Kind.OUTSIDE}:
                verbs.setdefault(whole, []).append(sense)
            for text in (whole, *conjugated(whole)) if stem else (whole,):
                known = senses.setdefault((text, stem), []) if text else []
                if sense not in known:
                    known.append(sense)
        for verb, meant in verbs.items():
            for form in inflected(verb):
                senses.setdefault((form, False), meant)
                self.words.add(form)
        return senses

    def find(self, text: str) -> list[Piece]:
        """Give the text as terms and leftovers, longest term first, left to right, spaces ignored."""
        parts = chunks(text)
        found: list[Piece] = []
        at = 0
        while at < len(parts):
            pieces, begins = self._alone(parts[at])
            goes_on = begins and at + 1 < len(parts) and self._begins(parts[at] + parts[at + 1][0])
            joined = self._joined(parts[at : at + LONGEST_TERM]) if goes_on else None
            pieces, used = joined or (pieces, 1)
            found += pieces
            at += used
        return found

    def _alone(self, chunk: str) -> tuple[Sequence[Piece], bool]:
        """Give what a chunk consists of where no term leads out of it, and whether one might."""
        known = self._read.get(chunk)
        if known is None:
            known = _Scan(self, chunk).pieces(), self._begins(chunk, longer=True)
            if len(self._read) < REMEMBERED:
                self._read[chunk] = known
        return known

    def _joined(self, parts: Sequence[str]) -> tuple[Sequence[Piece], int] | None:
        """Give the longest term that leads out of the first part, what follows in its last part, and the parts used."""
        text, ends = "".join(parts), list(accumulate(map(len, parts)))
        for term in self.at(text, 0):
            if len(term.text) <= ends[0]:
                return None
            if term.text.isascii() and len(term.text) < JOINS_FROM and term.text not in self.apart:
                continue
            last = bisect_left(ends, len(term.text))
            begin, scan = ends[last] - len(parts[last]), _Scan(self, parts[last])
            if (stop := scan.fits(term, len(term.text) - begin)) is not None:
                return [Piece(text[: begin + stop], term.senses), *scan.pieces(stop)], last + 1
        return None

    def _begins(self, text: str, *, longer: bool = False) -> bool:
        """Say whether a term begins like this."""
        at = bisect_left(self._sorted, text)
        if longer and at < len(self._sorted) and self._sorted[at] == text:
            at += 1
        return at < len(self._sorted) and self._sorted[at].startswith(text)

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

    def _lengths_from(self, start: str) -> list[int]:
        """Give how long the terms are that begin so, longest first."""
        lengths = self._longest_first.get(start)
        if lengths is None:
            lengths = sorted(self._lengths.get(start, ()), reverse=True)
            if lengths:
                self._longest_first[start] = lengths
        return lengths

    def at(self, text: str, start: int) -> Sequence[Term]:
        """Give the terms that the text has at this place, longest first."""
        found: list[Term] = []
        for length in self._lengths_from(text[start : start + LONG]):
            found += self._by_text.get(text[start : start + length], ())
        found += self._by_text.get(text[start : start + SHORT], ())
        found += self._by_text.get(text[start], ())
        return found


class _Scan:
    """One pass over one chunk."""

    def __init__(self, book: Phrasebook, text: str) -> None:
        self.book = book
        self.text = text

    def pieces(self, start: int = 0) -> list[Piece]:
        """Give the pieces from left to right; whatever is before the start belongs to a term."""
        found: list[Piece] = []
        at = begin = start
        after_term = start > 0
        while at < len(self.text):
            joined = after_term and begin == at
            if joined and self.book.is_ending(self.text[at:]):
                return found
            hit = self._term(at, joined=joined or at == 0)
            if hit is None:
                at = at + 1 if is_hangul(self.text[at]) else len(self.text)
                continue
            term, end = hit
            found += self._leftover(begin, at)
            found.append(Piece(self.text[at:end], term.senses))
            after_term = True
            at = begin = end
        return [*found, *self._leftover(begin, at)]

    def _leftover(self, begin: int, end: int) -> Iterable[Piece]:
        text = self.text[begin:end]
        if text and not (begin and is_hangul(text[0]) and self.book.is_ending(text)):
            yield Piece(text, (), begin == 0)

    def _term(self, at: int, *, joined: bool) -> tuple[Term, int] | None:
        """Give the longest term that fits here and where it ends."""
        if not joined and not is_hangul(self.text[at]):
            return None
        for term in self.book.at(self.text, at):
            if (joined or len(term.text) > SHORT) and (stop := self.fits(term, at + len(term.text))) is not None:
                return term, stop
        return None

    def fits(self, term: Term, end: int) -> int | None:
        """Give where the term really ends, with its plural or its ending; nothing where it is only part of another word."""
        stop = len(self.text)
        if end == stop:
            return end
        if not is_hangul(term.text[-1]):
            return stop if self.text[end:] in {"s", "'s", "es"} else None
        if term.stem:
            return stop if stop - end <= LONGEST_TAIL else None
        if len(term.text) > SHORT or self.book.is_ending(self.text[end:]):
            return end
        return end if any(t.stem or len(t.text) > 1 for t in self.book.at(self.text, end)) else None
