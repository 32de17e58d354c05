"""The rasterised picture: right size, and drawn with the font that was measured."""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING

import pytest

from diagnostics.render.png import PictureUnavailable, rasterise
from diagnostics.render.shapes import element, letters
from diagnostics.render.svg import picture
from tests.unit.render.samples import by_nat, no_name_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnostics.model.finding import Diagnosis


def size(png: bytes) -> tuple[int, int]:
    """Read width and height from a PNG's header."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


@pytest.mark.parametrize("made", [by_nat, no_name_answer])
def test_a_picture_is_a_png_of_the_width_asked_for(made: Callable[[], Diagnosis]) -> None:
    """Twice the drawing's width by default, so that small letters are crisp."""
    assert size(rasterise(picture(made(), "ko")))[0] == 1600
    assert size(rasterise(picture(made(), "ko"), width=800))[0] == 800


def test_the_same_picture_is_the_same_bytes() -> None:
    """Nothing of the machine, its fonts or its clock gets into a picture."""
    assert rasterise(picture(by_nat(), "ko")) == rasterise(picture(by_nat(), "ko"))


def test_korean_is_drawn_and_not_replaced_by_one_empty_box() -> None:
    """Two syllables of one width give two pictures."""

    def drawn(text: str) -> bytes:
        line = letters(text, 4, 30, 24)
        return rasterise(
            element("svg", line, xmlns="http://www.w3.org/2000/svg", viewBox="0 0 40 40", font_family="'Noto Sans KR'"),
            width=80,
        )

    assert drawn("가") != drawn("나")


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without pictures is told how to get them."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(PictureUnavailable, match=r"routelore\[pictures\]"):
        rasterise("<svg/>")
