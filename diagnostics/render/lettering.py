"""Letters of the pictures' font: what can be drawn, how wide it is, and how it is made to fit."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from diagnostics.render.glyph_widths import FULL, advance

if TYPE_CHECKING:
    from collections.abc import Iterator

ELLIPSIS = "…"
_MISSING = "□"


def drawable(text: str) -> str:
    """Give the text as it can be drawn: no control characters, and a box for what the font does not have."""
    composed = unicodedata.normalize("NFC", text)
    spaced = (" " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    shown = "".join(c if advance(c) is not None else _MISSING for c in spaced)
    return " ".join(shown.split())


def width(text: str, size: float) -> float:
    """Give the width of a text at a font size; characters side by side, without kerning."""
    return sum(advance(c) or (0 if advance(c) == 0 else FULL) for c in text) * size / 1000


def fit(text: str, size: float, room: float) -> str:
    """Give the text whole where it fits the room, else its beginning and its end around an ellipsis."""
    if width(text, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        kept = (low + high + 1) // 2
        if width(_shortened(text, kept), size) <= room:
            low = kept
        else:
            high = kept - 1
    return _shortened(text, low)


def _shortened(text: str, kept: int) -> str:
    head = (kept + 1) // 2
    tail = kept - head
    return text[:head].rstrip() + ELLIPSIS + (text[len(text) - tail :].lstrip() if tail else "")


def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Break a text at spaces into at most so many lines; the last one takes the rest, shortened where it must be."""
    lines = list(_lines(text, size, room))
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(fit(line, size, room) for line in lines)


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if line and width(joined, size) > room:
            yield line
            line = word
        else:
            line = joined
    if line:
        yield line
