"""The door of evidence: what tools would show of a diagnosis, and what shown output proves beside it. Pure."""

from __future__ import annotations

from diagnostics.evidence.compared import compare
from diagnostics.evidence.comparison import Comparison, Reading, Stance
from diagnostics.evidence.observation import Observation, Tool
from diagnostics.evidence.pasted import read_evidence
from diagnostics.evidence.predicted import predict
from diagnostics.evidence.prediction import Prediction

__all__ = ["Comparison", "Observation", "Prediction", "Reading", "Stance", "Tool", "compare", "predict", "read_evidence"]
