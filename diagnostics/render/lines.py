"""Plain text that lines up in Korean too: columns, wrapping, indented lists and blocks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 96
NARROWEST = 40
INDENT = "  "
#: Where a line may break: at spaces, but not around the arrow of a route.
_BREAKS = re.compile(r"(?<!→)\s+(?!→)")


def columns(text: str) -> int:
    """Count the terminal columns that a text takes: Korean and other wide characters take two, marks on letters none."""
    return sum(_column(c) for c in text)


def _column(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def padded(text: str, width: int) -> str:
    """Fill a text with spaces to a number of terminal columns."""
    return text + " " * max(0, width - columns(text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text at spaces into lines of at most so many columns; a word longer than a line is broken too."""
    line = ""
    for word in filter(None, _BREAKS.split(text)):
        joined = f"{line} {word}" if line else word
        if columns(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        line = word
        while columns(line) > width:
            head = _fitting(line, width)
            yield head
            line = line[len(head) :]
    if line:
        yield line


def _fitting(text: str, width: int) -> str:
    taken = 0
    for index, character in enumerate(text):
        taken += _column(character)
        if taken > width:
            return text[: max(index, 1)]
    return text


def plain(text: str) -> str:
    """Give the text without control characters: names come from tags, and a terminal obeys what it is sent."""
    return "".join(c if c.isprintable() else " " for c in text)


def block(text: str, width: int, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Wrap a text behind a lead on its first line and the same width of space on the others."""
    after = " " * columns(first) if rest is None else rest
    lead = first
    for line in wrapped(plain(text), width - columns(first)):
        yield lead + line
        lead = after


def listed(title: str, sentences: Iterable[str], width: int) -> Iterator[str]:
    """Give a title and its sentences behind dashes; nothing where there are none."""
    lines = [line for s in sentences for line in block(s, width, f"{INDENT}- ")]
    if lines:
        yield title
        yield from lines


def verbatim(title: str, texts: Iterable[str]) -> Iterator[str]:
    """Give a title and text that is copied as it stands: indented, never wrapped; nothing where there is none."""
    lines = [f"{INDENT}{plain(line)}".rstrip() for text in texts for line in text.splitlines()]
    if lines:
        yield title
        yield from lines
