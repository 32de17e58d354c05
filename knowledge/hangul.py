"""Hangul taken apart and put together again: jamo, keystrokes of the two-set keyboard, and back."""

from __future__ import annotations

from functools import lru_cache

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
COMPOUNDS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
JOINED = {pair: whole for whole, pair in COMPOUNDS.items()}
KEYS = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        strict=True,
    )
)
LETTERS = {key: letter for letter, key in KEYS.items()}
FIRST, LAST = "가", "힣"


def is_syllable(char: str) -> bool:
    """Say whether the character is one whole Hangul syllable."""
    return FIRST <= char <= LAST


def is_open(char: str) -> bool:
    """Say whether the character is a syllable that ends in its vowel."""
    return is_syllable(char) and (ord(char) - ord(FIRST)) % len(TAILS) == 0


def is_jamo(char: str) -> bool:
    """Say whether the character is a loose consonant or vowel, as a keyboard leaves it behind."""
    return "ㄱ" <= char <= "ㅣ"


def is_hangul(char: str) -> bool:
    """Say whether the character is Hangul, whole or loose."""
    return is_syllable(char) or is_jamo(char)


def letters(text: str) -> str:
    """Give the text with every syllable spelled as the letters one types, in order; the rest is left as it is."""
    return "".join(map(_spell, text))


@lru_cache(maxsize=4096)
def _spell(char: str) -> str:
    if not is_syllable(char):
        return COMPOUNDS.get(char, char)
    lead, rest = divmod(ord(char) - ord(FIRST), 588)
    vowel, tail = divmod(rest, 28)
    spelled = LEADS[lead] + COMPOUNDS.get(VOWELS[vowel], VOWELS[vowel])
    return spelled + COMPOUNDS.get(TAILS[tail], TAILS[tail]) if tail else spelled


def to_keys(text: str) -> str:
    """Give what the same keystrokes write on an English keyboard: 펯 gives vpc."""
    return "".join(KEYS.get(char, char) for char in letters(text))


def from_keys(text: str) -> str:
    """Give what the same keystrokes write on a Korean keyboard: fkdnxld gives 라우팅."""
    return compose("".join(LETTERS.get(char) or LETTERS.get(char.lower(), char) for char in text))


def compose(text: str) -> str:
    """Give the text with loose letters joined to syllables the way a Korean keyboard joins them."""
    out: list[str] = []
    spelled = letters(text)
    at = 0
    while at < len(spelled):
        syllable, at = _take(spelled, at)
        out.append(syllable)
    return "".join(out)


def _take(spelled: str, at: int) -> tuple[str, int]:
    """Give the syllable that begins here and where the next one does; whatever begins none is given back alone."""
    lead = spelled[at]
    if lead not in LEADS or not _vowel_at(spelled, at + 1):
        return lead, at + 1
    vowel, after = _joined(spelled, at + 1, VOWELS)
    code = ord(FIRST) + LEADS.index(lead) * 588 + VOWELS.index(vowel) * 28
    if after >= len(spelled) or spelled[after] not in TAILS or _vowel_at(spelled, after + 1):
        return chr(code), after
    tail, end = _joined(spelled, after, TAILS)
    if end - after > 1 and _vowel_at(spelled, end):
        tail, end = spelled[after], after + 1
    return chr(code + TAILS.index(tail)), end


def _vowel_at(spelled: str, at: int) -> bool:
    return at < len(spelled) and spelled[at] in VOWELS


def _joined(spelled: str, at: int, allowed: str) -> tuple[str, int]:
    whole = JOINED.get(spelled[at : at + 2], "")
    return (whole, at + 2) if whole and whole in allowed else (spelled[at], at + 1)
