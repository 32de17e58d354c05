"""What decides how a name resolves inside a VPC: DHCP options, private hosted zones, Resolver rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DhcpOptions:
    """A DHCP option set, as far as names are concerned."""

    id: str
    domain_name_servers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A DNS record set of a private hosted zone."""

    name: str
    type: str
    values: tuple[str, ...] = ()
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedZone:
    """A private hosted zone associated with a VPC. `records` is None where they were not seen."""

    id: str
    name: str
    owner: str = ""
    vpc_ids: tuple[str, ...] = ()
    records: tuple[Record, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverRule:
    """A Route 53 Resolver rule and the VPCs that it is associated with."""

    id: str
    name: str = ""
    domain: str = ""
    type: str = "FORWARD"
    target_ips: tuple[str, ...] = ()
    vpc_ids: tuple[str, ...] = ()
