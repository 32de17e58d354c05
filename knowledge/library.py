"""A folder of knowledge, read: entries, topics, glossary and what is out of scope."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge import schema
from knowledge.answerer import Knowledge
from knowledge.glossary import Phrasebook
from knowledge.store import KnowledgeError, read_yaml, yaml_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

    from knowledge.entry import Entry
    from knowledge.store import Node


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a knowledge base lies; what it lacks of glossary and scope comes with the product."""

    root: Traversable

    @classmethod
    def shipped(cls) -> Folder:
        """Give the folder that comes with the product."""
        return cls(files("knowledge"))

    def node(self, name: str) -> Node:
        """Give one of the folder's own files, read."""
        return read_yaml(self.root / name, f"{self.root.name}/{name}")

    def node_or_shipped(self, name: str) -> Node:
        """Give the folder's file, or the shipped one where the folder has none."""
        return self.node(name) if (self.root / name).is_file() else Folder.shipped().node(name)

    def entry_files(self) -> Iterator[tuple[str, Traversable]]:
        """Give the entries' files with their names."""
        entries = self.root / "entries"
        if not entries.is_dir():
            raise KnowledgeError(
                self.root.name, 1, 'has no folder "entries"; make it and put one YAML file an entry into it'
            )
        yield from yaml_files(entries, f"{self.root.name}/entries")


def read_entries(folder: Folder) -> list[Entry]:
    """Give every entry that is no draft; the first file that is wrong ends it."""
    found: dict[str, str] = {}
    entries: list[Entry] = []
    for name, file in folder.entry_files():
        node = read_yaml(file, name)
        if schema.is_draft(node):
            continue
        entry = schema.entry(node)
        if entry.id in found:
            node.refuse(f'has the id "{entry.id}", which {found[entry.id]} has too; give each entry its own')
        found[entry.id] = name
        entries.append(entry)
    if not entries:
        where = f"{folder.root.name}/entries"
        raise KnowledgeError(where, 1, "holds no entries; add one YAML file an entry")
    return entries


def assemble(folder: Folder, entries: Sequence[Entry]) -> Knowledge:
    """Give the knowledge base of these entries with the folder's topics and words."""
    concepts, terms, endings = schema.glossary(folder.node_or_shipped("glossary.yaml"))
    outside, outside_terms = schema.out_of_scope(folder.node_or_shipped("out_of_scope.yaml"))
    return Knowledge(
        entries=entries,
        topics=schema.topics(folder.node("topics.yaml")),
        book=Phrasebook([*terms, *outside_terms], endings),
        concepts=concepts,
        outside=outside,
    )
