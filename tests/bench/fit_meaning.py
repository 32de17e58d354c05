"""Fits BY_MEANING of knowledge/weights.py and prints it, with its cross-validated worth.

Run it as `make fit-meaning`: it needs the extra `semantic`. What it prints is what stands in weights.py, to the digit.
Measured and blind questions take no part. With `--examples` it first writes knowledge/meaning/examples.yaml anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from knowledge.meaning.encoder import E5, spare_threads  # noqa: E402 - run as a script, it finds its neighbours first

spare_threads()

import numpy as np  # noqa: E402 - the threads come first

from knowledge.library import Folder, read  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.reader import LONGEST  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.shortening import shortened  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.space import Space  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.vectors import Cache  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.text import normalise  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.weights import ANSWER_FROM  # noqa: E402 - run as a script, it finds its neighbours first
from tests.bench.fitting import (  # noqa: E402 - run as a script, it finds its neighbours first
    FOLDS,
    TRAINED,
    Case,
    Seen,
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
from tests.bench.questions import load  # noqa: E402 - run as a script, it finds its neighbours first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge import Knowledge

    Floats = NDArray[np.float32]

#: Whose questions are shipped as examples; the development questions are not.
EXAMPLES = ("own", "voices", "fresh-a", "fresh-b", "fresh-c", "beyond")
#: Signals that the fit may use; those left out say the same as others and only fit the questions they were made with.
RANKED = ("phrase", "fuzzy", "spelling", "together", "refused", "meaning", "probe")
#: What the bar may let through. Set by hand, below what releases may have: unseen questions are harder than these.
WRONG_AT_MOST = 0.04
FALSE_AT_MOST = 0.02


class Bench:
    """The knowledge base and the vectors of everything that is asked of it."""

    def __init__(self, folder: Path) -> None:
        self.contents = read(Folder.shipped())
        self._whole = self.contents.knowledge()
        self._encoder = E5()
        self._cache = Cache(folder / "meaning.db", self._encoder.name)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Give the vectors of normalised texts, each encoded once in a lifetime."""
        known = self._cache.load(texts)
        lacking = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(lacking), 64):
            some = lacking[start : start + 64]
            made = dict(zip(some, self._encoder.encode(some).astype(np.float16), strict=True))
            self._cache.keep(made)
            known.update(made)
        return np.stack([known[text] for text in texts]).astype(np.float32)

    def cases(self) -> dict[Case, Floats]:
        """Give the training questions with their vectors."""
        reads, book = self._whole.speller.read, self._whole.speller.book
        every = [Case(asked, reads(asked.text), counts, name) for name, counts in TRAINED.items() for asked in load(name)]
        fits = lambda text: self._encoder.length(text) <= LONGEST  # noqa: E731 - a name for a short thing
        vectors = self.vectors([shortened(normalise(case.reading.text), fits, book) for case in every])
        return dict(zip(every, vectors, strict=True))

    def space(self, knowledge: Knowledge, examples: Mapping[Case, Floats]) -> Space:
        """Give the entries of a knowledge base beside these examples."""
        used = [(case, vector) for case, vector in examples.items() if case.name in EXAMPLES]
        beyond, ours = (
            np.stack([vector for case, vector in used if bool(case.asked.topics) is answerable]).astype(np.float16)
            for answerable in (False, True)
        )
        spoken = [self.vectors(list(map(normalise, e.phrasings))).astype(np.float16) for e in knowledge.entries]
        return Space(spoken, beyond, ours)

    def seen(self, cases: Mapping[Case, Floats]) -> Iterable[Seen]:
        """Give each case as it looks where neither it nor a phrasing that nearly is it was known."""
        for fold in range(FOLDS):
            drawn = [case for case in cases if case.drawn == fold]
            knowledge = unmended(self.contents, (case.asked for case in drawn))
            space = self.space(knowledge, {case: vector for case, vector in cases.items() if case.drawn != fold})
            for case in drawn:
                yield seen(case, knowledge, knowledge.index.rank(case.reading, space.gist(cases[case])), RANKED)


def write_examples(file: Path) -> None:
    """Write the examples that are shipped."""
    questions = {name: load(name) for name in EXAMPLES}
    lines = [
        "# Questions that show where the knowledge base ends, for matching by meaning: `beyond` is what no entry answers,",
        "# `ours` what some entry does. `fit_meaning.py --examples` writes this file; a new entry needs no line here.",
    ]
    for field, answerable in (("beyond", False), ("ours", True)):
        texts = dict.fromkeys(
            " ".join(a.text.split()) for n in EXAMPLES for a in questions[n] if bool(a.topics) is answerable
        )
        lines += [f"{field}:", *(f"  - {json.dumps(text, ensure_ascii=False)}" for text in texts)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print cross-validated figures, then the constants fitted to everything."""
    if "--examples" in sys.argv:
        write_examples(ROOT / "knowledge" / "meaning" / "examples.yaml")
    bench = Bench(ROOT / "build")
    found = list(bench.seen(bench.cases()))
    results = cross_validated(found, RANKED)
    bar = safe_bar(results, wrong=WRONG_AT_MOST, false=FALSE_AT_MOST)
    report(results, bar)
    ranking = fit_ranking(found, RANKED)
    decision = fit_decision([judge(one, ranking) for one in found])
    told = {name: round(weight, 2) for name, weight in decision.weights.items() if round(weight, 2)}
    print("\nBY_MEANING = Weights(")
    print("    ranking=", ranking, ",", sep="")
    print("    decision=", told, ",", sep="")
    print(f"    bias={decision.bias + log_odds(ANSWER_FROM) - log_odds(bar):.2f},\n)")


if __name__ == "__main__":
    main()
