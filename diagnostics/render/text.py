"""A diagnosis for the terminal: the verdict, the way, the causes, the fix. Plain text that lines up in Korean too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain import Mark, explain
from diagnostics.explain.fixing import tell_fixes
from diagnostics.model.words import Words
from diagnostics.render import labels
from diagnostics.render.fixes_text import fix_lines
from diagnostics.render.lines import INDENT, NARROWEST, WIDTH, block, columns, listed, padded, plain, verbatim, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diagnostics.explain import Cause, Explanation, Lane, WayStep
    from diagnostics.model.change import Fix
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

__all__ = ["WIDTH", "aside_lines", "columns", "padded", "report", "wrapped"]

_LEGEND = Words("o 지나감  ! 눈여겨볼 곳  x 막힘  ? 알 수 없음", "o passes  ! worth a look  x stopped  ? unknown")


def report(diagnosis: Diagnosis, lang: Lang, width: int = WIDTH, fixes: Iterable[Fix] = ()) -> str:
    """Give the whole diagnosis as plain text, no wider than the terminal; commands stand alone on their lines.

    A cause that a fix does away with has no commands of its own: the fix has them, in order and proven. What the report
    says to do at its head is not said again under the cause.
    """
    told, stories = explain(diagnosis, lang), tell_fixes(diagnosis, fixes, lang)
    mended = {code for story in stories for code in story.findings}
    room = max(width, NARROWEST)
    sections = [
        "\n".join(_opening(told, room)),
        "\n".join(block(told.next, room, f"{labels.NOW.say(lang)}: ", "")),
        "\n".join(_ways(told, room)),
        *("\n".join(_cause(i, c, told, room, mended=c.code in mended)) for i, c in enumerate(told.causes, 1)),
        "\n".join(fix_lines(stories, lang, room)),
        "\n".join(listed(labels.UNSEEN.say(lang), told.unseen, room)),
        "\n".join(listed(labels.ASSUMED.say(lang), told.assumptions, room)),
        "\n".join(listed(labels.ASIDES.say(lang), aside_lines(told), room)),
    ]
    return "\n\n".join(s for s in sections if s) + "\n"


def aside_lines(told: Explanation) -> Iterator[str]:
    """Yield a line for each finding that is worth knowing whatever the verdict, and where its page is."""
    by_code = {aside.code: aside for aside in told.asides}
    for aside in by_code.values():
        yield labels.ASIDE.say(told.lang).format(title=aside.title, code=aside.code, id=aside.id)


def _opening(told: Explanation, width: int) -> Iterator[str]:
    yield from block(told.headline, width)
    if told.private_line:
        yield from block(told.private_line, width)


def _ways(told: Explanation, width: int) -> Iterator[str]:
    title, legend = (labels.WAYS if len(told.lanes) > 1 else labels.WAY).say(told.lang), f"({_LEGEND.say(told.lang)})"
    if columns(f"{title}   {legend}") <= width:
        yield f"{title}   {legend}"
    else:
        yield title
        yield from block(legend, width, INDENT)
    for number, lane in enumerate(told.lanes, 1):
        if len(told.lanes) > 1:
            yield from block(f"{lane.when} — {lane.name}", width, f"{INDENT}{number}. ")
        yield from _lane(lane, width, INDENT * 2 if len(told.lanes) > 1 else "")


def _lane(lane: Lane, width: int, lead: str) -> Iterator[str]:
    wide = max(columns(plain(s.label)) for s in lane.steps)
    for step in lane.steps:
        yield from (lead + line for line in _step(step, wide, width - len(lead)))


def _step(step: WayStep, wide: int, width: int) -> Iterator[str]:
    mark = labels.MARKS[step.mark] if step.reached or step.mark is Mark.BAD else " "
    yield from block(step.text, width, f"{INDENT}{mark} {padded(plain(step.label), wide)}  ")


def _cause(number: int, cause: Cause, told: Explanation, width: int, *, mended: bool) -> Iterator[str]:
    inner, lang = width - len(INDENT), told.lang
    to_do = () if cause.fix in told.next else (cause.fix,)
    yield from block(f"{cause.title} [{cause.severity_name} · {cause.code} · {cause.subject}]", width, f"{number}. ")
    yield from (INDENT + line for line in block(cause.why, inner))
    for title, facts in ((labels.SEEN, cause.evidence), (labels.TO_DO, to_do), (labels.CAVEATS, cause.caveats)):
        yield from (INDENT + line for line in listed(title.say(lang), facts, inner))
    if not mended:
        yield from (INDENT + line for line in verbatim(labels.COMMANDS.say(lang), cause.cli))
