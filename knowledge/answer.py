"""What comes back for a question: an answer, a choice, or an honest "I don't know", each able to say why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.entry import Bilingual, Entry, Lang, Topic
    from knowledge.glossary import Outside
    from knowledge.text import Repair


WORTH_NAMING = 0.05


class Part(StrEnum):
    """The part of an entry that a question was closest to."""

    ASK = "ask"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry that may answer, how likely (0 to 1), and the phrasing that was closest to the question."""

    entry: Entry
    score: float
    on: Part
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """What was understood of the question, what was mended in it, and what stayed unknown."""

    understood: tuple[Bilingual, ...]
    repairs: tuple[Repair, ...]
    unknown: tuple[str, ...]
    outside: Outside | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    question: str
    lang: Lang
    candidates: tuple[Match, ...]
    reasons: Reasons

    def why(self, lang: Lang | None = None) -> str:
        """Give, one reason a line, why this came back."""
        korean = (lang or self.lang) == "ko"
        lines = [line for line in self._reasons("ko" if korean else "en") if line]
        nothing = "질문에서 아는 말을 찾지 못했어요." if korean else "Nothing in the question was a word I know."
        return "\n".join(lines) or nothing

    def _reasons(self, lang: Lang) -> tuple[str, ...]:
        reasons = self.reasons
        near = [match for match in self.candidates if match.score >= WORTH_NAMING]
        said = dict.fromkeys(name.say(lang) for name in reasons.understood)
        repairs = (f"{repair.written} → {repair.read}" for repair in reasons.repairs)
        return (
            _line(("알아들은 말", "Understood"), said, lang),
            _line(("가장 가까운 질문", "Closest phrasing"), (f"“{match.text}”" for match in near[:1] if match.text), lang),
            _line(("고쳐 읽은 말", "Read as"), repairs, lang),
            _line(("모르는 말", "Unknown words"), reasons.unknown, lang),
            _line(("다루지 않는 주제", "Out of scope"), (o.name.say(lang) for o in (reasons.outside,) if o), lang),
            _line(("다음 후보", "Runner-up"), (match.entry.title.say(lang) for match in near[1:2]), lang),
        )


def _line(heads: tuple[str, str], parts: Iterable[str], lang: Lang) -> str:
    joined = ", ".join(parts)
    return f"{heads[lang == 'en']}: {joined}" if joined else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(_Reply):
    """One entry answers the question."""

    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous(_Reply):
    """Two or three entries are near, and none is stated as the answer."""

    options: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing(_Reply):
    """No entry answers: the two nearest topics (none where no word was known), and what it is about if that has a name."""

    nearest: tuple[Topic, ...]
    outside: Outside | None


Answer: TypeAlias = Found | Ambiguous | Missing
