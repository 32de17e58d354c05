"""What the files of paths and lessons have to look like: nodes become lessons, and outlines of paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.entry import LANGS, Bilingual
from knowledge.learning.path import Lesson, Option, Passage, Question
from knowledge.schema import bilingual, items, mapping, slug, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.store import Node

FEWEST_QUESTIONS, MOST_QUESTIONS = 2, 3
FEWEST_OPTIONS, MOST_OPTIONS = 3, 4
#: What fits beside a radio button: https://docs.slack.dev/reference/block-kit/composition-objects/option-object
LONGEST_OPTION = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A path as its file has it: the lessons by their ids."""

    id: str
    title: Bilingual
    about: Bilingual
    lessons: tuple[str, ...]


def outline(node: Node) -> Outline:
    """Give the path that a file outlines."""
    fields = mapping(node, "the file", ("id", "title", "about", "lessons"))
    named = items(fields["lessons"], "lessons", least=1)
    lessons = tuple(slug(item, "lessons") for item in named)
    _each_once(zip(named, lessons, strict=True), "the lesson")
    return Outline(
        id=slug(fields["id"], "id"),
        title=bilingual(fields["title"], "title"),
        about=bilingual(fields["about"], "about"),
        lessons=lessons,
    )


def lesson(node: Node) -> Lesson:
    """Give the lesson that a file holds."""
    fields = mapping(node, "the file", ("id", "title", "entries", "quiz"), ("try", "formerly"))
    read = items(fields["entries"], "entries", least=1)
    passages = tuple(_passage(item) for item in read)
    _each_once(zip(read, (passage.entry for passage in passages), strict=True), "the entry")
    asked = _between(fields["quiz"], "quiz", FEWEST_QUESTIONS, MOST_QUESTIONS)
    quiz = tuple(_question(item) for item in asked)
    _each_once(zip(asked, (question.id for question in quiz), strict=True), "the question")
    return Lesson(
        id=slug(fields["id"], "id"),
        title=bilingual(fields["title"], "title"),
        passages=passages,
        quiz=quiz,
        try_it=bilingual(fields["try"], "try") if "try" in fields else None,
        formerly=tuple(slug(item, "formerly") for item in items(fields["formerly"], "formerly"))
        if "formerly" in fields
        else (),
    )


def _passage(node: Node) -> Passage:
    if isinstance(node.value, str):
        return Passage(slug(node, "entries"))
    fields = mapping(node, "a passage", ("entry",), ("bridge",))
    return Passage(slug(fields["entry"], "entry"), bilingual(fields["bridge"], "bridge") if "bridge" in fields else None)


def _question(node: Node) -> Question:
    fields = mapping(node, "a question", ("id", "ask", "options"))
    chosen = _between(fields["options"], "options", FEWEST_OPTIONS, MOST_OPTIONS)
    options = tuple(_option(item) for item in chosen)
    right = sum(option.right for option in options)
    if right != 1:
        fields["options"].refuse(f'has {right} right answers; write "right: true" into exactly one option')
    for lang in LANGS:
        said = (" ".join(option.text.say(lang).lower().split()).rstrip(".") for option in options)
        _each_once(zip(chosen, said, strict=True), f"the {lang} option")
    return Question(id=slug(fields["id"], "id"), ask=bilingual(fields["ask"], "ask"), options=options)


def _option(node: Node) -> Option:
    fields = mapping(node, "an option", ("ko", "en"), ("right", "why", "entry"))
    right = "right" in fields
    if right and text(fields["right"], "right") != "true":
        fields["right"].refuse('has "right" as something else than true; leave the line out of wrong options')
    for needed in () if right else ("why", "entry"):
        if needed not in fields:
            node.refuse(f'lacks "{needed}" in a wrong option; say why it is wrong and which entry explains it')
    for lang in LANGS:
        if len(said := text(fields[lang], lang)) > LONGEST_OPTION:
            fields[lang].refuse(f"has an option of {len(said)} characters; keep it to {LONGEST_OPTION}")
    return Option(
        text=Bilingual(text(fields["ko"], "ko"), text(fields["en"], "en")),
        right=right,
        why=bilingual(fields["why"], "why") if "why" in fields else None,
        entry=slug(fields["entry"], "entry") if "entry" in fields else None,
    )


def _between(node: Node, what: str, fewest: int, most: int) -> tuple[Node, ...]:
    found = items(node, what, fewest)
    if len(found) > most:
        node.refuse(f'has {len(found)} of "{what}"; write at most {most}')
    return found


def _each_once(named: Iterable[tuple[Node, str]], what: str) -> None:
    seen: set[str] = set()
    for node, name in named:
        if name in seen:
            node.refuse(f'has {what} "{name}" twice; keep one of them')
        seen.add(name)
