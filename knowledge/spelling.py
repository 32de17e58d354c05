"""Questions mended before they are read: wrong keyboard layout, loose letters, missing spaces, typos."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.asking import scene
from knowledge.glossary import Kind
from knowledge.hangul import compose, from_keys, is_hangul, is_syllable, letters, to_keys
from knowledge.inflection import singular
from knowledge.text import Reading, Repair, has_loose_jamo, language, normalise, tokens, unknown_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from knowledge.glossary import Phrasebook, Piece

CLOSE_ENOUGH = 0.78
LATIN_CLOSE_ENOUGH = 0.8
SHORTEST = {True: 3, False: 5}  # syllables, letters: shorter words have too many neighbours
SWAPPED = frozenset({3, 4})  # letters of the words in which two may have changed places
SHORTEST_KEYS = 3
SHORTEST_RUN = 8
LONGEST_RUN = 60
LONGEST_ENDING = 12
MENDED_AT_MOST = 12
#: So many texts are remembered as they were read: one message is read for several ends.
READ = 32
PUNCTUATION = "?!.,;~\"'()[]{}"
#: 단점ㄱㄱ, 뭐예요ㅠㅠ: what chat adds to a word.
CHEERED = re.compile(r"(?<=[가-힣])(?:[ㅋㅎㅠㅜㅡ]+|([ㅇㄴㄷㄱㅂㅈㅅ])\1+)$")
ENDS = PUNCTUATION + ":"


def _punctuated(written: str, read: str) -> str:
    """Give a word as it was read, with the punctuation that followed it as it was written."""
    return read + written[len(written.rstrip(ENDS)) :] if written.strip(ENDS) else read


class Speller:
    """Reads questions the way they were meant, and says what it changed."""

    def __init__(self, book: Phrasebook, vocabulary: Collection[str]) -> None:
        self.book = book
        self.vocabulary = vocabulary
        self._known = book.words | set(vocabulary)
        self.read = lru_cache(READ)(self._read)

    @cached_property
    def _by_first(self) -> dict[str, dict[str, str]]:
        """Give the words that typos are compared with, spelled, by their first letter."""
        found: dict[str, dict[str, str]] = {}
        for word in sorted(self.book.subjects):
            spelled = letters(word)
            if len(word) >= SHORTEST[is_hangul(word[0])] and not spelled[0].isdigit():
                found.setdefault(spelled[0], {})[word] = spelled
        return found

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        """Give the short words by their sorted letters: dhpc is dhcp."""
        short = (w for w in sorted(self.book.subjects) if w.isascii() and w.isalpha() and len(w) in SWAPPED)
        return {"".join(sorted(word)): word for word in short}

    def _read(self, question: str) -> Reading:
        """Give what the question says after mending."""
        line = normalise(question)
        words = [CHEERED.sub("", word.strip(PUNCTUATION)) or word for word in line.split()]
        mended, repairs = self._mend(words)
        text = " ".join(mended)
        found = tokens(self.book.find(text), self.book)
        return Reading(
            text=text,
            lang=language(text),
            tokens=found,
            repairs=tuple(repairs),
            unknown=unknown_words(found, self.vocabulary),
            scene=scene(" ".join(map(_punctuated, line.split(), mended)), found, self.book),
        )

    def _mend(self, words: list[str]) -> tuple[list[str], list[Repair]]:
        repairs: list[Repair] = []
        mended = list(words)
        doubtful = [i for i, word in enumerate(words) if self._doubtful(word)][:MENDED_AT_MOST]
        korean_keys = any(self._from_english_keys(words[i], strict=True) for i in doubtful)
        for i in doubtful:
            better = self._better(words[i], korean_keys=korean_keys)
            if better and better != words[i]:
                mended[i] = better
                repairs.append(Repair(words[i], better))
        return mended, repairs

    def _doubtful(self, word: str) -> bool:
        return has_loose_jamo(word) or any(not self._is_known(piece) for piece in self.book.find(word))

    def _is_known(self, piece: Piece) -> bool:
        return bool(piece.senses) or piece.text in self._known or self.book.stem(piece.text) in self._known

    def _better(self, word: str, *, korean_keys: bool) -> str:
        """Give the word as it was meant, or nothing."""
        return (
            self._from_korean_keys(word)
            or self._composed(word)
            or self._from_english_keys(word, strict=not korean_keys)
            or self._spaced(word)
            or self._corrected(word)
        )

    def _from_korean_keys(self, word: str) -> str:
        """Give vpc가 for 펯가: English typed while the keyboard was Korean."""
        if not any(map(is_hangul, word)):
            return ""
        for cut in range(len(word), 0, -1):
            head, tail = word[:cut], word[cut:]
            keys = to_keys(head).lower()
            if (not tail or self.book.is_ending(tail)) and keys.isascii() and self._is_word(keys):
                return keys + tail
        return ""

    def _is_word(self, keys: str) -> bool:
        long_enough = len(keys) >= SHORTEST_KEYS or any(map(str.isdigit, keys))
        return long_enough and (keys in self._known or singular(keys) in self._known)

    def _composed(self, word: str) -> str:
        """Give 서브넷 for 서브ㄴㅔㅅ: letters that were not joined."""
        if not has_loose_jamo(word):
            return ""
        whole = compose(word)
        if self._doubtful(whole):
            whole = self._corrected(whole) or whole
        return whole if whole != word else ""

    def _from_english_keys(self, word: str, *, strict: bool) -> str:
        """Give 라우팅 for fkdnxld: Korean typed while the keyboard was English."""
        if not (word.isascii() and word.isalpha() and len(word) >= SHORTEST_KEYS):
            return ""
        korean = from_keys(word)
        if not all(map(is_syllable, korean)):
            return self._with_korean_ending(word)
        pieces = self.book.find(korean)
        about = any(sense.kind in {Kind.THING, Kind.OUTSIDE} for piece in pieces for sense in piece.senses)
        known = all(map(self._is_known, pieces))
        return korean if (about and known) or not strict else ""

    def _with_korean_ending(self, word: str) -> str:
        """Give vpc란 for vpcfks: an English name whose josa was typed on the English keyboard."""
        for cut in range(len(word) - 1, max(SHORTEST_KEYS, len(word) - LONGEST_ENDING) - 1, -1):
            ending = from_keys(word[cut:])
            if word[:cut] in self.book.subjects and all(map(is_syllable, ending)) and self.book.is_ending(ending):
                return word[:cut] + ending
        return ""

    def _spaced(self, word: str) -> str:
        """Give the words of whatisavpc: English run together."""
        if not (word.isascii() and word.isalnum() and SHORTEST_RUN <= len(word) <= LONGEST_RUN):
            return ""
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            ways = [
                [*before, word[start:end]]
                for start in range(max(0, end - 14), end)
                if (before := best[start]) is not None and self._splits(word[start:end])
            ]
            best[end] = min(ways, key=len, default=None)
        parts = best[-1]
        return " ".join(parts) if parts and len(parts) <= len(word) // 2 else ""

    def _splits(self, part: str) -> bool:
        return part in {"a", "s3"} or (len(part) > 1 and (part in self._known or singular(part) in self._known))

    def _corrected(self, word: str) -> str:
        """Give 게이트웨이 for 게이트워이: a slip of the finger."""
        out: list[str] = []
        changed = False
        for piece in self.book.find(word):
            better = "" if self._is_known(piece) else self._closest(piece.text)
            changed = changed or bool(better)
            out.append(better or piece.text)
        return "".join(out) if changed else ""

    def _closest(self, text: str) -> str:
        korean = is_hangul(text[0])
        if len(text) in SWAPPED and (swapped := self._by_letters.get("".join(sorted(text)), " "))[0] == text[0]:
            return swapped
        for candidate in dict.fromkeys((text, *self._without_ending(text))) if korean else (text,):
            spelled = letters(candidate)
            near = self._by_first.get(spelled[0], {})
            if len(candidate) < SHORTEST[korean] or not near:
                continue
            hit = process.extractOne(
                spelled,
                near,
                scorer=OSA.normalized_similarity,
                processor=None,
                score_cutoff=CLOSE_ENOUGH if korean else LATIN_CLOSE_ENOUGH,
            )
            if hit is not None and is_hangul(hit[2][0]) == korean:
                return str(hit[2]) + text[len(candidate) :]
        return ""

    def _without_ending(self, text: str) -> Iterable[str]:
        return (text[:cut] for cut in range(len(text) - 1, 1, -1) if self.book.is_ending(text[cut:]))
