"""`diagnose --format json`: the published documents, with what was asked for besides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from diagnostics.explain.what_if import beside, tell_changes
from diagnostics.render.json_more import MoreV1, PredictionV1, WhatIfV1, agreement, expected, supposed
from diagnostics.render.json_v1 import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.console.asked import Asked, Found
    from diagnostics.model.words import Lang


def as_json(asked: Asked, lang: Lang) -> str:
    """Give a list of documents, one for each source and destination.

    With `--what-if` each is the document of the changed network and carries the one of today in `what_if.before`, so that
    the list stays one of documents of one schema and the verdict that a program reads is that of what it asked about.
    """
    comparison, expectation = asked.comparison(), _expectation(asked, lang)
    supposition = _supposition(asked, lang)
    written = []
    for one, fixes in zip(asked.found, asked.fixes(), strict=True):
        more: MoreV1 = {}
        if supposition is not None:
            more["what_if"] = supposition(one)
        if expectation is not None:
            more["evidence"] = expectation(one)
        if comparison is not None:
            more["pasted"] = agreement(comparison, lang)
        written.append({**document(one.now, lang, fixes), **more})
    return json.dumps(written, ensure_ascii=False, indent=2)


def _expectation(asked: Asked, lang: Lang) -> Callable[[Found], list[PredictionV1]] | None:
    """Give what writes what tools would show; None where nobody asked."""
    if not asked.evidence:
        return None
    from diagnostics.evidence import predict

    return lambda one: expected(predict(one.now, lang))


def _supposition(asked: Asked, lang: Lang) -> Callable[[Found], WhatIfV1] | None:
    """Give what writes the what-if of each diagnosis; None where nothing is supposed."""
    if not asked.changes:
        return None
    effects, what = asked.effects(), tell_changes(asked.changes, asked.snapshot, lang)

    def written(one: Found) -> WhatIfV1:
        others = beside(effects[one.before.case.source.vpc_id], one.before)
        return supposed(what, document(one.before, lang), others)

    return written
