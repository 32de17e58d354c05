"""Two diagnoses held against each other: both verdicts, where the ways part, and what makes the difference."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from bot import wording
from bot.blocks.diagnosis import SIGNS, names, steps
from bot.blocks.paging import sections
from bot.blocks.parts import Json, Mrkdwn, bold, bullets, code, context, esc, fill, join, section
from bot.blocks.several import subnet_menu

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks.diagnosis import Told
    from diagnostics.explain.explanation import WayStep

#: Kinds of place that a packet starts from: these always differ, and say nothing about the way.
STARTS = frozenset({"subnet", "instance", "network-interface", "function"})


def compared(one: Told, other: Told) -> list[Json]:
    """Give one message about two diagnoses."""
    lang = one.lang
    blocks = [section(bold(_title(one, other))), *sections(join(map(_verdict, (one, other)), "\n"))]
    parting = _parting(one, other)
    if parting is not None:
        lines = [
            join((bold(_source(told)), _step(told, step)), "  ") for told, step in zip((one, other), parting, strict=True)
        ]
        blocks += sections(join((bold(wording.PARTS_AT.say(lang)), bullets(lines)), "\n"))
    for told in (one, other) if parting is not None else (one,):
        if told.explanation.way:
            title = bold(wording.WAY_OF.say(lang).format(source=_source(told)))
            blocks += sections(join((title, steps(told.explanation.way)), "\n"))
    for told in (one, other):
        blocks += _causes(told)
    subnets = {told.diagnosis.case.subnet.id: told.diagnosis.case.subnet for told in (one, other)}
    return [*blocks, *subnet_menu(subnets.values(), lang), context(fill(wording.FOLLOW_UP_HINT_BOTH, lang))]


def headline(one: Told, other: Told) -> Mrkdwn:
    """Give what a notification shows."""
    return esc(_title(one, other))


def _title(one: Told, other: Told) -> str:
    same = one.diagnosis.verdict is other.diagnosis.verdict and _parting(one, other) is None
    words = wording.SAME_WAY if same else wording.DIFFERENT_WAYS
    to = dict.fromkeys(names(told.diagnosis)[1] for told in (one, other))
    return words.say(one.lang).format(sources=f"{_source(one)}, {_source(other)}", to=", ".join(to))


def _source(told: Told) -> str:
    return names(told.diagnosis)[0]


def _verdict(told: Told) -> Mrkdwn:
    return join((Mrkdwn(SIGNS[told.diagnosis.verdict_class]), esc(told.explanation.headline)), " ")


def _parting(one: Told, other: Told) -> tuple[WayStep | None, WayStep | None] | None:
    """Give the first place where the ways part, None for a way that has ended; None where they do not part."""
    for left, right in zip_longest(_after_start(one), _after_start(other)):
        if left is None or right is None or _does(left) != _does(right):
            return left, right
    return None


def _after_start(told: Told) -> Iterator[WayStep]:
    return (step for step in told.explanation.way if step.kind not in STARTS)


def _does(step: WayStep) -> tuple[str, ...]:
    """Give what a place does to a packet; two route tables that choose the same route do the same."""
    if step.kind == "route-table":
        return step.kind, step.edge, step.onto, step.mark
    return step.kind, step.sublabel, step.mark


def _step(told: Told, step: WayStep | None) -> Mrkdwn:
    return esc(step.text) if step is not None else fill(wording.WAY_ENDS, told.lang)


def _causes(told: Told) -> list[Json]:
    """Give the causes of one of the two by their titles, and the first thing to do about them."""
    causes = told.explanation.causes
    if not causes:
        return []
    title = bold(wording.ONLY_CAUSES.say(told.lang).format(source=_source(told)))
    lines = [join((esc(cause.title), code(cause.code)), " ") for cause in causes]
    todo = join((bold(wording.WHAT_TO_DO.say(told.lang)), esc(told.explanation.next)), "  ")
    return sections(join((title, bullets(lines), todo), "\n"))
