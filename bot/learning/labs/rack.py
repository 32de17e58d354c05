"""The labs in service: read once, and anew when a file changed; the last good ones stay where a file is broken."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from bot.learning.labs.reading import labs
from knowledge.store import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from importlib.resources.abc import Traversable

    from bot.learning.labs.lab import Lab
    from bot.state.lab_bench import Attempt

LOG = logging.getLogger("routelore")


class Rack:
    """Every lab that can be opened, the easiest first."""

    def __init__(self, folders: Callable[[], Iterable[Traversable]]) -> None:
        """Take the product's labs, and those of a team's folders as they are when it is read."""
        self._folders = folders
        self._lock = threading.Lock()
        self._labs: tuple[Lab, ...] = ()

    def all(self) -> tuple[Lab, ...]:
        """Give the labs; the product's alone, where one of a team's is broken and was never read."""
        with self._lock:
            if not self._labs:
                try:
                    self._labs = labs(self._folders())
                except KnowledgeError as error:
                    LOG.error("the team's labs are left out: %s", error)  # noqa: TRY400 (it says file, line and what is wrong)
                    self._labs = labs()
            return self._labs

    def find(self, lab_id: str) -> Lab | None:
        """Give the lab of this id, where there is one."""
        return next((lab for lab in self.all() if lab.id == lab_id), None)

    def next_of(self, attempts: Mapping[str, Attempt], after: str = "") -> Lab | None:
        """Give the next lab that somebody has not solved, behind the one they are at; None where they solved every one."""
        every = self.all()
        at = next((place for place, lab in enumerate(every, start=1) if lab.id == after), 0)
        in_turn = (*every[at:], *every[:at])
        left = [lab for lab in in_turn if lab.id != after and not (lab.id in attempts and attempts[lab.id].solved)]
        return left[0] if left else None

    def renew(self) -> None:
        """Read the labs again.

        Raises:
            KnowledgeError: a file is wrong; those that were read before stay.
        """
        fresh = labs(self._folders())
        with self._lock:
            self._labs = fresh
