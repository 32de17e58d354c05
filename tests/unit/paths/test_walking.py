"""A walk over a path: forwards, backwards, by skipping, and from the start again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.learning.saved import from_json, to_json
from knowledge.learning.shelf import read_paths
from knowledge.learning.walk import (
    DoneStep,
    FeedbackStep,
    LessonStep,
    QuizStep,
    Turn,
    advance,
    answer,
    back,
    begin,
    go_to,
    reset,
    show,
    skip,
)
from knowledge.library import Folder, read_entries
from tests.unit.paths.lessons import FRIDAY, MONDAY, lesson, path

if TYPE_CHECKING:
    from knowledge.learning.path import LearningPath

WAY = path(lesson("a"), lesson("b"), lesson("c"))


def told(turn: Turn) -> tuple[str, ...]:
    """Give in words what is shown."""
    match turn.step:
        case LessonStep(lesson=lesson):
            return ("read", lesson.id)
        case QuizStep(lesson=lesson, question=question):
            return ("asked", lesson.id, question.id)
        case FeedbackStep(lesson=lesson, question=question, chosen=chosen):
            return ("right" if chosen.right else "wrong", lesson.id, question.id)
        case DoneStep():
            return ("done",)


def choose(turn: Turn, way: LearningPath, choice: int) -> Turn:
    """Answer the question that is shown, or shown again."""
    assert isinstance(turn.step, (QuizStep, FeedbackStep))
    return answer(turn.progress, way, lesson=turn.step.lesson.id, question=turn.step.question.id, choice=choice)


def on(turn: Turn, way: LearningPath = WAY) -> Turn:
    """Go on by one step."""
    return advance(turn.progress, way, at=FRIDAY)


def test_the_shipped_path_can_be_walked_to_its_end_with_a_restart_at_every_step() -> None:
    """Reading, answering and going on leads through every lesson and question; nothing is lost between two clicks."""
    ways = read_paths(Folder.shipped(), {entry.id for entry in read_entries(Folder.shipped())})
    way = ways["cloud-to-gateway-endpoint"]
    turn, seen = begin(way, at=MONDAY), []
    while not isinstance(turn.step, DoneStep):
        seen.append(told(turn))
        kept = from_json(to_json(turn.progress))
        assert kept == turn.progress
        assert show(kept, way) == turn
        match turn.step:
            case QuizStep(question=question):
                turn = choose(turn, way, question.options.index(question.right))
            case _:
                turn = advance(kept, way, at=FRIDAY)
    questions = [question for each in way.lessons for question in each.quiz]
    assert [step[1] for step in seen if step[0] == "read"] == [each.id for each in way.lessons]
    assert len([step for step in seen if step[0] == "right"]) == len(questions)
    assert (turn.step.right_first_time, turn.step.answered, turn.step.skipped, turn.step.new) == (
        len(questions), len(questions), (), (),
    )  # fmt: skip
    assert (turn.progress.started, turn.progress.finished) == (MONDAY, FRIDAY)
    assert 12 <= len(way.lessons) <= 14


def test_a_wrong_choice_is_explained_and_may_be_mended() -> None:
    """The first try counts in the end, and a right answer is not asked again."""
    way = path(lesson("a"))
    wrong = choose(on(begin(way, at=MONDAY), way), way, 0)
    assert told(wrong) == ("wrong", "a", "one")
    assert isinstance(wrong.step, FeedbackStep)
    assert wrong.step.chosen.why is not None
    mended = choose(wrong, way, 1)
    assert told(mended) == ("right", "a", "one")
    assert choose(mended, way, 0).progress == mended.progress
    done = on(choose(on(mended, way), way, 1), way)
    assert isinstance(done.step, DoneStep)
    assert (done.step.right_first_time, done.step.answered) == (1, 2)


def test_an_open_question_stays_until_it_is_answered_or_skipped() -> None:
    """Going on does not answer for anybody."""
    asked = on(begin(WAY, at=MONDAY))
    assert told(asked) == ("asked", "a", "one")
    assert on(asked) == asked


@pytest.mark.parametrize(
    ("named", "question", "choice"), [("a", "two", 1), ("b", "one", 1), ("a", "one", 3), ("a", "one", -1)]
)
def test_a_click_on_an_old_message_changes_nothing(named: str, question: str, choice: int) -> None:
    """Another question, another lesson, or an option that is not there."""
    asked = on(begin(WAY, at=MONDAY))
    assert answer(asked.progress, WAY, lesson=named, question=question, choice=choice) == asked


def test_back_leads_from_the_quiz_to_the_text_and_from_there_to_the_lesson_before() -> None:
    """At the first lesson it goes no further."""
    start = begin(WAY, at=MONDAY)
    second = skip(start.progress, WAY, at=MONDAY)
    assert told(on(second)) == ("asked", "b", "one")
    text = back(on(second).progress, WAY)
    assert told(text) == ("read", "b")
    first = back(text.progress, WAY)
    assert told(first) == ("read", "a")
    assert told(back(first.progress, WAY)) == ("read", "a")


def test_what_was_skipped_is_named_at_the_end_and_can_be_made_up_for() -> None:
    """Having read it then, one is back at the end, and the day of finishing stays."""
    turn = begin(WAY, at=MONDAY)
    for _ in WAY.lessons:
        turn = skip(turn.progress, WAY, at=MONDAY)
    assert isinstance(turn.step, DoneStep)
    assert [each.id for each in turn.step.skipped] == ["a", "b", "c"]
    assert skip(turn.progress, WAY, at=FRIDAY) == turn
    turn = on(go_to(turn.progress, WAY, "b"))
    turn = on(choose(on(choose(turn, WAY, 1)), WAY, 1))
    assert isinstance(turn.step, DoneStep)
    assert [each.id for each in turn.step.skipped] == ["a", "c"]
    assert turn.progress.finished == MONDAY
    assert told(back(turn.progress, WAY)) == ("read", "c")
    assert go_to(turn.progress, WAY, "nowhere") == turn


def test_skipping_what_was_read_already_does_not_unread_it() -> None:
    """Whoever looks something up again has still read it."""
    done = on(choose(on(choose(on(begin(WAY, at=MONDAY)), WAY, 1)), WAY, 1))
    again = skip(go_to(done.progress, WAY, "a").progress, WAY, at=MONDAY)
    assert (again.progress.read, again.progress.skipped, told(again)) == (frozenset({"a"}), frozenset(), ("read", "b"))


def test_a_reset_starts_over_and_keeps_only_what_was_agreed() -> None:
    """Nothing is done any more; whether they share is theirs to change."""
    far = skip(begin(WAY, at=MONDAY, shares=True).progress, WAY, at=MONDAY)
    assert reset(far.progress, WAY, at=FRIDAY) == begin(WAY, at=FRIDAY, shares=True)
