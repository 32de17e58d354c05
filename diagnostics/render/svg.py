"""The picture of a diagnosis: boxes, arrows and marks as SVG; pure, and legible in greyscale and on a phone."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from diagnostics.explain import Mark, explain
from diagnostics.explain.unseen import hidden
from diagnostics.model.trace import VerdictClass
from diagnostics.model.words import Words
from diagnostics.render.boxes import SMALL_SIZE, draw_lane, stroke_of
from diagnostics.render.lettering import drawable, fit, width, wrapped
from diagnostics.render.plan import CANVAS, MARGIN, columns_for, plan_lane
from diagnostics.render.shapes import (
    BROKEN,
    CLASS_MARKS,
    HAIRLINE,
    MUTED,
    PAPER,
    PLAIN,
    STROKES,
    UNSEEN,
    Stroke,
    element,
    letters,
    mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.explain import Explanation, Lane
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

FONT = "Noto Sans KR"
ALT_LONGEST = 1000
_FAMILY = f"'{FONT}', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"
_TITLE_SIZE, _SUBTITLE_SIZE, _WHEN_SIZE = 24.0, 16.0, 16.0
_INDENT = 40.0
_MOST_LANES = 6
_STOPPED, _NOT_KNOWN = Words("막힘", "stopped"), Words("알 수 없음", "unknown")
_BETWEEN_LANES = 44.0

_STROKE_WORDS: tuple[tuple[Stroke, Words], ...] = (
    (STROKES[VerdictClass.PRIVATE], Words("프라이빗 경로", "private")),
    (STROKES[VerdictClass.PUBLIC], Words("공인 경로", "public")),
    (PLAIN, Words("여기까지 온 길", "travelled")),
    (BROKEN, Words("끊긴 길", "cut off")),
    (UNSEEN, Words("보이지 않는 길", "out of sight")),
)
_MARK_WORDS: tuple[tuple[Mark, Words], ...] = (
    (Mark.OK, Words("도착", "arrives")),
    (Mark.WARN, Words("눈여겨볼 곳", "worth a look")),
    (Mark.BAD, Words("막힌 곳", "stopped here")),
    (Mark.UNKNOWN, Words("알 수 없는 곳", "not known")),
)
_MORE_LANES = Words("그 밖의 갈래 {count}개는 글로 된 설명에 있어요.", "{count} more ways are in the text.")
_NOT_SEEN = Words("보지 못한 것: {what}", "Not seen: {what}")


def picture(diagnosis: Diagnosis, lang: Lang) -> str:
    """Give the picture of a diagnosis as one SVG document."""
    told = explain(diagnosis, lang)
    header, top = _header(told, diagnosis)
    shown = told.lanes[:_MOST_LANES]
    columns = columns_for(shown)
    drawn: list[str] = []
    for lane in shown:
        heading, top = _lane_heading(lane, top) if len(told.lanes) > 1 else ("", top)
        plan = plan_lane(lane, top, columns)
        drawn += [heading, draw_lane(plan)]
        top = plan.bottom + _BETWEEN_LANES
    footer, bottom = _footer(told, diagnosis, top - _BETWEEN_LANES + 30, "".join(drawn))
    return element(
        "svg",
        element("title", escape(drawable(told.verdict_name), quote=False)),
        element("desc", escape(alt_text(diagnosis, lang), quote=False)),
        element("rect", width=CANVAS, height=bottom, fill=PAPER),
        header,
        *drawn,
        footer,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {CANVAS:g} {bottom:g}",
        width=CANVAS,
        height=bottom,
        font_family=_FAMILY,
        font_kerning="none",
        role="img",
    )


def alt_text(diagnosis: Diagnosis, lang: Lang) -> str:
    """Say what the picture shows: the verdict, then each way from hop to hop."""
    told = explain(diagnosis, lang)
    ways = [" → ".join(_named(lane, lang)) for lane in told.lanes]
    if len(ways) > 1:
        ways = [f"({i}) {lane.when}: {way}" for i, (lane, way) in enumerate(zip(told.lanes, ways, strict=True), 1)]
    whole = drawable(" ".join([told.headline, *ways]))
    return whole if len(whole) <= ALT_LONGEST else whole[: ALT_LONGEST - 1] + "…"


def _named(lane: Lane, lang: Lang) -> Iterator[str]:
    for step in lane.steps:
        words = _STOPPED if step.mark is Mark.BAD else _NOT_KNOWN if step.mark is Mark.UNKNOWN and step.reached else None
        yield f"{step.label} {step.title}" + (f" ({words.say(lang)})" if words else "")


def _header(told: Explanation, diagnosis: Diagnosis) -> tuple[str, float]:
    """Draw the verdict as a title with its mark, and from where to what it is about."""
    room = CANVAS - 2 * MARGIN - _INDENT
    lines = wrapped(drawable(told.verdict_name), _TITLE_SIZE, room, 2)
    kind = CLASS_MARKS.get(diagnosis.verdict_class, Mark.UNKNOWN)
    parts = [mark(kind, MARGIN + 14, 39)]
    y = 48.0
    for line in lines:
        parts.append(letters(line, MARGIN + _INDENT, y, _TITLE_SIZE, strong=True))
        y += 32
    about = drawable(" · ".join(filter(None, (told.route_name, diagnosis.case.source.region))))
    parts.append(letters(fit(about, _SUBTITLE_SIZE, room), MARGIN + _INDENT, y - 3, _SUBTITLE_SIZE, MUTED))
    return element("g", *parts, class_="header"), y + 30


def _lane_heading(lane: Lane, top: float) -> tuple[str, float]:
    """Draw for which addresses a lane is, and how it ends."""
    room = CANVAS - 2 * MARGIN - _INDENT
    kind = CLASS_MARKS.get(lane.verdict_class, Mark.UNKNOWN)
    drawn = element(
        "g",
        mark(kind, MARGIN + 14, top + 12, stroke_of(lane).hue),
        letters(fit(drawable(lane.when), _WHEN_SIZE, room), MARGIN + _INDENT, top + 12, _WHEN_SIZE, strong=True),
        letters(fit(drawable(lane.name), SMALL_SIZE, room), MARGIN + _INDENT, top + 34, SMALL_SIZE, MUTED),
        class_="heading",
    )
    return drawn, top + 54


def _footer(told: Explanation, diagnosis: Diagnosis, top: float, drawn: str) -> tuple[str, float]:
    """Draw what could not be seen, and a legend of what the picture uses."""
    parts = [element("path", d=f"M{MARGIN:g} {top:g}H{CANVAS - MARGIN:g}", stroke=HAIRLINE, stroke_width=1.5)]
    y = top + 30
    for note in _notes(told, diagnosis):
        parts.append(mark(Mark.UNKNOWN, MARGIN + 14, y - 5))
        for line in wrapped(note, SMALL_SIZE, CANVAS - 2 * MARGIN - _INDENT, 2):
            parts.append(letters(line, MARGIN + _INDENT, y, SMALL_SIZE, MUTED))
            y += 22
        y += 10
    x = MARGIN
    for sign, wide, words in _legend(drawn, told):
        needed = wide + 9 + width(words, SMALL_SIZE) + 26
        if x + needed - 26 > CANVAS - MARGIN:
            x, y = MARGIN, y + 30
        parts.append(element("g", sign, transform=f"translate({x:g} {y - 5:g})"))
        parts.append(letters(words, x + wide + 9, y, SMALL_SIZE, MUTED))
        x += needed
    return element("g", *parts, class_="footer"), y + 24


def _notes(told: Explanation, diagnosis: Diagnosis) -> Iterator[str]:
    if len(told.lanes) > _MOST_LANES:
        yield _MORE_LANES.say(told.lang).format(count=len(told.lanes) - _MOST_LANES)
    if diagnosis.gaps:
        what = ", ".join(dict.fromkeys(hidden(g, told.lang) for g in diagnosis.gaps))
        yield drawable(_NOT_SEEN.say(told.lang).format(what=what))


def _legend(drawn: str, told: Explanation) -> Iterator[tuple[str, float, str]]:
    """Give a sample, its width and a word for each line and mark that the drawing holds."""
    for stroke, words in _STROKE_WORDS:
        if f'stroke="{stroke.hue}" stroke-width="2.6"' in drawn:
            dashes = {"stroke_dasharray": stroke.dash} if stroke.dash else {}
            yield element("path", d="M0 0H36", stroke=stroke.hue, stroke_width=2.6, **dashes), 36, words.say(told.lang)
    hue = stroke_of(told.lanes[0]).hue if len({lane.verdict_class for lane in told.lanes}) == 1 else PLAIN.hue
    for kind, words in _MARK_WORDS:
        if f'class="mark {kind.value}"' in drawn:
            yield mark(kind, 13, 0, hue), 26, words.say(told.lang)
