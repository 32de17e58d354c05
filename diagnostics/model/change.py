"""One thing done to a network, and changes that were proven to give another verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.model.trace import Confidence, Verdict
    from diagnostics.model.words import Words


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to a network: what kind of thing, and to what. Its text can be read back as the same change."""

    kind: str
    arguments: tuple[str, ...]

    @property
    def text(self) -> str:
        """Write the change as a person writes it: `add-route-table vpce-… rtb-…`."""
        return " ".join((self.kind, *self.arguments))


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffect:
    """Another way of the same VPC that ends elsewhere after a fix: from which subnet, to which service."""

    subnet_id: str
    service: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Changes that were made, in this order, to a copy of the snapshot, of which the analysis then said `verdict_after`.

    `findings` are the codes of the findings that are gone after it. `verified` is true: there is no other kind of fix.
    """

    changes: tuple[Change, ...]
    descriptions: tuple[Words, ...]
    findings: tuple[str, ...]
    verdict_after: Verdict
    confidence_after: Confidence
    verified: bool
    cli: tuple[str, ...]
    terraform: str
    warnings: tuple[Words, ...]
    side_effects: tuple[SideEffect, ...] = ()
