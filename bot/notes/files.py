"""The files that the notes are made of, as they lie there now.

They are looked at rather than watched: the kernel's events tell nothing of what another machine saves in a network folder,
and of the libraries watchfiles overlooks a link that is swapped (and polling, the second save within a second), while
watchdog's polling ends for good with a folder that is away for a moment.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from knowledge.library import OWN
from knowledge.store import KnowledgeError, yaml_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import stat_result

    from knowledge.library import Folder

#: Each file with what changes when somebody saves it, or lets it be read.
Fingerprint: TypeAlias = "frozenset[tuple[str, int, int, int, int]]"


def fingerprint(folder: Folder) -> Fingerprint:
    """Give what tells one state of a folder, and of what it is laid over, from another."""
    own = frozenset(
        (str(file), seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino) for file, seen in _seen(_files(folder))
    )
    return own if folder.over is None else own | fingerprint(folder.over)


def _files(folder: Folder) -> Iterator[Path]:
    """Give the very files that are read: through links to folders, and not what editors and volumes hide."""
    if not isinstance(folder.root, Path):
        return  # inside an archive nothing changes
    for name in OWN:
        place = folder.root / name
        if place.suffix:
            yield place
        elif place.is_dir():
            with suppress(KnowledgeError):  # a folder that cannot be read is told of by whoever reads it
                yield from (file for _, file in yaml_files(place, name) if isinstance(file, Path))


def _seen(files: Iterable[Path]) -> Iterator[tuple[Path, stat_result]]:
    """Give the files that are there; an editor may take one away and put it back at any moment."""
    for file in files:
        try:
            yield file, file.stat()
        except OSError:
            continue
