"""A card for each thing of a network, its lines as columns that line up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diagnostics import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing, or a list of alike ones: its lines as columns that line up.

    `about` are the ids that it is also shown for beside others of its topic, `holds` those of the things listed on it.
    """

    id: str
    title: str
    lines: tuple[str, ...]
    about: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


class Named(Protocol):
    """Something with a name."""

    @property
    def name(self) -> str:
        """Give its name, which may be empty."""


def listed(destination: str, snapshot: Snapshot) -> str:
    """Give a route's destination, a prefix list with its name."""
    known = snapshot.prefix_lists.get(destination)
    return f"{destination} ({known.name})" if known is not None else destination


def called(identity: str, held: Mapping[str, Named]) -> str:
    """Give an id with the name of what it is the id of."""
    return titled(identity, held[identity].name) if identity in held else identity


def titled(identity: str, name: str) -> str:
    """Give an id with a name, where there is one."""
    return f"{identity} ({name})" if name else identity


def yes(value: bool | None) -> str:  # noqa: FBT001 (an attribute of AWS, as it is)
    """Give an attribute as AWS writes it; a dash where it was not said."""
    return "-" if value is None else str(value).lower()


def facts(given: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Give names and values below each other."""
    rows = list(given)
    width = max((len(name) for name, _ in rows), default=0)
    return tuple(f"{name.ljust(width)}  {value}" for name, value in rows)


def columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Give a table; a dash where it has no rows."""
    if not rows:
        return ("-",)
    every = [tuple(cell or "-" for cell in row) for row in (head, *rows)]
    widths = [max(len(row[at]) for row in every) for at in range(len(head))]
    return tuple("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in every)
