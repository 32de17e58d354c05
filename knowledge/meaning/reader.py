"""The meaning of a knowledge base, read in the background: until it is there, and where it fails, words have to do."""

from __future__ import annotations

import logging
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.meaning.encoder import E5, EncoderError, missing, spare_threads
from knowledge.meaning.shortening import shortened
from knowledge.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from knowledge.entry import Entry
    from knowledge.glossary import Phrasebook
    from knowledge.meaning.encoder import Encoder
    from knowledge.meaning.examples import Examples
    from knowledge.meaning.gist import Gist
    from knowledge.meaning.space import Space
    from knowledge.meaning.vectors import Cache, Row

LOG = logging.getLogger("routelore")
FILE = "meaning.db"
#: So few texts are encoded while the caller waits (a fraction of a second), and so many between two stops at the disk.
AT_ONCE = 12
BATCH = 32
REMEMBERED = 256
#: A vector takes a millisecond for each token on one core; a question is not kept waiting longer than this.
LONGEST = 36


def reader(folder: Path) -> VectorReader | None:
    """Give what reads meanings and keeps their vectors in this folder; nothing where the extra is not installed."""
    if missing():
        return None
    spare_threads()
    from knowledge.meaning.examples import shipped
    from knowledge.meaning.vectors import Cache

    encoder = E5()
    return VectorReader(encoder, Cache(folder / FILE, encoder.name), shipped)


class VectorReader:
    """Reads the meaning of one knowledge base after another with one model and one cache."""

    def __init__(self, encoder: Encoder, cache: Cache, examples: Callable[[], Examples]) -> None:
        self._encoder = encoder
        self._cache = cache
        self._examples = examples

    def over(self, entries: Sequence[Entry], book: Phrasebook) -> EntriesMeaning:
        """Give the meaning of these entries: ready at once where nearly every vector is kept, else some time later."""
        return EntriesMeaning(entries, book, self._examples(), self._encoder, self._cache)

    def tried(self) -> str:
        """Give the name of the model after it has made a vector.

        Raises:
            EncoderError: it cannot.
        """
        self._encoder.encode([self._encoder.name])
        return self._encoder.name

    def kept(self, entries: Sequence[Entry]) -> tuple[int, int]:
        """Give how many of the vectors that these entries need are kept already, and how many they need."""
        texts = _texts(_spoken(entries), self._examples())
        return len(self._cache.load(texts)), len(texts)


class EntriesMeaning:
    """The meaning of the entries of one knowledge base."""

    def __init__(
        self, entries: Sequence[Entry], book: Phrasebook, examples: Examples, encoder: Encoder, cache: Cache
    ) -> None:
        self._book = book
        self._encoder = encoder
        self._cache = cache
        self._space: Space | None = None
        self._failed = False
        self._vector = lru_cache(maxsize=REMEMBERED)(self._encoded)
        spoken = _spoken(entries)
        texts = _texts(spoken, examples)
        known = cache.load(texts)
        lacking = [text for text in texts if text not in known]
        work = threading.Thread(
            target=self._read, args=(spoken, examples, known, lacking), name="routelore-meaning", daemon=True
        )
        self._work = work
        work.start()
        if len(lacking) <= AT_ONCE:
            work.join()

    @property
    def ready(self) -> bool:
        """Say whether questions can be understood by their meaning."""
        return self._space is not None and not self._failed

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the entries are read, and say whether they are."""
        self._work.join(seconds)
        return self.ready

    def gist(self, text: str) -> Gist | None:
        """Give what a question means; nothing while the entries are still being read, or where the model failed."""
        if self._space is None or self._failed or not text:
            return None
        try:
            return self._vector(text)
        except EncoderError as error:
            self._fail(error)
            return None

    def _encoded(self, text: str) -> Gist:
        assert self._space is not None
        fitting = shortened(normalise(text), lambda part: self._encoder.length(part) <= LONGEST, self._book)
        return self._space.gist(self._encoder.encode([fitting])[0])

    def _read(
        self, spoken: Sequence[Sequence[str]], examples: Examples, known: dict[str, Row], lacking: Sequence[str]
    ) -> None:
        """Encode what no cache had, and lay everything out."""
        import numpy as np

        from knowledge.meaning.space import Space

        try:
            for start in range(0, len(lacking), BATCH):
                some = lacking[start : start + BATCH]
                made = dict(zip(some, self._encoder.encode(some).astype(np.float16), strict=True))
                self._cache.keep(made)
                known.update(made)
        except EncoderError as error:
            self._fail(error)
            return
        beyond, ours = (np.stack([known[text] for text in texts]) for texts in (examples.beyond, examples.ours))
        self._space = Space([np.stack([known[text] for text in said]) for said in spoken], beyond, ours)
        LOG.info("meaning: ready, with %d vectors, %d of them new", len(known), len(lacking))

    def _fail(self, error: EncoderError) -> None:
        """Say once that words have to do from here on."""
        if not self._failed:
            self._failed = True
            LOG.warning("meaning: %s; until the next start, questions are matched by their words alone", error)


def _spoken(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """Give the phrasings of each entry as they are encoded."""
    return [tuple(map(normalise, entry.phrasings)) for entry in entries]


def _texts(spoken: Sequence[Sequence[str]], examples: Examples) -> tuple[str, ...]:
    """Give every text that has to be encoded, once; entries come first, so that an interrupted start loses least."""
    return tuple(dict.fromkeys([*(text for said in spoken for text in said), *examples.beyond, *examples.ours]))
