"""A security group of its own for endpoints: HTTPS from the VPC's ranges, as AWS recommends over the default group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.changes.commands import Bare, ec2, resource
from diagnostics.changes.editing import new_id, put
from diagnostics.changes.reading import NEW_GROUP
from diagnostics.model.filters import FilterRule, SecurityGroup

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot

_HTTPS = 443
_NAME = "endpoint-https"


def with_new_group(vpc_id: str, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the new group in it: 443 in from the VPC's ranges, everything out as AWS makes groups."""
    group = SecurityGroup(
        id=NEW_GROUP,
        name=_name(vpc_id, snapshot),
        vpc_id=vpc_id,
        ingress=(FilterRule(protocol="tcp", from_port=_HTTPS, to_port=_HTTPS, cidrs=_ranges(vpc_id, snapshot)),),
        egress=(FilterRule(protocol="-1", cidrs=("0.0.0.0/0",)),),
    )
    return put(snapshot, "security_groups", group)


def group_commands(vpc_id: str, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the commands that make the group and leave its id in `$GROUP`."""
    named = f'--group-name {_name(vpc_id, snapshot)} --description "HTTPS to VPC endpoints"'
    made = ec2(f"create-security-group {named} --vpc-id {vpc_id} --query GroupId --output text", snapshot)
    rules = (
        ec2(f"authorize-security-group-ingress --group-id $GROUP --protocol tcp --port {_HTTPS} --cidr {cidr}", snapshot)
        for cidr in _ranges(vpc_id, snapshot)
    )
    return (f"GROUP=$({made})", *rules)


def group_terraform(vpc_id: str, snapshot: Snapshot) -> str:
    """Give the group and its rules."""
    group = resource("aws_security_group", "endpoint", name=_name(vpc_id, snapshot), vpc_id=vpc_id)
    rules = (
        resource(
            "aws_vpc_security_group_ingress_rule",
            f"endpoint_https_{n}" if n else "endpoint_https",
            security_group_id=Bare("aws_security_group.endpoint.id"),
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            cidr_ipv4=cidr,
        )
        for n, cidr in enumerate(_ranges(vpc_id, snapshot))
    )
    return "\n\n".join((group, *rules))


def _name(vpc_id: str, snapshot: Snapshot) -> str:
    """Give a name that no group of the VPC has; AWS refuses a second of the same."""
    return new_id(_NAME, {g.name for g in snapshot.security_groups.values() if g.vpc_id == vpc_id})


def _ranges(vpc_id: str, snapshot: Snapshot) -> tuple[str, ...]:
    vpc = snapshot.vpcs.get(vpc_id)
    return vpc.cidrs if vpc else ()
