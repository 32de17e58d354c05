"""Files that cannot be used: one sentence each, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import KnowledgeError, open_knowledge
from knowledge.store import LARGEST_FILE, parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.knowledge.folders import Team

ASKS_EN = "  en: [what is the printer queue, my print job is stuck in the queue, how do I clear the queue]\n"


def sentence(team: Team) -> str:
    """Give what is said about the folder."""
    with pytest.raises(KnowledgeError) as caught:
        open_knowledge(team.folder)
    said = str(caught.value)
    assert "\n" not in said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("reviewed: 2026-11-23", "reviewed: yesterday", 11, "YYYY-MM-DD"),
        ("topics: [printer-queue]", "topics: printer-queue", 2, "write a list"),
        ("topics: [printer-queue]", "topics: []", 2, "at least 1"),
        ("id: printer-queue", "id: Printer Queue", 1, "hyphens"),
        ("title: {ko: 프린터 대기열, en: The printer queue}", "title: 프린터", 3, "write a mapping with ko, en"),
        ("title: {ko: 프린터 대기열, en: The printer queue}", "title: {ko: 프린터, en: ''}", 3, "empty"),
        (ASKS_EN, "", 5, 'lacks "en"'),
        (ASKS_EN, "  en: [one, two]\n", 6, "at least 3"),
        ("reviewed: 2026-11-23", "reviewd: 2026-11-23", 11, "unknown field"),
        ("source: {note: notes.md, heading: Printers}", "source: {note: notes.md}", 10, 'lacks "heading"'),
        ('"https://docs.example.com/printing"', '"http://docs.example.com"', 9, "https://"),
        ("reviewed: 2026-11-23", "reviewed: 2026-11-23\ndiagnose: {to: moon}", 12, "s3, ec2, dynamodb"),
        ("reviewed: 2026-11-23", "reviewed: 2026-11-23\nreviewed: 2026-11-24", 12, "twice"),
        ("topics: [printer-queue]", "topics: &a [printer-queue]\nsee_also: *a", 3, "alias"),
        ("answer: {ko: 인쇄를 기다리는 줄이에요., en:", "answer: {ko: [인쇄], en:", 8, "write text"),
        ("topics: [printer-queue]", "topics: [printer-queue", 3, "not valid YAML"),
        ("id: printer-queue", "id: printer-queue\n? [a, b]\n: c", 2, "plain word"),
        ("not_asks: [프린터 토너는", f"not_asks: [{'가' * 301}", 7, "keep it under"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(team: Team, old: str, new: str, line: int, says: str) -> None:
    """The sentence says where, what is wrong, and what to write instead."""
    said = sentence(team.with_changed(old, new))
    assert said.startswith(f"notes/entries/printer-queue.yaml:{line}: ")
    assert says in said


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"id: caf\xe9\n", "UTF-8"),
        (b"", "empty"),
        (b"- 1\n- 2\n", "a list"),
        (b"just text", "text"),
        (b"id: a\nb: \x07\n", "control character"),
        (b"x: " + b"[" * 400 + b"]" * 400, "nested too deeply"),
        (b"[" * 200_000, "nested too deeply"),
        (b"- " * 100_000 + b"x", "nested too deeply"),
        (b"{a: " * 50_000, "nested too deeply"),
        (b"a: &a " + b"x" * 200_000 + b"\nb: [" + b"*a, " * 50_000 + b"]", "alias"),
        (b"id: a\n---\nid: b\n", "second document"),
        (b"#" * (LARGEST_FILE + 1), "larger"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "alias"),
        (b"a: !!python/object:os.system 1\n", "unknown field"),
        (b"id: a\n\tb: c\n", "not valid YAML"),
    ],
)
def test_a_file_that_is_no_entry_is_one_sentence(team: Team, raw: bytes, says: str) -> None:
    """Whatever the bytes, no stack trace and no surprise."""
    assert says in sentence(team.with_bytes(raw))


def test_the_line_of_bytes_that_are_not_utf_8_is_named() -> None:
    """The line is counted even where the text cannot be read."""
    with pytest.raises(KnowledgeError, match=r"^f:3: "):
        parse_yaml(b"a: 1\nb: 2\nc: \xff\n", "f")


def test_two_entries_may_not_share_an_id(team: Team) -> None:
    """The second one is named, and the first."""
    said = sentence(team.with_entry("second"))
    assert said.startswith("notes/entries/second.yaml:1: ")
    assert "notes/entries/printer-queue.yaml" in said


def test_a_folder_without_entries_says_what_to_make(tmp_path: Path) -> None:
    """Nothing there is a sentence too."""
    with pytest.raises(KnowledgeError, match="entries"):
        open_knowledge(tmp_path)
    (tmp_path / "entries").mkdir()
    with pytest.raises(KnowledgeError, match="holds no entries"):
        open_knowledge(tmp_path)


def test_a_folder_without_topics_says_so(team: Team) -> None:
    """The missing file is named."""
    (team.folder / "topics.yaml").unlink()
    assert "topics.yaml:1: cannot be read" in sentence(team)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("topics.yaml", "topics:\n- {slug: a, ko: 가, en: a, notes: A}\n- {slug: a, ko: 나, en: b, notes: A}\n", "twice"),
        ("glossary.yaml", "things: {}\nrelations: {}\nasks: {}\nfillers: {ko: [], en: []}\n", 'lacks "endings"'),
        ("out_of_scope.yaml", "groups: {}\nthings: {a: {group: b, ko: [가], en: [a]}}\n", "names no group"),
        (
            "out_of_scope.yaml",
            "groups: {g: {counts: often, where: {ko: 가, en: a}}}\nthings: {a: {group: g, ko: [가], en: [a]}}\n",
            "always, alone, uncovered",
        ),
        (
            "glossary.yaml",
            "things: [a]\nrelations: {}\nasks: {}\nfillers: {ko: [], en: []}\nendings: []\n",
            "write a mapping",
        ),
    ],
)
def test_a_teams_own_word_lists_are_checked_too(team: Team, name: str, text: str, says: str) -> None:
    """Topics, glossary and scope have sentences of their own."""
    (team.folder / name).write_text(text, encoding="utf-8")
    assert says in sentence(team)
