"""The files in a zip or tar.gz from anybody: listed and read within bounds, or the whole archive refused."""

from __future__ import annotations

import io
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MB = 1024 * 1024
LARGEST = 64 * _MB
LARGEST_FILE = 16 * _MB
MOST_FILES = 5_000
#: What text of any kind comes near only where it is made to; counted where there is enough of it to matter.
_TIGHTEST = 200
_MATTERS = _MB
_ZIP, _GZIP, _ENTRY = b"PK", b"\x1f\x8b", b"PK\x01\x02"
_TAR_OVERHEAD = MOST_FILES * 1024 + _MB
_GZIP_FORMAT = 31
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # the others cannot be opened bit by bit
_PLAIN_KINDS = frozenset({0, stat.S_IFREG, stat.S_IFDIR})
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
#: Everything that the two modules raise at bytes that are not what they should be.
_ZIP_ERRORS = (zipfile.BadZipFile, RuntimeError, ValueError, OverflowError, EOFError, OSError)
_BROKEN = (*_ZIP_ERRORS, tarfile.TarError, struct.error, zlib.error, KeyError, IndexError, AttributeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its path in it, with `/` between the folders, and how to read it."""

    name: str
    read: Callable[[], bytes]


def members_of(raw: bytes) -> tuple[Member, ...]:
    """Give the files of an archive in memory, none of which has a name, a kind or a size that could do harm.

    Raises `AskerError` with a code that begins with `archive-`.
    """
    if len(raw) > LARGEST:
        raise too_large()
    if not raw.startswith((_ZIP, _GZIP)):
        raise unreadable()
    listing = _in_zip(raw) if raw.startswith(_ZIP) else _in_tar(raw)
    found: dict[str, Member] = {}
    size = 0
    try:
        for count, (name, length, read) in enumerate(listing, 1):
            size += length
            if count > MOST_FILES:
                raise AskerError(code="archive-too-many-files", limit=str(MOST_FILES))
            if length > LARGEST_FILE:
                raise AskerError(code="archive-file-too-large", member=name, limit=f"{LARGEST_FILE // _MB} MB")
            if size > LARGEST:
                raise too_large()
            if name in found:
                raise AskerError(code="archive-duplicate", member=name)
            found[name] = Member(name, partial(_read, read, name))
    except _BROKEN as trouble:
        raise unreadable() from trouble
    return tuple(found.values())


def too_large() -> AskerError:
    """Give the refusal of an archive that is too large, packed or unpacked."""
    return AskerError(code="archive-too-large", limit=f"{LARGEST // _MB} MB")


def is_bomb(size: int, packed: int) -> bool:
    """Say whether something is packed more tightly than any text that was not made to be."""
    return size > _MATTERS and size > packed * _TIGHTEST


def unreadable(member: str = "") -> AskerError:
    """Give the refusal of an archive that is broken, or of the one file in it that is."""
    return AskerError(code="archive-unreadable", member=member)


def _read(read: Callable[[], bytes], name: str) -> bytes:
    try:
        return read()
    except _BROKEN as trouble:
        raise unreadable(name) from trouble


def _in_zip(raw: bytes) -> Iterator[tuple[str, int, Callable[[], bytes]]]:
    """Give the name, size and content of each file of a zip. Its list of files is counted before it is read."""
    if raw.count(_ENTRY) > MOST_FILES:
        raise AskerError(code="archive-too-many-files", limit=str(MOST_FILES))
    archive = zipfile.ZipFile(io.BytesIO(raw))
    for entry in archive.infolist():
        name = _safe(entry.orig_filename)
        if stat.S_IFMT(entry.external_attr >> 16) not in _PLAIN_KINDS:
            raise AskerError(code="archive-links", member=name)
        if entry.flag_bits & _ENCRYPTED:
            raise AskerError(code="archive-encrypted", member=name)
        if entry.compress_type not in _METHODS:
            raise unreadable(name)
        _refuse_bombs(entry.file_size, entry.compress_size, name)
        if not entry.is_dir():
            yield name, entry.file_size, partial(_from_zip, archive, entry)


def _from_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Give a file's content, never unpacking more than the size that the archive says it has, which may be a lie."""
    with archive.open(entry) as content:
        return content.read(entry.file_size + 1)


def _in_tar(raw: bytes) -> Iterator[tuple[str, int, Callable[[], bytes]]]:
    """Give the name, size and content of each file of a tar.gz."""
    archive = tarfile.open(fileobj=io.BytesIO(_unzipped(raw)), mode="r:")  # noqa: SIM115 (closed with its bytes)
    for count, entry in enumerate(archive):
        if count > MOST_FILES:
            raise AskerError(code="archive-too-many-files", limit=str(MOST_FILES))
        name = _safe(entry.name)
        if not (entry.isreg() or entry.isdir()) or entry.sparse is not None:
            raise AskerError(code="archive-links", member=name)
        if entry.size < 0:
            raise unreadable(name)
        if entry.isreg():
            yield name, entry.size, partial(_from_tar, archive, entry)


def _from_tar(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    content = archive.extractfile(entry)
    assert content is not None, "only regular files are listed"
    return content.read()


def _unzipped(raw: bytes) -> bytes:
    """Give what a gzip holds, as far as a tar within the bounds goes."""
    most = LARGEST + _TAR_OVERHEAD
    try:
        whole = zlib.decompressobj(_GZIP_FORMAT).decompress(raw, most + 1)
    except zlib.error as trouble:
        raise unreadable() from trouble
    _refuse_bombs(len(whole), len(raw), "tar")
    if len(whole) > most:
        raise too_large()
    return whole


def _refuse_bombs(size: int, packed: int, name: str) -> None:
    if is_bomb(size, packed):
        raise AskerError(code="archive-bomb", member=name, limit=str(_TIGHTEST))


def _safe(name: str) -> str:
    """Give a path as it is within the archive; refuse one that could lead out of it."""
    path = name.replace("\\", "/")
    parts = path.split("/")
    if path.startswith("/") or _DRIVE.match(path) or ".." in parts or _CONTROL.search(path):
        raise AskerError(code="archive-traversal", member=_CONTROL.sub("?", name)[:120])
    return "/".join(part for part in parts if part not in {"", "."})
