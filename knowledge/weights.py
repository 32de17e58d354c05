"""The constants of ranking and deciding, as tests/bench/fit_weights.py gives them; the thresholds come from its table."""

from __future__ import annotations

from types import MappingProxyType

RANKING = MappingProxyType(
    {
        "phrase": 0.139,
        "coverage": 0.105,
        "odds": 0.111,
        "fuzzy": 0.188,
        "spelling": 0.191,
        "together": 0.218,
        "title": 0.047,
        "refused": -0.19,
    }
)
DECISION = MappingProxyType(
    {
        "score": 1.63,
        "lead": 2.39,
        "phrase": 0.0,
        "coverage": 0.0,
        "fuzzy": 4.83,
        "likeness": 1.7,
        "stray_concepts": -1.18,
        "stray_words": -1.77,
        "unknown": -2.92,
        "undefined": -3.23,
        "outside": -5.1,
        "beside": -1.52,
        "refused": -4.0,
    }
)
BIAS = -5.2
#: Confident enough to answer, and to offer a choice; and how near a rival may come before the asker had better choose.
ANSWER_FROM = 0.5
OFFER_FROM = 0.2
TIE_FROM = 0.95
