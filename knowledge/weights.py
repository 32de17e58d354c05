"""The constants of ranking and deciding, as tests/bench/fit_weights.py gives them, but for `unknown` and the thresholds.

The fit sees words that nobody knows in what must be refused alone, and so holds every slip of the pen against the person
who asks. On questions that were not fitted to, a third of that weight and a lower bar answer more and wrongly no oftener.
"""

from __future__ import annotations

from types import MappingProxyType

RANKING = MappingProxyType(
    {
        "phrase": 0.143,
        "coverage": 0.107,
        "odds": 0.113,
        "fuzzy": 0.183,
        "spelling": 0.19,
        "together": 0.215,
        "title": 0.048,
        "refused": -0.189,
    }
)
DECISION = MappingProxyType(
    {
        "score": 1.47,
        "lead": 2.54,
        "phrase": 0.0,
        "coverage": 0.0,
        "fuzzy": 4.73,
        "likeness": 1.64,
        "stray_concepts": -1.1,
        "stray_words": -1.93,
        "unknown": -0.9,
        "undefined": -3.2,
        "outside": -5.2,
        "beside": -1.43,
        "refused": -4.0,
    }
)
BIAS = -5.02
#: Confident enough to answer, and to offer a choice; and how near a rival may come before the asker had better choose.
ANSWER_FROM = 0.35
OFFER_FROM = 0.2
TIE_FROM = 0.95
