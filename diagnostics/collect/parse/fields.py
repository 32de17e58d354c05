"""Typed reading of one row of an AWS answer: absent and null are defaults, a wrong type is a row that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from diagnostics.model.addresses import parse_cidr

if TYPE_CHECKING:
    from collections.abc import Mapping


class BadRowError(ValueError):
    """A row that does not have the shape that AWS gives it; the message says which member and what it holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One object of an AWS answer."""

    raw: Mapping[str, Any]

    def text(self, member: str, default: str = "") -> str:
        """Give a string."""
        value = self.raw.get(member)
        if value is None:
            return default
        if not isinstance(value, str):
            raise _bad(member, value, "text")
        return value

    def identity(self, member: str) -> str:
        """Give the row's own id, which has to be there."""
        if not (value := self.text(member)):
            raise _bad(member, self.raw.get(member), "an id")
        return value

    def flag(self, member: str, *, default: bool = False) -> bool:
        """Give a truth value."""
        value = self.raw.get(member)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise _bad(member, value, "true or false")
        return value

    def flag_or_none(self, member: str) -> bool | None:
        """Give a truth value, or None where AWS does not say."""
        return None if self.raw.get(member) is None else self.flag(member)

    def number(self, member: str) -> int | None:
        """Give a whole number, also where it is written as text."""
        value = self.raw.get(member)
        if value is None:
            return None
        if isinstance(value, str) and value.lstrip("-").isdecimal():
            return int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _bad(member, value, "a number")
        return value

    def cidr(self, member: str) -> str:
        """Give a CIDR or an address; empty where AWS does not say."""
        value = self.text(member)
        if value and parse_cidr(value) is None:
            raise _bad(member, value, "a CIDR")
        return value

    def row(self, member: str) -> Row:
        """Give an object within; an empty one where there is none."""
        value = self.raw.get(member)
        if value is None:
            return Row({})
        if not isinstance(value, dict):
            raise _bad(member, value, "an object")
        return Row(value)

    def numbers(self, member: str) -> tuple[float, ...]:
        """Give the numbers of a list within, which are all finite."""
        listed = self._listed(member)
        if strange := [v for v in listed if isinstance(v, bool) or not isinstance(v, (int, float)) or not isfinite(v)]:
            raise _bad(member, strange[0], "numbers")
        return tuple(listed)

    def rows(self, member: str) -> tuple[Row, ...]:
        """Give the objects of a list within."""
        return tuple(Row(_object(member, each)) for each in self._listed(member))

    def texts(self, member: str) -> tuple[str, ...]:
        """Give the strings of a list within."""
        return tuple(_string(member, each) for each in self._listed(member))

    def each(self, member: str, inner: str) -> tuple[str, ...]:
        """Give one string of every object of a list within, without the empty ones."""
        return tuple(text for row in self.rows(member) if (text := row.text(inner)))

    def cidrs(self, member: str, inner: str) -> tuple[str, ...]:
        """Give one CIDR of every object of a list within, without the empty ones."""
        return tuple(cidr for row in self.rows(member) if (cidr := row.cidr(inner)))

    def name(self, member: str = "Tags") -> str:
        """Give the value of the `Name` tag."""
        return next((tag.text("Value") for tag in self.rows(member) if tag.text("Key") == "Name"), "")

    def _listed(self, member: str) -> list[Any]:
        value = self.raw.get(member)
        if value is None:
            return []
        if not isinstance(value, list):
            raise _bad(member, value, "a list")
        return value


def _object(member: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _bad(member, value, "objects")
    return value


def _string(member: str, value: object) -> str:
    if not isinstance(value, str):
        raise _bad(member, value, "texts")
    return value


def _bad(member: str, value: object, wanted: str) -> BadRowError:
    shown = repr(value)
    return BadRowError(f"{member} should hold {wanted}, and holds {shown if len(shown) <= 40 else shown[:37] + '...'}")  # noqa: PLR2004 (a line's worth)
