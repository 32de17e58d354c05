"""What a team lead sees: where people are, and where lessons fail, without a name and not of too few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.learning.standing import QuestionCount, lessons_that_fail, standing
from knowledge.learning.walk import advance, answer, begin, skip
from tests.unit.paths.lessons import MONDAY, lesson, path

if TYPE_CHECKING:
    from knowledge.learning.progress import Progress

WAY = path(lesson("a"), lesson("b"))


def one_who_answers(*choices: int, shares: bool = True) -> Progress:
    """Give the progress of somebody who gives these answers to the first question."""
    progress = advance(begin(WAY, at=MONDAY, shares=shares).progress, WAY, at=MONDAY).progress
    for choice in choices:
        progress = answer(progress, WAY, lesson="a", question="one", choice=choice).progress
    return progress


def test_lessons_that_lose_people_are_counted_by_the_first_try() -> None:
    """One right, one wrong and then right, one who left: the second has been failed all the same."""
    gone = skip(begin(WAY, at=MONDAY, shares=True).progress, WAY, at=MONDAY).progress
    (count,) = lessons_that_fail([one_who_answers(1), one_who_answers(0, 1), gone])
    assert (count.path, count.lesson, count.answered, count.failed, count.skipped) == ("printing", "a", 2, 1, 1)
    assert count.questions == (QuestionCount(question="one", answered=2, wrong=1),)


def test_the_worst_lesson_comes_first() -> None:
    """By the part of people whom it lost, not by their number."""
    skips_b = skip(skip(begin(WAY, at=MONDAY, shares=True).progress, WAY, at=MONDAY).progress, WAY, at=MONDAY).progress
    counts = lessons_that_fail([one_who_answers(0), one_who_answers(1), skips_b])
    assert [(count.lesson, count.failed, count.skipped) for count in counts] == [("b", 0, 1), ("a", 1, 1)]


def test_everybody_counts_whether_they_share_or_not() -> None:
    """A count has no names; sharing is about being seen."""
    (count,) = lessons_that_fail([one_who_answers(0, shares=False), one_who_answers(0)])
    assert count.failed == 2


def test_fewer_people_than_the_least_are_not_told_of() -> None:
    """Neither by a lesson nor by a question: a count of one is a person."""
    gone = skip(begin(WAY, at=MONDAY).progress, WAY, at=MONDAY).progress
    assert lessons_that_fail([one_who_answers(0), gone], least=3) == ()
    (count,) = lessons_that_fail([one_who_answers(0), one_who_answers(1), gone], least=3)
    assert (count.answered, count.failed, count.skipped, count.questions) == (2, 1, 1, ())


def test_standing_counts_the_lessons_that_the_path_has_now() -> None:
    """A lesson taken out is neither behind nor before them."""
    at_b = skip(begin(WAY, at=MONDAY).progress, WAY, at=MONDAY).progress
    now = standing(at_b, path(lesson("b"), lesson("c")))
    assert now.lesson is not None
    assert (now.lesson.id, now.read, now.skipped, now.total) == ("b", 0, 0, 2)
