"""Questions that show where the knowledge base ends: some that no entry answers, and some like them that one does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.schema import items, mapping, text
from knowledge.store import read_yaml
from knowledge.text import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Questions by whether some entry answers them, read as every question is."""

    beyond: tuple[str, ...]
    ours: tuple[str, ...]


@cache
def shipped() -> Examples:
    """Give the examples that come with the product."""
    node = read_yaml(files("knowledge") / "meaning" / "examples.yaml", "knowledge/meaning/examples.yaml")
    fields = mapping(node, "the file", ("beyond", "ours"))
    beyond, ours = (
        tuple(normalise(text(item, name)) for item in items(fields[name], name, least=1)) for name in ("beyond", "ours")
    )
    return Examples(beyond=beyond, ours=ours)
