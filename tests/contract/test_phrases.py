"""What the bot says is shown as it is meant: emoji have names that are known, and bold text is bold."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import phrases, remedies, wording
from bot.telemetry.redaction import Redactor
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
EMOJI = ROOT / "bot" / "playground" / "page" / "emoji.js"
NAME = re.compile(r"(?<![\w:/]):([a-z][a-z0-9_]*):(?![\w:/])")
#: Bold as Slack reads it: marks that no letter stands beside, around text without space at its ends.
BOLD = re.compile(r"(?<![\w*])\*(?=\S)[^*\n]+(?<=\S)\*(?![\w*])")
MODULES = (
    wording,
    remedies,
    *(importlib.import_module(f"bot.phrases.{one.name}") for one in pkgutil.iter_modules(phrases.__path__)),
)


def _said(value: object) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _said(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _said(one)


def _texts() -> Iterator[str]:
    for module in MODULES:
        for value in vars(module).values():
            for words in _said(value):
                yield from (words.ko, words.en)


def _strings() -> Iterator[str]:
    """Give what the bot says, and what the blocks add to it."""
    yield from _texts()
    for file in (ROOT / "bot" / "blocks").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_emoji_that_the_bot_names_is_drawn_by_the_page() -> None:
    """A name that the page does not know would stand there as it was typed."""
    known = set(re.findall(r"^\s+\"?([a-z0-9_+-]+)\"?: \"", EMOJI.read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for text in _strings() for name in NAME.findall(text)}
    assert len(named) > 10
    assert named - known == set()


@pytest.mark.parametrize("text", sorted({text for text in _texts() if "*" in text and "**" not in text}))
def test_bold_in_a_sentence_has_a_boundary_on_both_sides(text: str) -> None:
    """Slack shows the asterisks themselves where a letter stands beside them, as Korean particles do."""
    assert "*" not in BOLD.sub("", text)


@pytest.mark.parametrize("module", ["bot.console.sentences", "bot.settings.sentences", *(one.__name__ for one in MODULES)])
def test_no_sentence_of_ours_is_taken_for_a_secret(module: str) -> None:
    """What is taken out of what others wrote leaves whole what we say ourselves, such as the name of a page of Slack's."""
    said = [words for value in vars(importlib.import_module(module)).values() for words in _said(value)]
    told = [text for words in said for text in (words.ko, words.en)]
    assert told
    assert [text for text in told if Redactor().terminal_line(text) != text] == []
