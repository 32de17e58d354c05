"""How one verdict is said in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.model.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """A verdict's short name, one sentence of meaning, and where to look next."""

    name: Words
    meaning: Words
    look: Words


def said(name: Words, meaning: Words, look: Words) -> Disposition:
    """Give a disposition from its three parts, in the order in which a reader meets them."""
    return Disposition(name=name, meaning=meaning, look=look)
