"""A diagnosis in plain sentences, Korean or English; pure, and free of any output's markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.advice import advice
from diagnostics.explain.causes import asides, branches, causes
from diagnostics.explain.certainty import assumptions
from diagnostics.explain.dispositions import DISPOSITIONS
from diagnostics.explain.explanation import Branch, Cause, Explanation, Lane, Mark, WayStep
from diagnostics.explain.headline import headline, route_name, verdict_name
from diagnostics.explain.privacy import private_line
from diagnostics.explain.trouble import trouble
from diagnostics.explain.unseen import unseen
from diagnostics.explain.way import lanes

if TYPE_CHECKING:
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

__all__ = ["DISPOSITIONS", "Branch", "Cause", "Explanation", "Lane", "Mark", "WayStep", "explain", "trouble"]


def explain(diagnosis: Diagnosis, lang: Lang) -> Explanation:
    """Give everything that a person reads of a diagnosis, in one language."""
    ways = lanes(diagnosis, lang)
    return Explanation(
        lang=lang,
        headline=headline(diagnosis, lang),
        verdict_name=verdict_name(diagnosis, lang),
        route_name=route_name(diagnosis, lang),
        private_line=private_line(diagnosis, lang),
        way=ways[0].steps,
        lanes=ways,
        causes=causes(diagnosis, lang),
        asides=asides(diagnosis, lang),
        parts=branches(diagnosis, lang),
        unseen=unseen(diagnosis.gaps, lang),
        next=advice(diagnosis, lang),
        assumptions=assumptions(diagnosis, lang),
    )
