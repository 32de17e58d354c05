"""Markdown for a reader of the terminal."""

from __future__ import annotations

import pytest

from bot.console.paragraphs import readable
from diagnostics.render.text import columns
from knowledge import open_knowledge
from knowledge.entry import LANGS

WIDTH = 60


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("Each route is **a pair**.", "Each route is a pair."),
        ("**`pl-…`로 가는 라우트**예요", "`pl-…`로 가는 라우트예요"),
        ("`a ** b` stays", "`a ** b` stays"),
        ("2 ** 3 is eight", "2 ** 3 is eight"),
        ("see [the page](https://docs.aws.amazon.com/x)", "see the page (https://docs.aws.amazon.com/x)"),
        ("## A heading ##", "A heading"),
        ("an *important* word", "an important word"),
        ("```\naws s3 ls\n```", "    aws s3 ls"),
    ],
)
def test_marks_that_a_terminal_does_not_show_are_gone(markdown: str, plain: str) -> None:
    """Bold, slant, headings, fences and links read as text; code keeps its backticks."""
    assert readable(markdown, WIDTH) == plain


def test_a_long_item_stays_indented_behind_its_bullet() -> None:
    """What follows the first line stands below it."""
    first, *rest = readable("- " + "라우팅 테이블 " * 12, WIDTH).split("\n")
    assert first.startswith("- 라우팅")
    assert rest
    assert all(line.startswith(("  라우팅", "  테이블")) for line in rest)


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_of_an_entry_is_wider_than_the_terminal(lang: str) -> None:
    """Korean letters take two columns; only code, tables and single long words may be wider."""
    for entry in open_knowledge().entries:
        for line in readable(entry.answer.say(lang), WIDTH).split("\n"):  # type: ignore[arg-type]
            assert columns(line) <= WIDTH or line.startswith(("    ", "|")), (entry.id, line)
            assert "**" not in line or "`" in line, (entry.id, line)
