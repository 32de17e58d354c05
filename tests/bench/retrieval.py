"""Measures finding, refusing, speed, index build and memory of the knowledge base, and prints the figures.

Run it as `.venv/bin/python tests/bench/retrieval.py`. The sets of TUNED were looked at while entries, glossary and
constants were made; the other sets never were, and this prints nothing of them but totals. With arguments it
measures only the sets that they name. Speed stands beside rapidfuzz's own best match, and bm25s where that is installed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from rapidfuzz import fuzz, process, utils  # noqa: E402 - run as a script, it finds its neighbours first

from knowledge import Entry, Knowledge  # noqa: E402, TC001 - run as a script, it finds its neighbours first
from knowledge.library import Folder, assemble, read_entries  # noqa: E402 - run as a script, it finds its neighbours first
from tests.bench.questions import SETS, TUNED, Outcome, ask, figures, load  # noqa: E402 - run as a script, it finds its neighbours first

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (60, 1000, 10_000)
ROUNDS = 400
MEMORY = """
import time
from pathlib import Path
def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
before = peak()
start = time.perf_counter()
from knowledge import open_knowledge  # noqa: E402 - run as a script, it finds its neighbours first
knowledge = open_knowledge()
knowledge.answer("VPC 엔드포인트가 뭐예요?")
print(peak() - before, time.perf_counter() - start)
"""


def row(name: str, outcomes: list[Outcome]) -> str:
    """Give one line of the table."""
    return f"{name:24}{len(outcomes):5}" + "".join(f"{value:9.3f}" for value in figures(outcomes).values())


def print_quality(knowledge: Knowledge, names: tuple[str, ...]) -> None:
    """Print finding and refusing by set, language and kind."""
    found = {name: ask(knowledge, load(name)) for name in names}
    print(f"{'':24}{'n':>5}" + "".join(f"{name:>9}" for name in figures([])).replace("false offers", "foffers"))
    for name, outcomes in found.items():
        print(row(name, outcomes))
        for lang in ("ko", "en", "mixed"):
            print(row(f"  {lang}", [o for o in outcomes if o.asked.lang == lang]))
        for kind in sorted({o.asked.kind for o in outcomes if not o.asked.topics}):
            print(row(f"  unanswerable: {kind}", [o for o in outcomes if o.asked.kind == kind and not o.asked.topics]))


def grown(entries: list[Entry], size: int) -> list[Entry]:
    """Give so many entries: the real ones, and others made by shuffling their words."""
    dice = Random(7)  # noqa: S311 - repeatable, not secret
    words = [word for entry in entries for phrase in entry.phrasings for word in phrase.split()]
    more = list(entries[:size])
    while len(more) < size:
        like = dice.choice(entries)
        asks = [" ".join(dice.choice(words) for _ in phrase.split()) for phrase in like.asks_ko + like.asks_en]
        cut = len(like.asks_ko)
        more.append(replace(like, id=f"{like.id}-{len(more)}", asks_ko=tuple(asks[:cut]), asks_en=tuple(asks[cut:])))
    return more


def milliseconds(ask_one: Callable[[str], object], questions: list[str]) -> list[float]:
    """Give how long each question took."""
    spent = []
    for question in questions:
        start = time.perf_counter()
        ask_one(question)
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def best_match(phrasings: list[str]) -> Callable[[str], object]:
    """Give rapidfuzz's own best match over the phrasings."""
    return lambda q: process.extractOne(q, phrasings, scorer=fuzz.token_set_ratio, processor=utils.default_process)


def bm25(phrasings: list[str]) -> Callable[[str], object] | None:
    """Give bm25s's three best of the phrasings, or nothing where it is not installed."""
    if find_spec("bm25s") is None:
        return None
    bm25s = import_module("bm25s")
    index = bm25s.BM25()
    index.index(bm25s.tokenize(phrasings, show_progress=False), show_progress=False)
    return lambda q: index.retrieve(bm25s.tokenize(q, show_progress=False), k=3, show_progress=False)


def print_speed(entries: list[Entry]) -> None:
    """Print how long answers take beside two plain searches over the same phrasings, in the same run."""
    asked = [asked.text for name in TUNED for asked in load(name)]
    questions = [Random(i).choice(asked) for i in range(ROUNDS)]  # noqa: S311 - repeatable, not secret
    print(f"\n{'entries':>9}{'build s':>9}{'p50 ms':>9}{'p99 ms':>9}{'extractOne':>12}{'ratio':>8}{'bm25s':>8}{'ratio':>8}")
    for size in SIZES:
        many = grown(entries, size)
        start = time.perf_counter()
        knowledge = assemble(Folder.shipped(), many)
        built = time.perf_counter() - start
        phrasings = [phrase for entry in many for phrase in entry.phrasings]
        few = questions if size < SIZES[-1] else questions[: ROUNDS // 4]
        ours = milliseconds(knowledge.answer, few)
        plain = quantiles(milliseconds(best_match(phrasings), few[:50]), n=2)[0]
        middle, high = quantiles(ours, n=2)[0], quantiles(ours, n=100)[98]
        line = f"{size:9}{built:9.2f}{middle:9.2f}{high:9.2f}{plain:12.2f}{middle / plain:8.2f}"
        if (search := bm25(phrasings)) is not None:
            other = quantiles(milliseconds(search, few[:50]), n=2)[0]
            line += f"{other:8.2f}{middle / other:8.2f}"
        print(line)


def main() -> None:
    """Print everything."""
    folder = Folder.shipped()
    entries = read_entries(folder)
    print_quality(assemble(folder, entries), tuple(sys.argv[1:]) or SETS)
    fresh = subprocess.run([sys.executable, "-c", MEMORY], cwd=ROOT, capture_output=True, text=True, check=True)
    memory, start = fresh.stdout.split()
    print(
        f"\n{len(entries)} entries: {int(memory) / 1024:.0f} MB over bare Python, {float(start):.2f} s to the first answer"
    )
    print_speed(entries)
    print(f"peak memory of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
