"""Where people are on a path, and where a path loses them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
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


def lessons_that_fail(progresses: Iterable[Progress]) -> tuple[LessonCount, ...]:
    """Give the lessons that somebody got wrong or left out, the worst first, by those who agreed to share alone.

    A person counts once for a question, by their first try: who tries again learns, and yet the lesson had failed them.
    """
    answered: Counter[tuple[str, str, str]] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    took: Counter[tuple[str, str]] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    skipped: Counter[tuple[str, str]] = Counter()
    for progress in progresses:
        if not progress.shares:
            continue
        first: dict[tuple[str, str, str], bool] = {}
        for reply in progress.replies:
            first.setdefault((progress.path, reply.lesson, reply.question), reply.right)
        misses = {key for key, right in first.items() if not right}
        answered.update(first.keys())
        wrong.update(misses)
        took.update({key[:2] for key in first})
        failed.update({key[:2] for key in misses})
        skipped.update((progress.path, name) for name in progress.skipped)
    counts = [
        LessonCount(
            path=path,
            lesson=lesson,
            answered=took[path, lesson],
            failed=failed[path, lesson],
            skipped=skipped[path, lesson],
            questions=tuple(
                QuestionCount(question=key[2], answered=answered[key], wrong=wrong[key])
                for key in sorted(answered, key=lambda key: (-wrong[key] / answered[key], key))
                if key[:2] == (path, lesson)
            ),
        )
        for path, lesson in failed.keys() | skipped.keys()
    ]
    return tuple(sorted(counts, key=lambda count: (-_share_lost(count), count.path, count.lesson)))


def _share_lost(count: LessonCount) -> float:
    """Give the part of those who came to the lesson whom it lost."""
    return (count.failed + count.skipped) / max(count.answered + count.skipped, 1)
