"""Which of a zone's record sets answer a name: the exact ones, else the closest wildcard; one, all, or one of several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.addresses import Family
    from diagnostics.model.names import Record

_USABLE: Mapping[Family, frozenset[str]] = {4: frozenset({"A", "CNAME"}), 6: frozenset({"AAAA", "CNAME"})}


class Picked(NamedTuple):
    """A record set that may answer, and under what condition where Route 53 picks one of several."""

    record: Record
    when: Words | None = None


def answering(name: str, records: tuple[Record, ...], family: Family = 4) -> tuple[Picked, ...]:
    """Give the record sets that answer the name for a family; none where it does not exist, or has no such address.

    A wildcard answers only for names that have no record of their own.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk
    """
    return _choices(tuple(r for r in _of(name, records) if r.type in _USABLE[family]))


def exists(name: str, records: tuple[Record, ...]) -> bool:
    """Say whether the zone has the name, with records of whatever type, or only names below it."""
    return bool(_of(name, records)) or any(_plain(r.name).endswith(f".{name}") for r in records)


def _of(name: str, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Give the record sets of the name itself, else those of the closest wildcard."""
    named = [(_plain(r.name), r) for r in records]
    if own := tuple(r for n, r in named if n == name):
        return own
    wild = [(n, r) for n, r in named if n.startswith("*.") and name.endswith(n[1:])]
    closest = max((len(n) for n, _ in wild), default=0)
    return tuple(r for n, r in wild if len(n) == closest)


def _plain(name: str) -> str:
    return name.rstrip(".").replace("\\052", "*").casefold()


def _choices(records: tuple[Record, ...]) -> tuple[Picked, ...]:
    """Give the only record set, the values of all multivalue ones together, or each that may be picked.

    A weighted record set of weight 0 is picked only where all have weight 0.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
    """
    if len(records) <= 1:
        return tuple(Picked(record) for record in records)
    if all(r.chosen_by == "multivalue" for r in records):
        return (Picked(replace(records[0], values=tuple(v for r in records for v in r.values))),)
    weighed = tuple(r for r in records if r.weight != 0) or records
    return tuple(Picked(r, _when(r) if len(weighed) > 1 else None) for r in weighed)


def _when(record: Record) -> Words:
    shown = record.set_id or record.alias or ", ".join(record.values)
    return Words(ko=f"Route 53이 {shown} 레코드를 고르면", en=f"if Route 53 picks the record {shown}")
