"""What the walk looks up over and over, found once a snapshot: which table, which filter, who stands where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from diagnostics.model.network import TargetKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from diagnostics.model.filters import NetworkAcl
    from diagnostics.model.names import HostedZone, ResolverRule
    from diagnostics.model.network import Eni, RouteTable, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

T = TypeVar("T")
#: Snapshots that are diagnosed side by side, as a sweep does; more than these take turns.
_SIDE_BY_SIDE = 16
#: Types of network interfaces that forward or answer; nobody's program sends from them.
_SERVING = frozenset(
    {
        "gateway_load_balancer",
        "gateway_load_balancer_endpoint",
        "global_accelerator_managed",
        "load_balancer",
        "natGateway",
        "nat_gateway",
        "network_load_balancer",
        "transit_gateway",
        "vpc_endpoint",
    }
)


class Index:
    """The look-ups of one snapshot, each made when it is first asked for. All are in the order of ids."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def table_of(self) -> Mapping[str, RouteTable]:
        """Give the route table that is associated with a subnet."""
        return _first((subnet, t) for t in _in_order(self._snapshot.route_tables) for subnet in t.subnet_ids)

    @cached_property
    def changing_tables(self) -> frozenset[str]:
        """Give the ids of the subnets whose association with a route table is under way."""
        return frozenset(subnet for table in self._snapshot.route_tables.values() for subnet in table.changing)

    @cached_property
    def main_table_of(self) -> Mapping[str, RouteTable]:
        """Give the main route table of a VPC."""
        return _first((t.vpc_id, t) for t in _in_order(self._snapshot.route_tables) if t.main)

    @cached_property
    def subnets_by(self) -> Mapping[str, tuple[str, ...]]:
        """Give the ids of the subnets that a route table routes, by association or as the main one."""
        subnets = _in_order(self._snapshot.subnets)
        used = ((s.id, self.table_of.get(s.id) or self.main_table_of.get(s.vpc_id)) for s in subnets)
        found: defaultdict[str, list[str]] = defaultdict(list)
        for subnet_id, table in used:
            if table is not None:
                found[table.id].append(subnet_id)
        return {table_id: tuple(held) for table_id, held in found.items()}

    @cached_property
    def tables_in_use(self) -> Mapping[tuple[str, bool], tuple[str, ...]]:
        """Give the ids of a VPC's route tables that route subnets, apart for public tables and others."""
        found: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
        for table in (self._snapshot.route_tables[i] for i in sorted(self.subnets_by)):
            found[table.vpc_id, is_public(table)].append(table.id)
        return {tier: tuple(held) for tier, held in found.items()}

    @cached_property
    def acl_of(self) -> Mapping[str, NetworkAcl]:
        """Give the network ACL that is associated with a subnet."""
        return _first((subnet, a) for a in _in_order(self._snapshot.network_acls) for subnet in a.subnet_ids)

    @cached_property
    def default_acl_of(self) -> Mapping[str, NetworkAcl]:
        """Give the default network ACL of a VPC."""
        return _first((a.vpc_id, a) for a in _in_order(self._snapshot.network_acls) if a.default)

    @cached_property
    def interfaces_with(self) -> Mapping[str, tuple[Eni, ...]]:
        """Give the network interfaces that carry a security group."""
        return _grouped(_in_order(self._snapshot.enis), lambda eni: eni.group_ids)

    @cached_property
    def interfaces_of(self) -> Mapping[str, tuple[Eni, ...]]:
        """Give the network interfaces of an instance."""
        return _grouped(_in_order(self._snapshot.enis), lambda eni: (eni.instance_id,) if eni.instance_id else ())

    @cached_property
    def workloads_in(self) -> Mapping[str, tuple[Eni, ...]]:
        """Give the network interfaces in a subnet that start connections of their own, by what is seen of them."""
        serving = {i for endpoint in self._snapshot.endpoints.values() for i in endpoint.eni_ids}
        own = (e for e in _in_order(self._snapshot.enis) if e.type not in _SERVING and e.id not in serving)
        return _grouped(own, lambda eni: (eni.subnet_id,))

    @cached_property
    def _addresses(self) -> Mapping[str, tuple[str, ...]]:
        held = _grouped(self._snapshot.enis.values(), lambda eni: (eni.vpc_id,))
        return {vpc: tuple(ip for e in enis for ip in (*e.private_ips, *e.ipv6_ips)) for vpc, enis in held.items()}

    def addresses_in(self, vpc_id: str) -> tuple[str, ...]:
        """Give the addresses of all network interfaces of a VPC."""
        return self._addresses.get(vpc_id, ())

    @cached_property
    def endpoints_in(self) -> Mapping[str, tuple[VpcEndpoint, ...]]:
        """Give the endpoints of a VPC."""
        return _grouped(_in_order(self._snapshot.endpoints), lambda endpoint: (endpoint.vpc_id,))

    @cached_property
    def endpoints_with(self) -> Mapping[str, tuple[str, ...]]:
        """Give the ids of the endpoints that carry a security group."""
        carrying = _grouped(_in_order(self._snapshot.endpoints), lambda endpoint: endpoint.group_ids)
        return {group: tuple(e.id for e in held) for group, held in carrying.items()}

    @cached_property
    def lists_to(self) -> Mapping[str, tuple[str, ...]]:
        """Give the prefix lists by which routes lead to a gateway endpoint: AWS's lists of the endpoint's service."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        gateways = {e.id for e in self._snapshot.endpoints.values() if e.type == "Gateway"}
        for table in _in_order(self._snapshot.route_tables):
            for route in table.routes:
                if route.by_prefix_list and route.target.id in gateways:
                    found[route.target.id][route.destination] = None
        return {endpoint: tuple(sorted(lists)) for endpoint, lists in sorted(found.items())}

    @cached_property
    def zones_of(self) -> Mapping[str, tuple[HostedZone, ...]]:
        """Give the private hosted zones of a VPC."""
        return _grouped(_in_order(self._snapshot.hosted_zones), lambda zone: zone.vpc_ids)

    @cached_property
    def rules_of(self) -> Mapping[str, tuple[ResolverRule, ...]]:
        """Give the Resolver rules of a VPC."""
        return _grouped(_in_order(self._snapshot.resolver_rules), lambda rule: rule.vpc_ids)


def is_public(table: RouteTable) -> bool:
    """Say whether a route table makes its subnets public: it has a route to an internet gateway."""
    return any(route.target.kind is TargetKind.INTERNET_GATEWAY for route in table.routes)


def index_of(snapshot: Snapshot) -> Index:
    """Give the look-ups of a snapshot; they are made once as long as it is in use."""
    return _index(Itself(snapshot))


@dataclass(frozen=True, slots=True)
class Itself:
    """A snapshot as a key of what was worked out of it: the very object, whose fields are mappings and have no hash."""

    snapshot: Snapshot

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.snapshot is other.snapshot

    def __hash__(self) -> int:
        return id(self.snapshot)


@lru_cache(maxsize=_SIDE_BY_SIDE)
def _index(this: Itself) -> Index:
    return Index(this.snapshot)


def _in_order(things: Mapping[str, T]) -> list[T]:
    return [thing for _, thing in sorted(things.items(), key=lambda pair: pair[0])]


def _first(pairs: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for key, thing in pairs:
        found.setdefault(key, thing)
    return found


def _grouped(things: Iterable[T], keys: Callable[[T], Iterable[str]]) -> Mapping[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        for key in dict.fromkeys(keys(thing)):
            found[key].append(thing)
    return {key: tuple(held) for key, held in found.items()}
