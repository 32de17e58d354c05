"""Two diagnoses held against each other: both verdicts, where the ways part, and what makes the difference."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from bot import remedies, wording
from bot.blocks import fixes
from bot.blocks.diagnosis import SIGNS, is_private, names, steps
from bot.blocks.onward import hint, other_service
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
    tries = (wording.TRY_ROUTES, other_service(one), wording.TRY_FIX)
    return [*blocks, *subnet_menu(subnets.values(), lang), context(hint(tries, lang))]


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
    """Give the causes of one of the two by their titles, and the fix that was proven for it; else the first thing to do."""
    causes = told.explanation.causes
    if not causes:
        return []
    words = wording.ONLY_NOTES if is_private(told) else wording.ONLY_CAUSES
    title = bold(words.say(told.lang).format(source=_source(told)))
    lines = [join((esc(cause.title), code(cause.code)), " ") for cause in causes]
    if told.fixes:
        return [*sections(join((title, bullets(lines)), "\n")), *_fix(told)]
    todo = join((bold(wording.WHAT_TO_DO.say(told.lang)), esc(told.explanation.next)), "  ")
    return sections(join((title, bullets(lines), todo), "\n"))


def _fix(told: Told) -> list[Json]:
    """Give the first proven fix of one of the two, in short: its steps, what it was proven to give, its commands."""
    offer, lang = told.fixes[0], told.lang
    title = bold(remedies.FIX_OF.say(lang).format(source=_source(told), title=offer.story.title))
    done = [esc(f"{at}. {step}") for at, step in enumerate(offer.story.steps, start=1)]
    shown = sections(join((title, *done, fixes.proven(offer, lang)), "\n"))
    return [*shown, *fixes.runs(offer.story.commands, fixes.COMMANDS_FILE, lang)]
