"""What speaks for an entry as the answer to a question, and what of it weighs how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.meaning.gist import Gist
    from knowledge.weights import Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """How much speaks for one entry, each between 0 and 1; only `refused`, `beyond` and `strange` speak against it.

    The last four are what the question's meaning says, where that is known; two of them weigh in the decision alone.
    """

    phrase: float
    contained: float
    coverage: float
    odds: float
    fuzzy: float
    spelling: float
    together: float
    title: float
    refused: float
    meaning: float = 0.0
    probe: float = 0.0
    beyond: float = 0.0
    strange: float = 0.0

    def score(self, weights: Weights) -> float:
        """Give all signals as one number between 0 and 1."""
        found: float = sum(map(mul, weights.ranked_by, weights.signals(self)))
        return max(0.0, found)

    def heard(self, gist: Gist, at: int) -> Signals:
        """Give the signals with what the question's meaning says of the entry in this place."""
        near = gist.near(at)
        return replace(self, meaning=near.meaning, probe=near.probe, beyond=near.beyond, strange=gist.strange)
