"""Vectors kept on disk, so that each text is encoded once: a table of hashes and rows for each user, shared by processes."""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Row: TypeAlias = NDArray[np.float16]

LOG = logging.getLogger("routelore")
TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID"
AT_A_TIME = 500
PATIENCE = 10.0


def key(model: str, text: str) -> bytes:
    """Give the key under which the vector of a text is kept: no text is readable in it, no two models share one."""
    return sha256(f"{model}\0{text}".encode()).digest()[:16]


class Cache:
    """The vectors of one model in one file. What cannot be read or written is left out: it is only made again."""

    def __init__(self, file: Path, model: str) -> None:
        self._file = file
        self._model = model

    def load(self, texts: Sequence[str]) -> dict[str, Row]:
        """Give the vectors that are kept, by text."""
        by_key = {key(self._model, text): text for text in texts}
        keys = list(by_key)
        found: dict[str, Row] = {}

        def read(database: sqlite3.Connection) -> None:
            for start in range(0, len(keys), AT_A_TIME):
                some = keys[start : start + AT_A_TIME]
                marks = ",".join("?" * len(some))
                rows = database.execute(f"SELECT key, row FROM vectors WHERE key IN ({marks})", some)  # noqa: S608 (marks)
                found.update((by_key[k], np.frombuffer(row, dtype=np.float16)) for k, row in rows)

        self._do(read)
        width, _ = Counter(map(len, found.values())).most_common(1)[0] if found else (0, 0)
        return {text: row for text, row in found.items() if len(row) == width and np.isfinite(row).all()}

    def keep(self, vectors: Mapping[str, Row]) -> None:
        """Keep the vectors of these texts; other processes have them from then on."""
        rows = [(key(self._model, text), row.astype(np.float16).tobytes()) for text, row in vectors.items()]

        def write(database: sqlite3.Connection) -> None:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

        self._do(write)

    def _do(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do something with the file; a damaged one is replaced first."""
        try:
            try:
                self._open(work)
            except sqlite3.OperationalError:
                raise
            except (sqlite3.DatabaseError, ValueError) as error:
                LOG.warning("meaning: %s is damaged (%s) and is made anew", self._file, error)
                self._file.unlink(missing_ok=True)
                self._open(work)
        except (OSError, sqlite3.Error) as error:
            LOG.warning("meaning: vectors are not kept in %s (%s); they are made anew at each start", self._file, error)

    def _open(self, work: Callable[[sqlite3.Connection], None]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as database, database:
            database.execute(TABLE)
            work(database)
