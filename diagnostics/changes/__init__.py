"""The kinds of change: one module a kind in `kinds/`, discovered here; there is no list to keep.

A kind has `NAME`, `USAGE` (which its words are read by), `TITLE`, `RANK` (the lower, the sooner it is offered), `apply` (a
changed copy of the snapshot, as AWS would make it), `cli`, `terraform`, `warnings` and `describe`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from diagnostics.changes import kinds as _kinds
from diagnostics.changes.reading import read
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang, Words


class Kind(Protocol):
    """A kind of change, as its module has it."""

    NAME: str
    USAGE: str
    TITLE: Words
    RANK: int

    def apply(self, change: Change, snapshot: Snapshot) -> Snapshot:
        """Give the snapshot as it would be after the change; an AskerError `refused-change` where AWS would refuse it."""

    def cli(self, change: Change, snapshot: Snapshot) -> tuple[str, ...]:
        """Give the AWS CLI commands that make the change, in order."""

    def terraform(self, change: Change, snapshot: Snapshot) -> str:
        """Give the Terraform that makes the change."""

    def warnings(self, change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
        """Give what else the change does to people and bills."""

    def describe(self, change: Change, snapshot: Snapshot) -> Words:
        """Say the change in one line."""


@cache
def kinds_of_change() -> Mapping[str, Kind]:
    """Give every kind of change by name, in the order of names."""
    modules = (importlib.import_module(f"{_kinds.__name__}.{info.name}") for info in pkgutil.iter_modules(_kinds.__path__))
    return {kind.NAME: kind for kind in sorted((cast("Kind", m) for m in modules), key=lambda kind: kind.NAME)}


def list_changes(lang: Lang) -> tuple[tuple[str, str], ...]:
    """Give how every kind of change is written, and what it is in one line."""
    return tuple((kind.USAGE, kind.TITLE.say(lang)) for kind in kinds_of_change().values())


def read_change(text: str, snapshot: Snapshot) -> Change:
    """Give the change that a person wrote.

    Raises:
        AskerError: `unknown-change`, `unreadable-change` or `unknown-in-change`, where the words name no kind of change,
            are not written as the kind takes them, or name something that the snapshot does not hold.
    """
    words = text.strip().strip("`'\"").split()
    kind = kinds_of_change().get(words[0].casefold()) if words else None
    if kind is None:
        known = ", ".join(kinds_of_change())
        raise AskerError("unknown-change", what=words[0][:60] if words else "", known=known)
    return read(kind.USAGE, words[1:], snapshot)


def apply_change(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot as it would be after the change.

    Raises:
        AskerError: `refused-change`, where AWS would refuse it; `why` is AWS's own answer.
    """
    return kinds_of_change()[change.kind].apply(change, snapshot)


def apply_changes(changes: Iterable[Change], snapshot: Snapshot) -> Snapshot:
    """Give the snapshot as it would be after the changes, one after the other.

    Raises:
        AskerError: `refused-change`, at the first one that AWS would refuse.
    """
    for change in changes:
        snapshot = apply_change(change, snapshot)
    return snapshot
