"""The constants of ranking and deciding, as tests/bench/fit_weights.py and tests/bench/fit_meaning.py print them.

Set by hand are OFFER_FROM, TIE_FROM, and what tests/bench/fitting.py promises: the least that some evidence weighs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RANKING = MappingProxyType(
    {
        "phrase": 0.078,
        "contained": 0.126,
        "coverage": 0.095,
        "odds": 0.128,
        "fuzzy": 0.171,
        "spelling": 0.12,
        "together": 0.234,
        "title": 0.047,
        "refused": -0.186,
    }
)
DECISION = MappingProxyType(
    {
        "score": 0.0,
        "lead": 5.97,
        "phrase": 0.0,
        "contained": 0.0,
        "coverage": 0.0,
        "fuzzy": 1.97,
        "likeness": 5.55,
        "stray_concepts": -0.44,
        "stray_words": -2.12,
        "unknown": 0.0,
        "undefined": -7.05,
        "own": -7.0,
        "ordered": -4.74,
        "outside": -8.0,
        "aside": -1.0,
        "around": -6.72,
        "beside": -1.81,
        "refused": -4.0,
    }
)
BIAS = -5.92
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
    signals: Callable[[object], tuple[float, ...]] = field(init=False, repr=False, compare=False)
    ranked_by: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the signals that rank out beside what each weighs: this is asked for every candidate."""
        object.__setattr__(self, "signals", attrgetter(*self.ranking))
        object.__setattr__(self, "ranked_by", tuple(self.ranking.values()))


BY_WORDS = Weights(ranking=RANKING, decision=DECISION, bias=BIAS)
#: Where the question's meaning is heard, too; tests/bench/fit_meaning.py gives these. The bars above hold for both.
BY_MEANING = Weights(
    ranking=MappingProxyType(
        {
            "phrase": 0.197,
            "fuzzy": 0.148,
            "spelling": 0.083,
            "together": 0.233,
            "refused": -0.167,
            "meaning": 0.198,
            "probe": 0.141,
        }
    ),
    decision=MappingProxyType(
        {
            "lead": 7.17,
            "coverage": 1.13,
            "likeness": 2.31,
            "stray_words": -1.31,
            "undefined": -6.59,
            "own": -7.0,
            "ordered": -4.0,
            "outside": -8.0,
            "aside": -1.0,
            "around": -5.24,
            "beside": -1.59,
            "refused": -4.0,
            "beyond": -6.88,
            "strange": -7.02,
        }
    ),
    bias=-2.11,
)
