"""What a name was answered with → the ways there from the source, each with all that stops it, put in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.families import by_nat64, no_common_family, usable_answers
from diagnostics.analysis.leg import weaker
from diagnostics.analysis.to_endpoint import to_interface_endpoint
from diagnostics.analysis.to_public import to_public_addresses
from diagnostics.analysis.walk import same_ways, unknown_way
from diagnostics.model.addresses import AddressSet
from diagnostics.model.trace import BLOCK_ORDER, Block, Hop, Trace, Verdict, VerdictClass

if TYPE_CHECKING:
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Resolution


def trace(source: Source, destination: Destination, resolution: Resolution, snapshot: Snapshot) -> tuple[Trace, ...]:
    """Give the ways that the resolved addresses take from the source, each with all that stops it."""
    start = Hop(kind="subnet", id=source.subnet_id, name=snapshot.subnets[source.subnet_id].name)
    if resolution.block is not None:
        return (_no_answer(start, resolution),)
    halves = usable_answers(resolution, source, snapshot)
    if not halves:
        return (_no_family(start, no_common_family(resolution, source, snapshot), resolution),)
    return same_ways(tuple(w for half in halves for w in _ways(start, source, destination, half, snapshot)))


def _ways(
    start: Hop, source: Source, destination: Destination, resolution: Resolution, snapshot: Snapshot
) -> tuple[Trace, ...]:
    """Give the ways to the addresses of one family."""
    if resolution.block is not None:
        return (_no_answer(start, resolution),)
    if resolution.via == "endpoint" and not by_nat64(resolution.addresses):
        endpoint = snapshot.endpoints.get(resolution.endpoint_id or "")
        if endpoint is None:
            hidden = resolution.endpoint_id is not None
            return (unknown_way(start, resolution, Verdict.UNKNOWN_PERMISSIONS if hidden else Verdict.UNKNOWN_EXTERNAL),)
        ways = to_interface_endpoint(start, source, destination, endpoint, resolution.addresses, snapshot)
    else:
        ways = to_public_addresses(start, source, destination, resolution, snapshot)
    sure = resolution.confidence
    return tuple(
        _closed(replace(w, confidence=weaker(w.confidence, sure), evidence=(*resolution.evidence, *w.evidence)), destination)
        for w in ways
    )


def _closed(way: Trace, destination: Destination) -> Trace:
    """Put the blocks in the order in which a packet meets them, name the verdict, and end a way that arrives."""
    blocks = tuple(sorted(way.blocks, key=lambda b: BLOCK_ORDER.index(b.verdict)))
    full = next((b.verdict for b in blocks if not b.partial), None)
    hops = _marked(way.hops, blocks)
    if _arrives(way):
        hops = (*hops, Hop(kind="service", id=destination.service or destination.hostname))
    return replace(way, blocks=blocks, verdict=full or way.verdict, hops=hops)


def _arrives(way: Trace) -> bool:
    """Say whether routing leads to the service; what filters stop on that way is another matter."""
    if not way.hops or way.path is None:
        return False
    known = way.then if way.path.value.startswith("VIA_") else way.path
    return known is not None and known.verdict_class in {VerdictClass.PRIVATE, VerdictClass.PUBLIC}


#: Where on the way a filter's block is met, by the kind of hop; the first of the kinds that the way has.
_MET_AT: dict[Verdict, tuple[str, ...]] = {
    Verdict.BLOCKED_SG_EGRESS: ("subnet",),
    Verdict.BLOCKED_NACL: ("subnet",),
    Verdict.BLOCKED_ENDPOINT_SG: ("interface-endpoint",),
    Verdict.BLOCKED_BPA: ("internet-gateway", "egress-only-internet-gateway"),
    Verdict.BLOCKED_NO_PUBLIC_IP: ("internet-gateway",),
    Verdict.BLOCKED_ENDPOINT_STATE: ("interface-endpoint", "gateway-endpoint"),
    Verdict.BLOCKED_NAT_PATH: ("nat-gateway", "network-interface"),
}


def _marked(hops: tuple[Hop, ...], blocks: tuple[Block, ...]) -> tuple[Hop, ...]:
    """Mark the hop at which each full block is met, where routing itself has not marked one."""
    if any(h.blocked for h in hops):
        return hops
    marked = list(hops)
    for block in (b for b in blocks if not b.partial and b.cause != "far_return"):
        at_nat = block.cause.startswith("nat_")
        kinds = ("nat-gateway", "network-interface") if at_nat else _MET_AT.get(block.verdict, ())
        kinds = ("interface-endpoint",) if block.cause.startswith("far_") else kinds
        at = next((n for kind in kinds for n, h in enumerate(hops) if h.kind == kind), None)
        if at is not None:
            marked[at] = replace(marked[at], blocked=True)
    return tuple(marked)


def _no_family(start: Hop, block: Block, resolution: Resolution) -> Trace:
    """Give the way of a sender that has no address of the family that the name is answered with: none."""
    return Trace(
        addresses=resolution.addresses or AddressSet(4),
        hops=(replace(start, blocked=True),),
        path=block.verdict,
        verdict=block.verdict,
        blocks=(block,),
        confidence=resolution.confidence,
        evidence=block.evidence,
    )


def _no_answer(start: Hop, resolution: Resolution) -> Trace:
    assert resolution.block is not None
    dns = Hop(kind="dns", id=resolution.block.subject, blocked=True)
    return Trace(
        addresses=resolution.addresses or AddressSet(4),
        hops=(start, dns),
        path=None,
        verdict=resolution.block.verdict,
        blocks=(resolution.block,),
        confidence=resolution.confidence,
        evidence=resolution.evidence,
    )
