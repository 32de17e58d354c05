"""The text of a note's bytes, whatever editor saved it, or why the bytes are no text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from knowledge.entry import Bilingual
from knowledge.hangul import is_hangul

LARGEST_NOTE = 5 * 1024 * 1024
BREAKS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
UNWRITABLE = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")

TOO_LARGE = Bilingual("5 MB보다 커요. 나눠 주세요.", "It is larger than 5 MB; split it.")
BINARY = Bilingual("텍스트가 아니라 바이너리 파일이에요.", "It is a binary file, not text.")
NO_ENCODING = Bilingual(
    "UTF-8도 CP949도 아니에요. UTF-8로 다시 저장해 주세요.", "It is neither UTF-8 nor CP949; save it as UTF-8."
)
EMPTY = Bilingual("비어 있어요.", "It is empty.")


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):  # noqa: N818 (it is what the note is)
    """A note that cannot be read: the line where that shows, and why."""

    line: int
    why: Bilingual


def decode(raw: bytes) -> str:
    """Give the text with plain line breaks and without what no file may hold; `Unreadable` says why there is none."""
    if len(raw) > LARGEST_NOTE:
        raise Unreadable(1, TOO_LARGE)
    text = UNWRITABLE.sub("", BREAKS.sub("\n", _text(raw)))
    if not text.strip():
        raise Unreadable(1, EMPTY)
    return text


def _text(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Unreadable(1, NO_ENCODING) from error
    if b"\0" in raw:
        raise Unreadable(raw.count(b"\n", 0, raw.index(b"\0")) + 1, BINARY)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _korean(raw, Unreadable(line, NO_ENCODING))


def _korean(raw: bytes, otherwise: Unreadable) -> str:
    """Give the text in the older Korean encoding, if what comes out of it is Korean."""
    try:
        text = raw.decode("cp949")
    except UnicodeDecodeError as error:
        raise otherwise from error
    foreign = [char for char in text if not char.isascii()]
    if sum(map(is_hangul, foreign)) * 2 < len(foreign):
        raise otherwise
    return text
