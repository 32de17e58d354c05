"""How long a lesson takes to read, in seconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.entry import Entry, Lang
    from knowledge.learning.path import Lesson

LONGEST_LESSON = 120.0
WORDS_A_MINUTE = 230
SYLLABLES_A_MINUTE = 500
#: A listing is looked at rather than read.
LISTING_SECONDS = 4.0
_LISTING = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_SYLLABLE = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
#: A term in Latin letters is taken in as one word, whatever its length: `s3.ap-northeast-2.amazonaws.com`.
_WORD = re.compile(r"[A-Za-z0-9](?:[^\s가-힣]*[A-Za-z0-9])?")


def seconds(text: str) -> float:
    """Give how long one text takes: Korean by the syllable, Latin words by the word, listings by the glance."""
    prose = _LISTING.sub(" ", text)
    syllables, words, listings = len(_SYLLABLE.findall(prose)), len(_WORD.findall(prose)), len(_LISTING.findall(text))
    return 60 * syllables / SYLLABLES_A_MINUTE + 60 * words / WORDS_A_MINUTE + LISTING_SECONDS * listings


def reading_time(lesson: Lesson, entries: Mapping[str, Entry], lang: Lang) -> float:
    """Give how long the lesson's entries and the sentences between them take; the quiz comes on top."""
    answers = (entries[passage.entry].answer.say(lang) for passage in lesson.passages if passage.entry in entries)
    bridges = (passage.bridge.say(lang) for passage in lesson.passages if passage.bridge is not None)
    return sum(seconds(text) for text in (*answers, *bridges))
