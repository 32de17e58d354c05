"""How all of a VPC's subnets fare: what a change does to ways that nobody asked about."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from diagnostics.analysis.authorise import branches_between
from diagnostics.analysis.destinations import destination_in
from diagnostics.analysis.filters import acl_of
from diagnostics.analysis.index import Itself
from diagnostics.analysis.judge import judge
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.services import service_of
from diagnostics.model.flow import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.analysis.authorise import Branches
    from diagnostics.analysis.policies.caller import Caller
    from diagnostics.model.flow import Destination
    from diagnostics.model.network import Subnet
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Verdict

#: Services that are looked at in every VPC, beside those that it has endpoints for and the buckets that were asked about.
WATCHED = ("s3", "dynamodb", "ec2", "sts")
#: With more subnets than these, those with the same routes, network ACL and zone are taken to fare alike.
EACH = 24
#: How many networks are remembered: the one that is asked about, and those that fixes lead to.
_SIDE_BY_SIDE = 8


def fares(vpc_id: str, snapshot: Snapshot, caller: Caller | None = None) -> Mapping[tuple[str, str], Verdict]:
    """Give the verdict of every subnet of the VPC and every service that matters there, by (subnet id, service).

    What policies refuse is part of it: of endpoints, and of the buckets that were asked about. The answer is kept
    for as long as the snapshot is in use: every fix is held against the same network.
    """
    return _fares(vpc_id, Itself(snapshot), caller)


@lru_cache(maxsize=_SIDE_BY_SIDE)
def _fares(vpc_id: str, itself: Itself, caller: Caller | None) -> Mapping[tuple[str, str], Verdict]:
    snapshot = itself.snapshot
    subnets = [s for _, s in sorted(snapshot.subnets.items()) if s.vpc_id == vpc_id]
    many = len(subnets) > EACH
    found: dict[tuple[str, str], Verdict] = {}
    for service in _services(vpc_id, snapshot):
        destination = destination_in(service, snapshot)
        alike: dict[tuple[object, ...], Verdict] = {}
        for subnet in subnets:
            key = likeness(subnet, snapshot) if many else (subnet.id,)
            if key not in alike:
                alike[key] = judge(ways_from(subnet, destination, snapshot, caller)).verdict
            found[subnet.id, service] = alike[key]
    return MappingProxyType(found)


def _services(vpc_id: str, snapshot: Snapshot) -> tuple[str, ...]:
    here = (e for e in snapshot.endpoints.values() if e.vpc_id == vpc_id and ".amazonaws." in f".{e.service_name}")
    local = sorted(service_of(e) for e in here if e.service_region in {"", snapshot.region})
    buckets = (f"s3://{b.name}" for _, b in sorted(snapshot.buckets.items()) if b.exists)
    points = (p.arn for _, p in sorted(snapshot.access_points.items()) if p.exists and p.arn)
    return tuple(dict.fromkeys((*WATCHED, *local, *buckets, *points)))


def likeness(subnet: Subnet, snapshot: Snapshot) -> tuple[object, ...]:
    """Give what subnets have in common that are taken to fare alike: the same routes, even if they are two tables'."""
    table, acl = effective_table(subnet.id, snapshot)[0], acl_of(subnet.id, snapshot)
    named_by = frozenset(e.id for e in snapshot.endpoints.values() if table and table.id in e.route_table_ids)
    return (table.routes if table else None, named_by, acl.id if acl else "", subnet.az_id or subnet.az, subnet.owner)


def ways_from(subnet: Subnet, destination: Destination, snapshot: Snapshot, caller: Caller | None = None) -> Branches:
    """Give the ways of whatever sends from a subnet."""
    source = Source(
        asked=subnet.id,
        vpc_id=subnet.vpc_id,
        subnet_id=subnet.id,
        account=snapshot.account or subnet.owner,
        region=snapshot.region,
    )
    return branches_between(source, destination, snapshot, caller)
