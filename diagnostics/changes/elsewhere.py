"""How all of a VPC's subnets fare: what a change does to ways that nobody asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.destinations import destination_in
from diagnostics.analysis.filters import acl_of
from diagnostics.analysis.judge import judge
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.resolve import resolve
from diagnostics.analysis.services import service_of
from diagnostics.analysis.trace import trace
from diagnostics.model.flow import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.flow import Destination
    from diagnostics.model.network import Subnet
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Verdict

#: Services that are looked at in every VPC, beside those that it has endpoints for and the buckets that were asked about.
WATCHED = ("s3", "dynamodb", "ec2", "sts")
#: With more subnets than these, those with the same table, network ACL and zone are taken to fare alike.
EACH = 60


def fares(vpc_id: str, snapshot: Snapshot) -> Mapping[tuple[str, str], Verdict]:
    """Give the verdict of every subnet of the VPC and every service that matters there, by (subnet id, service)."""
    subnets = [s for _, s in sorted(snapshot.subnets.items()) if s.vpc_id == vpc_id]
    many = len(subnets) > EACH
    found: dict[tuple[str, str], Verdict] = {}
    for service in _services(vpc_id, snapshot):
        destination = destination_in(service, snapshot)
        alike: dict[tuple[str, ...], Verdict] = {}
        for subnet in subnets:
            key = _likeness(subnet, snapshot) if many else (subnet.id,)
            if key not in alike:
                alike[key] = _verdict(subnet, destination, snapshot)
            found[subnet.id, service] = alike[key]
    return found


def _services(vpc_id: str, snapshot: Snapshot) -> tuple[str, ...]:
    here = (e for e in snapshot.endpoints.values() if e.vpc_id == vpc_id and ".amazonaws." in f".{e.service_name}")
    local = sorted(service_of(e) for e in here if e.service_region in {"", snapshot.region})
    buckets = (f"s3://{b.name}" for _, b in sorted(snapshot.buckets.items()) if b.exists)
    return tuple(dict.fromkeys((*WATCHED, *local, *buckets)))


def _likeness(subnet: Subnet, snapshot: Snapshot) -> tuple[str, ...]:
    table, acl = effective_table(subnet.id, snapshot)[0], acl_of(subnet.id, snapshot)
    return (table.id if table else "", acl.id if acl else "", subnet.az_id or subnet.az, subnet.owner)


def _verdict(subnet: Subnet, destination: Destination, snapshot: Snapshot) -> Verdict:
    source = Source(
        asked=subnet.id,
        vpc_id=subnet.vpc_id,
        subnet_id=subnet.id,
        account=snapshot.account or subnet.owner,
        region=snapshot.region,
    )
    branches = tuple((r, trace(source, destination, r, snapshot)) for r in resolve(destination, source, snapshot))
    return judge(branches).verdict
