"""The files that the notes are made of, as they lie there now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from knowledge.library import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import stat_result

    from knowledge.library import Folder

#: Each file with what changes when somebody saves it.
Fingerprint: TypeAlias = "frozenset[tuple[str, int, int, int]]"


def fingerprint(folder: Folder) -> Fingerprint:
    """Give what tells one state of a folder, and of what it is laid over, from another."""
    own = frozenset((str(file), seen.st_mtime_ns, seen.st_size, seen.st_ino) for file, seen in _seen(_files(folder)))
    return own if folder.over is None else own | fingerprint(folder.over)


def _files(folder: Folder) -> Iterator[Path]:
    if not isinstance(folder.root, Path):
        return  # inside an archive nothing changes
    for name in OWN:
        place = folder.root / name
        yield from (place,) if place.suffix else (file for file in place.rglob("*") if file.suffix in {".yaml", ".yml"})


def _seen(files: Iterable[Path]) -> Iterator[tuple[Path, stat_result]]:
    """Give the files that are there; an editor may take one away and put it back at any moment."""
    for file in files:
        try:
            yield file, file.stat()
        except OSError:
            continue
