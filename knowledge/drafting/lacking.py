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
    """The drafts of a folder, and what of it is no readable YAML."""

    found: tuple[Lacking, ...]
    broken: tuple[KnowledgeError, ...]


def holds_only_drafts(folder: Path | Traversable) -> bool:
    """Say whether this is a folder of drafts rather than a knowledge base."""
    return folder.is_dir() and not (folder / "entries").is_dir() and not (folder / "topics.yaml").is_file()


def drafts(folder: Path | Traversable) -> Drafts:
    """Give the drafts of a knowledge base, or of a folder of nothing else, with what each lacks."""
    place = Folder(folder)
    within = yaml_files(folder, folder.name) if holds_only_drafts(folder) else place.entry_files()
    found: list[Lacking] = []
    broken: list[KnowledgeError] = []
    for name, file in within:
        try:
            node = read_yaml(file, name)
            if schema.is_draft(node):
                found.append(_lacking(node))
            elif holds_only_drafts(folder):
                schema.entry(node)
        except KnowledgeError as error:
            broken.append(error)
    return Drafts(tuple(found), tuple(broken))


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
        elif node is None or not node.value or node.value == "null":
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
