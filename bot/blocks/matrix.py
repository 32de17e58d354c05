"""Every subnet at a glance as one message: the totals, a table of those that fare alike, and a menu to look closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import captions
from bot.blocks.parts import Json, Mrkdwn, bold, context, esc, fill, join, section, table
from bot.blocks.several import subnet_menu
from diagnostics.model.trace import VerdictClass
from diagnostics.render.matrix_words import (
    ASIDE_WORDS,
    ASIDES,
    CLASSES,
    cell_word,
    column_title,
    row_codes,
    row_tables,
    row_title,
    row_vpcs,
    sentences,
    unseen,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diagnostics.glance import Glance, Row
    from diagnostics.model.words import Lang

#: Rows in the table; with more, rows are merged, and what still does not fit is in the file.
ROWS = 24
#: A name, a route table, or the codes of a row are no longer than this in a cell.
LONGEST_CELL = 90
#: The first column pushes the others out of sight where it is wider: from here on, one subnet is named and the rest counted.
LONGEST_TITLE = 32
#: A sign of each class: its shape and its colour say the same.
SIGNS = {
    VerdictClass.PRIVATE: "✅",
    VerdictClass.PUBLIC: "⚠️",
    VerdictClass.BLOCKED: "⛔",
    VerdictClass.MIXED: "🔀",
    VerdictClass.ELSEWHERE: "↪️",
    VerdictClass.UNKNOWN: "❔",
    VerdictClass.NOT_IN_VPC: "ℹ️",
}


def matrix(glance: Glance, lang: Lang) -> list[Json]:
    """Give the whole message; it stays one message however many subnets there are."""
    rows = glance.fitting(ROWS)
    shown, left = rows[:ROWS], rows[ROWS:]
    small = [_legend(glance, lang), *([esc(unseen(glance, lang))] if unseen(glance, lang) else [])]
    if left:
        small.append(fill(captions.ROWS_LEFT, lang, count=esc(str(sum(len(row.subnets) for row in left)))))
    first = [row.subnets[0] for row in shown]
    return [
        section(headline(glance, lang)),
        table([_header(glance, lang), *(_row(row, lang) for row in shown)]),
        context(*small),
        context(fill(captions.GLANCE_HINT, lang)),
        *subnet_menu(first, lang),
    ]


def headline(glance: Glance, lang: Lang) -> Mrkdwn:
    """Give the totals, the one that matters most in bold."""
    first, *others = sentences(glance, lang)
    sign = SIGNS[glance.totals[0].cell.verdict_class]
    return join((join((esc(sign), bold(first)), " "), *map(esc, others)), "\n")


def _header(glance: Glance, lang: Lang) -> list[str]:
    titles = [column_title(service) for service in glance.services]
    return [captions.SUBNETS.say(lang), *titles, captions.CAUSES.say(lang), captions.TABLES.say(lang)]


def _row(row: Row, lang: Lang) -> Sequence[str]:
    cells = [f"{SIGNS[cell.verdict_class]} {cell_word(cell, lang)}" for cell in row.cells]
    where = " · ".join(filter(None, (row_vpcs(row), row_tables(row))))
    two = row_title(row, lang)
    title = two if len(two) <= LONGEST_TITLE else row_title(row, lang, 1)
    return [one[:LONGEST_CELL] for one in (title, *cells, row_codes(row), where)]


def _legend(glance: Glance, lang: Lang) -> Mrkdwn:
    return join(map(esc, _signs(glance, lang)), "  ")


def _signs(glance: Glance, lang: Lang) -> Iterator[str]:
    cells = {cell for row in glance.each for cell in row.cells}
    for group, sign in SIGNS.items():
        if any(cell.verdict_class is group for cell in cells):
            yield f"{sign} {CLASSES[group].say(lang)}"
    for concern, mark in ASIDES.items():
        if any(cell.concern is concern for cell in cells):
            yield f"{mark} {ASIDE_WORDS[concern].say(lang)}"
