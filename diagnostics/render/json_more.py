"""What a `routelore.diagnosis/v1` may carry besides its published keys: a what-if, predicted evidence, pasted evidence.

They are there only where they were asked for; a program that knows none of them reads the document all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnostics.evidence import Comparison, Prediction
    from diagnostics.explain.what_if import ChangeStory
    from diagnostics.model.change import SideEffect
    from diagnostics.model.words import Lang
    from diagnostics.render.json_v1 import DiagnosisV1


class DifferenceV1(TypedDict):
    """Another way of the VPC that ends elsewhere after the changes."""

    subnet: str
    service: str
    before: str
    after: str


class WhatIfV1(TypedDict):
    """The changes that the document was diagnosed after, and the document before them."""

    changes: list[str]
    before: DiagnosisV1
    elsewhere: list[DifferenceV1]
    cli: list[str]
    terraform: str
    warnings: list[str]


class PredictionV1(TypedDict):
    """What a command would show from the source."""

    tool: str
    command: str
    when: str
    output: str
    proves: str
    not_proven: str


class ReadingV1(TypedDict):
    """What one pasted output proves, and whether that is what the configuration says."""

    tool: str
    quote: str
    stance: str
    proves: str
    agreement: str
    explanations: list[str]
    look: str | None


class PastedV1(TypedDict):
    """What all that was pasted comes to."""

    stance: str
    readings: list[ReadingV1]


class MoreV1(TypedDict, total=False):
    """What was asked for besides: keys that stand after those of the published document."""

    what_if: WhatIfV1
    evidence: list[PredictionV1]
    pasted: PastedV1


def supposed(what: ChangeStory, before: DiagnosisV1, effects: Iterable[SideEffect]) -> WhatIfV1:
    """Give the what-if that a document of the changed network is the outcome of."""
    return {
        "changes": list(what.changes),
        "before": before,
        "elsewhere": [
            {"subnet": e.subnet_id, "service": e.service, "before": e.before.value, "after": e.after.value} for e in effects
        ],
        "cli": list(what.commands),
        "terraform": what.terraform,
        "warnings": list(what.warnings),
    }


def expected(predictions: Iterable[Prediction]) -> list[PredictionV1]:
    """Give the predicted evidence."""
    return [
        {
            "tool": one.tool.value,
            "command": one.command,
            "when": one.when,
            "output": one.output,
            "proves": one.proves,
            "not_proven": one.not_proven,
        }
        for one in predictions
    ]


def agreement(comparison: Comparison, lang: Lang) -> PastedV1:
    """Give what pasted output comes to beside the diagnosis."""
    return {
        "stance": comparison.stance.value,
        "readings": [
            {
                "tool": reading.observation.tool.value,
                "quote": reading.observation.quote,
                "stance": reading.stance.value,
                "proves": reading.proves.say(lang),
                "agreement": reading.agreement.say(lang),
                "explanations": [one.say(lang) for one in reading.explanations],
                "look": reading.look.say(lang) if reading.look else None,
            }
            for reading in comparison.readings
        ],
    }
