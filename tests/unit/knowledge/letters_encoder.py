"""A small encoder for tests: texts that share letters lie close. It does what the real one does, only not by meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from knowledge.meaning.encoder import EncoderError

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from numpy.typing import NDArray

WIDTH = 64
RAN_OUT = "the letters ran out"


@dataclass
class Letters:
    """Counts runs of three letters. It waits while `held`, and fails from the text on that `fails_at` names."""

    name: str = "letters 1"
    fails_at: str = ""
    asked: list[str] = field(default_factory=list)
    held: threading.Event | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one row for each text."""
        if self.held is not None:
            self.held.wait(10)
        return np.stack([self._row(text) for text in texts])

    def length(self, text: str) -> int:
        """Give the number of words."""
        return len(text.split())

    def _row(self, text: str) -> NDArray[np.float32]:
        if self.fails_at and self.fails_at in text:
            raise EncoderError(RAN_OUT)
        self.asked.append(text)
        row = np.full(WIDTH, 0.01, dtype=np.float32)
        for at in range(len(text)):
            row[crc32(f" {text} "[at : at + 3].encode()) % WIDTH] += 1
        return row / np.linalg.norm(row)
