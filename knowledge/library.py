"""A folder of knowledge, read: entries, topics, glossary and what is out of scope; a team's own over what is ours."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge import schema
from knowledge.answerer import Knowledge
from knowledge.glossary import Phrasebook
from knowledge.store import KnowledgeError, Node, read_yaml, yaml_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from knowledge.entry import Entry, Topic
    from knowledge.glossary import Concept, Outside
    from knowledge.meaning.gist import Reader

#: What a team may put into its folder.
OWN = ("entries", "topics.yaml", "glossary.yaml", "out_of_scope.yaml", "paths")


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a knowledge base lies; what it lacks of glossary and scope comes with the product.

    A team's folder is laid `over` another: it adds to what is there, and what has the same id takes the other's place.
    """

    root: Traversable
    over: Folder | None = None

    @classmethod
    def shipped(cls) -> Folder:
        """Give the folder that comes with the product."""
        return cls(files("knowledge"))

    @classmethod
    def team(cls, root: Traversable) -> Folder:
        """Give a team's folder, laid over the one that comes with the product."""
        return cls(root, cls.shipped())

    @classmethod
    def of(cls, place: Folder | Traversable | None) -> Folder:
        """Give the folder that somebody means: itself, one that stands alone, or the product's where none is named."""
        if isinstance(place, Folder):
            return place
        return cls.shipped() if place is None else cls(place)

    def node(self, name: str) -> Node:
        """Give one of the folder's own files, read."""
        return read_yaml(self.root / name, f"{self.root.name}/{name}")

    def node_or_shipped(self, name: str) -> Node:
        """Give the folder's file, with what it is laid over; or the shipped one where the folder has none."""
        has_own = (self.root / name).is_file()
        if self.over is None:
            return self.node(name) if has_own else Folder.shipped().node(name)
        below = self.over.node_or_shipped(name)
        return _laid_over(below, self.node(name)) if has_own else below

    def entry_files(self) -> Iterator[tuple[str, Traversable]]:
        """Give the entries' files with their names; of this folder alone, whatever it is laid over."""
        entries = self.root / "entries"
        if self.over is not None:
            self._expect_something()
        elif not entries.is_dir():
            raise KnowledgeError(
                self.root.name, 1, 'has no folder "entries"; make it and put one YAML file an entry into it'
            )
        if entries.is_dir():
            yield from yaml_files(entries, f"{self.root.name}/entries")

    def _expect_something(self) -> None:
        if not self.root.is_dir():
            raise KnowledgeError(str(self.root), 1, "is no folder; make it, or name the folder that holds your entries")
        if not any((self.root / name).is_file() or (self.root / name).is_dir() for name in OWN):
            raise KnowledgeError(
                str(self.root),
                1,
                f'holds no knowledge; put your entries into "{self.root.name}/entries", one YAML file each',
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a folder holds, read and found well formed."""

    entries: tuple[Entry, ...]
    topics: Mapping[str, Topic]
    concepts: Mapping[str, Concept]
    outside: Mapping[str, Outside]
    book: Phrasebook

    def knowledge(self, taught: Iterable[Entry] = (), reader: Reader | None = None) -> Knowledge:
        """Give the knowledge base of it, with what somebody was taught besides; the same id takes the other's place."""
        entries = {entry.id: entry for entry in (*self.entries, *taught)}
        return Knowledge(
            entries=tuple(entries.values()),
            topics=self.topics,
            book=self.book,
            concepts=self.concepts,
            outside=self.outside,
            reader=reader,
        )


def read(folder: Folder) -> Contents:
    """Give what a folder holds; the first file that is wrong ends it."""
    return _with_words(folder, read_entries(folder))


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
    if folder.over is not None:
        return list({entry.id: entry for entry in (*read_entries(folder.over), *entries)}.values())
    if not entries:
        where = f"{folder.root.name}/entries"
        raise KnowledgeError(where, 1, "holds no entries; add one YAML file an entry")
    return entries


def read_topics(folder: Folder) -> dict[str, Topic]:
    """Give the topics by slug, a team's over those that its folder is laid over."""
    if folder.over is None:
        return schema.topics(folder.node("topics.yaml"))
    own = schema.topics(folder.node("topics.yaml")) if (folder.root / "topics.yaml").is_file() else {}
    return read_topics(folder.over) | own


def assemble(folder: Folder, entries: Sequence[Entry], reader: Reader | None = None) -> Knowledge:
    """Give the knowledge base of these entries with the folder's topics and words."""
    return _with_words(folder, entries).knowledge(reader=reader)


def _with_words(folder: Folder, entries: Sequence[Entry]) -> Contents:
    concepts, terms, endings = schema.glossary(folder.node_or_shipped("glossary.yaml"))
    outside, outside_terms = schema.out_of_scope(folder.node_or_shipped("out_of_scope.yaml"))
    return Contents(
        entries=tuple(entries),
        topics=read_topics(folder),
        concepts=concepts,
        outside=outside,
        book=Phrasebook((*terms, *outside_terms), endings),
    )


def _laid_over(below: Node, own: Node) -> Node:
    """Give a file of ours with a team's added to it: lists grow, and what is no list is the team's."""
    if isinstance(below.value, tuple) and isinstance(own.value, tuple):
        return Node((*below.value, *own.value), own.file, own.line)
    if isinstance(below.value, (str, tuple)) or isinstance(own.value, (str, tuple)):
        return own
    merged = {**below.value, **own.value}
    for name in below.value.keys() & own.value.keys():
        merged[name] = _laid_over(below.value[name], own.value[name])
    return Node(merged, own.file, own.line)
