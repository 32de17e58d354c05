"""The policy's file, as it is now: what was saved is in force at the next question, and a mistake changes nothing."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from bot.rights.reading import read_policy
from knowledge.store import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.rights.policy import Policy

LOG = logging.getLogger("routelore")
#: Nanoseconds within which two versions may bear one time: the clocks of file systems tick as slowly as every two seconds.
_TICK = 2_000_000_000


class PolicyFile:
    """Gives the policy of a file; looks at the file at every question, and serves the last good version of it."""

    def __init__(self, file: Path) -> None:
        """Read the file.

        Raises:
            KnowledgeError: it cannot be read, or something in it is wrong.
        """
        self._file = file
        self._lock = threading.Lock()
        self._seen = _fingerprint(file)
        self._just_saved = _is_just_saved(self._seen)
        self._policy = read_policy(file, str(file))
        self._trouble: KnowledgeError | None = None
        self._noticed: KnowledgeError | None = None
        self._told: KnowledgeError | None = None
        self._listeners: list[tuple[Callable[[KnowledgeError], None], Callable[[], None]]] = []

    def __call__(self) -> Policy:
        """Give the policy that is in force: the file's, or where that is broken, the last good one."""
        with self._lock:
            seen = _fingerprint(self._file)
            if seen != self._seen or self._just_saved:
                self._take(seen)
            return self._policy

    def on_trouble(self, told: Callable[[KnowledgeError], None], mended: Callable[[], None]) -> None:
        """Tell this once of each mistake that keeps the file's new version out of force, and when it is mended."""
        self._listeners.append((told, mended))

    def look(self) -> None:
        """Look at the file once, and tell of a mistake that was there at the look before, too: nobody is saving still."""
        self()
        trouble, settled = self._trouble, self._noticed is self._trouble
        self._noticed = trouble
        if not settled or trouble is self._told:
            return
        self._told = trouble
        for told, mended in self._listeners:
            if trouble is None:
                mended()
            else:
                told(trouble)

    def _take(self, seen: tuple[int, ...]) -> None:
        """Put the file's new version in force, whole; one that is saved again meanwhile is read at the next question."""
        just_saved = _is_just_saved(seen)
        try:
            policy = read_policy(self._file, str(self._file))
        except KnowledgeError as error:
            self._seen, self._just_saved = seen, just_saved
            if self._trouble is None or str(error) != str(self._trouble):
                self._trouble = error
                LOG.error("policy: %s", error)  # noqa: TRY400 (the sentence says where and what)
            return
        if _fingerprint(self._file) == seen:
            if policy != self._policy or self._trouble is not None:
                LOG.info("policy: renewed")
            self._seen, self._just_saved, self._policy, self._trouble = seen, just_saved, policy, None


def _is_just_saved(seen: tuple[int, ...]) -> bool:
    """Say whether another version may still be saved at the same tick of the file's clock, which would look the same."""
    now = time.time_ns()
    return any(abs(now - saved) < _TICK for saved in seen[:2])


def _fingerprint(file: Path) -> tuple[int, ...]:
    """Give what tells one state of the file from another; nothing where it is not there."""
    try:
        seen = file.stat()
    except OSError:
        return ()
    return (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)
