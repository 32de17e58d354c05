"""A diagnosis → what a person's own tools would show of it, from the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.evidence.predicted.cli import predict_cli
from diagnostics.evidence.predicted.http import predict_http
from diagnostics.evidence.predicted.name_lookup import predict_name
from diagnostics.evidence.predicted.scene import scene_of
from diagnostics.evidence.predicted.traced import predict_route

if TYPE_CHECKING:
    from diagnostics.evidence.prediction import Prediction
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang


def predict(diagnosis: Diagnosis, lang: Lang) -> tuple[Prediction, ...]:
    """Give what each tool would show if the diagnosis is right; nothing where there is no VPC to run it in."""
    if not diagnosis.case.traces:
        return ()
    scene = scene_of(diagnosis)
    shown = (
        *predict_name(scene, lang),
        *predict_route(scene, lang),
        *predict_http(scene, lang),
        *predict_cli(scene, lang),
    )
    once = {(one.tool, one.output): one for one in reversed(shown)}
    alike = {one.tool for one in shown if all(other.output == one.output for other in shown if other.tool is one.tool)}
    kept = (one for one in shown if once[one.tool, one.output] is one)
    return tuple(replace(one, when="") if one.tool in alike else one for one in kept)
