"""Prints the table of `diagnostics/render/glyph_widths.py` from the font itself: run it when the font changes."""

from __future__ import annotations

import pylopdf_fonts_ko
from fontTools.ttLib import TTFont

#: Latin to arrows and boxes; CJK punctuation, kana and Hangul letters; Hangul syllables; full-width forms.
RANGES = ((0x20, 0x2BFF), (0x3000, 0x33FF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF))
_LINE = 118


def widths() -> dict[int, int]:
    """Give the advance width of every character of the ranges that the font has."""
    with TTFont(pylopdf_fonts_ko.sans_path()) as font:
        glyphs, metrics = font.getBestCmap(), font["hmtx"]
        return {p: metrics[g][0] for p, g in sorted(glyphs.items()) if any(a <= p <= b for a, b in RANGES)}


def table() -> str:
    """Give the widths as runs of neighbours of one width, in lines of the code base's length."""
    runs: list[list[int]] = []
    for point, width in widths().items():
        if runs and runs[-1][1] == point - 1 and runs[-1][2] == width:
            runs[-1][1] = point
        else:
            runs.append([point, point, width])
    words = [f"{a:x}:{w}" if a == b else f"{a:x}-{b:x}:{w}" for a, b, w in runs]
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
