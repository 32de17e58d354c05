"""The JSON that Slack speaks, as types, and three ways to read and copy it."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Json: TypeAlias = dict[str, Any]
"""One JSON object, as read from a request or written into a reply."""

SECRET_KEYS = frozenset({"token", "response_url", "upload_url", "signing_secret", "app_token"})
"""Fields whose value opens a door, so that the inspector shows only that they were there."""

SECRET_TEXT = re.compile(r"(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]+|(?<=ticket=)[A-Za-z0-9_-]+")
"""Tokens and socket tickets wherever they stand in a text."""


def without_secrets(value: object) -> object:
    """A copy of a JSON value in which tokens and one-time addresses are replaced by three dots."""
    if isinstance(value, dict):
        return {key: "…" if key in SECRET_KEYS and item else without_secrets(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_secrets(item) for item in value]
    if isinstance(value, str):
        return SECRET_TEXT.sub("…", value)
    return value


def objects_in(value: object) -> Iterator[Json]:
    """Every JSON object inside a value, outermost first."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from objects_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects_in(item)


def parsed(text: str) -> object:
    """The value that a JSON text holds, or None when it is not JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def twin(value: Json) -> Json:
    """A deep copy, so that what was handed out can be changed without changing what is kept."""
    return copy.deepcopy(value)
