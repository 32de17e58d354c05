"""Which VPC answers behind an address that DNS queries are sent to: that of an inbound Resolver endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.model.network import Vpc
    from diagnostics.model.snapshot import Snapshot


def hosts_of(servers: tuple[str, ...], snapshot: Snapshot) -> tuple[Vpc, ...] | None:
    """Give the VPCs whose inbound Resolver endpoints the servers are, each once; None unless all of them are in sight."""
    behind = {ip: e.vpc_id for _, e in sorted(snapshot.resolver_endpoints.items()) for ip in e.ips or ()}
    hosts = [snapshot.vpcs.get(behind.get(server, "")) for server in servers]
    seen = [host for host in hosts if host is not None]
    if not servers or len(seen) < len(hosts):
        return None
    return tuple({host.id: host for host in seen}.values())
