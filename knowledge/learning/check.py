"""The promises of paths and lessons, proven: they read entries that exist, in two minutes, and every lesson is on a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from knowledge.check import Problem
from knowledge.entry import LANGS
from knowledge.learning.form import lesson, outline
from knowledge.learning.pace import LONGEST_LESSON, reading_time
from knowledge.learning.shelf import lesson_files, no_lesson, path_files, shipped_lessons, shipped_names
from knowledge.library import Folder, read_entries
from knowledge.store import KnowledgeError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from knowledge.entry import Entry
    from knowledge.learning.form import Outline
    from knowledge.learning.path import Lesson
    from knowledge.store import Node

_Kind = TypeVar("_Kind", "Lesson", "Outline")


def check_paths(folder: Folder | Path | Traversable | None = None) -> list[Problem]:
    """Give everything that is wrong with the paths and lessons of a folder; nothing, where it has none or all is well."""
    place = Folder.of(folder)
    problems: list[Problem] = []
    lessons = _read(lesson_files(place), lesson, problems)
    paths = _read(path_files(place), outline, problems)
    ours = frozenset[str]()
    try:
        entries = {entry.id: entry for entry in read_entries(place)}
    except KnowledgeError as error:
        problems.append(Problem(error.file, error.line, error.message))
        ours = shipped_names()  # which of them have their entries is not known, and no reason to doubt any
    else:
        ours = frozenset(shipped_lessons(frozenset(entries))) if place != Folder.shipped() else ours
        for found, node in lessons.values():
            problems += _entries(node, entries)
            problems += _length(found, node, entries)
    unread = frozenset(_stem(problem.file) for problem in problems if _stem(problem.file) not in lessons)
    problems += _named(paths, lessons, ours, unread)
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line))


def _read(
    files: Iterable[tuple[str, Traversable]], form: Callable[[Node], _Kind], problems: list[Problem]
) -> dict[str, tuple[_Kind, Node]]:
    """Give what can be read by id; what is wrong with the rest goes to the problems."""
    kept: dict[str, tuple[_Kind, Node]] = {}
    for name, file in files:
        try:
            node = read_yaml(file, name)
            found = form(node)
        except KnowledgeError as error:
            problems.append(Problem(error.file, error.line, error.message))
            continue
        line = below(node, "id").line
        if (twin := kept.get(found.id)) is not None:
            message = f'has the id "{found.id}", which {twin[1].file} has too; give each file its own'
            problems.append(Problem(name, line, message))
            continue
        if found.id != (stem := _stem(name)):
            problems.append(Problem(name, line, f'has the id "{found.id}" in a file named "{stem}"; make them the same'))
        kept[found.id] = (found, node)
    return kept


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]


def below(node: Node, *steps: str | int) -> Node:
    """Give what stands at the end of the steps, or the nearest thing before it."""
    for step in steps:
        if isinstance(node.value, tuple):
            node = node.value[step] if isinstance(step, int) and step < len(node.value) else node
        elif not isinstance(node.value, str):
            node = node.value.get(str(step), node)
    return node


def _entries(node: Node, entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Give every id of an entry that the lesson names and the knowledge base lacks."""
    named = [below(passage, "entry") for passage in _list(below(node, "entries"))]
    for question in _list(below(node, "quiz")):
        options = _list(below(question, "options"))
        named += [option.value["entry"] for option in options if isinstance(option.value, dict) and "entry" in option.value]
    for name in named:
        if isinstance(name.value, str) and name.value.strip() not in entries:
            message = f'has the entry "{name.value.strip()}", which does not exist; write the id of an entry'
            yield Problem(name.file, name.line, message)


def _list(node: Node) -> tuple[Node, ...]:
    return node.value if isinstance(node.value, tuple) else ()


def _length(found: Lesson, node: Node, entries: Mapping[str, Entry]) -> Iterator[Problem]:
    for lang in LANGS:
        if (time := reading_time(found, entries, lang)) > LONGEST_LESSON:
            message = f"takes {time:.0f} seconds to read in {lang}; keep it under {LONGEST_LESSON:.0f}, with fewer entries"
            yield Problem(node.file, below(node, "entries").line, message)


def _named(
    paths: Mapping[str, tuple[Outline, Node]],
    lessons: Mapping[str, tuple[Lesson, Node]],
    ours: frozenset[str],
    unread: frozenset[str],
) -> Iterator[Problem]:
    """Give the lessons that a path names and nobody wrote, and those that were written and no path names.

    A file that cannot be read is a problem already: a path may name its lesson.
    """
    written = ours | unread | lessons.keys()
    for found, node in paths.values():
        for at, name in enumerate(found.lessons):
            if name not in written:
                yield Problem(node.file, below(node, "lessons", at).line, no_lesson(name))
    walked = ours.union(*(found.lessons for found, _ in paths.values()))
    for name, (_, node) in lessons.items():
        if name not in walked:
            message = f'has the lesson "{name}", which no path names; add it to the lessons of a path'
            yield Problem(node.file, below(node, "id").line, message)
