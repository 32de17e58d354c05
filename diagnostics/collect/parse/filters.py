"""Security groups and network ACLs as the model has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.parse.fields import BadRowError
from diagnostics.model.filters import AclEntry, FilterRule, NetworkAcl, SecurityGroup

if TYPE_CHECKING:
    from diagnostics.collect.parse.fields import Row

#: Where AWS lists a security group's rules; a list that is there and empty says that there are none.
_RULES = {"ingress": "IpPermissions", "egress": "IpPermissionsEgress"}


def security_group_of(row: Row) -> SecurityGroup:
    """Give a security group."""
    return SecurityGroup(
        id=row.identity("GroupId"),
        name=row.text("GroupName"),
        vpc_id=row.text("VpcId"),
        ingress=tuple(_filter_rule_of(rule) for rule in row.rows("IpPermissions")),
        egress=tuple(_filter_rule_of(rule) for rule in row.rows("IpPermissionsEgress")),
        unsaid=frozenset(way for way, member in _RULES.items() if row.raw.get(member) is None),
    )


def _filter_rule_of(row: Row) -> FilterRule:
    return FilterRule(
        protocol=_protocol(row, "IpProtocol"),
        from_port=row.number("FromPort"),
        to_port=row.number("ToPort"),
        cidrs=(*row.cidrs("IpRanges", "CidrIp"), *row.cidrs("Ipv6Ranges", "CidrIpv6")),
        prefix_list_ids=row.each("PrefixListIds", "PrefixListId"),
        group_ids=row.each("UserIdGroupPairs", "GroupId"),
    )


def network_acl_of(row: Row) -> NetworkAcl:
    """Give a network ACL with its entries in the order in which they are tried."""
    entries = (_entry_of(entry) for entry in row.rows("Entries"))
    return NetworkAcl(
        id=row.identity("NetworkAclId"),
        vpc_id=row.text("VpcId"),
        name=row.name(),
        default=row.flag("IsDefault"),
        subnet_ids=row.each("Associations", "SubnetId"),
        entries=tuple(sorted(entries, key=lambda entry: (entry.egress, entry.number))),
    )


def _entry_of(row: Row) -> AclEntry:
    number, ports = row.number("RuleNumber"), row.row("PortRange")
    action = row.text("RuleAction").lower()
    if number is None or action not in {"allow", "deny"}:
        msg = "an entry of a network ACL should have a RuleNumber and a RuleAction of allow or deny"
        raise BadRowError(msg)
    return AclEntry(
        number=number,
        egress=row.flag("Egress"),
        protocol=_protocol(row, "Protocol"),
        allow=action == "allow",
        cidr=row.cidr("CidrBlock") or row.cidr("Ipv6CidrBlock"),
        from_port=ports.number("From"),
        to_port=ports.number("To"),
    )


def _protocol(row: Row, member: str) -> str:
    """Give a protocol as AWS writes it; some tools write its number as a number."""
    number = row.raw.get(member)
    return str(number) if isinstance(number, int) and not isinstance(number, bool) else row.text(member, "-1")
