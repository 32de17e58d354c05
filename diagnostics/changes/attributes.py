"""The DNS attributes of a VPC, one a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.changes.commands import ec2, existing, resource

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot


def attribute_commands(option: str, change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command that sets an attribute (`--enable-dns-…`) to what the change says."""
    vpc_id, wanted = change.arguments
    value = "true" if wanted == "on" else "false"
    return (ec2(f"modify-vpc-attribute --vpc-id {vpc_id} {option} Value={value}", snapshot),)


def attribute_terraform(argument: str, change: Change) -> str:
    """Give the argument of the VPC's own resource."""
    vpc_id, wanted = change.arguments
    return existing(vpc_id, resource("aws_vpc", "this", **{argument: wanted == "on"}))
