"""A saved folder as one file, a zip or a tar.gz: made, and read without trusting it and without writing anything to disk."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from diagnostics.collect.filenames import key_by_name
from diagnostics.collect.jsonfile import UnreadableFileError, decoded, json_bodies
from diagnostics.collect.members import LARGEST, LARGEST_FILE, Member, is_bomb, members_of, too_large
from diagnostics.collect.saved import META, SUFFIXES, Gathered, texts
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from diagnostics.collect.answers import Answers

_DEEPEST = 60
_LONGEST_TEXT = 1024 * 1024
_LONGEST_NUMBER = 40
_LONGEST_REFUSAL = 64 * 1024
#: Commas, brackets and pairs of quotes in the whole archive. In 64 MB as the AWS CLI prints them there are five million.
_MOST_VALUES = 8_000_000
#: A string (to the end of the text where nothing closes it), a bracket, or a number. Linear: nothing in it is tried twice.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)?|[\[{]|[\]}]|-?[0-9][0-9.eE+-]*+', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ONLY_OWNER = 0o100600 << 16
_UNIX = 3


def read_archive(data: bytes | Path) -> Answers:
    """Give what the saved folder in a zip or tar.gz holds, as `read_saved` would. The folder may lie within others.

    Raises `AskerError`, with a code that begins with `archive-`, where the archive could do harm or holds no snapshot.
    """
    members = members_of(data if isinstance(data, bytes) else _bytes_of(data))
    gathered, reader = Gathered(), _Reader()
    for name, member in sorted(_folder(members).items()):
        gathered.take(name, partial(reader.text, member))
    if not gathered.known:
        _refuse_for_want_of_answers(members)
    return gathered.answers()


def as_zip(answers: Answers) -> bytes:
    """Give the saved folder as a zip, the same bytes for the same answers."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(texts(answers)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _ONLY_OWNER
            content = _content(name, text)
            like_a_bomb = is_bomb(len(content), len(zlib.compress(content)))
            archive.writestr(entry, content, zipfile.ZIP_STORED if like_a_bomb else zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _content(name: str, text: str) -> bytes:
    """Give a file's bytes, without white space where there are too many; half a surrogate pair stays JSON's escape."""
    if len(text) > LARGEST_FILE and name.endswith(".json"):
        text = json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace")


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise too_large()
        return path.read_bytes()
    except OSError as trouble:
        raise AskerError(code="archive-not-opened", why=trouble.strerror or "") from trouble


def _folder(members: Iterable[Member]) -> dict[str, Member]:
    """Give the files of the one folder that is a snapshot, by name; of any other folder only where it is the only one."""
    folders: defaultdict[str, dict[str, Member]] = defaultdict(dict)
    for member in members:
        folder, _, name = member.name.rpartition("/")
        if name.endswith(SUFFIXES) and not _is_junk(folder, name):
            folders[folder][name] = member
    saved = {folder: held for folder, held in folders.items() if any(map(_is_known, held))} or folders
    if len(saved) > 1:
        raise AskerError(code="archive-several-folders", folders=", ".join(sorted(saved)[:5]))
    return next(iter(saved.values()), {})


def _is_known(name: str) -> bool:
    return name == META or key_by_name(name.rpartition(".")[0]) is not None


def _is_junk(folder: str, name: str) -> bool:
    """Say whether a file is what a desktop leaves in archives."""
    return name.startswith(".") or "__MACOSX" in folder.split("/")


def _refuse_for_want_of_answers(members: Iterable[Member]) -> None:
    found = ", ".join(member.name for member in members if not _is_junk(*member.name.rpartition("/")[::2]))
    raise AskerError(code="archive-not-a-snapshot", found=found[:200])


class _Reader:
    """Reads the files of one archive as text, and refuses what would be too much to read as JSON."""

    def __init__(self) -> None:
        self._left = _MOST_VALUES

    def text(self, member: Member) -> str:
        """Give a file's text, of which it is known that its JSON can be read with little memory."""
        try:
            text = decoded(member.read())
        except UnreadableFileError as trouble:
            raise AskerError(code="archive-not-text", member=member.name) from trouble
        if member.name.endswith(".error"):
            if len(text) > _LONGEST_REFUSAL:
                raise AskerError(code="archive-wild-json", member=member.name)
            return text
        self._left -= text.count(",") + text.count("[") + text.count("{") + text.count('"') // 2
        if self._left < 0 or _is_wild(text):
            raise AskerError(code="archive-wild-json", member=member.name)
        if _SURROGATE.search(text) and _has_half_a_pair(text):
            raise AskerError(code="archive-not-text", member=member.name)
        return text


def _is_wild(text: str) -> bool:
    """Say whether a text would be JSON deeper, or with longer texts or numbers, than any that AWS sends."""
    depth = 0
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        first = text[start]
        if first in "[{":
            depth += 1
            if depth > _DEEPEST:
                return True
        elif first in "]}":
            depth -= 1
        elif end - start > (_LONGEST_TEXT if first == '"' else _LONGEST_NUMBER):
            return True
    return False


def _has_half_a_pair(text: str) -> bool:
    """Say whether JSON holds half a surrogate pair, which is no text that anything could print."""
    try:
        json.dumps(json_bodies(text), ensure_ascii=False).encode()
    except UnreadableFileError:
        return False
    except UnicodeEncodeError:
        return True
    return False
