"""The vocabulary of the walk: a leg to be routed, and what a next hop makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from diagnostics.model.trace import Confidence, Evidence, Trace

if TYPE_CHECKING:
    from diagnostics.model.addresses import AddressSet
    from diagnostics.model.network import Route, RouteTable
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Block, Hop, Verdict
    from diagnostics.model.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A packet about to be routed: whose it is, by which table, to which addresses.

    `subnet_id` is None for a regional NAT gateway, which has a table and no subnet. `public` says whether the sender
    has a public IPv4 address; None where it is not known.
    """

    sender: Literal["workload", "nat", "private-nat", "appliance", "inspected"]
    vpc_id: str
    subnet_id: str | None
    table: RouteTable | None
    addresses: AddressSet
    service: str | None
    region: str
    zone: str = ""
    public: bool | None = None
    from_outside: bool = False
    visited: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The walk ends here, with this verdict and these last hops."""

    verdict: Verdict
    hops: tuple[Hop, ...]
    blocks: tuple[Block, ...] = ()
    confidence: Confidence = Confidence.HIGH
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """The walk goes on from here: `beyond` makes of what lies behind what it means in front."""

    leg: Leg
    beyond: Callable[[Trace], Trace]


Outcome = Ending | Onward
Follow = Callable[["Route", Leg, "Snapshot"], Outcome]


def said(call: str, subject: str, fact: Words) -> Evidence:
    """Give a quoted fact: the call that said it, about what."""
    return Evidence(call=call, subject=subject, fact=fact)


def weaker(*confidences: Confidence) -> Confidence:
    """Give the lowest of several confidences."""
    return max(confidences, key=list(Confidence).index)
