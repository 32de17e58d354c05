"""The constants of ranking and deciding, as tests/bench/fit_weights.py gives them; the thresholds come from its table."""

from __future__ import annotations

from types import MappingProxyType

RANKING = MappingProxyType(
    {
        "phrase": 0.149,
        "coverage": 0.105,
        "odds": 0.142,
        "fuzzy": 0.199,
        "spelling": 0.173,
        "together": 0.243,
        "title": 0.026,
        "refused": -0.193,
    }
)
DECISION = MappingProxyType(
    {
        "score": 1.33,
        "lead": 2.49,
        "phrase": 0.0,
        "coverage": 0.0,
        "fuzzy": 3.91,
        "likeness": 1.79,
        "stray_concepts": -1.48,
        "stray_words": -1.11,
        "undefined": -4.12,
        "outside": -4.63,
        "beside": -2.32,
        "refused": -4.0,
    }
)
BIAS = -4.56
#: Confident enough to answer, and to offer a choice; and how near a rival may come before the asker had better choose.
ANSWER_FROM = 0.45
OFFER_FROM = 0.2
TIE_FROM = 0.97
