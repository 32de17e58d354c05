"""Reading one file that people or shells wrote: any of the usual encodings, one JSON document or several in a row."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

#: A Region with thousands of subnets saves about ten million characters a file; nothing real comes near this.
LONGEST = 64 * 1024 * 1024
_NO_OBJECT = "holds no JSON object"
_SPACE = re.compile(r"\s*")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class UnreadableFileError(ValueError):
    """A file that cannot be used; the message says why, and reads on after the file's name."""


def text_of(path: Path, folder: Path) -> str:
    """Give the text of a file that lies in the folder."""
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            msg = "is a link that leads out of the folder"
            raise UnreadableFileError(msg)
        if not path.is_file():
            msg = "is no regular file"
            raise UnreadableFileError(msg)
        if path.stat().st_size > LONGEST:
            msg = f"is larger than {LONGEST // 1024 // 1024} MiB"
            raise UnreadableFileError(msg)
        raw = path.read_bytes()
    except (OSError, RuntimeError) as trouble:
        msg = f"cannot be opened ({getattr(trouble, 'strerror', None) or 'a link in a circle'})"
        raise UnreadableFileError(msg) from trouble
    return decoded(raw)


def decoded(raw: bytes) -> str:
    """Give the text that bytes stand for; PowerShell's UTF-16 and byte order marks are understood."""
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as trouble:
        msg = "is no text"
        raise UnreadableFileError(msg) from trouble


def json_bodies(text: str) -> list[dict[str, Any]]:
    """Give the JSON objects of a text: one, several after one another, or a list of them."""
    found: list[dict[str, Any]] = []
    decoder, at = json.JSONDecoder(), 0
    text = text.strip()
    if not text:
        msg = "is empty"
        raise UnreadableFileError(msg)
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            found += _objects(value)
            at = after.end() if (after := _SPACE.match(text, at)) else at
    except json.JSONDecodeError as trouble:
        msg = f"is not JSON (line {trouble.lineno})"
        raise UnreadableFileError(msg) from trouble
    except UnreadableFileError:
        raise
    except (RecursionError, ValueError) as trouble:
        msg = "is not JSON that can be read"
        raise UnreadableFileError(msg) from trouble
    if not found:
        raise UnreadableFileError(_NO_OBJECT)
    return found


def _objects(value: object) -> list[dict[str, Any]]:
    """Give the objects that one JSON document is or lists; nothing else is an answer."""
    listed: list[object] = value if isinstance(value, list) else [value]
    objects = [each for each in listed if isinstance(each, dict)]
    if len(objects) < len(listed):
        raise UnreadableFileError(_NO_OBJECT)
    return objects
