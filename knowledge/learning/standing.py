"""Where people are on a path, and where a path loses them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.learning.changed import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.learning.path import LearningPath, Lesson
    from knowledge.learning.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far one person is: the lesson before them (none, once through), and how many are behind them."""

    lesson: Lesson | None
    read: int
    skipped: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCount:
    """How many people answered a question, and how many of them were wrong at first."""

    question: str
    answered: int
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonCount:
    """How a lesson fares: who answered any of its questions, who was wrong at first in any, who left it out."""

    path: str
    lesson: str
    answered: int
    failed: int
    skipped: int
    questions: tuple[QuestionCount, ...]


def standing(progress: Progress, path: LearningPath) -> Standing:
    """Give how far somebody is, counted in the lessons that the path has now."""
    now = fitted(progress, path)
    return Standing(
        lesson=None if now.spot is None else path.lesson(now.spot.lesson),
        read=sum(lesson.id in now.read for lesson in path.lessons),
        skipped=sum(lesson.id in now.skipped for lesson in path.lessons),
        total=len(path.lessons),
    )


def lessons_that_fail(progresses: Iterable[Progress], *, least: int = 1) -> tuple[LessonCount, ...]:
    """Give the lessons that people got wrong or left out, the worst first, where at least so many came to them.

    Nobody is named, so everybody counts; `least` keeps a count from telling of one person. A person counts once for a
    question, by their first try: who tries again learns, and yet the lesson had failed them.
    """
    tally = _Tally()
    for progress in progresses:
        tally.add(progress)
    counts = (tally.count(key, least) for key in tally.failed.keys() | tally.skipped.keys() if tally.came[key] >= least)
    return tuple(sorted(counts, key=lambda count: (-_share_lost(count), count.path, count.lesson)))


@dataclass(slots=True)
class _Tally:
    """Counts of people: by path and lesson, and by path, lesson and question."""

    answered: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    took: Counter[tuple[str, str]] = field(default_factory=Counter)
    failed: Counter[tuple[str, str]] = field(default_factory=Counter)
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    came: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, progress: Progress) -> None:
        """Count one person in."""
        first: dict[tuple[str, str, str], bool] = {}
        for reply in progress.replies:
            first.setdefault((progress.path, reply.lesson, reply.question), reply.right)
        misses = {key for key, right in first.items() if not right}
        took, left_out = {key[:2] for key in first}, {(progress.path, name) for name in progress.skipped}
        self.answered.update(first.keys())
        self.wrong.update(misses)
        self.took.update(took)
        self.failed.update({key[:2] for key in misses})
        self.skipped.update(left_out)
        self.came.update(took | left_out)

    def count(self, key: tuple[str, str], least: int) -> LessonCount:
        """Give what was counted of one lesson, with the questions that at least so many answered."""
        asked = (one for one in self.answered if one[:2] == key and self.answered[one] >= least)
        return LessonCount(
            path=key[0],
            lesson=key[1],
            answered=self.took[key],
            failed=self.failed[key],
            skipped=self.skipped[key],
            questions=tuple(
                QuestionCount(question=one[2], answered=self.answered[one], wrong=self.wrong[one])
                for one in sorted(asked, key=lambda one: (-self.wrong[one] / self.answered[one], one))
            ),
        )


def _share_lost(count: LessonCount) -> float:
    """Give the part of those who came to the lesson whom it lost."""
    return (count.failed + count.skipped) / max(count.answered + count.skipped, 1)
