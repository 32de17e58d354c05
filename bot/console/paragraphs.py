"""Markdown as entries write it, for a reader of the terminal: no marks that only a renderer needs, lines that fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(r"^\s*```")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_LEAD = re.compile(r"^(\s*)([-*+]|\d+[.)]|>)\s+")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_SLANTED = re.compile(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_CODE = re.compile(r"(`+[^`]+`+)")
_TABLE = re.compile(r"^\s*\|.*\|\s*$")
#: Code is copied by whoever reads it: it stands alone, indented, and is never wrapped.
_CODE_INDENT = "    "


def readable(markdown: str, width: int) -> str:
    """Give the text in lines of at most so many columns; code keeps its lines and its backticks."""
    return "\n".join(_lines(markdown.strip("\n"), width))


def _lines(markdown: str, width: int) -> Iterator[str]:
    coded = False
    for line in markdown.split("\n"):
        if _FENCE.match(line):
            coded = not coded
        elif coded:
            yield _CODE_INDENT + line
        elif _TABLE.match(line):
            yield _unmarked(line)
        elif not line.strip():
            yield ""
        else:
            yield from _wrapped(line, width)


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Wrap a line; what follows a bullet or a number stays indented behind it."""
    from diagnostics.render.lines import columns, wrapped

    heading = _HEADING.match(line)
    lead = _LEAD.match(line)
    text = heading[1] if heading else line[lead.end() :] if lead else line.strip()
    first = lead[0] if lead else ""
    after = " " * columns(first)
    for at, piece in enumerate(wrapped(_unmarked(text), width - columns(first))):
        yield (after if at else first) + piece


def _unmarked(text: str) -> str:
    """Give the words without the marks of bold, slant and links; what is code stays as it is."""
    pieces = _CODE.split(text)
    return "".join(piece if at % 2 else _bare(piece) for at, piece in enumerate(_whole_bold(pieces)))


def _whole_bold(pieces: list[str]) -> list[str]:
    """Give the pieces without bold marks that stand around code: they begin in one piece and end in another."""
    marks = sum(piece.count("**") for piece in pieces[::2])
    if marks % 2:
        return pieces
    return [piece if at % 2 else piece.replace("**", "") for at, piece in enumerate(pieces)]


def _bare(text: str) -> str:
    return _SLANTED.sub(r"\1", _BOLD.sub(r"\1", _LINK.sub(r"\1 (\2)", text)))
