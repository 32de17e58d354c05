"""Paths and lessons are checked with file and line, and a team's own go over or beside those of the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.entry import LANGS
from knowledge.learning.check import check_paths
from knowledge.learning.pace import LONGEST_LESSON, reading_time, seconds
from knowledge.learning.shelf import read_paths, shipped_lessons
from knowledge.library import Folder, read_entries
from knowledge.store import KnowledgeError
from tests.unit.knowledge.folders import Team
from tests.unit.paths.lessons import LESSON, PATH, with_path

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.entry import Entry

WHY = "why: {ko: 줄이니까요., en: It is a line.}, entry: printer-queue"
LONG = f"{{ko: 가, en: {'on and ' * 300}}}"


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    """Give the entries that come with the product by id."""
    return {entry.id: entry for entry in read_entries(Folder.shipped())}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a team's folder with one entry and no paths."""
    return Team(tmp_path / "notes").with_entry("printer-queue").folder


def test_the_shipped_paths_keep_their_promises() -> None:
    """Every entry exists, every lesson is on the path and short enough."""
    assert check_paths() == []


def test_every_shipped_lesson_reads_in_two_minutes_and_not_in_a_blink(entries: dict[str, Entry]) -> None:
    """In both languages, which take about as long as each other."""
    for lesson in shipped_lessons(frozenset(entries)).values():
        times = [reading_time(lesson, entries, lang) for lang in LANGS]
        assert all(60 < time <= LONGEST_LESSON for time in times), (lesson.id, times)
        assert max(times) - min(times) < 12, (lesson.id, times)


def test_the_right_answer_of_the_shipped_quizzes_is_not_known_by_its_place(entries: dict[str, Entry]) -> None:
    """No place among the options is right more than half of the time."""
    questions = [question for lesson in shipped_lessons(frozenset(entries)).values() for question in lesson.quiz]
    places = [question.options.index(question.right) for question in questions]
    assert all(places.count(place) * 2 <= len(places) for place in range(4))


def test_a_term_is_read_as_one_word_and_a_listing_at_a_glance() -> None:
    """Neither a hostname nor a table makes a lesson long."""
    assert seconds("s3.ap-northeast-2.amazonaws.com") == seconds("word") > 0
    assert seconds("```\n" + "10.0.0.0/16 local\n" * 30 + "```") < 5
    assert seconds("가" * 500) == pytest.approx(60)


def test_a_folder_without_paths_has_nothing_to_check(folder: Path) -> None:
    """A team that writes none is told nothing."""
    assert check_paths(folder) == []


def test_a_good_path_of_a_team_has_no_problems(folder: Path) -> None:
    """Nothing is said where nothing is wrong."""
    assert check_paths(with_path(folder)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("- printer-queue\n", "- printer-queu\n", 4, 'the entry "printer-queu"'),
        ("It is a line.}, entry: printer-queue}", "It is a line.}, entry: fax}", 10, 'the entry "fax"'),
        ("title: {ko: 대기열, en: The queue}", "title: {ko: 대기열}", 2, 'lacks "en"'),
        ("come, right: true}", "come, why: {ko: ㄴ, en: n}, entry: printer-queue}", 9, "has 0 right"),
        ("en: The second, right: true}", "en: The second, right: maybe}", 16, "something else than true"),
        (f"Nobody, {WHY}", "Nobody, right: true", 15, "has 2 right"),
        ("en: Anybody,", "en: the last to come.,", 11, "twice"),
        (f"  - {{ko: 아무나, en: Anybody, {WHY}}}\n", "", 9, "at least 3"),
        (", entry: printer-queue}\n- id: second", "}\n- id: second", 11, 'lacks "entry" in a wrong option'),
        ("id: second", "id: first", 12, 'the question "first" twice'),
        ("en: Anybody,", f"en: {'Anybody ' * 10},", 11, "keep it to 75"),
        ("id: the-queue", "id: the-line", 1, "make them the same"),
        ("- printer-queue\n", "- printer-queue\n- printer-queue\n", 5, "twice"),
        ("- printer-queue\n", f"- entry: printer-queue\n  bridge: {LONG}\n", 4, "seconds to read in en"),
    ],
)
def test_a_broken_promise_of_a_lesson_is_named_with_its_line(folder: Path, old: str, new: str, line: int, says: str) -> None:
    """The problem says where, what is wrong, and what to write instead."""
    assert old in LESSON
    problems = check_paths(with_path(folder, lesson=LESSON.replace(old, new, 1)))
    assert [(problem.line, says in problem.message) for problem in problems[:1]] == [(line, True)], problems
    assert str(problems[0]).startswith("notes/paths/")


def test_a_path_names_lessons_that_exist_and_each_of_them_once(folder: Path) -> None:
    """A lesson that nobody wrote is named, and so is one that no path names."""
    problems = check_paths(with_path(folder, path=PATH.replace("the-queue", "the-toner")))
    assert [(p.file, p.line) for p in problems] == [
        ("notes/paths/lessons/the-queue.yaml", 1),
        ("notes/paths/printing.yaml", 4),
    ]
    assert ["no path names" in problems[0].message, '"the-toner"' in problems[1].message] == [True, True]
    (folder / "paths" / "printing.yaml").write_text(PATH.replace("the-queue", "the-queue, the-queue"), encoding="utf-8")
    assert "twice" in check_paths(folder)[-1].message


def test_two_lessons_of_one_id_are_told_of_each_other(folder: Path) -> None:
    """The later one is named."""
    (with_path(folder) / "paths" / "lessons" / "zz.yaml").write_text(LESSON, encoding="utf-8")
    assert any("the-queue.yaml has too" in problem.message for problem in check_paths(folder))
    with pytest.raises(KnowledgeError, match=r"the-queue\.yaml has too"):
        read_paths(Folder(folder), ["printer-queue"])


def test_a_base_whose_entries_cannot_be_read_says_so_once(folder: Path) -> None:
    """The lessons are still looked at, but not for their entries, and a path may name any lesson of ours."""
    with_path(folder, path=PATH.replace("the-queue", "the-queue, the-cloud"))
    (folder / "entries" / "printer-queue.yaml").write_text("id: [", encoding="utf-8")
    assert [problem.file for problem in check_paths(folder)] == ["notes/entries/printer-queue.yaml"]


def test_a_teams_path_stands_beside_ours_where_its_base_has_our_entries(folder: Path, entries: dict[str, Entry]) -> None:
    """It may mix our lessons with its own."""
    with_path(folder, path=PATH.replace("the-queue", "the-queue, the-cloud"))
    ways = read_paths(Folder(folder), {*entries, "printer-queue"})
    assert sorted(ways) == ["cloud-to-gateway-endpoint", "printing"]
    assert [lesson.id for lesson in ways["printing"].lessons] == ["the-queue", "the-cloud"]


def test_our_lessons_are_left_out_where_the_base_lacks_their_entries(folder: Path) -> None:
    """A base of other entries has the team's path alone."""
    assert list(read_paths(Folder(with_path(folder)), ["printer-queue"])) == ["printing"]


def test_a_teams_lesson_takes_the_place_of_ours(folder: Path, entries: dict[str, Entry]) -> None:
    """Its id is that of ours, and our path walks through it."""
    with_path(folder, lesson=LESSON.replace("id: the-queue", "id: the-cloud"), path=PATH.replace("the-queue", "the-cloud"))
    ways = read_paths(Folder(folder), {*entries, "printer-queue"})
    assert ways["cloud-to-gateway-endpoint"].lessons[0].title.en == "The queue"


@pytest.mark.parametrize(
    ("path", "lesson", "says"),
    [
        (PATH, LESSON.replace("- printer-queue\n", "- fax\n", 1), '"fax"'),
        (PATH.replace("the-queue", "the-toner"), LESSON, '"the-toner"'),
    ],
)
def test_a_teams_broken_file_is_not_served(folder: Path, path: str, lesson: str, says: str) -> None:
    """What was served before can stay, since reading ends with where and what."""
    with pytest.raises(KnowledgeError, match=says):
        read_paths(Folder(with_path(folder, path, lesson)), ["printer-queue"])


def test_a_path_may_not_name_a_lesson_of_ours_whose_entries_are_not_here(folder: Path) -> None:
    """The check says it before serving would."""
    with_path(folder, path=PATH.replace("the-queue", "the-queue, the-cloud"))
    assert [(p.line, '"the-cloud"' in p.message) for p in check_paths(folder)] == [(4, True)]


def test_what_lies_in_another_folder_of_paths_is_no_path(folder: Path) -> None:
    """A path stands in the folder itself, a lesson in `lessons`; the rest is somebody else's."""
    other = with_path(folder) / "paths" / "pictures"
    other.mkdir()
    (other / "printer.yaml").write_text("shape: square", encoding="utf-8")
    assert check_paths(folder) == []
    assert list(read_paths(Folder(folder), ["printer-queue"])) == ["printing"]
