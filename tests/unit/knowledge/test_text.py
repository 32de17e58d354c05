"""Normalising: one form for every way of writing the same thing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import READ_AT_MOST, bare, has_loose_jamo, language, normalise


@given(st.text())
def test_normalising_takes_any_text_and_is_idempotent(text: str) -> None:
    """No text breaks it, and what is normal stays as it is."""
    once = normalise(text)
    assert len(once) <= READ_AT_MOST
    assert bare(once) == bare(text)


@pytest.mark.parametrize("text", ["브이피씨가 뭐예요?", "서브넷 크기"])
def test_decomposed_hangul_is_the_same_as_composed(text: str) -> None:
    """Text pasted from a Mac file name reads like typed text."""
    assert normalise(unicodedata.normalize("NFD", text)) == text


def test_loose_letters_keep_the_form_that_keyboards_give_them() -> None:
    """Compatibility jamo stay what they are, or neither layout nor composition could be mended."""
    assert normalise("ㅐㄱㅎ") == "ㅐㄱㅎ"


def test_half_width_and_full_width_forms_become_ordinary_ones() -> None:
    """Wide Latin and narrow jamo read as if typed."""
    assert normalise("ＶＰＣ ﾡ") == "vpc ㄱ"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U012ABC> VPC가 뭐야?", "vpc가 뭐야?"),
        ("<#C1|network> 질문", "network 질문"),
        ("<https://docs.aws.amazon.com|AWS docs> S3", "aws docs s3"),
        ("NAT :pray: 설명 :smile:", "nat 설명"),
        ("S3 &amp; DynamoDB", "s3 & dynamodb"),
        ("VPC\u200b 가\ufeff  뭐\n예요", "vpc 가 뭐 예요"),
    ],
)
def test_what_slack_adds_is_taken_away(written: str, read: str) -> None:
    """Mentions, link mark-up, emoji, entities and unseen characters are no part of a question."""
    assert normalise(written) == read


def test_arns_are_not_taken_for_emoji() -> None:
    """Colons inside a word belong to it."""
    assert normalise("arn:aws:s3:::bucket") == "arn:aws:s3:::bucket"


@pytest.mark.parametrize(("text", "lang"), [("what is a vpc", "en"), ("vpc 뭐야", "ko"), ("ㅋㅋ", "en"), ("", "en")])
def test_a_question_with_a_hangul_syllable_is_korean(text: str, lang: str) -> None:
    """The language of the answer follows the question."""
    assert language(text) == lang


@pytest.mark.parametrize(("word", "loose"), [("서브ㄴㅔㅅ", True), ("ㅋㅋㅋ", False), ("ㅠㅠ", False), ("서브넷", False)])
def test_laughter_and_tears_are_no_slips(word: str, loose: bool) -> None:  # noqa: FBT001 - a fact of the table
    """Only letters that belong to a word count as loose."""
    assert has_loose_jamo(word) is loose
