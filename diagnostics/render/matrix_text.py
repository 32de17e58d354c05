"""Every subnet at a glance as plain text: totals first, then a row for those that fare alike, in columns that line up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.trace import VerdictClass
from diagnostics.render.matrix_words import (
    IN_VPC,
    MORE_ROWS,
    NAMED,
    SIGNS,
    SUBNETS,
    WHY,
    cell_word,
    column_title,
    legend,
    row_codes,
    row_tables,
    row_title,
    row_vpcs,
    sentences,
    unseen,
)
from diagnostics.render.text import columns, padded, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diagnostics.glance import Cell, Glance, Row
    from diagnostics.model.words import Lang

WIDTH = 96
ROWS = 40
_GAP = "  "
_NARROWEST_NAMES = 24
#: How terminals are told a colour; the sign beside it says the same without.
_COLOURS: Mapping[VerdictClass, str] = {
    VerdictClass.PRIVATE: "34",
    VerdictClass.PUBLIC: "32",
    VerdictClass.BLOCKED: "31",
    VerdictClass.MIXED: "33",
    VerdictClass.ELSEWHERE: "35",
    VerdictClass.UNKNOWN: "90",
}


def matrix(glance: Glance, lang: Lang, width: int = WIDTH, *, colour: bool = False, most: int = ROWS) -> str:
    """Give the matrix as text no wider than the terminal; with colours where the terminal shows them."""
    rows = glance.fitting(most)
    shown = rows[:most]
    lines = [line for sentence in sentences(glance, lang) for line in wrapped(sentence, width)]
    lines += ["", *wrapped("   ".join(f"{sign} {word}" for sign, word in legend(glance, lang)), width), ""]
    lines += _table(shown, glance, lang, width, colour=colour)
    if len(rows) > len(shown):
        left = rows[len(shown) :]
        subnets = sum(len(row.subnets) for row in left)
        lines.append("… " + MORE_ROWS.say(lang).format(rows=len(left), subnets=subnets))
    if not_seen := unseen(glance, lang):
        lines += ["", *wrapped(not_seen, width)]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[Row], glance: Glance, lang: Lang, width: int, *, colour: bool) -> Iterator[str]:
    """Give the header and the rows; causes stand below their row where the line has no room for them."""
    several = len({vpc.id for row in rows for vpc in row.vpcs}) > 1
    titles = [column_title(service) for service in glance.services]
    cells = [[f"{SIGNS[cell.verdict_class]} {cell_word(cell, lang)}" for cell in row.cells] for row in rows]
    wide = [max(map(columns, column)) for column in zip(titles, *cells, strict=True)]
    vpcs = [_plain(row_vpcs(row)) for row in rows] if several else []
    vpc_wide = min(max(map(columns, [IN_VPC.say(lang), *vpcs])), 21) if several else 0
    codes = [row_codes(row) for row in rows]
    code_wide = max(map(columns, [WHY.say(lang), *codes]))
    taken = sum(len(_GAP) + one for one in wide) + (len(_GAP) + vpc_wide if several else 0)
    beside = width - taken - len(_GAP) - code_wide >= _NARROWEST_NAMES
    room = max(_NARROWEST_NAMES, width - taken - (len(_GAP) + code_wide if beside else 0))
    names = [_name(row, lang, room) for row in rows]
    name_wide = max(map(columns, [SUBNETS.say(lang), *names]))

    def line(name: str, vpc: str, shown: Sequence[str], why: str) -> str:
        middle = [padded(_cut(vpc, vpc_wide), vpc_wide)] if several else []
        return _GAP.join([padded(name, name_wide), *middle, *shown, *([why] if beside else [])]).rstrip()

    padded_titles = [padded(title, at) for title, at in zip(titles, wide, strict=True)]
    yield line(SUBNETS.say(lang), IN_VPC.say(lang), padded_titles, WHY.say(lang))
    for at, row in enumerate(rows):
        shown = [
            _coloured(word, cell, on=colour) + " " * (room_of - columns(word))
            for word, room_of, cell in zip(cells[at], wide, row.cells, strict=True)
        ]
        yield line(names[at], vpcs[at] if several else "", shown, codes[at])
        if not beside and codes[at]:
            yield f"    {codes[at]}"


def _name(row: Row, lang: Lang, room: int) -> str:
    """Name a row with its route tables where both fit, else without; rather fewer names than none of the count."""
    tables = f" ({row_tables(row)})" if row.tables else ""
    shortest = _plain(row_title(row, lang, 1))
    tried = (f"{_plain(row_title(row, lang, most))}{after}" for after in (tables, "") for most in (NAMED, 1))
    return next((name for name in tried if columns(name) <= room), _cut(shortest, room))


def _cut(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    kept = text
    while kept and columns(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def _coloured(text: str, cell: Cell, *, on: bool) -> str:
    number = _COLOURS.get(cell.verdict_class) if on else None
    return f"\x1b[{number}m{text}\x1b[0m" if number else text


def _plain(text: str) -> str:
    """Give a name without control characters: a terminal obeys what it is sent."""
    return "".join(c if c.isprintable() else " " for c in text)
