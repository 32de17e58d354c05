"""The changes that might help a way, as its own hops and blocks suggest them; what they do is for the search to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.families import by_nat64
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.resolve import uses_custom_dns
from diagnostics.analysis.services import NO_PRIVATE_DNS, has_gateway_type
from diagnostics.changes import kinds_of_change
from diagnostics.changes.editing import new_id, route_in
from diagnostics.changes.endpoints import NEW_ENDPOINT
from diagnostics.changes.openings import opening
from diagnostics.changes.standing import ANYWHERE, admitting_group, one
from diagnostics.model.addresses import V6
from diagnostics.model.change import Change
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.changes.standing import Standing, Step
    from diagnostics.model.network import Vpc
    from diagnostics.model.snapshot import Snapshot

_ENDPOINTS = "ec2:DescribeVpcEndpoints"
#: More NAT gateways than these are not tried.
_TRIED = 2


def candidates(standing: Standing) -> tuple[Step, ...]:
    """Give what could be tried next, the least invasive first. A step of two changes is one that only works whole."""
    subnet = standing.snapshot.subnets.get(standing.source.subnet_id)
    account = standing.snapshot.account
    if subnet is None or (subnet.owner and account and subnet.owner != account):
        return ()  # a participant in a shared subnet can change none of this
    found = (
        *_by_gateway_endpoint(standing),
        *_by_routes(standing),
        *_by_interface_endpoint(standing),
        *_by_names(standing),
        *(step for block in standing.blocks for step in opening(block, standing)),
        *_by_nat(standing),
    )
    kinds = kinds_of_change()
    return tuple(sorted(dict.fromkeys(found), key=lambda step: (len(step), sum(kinds[c.kind].RANK for c in step))))


def _by_gateway_endpoint(standing: Standing) -> Iterator[Step]:
    """Yield the free way: the table associated with the endpoint that is there, or with a new one."""
    table, destination, snapshot = standing.table, standing.destination, standing.snapshot
    service = destination.service or ""
    if table is None or not has_gateway_type(service) or destination.region != snapshot.region:
        return
    if snapshot.unseen(_ENDPOINTS):
        return
    routed = {r.target.id for r in table.routes}
    here = [e for e in standing.gateways if e.id in routed]
    for endpoint in here:
        if not endpoint.usable:
            made = Change("create-gateway-endpoint", (service, table.id))
            yield (Change("delete-endpoint", (endpoint.id,)), made)
        else:
            yield from filter(None, [_for_ipv6(endpoint.id, endpoint.ip_address_type, standing)])
    if here:
        return
    usable = [e for e in standing.gateways if e.usable]
    for endpoint in usable:
        again = Change("add-route-table", (endpoint.id, table.id))
        stale = table.id in endpoint.route_table_ids
        step = (Change("remove-route-table", (endpoint.id, table.id)), again) if stale else (again,)
        yield (*step, *_for_ipv6(endpoint.id, endpoint.ip_address_type, standing))
    if not usable:
        new = new_id(f"{NEW_ENDPOINT}{service}", snapshot.endpoints)
        yield (Change("create-gateway-endpoint", (service, table.id)), *_for_ipv6(new, "ipv4", standing))


def _for_ipv6(endpoint_id: str, ip_type: str, standing: Standing) -> Step:
    """Give what makes a gateway endpoint of S3 carry IPv6 as well, where the client goes by it; nothing otherwise."""
    over = any(w.addresses.family == V6 and not by_nat64(w.addresses) for w in standing.ways)
    if ip_type != "ipv4" or standing.destination.service != "s3" or not over:
        return ()
    return one("gateway-ip-type", endpoint_id, "dualstack")


def _by_routes(standing: Standing) -> Iterator[Step]:
    """Yield the written routes away that take addresses from the endpoint's own, which is in the same table."""
    table = standing.table
    if table is None or not {e.id for e in standing.gateways} & {r.target.id for r in table.routes}:
        return
    for way in standing.ways:
        chosen = next((h.route for h in way.hops if h.kind == "route-table" and h.id == table.id), None)
        rivals = [r for r in table.routes if way.verdict is Verdict.AMBIGUOUS_ROUTE and r.by_prefix_list]
        for route in ([chosen] if chosen else []) + rivals:
            away = route.target.id not in {e.id for e in standing.gateways}
            if (
                away
                and route.target.kind is not TargetKind.LOCAL
                and not route.propagated
                and not _default(route.destination)
            ):
                yield one("remove-route", table.id, route.destination)


def _default(destination: str) -> bool:
    return destination in {ANYWHERE, "::/0"}


def _by_interface_endpoint(standing: Standing) -> Iterator[Step]:
    """Yield what makes an interface endpoint answer the name, or a new one where the service has nothing free."""
    snapshot, source, destination = standing.snapshot, standing.source, standing.destination
    service, vpc = destination.service or "", snapshot.vpcs[source.vpc_id]
    for endpoint in standing.interfaces:
        free = [e for e in standing.gateways if e.usable]
        if endpoint.id in standing.answered and service == "s3" and free and endpoint.inbound_resolver_only is not True:
            yield one("inbound-resolver-only", endpoint.id, "on")
        if endpoint.id in standing.answered or not endpoint.usable:
            continue
        step = _attributes(vpc)
        if not endpoint.private_dns:
            step = (*step, Change("private-dns", (endpoint.id, "on")))
        elif endpoint.inbound_resolver_only:
            step = (*step, Change("inbound-resolver-only", (endpoint.id, "off")))
        if step:
            yield step
    if service in NO_PRIVATE_DNS or not service or snapshot.unseen(_ENDPOINTS) or any(e.usable for e in standing.interfaces):
        return
    local = destination.region == snapshot.region
    # Across Regions S3 alone is offered; AWS lists which other services can be reached so.
    if (local and has_gateway_type(service)) or (not local and service != "s3"):
        return
    word = service if local else f"com.amazonaws.{destination.region}.{service}"
    made = Change("create-interface-endpoint", (word, source.subnet_id, admitting_group(standing)))
    gone = tuple(Change("delete-endpoint", (e.id,)) for e in standing.interfaces)
    yield (*gone, *_attributes(vpc), made)


def _attributes(vpc: Vpc) -> Step:
    """Give what private DNS needs of the VPC and does not have; AWS refuses it before."""
    off = (("dns-support", vpc.dns_support is False), ("dns-hostnames", vpc.dns_hostnames is False))
    return tuple(Change(kind, (vpc.id, "on")) for kind, needed in off if needed)


def _by_names(standing: Standing) -> Iterator[Step]:
    """Yield what gives the VPC's own resolver the say over the name."""
    snapshot, vpc = standing.snapshot, standing.snapshot.vpcs[standing.source.vpc_id]
    if uses_custom_dns(vpc, snapshot) is not None:
        yield one("amazon-dns", vpc.id)
    name = standing.destination.hostname
    for _, rule in sorted(snapshot.resolver_rules.items()):
        captures = rule.domain in {"", "."} or name == rule.domain or name.endswith(f".{rule.domain}")
        if vpc.id in rule.vpc_ids and rule.type.upper() == "FORWARD" and captures:
            yield one("disassociate-resolver-rule", rule.id, vpc.id)


def _by_nat(standing: Standing) -> Iterator[Step]:
    """Yield the public way out, for what has no private one: a NAT gateway that works, and its own way on."""
    table, snapshot, source = standing.table, standing.snapshot, standing.source
    stuck = {Verdict.BLOCKED_NO_ROUTE, Verdict.BLOCKED_BLACKHOLE, Verdict.BLOCKED_NAT_PATH}
    blocks = [b for b in standing.blocks if b.verdict in stuck]
    if table is None or not blocks:
        return
    for nat_id in (b.subject for b in blocks if b.cause == "nat_subnet_no_igw_route"):
        nat = snapshot.nat_gateways.get(nat_id)
        own = effective_table(nat.subnet_id, snapshot)[0] if nat and nat.subnet_id else None
        attached = [g.id for _, g in sorted(snapshot.internet_gateways.items()) if source.vpc_id in g.vpc_ids]
        if own and attached:
            verb = "replace-route" if route_in(own, ANYWHERE) else "add-route"
            yield one(verb, own.id, ANYWHERE, attached[0])
    home = snapshot.subnets[source.subnet_id].az_id
    working = sorted(
        (n for n in snapshot.nat_gateways.values() if n.vpc_id == source.vpc_id and n.state == "available"),
        key=lambda n: (n.connectivity != "public", _zone(n.subnet_id, snapshot) != home, n.id),
    )
    for nat in working[:_TRIED]:
        current = route_in(table, ANYWHERE)
        if current is None:
            yield one("add-route", table.id, ANYWHERE, nat.id)
        elif current.target.id != nat.id and current.target.kind is not TargetKind.INTERNET_GATEWAY:
            yield one("replace-route", table.id, ANYWHERE, nat.id)


def _zone(subnet_id: str | None, snapshot: Snapshot) -> str:
    subnet = snapshot.subnets.get(subnet_id or "")
    return subnet.az_id if subnet else ""
