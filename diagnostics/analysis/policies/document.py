"""Policy documents as AWS returns them, read into frozen statements; what cannot be read is named, never skipped.

Why no library: of those on PyPI, `policyuniverse` (last release 2023) expands actions and has no conditions to speak of,
`parliament` and `cloudsplaining` look for mistakes and bring megabytes of AWS's action tables, `py-iam-expand` expands
wildcards. None of them evaluates a statement against a request in which keys may be missing or unknown, and reading the
JSON is the small part of that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any


class Effect(StrEnum):
    """What a statement does where it applies."""

    ALLOW = "Allow"
    DENY = "Deny"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One test of a statement: an operator as written, a key as written, and the values it is held against."""

    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Principal:
    """One principal that a statement names: `AWS`, `Service`, `Federated`, `CanonicalUser`, and who."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement. An element that it does not have is None; one that we cannot read is named in `unread`."""

    number: int
    effect: Effect
    sid: str = ""
    principals: tuple[Principal, ...] | None = None
    not_principals: tuple[Principal, ...] | None = None
    actions: tuple[str, ...] | None = None
    not_actions: tuple[str, ...] | None = None
    resources: tuple[str, ...] | None = None
    not_resources: tuple[str, ...] | None = None
    conditions: tuple[Condition, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy document. `trouble` says why it could not be read; it then has no statements and decides nothing.

    "If you do not include a Version element, the value defaults to 2008-10-17", in which variables are plain text.
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
    """

    statements: tuple[Statement, ...] = ()
    version: str = "2008-10-17"
    trouble: str = ""

    @property
    def has_variables(self) -> bool:
        """Say whether `${…}` means anything in this document: "Variables were introduced in version 2012-10-17"."""
        return self.version == "2012-10-17"


_ELEMENTS = frozenset(
    {
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
)
_PAIRS = (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))


def read_policy(document: str | Mapping[str, Any]) -> Policy:
    """Give the policy that a document says, written as JSON or parsed already; never raises."""
    return _read_text(document) if isinstance(document, str) else _read(document)


@lru_cache(maxsize=1024)
def _read_text(text: str) -> Policy:
    try:
        parsed = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return Policy(trouble="it is not JSON")
    return _read(parsed)


def _read(parsed: object) -> Policy:
    if not isinstance(parsed, Mapping):
        return Policy(trouble="it is not a JSON object")
    listed = parsed.get("Statement")
    written = listed if isinstance(listed, list | tuple) else [listed]
    if not written or not all(isinstance(s, Mapping) for s in written):
        return Policy(trouble="it has no readable Statement")
    statements = tuple(_statement(n, s) for n, s in enumerate(written, start=1))
    readable = tuple(s for s in statements if s is not None)
    if len(readable) < len(statements):
        return Policy(trouble=f"statement {statements.index(None) + 1} has neither Allow nor Deny as its Effect")
    version = parsed.get("Version")
    return Policy(statements=readable, version=version if isinstance(version, str) else "2008-10-17")


def _statement(number: int, written: Mapping[str, Any]) -> Statement | None:
    effect = written.get("Effect")
    if not isinstance(effect, str) or effect not in {"Allow", "Deny"}:
        return None
    principals, not_principals = _principals(written.get("Principal")), _principals(written.get("NotPrincipal"))
    texts = {name: _texts(written.get(name)) for name in ("Action", "NotAction", "Resource", "NotResource")}
    conditions = _conditions(written.get("Condition"))
    read = {
        **texts,
        "Principal": principals,
        "NotPrincipal": not_principals,
        "Condition": conditions,
        "Sid": "",
        "Effect": "",
    }
    unread = [str(name) for name in written if name not in _ELEMENTS or read[name] is None]
    unread += [one for one, other in _PAIRS if one not in written and other not in written]
    sid = written.get("Sid")
    return Statement(
        number=number,
        effect=Effect(effect),
        sid=sid if isinstance(sid, str) else "",
        principals=principals,
        not_principals=not_principals,
        actions=texts["Action"],
        not_actions=texts["NotAction"],
        resources=texts["Resource"],
        not_resources=texts["NotResource"],
        conditions=conditions or (),
        unread=tuple(dict.fromkeys(unread)),
    )


def _texts(value: object) -> tuple[str, ...] | None:
    """Read a value or a list of values.

    "Quotation marks are optional for numeric and Boolean values."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
    """
    items = value if isinstance(value, list | tuple) else [value]
    read = tuple(_text(item) for item in items)
    known = tuple(text for text in read if text is not None)
    return known if known and len(known) == len(read) else None


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, int):
        return f"{value:d}" if value.bit_length() < 1024 else None  # noqa: PLR2004 (longer than any number in a policy)
    return value if isinstance(value, str) else None


def _principals(value: object) -> tuple[Principal, ...] | None:
    """Read principals: "*", or a map of kinds to one or more of each."""
    if value == "*":
        return (Principal("AWS", "*"),)
    if not isinstance(value, Mapping) or not value:
        return None
    listed = [(str(kind), _texts(ids)) for kind, ids in value.items()]
    if any(ids is None for _, ids in listed):
        return None
    return tuple(Principal(kind, text) for kind, ids in listed for text in ids or ())


def _conditions(value: object) -> tuple[Condition, ...] | None:
    """Read a condition block: operators, each with keys, each with one or more values; () where there is none."""
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        return None
    read: list[Condition] = []
    for operator, keys in value.items():
        if not isinstance(keys, Mapping):
            return None
        for key, written in keys.items():
            values = _texts(written)
            if values is None:
                return None
            read.append(Condition(operator=str(operator), key=str(key), values=values))
    return tuple(read)
