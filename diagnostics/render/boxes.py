"""Draws the boxes of a lane and the arrows between them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from diagnostics.explain import Mark
from diagnostics.model.trace import VerdictClass
from diagnostics.render.lettering import drawable, fit, width
from diagnostics.render.plan import BETWEEN_ROWS, BOX_HEIGHT, LABEL_AIR, LABEL_SIZE
from diagnostics.render.shapes import (
    BROKEN,
    HAIRLINE,
    INK,
    MUTED,
    NEVER,
    PAPER,
    PLAIN,
    STROKES,
    UNSEEN,
    Stroke,
    cross,
    element,
    letters,
    mark,
    pictogram,
)

if TYPE_CHECKING:
    from diagnostics.explain import Lane, WayStep
    from diagnostics.render.plan import Arrow, Box, LanePlan

PAD = 11.0
SMALL_SIZE = 14.0
_TILE = 30.0
_CORNER = 12.0
_ENDS = frozenset({"gateway-endpoint", "interface-endpoint", "service"})
_NAME_SIZES = (17.0, 15.5, 14.0)
_DRAWN = (VerdictClass.PRIVATE, VerdictClass.PUBLIC)
_HEAD = 11.0
_RIGHT, _LEFT, _DOWN = "l-11 -6v12z", "l11 -6v12z", "l-6 -11h12z"


def stroke_of(lane: Lane) -> Stroke:
    """Give how the travelled part of a lane is drawn: in its hue where it arrives, plain where it does not."""
    return stroke_for(lane.verdict_class)


def stroke_for(verdict_class: VerdictClass) -> Stroke:
    """Give how a way that ends so is drawn: in its hue where it arrives, plain where it does not."""
    return STROKES[verdict_class] if verdict_class in _DRAWN else PLAIN


def draw_lane(plan: LanePlan) -> str:
    """Draw a lane: arrows first, so that marks lie above them."""
    stroke = stroke_of(plan.lane)
    arrows = "".join(draw_arrow(arrow, stroke) for arrow in plan.arrows)
    return element("g", arrows, "".join(draw_box(box, stroke) for box in plan.boxes), class_="lane")


def draw_box(box: Box, stroke: Stroke) -> str:
    """Draw one step: pictogram and kind, name, id, and its mark on the corner."""
    step = box.step
    outline, fill, ink = _style(step, stroke)
    ground = PAPER if fill != PAPER else stroke.tint if step.reached else NEVER.tint
    tile = element("rect", x=box.x + PAD, y=box.y + PAD, width=_TILE, height=_TILE, rx=8.0, fill=ground)
    sign = pictogram(step.kind, box.x + PAD + 3, box.y + PAD + 3, outline.hue if step.reached else NEVER.hue)
    return element(
        "g",
        element("title", escape(_whole(step), quote=False)),
        element(
            "rect",
            x=box.x,
            y=box.y,
            width=box.width,
            height=BOX_HEIGHT,
            rx=_CORNER,
            fill=fill,
            stroke=outline.hue if step.mark is not Mark.OK or step.kind in _ENDS else HAIRLINE,
            stroke_width=2.0,
            **({"stroke_dasharray": outline.dash} if outline in {UNSEEN, NEVER} else {}),
        ),
        tile,
        sign,
        *_lines(box, ink),
        mark(step.mark, box.right - 5, box.y + 4, stroke.hue) if _shows_mark(step) else "",
        class_=f"hop {step.kind}",
    )


def _style(step: WayStep, stroke: Stroke) -> tuple[Stroke, str, str]:
    """Give outline, fill and ink of a step by what happens there."""
    if not step.reached:
        return NEVER, PAPER, MUTED
    if step.mark is Mark.BAD:
        return BROKEN, BROKEN.tint, INK
    if step.mark is Mark.UNKNOWN:
        return UNSEEN, UNSEEN.tint, INK
    return stroke, PAPER, INK


def _shows_mark(step: WayStep) -> bool:
    return step.reached and (step.mark is not Mark.OK or step.kind == "service")


def _whole(step: WayStep) -> str:
    """Give everything of a step in full; it is the box's tooltip, and what screen readers say."""
    return drawable(" · ".join(filter(None, (step.label, step.name, step.sublabel, step.detail))))


def _lines(box: Box, ink: str) -> tuple[str, ...]:
    """Write the kind, and below it the name and the id, or the id and one more fact."""
    step = box.step
    label, name, identity, detail = (drawable(t) for t in (step.label, step.name, step.sublabel, step.detail))
    room = box.width - 2 * PAD
    beside = PAD + _TILE + 8
    kind = fit(label[:1].upper() + label[1:], SMALL_SIZE, box.width - beside - PAD)
    both = f"{identity} · {detail}" if detail else identity
    second = both if width(both, SMALL_SIZE) <= room else identity
    title = name or identity
    sizes = [s for s in _NAME_SIZES if width(title, s) <= room] if name else []
    size = sizes[0] if sizes else SMALL_SIZE
    below = second if name else detail
    return (
        letters(kind, box.x + beside, box.y + PAD + 20, SMALL_SIZE, MUTED),
        letters(fit(title, size, room), box.x + PAD, box.y + 67, size, ink) if title else "",
        letters(fit(below, SMALL_SIZE, room), box.x + PAD, box.y + 91, SMALL_SIZE, MUTED) if below else "",
    )


def draw_arrow(arrow: Arrow, stroke: Stroke) -> str:
    """Draw an arrow with its label: broken after a stop, dotted with a question where nobody can see.

    Behind a filter that stops only the replies, the arrow goes on, and a broken one comes back beside it.
    """
    start, end = arrow.start.step, arrow.end.step
    if start.mark is Mark.BAD and end.reached and not arrow.wraps:
        y, left, right = arrow.start.middle, arrow.start.right + 4, arrow.end.x - 4
        there = _line(f"M{left:g} {y - 9:g}H{right - _HEAD + 2:g}", stroke) + _head(right, y - 9, _RIGHT, stroke)
        back = _line(f"M{right:g} {y + 9:g}H{left + _HEAD - 2:g}", BROKEN) + _head(left, y + 9, _LEFT, BROKEN)
        return element("g", there, back, cross((left + right) / 2, y + 9), class_="arrow")
    drawn = _stretch(arrow, stroke)
    points, (x, y), down = _course(arrow)
    line, head = _line(points, drawn), _head(x, y, _DOWN if down else _RIGHT, drawn)
    return element("g", line, head, _sign(arrow, drawn), _label(arrow, drawn), class_="arrow")


def _line(d: str, drawn: Stroke) -> str:
    dashes = {"stroke_dasharray": drawn.dash} if drawn.dash else {}
    cap = "butt" if drawn.dash else "round"
    return element("path", d=d, fill="none", stroke=drawn.hue, stroke_width=2.6, stroke_linecap=cap, **dashes)


def _head(x: float, y: float, shape: str, drawn: Stroke) -> str:
    return element("path", d=f"M{x:g} {y:g}{shape}", fill=drawn.hue)


def _stretch(arrow: Arrow, stroke: Stroke) -> Stroke:
    start, end = arrow.start.step, arrow.end.step
    if start.mark is Mark.BAD and start.reached:
        return stroke if end.reached else BROKEN
    if not end.reached or not start.reached:
        return NEVER
    if end.kind == "service" and end.mark is Mark.UNKNOWN:
        return UNSEEN
    return stroke


def _course(arrow: Arrow) -> tuple[str, tuple[float, float], bool]:
    """Give the line of an arrow, its tip, and whether it points down."""
    start, end = arrow.start, arrow.end
    if not arrow.wraps:
        tip = (end.x - 4, end.middle)
        return f"M{start.right + 4:g} {start.middle:g}H{tip[0] - _HEAD + 2:g}", tip, False
    tip = (end.centre, end.y - 4)
    from_y, turn = start.y + BOX_HEIGHT + 4, start.y + BOX_HEIGHT + BETWEEN_ROWS / 2
    if start.centre == end.centre:
        return f"M{tip[0]:g} {from_y:g}V{tip[1] - _HEAD + 2:g}", tip, True
    return (
        f"M{start.centre:g} {from_y:g}V{turn - 10:g}q0 10-10 10H{end.centre + 10:g}q-10 0-10 10V{tip[1] - _HEAD + 2:g}",
        tip,
        True,
    )


def _middle(arrow: Arrow) -> tuple[float, float]:
    """Give the point half-way along an arrow."""
    start, end = arrow.start, arrow.end
    if not arrow.wraps:
        return (start.right + end.x) / 2, start.middle
    return (start.centre + end.centre) / 2, start.y + BOX_HEIGHT + BETWEEN_ROWS / 2


def _sign(arrow: Arrow, drawn: Stroke) -> str:
    x, y = _middle(arrow)
    if drawn is BROKEN:
        return cross(x - 3, y)
    return mark(Mark.UNKNOWN, x - 3, y) if drawn is UNSEEN else ""


def _label(arrow: Arrow, drawn: Stroke) -> str:
    if not arrow.label:
        return ""
    x, y = _middle(arrow)
    colour = drawn.hue if drawn is not NEVER else MUTED
    lift = 15 if drawn in {BROKEN, UNSEEN} else 8
    if arrow.wraps and arrow.start.centre == arrow.end.centre:
        return letters(arrow.label, x + LABEL_AIR, y + 5, LABEL_SIZE, colour)
    return letters(arrow.label, x, y - lift, LABEL_SIZE, colour, anchor="middle")
