"""What a draft still lacks before it can be reviewed: field by field, in the words of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import schema
from knowledge.entry import LANGS
from knowledge.library import Folder
from knowledge.store import KnowledgeError, read_yaml, yaml_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from knowledge.store import Node

LEAST_ASKS = 3
LONGEST_ANSWER = 2800


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A draft and the fields that somebody still has to fill in; none: it only waits for its day of review."""

    file: str
    line: int
    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of a folder, what in it is wrong, and whether it is a folder of drafts rather than a knowledge base."""

    found: tuple[Lacking, ...]
    broken: tuple[KnowledgeError, ...]
    alone: bool


def drafts(folder: Path | Traversable | None = None) -> Drafts:
    """Give the drafts of a knowledge base, or of a folder of nothing else, with what each lacks."""
    place = Folder.shipped() if folder is None else Folder(folder)
    if not place.root.is_dir():
        return Drafts((), (), alone=False)
    alone = not (place.root / "entries").is_dir() and not (place.root / "topics.yaml").is_file()
    found: list[Lacking] = []
    broken: list[KnowledgeError] = []
    for name, file in yaml_files(place.root, place.root.name) if alone else _entries(place):
        try:
            node = read_yaml(file, name)
            if schema.is_draft(node):
                found.append(_lacking(node))
            else:
                schema.entry(node)
        except KnowledgeError as error:
            broken.append(error)
    return Drafts(tuple(found), tuple(broken), alone=alone and bool(found))


def _entries(place: Folder) -> Iterator[tuple[str, Traversable]]:
    return place.entry_files() if (place.root / "entries").is_dir() else iter(())


def _lacking(node: Node) -> Lacking:
    assert not isinstance(node.value, (str, tuple))
    name = node.value.get("id")
    said = name.value if name is not None and isinstance(name.value, str) else ""
    return Lacking(file=node.file, line=node.line, id=said, fields=tuple(_fields(node.value)))


def _fields(fields: Mapping[str, Node]) -> Iterator[str]:
    for key in schema.REQUIRED:
        node = fields.get(key)
        if key in {"title", "answer", "asks"}:
            yield from (f"{key}.{lang}" for lang in LANGS if _lacks(key, lang, node))
        elif node is None or (not node.value and key != "links") or node.value == "null":
            yield key
    answer = fields.get("answer")
    if answer is not None and not isinstance(answer.value, (str, tuple)):
        for lang in LANGS:
            text = answer.value[lang].value if lang in answer.value else ""
            if isinstance(text, str) and len(text) > LONGEST_ANSWER:
                yield f"answer.{lang} ({len(text):,} > {LONGEST_ANSWER:,})"
    drafted = fields.get("drafted")
    if drafted is not None and not isinstance(drafted.value, (str, tuple)) and "images" in drafted.value:
        images = drafted.value["images"].value
        yield f"images ({len(images)})"


def _lacks(key: str, lang: str, node: Node | None) -> bool:
    if node is None or isinstance(node.value, (str, tuple)) or lang not in node.value:
        return True
    value = node.value[lang].value
    return len(value) < LEAST_ASKS if key == "asks" else not value
