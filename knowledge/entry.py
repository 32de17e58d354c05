"""What the knowledge base holds: entries, the topics they answer, and the notes they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Lang = Literal["ko", "en"]
LANGS: tuple[Lang, Lang] = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same thing in Korean and in English."""

    ko: str
    en: str

    def say(self, lang: Lang) -> str:
        """Give it in one language."""
        return self.ko if lang == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Link:
    """A page that says what the entry says."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """The place in the notes that the entry comes from."""

    note: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing the notes are about."""

    slug: str
    name: Bilingual
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of knowledge: what it answers, the answer, and where it comes from."""

    id: str
    topics: tuple[str, ...]
    title: Bilingual
    asks_ko: tuple[str, ...]
    asks_en: tuple[str, ...]
    not_asks: tuple[str, ...]
    answer: Bilingual
    correction: Bilingual | None
    links: tuple[Link, ...]
    source: Source
    reviewed: date
    diagnose: str | None
    see_also: tuple[str, ...]

    def asks(self, lang: Lang) -> tuple[str, ...]:
        """Give the phrasings it answers in one language."""
        return self.asks_ko if lang == "ko" else self.asks_en

    @property
    def phrasings(self) -> tuple[str, ...]:
        """Give everything that a question is compared with: titles and phrasings, Korean first."""
        return (self.title.ko, *self.asks_ko, self.title.en, *self.asks_en)
