"""The promises of the knowledge base, proven: every file is well formed, and every entry finds its own questions."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from knowledge import schema
from knowledge.answer import Found
from knowledge.answer_json import text
from knowledge.entry import LANGS
from knowledge.library import Folder, assemble, read_topics
from knowledge.store import KnowledgeError, read_yaml
from knowledge.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from knowledge.answerer import Knowledge
    from knowledge.entry import Entry, Topic
    from knowledge.store import Node

LONGEST_ANSWER = 2800
LONGEST_TITLE = 140


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: where it is, what is wrong, and what to write instead."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry and the file that it was read from."""

    entry: Entry
    file: str
    node: Node

    def line(self, *path: str | int) -> int:
        """Give the line of a field, or of the nearest thing around it that the file has."""
        node = self.node
        for step in path:
            below: dict[str | int, Node] = {}
            if isinstance(node.value, tuple):
                below.update(enumerate(node.value))
            elif not isinstance(node.value, str):
                below.update(node.value.items())
            node = below.get(step, node)
        return node.line

    def problem(self, message: str, *path: str | int) -> Problem:
        """Give a problem with a field of this entry."""
        return Problem(self.file, self.line(*path), message)


def check(folder: Folder | Path | Traversable | None = None) -> list[Problem]:
    """Give everything that is wrong with the knowledge base in a folder; nothing, where its promises hold.

    Of a team's folder, what the team wrote is looked at: by itself, and beside what it is laid over.
    """
    place = Folder.of(folder)
    try:
        found, problems = _read(place)
        below = _below(place, {checked.entry.id for checked in found})
        topics = read_topics(place)
        knowledge = assemble(place, [checked.entry for checked in (*below, *found)])
        problems += _topics_covered(place, [*below, *found])
        problems += _words_known(place, topics)
    except KnowledgeError as error:
        return [Problem(error.file, error.line, error.message)]
    problems += _claimed_twice([*below, *found])
    others = {checked.entry.source.note for checked in below}
    for checked in found:
        if place.over is None and not checked.entry.links:
            problems.append(checked.problem("has no link; name the AWS page that says so", "links"))
        problems += _form(checked, {c.entry.id for c in (*below, *found)}, topics)
        if place.over is None or checked.entry.source.note in others:  # a team's entries may come from notes of its own
            problems += _cited(checked, topics)
        problems += _retrieval(checked, knowledge)
    return sorted(problems, key=lambda problem: (problem.file, problem.line))


def _below(place: Folder, replaced: set[str]) -> list[Checked]:
    """Give the entries that a team's folder is laid over, without those that it takes the place of."""
    if place.over is None:
        return []
    return [checked for checked in _read(place.over)[0] if checked.entry.id not in replaced]


def _read(place: Folder) -> tuple[list[Checked], list[Problem]]:
    """Give the entries that can be read, and what is wrong with the others."""
    found: dict[str, Checked] = {}
    problems: list[Problem] = []
    for name, file in place.entry_files():
        try:
            node = read_yaml(file, name)
            if schema.is_draft(node):
                continue
            checked = Checked(schema.entry(node), name, node)
        except KnowledgeError as error:
            problems.append(Problem(error.file, error.line, error.message))
            continue
        if (twin := found.get(checked.entry.id)) is not None:
            problems.append(
                checked.problem(f'has the id "{checked.entry.id}" of {twin.file}; give each entry its own', "id")
            )
            continue
        found[checked.entry.id] = checked
    return list(found.values()), problems


def _topics_covered(place: Folder, found: list[Checked]) -> Iterator[Problem]:
    if place.over is not None and not (place.root / "topics.yaml").is_file():
        return
    node = place.node("topics.yaml")
    topics = schema.topics(node)
    covered = {slug for checked in found for slug in checked.entry.topics}
    rows = schema.items(schema.mapping(node, "the file", ("topics",))["topics"], "topics")
    for row, slug in zip(rows, topics, strict=True):
        if slug not in covered:
            yield Problem(
                node.file, row.line, f'has the topic "{slug}", which no entry answers; write one or drop the topic'
            )


def _words_known(place: Folder, topics: Mapping[str, Topic]) -> Iterator[Problem]:
    """Yield where the folder's own glossary or scope names a concept or a topic that nobody wrote."""
    glossary = schema.mapping_of_any(place.node_or_shipped("glossary.yaml"), "the file")
    outside = schema.mapping_of_any(place.node_or_shipped("out_of_scope.yaml"), "the file")
    words = {name: body for part in ("things", "relations", "asks") for name, body in _bodies(glossary, part)}
    named = [(body, "is") for body in words.values()]
    named += [(body, "softened_by") for _, body in _bodies(outside, "groups")]
    named += [(body, field) for _, body in _bodies(outside, "things") for field in ("unless", "near")]
    for body, field in named:
        known, kind = (topics, "topic of topics.yaml") if field == "near" else (words, "word of glossary.yaml")
        for item in schema.items(body[field], field) if field in body else ():
            name = schema.text(item, field)
            if name not in known and item.file.startswith(f"{place.root.name}/"):
                yield Problem(item.file, item.line, f'names "{name}" under "{field}", which is no {kind}; write one that is')


def _bodies(file: Mapping[str, Node], part: str) -> Iterator[tuple[str, Mapping[str, Node]]]:
    for name, node in schema.mapping_of_any(file[part], part).items():
        yield name, schema.mapping_of_any(node, name)


def _claimed_twice(found: list[Checked]) -> Iterator[Problem]:
    first: dict[str, Checked] = {}
    for checked in found:
        for lang in LANGS:
            for at, phrase in enumerate(checked.entry.asks(lang)):
                said = bare(phrase)
                other = first.setdefault(said, checked)
                if other is not checked or said in _earlier(checked.entry, lang, at):
                    where = f"{other.file} claims too" if other is not checked else "stands here twice"
                    yield checked.problem(f'has "{phrase}", which {where}; reword or drop one of them', "asks", lang, at)


def _earlier(entry: Entry, lang: str, at: int) -> set[str]:
    phrases = entry.asks_ko if lang == "ko" else entry.asks_en
    return {bare(phrase) for phrase in phrases[:at]}


def _form(checked: Checked, ids: set[str], topics: Mapping[str, Topic]) -> Iterator[Problem]:
    entry = checked.entry
    stem = checked.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if stem != entry.id:
        yield checked.problem(f'has the id "{entry.id}" in a file called "{stem}"; make them the same', "id")
    for at, slug in enumerate(entry.topics):
        if slug not in topics:
            message = (
                f'names the topic "{slug}", which topics.yaml does not have; add a row for it there, or name one that is'
            )
            yield checked.problem(message, "topics", at)
    for at, other in enumerate(entry.see_also):
        if other not in ids or other == entry.id:
            yield checked.problem(f'names "{other}" under see_also, which is no other entry', "see_also", at)
    for lang in LANGS:
        length = len(escape(text(entry, lang), quote=False))
        if length > LONGEST_ANSWER:
            message = (
                f"has an answer of {length} characters with its correction; Slack shows {LONGEST_ANSWER}, so shorten it"
            )
            yield checked.problem(message, "answer", lang)
        if len(entry.title.say(lang)) > LONGEST_TITLE:
            yield checked.problem(f"has a title of more than {LONGEST_TITLE} characters; shorten it", "title", lang)


def _cited(checked: Checked, topics: Mapping[str, Topic]) -> Iterator[Problem]:
    heading = checked.entry.source.heading
    if heading not in {topic.notes for topic in topics.values()}:
        message = f'cites the heading "{heading}", which no topic of topics.yaml comes from; copy it from there'
        yield checked.problem(message, "source", "heading")


def _retrieval(checked: Checked, knowledge: Knowledge) -> Iterator[Problem]:
    entry = checked.entry
    for lang in LANGS:
        for at, phrase in enumerate(entry.asks(lang)):
            first = knowledge.answer(phrase).candidates[0].entry.id
            if first != entry.id:
                yield checked.problem(
                    f'has "{phrase}", which finds {first} first; make it say what sets this entry apart', "asks", lang, at
                )
    for at, phrase in enumerate(entry.not_asks):
        answer = knowledge.answer(phrase)
        if isinstance(answer, Found) and answer.match.entry.id == entry.id:
            yield checked.problem(
                f'answers "{phrase}", which it promises not to; reword the phrasing that is too near', "not_asks", at
            )
