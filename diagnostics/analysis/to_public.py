"""The ways to public addresses, and the filters that a packet meets on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.encryption import doubt_of_encryption
from diagnostics.analysis.families import by_nat64, sender_addresses
from diagnostics.analysis.filters import WIDE_PORTS
from diagnostics.analysis.leg import Ending, weaker
from diagnostics.analysis.nat_instances import screen_nat_instance
from diagnostics.analysis.screening import (
    OF_SENDERS,
    client_ports,
    screen_forwarder,
    screen_source,
    stopped_by,
)
from diagnostics.analysis.services import has_gateway_type
from diagnostics.analysis.walk import TABLES, first_leg, same_ways, unknown_way, walk
from diagnostics.analysis.way_back import screen_way_back_from_nat
from diagnostics.model.addresses import V4, V6, AddressSet, embedded
from diagnostics.model.trace import Block, Confidence, Hop, Trace, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.model.addresses import Family
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import RouteTable
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Resolution


#: Less of public space than this, half a /8 of IPv4, tells nothing of a service whose addresses are not known one by one.
_SLIVER: Mapping[Family, int] = {V4: 1 << 23, V6: 1 << 116}


_NAT_INSTANCE = Verdict.PUBLIC_VIA_NAT_INSTANCE


def to_public_addresses(
    start: Hop, source: Source, destination: Destination, resolution: Resolution, snapshot: Snapshot
) -> tuple[Trace, ...]:
    """Walk to every public address that the name may be answered with, and screen each way.

    What DNS64 made of an interface endpoint's addresses goes the same way: to a NAT gateway first.
    """
    leg, association = first_leg(source, destination, resolution.addresses or AddressSet(4), snapshot)
    if resolution.endpoint_id is not None:
        end = Hop(kind="interface-endpoint", id=resolution.endpoint_id)
        # What the endpoint's own security groups make of the NAT gateway's address is not looked at.
        arrival = Ending(verdict=Verdict.PRIVATE_INTERFACE_ENDPOINT, hops=(end,), confidence=Confidence.MEDIUM)
        leg = replace(leg, arrives=arrival)
    if leg.table is None:
        verdict = Verdict.UNKNOWN_PERMISSIONS if snapshot.unseen(TABLES) else Verdict.UNKNOWN_UNSUPPORTED
        return (unknown_way(start, resolution, verdict),)
    ways = same_ways(walk(leg, snapshot, association))
    if resolution.via == "literal" and _by_unseen_list(leg.table, snapshot):
        # The address is somebody's, and whether it is one of the list's cannot be seen.
        ways = tuple(replace(w, confidence=Confidence.LOW) for w in ways)
    near = _is_ipv4(leg.addresses) and has_gateway_type(destination.service) and destination.region == snapshot.region
    vague = resolution.via == "public" and resolution.prefix_list_id is None and not near
    screened = tuple(
        _screened(replace(w, hops=(start, *w.hops)), source, destination, snapshot)
        for w in (_telling(ways) if vague else ways)
    )
    return tuple(_without_slivers(w) for w in screened) if vague else screened


def _by_unseen_list(table: RouteTable, snapshot: Snapshot) -> bool:
    """Say whether a route's prefix list was not seen, of a gateway endpoint's as well."""
    lists = (snapshot.prefix_lists.get(r.destination) for r in table.routes if r.by_prefix_list)
    return any(listed is None or listed.cidrs is None for listed in lists)


def _is_ipv4(addresses: AddressSet) -> bool:
    """Say whether addresses are IPv4, or stand for IPv4 addresses."""
    return addresses.family == V4 or by_nat64(addresses)


def _sliver(addresses: AddressSet) -> int:
    return _SLIVER[V4 if _is_ipv4(addresses) else V6]


def _telling(ways: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """Leave out the ways that carry a sliver of public space, where the service's own addresses are not known.

    A route for a partner's /24 says nothing about where an AWS service is; that it might is a matter of confidence.
    """
    wide = tuple(w for w in ways if w.addresses.size() >= _sliver(w.addresses))
    if not wide or len(wide) == len(ways):
        return ways
    return tuple(replace(w, confidence=weaker(w.confidence, Confidence.MEDIUM)) for w in wide)


def _without_slivers(way: Trace) -> Trace:
    """Leave out filters that stop a sliver of public space, as a block list does; those that pass one stop the service."""
    kept: list[Block] = []
    sliver = _sliver(way.addresses)
    for block in way.blocks:
        shut = block.addresses if block.partial and block.cause not in OF_SENDERS else None
        if not shut:
            kept.append(block)
        elif shut.size() >= sliver:
            kept.append(replace(block, partial=(way.addresses - shut).size() >= sliver))
    if tuple(kept) == way.blocks:
        return way
    return replace(way, blocks=tuple(kept), confidence=weaker(way.confidence, Confidence.MEDIUM))


def _screened(way: Trace, source: Source, destination: Destination, snapshot: Snapshot) -> Trace:
    """Add what the source's filters stop of a way to public addresses, and those of each subnet that forwards it."""
    if way.path is None or way.path.value.startswith("UNKNOWN_"):
        return way
    service = (destination.port, destination.port)
    screens = [screen_source(source, way.addresses, destination.port, snapshot)]
    senders, back = sender_addresses(source, snapshot, way.addresses.family), client_ports(source)
    beyond = embedded(way.addresses) if by_nat64(way.addresses) else way.addresses
    for subnet_id, own_addresses, own in _forwarders(way, back, snapshot):
        screens.append(screen_forwarder(senders, subnet_id, beyond, (service, back, own), snapshot))
        senders, back = own_addresses, own
    screens.append(screen_nat_instance(way, source, destination.port, snapshot))
    screens.append(doubt_of_encryption(way, source.vpc_id, destination.port, snapshot))
    screens.append(screen_way_back_from_nat(way, source, snapshot))
    return stopped_by(way, *screens)


def _forwarders(way: Trace, ports: tuple[int, int], snapshot: Snapshot) -> Iterator[tuple[str, AddressSet, tuple[int, int]]]:
    """Give each NAT gateway or NAT instance on the way that forwards: its subnet, its private addresses and its ports."""
    for hop in way.hops:
        nat = snapshot.nat_gateways.get(hop.id) if hop.kind == "nat-gateway" else None
        eni = snapshot.enis.get(hop.id) if hop.kind == "network-interface" else None
        if nat is not None and nat.subnet_id and nat.state == "available":
            subnet = snapshot.subnets.get(nat.subnet_id)
            private = [a.private_ip for a in nat.addresses if a.private_ip] or [subnet.cidr if subnet else ""]
            yield nat.subnet_id, AddressSet.of(private), WIDE_PORTS
        elif eni is not None and (way.path is _NAT_INSTANCE or (_beyond_transit(way) and way.then is _NAT_INSTANCE)):
            own = AddressSet.of((*eni.private_ips, *eni.ipv6_ips), way.addresses.family)
            yield eni.subnet_id, own, ports  # Linux keeps the client's port where it can


def _beyond_transit(way: Trace) -> bool:
    return way.path is not None and way.path.value.startswith("VIA_TRANSIT_")
