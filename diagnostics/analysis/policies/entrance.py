"""The door that a traced way leads to, and what the service sees of whoever comes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.request import Entrance, Via
from diagnostics.model.addresses import V4, V6
from diagnostics.model.trace import Verdict

if TYPE_CHECKING:
    from diagnostics.model.addresses import Family
    from diagnostics.model.flow import Source
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Trace

_DOORS = {
    Verdict.PRIVATE_GATEWAY_ENDPOINT: Via.GATEWAY_ENDPOINT,
    Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT: Via.GATEWAY_ENDPOINT,
    Verdict.PRIVATE_INTERFACE_ENDPOINT: Via.INTERFACE_ENDPOINT,
    Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE: Via.INTERFACE_ENDPOINT,
    Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION: Via.INTERFACE_ENDPOINT,
    Verdict.PUBLIC_VIA_NAT_GATEWAY: Via.PUBLIC,
    Verdict.PUBLIC_VIA_NAT_INSTANCE: Via.PUBLIC,
    Verdict.PUBLIC_VIA_IGW: Via.PUBLIC,
    Verdict.PUBLIC_VIA_EIGW: Via.PUBLIC,
    Verdict.PUBLIC_VIA_EDGE_GATEWAY: Via.PUBLIC,
    Verdict.VIA_TRANSIT_PUBLIC: Via.PUBLIC,
}
#: Ways on which an endpoint sees the sender's own address.
_UNTRANSLATED = frozenset(
    {Verdict.PRIVATE_GATEWAY_ENDPOINT, *(v for v, door in _DOORS.items() if door is Via.INTERFACE_ENDPOINT)}
)


def entrance_of(way: Trace, source: Source, snapshot: Snapshot) -> Entrance:
    """Give the door that a way leads to; UNSEEN where the way is not followed to its end."""
    end = way.then or way.path
    via = _DOORS.get(end, Via.UNSEEN) if end is not None else Via.UNSEEN
    if via is Via.PUBLIC and end is not None:
        return Entrance(via=via, region=snapshot.region, public_addresses=_public(end, way, source, snapshot))
    if via is Via.UNSEEN or end is None:
        return Entrance(via=Via.UNSEEN, region=snapshot.region)
    hop = next((h for h in reversed(way.hops) if h.kind in {"gateway-endpoint", "interface-endpoint"}), None)
    endpoint = snapshot.endpoints.get(hop.id) if hop else None
    vpc_id = endpoint.vpc_id if endpoint else ""
    vpc = snapshot.vpcs.get(vpc_id)
    return Entrance(
        via=via,
        endpoint_id=hop.id if hop else "",
        endpoint_owner=endpoint.owner if endpoint else "",
        vpc_id=vpc_id,
        vpc_owner=vpc.owner if vpc else "",
        region=snapshot.region,
        private_addresses=_private(end, way, source, snapshot),
    )


def by_gateway(source: Source, snapshot: Snapshot, endpoint_id: str) -> Entrance:
    """Give the door that a gateway endpoint of the source's own VPC is, whether or not the way leads there today."""
    endpoint, vpc = snapshot.endpoints.get(endpoint_id), snapshot.vpcs.get(source.vpc_id)
    return Entrance(
        via=Via.GATEWAY_ENDPOINT,
        endpoint_id=endpoint_id,
        endpoint_owner=endpoint.owner if endpoint else snapshot.account,
        vpc_id=source.vpc_id,
        vpc_owner=vpc.owner if vpc else "",
        region=snapshot.region,
        private_addresses=_own(source, snapshot),
    )


def _own(source: Source, snapshot: Snapshot, family: Family = V4) -> tuple[str, ...]:
    """Give the sender's own addresses of a family: those that are known, else the range of its subnet."""
    subnet = snapshot.subnets.get(source.subnet_id)
    if family == V6:
        return (subnet.ipv6_cidrs if subnet else ()) if source.ipv6_ips is None else source.ipv6_ips
    return source.private_ips or ((subnet.cidr,) if subnet and subnet.cidr else ())


def _private(end: Verdict, way: Trace, source: Source, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the addresses that an endpoint sees: the sender's, or the NAT gateway's; none where an appliance is between."""
    if end is Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT:
        return _nat_addresses(way, snapshot, public=False)
    if end not in _UNTRANSLATED or end is not way.path:
        return ()
    return _own(source, snapshot, way.addresses.family)


def _public(end: Verdict, way: Trace, source: Source, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the addresses that a public endpoint sees; none where they are not known."""
    if end is not way.path:
        return ()
    if end is Verdict.PUBLIC_VIA_NAT_GATEWAY:
        return _nat_addresses(way, snapshot, public=True)
    if end is Verdict.PUBLIC_VIA_NAT_INSTANCE:
        forwarders = (snapshot.enis.get(h.id) for h in way.hops if h.kind == "network-interface" and h.id != source.eni_id)
        return tuple(ip for eni in forwarders if eni for ip in eni.public_ips)
    eni = snapshot.enis.get(source.eni_id or "")
    if eni is None:
        return ()
    straight = eni.ipv6_ips if way.addresses.family == V6 else eni.public_ips
    return {Verdict.PUBLIC_VIA_IGW: straight, Verdict.PUBLIC_VIA_EIGW: eni.ipv6_ips}.get(end, ())


def _nat_addresses(way: Trace, snapshot: Snapshot, *, public: bool) -> tuple[str, ...]:
    """Give the addresses of the last NAT gateway on the way."""
    gateways = [snapshot.nat_gateways.get(h.id) for h in way.hops if h.kind == "nat-gateway"]
    if not gateways or (last := gateways[-1]) is None:
        return ()
    found = (a.public_ip if public else a.private_ip for a in last.addresses if a.status != "failed")
    return tuple(ip for ip in found if ip)
