"""The check names every broken promise with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.check import check
from tests.unit.knowledge.folders import ENTRY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.knowledge.folders import Team


def test_a_good_folder_has_no_problems(team: Team) -> None:
    """Nothing is said where nothing is wrong."""
    assert check(team.folder) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("id: printer-queue", "id: printer-line", 1, "make them the same"),
        ("topics: [printer-queue]", "topics: [printer-queue, fax]", 2, '"fax"'),
        ("heading: Printers", "heading: Scanners", 10, '"Scanners"'),
        ('links: [{title: Printing, url: "https://docs.example.com/printing"}]', "links: []", 9, "has no link"),
        ("reviewed: 2026-11-23", "reviewed: 2026-11-23\nsee_also: [fax]", 12, '"fax"'),
        ("not_asks: [프린터 토너는 어디서 사요?]", "not_asks: [프린터 대기열이 뭐예요]", 7, "promises not to"),
        ("인쇄를 기다리는 줄이에요.", "줄" * 2801, 8, "2801 characters"),
        ("en: The printer queue}", f"en: {'The queue ' * 15}}}", 3, "shorten it"),
        ("대기열 비우는 방법]", "프린터 대기열이 뭐예요]", 5, "stands here twice"),
    ],
)
def test_a_broken_promise_is_named_with_its_line(team: Team, old: str, new: str, line: int, says: str) -> None:
    """The problem says where, what is wrong, and what to write instead."""
    problems = check(team.with_changed(old, new).folder)
    assert [problem.line for problem in problems if says in problem.message] == [line], problems
    assert str(problems[0]).startswith("notes/")


def test_a_phrase_that_two_entries_claim_is_named_once(team: Team) -> None:
    """The later file is told about the earlier one."""
    twin = ENTRY.replace("id: printer-queue", "id: second").replace(
        "인쇄가 대기열에서 멈췄어요, 대기열 비우는 방법", "둘, 셋"
    )
    problems = check(team.with_entry("second", twin).folder)
    assert any("printer-queue.yaml claims too" in p.message and p.file.endswith("second.yaml") for p in problems)


def test_a_topic_without_an_entry_is_named(team: Team) -> None:
    """The line is that of the topic."""
    topics = team.folder / "topics.yaml"
    topics.write_text(
        topics.read_text(encoding="utf-8") + "- {slug: fax, ko: 팩스, en: Fax, notes: Printers}\n", encoding="utf-8"
    )
    assert [(p.line, "fax" in p.message) for p in check(team.folder)] == [(3, True)]


def test_a_phrasing_that_finds_another_entry_is_named(team: Team) -> None:
    """An entry whose phrasing belongs to its neighbour is told which."""
    other = ENTRY.replace("id: printer-queue", "id: second").replace(
        "what is the printer queue", "what is the printer queue!"
    )
    problems = check(team.with_entry("second", other).folder)
    assert any("finds printer-queue first" in problem.message for problem in problems)


def test_one_bad_file_does_not_hide_the_others(team: Team) -> None:
    """Every file is read, and each says what is wrong with it."""
    problems = check(team.with_entry("broken", "id: [").with_entry("odd", "id: Odd").folder)
    assert {problem.file.rsplit("/", 1)[-1] for problem in problems} == {"broken.yaml", "odd.yaml"}


def test_an_id_that_two_files_have_is_named(team: Team) -> None:
    """The twin is named."""
    assert any("give each entry its own" in problem.message for problem in check(team.with_entry("copy").folder))


def test_a_folder_that_is_none_is_one_problem(tmp_path: Path) -> None:
    """Nothing there is a problem, not a crash."""
    assert len(check(tmp_path)) == 1
