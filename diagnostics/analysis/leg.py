"""The vocabulary of the walk: a leg to be routed, and what a next hop makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from diagnostics.model.trace import Confidence, Evidence, Hop, Trace, Verdict, VerdictClass

if TYPE_CHECKING:
    from diagnostics.model.addresses import AddressSet
    from diagnostics.model.network import Route, RouteTable
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Block
    from diagnostics.model.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A packet about to be routed: whose it is, by which table, to which addresses.

    `subnet_id` is None for a regional NAT gateway, which has a table and no subnet. `sender` is who sends as seen from
    here, which inspection does not change, and `home` the subnet that the sender is in. `public` says whether the sender
    has a public address of the family that it sends to; None where it is not known. `from_outside` where the packet came in
    from another VPC. `arrives` is what the local route of the VPC `arrives_in` leads to, where the addresses are those of
    an interface endpoint there.
    """

    sender: Literal["workload", "nat", "private-nat", "appliance"]
    vpc_id: str
    subnet_id: str | None
    table: RouteTable | None
    addresses: AddressSet
    service: str | None
    region: str
    zone: str = ""
    home: str = ""
    public: bool | None = None
    from_outside: bool = False
    arrives: Ending | None = None
    arrives_in: str = ""
    visited: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The walk ends here, with this verdict and these last hops."""

    verdict: Verdict
    hops: tuple[Hop, ...]
    then: Verdict | None = None
    blocks: tuple[Block, ...] = ()
    confidence: Confidence = Confidence.HIGH
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """The walk goes on from here: `beyond` makes of what lies behind what it means in front."""

    leg: Leg
    beyond: Callable[[Trace], Trace]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """The way parts here: each part of the addresses has an outcome of its own.

    Where a part has several outcomes, any of them may come: AWS chooses, and does not say how.
    """

    parts: tuple[tuple[AddressSet, tuple[Ending | Onward | Fork, ...]], ...]


Outcome = Ending | Onward | Fork
Follow = Callable[["Route", Leg, "Snapshot"], Outcome]


def said(call: str, subject: str, fact: Words) -> Evidence:
    """Give a quoted fact: the call that said it, about what."""
    return Evidence(call=call, subject=subject, fact=fact)


def behind(trace: Trace, hop: Hop) -> tuple[Hop, ...]:
    """Give the hop with the route that it chose, and the hops behind it; their route tables are not hops of the sender."""
    first = trace.hops[0].route if trace.hops and trace.hops[0].kind == "route-table" else None
    return (replace(hop, route=first), *(h for h in trace.hops if h.kind != "route-table"))


def through_appliance(trace: Trace, hop: Hop) -> Trace:
    """Say what an appliance in front makes of the way behind it: the same end behind an appliance, or the same block."""
    hops, end = behind(trace, hop), trace.path
    if end is None or end.verdict_class is VerdictClass.BLOCKED:
        return replace(trace, hops=hops)
    return replace(
        trace,
        hops=hops,
        path=Verdict.VIA_APPLIANCE,
        verdict=Verdict.VIA_APPLIANCE,
        then=trace.then if end is Verdict.VIA_APPLIANCE else end,
        confidence=weaker(trace.confidence, Confidence.MEDIUM),
    )


def shared_with(leg: Leg, snapshot: Snapshot) -> bool:
    """Say whether the leg is in a subnet that another account shares, whose gateways and endpoints are out of sight."""
    subnet = snapshot.subnets.get(leg.subnet_id or "")
    return bool(subnet and subnet.owner and snapshot.account and subnet.owner != snapshot.account)


def weaker(*confidences: Confidence) -> Confidence:
    """Give the lowest of several confidences."""
    return max(confidences, key=list(Confidence).index)
