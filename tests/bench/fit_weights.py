"""Fits RANKING, DECISION and BIAS of knowledge/weights.py and prints them, with their cross-validated worth.

Run it as `.venv/bin/python tests/bench/fit_weights.py` (a minute). What it prints is what
stands in weights.py, to the digit. Measured and blind questions take no part.
"""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from knowledge.library import Folder, read
from knowledge.signals import Signals
from knowledge.weights import ANSWER_FROM
from tests.bench.fitting import (
    FOLDS,
    TRAINED,
    Case,
    cross_validated,
    fit_decision,
    fit_ranking,
    judge,
    log_odds,
    report,
    safe_bar,
    seen,
    unmended,
)
from tests.bench.questions import load

#: What only tests/bench/fit_meaning.py weighs.
MEANT = frozenset({"meaning", "probe", "beyond", "strange"})
RANKED = tuple(field.name for field in fields(Signals) if field.name not in MEANT)
#: What the bar may let through. Set by hand, below what releases may have: unseen questions are harder than these.
WRONG_AT_MOST = 0.05
FALSE_AT_MOST = 0.022


def main() -> None:
    """Print cross-validated figures at several bars, then the constants fitted to everything."""
    contents = read(Folder.shipped())
    reads = contents.knowledge().speller.read
    every = [Case(asked, reads(asked.text), counts, name) for name, counts in TRAINED.items() for asked in load(name)]
    found = []
    for fold in range(FOLDS):
        drawn = [case for case in every if case.drawn == fold]
        knowledge = unmended(contents, (case.asked for case in drawn))
        found += [seen(case, knowledge, knowledge.index.rank(case.reading), RANKED) for case in drawn]
    results = cross_validated(found, RANKED)
    bar = safe_bar(results, wrong=WRONG_AT_MOST, false=FALSE_AT_MOST)
    report(results, bar)
    ranking = fit_ranking(found, RANKED)
    decision = fit_decision([judge(one, ranking) for one in found])
    told = {name: round(weight, 2) for name, weight in decision.weights.items() if name not in MEANT}
    print("\nRANKING =", ranking)
    print("DECISION =", told)
    print("BIAS =", round(decision.bias + log_odds(ANSWER_FROM) - log_odds(bar), 2))


if __name__ == "__main__":
    main()
