"""The learning paths of a folder of knowledge: its own, over and beside those that come with the product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from knowledge.learning.form import lesson, outline
from knowledge.learning.path import LearningPath
from knowledge.library import Folder
from knowledge.store import read_yaml, yaml_files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from importlib.resources.abc import Traversable

    from knowledge.learning.form import Outline
    from knowledge.learning.path import Lesson
    from knowledge.store import Node


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Kind = TypeVar("_Kind", bound=_Named)


def read_paths(folder: Folder, entries: Collection[str]) -> dict[str, LearningPath]:
    """Give the paths by id for a knowledge base with these entries; the first file of the folder that is wrong ends it.

    A path or lesson of the folder with the id of one of ours takes its place, and the folder's paths may use our lessons.
    Our lessons speak of our entries: where the knowledge base lacks one of them, the lesson is left out.
    """
    known = frozenset(entries)
    lessons = shipped_lessons(known)
    outlines = _outlines(Folder.shipped())
    if folder != Folder.shipped():
        own = _lessons(folder)
        for taught, node in own.values():
            if missing := sorted(taught.entries - known):
                node.refuse(f'has the entry "{missing[0]}", which does not exist; write the id of an entry')
        lessons |= {name: found for name, (found, _) in own.items()}
        written = _outlines(folder)
        for found, node in written.values():
            if unknown := [name for name in found.lessons if name not in lessons]:
                node.refuse(no_lesson(unknown[0]))
        outlines |= written
    return {name: path for name, (found, _) in outlines.items() if (path := _bound(found, lessons)).lessons}


def shipped_lessons(known: frozenset[str]) -> dict[str, Lesson]:
    """Give by id the lessons that come with the product and need no other entries than these."""
    return {name: found for name, (found, _) in _lessons(Folder.shipped()).items() if found.entries <= known}


def shipped_names() -> frozenset[str]:
    """Give the ids of all the lessons that come with the product."""
    return frozenset(_lessons(Folder.shipped()))


def no_lesson(name: str) -> str:
    """Give what to say of a path that names a lesson which nobody can be given."""
    return (
        f'has the lesson "{name}", which does not exist or needs entries that are not here; write the id of another lesson'
    )


def path_files(folder: Folder) -> Iterator[tuple[str, Traversable]]:
    """Give the folder's files of paths with their names; what lies deeper is no path."""
    for name, file in _files(folder, "paths"):
        if "/" not in name.removeprefix(f"{folder.root.name}/paths/"):
            yield name, file


def lesson_files(folder: Folder) -> Iterator[tuple[str, Traversable]]:
    """Give the folder's files of lessons with their names."""
    yield from _files(folder, "paths/lessons")


def _files(folder: Folder, below: str) -> Iterator[tuple[str, Traversable]]:
    place = folder.root.joinpath(*below.split("/"))
    if place.is_dir():
        yield from yaml_files(place, f"{folder.root.name}/{below}")


def _lessons(folder: Folder) -> dict[str, tuple[Lesson, Node]]:
    nodes = [read_yaml(file, name) for name, file in lesson_files(folder)]
    return _once((lesson(node), node) for node in nodes)


def _outlines(folder: Folder) -> dict[str, tuple[Outline, Node]]:
    nodes = [read_yaml(file, name) for name, file in path_files(folder)]
    return _once((outline(node), node) for node in nodes)


def _once(found: Iterable[tuple[_Kind, Node]]) -> dict[str, tuple[_Kind, Node]]:
    """Give what was found by id, none of them twice."""
    kept: dict[str, tuple[_Kind, Node]] = {}
    for thing, node in found:
        if (twin := kept.get(thing.id)) is not None:
            node.refuse(f'has the id "{thing.id}", which {twin[1].file} has too; give each file its own')
        kept[thing.id] = (thing, node)
    return kept


def _bound(found: Outline, lessons: dict[str, Lesson]) -> LearningPath:
    present = tuple(lessons[name] for name in found.lessons if name in lessons)
    return LearningPath(id=found.id, title=found.title, about=found.about, lessons=present)
