"""Labs that keep their promises: they can be read, are broken, can be mended in so many steps, and do not tell how."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.learning.labs.reading import lab_files, read_lab, shown
from diagnostics.explain.trouble import trouble
from diagnostics.findings import catalogue
from diagnostics.model.flow import AskerError
from diagnostics.repair import repair
from knowledge import schema
from knowledge.check import Problem
from knowledge.store import KnowledgeError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from importlib.resources.abc import Traversable

    from bot.learning.labs.lab import Lab
    from diagnostics import Diagnosis
    from diagnostics.model.finding import Rule
    from knowledge.store import Node

_WORD = re.compile(r"[a-z]+")
_CODE = re.compile(r"\b[A-Z][A-Z0-9]{1,2}-\d{3}\b")
#: How ids of AWS begin, whatever they name.
_PREFIX = re.compile(r"^(?:subnet|rtb|vpce|eni|sg|acl|pl)-")
#: Words in the names of findings that tell nothing.
_EMPTY = frozenset({"a", "another", "aws", "by", "for", "from", "in", "of", "only", "s", "the", "this", "with", "without"})
#: How many words a title may not share with a finding's name; an id or a name may share none.
_TITLE, _NAME = 2, 1


def check_labs(
    folder: Traversable, entries: Collection[str] = (), others: Mapping[str, str] = MappingProxyType({})
) -> tuple[Problem, ...]:
    """Give everything that is wrong with the labs in a folder; nothing, where they keep their promises.

    `entries` are the ids of the knowledge base's entries; without any, what labs say of entries is not checked.
    `others` are the files of labs by id that are in service beside these.
    """
    try:
        files = list(lab_files(folder, shown(folder)))
    except KnowledgeError as error:
        return (Problem(error.file, error.line, error.message),)
    problems: list[Problem] = []
    seen = dict(others)
    for name, file in files:
        try:
            node = read_yaml(file, name)
            lab = read_lab(node)
            diagnosis = _asked(lab, node)
        except KnowledgeError as error:
            problems.append(Problem(error.file, error.line, error.message))
            continue
        if lab.id in seen:
            problems.append(_problem(node, "id", f'has the id "{lab.id}", which {seen[lab.id]} has too; give each its own'))
        seen.setdefault(lab.id, name)
        problems += (*_solvable(lab, node, diagnosis), *_secret(lab, node))
        if entries and lab.entry not in entries:
            problems.append(
                _problem(node, "entry", f'names the entry "{lab.entry}", which the knowledge base does not have')
            )
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))


def _asked(lab: Lab, node: Node) -> Diagnosis:
    """Give the diagnosis of the broken network, or say at the question's line why there is none."""
    try:
        return lab.diagnosis(lab.snapshot())
    except AskerError as error:
        _field(node, "question").refuse(f"cannot be asked: {trouble(error.code, error.particulars, 'en')}", error)


def _solvable(lab: Lab, node: Node, diagnosis: Diagnosis) -> Iterator[Problem]:
    found = {f.rule.code for f in diagnosis.findings}
    for at, cause in enumerate(lab.causes):
        if not cause & found:
            line = schema.items(_field(node, "causes"), "causes")[at]
            there = ", ".join(sorted(found)) or "nothing"
            message = f"has {' or '.join(sorted(cause))} as a cause, which the diagnosis does not find; it finds {there}"
            yield Problem(line.file, line.line, message)
    if lab.goal.met(diagnosis):
        yield _problem(
            node, "goal", f"asks for {diagnosis.verdict}, which is so from the start; break the network or ask for more"
        )
        return
    fixes = [fix for fix in repair(diagnosis) if lab.goal.verdict in {None, fix.verdict_after}]
    fixes = [fix for fix in fixes if fix.verdict_after.verdict_class is lab.goal.verdict_class]
    if not fixes:
        yield _problem(node, "goal", "cannot be reached: no changes were found that lead there; ask for less or break less")
    elif (least := min(len(fix.changes) for fix in fixes)) != lab.steps:
        yield _problem(node, "steps", f"says {lab.steps} where the smallest fix takes {least}; write {least}")


def _secret(lab: Lab, node: Node) -> Iterator[Problem]:
    """Yield where a name, the title or a hint tells the answer."""
    codes = {code for cause in lab.causes for code in cause}
    rules = [rule for rule in catalogue().values() if rule.code in codes]
    names = [_field(node, "id"), *_names(_field(node, "network"))]
    for named, most in (*((name, _NAME) for name in names), (_field(_field(node, "title"), "en"), _TITLE)):
        told = next((words for rule in rules if len(words := _told(schema.text(named, "a name"), rule)) >= most), [])
        if told:
            yield Problem(
                named.file,
                named.line,
                f'gives the answer away with "{", ".join(told)}"; choose words that do not tell the cause',
            )
    for hint in schema.items(_field(node, "hints"), "hints"):
        for said in schema.mapping_of_any(hint, "hints").values():
            if code := _CODE.search(schema.text(said, "hints")):
                yield Problem(said.file, said.line, f"names the finding {code[0]} in a hint; hint at it in words")


def _told(text: str, rule: Rule) -> list[str]:
    """Give the words that the text shares with the name of a finding."""
    own = _PREFIX.sub("", text.casefold())
    return sorted((set(_WORD.findall(own)) & set(rule.id.split("-"))) - _EMPTY)


def _names(node: Node) -> Iterator[Node]:
    """Yield the ids and names that a network gives to things of its own."""
    if isinstance(node.value, tuple):
        for item in node.value:
            yield from _names(item)
    elif not isinstance(node.value, str):
        for key, value in node.value.items():
            if key in {"id", "name"} and isinstance(value.value, str):
                yield value
            else:
                yield from _names(value)


def _field(node: Node, name: str) -> Node:
    return schema.mapping_of_any(node, "the file")[name]


def _problem(node: Node, field: str, message: str) -> Problem:
    at = _field(node, field)
    return Problem(at.file, at.line, message)
