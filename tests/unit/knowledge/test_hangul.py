"""Hangul taken apart and put together, and the two keyboard layouts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.hangul import compose, from_keys, letters, to_keys

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=12)


@given(SYLLABLES)
def test_what_is_typed_on_the_wrong_layout_comes_back_whole(text: str) -> None:
    """Whole syllables survive the way to English keys and back."""
    assert from_keys(to_keys(text)) == text


@given(SYLLABLES)
def test_spelled_letters_compose_to_the_same_syllables(text: str) -> None:
    """Taking syllables apart and joining the letters gives the syllables again."""
    assert compose(letters(text)) == text


@given(st.text())
def test_no_text_breaks_the_layouts(text: str) -> None:
    """Whatever the characters, both directions give text."""
    assert isinstance(from_keys(to_keys(compose(text))), str)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("펯", "vpc"), ("ㅎㅁㅅㄷㅈ묘", "gateway"), ("오체", "dhcp"), ("ㄴㅕㅠㅜㄷㅅ", "subnet")],
)
def test_english_typed_on_korean_keys_is_recognised(typed: str, meant: str) -> None:
    """The keys that were pressed spell the English word."""
    assert to_keys(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("fkdnxld xpdlqmf", "라우팅 테이블"), ("tjqmspt", "서브넷"), ("dpsemvhdlsxm", "엔드포인트")]
)
def test_korean_typed_on_english_keys_is_recognised(typed: str, meant: str) -> None:
    """The keys that were pressed spell the Korean word."""
    assert from_keys(typed) == meant


@pytest.mark.parametrize(
    ("loose", "joined"), [("서브ㄴㅔㅅ", "서브넷"), ("ㅇㅔㄴㄷㅡ포인트", "엔드포인트"), ("ㅋㅋ", "ㅋㅋ")]
)
def test_loose_letters_join_only_where_they_make_syllables(loose: str, joined: str) -> None:
    """Letters join the way a Korean keyboard joins them."""
    assert compose(loose) == joined
