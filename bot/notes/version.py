"""One version of the notes: what the files said when they were last read, and what workspaces taught besides."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.learning.shelf import read_paths
from knowledge.library import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowledge.answer import Answer
    from knowledge.answerer import Knowledge
    from knowledge.entry import Entry, Lang
    from knowledge.learning.path import LearningPath
    from knowledge.library import Contents, Folder
    from knowledge.meaning.gist import Reader

#: So many answers of a workspace are kept until its notes change. Each is small: it points to entries that are there anyway.
ANSWERS_KNOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The knowledge base of one workspace, and what of it the workspace taught.

    `answers` knows the answers that it gave last: people ask the same, and one message may be looked up more than once.
    """

    taught: tuple[Entry, ...]
    knowledge: Knowledge
    answers: Callable[[str, Lang | None, tuple[str, ...]], tuple[Answer, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What the files said. `own` fills up as workspaces ask; one that taught nothing asks what all share."""

    contents: Contents
    shared: Knowledge
    paths: tuple[LearningPath, ...]
    reader: Reader | None = None
    own: dict[str, Own] = field(default_factory=dict)

    def with_taught(self, taught: Iterable[Entry]) -> Own:
        """Give the knowledge base of a workspace that taught these entries."""
        kept = tuple(taught)
        knowledge = self.contents.knowledge(kept, self.reader) if kept else self.shared
        return Own(taught=kept, knowledge=knowledge, answers=lru_cache(ANSWERS_KNOWN)(knowledge.answers))


def read_version(folder: Folder, reader: Reader | None = None) -> Version:
    """Give what the files of a folder say now; with a reader, for questions to be matched by meaning, too.

    Raises:
        KnowledgeError: a file is wrong.
    """
    contents = read(folder)
    paths = read_paths(folder, {entry.id for entry in contents.entries})
    shared = contents.knowledge(reader=reader)
    return Version(contents=contents, shared=shared, paths=tuple(paths.values()), reader=reader)
