"""Where everything of a picture goes: lanes into rows of boxes, and arrows between them as wide as their labels need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.render.lettering import drawable, fit, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diagnostics.explain import Lane, WayStep

CANVAS, MARGIN = 800.0, 20.0
BOX_HEIGHT, BETWEEN_ROWS = 108.0, 62.0
LABEL_SIZE = 14.0
LABEL_AIR = 8.9
_INNER = CANVAS - 2 * MARGIN
#: Box widths by boxes in a row. The narrower one holds the longest id that AWS gives, in full.
_BOXES = {2: 290.0, 3: 204.0}
_SHORTEST_ARROW = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One step in its place."""

    step: WayStep
    x: float
    y: float
    width: float

    @property
    def right(self) -> float:
        """Give the right edge."""
        return self.x + self.width

    @property
    def middle(self) -> float:
        """Give the height at which arrows meet the box."""
        return self.y + BOX_HEIGHT / 2

    @property
    def centre(self) -> float:
        """Give the middle from left to right."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """An arrow between two boxes, with its label: on a line in one row, or around the end of the row to the next."""

    start: Box
    end: Box
    label: str
    wraps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePlan:
    """A lane in its place: boxes, arrows, and where it ends below."""

    lane: Lane
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    bottom: float


def columns_for(lanes: Sequence[Lane]) -> int:
    """Give how many boxes a row holds: two wide ones for short ways, else three."""
    longest = max(len(lane.steps) for lane in lanes)
    return 2 if longest in {1, 2, 4} else 3


def plan_lane(lane: Lane, top: float, columns: int) -> LanePlan:
    """Give the places of a lane's boxes and arrows, from a height downwards."""
    box = _BOXES[columns]
    labels = [_label(step, following) for step, following in zip(lane.steps, lane.steps[1:], strict=False)]
    rows = _rows(labels, len(lane.steps), columns, box)
    boxes: list[Box] = []
    for number, (first, last) in enumerate(rows):
        x, y = MARGIN, top + number * (BOX_HEIGHT + BETWEEN_ROWS)
        gaps = _gaps(labels[first : last - 1], columns, box)
        for index in range(first, last):
            boxes.append(Box(step=lane.steps[index], x=x, y=y, width=box))
            x += box + (gaps[index - first] if index < last - 1 else 0)
    arrows = tuple(_arrow(a, b, label) for a, b, label in zip(boxes, boxes[1:], labels, strict=False))
    return LanePlan(lane=lane, boxes=tuple(boxes), arrows=arrows, bottom=boxes[-1].y + BOX_HEIGHT)


def _label(step: WayStep, following: WayStep) -> str:
    """Give the words on the arrow: the chosen route, which names its target where that is not the next box."""
    if not step.edge:
        return ""
    straight = not step.onto or step.onto in {following.sublabel, "local"}
    return drawable(step.edge if straight else f"{step.edge} → {step.onto}")


def _arrow(start: Box, end: Box, label: str) -> Arrow:
    wraps = end.y > start.y
    if not wraps:
        room = end.x - start.right
    elif start.centre > end.centre:
        room = start.centre - end.centre
    else:
        room = CANVAS - MARGIN - start.centre
    return Arrow(start=start, end=end, label=fit(label, LABEL_SIZE, room - 2 * LABEL_AIR), wraps=wraps)


def _rows(labels: Sequence[str], count: int, columns: int, box: float) -> tuple[tuple[int, int], ...]:
    """Break a way into rows: as few as boxes and labels allow, of nearly equal length, the longer ones first.

    An arrow whose label is too wide for a row goes around its end, where there is room.
    """
    fitting = [r for r in _partitions(count, columns) if all(_needed(labels[a : b - 1], box, b - a) <= _INNER for a, b in r)]
    return min(fitting, key=lambda rows: (len(rows), sum((b - a) ** 2 for a, b in rows), [a - b for a, b in rows]))


def _partitions(count: int, columns: int, start: int = 0) -> Iterator[tuple[tuple[int, int], ...]]:
    """Give every way to cut so many steps into rows of at most so many."""
    if start == count:
        yield ()
    for end in range(start + 1, min(start + columns, count) + 1):
        for rest in _partitions(count, columns, end):
            yield ((start, end), *rest)


def _need(label: str) -> float:
    return max(_SHORTEST_ARROW, width(label, LABEL_SIZE) + 2 * LABEL_AIR if label else 0)


def _needed(labels: Sequence[str], box: float, count: int) -> float:
    return count * box + sum(_need(label) for label in labels)


def _gaps(labels: Sequence[str], columns: int, box: float) -> list[float]:
    """Give the gaps of a row: even ones where the labels fit them, else what each label needs and a share of the rest."""
    even = (_INNER - columns * box) / (columns - 1)
    needs = [_need(label) for label in labels]
    if all(need <= even for need in needs):
        return [even] * len(needs)
    if len(needs) < columns - 1:
        return needs
    spare = (_INNER - columns * box - sum(needs)) / len(needs)
    return [need + spare for need in needs]
