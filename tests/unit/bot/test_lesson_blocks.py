"""Every lesson and quiz of the product's path as messages: within Slack's limits, in both languages, at every step."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.blocks import lesson, team_progress, welcome
from bot.blocks.paging import messages
from bot.blocks.parts import esc, radios
from bot.blocks.progress import bar, lesson_value, mark, mine, opening
from bot.notes import Notes
from bot.playground.slack.blocks import Surface, block_faults, too_long
from knowledge.entry import LANGS
from knowledge.learning import walk
from knowledge.learning.standing import lessons_that_fail
from tests.unit.paths.lessons import lesson as small_lesson
from tests.unit.paths.lessons import path as small_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.entry import Entry, Lang
    from knowledge.learning.path import LearningPath
    from knowledge.learning.walk import Turn

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def notes() -> Notes:
    """Give the notes of the product."""
    return Notes()


@pytest.fixture(scope="module")
def entries(notes: Notes) -> Mapping[str, Entry]:
    """Give the entries of the product by id."""
    return {one.id: one for one in notes.of().entries}


@pytest.fixture(scope="module")
def path(notes: Notes) -> LearningPath:
    """Give the path of the product."""
    (found,) = notes.paths()
    return found


def postable(blocks: list[dict[str, Any]], surface: Surface = Surface.MESSAGE) -> None:
    """Make sure that Slack takes the blocks as one message."""
    (page,) = messages(blocks)
    assert block_faults(page, surface) == ()
    assert not too_long(page)


def words_of(value: object) -> str:
    """Give every word of some blocks."""
    if isinstance(value, dict):
        return "\n".join(one if key == "text" and isinstance(one, str) else words_of(one) for key, one in value.items())
    return "\n".join(map(words_of, value)) if isinstance(value, list) else ""


@pytest.mark.parametrize("lang", LANGS)
def test_every_step_of_the_path_can_be_posted(path: LearningPath, entries: Mapping[str, Entry], lang: Lang) -> None:
    """Each text, each question, what each choice is worth, what becomes of them later: one message, nothing cut off."""

    def shows(turn: Turn) -> str:
        reading = lesson.Reading(path=path, turn=turn, entries=entries, lang=lang)
        blocks = lesson.page(reading)
        for said in (blocks, lesson.paused(reading, mark(turn.progress)), lesson.settled(reading, mark(turn.progress))):
            postable(said)
        assert lesson.title(reading)
        return words_of(blocks)

    for one in path.lessons:
        turn = walk.go_to(walk.begin(path, at=MONDAY).progress, path, one.id)
        text = shows(turn)
        assert all(entries[passage.entry].title.say(lang) in text for passage in one.passages)
        for question in one.quiz:
            turn = walk.advance(turn.progress, path, at=MONDAY)
            shows(turn)
            (asked,) = [block for block in lesson.page(reading_of(path, turn, entries, lang)) if block["type"] == "input"]
            offered = [option["text"] for option in asked["element"]["options"]]
            assert [option["type"] for option in offered] == ["mrkdwn"] * len(question.options)
            for choice in range(len(question.options)):
                shows(walk.answer(turn.progress, path, lesson=one.id, question=question.id, choice=choice))
            right = question.options.index(question.right)
            turn = walk.answer(turn.progress, path, lesson=one.id, question=question.id, choice=right)


def reading_of(path: LearningPath, turn: Turn, entries: Mapping[str, Entry], lang: Lang) -> lesson.Reading:
    """Give a turn for a reader."""
    return lesson.Reading(path=path, turn=turn, entries=entries, lang=lang)


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_around_the_path_can_be_posted(path: LearningPath, entries: Mapping[str, Entry], lang: Lang) -> None:
    """The welcome, the choice, the question before starting over, the end with everything left out, and the progress."""
    turn = walk.begin(path, at=MONDAY)
    while turn.progress.spot is not None:
        postable(mine(path, turn.progress, lang, others=True), Surface.HOME)
        turn = walk.skip(turn.progress, path, at=MONDAY)
    reading = reading_of(path, turn, entries, lang)
    for blocks in (
        welcome.welcome("U1", [path], lang),
        welcome.welcome("U1", [path] * 30, lang),
        welcome.confirm_reset(path, lang),
        welcome.unreadable(path, lang),
        lesson.page(reading),
        lesson.settled(reading, mark(turn.progress)),
        mine(path, turn.progress, lang, others=False),
    ):
        postable(blocks)
    assert words_of(lesson.page(reading)).count(". ") >= len(path.lessons)


@pytest.mark.parametrize(("count", "offered"), [(3, ["button"] * 3), (4, ["static_select"])])
def test_a_few_skipped_lessons_are_buttons_and_many_are_one_menu(count: int, offered: list[str]) -> None:
    """The end of a path is no wall of buttons; each lesson is found again from either."""
    short = small_path(*(small_lesson(f"n{number}") for number in range(count)))
    turn = walk.begin(short, at=MONDAY)
    while turn.progress.spot is not None:
        turn = walk.skip(turn.progress, short, at=MONDAY)
    rows = [block["elements"] for block in lesson.page(reading_of(short, turn, {}, "en")) if block["type"] == "actions"]
    assert [element["type"] for element in rows[0]] == offered
    assert len(rows[0][0].get("options", rows[0])) == count


def test_who_skipped_to_the_end_is_not_said_to_have_finished() -> None:
    """Their own progress and the team's say how much was left out."""
    short = small_path(small_lesson("a"), small_lesson("b"))
    turn = walk.begin(short, at=MONDAY, shares=True)
    while turn.progress.spot is not None:
        turn = walk.skip(turn.progress, short, at=MONDAY)
    team = team_progress.Team(paths=(short,), sharing=(("U1", turn.progress),), hard=())
    assert "At the end.\n0 of 2 done · 2 skipped" in words_of(mine(short, turn.progress, "en", others=False))
    assert "0/2 · at the end, 2 skipped" in words_of(team_progress.whole(team, "en"))


def test_an_entry_that_is_gone_leaves_a_sentence_in_its_place(path: LearningPath) -> None:
    """The lesson is still shown, and so is a wrong answer without the entry to read again."""
    turn = walk.begin(path, at=MONDAY)
    assert "no longer in the notes" in words_of(lesson.page(reading_of(path, turn, {}, "en")))
    asked = walk.advance(turn.progress, path, at=MONDAY)
    first = path.lessons[0]
    wrong = next(at for at, option in enumerate(first.quiz[0].options) if not option.right)
    told = walk.answer(asked.progress, path, lesson=first.id, question=first.quiz[0].id, choice=wrong)
    assert "pick_entry" not in str(lesson.page(reading_of(path, told, {}, "en")))


def test_a_label_that_its_markup_makes_too_long_is_shown_plainly() -> None:
    """Nothing is cut off: Slack counts the escaped text of markup, and plain text as it is."""
    (offered,) = radios("quiz", [(esc("<" * 40), "0")])["options"]
    assert offered["text"] == {"type": "plain_text", "text": "<" * 40, "emoji": False}


def test_the_bar_has_a_cell_for_each_lesson_up_to_twenty() -> None:
    """Read, skipped and ahead are told apart; a long path shares the cells out."""
    short = small_path(small_lesson("a"), small_lesson("b"), small_lesson("c"))
    assert bar(short, walk.skip(walk.begin(short, at=MONDAY).progress, short, at=MONDAY).progress) == "▒░░"
    long = small_path(*(small_lesson(f"n{number}") for number in range(50)))
    assert bar(long, walk.begin(long, at=MONDAY).progress) == "░" * 20


def test_a_lesson_is_found_again_by_what_the_menu_carries(path: LearningPath) -> None:
    """Also where its id is longer than what Slack lets a choice carry; one that is gone is not."""
    long = small_path(small_lesson("x" * 200), small_lesson("y"))
    assert opening([path, long], lesson_value(long.id, "x" * 200)) == (long, long.lessons[0])
    assert opening([path], lesson_value("printing", "y")) is None


@pytest.mark.parametrize("lang", LANGS)
def test_a_team_of_hundreds_fits_into_home_and_messages(path: LearningPath, lang: Lang) -> None:
    """Home shows the first of them and says how many more there are; the message pages."""
    at = walk.advance(walk.begin(path, at=MONDAY, shares=True).progress, path, at=MONDAY)
    first = path.lessons[0]
    wrong = next(number for number, option in enumerate(first.quiz[0].options) if not option.right)
    failed = walk.answer(at.progress, path, lesson=first.id, question=first.quiz[0].id, choice=wrong).progress
    everybody = tuple((f"U{number}", failed) for number in range(400))
    team = team_progress.Team(
        paths=(path,), sharing=everybody, hard=lessons_that_fail((one for _, one in everybody), least=3)
    )
    postable(team_progress.in_home(team, lang), Surface.HOME)
    for page in messages(team_progress.whole(team, lang)):
        assert block_faults(page, Surface.MESSAGE) == ()
    assert "392" in words_of(team_progress.in_home(team, lang))
    assert "400" in words_of(team_progress.whole(team, lang))
    assert words_of(team_progress.whole(team, lang)).count("<@U") == 400
