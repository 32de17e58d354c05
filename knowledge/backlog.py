"""What the notes owe an answer: questions asked in vain or answered badly, those that mean the same counted as one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.answer import Found, Missing
from knowledge.glossary import Kind
from knowledge.hangul import is_hangul
from knowledge.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from knowledge.answer import Answer
    from knowledge.answerer import Knowledge
    from knowledge.entry import Entry, Lang
    from knowledge.glossary import Outside
    from knowledge.text import Reading, Token

#: How like each other the words have to be that nobody knows, where the known ones are the same; 0 to 100.
WORDS_ALIKE = 60.0
#: How like each other two questions have to be, letter by letter, of which nothing is known.
LETTERS_ALIKE = 84.0
#: Groups of what is out of scope whose members are each about one thing, and not a field with many.
OF_ONE_THING = frozenset({"aws", "feature", "office"})
#: Groups of what is out of scope that nobody wants an entry for.
IDLE = frozenset({"chitchat", "injection"})
#: The phrasings of one group with which a new one is compared.
COMPARED = 24


class Shortfall(StrEnum):
    """In what the answer to a question fell short."""

    MISSING = "missing"  # the notes had none
    AMBIGUOUS = "ambiguous"  # several were offered, and nobody took one
    WRONG = "wrong"  # somebody called it wrong
    DIAGNOSIS = "diagnosis"  # the same, of a diagnosis


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One time that something was asked in vain or answered badly, by whom nobody knows.

    `entry` is what was called wrong, in the `edition` that it had then. `channel` is where others read along; it is empty
    where nobody did.
    """

    text: str
    lang: Lang
    at: datetime
    shortfall: Shortfall
    entry: str = ""
    edition: str = ""
    dismissed: bool = False
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Want:
    """Askings that mean the same, oldest first, which the notes do not answer."""

    askings: tuple[Asking, ...]

    @property
    def count(self) -> int:
        """Give how often it was asked."""
        return len(self.askings)

    @property
    def first(self) -> datetime:
        """Give when it was asked first."""
        return self.askings[0].at

    @property
    def last(self) -> datetime:
        """Give when it was asked last."""
        return self.askings[-1].at

    @property
    def texts(self) -> tuple[str, ...]:
        """Give the ways in which it was asked, the most frequent first."""
        return tuple(text for text, _ in Counter(one.text for one in self.askings).most_common())

    @property
    def shortfalls(self) -> Mapping[Shortfall, int]:
        """Give how often the answer fell short in which way."""
        counts = Counter(one.shortfall for one in self.askings)
        return {shortfall: counts[shortfall] for shortfall in Shortfall if counts[shortfall]}

    @property
    def entry(self) -> str:
        """Give the entry that was called wrong; empty where none was."""
        return next((one.entry for one in reversed(self.askings) if one.shortfall is Shortfall.WRONG and one.entry), "")

    def read_in(self, channel: str) -> Want | None:
        """Give as much of it as was asked where this channel's members read along; None where nothing of it was."""
        read = tuple(one for one in self.askings if one.channel == channel)
        return Want(read) if read and channel else None

    def said(self, lang: Lang) -> str:
        """Give how it was asked most, in this language where it was asked in it at all."""
        theirs = Counter(one.text for one in self.askings if one.lang == lang)
        return theirs.most_common(1)[0][0] if theirs else self.texts[0]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a question is about, what it says and asks of that, and the words in it that nobody knows."""

    things: frozenset[str]
    outside: frozenset[str]
    relations: frozenset[str]
    asks: frozenset[str]
    hangul: str
    latin: str
    spelled: str

    @property
    def keys(self) -> tuple[tuple[frozenset[str], str], ...]:
        """Give the places where questions lie that may mean the same."""
        return tuple((self.things, one) for one in sorted(self.outside) or [""])


@dataclass(slots=True)
class _Group:
    """Askings that mean the same, with the meanings of their phrasings."""

    meanings: list[_Meaning] = field(default_factory=list)
    askings: list[Asking] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question asked again: the answer that it gets now, and what it means."""

    answer: Answer
    meaning: _Meaning


class Backlog:
    """The backlog as one state of the notes sees it; each phrasing is read and asked again only once."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Ask this knowledge base."""
        self.knowledge = knowledge
        self._asked: dict[str, _Asked] = {}

    def wants(self, askings: Iterable[Asking]) -> tuple[Want, ...]:
        """Give what is wanted of the notes, newest last: neither what they answer by now, nor what was dismissed."""
        askings = tuple(askings)
        self._read({one.text for one in askings})
        waiting = [one for one in askings if not self._is_settled(one)]
        groups = [group for group in self._grouped(waiting) if not any(one.dismissed for one in group.askings)]
        wants = (Want(tuple(sorted(group.askings, key=lambda one: one.at))) for group in groups)
        return tuple(sorted(wants, key=lambda want: (want.last, want.first)))

    def _read(self, texts: set[str]) -> None:
        """Ask what is new again, and forget what is no longer there."""
        self._asked = {text: self._asked.get(text) or self._ask(text) for text in texts}

    def _ask(self, text: str) -> _Asked:
        answer = self.knowledge.answer(text)
        return _Asked(answer, _meaning(self.knowledge.speller.read(text), answer))

    def _is_settled(self, one: Asking) -> bool:
        """Say whether the notes answer it by now, or never should.

        What was called wrong is answered by another entry, or by another edition of the same.
        """
        answer = self._asked[one.text].answer
        if one.shortfall is Shortfall.DIAGNOSIS:
            return False
        if not isinstance(answer, Found):
            return isinstance(answer, Missing) and answer.outside is not None and answer.outside.group in IDLE
        entry = answer.match.entry
        return one.shortfall is not Shortfall.WRONG or entry.id != one.entry or edition(entry) != one.edition

    def _grouped(self, askings: Iterable[Asking]) -> list[_Group]:
        """Give the askings in groups of one meaning; diagnoses only with those of the very same."""
        by_text: dict[tuple[bool, str], list[Asking]] = {}
        for one in askings:
            by_text.setdefault((one.shortfall is Shortfall.DIAGNOSIS, bare(one.text)), []).append(one)
        found: list[_Group] = []
        lying: dict[tuple[frozenset[str], str], dict[int, _Group]] = {}
        for (is_diagnosis, _), same in by_text.items():
            meaning = self._asked[same[0].text].meaning
            places = () if is_diagnosis else [lying.setdefault(key, {}) for key in meaning.keys]
            near = {at: group for place in places for at, group in place.items()}
            likeness, at = max(((_likeness(meaning, group), -at) for at, group in near.items()), default=(0.0, 0))
            if likeness:
                group, at = near[-at], -at
            else:
                group, at = _Group(), len(found)
                found.append(group)
            for place in places:
                place[at] = group
            group.askings += same
            if len(group.meanings) < COMPARED:
                group.meanings.append(meaning)
        return found


def most_wanted(wants: Iterable[Want], most: int) -> tuple[Want, ...]:
    """Give those that were asked most often, newest last."""
    chosen = sorted(wants, key=lambda want: (want.count, want.last), reverse=True)[:most]
    return tuple(sorted(chosen, key=lambda want: (want.last, want.first)))


def edition(entry: Entry) -> str:
    """Give what changes as soon as an entry says something else."""
    said = f"{entry.id}\x1f{entry.answer.ko}\x1f{entry.answer.en}"
    return blake2b(said.encode(), digest_size=16).hexdigest()


def _meaning(reading: Reading, answer: Answer) -> _Meaning:
    """Give what a question means, the same for every language as far as its words are known.

    Where what is out of scope is a wide field, such as networking, its own words tell one question from another.
    """
    named = answer.outside if isinstance(answer, Missing) else None
    telling = {Kind.WORD} if named is None or named.group in OF_ONE_THING else {Kind.WORD, Kind.OUTSIDE}
    words = list(dict.fromkeys(_word(token) for token in reading.tokens if token.kind in telling))
    return _Meaning(
        things=_ids(reading, Kind.THING),
        outside=_outside(reading, named),
        relations=_ids(reading, Kind.RELATION),
        asks=_ids(reading, Kind.ASK),
        hangul=" ".join(word for word in words if all(map(is_hangul, word))),
        latin=" ".join(word for word in words if word.isascii()),
        spelled=reading.spelled,
    )


def _outside(reading: Reading, named: Outside | None) -> frozenset[str]:
    """Give what of a question is out of scope: the one thing that it is about, else what a wide field is asked of."""
    if named is None or named.group in OF_ONE_THING:
        return frozenset({named.id} if named is not None else ())
    return _ids(reading, Kind.OUTSIDE) - {named.id} or frozenset({named.id})


def _word(token: Token) -> str:
    return token.id if token.kind is Kind.WORD else token.text


def _ids(reading: Reading, kind: Kind) -> frozenset[str]:
    return frozenset(token.id for token in reading.tokens if token.kind is kind)


def _likeness(meaning: _Meaning, group: _Group) -> float:
    """Give how like a group's phrasings it is, the least of them; nothing where it is unlike any."""
    return min((_alike(meaning, one) for one in group.meanings), default=0.0)


def _alike(one: _Meaning, other: _Meaning) -> float:
    """Give how alike two questions are that name the same things; nothing where they ask something else of them.

    Words that nobody knows are compared with words of the same script alone: between languages the known ones decide.
    """
    letters = float(fuzz.token_sort_ratio(one.spelled, other.spelled))
    if letters >= LETTERS_ALIKE and one.relations == other.relations:
        return letters
    if not (one.things or one.outside) or one.relations != other.relations:
        return 0.0
    about_one_thing = len(one.things | one.outside | one.relations) == 1
    if about_one_thing and one.asks and other.asks and one.asks.isdisjoint(other.asks):
        return 0.0
    shared = [(a, b) for a, b in ((one.hangul, other.hangul), (one.latin, other.latin)) if a and b]
    words = min((float(fuzz.token_set_ratio(a, b)) for a, b in shared), default=WORDS_ALIKE)
    return words + len(one.asks & other.asks) if words >= WORDS_ALIKE else 0.0
