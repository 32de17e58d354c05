"""A secret that is kept elsewhere: how a setting says where that is, and what is found there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.collect.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kept(StrEnum):
    """Where a secret may be kept; the values are what a reference begins with."""

    ENVIRONMENT = "env"
    PARAMETER = "ssm"
    SECRET = "secretsmanager"  # noqa: S105 (the name of the service)


#: What each kind is called by: a variable; a parameter's path or ARN; a secret's name or ARN.
_NAMES = {
    Kept.ENVIRONMENT: re.compile(r"[A-Za-z_][A-Za-z0-9_]*"),
    Kept.PARAMETER: re.compile(r"[\w./:-]+", re.ASCII),
    Kept.SECRET: re.compile(r"[\w/+=.@:-]+", re.ASCII),
}
#: What a reference begins with.
PREFIXES = tuple(f"{kept}:" for kept in Kept)
HOW = "write env:NAME, ssm:/path/of/parameter, or secretsmanager:name (with #key where the secret is JSON)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a secret is kept: the variable, the SSM parameter, or the secret and the key within its JSON."""

    kept: Kept
    name: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kept}:{self.name}" + (f"#{self.key}" if self.key else "")


def reference(said: str) -> Reference | None:
    """Give where a secret is kept; None where what is said is no such reference, and perhaps the secret itself."""
    prefix, colon, rest = said.strip().partition(":")
    if not colon or prefix not in set(Kept):
        return None
    kept = Kept(prefix)
    name, hash_mark, key = rest.partition("#") if kept is Kept.SECRET else (rest, "", "")
    if (hash_mark and not key) or not _NAMES[kept].fullmatch(name):
        return None
    return Reference(kept=kept, name=name, key=key)


def revealed(said: str, env: Mapping[str, str]) -> str:
    """Give the secret that a reference leads to: a variable, an SSM parameter, or a secret of Secrets Manager.

    Only the last two need boto3, and load it.

    Raises:
        AccessError: `secret-missing`, `secret-refused`, `secret-no-text`, `secret-unreadable` or `secret-leads-on`.
        ServiceError: `secret-unreachable`; trying again may help.
    """
    where = reference(said)
    if where is None:
        raise AccessError(code="secret-unreadable", kept=said.partition(":")[0] if said.startswith(PREFIXES) else "")
    found = _value_of(where, env).strip()  # what was stored from a file ends with its last line's end
    if not found:
        raise AccessError(code="secret-missing", where=str(where))
    if reference(found) is not None:
        raise AccessError(code="secret-leads-on", where=str(where))
    return found


def _value_of(where: Reference, env: Mapping[str, str]) -> str:
    if where.kept is Kept.ENVIRONMENT:
        return env.get(where.name, "")
    from diagnostics.collect import secrets

    if where.kept is Kept.PARAMETER:
        return secrets.parameter(where.name)
    text = secrets.secret(where.name)
    return _member(text, where) if where.key else text


def _member(text: str, where: Reference) -> str:
    try:
        value = json.loads(text)[where.key]
    except (ValueError, KeyError, TypeError, RecursionError):
        value = None
    if not isinstance(value, str):
        raise AccessError(code="secret-no-text", where=str(where))
    return value
