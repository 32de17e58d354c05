"""Walking a path: every step gives the new progress and what to show next; nothing else remembers anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from knowledge.learning.changed import fitted, unsettled
from knowledge.learning.progress import Progress, Reply, Spot, Stage

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.learning.path import LearningPath, Lesson, Option, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonStep:
    """A lesson to read, the how-manieth of how many."""

    lesson: Lesson
    number: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizStep:
    """A question to answer, the how-manieth of its lesson."""

    lesson: Lesson
    question: Question
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackStep:
    """What a choice was worth; after a wrong one the same question may be answered again."""

    lesson: Lesson
    question: Question
    number: int
    chosen: Option


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneStep:
    """The end of the path: how it went, and what can still be made up for."""

    path: LearningPath
    right_first_time: int
    answered: int
    skipped: tuple[Lesson, ...]
    new: tuple[Lesson, ...]


Step: TypeAlias = LessonStep | QuizStep | FeedbackStep | DoneStep


@dataclass(frozen=True, slots=True)
class Turn:
    """The progress after a move, and what to show now."""

    progress: Progress
    step: Step


def begin(path: LearningPath, *, at: datetime, shares: bool = False) -> Turn:
    """Give the first lesson to somebody who has just come."""
    first = Progress(path=path.id, spot=Spot(path.lessons[0].id, 0), started=at, shares=shares)
    return _turn(first, path)


def show(progress: Progress, path: LearningPath) -> Turn:
    """Give what somebody has before them: after a pause, after a restart, after the path was changed."""
    return _turn(fitted(progress, path), path)


def advance(progress: Progress, path: LearningPath, *, at: datetime) -> Turn:
    """Go on: from the text to the quiz, from an explanation to the next question or lesson; an open question stays open."""
    now = fitted(progress, path)
    spot = now.spot
    if spot is None:
        return _turn(replace(now, finished=now.finished or at), path)
    if spot.stage is Stage.ASKED:
        return _turn(now, path)
    lesson = path.lessons[spot.index]
    if spot.stage is Stage.READING:
        open_questions = [q.id for q in lesson.quiz if not any(reply.right for reply in now.tries(lesson.id, q.id))]
    else:
        position = [question.id for question in lesson.quiz].index(spot.question or "")
        open_questions = [q.id for q in lesson.quiz[position + 1 :] if not now.tries(lesson.id, q.id)]
    if open_questions:
        return _turn(replace(now, spot=Spot(lesson.id, spot.index, Stage.ASKED, open_questions[0])), path)
    settled = replace(now, read=now.read | {lesson.id}, skipped=now.skipped - {lesson.id})
    return _turn(_onward(settled, path, spot.index + 1, at), path)


def skip(progress: Progress, path: LearningPath, *, at: datetime) -> Turn:
    """Leave the rest of this lesson out; it can be gone back to, and counts as skipped until it is read."""
    now = fitted(progress, path)
    if now.spot is None:
        return _turn(now, path)
    left_out = replace(now, skipped=now.skipped | ({now.spot.lesson} - now.read))
    return _turn(_onward(left_out, path, now.spot.index + 1, at), path)


def answer(progress: Progress, path: LearningPath, *, lesson: str, question: str, choice: int) -> Turn:
    """Take a choice and explain it; a click on a question that is no longer before them changes nothing."""
    now = fitted(progress, path)
    spot = now.spot
    if spot is None or (spot.lesson, spot.question) != (lesson, question):
        return _turn(now, path)
    asked = path.lessons[spot.index].question(question)
    assert asked is not None, "a fitted spot names a question of its lesson"
    over = spot.stage is Stage.EXPLAINED and now.tries(lesson, question)[-1].right
    if over or not 0 <= choice < len(asked.options):
        return _turn(now, path)
    reply = Reply(lesson=lesson, question=question, choice=choice, right=asked.options[choice].right)
    return _turn(replace(now, replies=(*now.replies, reply), spot=replace(spot, stage=Stage.EXPLAINED)), path)


def back(progress: Progress, path: LearningPath) -> Turn:
    """Go back: from the quiz to the text, from the text to the lesson before, from the end to the last lesson."""
    now = fitted(progress, path)
    if now.spot is None:
        return go_to(now, path, path.lessons[-1].id)
    index = now.spot.index - 1 if now.spot.stage is Stage.READING else now.spot.index
    return go_to(now, path, path.lessons[max(index, 0)].id)


def go_to(progress: Progress, path: LearningPath, lesson: str) -> Turn:
    """Open a lesson of the path at its text; where the path has no such lesson, nothing changes."""
    now = fitted(progress, path)
    if path.lesson(lesson) is None:
        return _turn(now, path)
    return _turn(replace(now, spot=Spot(lesson, path.index(lesson))), path)


def reset(progress: Progress, path: LearningPath, *, at: datetime) -> Turn:
    """Start over with nothing done; whether the person shares stays as they said."""
    return begin(path, at=at, shares=progress.shares)


def _onward(progress: Progress, path: LearningPath, start: int, at: datetime) -> Progress:
    following = unsettled(progress, path, start)
    if following is not None:
        return replace(progress, spot=Spot(following.id, path.index(following.id)))
    return replace(progress, spot=None, finished=progress.finished or at)


def _turn(progress: Progress, path: LearningPath) -> Turn:
    return Turn(progress, _step(progress, path))


def _step(progress: Progress, path: LearningPath) -> Step:
    spot = progress.spot
    if spot is None:
        return _done(progress, path)
    lesson = path.lessons[spot.index]
    question = lesson.question(spot.question)
    if question is None:
        return LessonStep(lesson=lesson, number=spot.index + 1, total=len(path.lessons))
    number = lesson.quiz.index(question) + 1
    if spot.stage is Stage.ASKED:
        return QuizStep(lesson=lesson, question=question, number=number)
    chosen = question.options[progress.tries(lesson.id, question.id)[-1].choice]
    return FeedbackStep(lesson=lesson, question=question, number=number, chosen=chosen)


def _done(progress: Progress, path: LearningPath) -> DoneStep:
    first = [tries[0] for lesson in path.lessons for q in lesson.quiz if (tries := progress.tries(lesson.id, q.id))]
    return DoneStep(
        path=path,
        right_first_time=sum(reply.right for reply in first),
        answered=len(first),
        skipped=tuple(lesson for lesson in path.lessons if lesson.id in progress.skipped),
        new=tuple(lesson for lesson in path.lessons if lesson.id not in progress.settled),
    )
