"""Every subnet at a glance as a picture: a row for those that fare alike, each cell with a mark, a word and a colour."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from diagnostics.explain import Mark
from diagnostics.model.trace import VerdictClass
from diagnostics.model.words import Words
from diagnostics.render.lettering import drawable, fit, width, wrapped
from diagnostics.render.matrix_words import (
    ASIDE_WORDS,
    ASIDES,
    CLASSES,
    MORE_ROWS,
    SUBNETS,
    cell_word,
    column_title,
    row_codes,
    row_tables,
    row_title,
    row_vpcs,
    sentences,
    unseen,
)
from diagnostics.render.plan import MARGIN
from diagnostics.render.shapes import CLASS_MARKS, HAIRLINE, MUTED, PAPER, PLAIN, STROKES, UNSEEN, element, letters, mark
from diagnostics.render.svg import FONT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diagnostics.glance import Cell, Concern, Glance, Row
    from diagnostics.model.words import Lang
    from diagnostics.render.shapes import Stroke

ROWS = 16
ALT_LONGEST = 1000
_FAMILY = f"'{FONT}', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"
_NAMES, _CELL, _ROW, _BETWEEN = 300.0, 148.0, 54.0, 6.0
_NARROWEST = 760.0
_TITLE, _NAME, _WORD, _SMALL = 21.0, 16.0, 14.0, 13.0
_ROW_OF = Words("{subnets}: {ways}", "{subnets}: {ways}")


def picture(glance: Glance, lang: Lang, most: int = ROWS) -> str:
    """Give the matrix as one SVG document, the rows that matter most on top."""
    rows = glance.fitting(most)
    shown = rows[:most]
    canvas = max(_NARROWEST, 2 * MARGIN + _NAMES + _CELL * len(glance.services))
    header, top = _header(glance, lang, canvas)
    drawn = [_titles(glance, lang, top)]
    top += 16
    for row in shown:
        drawn.append(_row(row, lang, top, canvas))
        top += _ROW + _BETWEEN
    footer, bottom = _footer(glance, rows[len(shown) :], lang, top + 8, canvas)
    return element(
        "svg",
        element("title", escape(drawable(sentences(glance, lang, 1)[0]), quote=False)),
        element("desc", escape(alt_text(glance, lang), quote=False)),
        element("rect", width=canvas, height=bottom, fill=PAPER),
        header,
        *drawn,
        footer,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {canvas:g} {bottom:g}",
        width=canvas,
        height=bottom,
        font_family=_FAMILY,
        font_kerning="none",
        role="img",
    )


def alt_text(glance: Glance, lang: Lang) -> str:
    """Say what the picture shows: the totals, then each row."""
    rows = (_said(row, glance, lang) for row in glance.fitting(ROWS)[:ROWS])
    whole = drawable(" ".join([*sentences(glance, lang), *rows]))
    return whole if len(whole) <= ALT_LONGEST else whole[: ALT_LONGEST - 1] + "…"


def _said(row: Row, glance: Glance, lang: Lang) -> str:
    ways = ", ".join(
        f"{column_title(service)} {CLASSES[cell.verdict_class].say(lang)} ({cell_word(cell, lang)})"
        for service, cell in zip(glance.services, row.cells, strict=True)
    )
    return _ROW_OF.say(lang).format(subnets=row_title(row, lang), ways=ways) + "."


def _header(glance: Glance, lang: Lang, canvas: float) -> tuple[str, float]:
    """Draw the total that matters most as a title, and the others below it."""
    first, *others = sentences(glance, lang)
    gravest = glance.totals[0].cell
    parts = [mark(CLASS_MARKS.get(gravest.verdict_class, Mark.UNKNOWN), MARGIN + 14, 36)]
    y, room = 44.0, canvas - 2 * MARGIN - 40
    for line in wrapped(drawable(first), _TITLE, room, 2):
        parts.append(letters(line, MARGIN + 40, y, _TITLE, strong=True))
        y += 29
    for other in others:
        parts.append(letters(fit(drawable(other), _NAME, room), MARGIN + 40, y, _NAME, MUTED))
        y += 24
    about = " · ".join(filter(None, (glance.snapshot.account, glance.snapshot.region)))
    parts.append(letters(fit(drawable(about), _SMALL, room), MARGIN + 40, y, _SMALL, MUTED))
    return element("g", *parts, class_="header"), y + 34


def _titles(glance: Glance, lang: Lang, top: float) -> str:
    parts = [letters(SUBNETS.say(lang), MARGIN, top, _SMALL, MUTED)]
    for at, service in enumerate(glance.services):
        title = fit(drawable(column_title(service)), _WORD, _CELL - 12)
        parts.append(letters(title, MARGIN + _NAMES + at * _CELL + 6, top, _WORD, strong=True))
    return element("g", *parts, class_="titles")


def _row(row: Row, lang: Lang, top: float, canvas: float) -> str:
    """Draw the subnets of a row with where they are and why, then a cell for each service."""
    room = _NAMES - 14
    two = drawable(row_title(row, lang))
    name = two if width(two, _NAME) <= room else drawable(row_title(row, lang, 1))
    smalls = [drawable(" · ".join(filter(None, (row_vpcs(row), row_tables(row), row_codes(row, n))))) for n in (3, 2, 1)]
    small = next((one for one in smalls if width(one, _SMALL) <= room), smalls[-1])
    parts = [
        element("path", d=f"M{MARGIN:g} {top - 3:g}H{canvas - MARGIN:g}", stroke=HAIRLINE, stroke_width=1),
        letters(fit(name, _NAME, room), MARGIN, top + 23, _NAME, strong=True),
        letters(fit(small, _SMALL, room), MARGIN, top + 43, _SMALL, MUTED),
    ]
    for at, cell in enumerate(row.cells):
        parts.append(_cell(cell, lang, MARGIN + _NAMES + at * _CELL, top + 4))
    return element("g", *parts, class_="row")


def _cell(cell: Cell, lang: Lang, x: float, y: float) -> str:
    stroke = _stroke(cell.verdict_class)
    dashes = {"stroke_dasharray": stroke.dash} if stroke.dash else {}
    wide, high = _CELL - 8, _ROW - 8
    box = element(
        "rect", x=x, y=y, width=wide, height=high, rx=8, fill=stroke.tint, stroke=stroke.hue, stroke_width=1.4, **dashes
    )
    word = fit(drawable(cell_word(cell, lang)), _WORD, wide - 44)
    return element(
        "g",
        box,
        mark(CLASS_MARKS.get(cell.verdict_class, Mark.UNKNOWN), x + 20, y + high / 2, stroke.hue),
        letters(word, x + 38, y + high / 2 + 5, _WORD, stroke.hue, strong=True),
        class_=f"cell {cell.verdict_class.value}",
    )


def _stroke(group: VerdictClass) -> Stroke:
    return STROKES.get(group, PLAIN if group in {VerdictClass.MIXED, VerdictClass.ELSEWHERE} else UNSEEN)


def _footer(glance: Glance, left: Sequence[Row], lang: Lang, top: float, canvas: float) -> tuple[str, float]:
    """Draw what is left out, what could not be seen, and a legend of what the picture uses."""
    parts, y, room = [], top + 14, canvas - 2 * MARGIN
    for note in _notes(glance, left, lang):
        for line in wrapped(drawable(note), _SMALL, room, 2):
            parts.append(letters(line, MARGIN, y, _SMALL, MUTED))
            y += 20
    x = MARGIN
    for sign, words in _legend(glance, lang):
        needed = 32 + width(words, _SMALL) + 22
        if x + needed - 22 > canvas - MARGIN:
            x, y = MARGIN, y + 30
        parts.append(element("g", sign, transform=f"translate({x:g} {y:g})"))
        parts.append(letters(words, x + 32, y + 5, _SMALL, MUTED))
        x += needed
    return element("g", *parts, class_="footer"), y + 26


def _notes(glance: Glance, left: Sequence[Row], lang: Lang) -> Iterator[str]:
    if left:
        yield MORE_ROWS.say(lang).format(rows=len(left), subnets=sum(len(row.subnets) for row in left))
    if not_seen := unseen(glance, lang):
        yield not_seen


def _legend(glance: Glance, lang: Lang) -> Iterator[tuple[str, str]]:
    """Give a sample and a word for each class and each mark that the picture holds."""
    groups = {cell.verdict_class for row in glance.each for cell in row.cells}
    for group, words in CLASSES.items():
        if group in groups:
            yield mark(CLASS_MARKS.get(group, Mark.UNKNOWN), 13, 0, _stroke(group).hue), words.say(lang)
    concerns: set[Concern] = {cell.concern for row in glance.each for cell in row.cells}
    for concern, sign in ASIDES.items():
        if concern in concerns:
            yield letters(sign, 9, 6, _NAME, strong=True), ASIDE_WORDS[concern].say(lang)
