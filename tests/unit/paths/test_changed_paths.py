"""Progress survives a path that somebody edits, and text that somebody damages."""

from __future__ import annotations

import pytest

from knowledge.learning.saved import ProgressError, from_json, to_json
from knowledge.learning.walk import DoneStep, FeedbackStep, LessonStep, QuizStep, advance, answer, begin, go_to, show, skip
from tests.unit.paths.lessons import FRIDAY, MONDAY, lesson, path

WAY = path(lesson("a"), lesson("b"), lesson("c"))
AT_B = skip(begin(WAY, at=MONDAY).progress, WAY, at=MONDAY).progress
ASKED = advance(AT_B, WAY, at=MONDAY).progress
WRONG = answer(ASKED, WAY, lesson="b", question="one", choice=0).progress


def test_a_lesson_put_in_before_moves_nobody() -> None:
    """They stay in their lesson, which has another number now; the new one is offered at the end."""
    way = path(lesson("new"), *WAY.lessons)
    turn = show(AT_B, way)
    assert isinstance(turn.step, LessonStep)
    assert (turn.step.lesson.id, turn.step.number, turn.step.total) == ("b", 3, 4)
    ahead = skip(skip(turn.progress, way, at=FRIDAY).progress, way, at=FRIDAY)
    assert isinstance(ahead.step, LessonStep)
    assert ahead.step.lesson.id == "new"


def test_a_lesson_taken_out_leads_to_the_next_one_that_is_open() -> None:
    """Whoever stood in it goes on where it was."""
    turn = show(WRONG, path(lesson("a"), lesson("c")))
    assert isinstance(turn.step, LessonStep)
    assert turn.step.lesson.id == "c"


def test_where_nothing_is_open_any_more_the_path_is_done() -> None:
    """Going on from there sets the day."""
    way = path(lesson("a"))
    turn = show(AT_B, way)
    assert isinstance(turn.step, DoneStep)
    assert turn.progress.finished is None
    assert advance(turn.progress, way, at=FRIDAY).progress.finished == FRIDAY


def test_a_renamed_lesson_keeps_what_was_done_in_it() -> None:
    """Its old id is among `formerly`: answers, place and marks go along."""
    way = path(lesson("first", formerly=("a",)), lesson("second", formerly=("b",)), lesson("c"))
    turn = show(WRONG, way)
    assert isinstance(turn.step, FeedbackStep)
    assert turn.step.lesson.id == "second"
    assert turn.progress.skipped == {"first"}
    assert [reply.lesson for reply in turn.progress.replies] == ["second"]


def test_a_question_taken_out_is_followed_by_the_next() -> None:
    """Where the lesson has none left to ask, its text is shown."""
    turn = show(ASKED, path(lesson("a"), lesson("b", "two", "three"), lesson("c")))
    assert isinstance(turn.step, QuizStep)
    assert turn.step.question.id == "two"
    answered = advance(answer(turn.progress, WAY, lesson="b", question="two", choice=1).progress, WAY, at=MONDAY).progress
    left = show(go_to(answered, WAY, "b").progress, path(lesson("b", "two")))
    assert isinstance(left.step, LessonStep)


def test_a_question_whose_options_changed_is_asked_again_or_passed_over() -> None:
    """What the chosen option says now is not what they chose: no explanation of that is shown."""
    first = lesson("b").quiz[0]
    turned = type(first)(id=first.id, ask=first.ask, options=(first.options[1], first.options[0], first.options[2]))
    changed = lesson("b")
    way = path(type(changed)(id="b", title=changed.title, passages=changed.passages, quiz=(turned, changed.quiz[1])))
    turn = show(WRONG, way)
    assert isinstance(turn.step, QuizStep)
    assert turn.step.question.id == "two"


def test_whoever_was_through_is_told_what_is_new() -> None:
    """They stay through, and the end names the lesson that was added."""
    done = go_to(AT_B, WAY, "a").progress
    for _ in WAY.lessons:
        done = skip(done, WAY, at=MONDAY).progress
    turn = show(done, path(*WAY.lessons, lesson("d")))
    assert isinstance(turn.step, DoneStep)
    assert [each.id for each in turn.step.new] == ["d"]


def test_progress_of_another_path_is_refused() -> None:
    """It says which path it is on."""
    other = type(WAY)(id="other", title=WAY.title, about=WAY.about, lessons=WAY.lessons)
    with pytest.raises(ValueError, match='on the path "printing", not on "other"'):
        show(AT_B, other)


def test_saved_progress_comes_back_as_it_was() -> None:
    """Before, within and after a quiz, and at the end."""
    done = WRONG
    for _ in WAY.lessons:
        done = skip(done, WAY, at=FRIDAY).progress
    for progress in (begin(WAY, at=MONDAY, shares=True).progress, ASKED, WRONG, done):
        assert from_json(to_json(progress)) == progress


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not what this app writes"),
        ("[]", "not what this app writes"),
        ("{}", "not what this app writes"),
        (to_json(AT_B).replace('"version":1', '"version":9'), "version 9"),
        (to_json(AT_B).replace('"read":[]', '"read":"b"'), "damaged"),
        (to_json(AT_B).replace('"path":"printing"', '"path":7'), "damaged"),
        (to_json(AT_B).replace('"shares":false', '"shares":0'), "damaged"),
        (to_json(AT_B).replace('"reading"', '"flying"'), "damaged"),
        (to_json(AT_B).replace('["b",1,', '["b",-1,'), "damaged"),
        (to_json(AT_B).replace('["b",1,', '["b",'), "damaged"),
        (to_json(AT_B).replace('"started":', '"began":'), "damaged"),
    ],
)
def test_damaged_progress_is_refused_in_one_sentence(text: str, says: str) -> None:
    """It says what to do instead of breaking."""
    with pytest.raises(ProgressError, match=says):
        from_json(text)
