"""Progress on a path that was changed meanwhile: lessons renamed, removed or added, questions reworked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.learning.progress import Spot, Stage

if TYPE_CHECKING:
    from knowledge.learning.path import LearningPath, Lesson
    from knowledge.learning.progress import Progress


def fitted(progress: Progress, path: LearningPath) -> Progress:
    """Give the progress with a spot that the path has now; what was done stays done, under the lessons' present ids.

    Whoever stood in a lesson that is gone stands at the next one that they have not settled. Where a question is gone, or
    the option that they chose is no longer what it was, they are asked what that lesson has still to ask.
    """
    if progress.path != path.id:
        message = f'the progress is on the path "{progress.path}", not on "{path.id}"; look the path up by the progress'
        raise ValueError(message)
    renamed = _renamed(progress, path)
    if renamed.spot is None:
        return renamed
    return replace(renamed, spot=_spot(renamed, renamed.spot, path))


def _renamed(progress: Progress, path: LearningPath) -> Progress:
    present = {lesson.id for lesson in path.lessons}
    names = {old: lesson.id for lesson in path.lessons for old in lesson.formerly if old not in present}
    spot = progress.spot
    return replace(
        progress,
        spot=None if spot is None else replace(spot, lesson=names.get(spot.lesson, spot.lesson)),
        replies=tuple(replace(reply, lesson=names.get(reply.lesson, reply.lesson)) for reply in progress.replies),
        read=frozenset(names.get(name, name) for name in progress.read),
        skipped=frozenset(names.get(name, name) for name in progress.skipped),
    )


def _spot(progress: Progress, spot: Spot, path: LearningPath) -> Spot | None:
    lesson = path.lesson(spot.lesson)
    if lesson is None:
        following = unsettled(progress, path, spot.index)
        return None if following is None else Spot(following.id, path.index(following.id))
    at = replace(spot, index=path.index(lesson.id))
    if at.stage is Stage.READING or _stands(progress, at, lesson):
        return at
    question = next((question.id for question in lesson.quiz if not progress.tries(lesson.id, question.id)), None)
    return Spot(lesson.id, at.index, Stage.READING if question is None else Stage.ASKED, question)


def _stands(progress: Progress, spot: Spot, lesson: Lesson) -> bool:
    question = lesson.question(spot.question)
    if question is None or spot.stage is Stage.ASKED:
        return question is not None
    tries = progress.tries(lesson.id, question.id)
    return (
        bool(tries)
        and tries[-1].choice < len(question.options)
        and tries[-1].right == question.options[tries[-1].choice].right
    )


def unsettled(progress: Progress, path: LearningPath, start: int) -> Lesson | None:
    """Give the next lesson from a position on that was neither read nor skipped, else the first such one of the path."""
    return next((lesson for lesson in (*path.lessons[start:], *path.lessons) if lesson.id not in progress.settled), None)
