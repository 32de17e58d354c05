"""Patterns with `*` and `?` held against names that are known in full or only by how they begin, and policy variables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.context import Standing, found
from diagnostics.analysis.policies.truth import Truth, Unknown, every

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnostics.analysis.policies.context import Context

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_DEFAULT = re.compile(r"(?P<key>[^,']+), '(?P<default>[^']*)'")
#: An ARN has six parts, the last of which may hold colons of its own.
_COLONS = 5


class Wild(Enum):
    """What stands for characters that are not written."""

    MANY = "*"
    ONE = "?"


#: A pattern, one character or wildcard at a time.
Glob = tuple[str | Wild, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A name, or all names that begin so and go on: `want` says what one would have to know to have it in full."""

    known: str
    want: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether the name goes on beyond what is known."""
        return bool(self.want)


@lru_cache(maxsize=4096)
def glob(text: str) -> Glob:
    """Read a pattern: "multi-character match wildcards (*) and single-character match wildcards (?)"."""
    return tuple(Wild(c) if c in "*?" else c for c in text)


def lowered(pattern: Glob) -> Glob:
    """Give the pattern in lower case."""
    return tuple(p if isinstance(p, Wild) else p.lower() for p in pattern)


def covers(pattern: Glob, span: Span) -> Truth:
    """Say whether the pattern matches the name; of an open one, whether all, none or only some of the names."""
    states = _after(pattern, span.known)
    if not span.is_open:
        return len(pattern) in states
    rests = [pattern[i:] for i in states]
    if any(_takes_anything(rest) for rest in rests):
        return True
    return Unknown((span.want,)) if any(rests) else False


@lru_cache(maxsize=16384)
def covers_arn(pattern: Glob, span: Span) -> Truth:
    """Say whether a pattern of an ARN matches, part by part where both have all six parts.

    "You can use wildcard characters (* and ?) within ARN segments (the parts separated by colons)."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    """
    parts, names = _parts(pattern), span.known.split(":", _COLONS)
    if len(parts) <= _COLONS or len(names) <= _COLONS:
        return covers(pattern, span)
    heads = (covers(part, Span(name)) for part, name in zip(parts[:_COLONS], names[:_COLONS], strict=True))
    return every((*heads, covers(parts[_COLONS], Span(names[_COLONS], span.want))))


def expand(text: str, context: Context, *, wild: bool, variables: bool) -> Glob | Unknown | None:
    """Give the pattern with its variables filled in; None where one has no value, unknown where its value is.

    "When policy variables reference a condition context key that has no value or is not present in an authorization
    context for a request, the value is effectively null. There is no equal or like value."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
    """
    read: Callable[[str], Glob] = glob if wild else tuple
    if not variables or "${" not in text:
        return read(text)
    pieces: list[str | Wild] = []
    end = 0
    for variable in _VARIABLE.finditer(text):
        pieces += read(text[end : variable.start()])
        value = _value(variable[1].strip(), context)
        if value is None or isinstance(value, Unknown):
            return value
        pieces += value  # as it is: a wildcard in a value is a character
        end = variable.end()
    pieces += read(text[end:])
    return tuple(pieces)


def _value(variable: str, context: Context) -> str | Unknown | None:
    """Give a variable's value: `${*}`, `${?}` and `${$}` are those characters, `${key, 'default'}` has one in reserve."""
    if variable in {"*", "?", "$"}:
        return variable
    parts = _DEFAULT.fullmatch(variable)
    key, default = (parts["key"].strip(), parts["default"]) if parts else (variable, None)
    known = found(context, key)
    if known.standing is Standing.SET and len(known.values) == 1:
        return known.values[0]
    return default if known.standing is Standing.ABSENT else Unknown((key,))


def _after(pattern: Glob, text: str) -> set[int]:
    """Give the places in the pattern that one can be at after the text."""
    head = 0
    while head < min(len(pattern), len(text)) and pattern[head] == text[head]:
        head += 1  # most patterns differ from a name, or end, before their first wildcard
    states = _skipping(pattern, {head})
    for char in text[head:]:
        moved = set()
        for at in states:
            piece = pattern[at] if at < len(pattern) else None
            if piece is Wild.MANY:
                moved.add(at)
            elif piece is Wild.ONE or piece == char:
                moved.add(at + 1)
        if not moved:
            return moved
        states = _skipping(pattern, moved)
    return states


def _skipping(pattern: Glob, states: set[int]) -> set[int]:
    """Add the places that one gets to by letting `*` stand for nothing."""
    reached = set(states)
    for at in states:
        following = at
        while following < len(pattern) and pattern[following] is Wild.MANY:
            following += 1
            reached.add(following)
    return reached


def _takes_anything(rest: Glob) -> bool:
    """Say whether what is left of a pattern matches whatever may follow, which is one character at least."""
    return Wild.MANY in rest and all(isinstance(p, Wild) for p in rest) and rest.count(Wild.ONE) <= 1


def _parts(pattern: Glob) -> tuple[Glob, ...]:
    parts: list[list[str | Wild]] = [[]]
    for piece in pattern:
        if piece == ":" and len(parts) <= _COLONS:
            parts.append([])
        else:
            parts[-1].append(piece)
    return tuple(tuple(p) for p in parts)
