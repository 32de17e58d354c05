"""What decides how a name resolves inside a VPC: DHCP options, hosted zones, Resolver rules and endpoints, Profiles."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def _nowhere() -> Mapping[str, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class DhcpOptions:
    """A DHCP option set, as far as names are concerned."""

    id: str
    domain_name_servers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A DNS record set of a private hosted zone.

    Several sets of one name and type have a `set_id` each, and `chosen_by` says which of them answers: `weight`, `region`,
    `location`, `failover` or `cidr` picks one, `multivalue` gives several. `weight` is None for the others.
    """

    name: str
    type: str
    values: tuple[str, ...] = ()
    alias: str = ""
    set_id: str = ""
    chosen_by: str = ""
    weight: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedZone:
    """A private hosted zone, and the VPCs that use it by themselves. `records` is None where they were not seen."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverEndpoint:
    """An inbound Resolver endpoint: whoever asks its addresses is answered as its VPC is. `ips` is None where unseen."""

    id: str
    name: str = ""
    vpc_id: str = ""
    direction: str = "INBOUND"
    ips: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirewallRule:
    """A rule of DNS Firewall: what becomes of queries for the names of a domain list.

    A rule of DNS Firewall Advanced has no `list_id`: what it looks for is not in any list. `qtype` is empty for queries of
    every type. `trusts` where names that the first one is redirected to are not looked at.
    """

    priority: int
    action: str
    list_id: str = ""
    name: str = ""
    response: str = ""
    override: str = ""
    qtype: str = ""
    trusts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FirewallGroup:
    """A DNS Firewall rule group: its rules, None where they were not seen, and its priority in each VPC that uses it."""

    id: str
    name: str = ""
    rules: tuple[FirewallRule, ...] | None = None
    priority_in: Mapping[str, int] = field(default_factory=_nowhere)


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainList:
    """A domain list of DNS Firewall. `domains` is None where they cannot be read, as those of AWS's own lists.

    `managed` is what one of AWS's own is about, in AWS's word (THREAT or CONTENT); empty for a customer's list, and where
    it was not seen whose it is.
    """

    id: str
    name: str = ""
    managed: str = ""
    domains: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileResource:
    """What a Route 53 Profile brings to its VPCs: `kind` is the type in its ARN, `priority` that of a firewall group."""

    kind: str
    id: str
    owner: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A Route 53 Profile: its priority in each VPC that uses it, and what it brings, None where that was not seen."""

    id: str
    owner: str = ""
    priority_in: Mapping[str, int] = field(default_factory=_nowhere)
    resources: tuple[ProfileResource, ...] | None = None

    def brings(self, kind: str) -> tuple[ProfileResource, ...]:
        """Give the resources of one kind."""
        return tuple(r for r in self.resources or () if r.kind == kind)


#: The kinds of what a Profile brings, as their ARNs call them.
ZONE, RULE, FIREWALL_GROUP, ENDPOINT = "hostedzone", "resolver-rule", "firewall-rule-group", "vpc-endpoint"
