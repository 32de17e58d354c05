"""YAML files read into plain values that remember their lines; the only reader of YAML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

LARGEST_FILE = 512 * 1024
DEEPEST = 8
Value: TypeAlias = "str | tuple[Node, ...] | Mapping[str, Node]"
Loader: TypeAlias = yaml.SafeLoader | yaml.CSafeLoader
LOADER: type[Loader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class KnowledgeError(Exception):
    """A file of the knowledge base cannot be used: where, what is wrong, and what to write instead."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file and the line on which it stands."""

    value: Value
    file: str
    line: int

    def wrong(self, message: str) -> KnowledgeError:
        """Give the error to raise about this value."""
        return KnowledgeError(self.file, self.line, message)

    def refuse(self, message: str, cause: Exception | None = None) -> NoReturn:
        """Raise the error about this value."""
        raise self.wrong(message) from cause


def read_yaml(file: Traversable, name: str) -> Node:
    """Give what the file holds."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise KnowledgeError(name, 1, f"cannot be read ({error.strerror}); check that it exists and may be read") from error
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, name: str) -> Node:
    """Give what the bytes hold, or say in one sentence why they are no usable YAML."""
    if len(raw) > LARGEST_FILE:
        raise KnowledgeError(name, 1, f"is larger than {LARGEST_FILE // 1024} KB; split it into several entries")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise KnowledgeError(name, line, "is not UTF-8 text; save the file as UTF-8") from error
    loader = None
    try:
        loader = LOADER(text)
        return _document(loader, name)
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, name) from error
    finally:
        if loader is not None:
            loader.dispose()


def _syntax_error(error: yaml.YAMLError, text: str, name: str) -> KnowledgeError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or "broken YAML"
        if "cannot start any token" in problem and text.splitlines()[mark.line].lstrip(" ").startswith("\t"):
            return KnowledgeError(name, mark.line + 1, "is indented with a tab, which YAML does not allow; use spaces")
        message = f"is not valid YAML ({problem}); check indentation, and quote text that holds a colon, # or quotes"
        return KnowledgeError(name, mark.line + 1, message)
    position = getattr(error, "position", 0)
    line = text.count("\n", 0, position if isinstance(position, int) else 0) + 1
    return KnowledgeError(name, line, "holds a control character that YAML does not allow; delete it")


def _document(loader: Loader, name: str) -> Node:
    """Give the one document that a loader reads, event by event: its own composer takes any depth, until the stack ends."""
    loader.get_event()  # the stream begins
    if loader.check_event(yaml.StreamEndEvent):
        raise KnowledgeError(name, 1, "is empty; write the fields that CONTRIBUTING.md lists")
    loader.get_event()  # the document begins
    root = _value(loader, _next(loader), name, 0)
    loader.get_event()  # the document ends
    if not loader.check_event(yaml.StreamEndEvent):
        raise KnowledgeError(name, _line(_next(loader)), "holds a second document (---); write a file for each")
    return root


def _next(loader: Loader) -> yaml.Event:
    event = loader.get_event()
    assert event is not None  # only after the stream's end there is none
    return event


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else int(event.start_mark.line) + 1


def _value(loader: Loader, event: yaml.Event, name: str, depth: int) -> Node:
    """Give the value that begins with an event."""
    line = _line(event)
    if depth > DEEPEST:
        raise KnowledgeError(name, line, "is nested too deeply; write it flat")
    if isinstance(event, yaml.ScalarEvent):
        return Node(str(event.value), name, line)
    if isinstance(event, yaml.AliasEvent):
        raise KnowledgeError(name, line, f"uses an alias (*{event.anchor}); write the value out")
    if isinstance(event, yaml.SequenceStartEvent):
        return Node(tuple(_items(loader, name, depth + 1)), name, line)
    return Node(dict(_pairs(loader, name, depth + 1)), name, line)


def _items(loader: Loader, name: str, depth: int) -> Iterator[Node]:
    while not isinstance(event := _next(loader), yaml.SequenceEndEvent):
        yield _value(loader, event, name, depth)


def _pairs(loader: Loader, name: str, depth: int) -> Iterator[tuple[str, Node]]:
    keys: set[str] = set()
    while not isinstance(key := _next(loader), yaml.MappingEndEvent):
        line = _line(key)
        if not isinstance(key, yaml.ScalarEvent):
            raise KnowledgeError(name, line, "has a list or a mapping as a key; use a plain word")
        if key.value in keys:
            raise KnowledgeError(name, line, f'has "{key.value}" twice; keep one of them')
        keys.add(key.value)
        yield key.value, _value(loader, _next(loader), name, depth)


def yaml_files(folder: Traversable, prefix: str, depth: int = 0) -> Iterator[tuple[str, Traversable]]:
    """Give every YAML file under the folder with its name, in order of names.

    What begins with a dot is no file of ours: editors, version control, and volumes that are swapped as a whole keep
    copies there.

    Raises:
        KnowledgeError: a folder cannot be read, or lies deeper than anybody nests folders.
    """
    if depth > DEEPEST:
        raise KnowledgeError(prefix, 1, "is nested too deeply; look for a link that leads back to a folder above it")
    for item in _listed(folder, prefix):
        name = f"{prefix}/{item.name}"
        if item.is_dir():
            yield from yaml_files(item, name, depth + 1)
        elif item.name.endswith((".yaml", ".yml")):
            yield name, item


def _listed(folder: Traversable, name: str) -> list[Traversable]:
    try:
        return sorted((item for item in folder.iterdir() if not item.name.startswith(".")), key=lambda item: item.name)
    except OSError as error:
        raise KnowledgeError(name, 1, f"cannot be listed ({error.strerror}); check that it may be read") from error
