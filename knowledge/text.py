"""A question read: normalised, mended with every repair noted, and cut into concepts and words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from knowledge.asking import Scene
from knowledge.glossary import Kind, chunks
from knowledge.hangul import is_hangul, is_jamo, letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from knowledge.entry import Lang
    from knowledge.glossary import Phrasebook, Piece

READ_AT_MOST = 1000
SLACK_MENTION = re.compile(r"<[@!][^<>]*>")
SLACK_LINK = re.compile(r"<(?:#\w+|https?://[^<>|\s]*|mailto:[^<>|\s]*)\|([^<>|]*)>")
SLACK_EMOJI = re.compile(r"(?<!\S):[a-z0-9_+'-]+:(?!\S)|(?<=[\s가-힣]):[a-z0-9_+'-]+:")
UNSEEN = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
UNUSUAL = re.compile(r"[^\u0000-\u007f가-힣ㄱ-ㅣ]")
PLAIN = re.compile(r"[A-Za-z0-9가-힣 .,?!'()/\"-]*")
SYLLABLE = re.compile(r"[가-힣]")
NOTHING_ASIDE = Scene()
ONLY_LAUGHTER = re.compile(r"(?:([ㅋㅎㅠㅜㅡ])\1*)+|([ㅇㄴㄷㄱㅂㅈㅅ])\2+")


@dataclass(frozen=True, slots=True)
class Repair:
    """A word that was read as another."""

    written: str
    read: str


class Token(NamedTuple):
    """One unit of meaning: a concept, something out of scope, or a plain word."""

    kind: Kind
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text says, ready to be compared."""

    text: str
    lang: Lang
    tokens: tuple[Token, ...]
    repairs: tuple[Repair, ...] = ()
    unknown: tuple[str, ...] = ()
    scene: Scene = NOTHING_ASIDE

    @property
    def canonical(self) -> str:
        """Give the tokens as one line, the same for every language and spelling."""
        return " ".join([token.id for token in self.tokens if token.kind is not Kind.PLAIN])

    @property
    def spelled(self) -> str:
        """Give the text letter by letter, so that endings and slips change little."""
        return letters(" ".join(chunks(self.text)))


def normalise(text: str) -> str:
    """Give the text in one case, one width and one composition, without Slack's mark-up and without what cannot be seen."""
    if PLAIN.fullmatch(text, 0, READ_AT_MOST + 1) and len(text) <= READ_AT_MOST:
        return " ".join(text.lower().split())
    text = SLACK_MENTION.sub(" ", text[: 4 * READ_AT_MOST])
    text = unescape(SLACK_LINK.sub(r" \1 ", text))
    text = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    text = unicodedata.normalize("NFC", UNUSUAL.sub(lambda found: _plain(found[0]), text).lower())
    text = SLACK_EMOJI.sub(" ", text.replace("\u2019", "'"))
    return " ".join(text[:READ_AT_MOST].split())


def _plain(char: str) -> str:
    """Give the ordinary form of a character; half-width jamo become the letters of a keyboard, as loose ones are."""
    decomposed = unicodedata.decomposition(char)
    if decomposed.startswith("<narrow> 31"):
        return chr(int(decomposed.split()[1], 16))
    return unicodedata.normalize("NFKC", char)


def bare(text: str) -> str:
    """Give nothing but the letters and digits of a text, so that two ways of writing one sentence are equal."""
    return only_letters(normalise(text))


def only_letters(line: str) -> str:
    """Give nothing but the letters and digits of a text that is normalised already."""
    return "".join(filter(str.isalnum, line))


def language(text: str) -> Lang:
    """Say in which language to answer: Korean as soon as there is Hangul in it."""
    return "ko" if SYLLABLE.search(text) else "en"


def tokens(pieces: Iterable[Piece], book: Phrasebook) -> tuple[Token, ...]:
    """Give the pieces as tokens, fillers left out."""
    found: list[Token] = []
    for piece in pieces:
        found += [Token(sense.kind, sense.id, piece.text) for sense in piece.senses if sense.kind is not Kind.FILLER]
        if not piece.senses and (word := _word(piece, book)):
            found.append(Token(Kind.PLAIN if word.isdigit() else Kind.WORD, word, piece.text))
    return tuple(found)


def _word(piece: Piece, book: Phrasebook) -> str:
    text = piece.text
    if ONLY_LAUGHTER.fullmatch(text) or (len(text) == 1 and not text.isdigit()):
        return ""
    stem = book.stem(text)
    return "" if len(stem) == 1 and is_hangul(stem) else stem


def read_plainly(text: str, book: Phrasebook) -> Reading:
    """Read a text that is known to be well written: no repairs."""
    line = normalise(text)
    return Reading(text=line, lang=language(line), tokens=tokens(book.find(line), book))


def has_loose_jamo(word: str) -> bool:
    """Say whether a word holds letters that a keyboard left behind, laughter and tears not counted."""
    return any(map(is_jamo, word)) and not ONLY_LAUGHTER.fullmatch(word)


def unknown_words(found: Iterable[Token], vocabulary: Collection[str]) -> tuple[str, ...]:
    """Give the words that neither the glossary nor any entry has."""
    return tuple(dict.fromkeys(t.text for t in found if t.kind is Kind.WORD and t.id not in vocabulary))
