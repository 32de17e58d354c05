"""What a supposition comes to in one network: the changes that its words can mean there, to be made to a copy. Pure."""

from __future__ import annotations

import re
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.understanding.ground import ID, Ground, check_ids
from bot.understanding.proposals import opening
from bot.understanding.proposals.opening import ANYWHERE, RANGE, each
from bot.understanding.supposing import Deed, Thing, clauses, verbatim
from diagnostics.analysis.services import endpoints_for, has_gateway_type
from diagnostics.changes import apply_change, apply_changes, read_change
from diagnostics.changes.reading import NEW_GROUP
from diagnostics.model.change import Change
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot

    Changes = tuple[Change, ...]

#: So many meanings of one sentence are offered; more would be no question any more.
MOST_OFFERED = 5
#: How AWS refuses what is there: a second route to a prefix list, a second endpoint that answers the same name.
_THERE = ("AlreadyExists", "conflicting DNS domain")
_TARGETS = r"(?:igw|nat|eni|tgw|pcx|vgw|vpce|eigw|cagw|lgw)"
_DEFAULT = re.compile(r"default|디폴트|기본\s?(?:라우|경로)|인터넷", re.IGNORECASE)
_DETACH = re.compile(r"떼|뗀|분리|해제|빼|\bdetach|\bdisassociat|\btake\b", re.IGNORECASE)
_FRESH = re.compile(r"\bnew\b|새로|새\s|신규|하나 더|\banother\b", re.IGNORECASE)


def propose(said: str, diagnosis: Diagnosis) -> tuple[Changes, ...]:
    """Give what a sentence can mean in the network of a diagnosis, each meaning as the changes that it takes.

    Nothing where the words name nothing that could be changed there; several where the network holds several such things.

    Raises:
        AskerError: it is written as a change and cannot be read, or names an id that the network does not hold.
    """
    snapshot = diagnosis.case.snapshot
    if written := verbatim(said):
        return (read_all(written, snapshot),)
    check_ids(said, snapshot)
    meanings = [_meanings(Ground(clause, diagnosis)) for clause in clauses(said)]
    if not meanings or not all(meanings):
        return ()
    whole = (tuple(change for step in steps for change in step) for steps in product(*meanings))
    return tuple(dict.fromkeys(whole))[:MOST_OFFERED]


def already(changes: Changes, snapshot: Snapshot) -> bool:
    """Say whether the network is as the changes would make it: they change nothing, or AWS refuses what is there already."""
    try:
        return apply_changes(changes, snapshot) == snapshot
    except AskerError as error:
        return any(there in error.particulars.get("why", "") for there in _THERE)


def read_all(written: Iterable[str], snapshot: Snapshot) -> Changes:
    """Give written changes, each read in the network that those before it leave.

    Raises:
        AskerError: one of them cannot be read or made there.
    """
    changes: list[Change] = []
    for text in written:
        change = read_change(text, snapshot)
        snapshot = apply_change(change, snapshot)
        changes.append(change)
    return tuple(changes)


def _meanings(ground: Ground) -> tuple[Changes, ...]:
    """Give what one clause can mean, by the first of its things that something can be done to."""
    for thing, reader in _READERS.items():
        if thing in ground.clause.things:
            return tuple(reader(ground))
    return ()


def _switched(ground: Ground) -> tuple[str]:
    return ("off" if ground.clause.deed in {Deed.OFF, Deed.REMOVE} else "on",)


def _private_dns(ground: Ground) -> list[Changes]:
    return each("private-dns", [one.id for one in ground.endpoints("Interface")], _switched(ground))


def _inbound_only(ground: Ground) -> list[Changes]:
    return each("inbound-resolver-only", [one.id for one in ground.endpoints("Interface")], _switched(ground))


def _dns_hostnames(ground: Ground) -> list[Changes]:
    return each("dns-hostnames", [ground.vpc], _switched(ground))


def _dns_support(ground: Ground) -> list[Changes]:
    return each("dns-support", [ground.vpc], _switched(ground))


def _amazon_dns(ground: Ground) -> list[Changes]:
    return each("amazon-dns", [ground.vpc])


def _source_dest_check(ground: Ground) -> list[Changes]:
    interfaces = ground.named("enis") or [one for one in ground.on_the_way if one in ground.snapshot.enis]
    return each("source-dest-check", sorted(interfaces), _switched(ground))


def _resolver_rule(ground: Ground) -> list[Changes]:
    if ground.clause.deed is not Deed.REMOVE:
        return []
    here = [one for one, rule in ground.snapshot.resolver_rules.items() if ground.vpc in rule.vpc_ids]
    return each("disassociate-resolver-rule", ground.named("resolver_rules") or here, [ground.vpc])


def _hosted_zone(ground: Ground) -> list[Changes]:
    if ground.clause.deed is not Deed.REMOVE:
        return []
    here = [one for one, zone in ground.snapshot.hosted_zones.items() if ground.vpc in zone.vpc_ids]
    return each("disassociate-zone", ground.named("hosted_zones") or here, [ground.vpc])


def _gateway_endpoint(ground: Ground) -> list[Changes]:
    """Give the table to the endpoint that is there, or to a new one; or take it off, or the endpoint away."""
    table = ground.table
    endpoints = [one.id for one in ground.endpoints("Gateway")]
    if ground.clause.deed is Deed.REMOVE:
        return _removed(ground, endpoints)
    if ground.clause.deed is not Deed.ADD or table is None or not has_gateway_type(ground.service):
        return []
    if endpoints and not _FRESH.search(ground.clause.text):
        served = endpoints_for(
            ground.service, ground.diagnosis.case.destination.region, ground.vpc, ground.snapshot, "Gateway"
        )
        if served or ground.named("endpoints"):
            return each("add-route-table", endpoints, [table.id])
    return each("create-gateway-endpoint", [ground.service], [table.id])


def _removed(ground: Ground, endpoints: Sequence[str]) -> list[Changes]:
    meant = ground.nearest(endpoints)
    table = ground.table
    if table is not None and (_DETACH.search(ground.clause.text) or ground.named("route_tables")):
        gateways = [one for one in meant if ground.snapshot.endpoints[one].type == "Gateway"]
        return each("remove-route-table", gateways, [table.id])
    return each("delete-endpoint", meant)


def _interface_endpoint(ground: Ground) -> list[Changes]:
    """Make one in the source's subnet, or put one that is there into its zone too; or take it away."""
    case = ground.diagnosis.case
    if ground.clause.deed is Deed.REMOVE:
        return each("delete-endpoint", ground.nearest(one.id for one in ground.endpoints("Interface")))
    if ground.clause.deed is not Deed.ADD or not ground.service:
        return []
    subnet = next(iter(ground.named("subnets")), case.subnet.id)
    region = case.destination.region
    there = endpoints_for(ground.service, region, ground.vpc, ground.snapshot, "Interface")
    zones = {ground.snapshot.subnets[one].az for e in there for one in e.subnet_ids if one in ground.snapshot.subnets}
    if there and ground.snapshot.subnets[subnet].az not in zones and not _FRESH.search(ground.clause.text):
        return each("add-endpoint-subnet", [one.id for one in there], [subnet])
    return [(Change("create-interface-endpoint", (ground.service, subnet, NEW_GROUP)),)]


def _route_table(ground: Ground) -> list[Changes]:
    """Read a table beside an endpoint as the association of both, a table alone as the one that the subnet is to use."""
    if Thing.ROUTE in ground.clause.things or ground.clause.deed is Deed.OPEN:
        return _route(ground)
    if ground.clause.deed is Deed.REMOVE and RANGE.search(ground.clause.text):
        return _route(ground)
    named = ground.named("route_tables")
    if ground.clause.deed is Deed.REMOVE:
        return _removed(ground, [one.id for one in ground.endpoints("Gateway")])
    if Thing.ENDPOINT in ground.clause.things or not named:
        return _gateway_endpoint(ground)
    subnet = next(iter(ground.named("subnets")), ground.diagnosis.case.subnet.id)
    return each("associate-table", [subnet], named)


def _route(ground: Ground) -> list[Changes]:
    """Write, point elsewhere or delete a route of the table."""
    table, words = ground.table, ground.clause.text
    if table is None:
        return []
    ranges = RANGE.findall(words)
    if ground.clause.deed is Deed.REMOVE:
        by_target = [r.destination for r in table.routes if r.target.id in _targets(ground)]
        chosen = [h.route.destination for h in ground.diagnosis.hops if h.route is not None and h.id == table.id]
        default = [ANYWHERE] if _DEFAULT.search(words) else []
        return each("remove-route", [table.id], ranges or default or by_target or chosen)
    targets = _targets(ground)
    destinations = ranges or [ANYWHERE]
    taken = {route.destination for route in table.routes}
    return [
        (Change("replace-route" if to in taken else "add-route", (table.id, to, target)),)
        for to in destinations
        for target in targets
    ]


def _targets(ground: Ground) -> tuple[str, ...]:
    """Give where a route is to point: what is named by id, by Name tag, or by its kind in this VPC."""
    snapshot, things = ground.snapshot, ground.clause.things
    written = tuple(
        found[0].casefold() for found in ID.finditer(ground.clause.text) if re.match(_TARGETS, found[1], re.IGNORECASE)
    )
    if written:
        return written
    if Thing.NAT_GATEWAY in things:
        here = tuple(n.id for n in snapshot.nat_gateways.values() if n.vpc_id == ground.vpc and n.state == "available")
        return ground.named("nat_gateways") or here
    if Thing.INTERNET_GATEWAY in things or _DEFAULT.search(ground.clause.text):
        return tuple(g.id for g in snapshot.internet_gateways.values() if ground.vpc in g.vpc_ids)
    return ()


def _endpoint(ground: Ground) -> list[Changes]:
    """Read an endpoint of no kind: the named one, the one on the way, else either type that the service has."""
    if ground.clause.deed is Deed.REMOVE:
        named = ground.named("endpoints")
        every = [one.id for kind in ("Gateway", "Interface") for one in ground.endpoints(kind)]
        return _removed(ground, named or every)
    if ground.clause.deed in {Deed.ON, Deed.OFF}:
        return _private_dns(ground)
    types = [ground.snapshot.endpoints[one].type for one in ground.named("endpoints")]
    if types:
        return _gateway_endpoint(ground) if "Gateway" in types else _interface_endpoint(ground)
    return [*_gateway_endpoint(ground), *_interface_endpoint(ground)]


def _nat_gateway(ground: Ground) -> list[Changes]:
    """Delete a NAT gateway, or send the table's default route to one."""
    if ground.clause.deed is Deed.REMOVE:
        here = [n.id for n in ground.snapshot.nat_gateways.values() if n.vpc_id == ground.vpc and n.state == "available"]
        return each("delete-nat", ground.named("nat_gateways") or ground.nearest(here))
    return _route(ground)


#: What is read first where a clause names several things: "the endpoint's private DNS" is about private DNS.
_READERS: Mapping[Thing, Callable[[Ground], list[Changes]]] = MappingProxyType(
    {
        Thing.PRIVATE_DNS: _private_dns,
        Thing.INBOUND_ONLY: _inbound_only,
        Thing.DNS_HOSTNAMES: _dns_hostnames,
        Thing.DNS_SUPPORT: _dns_support,
        Thing.AMAZON_DNS: _amazon_dns,
        Thing.SOURCE_DEST_CHECK: _source_dest_check,
        Thing.RESOLVER_RULE: _resolver_rule,
        Thing.HOSTED_ZONE: _hosted_zone,
        Thing.ENDPOINT_POLICY: opening.policy,
        Thing.SECURITY_GROUP: opening.security_group,
        Thing.NETWORK_ACL: opening.network_acl,
        Thing.ROUTE_TABLE: _route_table,
        Thing.GATEWAY_ENDPOINT: _gateway_endpoint,
        Thing.INTERFACE_ENDPOINT: _interface_endpoint,
        Thing.ROUTE: _route,
        Thing.ENDPOINT: _endpoint,
        Thing.NAT_GATEWAY: _nat_gateway,
        Thing.INTERNET_GATEWAY: _route,
    }
)
