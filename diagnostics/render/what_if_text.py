"""A what-if for the terminal: before and after side by side, what differs, what else changes, how to do it."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from diagnostics.explain.explanation import Mark
from diagnostics.explain.headline import verdict_name
from diagnostics.explain.naming import service_title
from diagnostics.model.words import Words
from diagnostics.render import labels
from diagnostics.render.labels import MARKS
from diagnostics.render.lines import INDENT, NARROWEST, WIDTH, block, columns, listed, padded, plain, verbatim, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diagnostics.explain.explanation import Cause, WayStep
    from diagnostics.explain.what_if import ChangeStory, Side, WhatIfStory
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

#: Two columns narrower than this are set one under the other.
_NARROW = 28
_GAP = "  "

_COUNT = Words("경로 {all}개 가운데 {some}개의 판정이 달라져요.", "{some} of {all} paths get another verdict.")


def what_if_report(story: WhatIfStory, lang: Lang, width: int = WIDTH) -> str:
    """Give the whole what-if as plain text, no wider than the terminal."""
    room, nothing = max(width, NARROWEST), labels.NOTHING_ELSE.say(lang)
    sections = [
        "\n".join(block(story.title, room)),
        supposed(story.what, lang, room),
        "\n".join(_sides(story, lang, room)),
        "\n".join(listed(labels.GONE.say(lang), map(finding_line, story.gone), room)),
        "\n".join(listed(labels.NEW.say(lang), map(finding_line, story.new), room)),
        "\n".join(listed(labels.ELSEWHERE.say(lang), story.elsewhere, room) if story.elsewhere else block(nothing, room)),
        how(story.what, lang, room),
    ]
    return "\n\n".join(s for s in sections if s) + "\n"


def supposed(what: ChangeStory, lang: Lang, width: int) -> str:
    """Give the steps that are supposed, in words."""
    return "\n".join(listed(labels.CHANGES.say(lang), what.steps, width))


def how(what: ChangeStory, lang: Lang, width: int) -> str:
    """Give what to beware of and the commands that make the changes."""
    parts = (listed(labels.BEFOREHAND.say(lang), what.warnings, width), verbatim(labels.COMMANDS.say(lang), what.commands))
    return "\n\n".join(filter(None, ("\n".join(part) for part in parts)))


def finding_line(cause: Cause) -> str:
    """Give a finding in one line: its title, severity, code and subject."""
    return f"{cause.title} [{cause.severity_name} · {cause.code} · {cause.subject}]"


def _sides(story: WhatIfStory, lang: Lang, width: int) -> Iterator[str]:
    """Yield the two sides in two columns, or one under the other where there is no room."""
    half = (width - len(INDENT) - len(_GAP)) // 2
    if half < _NARROW:
        for title, side in ((labels.TODAY, story.before), (labels.AFTERWARDS, story.after)):
            yield title.say(lang)
            yield from (INDENT + line for row in rows_of(side) for line in _cell(row, width - len(INDENT)))
        return
    yield f"{INDENT}{padded(labels.TODAY.say(lang), half)}{_GAP}{labels.AFTERWARDS.say(lang)}"
    yield f"{INDENT}{'-' * half}{_GAP}{'-' * half}"
    for left, right in zip_longest(rows_of(story.before), rows_of(story.after), fillvalue=""):
        for one, other in zip_longest(_cell(left, half), _cell(right, half), fillvalue=""):
            yield f"{INDENT}{padded(one, half)}{_GAP}{other}".rstrip()


def rows_of(side: Side) -> Sequence[str]:
    """Give the verdict and every place that packets get to, one row each; several ways with what sends packets there."""
    rows = [side.verdict_name, ""]
    for lane in side.lanes:
        if len(side.lanes) > 1:
            rows.append(f"{lane.when} — {lane.name}")
        stops = (step for step in lane.steps if step.reached or (step.mark is Mark.BAD and step.kind != "service"))
        rows.extend(map(_place, stops))
    return rows


def _place(step: WayStep) -> str:
    """Name a place and the row by which the packet goes on; what stops it is marked."""
    title = step.name or step.sublabel
    place = f"{step.label} {title}" if title and title != step.label else step.label
    arrow = f"{step.edge} → {step.onto}" if step.edge and step.onto else step.edge
    sign = f"{MARKS[Mark.BAD]} " if step.mark is Mark.BAD else ""
    return f"{sign}{place}: {arrow}" if arrow else f"{sign}{place}"


def _cell(text: str, width: int) -> list[str]:
    lines = list(wrapped(plain(text), width)) or [""]
    return [lines[0], *(INDENT + line for rest in lines[1:] for line in wrapped(rest, width - columns(INDENT)))]


def what_if_rows(pairs: Sequence[tuple[Diagnosis, Diagnosis]], what: ChangeStory, lang: Lang, width: int = WIDTH) -> str:
    """Give a what-if of many paths: those whose verdict differs, how many there are in all, and how to do it."""
    room = max(width, NARROWEST)
    differing = [(one, then) for one, then in pairs if one.verdict is not then.verdict]
    rows = (
        (*block(_way_name(one), room, INDENT), *block(_turn(one, then, lang), room, INDENT * 2)) for one, then in differing
    )
    sections = (
        "\n".join(block(_COUNT.say(lang).format(all=len(pairs), some=len(differing)), room)),
        supposed(what, lang, room),
        "\n".join(line for row in rows for line in row),
        how(what, lang, room),
    )
    return "\n\n".join(filter(None, sections)) + "\n"


def _way_name(diagnosis: Diagnosis) -> str:
    """Name a path by its subnet and its destination."""
    case = diagnosis.case
    name = f"{case.subnet.name} ({case.subnet.id})" if case.subnet.name else case.subnet.id or case.source.asked
    return f"{name} → {case.destination.bucket or service_title(case.destination)}"


def _turn(one: Diagnosis, then: Diagnosis, lang: Lang) -> str:
    return f"{verdict_name(one, lang)} → {verdict_name(then, lang)}"
