"""The knowledge base in service: what every surface asks, for the workspace that it is asked in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from knowledge.answer import Answer
    from knowledge.answerer import Knowledge
    from knowledge.entry import Entry, Lang


class Notes:
    """The notes that are asked, opened at the first question."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the knowledge base of a folder, or the one that comes with the product."""
        self._folder = folder
        self._lock = threading.Lock()
        self._open: Knowledge | None = None

    def of(self, team: str = "") -> Knowledge:  # noqa: ARG002 (every workspace has the same so far)
        """Give the knowledge base that a workspace asks.

        Raises:
            KnowledgeError: a file is wrong, and there was no good version before.
        """
        from knowledge import open_knowledge

        with self._lock:
            if self._open is None:
                self._open = open_knowledge(self._folder)
            return self._open

    def answers(
        self, question: str, lang: Lang | None = None, *, team: str = "", before: Sequence[str] = ()
    ) -> tuple[Answer, ...]:
        """Give an answer to each question that a message holds; `before` is what was said earlier in the same thread."""
        return self.of(team).answers(question, lang, before)

    def answer(self, question: str, lang: Lang | None = None, *, team: str = "", before: Sequence[str] = ()) -> Answer:
        """Give the answer to one question."""
        return self.of(team).answer(question, lang, before)

    def entry(self, name: str, *, team: str = "") -> Entry | None:
        """Give the entry with this id, else the first that answers the topic of this name."""
        return entry_called(name, self.of(team).entries)


def entry_called(name: str, entries: Iterable[Entry]) -> Entry | None:
    """Give the entry with this id, else the first that answers the topic of this name."""
    by_id = {one.id: one for one in entries}
    return by_id.get(name) or next((one for one in by_id.values() if name in one.topics), None)
