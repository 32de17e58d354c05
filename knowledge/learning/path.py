"""What a newcomer walks through: a path of lessons, the entries that each lesson reads, and its quiz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.entry import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose, and why it is wrong or right."""

    text: Bilingual
    right: bool
    why: Bilingual | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A situation to think through, with exactly one right answer among its options."""

    id: str
    ask: Bilingual
    options: tuple[Option, ...]

    @property
    def right(self) -> Option:
        """Give the right answer."""
        return next(option for option in self.options if option.right)


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry to read, and the sentence that leads over to it."""

    entry: str
    bridge: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Two minutes of reading and a quiz; `formerly` names the ids that it had before."""

    id: str
    title: Bilingual
    passages: tuple[Passage, ...]
    quiz: tuple[Question, ...]
    try_it: Bilingual | None = None
    formerly: tuple[str, ...] = ()

    def question(self, name: str | None) -> Question | None:
        """Give the question of this id, where the quiz has it."""
        return next((question for question in self.quiz if question.id == name), None)

    @property
    def entries(self) -> frozenset[str]:
        """Give the ids of every entry that the lesson reads or explains with."""
        explaining = (option.entry for question in self.quiz for option in question.options)
        return frozenset(passage.entry for passage in self.passages) | {entry for entry in explaining if entry is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningPath:
    """Lessons in the order in which they are to be read."""

    id: str
    title: Bilingual
    about: Bilingual
    lessons: tuple[Lesson, ...]

    def lesson(self, name: str | None) -> Lesson | None:
        """Give the lesson of this id, where the path has it."""
        return next((lesson for lesson in self.lessons if lesson.id == name), None)

    def index(self, name: str) -> int:
        """Give the place of a lesson, counted from nought."""
        return next(at for at, lesson in enumerate(self.lessons) if lesson.id == name)
