"""The bot's own sentences."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from bot import remedies, settings, wording
from bot.console import sentences
from diagnostics.model.words import Words

BOT = Path(wording.__file__).parent
SENTENCES = {
    f"{module.__name__}.{name}": words
    for module in (wording, remedies, sentences, settings)
    for name, words in vars(module).items()
    if isinstance(words, Words)
}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("words", SENTENCES.values(), ids=SENTENCES)
def test_both_languages_say_the_same_particulars(words: Words) -> None:
    """A sentence is filled alike in Korean and in English."""
    assert _fields(words.ko) == _fields(words.en)


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_is_said_somewhere(name: str) -> None:
    """A sentence that nothing says is deleted."""
    constant = name.rpartition(".")[2]
    code = "\n".join(file.read_text(encoding="utf-8") for file in BOT.rglob("*.py") if "playground" not in file.parts)
    assert len(re.findall(rf"\b{constant}\b", code)) > 1


@pytest.mark.parametrize("words", SENTENCES.values(), ids=SENTENCES)
def test_korean_is_korean_and_english_is_english(words: Words) -> None:
    """No Hangul in English; Hangul in Korean wherever there is more than a name."""
    assert not re.search(r"[\uac00-\ud7a3]", words.en)
    if words.ko != words.en:
        assert re.search(r"[\uac00-\ud7a3]", words.ko)
