"""Measures finding, refusing, speed, start and memory with the extra `semantic`, beside the same without it.

Run it as `make bench-semantic`: it needs the extra. Vectors are kept in build/, so that only the first run takes minutes.
Names of sets as arguments measure only those. The sets that nobody tunes on are printed as totals alone.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zlib import crc32

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from knowledge.meaning.encoder import E5, missing, spare_threads  # noqa: E402 - run as a script, it finds its neighbours first

spare_threads()

import numpy as np  # noqa: E402 - the threads come first

from knowledge import open_knowledge  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.library import Folder, assemble, read_entries  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.examples import shipped  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.reader import FILE, VectorReader  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.meaning.vectors import Cache  # noqa: E402 - run as a script, it finds its neighbours first
from knowledge.text import normalise  # noqa: E402 - run as a script, it finds its neighbours first
from tests.bench.questions import SETS, ask, figures, load  # noqa: E402 - run as a script, it finds its neighbours first
from tests.bench.retrieval import grown, milliseconds, print_quality, row  # noqa: E402 - run as a script, it finds its neighbours first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge import Entry, Knowledge

BUILD = ROOT / "build"
SIZES = (60, 1000, 10_000)
ROUNDS = 300
#: None of these questions is a shipped example, so that the model has to read each of them.
UNTOLD = ("tuning", "measured", "blind")
STRAY = 0.03
START = """
import sys, time
from pathlib import Path
def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
before, start = peak(), time.perf_counter()
from knowledge import open_knowledge
from knowledge.meaning.reader import reader
knowledge = open_knowledge(reader=reader(Path(sys.argv[1])))
opened = time.perf_counter() - start
knowledge.answer("VPC 엔드포인트가 뭐예요?")
print(opened, time.perf_counter() - start, (peak() - before) / 1024)
"""


@dataclass(frozen=True, slots=True)
class Inventive:
    """The real model for questions; for invented phrasings, which are many, the vector of a real one a little moved."""

    real: E5
    invented: frozenset[str]
    like: NDArray[np.float32]

    @property
    def name(self) -> str:
        """Give a name under which no real vector is kept."""
        return f"{self.real.name}, invented"

    def length(self, text: str) -> int:
        """Give how many tokens a text has."""
        return self.real.length(text)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one row for each text."""
        return np.stack([self._moved(text) if text in self.invented else self.real.encode([text])[0] for text in texts])

    def _moved(self, text: str) -> NDArray[np.float32]:
        dice = np.random.default_rng(crc32(text.encode()))
        moved = self.like[dice.integers(len(self.like))] + STRAY * dice.standard_normal(self.like.shape[1], dtype=np.float32)
        length: NDArray[np.float32] = np.linalg.norm(moved, keepdims=True)
        return np.divide(moved, length, dtype=np.float32)


def by_meaning(folder: Path) -> Knowledge:
    """Give the shipped knowledge base with its meaning read, and print how long that took."""
    encoder = E5()
    cache = Cache(folder / FILE, encoder.name)
    start = time.perf_counter()
    knowledge = open_knowledge()
    reads = VectorReader(encoder, cache, shipped)
    kept, total = reads.kept(knowledge.entries)
    meaning = reads.over(knowledge.entries, knowledge.speller.book)
    if not meaning.wait():
        sys.exit("the model failed; see the line above")
    print(f"{total} vectors, {kept} of them kept before, ready after {time.perf_counter() - start:.1f} s")
    return open_knowledge(reader=reads)


def print_speed(entries: list[Entry], folder: Path) -> None:
    """Print how long answers take at several sizes, and how long a start with kept vectors takes."""
    real = E5()
    some = real.encode([normalise(phrase) for entry in entries[:12] for phrase in entry.phrasings])
    texts = [asked.text for name in UNTOLD for asked in load(name)]
    dice = Random(11)  # noqa: S311 - repeatable, not secret
    questions = [dice.choice(texts) for _ in range(ROUNDS)]
    print(
        f"\n{'entries':>9}{'vectors':>10}{'kept s':>9}{'start s':>9}{'p50 ms':>9}{'p99 ms':>9}{'by words':>11}{'p99 ms':>9}"
    )
    for size in SIZES:
        many = grown(entries, size)
        phrasings = frozenset(normalise(phrase) for entry in many for phrase in entry.phrasings)
        encoder = Inventive(real, phrasings | {*shipped().beyond, *shipped().ours}, some)
        cache = Cache(folder / f"{size}.db", encoder.name)
        reads = VectorReader(encoder, cache, shipped)
        words = assemble(Folder.shipped(), many)
        start = time.perf_counter()
        reads.over(words.entries, words.speller.book).wait()
        kept = time.perf_counter() - start
        start = time.perf_counter()
        knowledge = assemble(Folder.shipped(), many, reads)
        again = time.perf_counter() - start
        ours = milliseconds(knowledge.answer, questions)
        plain = milliseconds(words.answer, questions)
        spread = [quantiles(spent, n=100) for spent in (ours, plain)]
        print(
            f"{size:9}{len(phrasings):10}{kept:9.2f}{again:9.2f}"
            f"{spread[0][49]:9.2f}{spread[0][98]:9.2f}{spread[1][49]:11.2f}{spread[1][98]:9.2f}"
        )


def main() -> None:
    """Print everything."""
    if lacking := missing():
        sys.exit(f"{', '.join(lacking)} is not installed; run this as make bench-semantic")
    names = tuple(sys.argv[1:]) or SETS
    knowledge = by_meaning(BUILD)
    plain = open_knowledge()
    print(f"{'':24}{'n':>5}" + "".join(f"{name:>9}" for name in figures([])).replace("false offers", "foffers"))
    for name in names:
        print(row(f"{name}, by words", ask(plain, load(name))))
        print(row(f"{name}, by meaning", ask(knowledge, load(name))))
    print("\nby meaning, in parts")
    print_quality(knowledge, names)
    fresh = subprocess.run([sys.executable, "-c", START, str(BUILD)], cwd=ROOT, capture_output=True, text=True, check=True)
    opened, first, memory = map(float, fresh.stdout.split())
    print(f"\nstart with kept vectors: open after {opened:.2f} s, first answer after {first:.2f} s")
    print(f"{memory:.0f} MB over bare Python")
    with TemporaryDirectory() as folder:
        print_speed(read_entries(Folder.shipped()), Path(folder))


if __name__ == "__main__":
    main()
