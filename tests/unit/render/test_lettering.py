"""Measuring and fitting: what is measured is what the font says, and what is fitted fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diagnostics.render.glyph_widths import FULL, TABLE, advance
from diagnostics.render.lettering import drawable, fit, width, wrapped
from tests.unit.render.widths_of_font import table, widths

ANY = st.text(max_size=60)


def test_the_table_of_widths_is_that_of_the_font() -> None:
    """A new font, or a hand on the table, fails here before a picture overruns."""
    assert TABLE.split() == table().split()
    assert {chr(p): w for p, w in widths().items()} == {chr(p): advance(chr(p)) for p in widths()}


def test_what_the_font_lacks_is_known() -> None:
    """An emoji has no width of its own; Chinese characters are an em wide."""
    assert advance("🚀") is None
    assert advance("✕") is None
    assert advance("漢") == FULL


def test_what_the_font_lacks_is_drawn_as_a_box() -> None:
    """A name keeps its length and its other letters."""
    assert drawable("prod-🚀") == "prod-□"


def test_decomposed_korean_is_composed() -> None:
    """Names typed on macOS come as single letters and are measured as syllables."""
    assert drawable("\u1109\u1165") == "서"


@given(ANY)
def test_nothing_drawn_is_a_control_character(text: str) -> None:
    """Whatever a tag holds, what is drawn is printable and in the font."""
    shown = drawable(text)
    assert all(advance(c) is not None for c in shown)
    assert all(c.isprintable() for c in shown)
    assert drawable(shown) == shown


@given(ANY, st.floats(60, 400))
def test_a_fitted_text_fits_and_keeps_both_ends(text: str, room: float) -> None:
    """The middle is what goes, since ids differ at their ends."""
    shown = drawable(text)
    fitted = fit(shown, 14, room)
    assert width(fitted, 14) <= room
    if fitted != shown:
        head, _, tail = fitted.partition("…")
        assert shown.startswith(head)
        assert shown.endswith(tail)


@given(ANY, st.floats(60, 400), st.integers(1, 3))
def test_wrapped_lines_fit(text: str, room: float, most: int) -> None:
    """No line is wider than its room, and there are no more of them than asked."""
    lines = wrapped(drawable(text), 14, room, most)
    assert len(lines) <= most
    assert all(width(line, 14) <= room for line in lines)
