"""The picture of a diagnosis: boxes, arrows and marks as SVG; pure, and legible in greyscale and on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from diagnostics.explain import Mark, explain
from diagnostics.explain.unseen import hidden
from diagnostics.model.trace import VerdictClass
from diagnostics.model.words import Words
from diagnostics.render.boxes import SMALL_SIZE, draw_lane, stroke_for, stroke_of
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
    from collections.abc import Iterator, Sequence

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
_BANNER_SIZE = 17.0
_NOW, _THEN = Words("지금", "Now"), Words("바꾼 뒤", "After")

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


@dataclass(frozen=True, slots=True)
class _Panel:
    """One diagnosis of a picture, with its sentences."""

    diagnosis: Diagnosis
    told: Explanation


def picture(diagnosis: Diagnosis, lang: Lang, after: Diagnosis | None = None, changes: Sequence[str] = ()) -> str:
    """Give the picture of a diagnosis as one SVG document; with `after`, what is now above what will be then.

    `changes` are the words of what was done in between.
    """
    panels = [_Panel(one, explain(one, lang)) for one in (diagnosis, after) if one is not None]
    drawn, bottom = _panel(panels[0], _columns(panels)) if after is None else _before_and_after(panels, changes)
    footer, bottom = _footer(panels, bottom + 30, drawn)
    return element(
        "svg",
        element("title", escape(drawable(_title(panels)), quote=False)),
        element("desc", escape(alt_text(diagnosis, lang, after, changes), quote=False)),
        element("rect", width=CANVAS, height=bottom, fill=PAPER),
        drawn,
        footer,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {CANVAS:g} {bottom:g}",
        width=CANVAS,
        height=bottom,
        font_family=_FAMILY,
        font_kerning="none",
        role="img",
    )


def _title(panels: Sequence[_Panel]) -> str:
    return " → ".join(panel.told.verdict_name for panel in panels)


def _columns(panels: Sequence[_Panel]) -> int:
    """Give how many boxes a row holds, the same for everything in the picture."""
    return columns_for([lane for panel in panels for lane in panel.told.lanes[:_MOST_LANES]])


def _before_and_after(panels: Sequence[_Panel], changes: Sequence[str]) -> tuple[str, float]:
    """Draw both diagnoses below each other, each under its heading, and between them what was changed."""
    now, then = panels
    lang, columns = now.told.lang, _columns(panels)
    heading, top = _banner(_NOW.say(lang), stroke_for(now.diagnosis.verdict_class), 20)
    before, top = _panel(now, columns, top)
    steps, top = _between(changes, top + 34)
    other_heading, top = _banner(_THEN.say(lang), stroke_for(then.diagnosis.verdict_class), top)
    after, bottom = _panel(then, columns, top)
    return f"{heading}{before}{steps}{other_heading}{after}", bottom


def _banner(text: str, stroke: Stroke, top: float) -> tuple[str, float]:
    """Draw the heading of one of two diagnoses: a band in the hue of its way."""
    wide = width(text, _BANNER_SIZE) + 28
    drawn = element(
        "g",
        element("path", d=f"M{MARGIN:g} {top + 16:g}H{CANVAS - MARGIN:g}", stroke=stroke.hue, stroke_width=2.0),
        element("rect", x=MARGIN, y=top, width=wide, height=32, rx=9.0, fill=stroke.hue),
        letters(text, MARGIN + 14, top + 22, _BANNER_SIZE, PAPER, strong=True),
        class_="banner",
    )
    return drawn, top + 32


def _between(changes: Sequence[str], top: float) -> tuple[str, float]:
    """Draw what was changed, behind a bar."""
    if not changes:
        return "", top
    room = CANVAS - 2 * MARGIN - _INDENT
    numbered = [f"{at}. {text}" for at, text in enumerate(changes, start=1)] if len(changes) > 1 else changes
    lines = [line for text in numbered for line in wrapped(drawable(text), _WHEN_SIZE, room, 2)]
    bottom = top + 12 + 24 * len(lines)
    drawn = element(
        "g",
        element("rect", x=MARGIN, y=top, width=CANVAS - 2 * MARGIN, height=bottom - top, rx=9.0, fill=PLAIN.tint),
        *(letters(line, MARGIN + 14, top + 23 + 24 * at, _WHEN_SIZE) for at, line in enumerate(lines)),
        class_="changes",
    )
    return drawn, bottom + 26


def _panel(panel: _Panel, columns: int, top: float = 0.0) -> tuple[str, float]:
    """Draw one diagnosis: its verdict, then its ways below each other."""
    told = panel.told
    header, top = _header(told, panel.diagnosis, top)
    drawn = [header]
    for lane in told.lanes[:_MOST_LANES]:
        heading, top = _lane_heading(lane, top) if len(told.lanes) > 1 else ("", top)
        plan = plan_lane(lane, top, columns)
        drawn += [heading, draw_lane(plan)]
        top = plan.bottom + _BETWEEN_LANES
    return "".join(drawn), top - _BETWEEN_LANES


def alt_text(diagnosis: Diagnosis, lang: Lang, after: Diagnosis | None = None, changes: Sequence[str] = ()) -> str:
    """Say what the picture shows: the verdict, then each way from hop to hop; before and after where it shows both."""
    if after is None:
        return _within(_said(explain(diagnosis, lang)), ALT_LONGEST)
    half = ALT_LONGEST // 2 - 1
    now = f"{_NOW.say(lang)}: {_said(explain(diagnosis, lang))}"
    then = f"{_THEN.say(lang)} ({', '.join(changes)}): " if changes else f"{_THEN.say(lang)}: "
    return f"{_within(now, half)} {_within(drawable(then + _said(explain(after, lang))), half)}"


def _said(told: Explanation) -> str:
    ways = [" → ".join(_named(lane, told.lang)) for lane in told.lanes]
    if len(ways) > 1:
        ways = [f"({i}) {lane.when}: {way}" for i, (lane, way) in enumerate(zip(told.lanes, ways, strict=True), 1)]
    return drawable(" ".join([told.headline, *ways]))


def _within(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _named(lane: Lane, lang: Lang) -> Iterator[str]:
    for step in lane.steps:
        words = _STOPPED if step.mark is Mark.BAD else _NOT_KNOWN if step.mark is Mark.UNKNOWN and step.reached else None
        yield f"{step.label} {step.title}" + (f" ({words.say(lang)})" if words else "")


def _header(told: Explanation, diagnosis: Diagnosis, top: float) -> tuple[str, float]:
    """Draw the verdict as a title with its mark, and from where to what it is about."""
    room = CANVAS - 2 * MARGIN - _INDENT
    lines = wrapped(drawable(told.verdict_name), _TITLE_SIZE, room, 2)
    kind = CLASS_MARKS.get(diagnosis.verdict_class, Mark.UNKNOWN)
    parts = [mark(kind, MARGIN + 14, top + 39)]
    y = top + 48.0
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


def _footer(panels: Sequence[_Panel], top: float, drawn: str) -> tuple[str, float]:
    """Draw what could not be seen, and a legend of what the picture uses."""
    parts = [element("path", d=f"M{MARGIN:g} {top:g}H{CANVAS - MARGIN:g}", stroke=HAIRLINE, stroke_width=1.5)]
    y = top + 30
    for note in dict.fromkeys(note for panel in panels for note in _notes(panel.told, panel.diagnosis)):
        parts.append(mark(Mark.UNKNOWN, MARGIN + 14, y - 5))
        for line in wrapped(note, SMALL_SIZE, CANVAS - 2 * MARGIN - _INDENT, 2):
            parts.append(letters(line, MARGIN + _INDENT, y, SMALL_SIZE, MUTED))
            y += 22
        y += 10
    x = MARGIN
    for sign, wide, words in _legend(drawn, panels):
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


def _legend(drawn: str, panels: Sequence[_Panel]) -> Iterator[tuple[str, float, str]]:
    """Give a sample, its width and a word for each line and mark that the drawing holds."""
    lang = panels[0].told.lang
    for stroke, words in _STROKE_WORDS:
        if f'stroke="{stroke.hue}" stroke-width="2.6"' in drawn:
            dashes = {"stroke_dasharray": stroke.dash} if stroke.dash else {}
            yield element("path", d="M0 0H36", stroke=stroke.hue, stroke_width=2.6, **dashes), 36, words.say(lang)
    lanes = [lane for panel in panels for lane in panel.told.lanes]
    hue = stroke_of(lanes[0]).hue if len({lane.verdict_class for lane in lanes}) == 1 else PLAIN.hue
    for kind, words in _MARK_WORDS:
        if f'class="mark {kind.value}"' in drawn:
            yield mark(kind, 13, 0, hue), 26, words.say(lang)
