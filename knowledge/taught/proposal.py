"""An answer as somebody proposes it in chat, and what has to be mended before it can be taken."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

from knowledge.check import LONGEST_ANSWER, LONGEST_TITLE
from knowledge.entry import LANGS, Bilingual
from knowledge.schema import LONGEST_PHRASING
from knowledge.text import bare, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.entry import Lang

MOST_WAYS = 10
#: What stands before an answer in the language that nobody has written it in yet.
ONLY_IN = {
    "ko": Bilingual("_아직 한국어로만 있어요._", "_Only in Korean so far._"),
    "en": Bilingual("_아직 영어로만 있어요._", "_Only in English so far._"),
}
#: From this share of Hangul on, a text is Korean, whatever terms it uses.
MOSTLY = 0.3
ADDRESS = re.compile(r"https://[^\s/<>|\"'`]+\.[^\s<>|\"'`]+")
#: What YAML and Slack show; anything else that somebody pastes is dropped.
UNPRINTABLE = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdff\ufe10-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    r"|[\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f]"
)


class Field(StrEnum):
    """The parts of a proposal that a person fills in."""

    QUESTION = "question"
    KO = "ko"
    EN = "en"
    WAYS = "ways"
    TITLE = "title"
    LINK = "link"


class Fault(StrEnum):
    """What may be wrong with a part of a proposal."""

    EMPTY_QUESTION = "empty-question"
    LONG_QUESTION = "long-question"
    NO_ANSWER = "no-answer"
    LONG_ANSWER = "long-answer"
    NOT_KOREAN = "not-korean"
    NOT_ENGLISH = "not-english"
    MANY_WAYS = "many-ways"
    LONG_WAY = "long-way"
    LONG_TITLE = "long-title"
    NO_ADDRESS = "no-address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An answer that somebody proposes, as they wrote it; `corrects` is the id of the entry that it is to replace."""

    question: str
    ko: str = ""
    en: str = ""
    ways: tuple[str, ...] = ()
    title: str = ""
    link: str = ""
    corrects: str = ""

    @property
    def langs(self) -> tuple[Lang, ...]:
        """Give the languages that the answer is in."""
        return tuple(lang for lang in LANGS if self.answer(lang))

    @property
    def name(self) -> str:
        """Give what it is called: its title, else its question."""
        return self.title or _as_title(self.question) or self.question[:LONGEST_TITLE]

    def called(self, lang: Lang) -> str:
        """Give its title in one language; where that was not written, the first of its questions in that language."""
        if self.title and (lang == "ko" or language(self.title) == "en"):
            return self.title
        asked = next((one for one in (self.question, *self.ways) if language(one) == lang), "")
        return _as_title(asked) or self.name

    def answer(self, lang: Lang) -> str:
        """Give the answer in one language, empty where there is none."""
        return self.ko if lang == "ko" else self.en

    def shown(self, lang: Lang) -> str:
        """Give the answer to show in a language: itself, else the other one's behind a note that says so."""
        if self.answer(lang) or not self.langs:
            return self.answer(lang)
        (only,) = self.langs
        return f"{ONLY_IN[only].say(lang)}\n\n{self.answer(only)}"

    def kept(self) -> str:
        """Give it as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Proposal:
        """Give back what was kept."""
        said = json.loads(text)
        return cls(**{**said, "ways": tuple(said["ways"])})


def proposal(*, question: str, ko: str, en: str, ways: str, title: str, link: str, corrects: str) -> Proposal:
    """Give a proposal from what stands in the fields of a form; `ways` are one a line."""
    said = _line(question)
    others = {bare(line): _line(line) for line in _clean(ways).split("\n") if bare(line) and bare(line) != bare(said)}
    return Proposal(
        question=said,
        ko=_clean(ko),
        en=_clean(en),
        ways=tuple(others.values()),
        title=_line(title),
        link=_line(link).strip("<>"),
        corrects=corrects,
    )


def _as_title(question: str) -> str:
    return question.rstrip(" ?？.!")[:LONGEST_TITLE]


def _clean(text: str) -> str:
    lines = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text).expandtabs(4)
    return "\n".join(line.rstrip() for line in UNPRINTABLE.sub("", lines).strip().split("\n"))


def _line(text: str) -> str:
    return " ".join(_clean(text).split())


def faults(said: Proposal) -> dict[Field, Fault]:
    """Give what has to be mended before a proposal can be taken, by part; nothing where it can."""
    return dict([*_in_answers(said), *_beside_answers(said)])


def _in_answers(said: Proposal) -> Iterator[tuple[Field, Fault]]:
    if not said.langs:
        yield Field.KO, Fault.NO_ANSWER
    for lang in LANGS:
        if len(escape(said.shown(lang), quote=False)) > LONGEST_ANSWER:
            yield Field(lang if said.answer(lang) else said.langs[0]), Fault.LONG_ANSWER
    if said.ko and _korean(said.ko) == 0:
        yield Field.KO, Fault.NOT_KOREAN
    if said.en and _korean(said.en) > MOSTLY:
        yield Field.EN, Fault.NOT_ENGLISH


def _beside_answers(said: Proposal) -> Iterator[tuple[Field, Fault]]:
    if not bare(said.question):
        yield Field.QUESTION, Fault.EMPTY_QUESTION
    elif len(said.question) > LONGEST_PHRASING:
        yield Field.QUESTION, Fault.LONG_QUESTION
    if len(said.ways) > MOST_WAYS:
        yield Field.WAYS, Fault.MANY_WAYS
    elif any(len(way) > LONGEST_PHRASING for way in said.ways):
        yield Field.WAYS, Fault.LONG_WAY
    if len(said.title) > LONGEST_TITLE:
        yield Field.TITLE, Fault.LONG_TITLE
    if said.link and not ADDRESS.fullmatch(said.link):
        yield Field.LINK, Fault.NO_ADDRESS


def _korean(text: str) -> float:
    """Give which share of a text's letters is Hangul."""
    letters = [char for char in text if char.isalpha()]
    return sum("가" <= char <= "힣" for char in letters) / (len(letters) or 1)
