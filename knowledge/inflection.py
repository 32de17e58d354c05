"""The forms that one word takes: Korean stems with their endings, English verbs and plurals."""

from __future__ import annotations

from knowledge.hangul import TAILS, is_open

SHORT = 2
MELTING = "ㄴㄹㅁㅂㅆ"
VOWELS = "aeiou"


def conjugated(stem: str) -> tuple[str, ...]:
    """Give 다른, 다를, 다름, 다릅 for 다르: a stem that ends in a vowel, with the consonants that endings add to it."""
    if len(stem) < SHORT or not is_open(stem[-1]):
        return ()
    return tuple(stem[:-1] + chr(ord(stem[-1]) + TAILS.index(tail)) for tail in MELTING)


def inflected(verb: str) -> tuple[str, ...]:
    """Give stopped and stopping for stop: an English word with the endings of a verb."""
    if not (verb.isascii() and verb.isalpha() and len(verb) > SHORT) or verb.endswith(("s", "ing", "ed", "ly")):
        return ()
    if verb.endswith("e"):
        return f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return f"{verb[:-1]}ied", f"{verb}ing"
    closed = verb[-1] not in f"{VOWELS}wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS
    doubled = f"{verb}{verb[-1]}" if closed else verb
    return f"{doubled}ed", f"{doubled}ing"


def singular(word: str) -> str:
    """Give an English word without plural or possessive."""
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004 - "ties" is not "ty"
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word  # noqa: PLR2004 - "gas" stays
