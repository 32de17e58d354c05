"""What is said about feedback, the backlog and the weekly summary, and the wishes that lead there."""

from __future__ import annotations

import re
import string

import pytest

from bot.phrases import backlog, digest, feedback
from bot.understanding.wishes import Wish, wish_in
from diagnostics.model.words import Words

SENTENCES = {
    f"{module.__name__}.{name}": words
    for module in (backlog, digest, feedback)
    for name, words in vars(module).items()
    if isinstance(words, Words)
}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("words", SENTENCES.values(), ids=SENTENCES)
def test_both_languages_say_the_same_particulars(words: Words) -> None:
    """A sentence is filled alike in Korean and in English, and each is in its language."""
    assert _fields(words.ko) == _fields(words.en)
    assert not re.search(r"[\uac00-\ud7a3]", words.en)
    assert words.ko == words.en or re.search(r"[\uac00-\ud7a3]", words.ko)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("답 못 한 질문 보여줘", Wish.GAPS),
        ("답이 없는 질문 보여줘", Wish.GAPS),
        ("백로그", Wish.GAPS),
        ("show unanswered questions", Wish.GAPS),
        ("gaps", Wish.GAPS),
        ("주간 요약 켜기", Wish.DIGEST_ON),
        ("매주 요약 보내줘", Wish.DIGEST_ON),
        ("주간 요약 받고 싶어요", Wish.DIGEST_ON),
        ("send a weekly digest here", Wish.DIGEST_ON),
        ("digest on", Wish.DIGEST_ON),
        ("요약 그만", Wish.DIGEST_OFF),
        ("주간 요약 보내지 마세요", Wish.DIGEST_OFF),
        ("stop sending the digest", Wish.DIGEST_OFF),
        ("digest off", Wish.DIGEST_OFF),
    ],
)
def test_a_wish_is_understood_however_it_is_said(text: str, wish: Wish) -> None:
    """In both languages, as people say it."""
    assert wish_in(text) is wish


@pytest.mark.parametrize("text", ["요약", "요약해 줘", "open", "S3 요약 정리는 어디 있어요?", "what is a digest?"])
def test_what_is_no_wish_switches_nothing(text: str) -> None:
    """Nobody gets a weekly summary by asking for something else."""
    assert wish_in(text) is None


def test_a_bare_stop_is_about_the_lesson_and_switches_no_summary() -> None:
    """Whoever has enough of a lesson says just that; the summary is switched off by its name."""
    assert wish_in("stop") is Wish.LATER
    assert wish_in("그만") is Wish.LATER
