"""What decides name resolution in a VPC: DHCP option sets, private hosted zones and Resolver rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnostics.model.names import DhcpOptions, HostedZone, Record, ResolverRule

if TYPE_CHECKING:
    from diagnostics.collect.parse.fields import Row

_OCTAL = re.compile(r"\\(\d{3})")


def dhcp_options_of(row: Row) -> DhcpOptions:
    """Give a DHCP option set, its name servers in the order in which clients get them."""
    servers = (
        value
        for configuration in row.rows("DhcpConfigurations")
        if configuration.text("Key") == "domain-name-servers"
        for value in configuration.each("Values", "Value")
    )
    return DhcpOptions(id=row.identity("DhcpOptionsId"), domain_name_servers=tuple(servers))


def zone_of(row: Row, vpc_ids: tuple[str, ...], records: tuple[Record, ...] | None) -> HostedZone:
    """Give a private hosted zone with the VPCs that were seen to use it."""
    owner = row.row("Owner")
    return HostedZone(
        id=row.identity("HostedZoneId").rpartition("/")[2],
        name=plain_name(row.text("Name")),
        owner=owner.text("OwningAccount") or owner.text("OwningService"),
        vpc_ids=vpc_ids,
        records=records,
    )


def record_of(row: Row) -> Record:
    """Give a record set."""
    return Record(
        name=plain_name(row.identity("Name")),
        type=row.text("Type"),
        values=row.each("ResourceRecords", "Value"),
        alias=plain_name(row.row("AliasTarget").text("DNSName")),
        set_id=row.text("SetIdentifier"),
        chosen_by=_chosen_by(row),
        weight=row.number("Weight"),
    )


def _chosen_by(row: Row) -> str:
    """Say by what Route 53 picks among the record sets of one name and type; empty for the only one there is."""
    if row.flag("MultiValueAnswer"):
        return "multivalue"
    located = row.row("GeoLocation").raw or row.row("GeoProximityLocation").raw
    marks = (
        ("weight", row.number("Weight") is not None),
        ("region", bool(row.text("Region"))),
        ("location", bool(located)),
        ("failover", bool(row.text("Failover"))),
        ("cidr", bool(row.row("CidrRoutingConfig").raw)),
    )
    return next((kind for kind, there in marks if there), "")


def resolver_rule_of(row: Row, vpc_ids: tuple[str, ...]) -> ResolverRule:
    """Give a Resolver rule with the VPCs that it is associated with; the domain of a rule for everything is a dot."""
    return ResolverRule(
        id=row.identity("Id"),
        name=row.text("Name"),
        domain=plain_name(row.text("DomainName")) or ".",
        type=row.text("RuleType", "FORWARD"),
        target_ips=tuple(target.text("Ip") or target.text("Ipv6") for target in row.rows("TargetIps")),
        vpc_ids=vpc_ids,
    )


def plain_name(name: str) -> str:
    """Give a domain name in lower case without its last dot, and with the characters that Route 53 writes in octal."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), name).rstrip(".").lower()
