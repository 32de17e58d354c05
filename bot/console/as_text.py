"""`diagnose --format text`: reports, a what-if, or every subnet at a glance; no colours, no control codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.console.mending import after_fix
from diagnostics.explain.what_if import tell_changes, tell_what_if
from diagnostics.render.text import report
from diagnostics.render.what_if_text import what_if_report, what_if_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.console.asked import Asked, Found
    from diagnostics.model.change import Fix
    from diagnostics.model.words import Lang


def as_text(asked: Asked, lang: Lang, width: int) -> str:
    """Give everything as plain text of at most so many columns; commands and outputs keep their lines."""
    return "\n\n".join(part.rstrip("\n") for part in _parts(asked, lang, width) if part)


def _parts(asked: Asked, lang: Lang, width: int) -> Iterator[str]:
    comparison = asked.comparison()
    if comparison is not None:
        from diagnostics.render.evidence_text import agreement

        yield agreement(comparison, lang, width)
    if asked.changes:
        yield from _supposed(asked, lang, width)
    elif asked.everything:
        yield every_subnet(asked, lang, width, colour=False)
    else:
        for one, fixes in zip(asked.found, asked.fixes(), strict=True):
            yield report(one.now, lang, width, fixes)
            yield evidence(asked, one, fixes, lang, width)


def _supposed(asked: Asked, lang: Lang, width: int) -> Iterator[str]:
    """Yield a what-if: side by side for one path, a row each for several."""
    if len(asked.found) > 1:
        pairs = [(one.before, one.now) for one in asked.found]
        yield what_if_rows(pairs, tell_changes(asked.changes, asked.snapshot, lang), lang, width)
        return
    for one in asked.found:
        effects = asked.effects()[one.before.case.source.vpc_id]
        yield what_if_report(tell_what_if(one.before, one.now, asked.changes, effects, lang), lang, width)
        yield evidence(asked, one, (), lang, width)


def every_subnet(asked: Asked, lang: Lang, width: int, *, colour: bool) -> str:
    """Give the matrix of subnets and services, what matters most first."""
    from diagnostics.render.matrix_text import matrix

    return matrix(asked.glance(), lang, width, colour=colour)


def evidence(asked: Asked, one: Found, fixes: tuple[Fix, ...], lang: Lang, width: int) -> str:
    """Give what tools would show, before and after the supposed changes or the first fix; nothing unless asked for."""
    if not asked.evidence:
        return ""
    from diagnostics.evidence import predict
    from diagnostics.render.evidence_text import expected

    then = one.after or (after_fix(one.before, fixes[0]) if fixes else None)
    return expected(predict(one.before, lang), lang, width, None if then is None else predict(then, lang))
