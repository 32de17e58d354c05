"""The door of the knowledge base: open it, ask it, and get an answer that can say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answer import Ambiguous, Answer, Found, Match, Missing, Part, Reasons
from knowledge.answerer import Knowledge
from knowledge.entry import Bilingual, Entry, Lang, Link, Source, Topic
from knowledge.library import Folder, read
from knowledge.store import KnowledgeError
from knowledge.undisturbed import undisturbed

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from knowledge.meaning.gist import Reader

__all__ = [
    "Ambiguous",
    "Answer",
    "Bilingual",
    "Entry",
    "Found",
    "Knowledge",
    "KnowledgeError",
    "Lang",
    "Link",
    "Match",
    "Missing",
    "Part",
    "Reasons",
    "Source",
    "Topic",
    "open_knowledge",
]


def open_knowledge(folder: Folder | Path | Traversable | None = None, reader: Reader | None = None) -> Knowledge:
    """Give the knowledge base of a folder, or the one that comes with the product, ready to be asked.

    With a `reader`, questions are matched by their meaning, too, as soon as it has read the entries.
    """
    with undisturbed():
        return read(Folder.of(folder)).knowledge(reader=reader)
