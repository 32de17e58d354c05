"""Labs from their files: those that come with the product, and a team's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from bot.learning.labs.expanding import answers_of
from bot.learning.labs.ground import pick
from bot.learning.labs.lab import LEVELS, Goal, Lab
from diagnostics.findings import catalogue
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Words
from diagnostics.repair import STEPS
from knowledge import schema
from knowledge.store import KnowledgeError, read_yaml, yaml_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from knowledge.store import Node

FIELDS = (
    "id",
    "level",
    "title",
    "story",
    "network",
    "question",
    "goal",
    "steps",
    "causes",
    "hints",
    "after",
    "entry",
)
_PLACE = "paths/labs"


def shipped() -> Traversable:
    """Give the folder of the labs that come with the product."""
    return files("knowledge") / "paths" / "labs"


def labs(folders: Iterable[Traversable] = ()) -> tuple[Lab, ...]:
    """Give every lab, the easiest first: those of the product, and those of a team's folders.

    Raises:
        KnowledgeError: a file is no lab, or has the id of another; it says where and what to write instead.
    """
    found: dict[str, tuple[Lab, str]] = {}
    for place, prefix in ((shipped(), _PLACE), *((folder, shown(folder)) for folder in folders)):
        for name, file in lab_files(place, prefix):
            node = read_yaml(file, name)
            lab = read_lab(node)
            if lab.id in found:
                node.refuse(f'has the id "{lab.id}", which {found[lab.id][1]} has too; give each lab its own')
            found[lab.id] = (lab, name)
    return tuple(sorted((lab for lab, _ in found.values()), key=lambda lab: (lab.level, lab.id)))


def shown(folder: Traversable) -> str:
    """Give what to call a folder of labs: with the team's folder that it lies in, as other files of it are called."""
    whole = isinstance(folder, Path) and folder.as_posix().endswith(f"/{_PLACE}")
    return "/".join(folder.parts[-3:]) if isinstance(folder, Path) and whole else folder.name


def lab_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    """Give the files of a folder's labs with their names.

    Raises:
        KnowledgeError: there is no such folder.
    """
    if not folder.is_dir():
        raise KnowledgeError(prefix, 1, "is no folder; make it, and put one YAML file a lab into it")
    yield from yaml_files(folder, prefix)


def read_lab(node: Node) -> Lab:
    """Give the lab that a file holds.

    Raises:
        KnowledgeError: a field is missing, unknown or not as it has to be.
    """
    fields = schema.mapping(node, "the file", FIELDS, ("beside",))
    question = schema.mapping(fields["question"], "question", ("from", "to"))
    lab_id = schema.slug(fields["id"], "id")
    stem = node.file.rpartition("/")[2].rpartition(".")[0]
    if lab_id != stem:
        fields["id"].refuse(f'has the id "{lab_id}" in a file called "{stem}"; make them the same')
    return Lab(
        id=lab_id,
        level=_number(fields["level"], "level", LEVELS),
        title=_words(fields["title"], "title"),
        story=_words(fields["story"], "story"),
        source=schema.text(question["from"], "question.from"),
        to=schema.text(question["to"], "question.to"),
        goal=_goal(fields["goal"]),
        steps=_number(fields["steps"], "steps", tuple(range(1, STEPS + 1))),
        causes=tuple(_codes(item, "causes") for item in schema.items(fields["causes"], "causes", least=1)),
        beside=_codes(fields["beside"], "beside") if "beside" in fields else frozenset(),
        hints=tuple(_words(item, "hints") for item in schema.items(fields["hints"], "hints", least=1)),
        after=_words(fields["after"], "after"),
        entry=schema.slug(fields["entry"], "entry"),
        answers=answers_of(fields["network"]),
    )


def _words(node: Node, what: str) -> Words:
    said = schema.bilingual(node, what)
    return Words(ko=said.ko, en=said.en)


def _number(node: Node, what: str, known: tuple[int, ...]) -> int:
    return int(pick(node, what, tuple(str(n) for n in known)))


def _goal(node: Node) -> Goal:
    """Read `{verdict: PRIVATE_GATEWAY_ENDPOINT}` or `{class: private}`."""
    fields = schema.mapping(node, "goal", (), ("verdict", "class"))
    if len(fields) != 1:
        node.refuse("has a goal that is not one thing; write either verdict or class")
    if "class" in fields:
        return Goal(verdict_class=VerdictClass(pick(fields["class"], "class", tuple(VerdictClass))))
    verdict = Verdict(pick(fields["verdict"], "verdict", tuple(Verdict)))
    return Goal(verdict_class=verdict.verdict_class, verdict=verdict)


def _codes(node: Node, what: str) -> frozenset[str]:
    """Read codes of findings: under causes, those that say one and the same thing."""
    known = tuple(rule.code for rule in catalogue().values())
    items = schema.items(node, what, least=1)
    for item in items:
        if schema.text(item, what) not in known:
            item.refuse(f'has "{item.value}" under {what}, which is no code of a finding; write one like {known[0]}')
    return frozenset(schema.text(item, what) for item in items)
