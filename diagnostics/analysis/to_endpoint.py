"""The ways to the network interfaces of an interface endpoint, in the VPC or in another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.dns_answers import interfaces_of
from diagnostics.analysis.leg import Ending, said
from diagnostics.analysis.lookup import select
from diagnostics.analysis.screening import Screened, screen_arrival, screen_endpoint, screen_source, stopped_by
from diagnostics.analysis.walk import TABLES, along, first_leg, walk
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Hop, Trace, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.addresses import AddressSet
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import HopKind


def to_interface_endpoint(
    start: Hop,
    source: Source,
    destination: Destination,
    endpoint: VpcEndpoint,
    answered: AddressSet | None,
    snapshot: Snapshot,
) -> tuple[Trace, ...]:
    """Walk to each network interface of an interface endpoint that the name is answered with: any may be picked."""
    dead = _not_in_service(endpoint)
    inbound = screen_endpoint(source, endpoint, destination.port, snapshot)
    ways: list[Trace] = []
    for subnet_id, addresses in interfaces_of(endpoint, answered, snapshot):
        at_home = subnet_id == source.subnet_id
        if addresses:
            outbound = screen_source(source, addresses, destination.port, snapshot, at_home=at_home)
        else:
            outbound = Screened(confidence=Confidence.MEDIUM)  # where to is not seen, so what lets it out is not known
        arrival = screen_arrival(source, subnet_id, destination.port, snapshot)
        for way in _to_interface(start, source, destination, endpoint, addresses, snapshot):
            screened = stopped_by(way, outbound, arrival, inbound)
            ways.append(replace(screened, blocks=(*dead, *screened.blocks)))
    return tuple(ways)


def _to_interface(
    start: Hop, source: Source, destination: Destination, endpoint: VpcEndpoint, addresses: AddressSet, snapshot: Snapshot
) -> tuple[Trace, ...]:
    """Walk to addresses of an endpoint: local inside its VPC unless a longer route diverts them."""
    end = Hop(kind="interface-endpoint", id=endpoint.id, name=endpoint.name)
    if endpoint.vpc_id != source.vpc_id:
        return _remote(start, source, destination, end, addresses, snapshot)
    verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT
    if destination.region != snapshot.region:
        verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION
    leg, association = first_leg(source, destination, addresses, snapshot)
    if leg.table is None or not addresses:
        table = leg.table
        at = (Hop(kind="route-table", id=table.id, name=table.name, association=association),) if table else ()  # type: ignore[arg-type]
        hops = (start, *at, end)
        return (Trace(addresses=addresses, hops=hops, path=verdict, verdict=verdict, confidence=Confidence.MEDIUM),)
    leg = replace(leg, arrives=Ending(verdict=verdict, hops=(end,)))
    return tuple(replace(w, hops=(start, *w.hops)) for w in walk(leg, snapshot, association))


def _not_in_service(endpoint: VpcEndpoint) -> tuple[Block, ...]:
    """Give the block of an endpoint that answers nobody; one in state `partial` has some of its interfaces."""
    if endpoint.state in {"available", "partial"}:
        return ()
    fact = Words(ko=f"{endpoint.id}의 상태: {endpoint.state}", en=f"{endpoint.id} is in state {endpoint.state}")
    evidence = (said("ec2:DescribeVpcEndpoints", endpoint.id, fact),)
    block = Block(verdict=Verdict.BLOCKED_ENDPOINT_STATE, subject=endpoint.id, cause="endpoint_state", evidence=evidence)
    return (block,)


#: By what a VPC reaches interfaces in another, and how sure it is that they are reached.
_BRIDGES: dict[TargetKind, tuple[HopKind, Confidence]] = {
    TargetKind.PEERING: ("vpc-peering-connection", Confidence.MEDIUM),
    TargetKind.TRANSIT_GATEWAY: ("transit-gateway", Confidence.LOW),
    TargetKind.CORE_NETWORK: ("core-network", Confidence.LOW),
}


def _remote(
    start: Hop, source: Source, destination: Destination, end: Hop, addresses: AddressSet, snapshot: Snapshot
) -> tuple[Trace, ...]:
    """Walk to an interface endpoint in another VPC: over a peering or transit; what other routes lead to is unknown."""
    leg, association = first_leg(source, destination, addresses, snapshot)
    if leg.table is None or not addresses:
        hidden = leg.table is None and snapshot.unseen(TABLES) is not None
        verdict = Verdict.UNKNOWN_PERMISSIONS if hidden else Verdict.UNKNOWN_EXTERNAL
        return (Trace(addresses=addresses, hops=(start,), path=None, verdict=verdict, confidence=Confidence.LOW),)
    ways: list[Trace] = []
    for choice in select(leg.table, addresses, snapshot, None, snapshot.region):
        kind = choice.route.target.kind if choice.route else None
        if choice.route is None or kind is None or choice.route.state != "active" or choice.rivals:
            stopped = along(choice, leg, leg.table, snapshot, association)
            ways.extend(replace(w, hops=(start, *w.hops)) for w in stopped)
            continue
        at = Hop(
            kind="route-table",
            id=leg.table.id,
            name=leg.table.name,
            association="main" if association == "main" else "explicit",
            route=choice.route,
        )
        hop_kind, sure = _BRIDGES.get(kind, ("unknown", Confidence.LOW))
        verdict = Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE if kind in _BRIDGES else Verdict.UNKNOWN_EXTERNAL
        bridge = Hop(kind=hop_kind, id=choice.route.target.id)
        hops = (start, at, bridge, end) if kind in _BRIDGES else (start, at, bridge)
        path = verdict if kind in _BRIDGES else None
        ways.append(Trace(addresses=choice.addresses, hops=hops, path=path, verdict=verdict, confidence=sure))
    return tuple(ways)
