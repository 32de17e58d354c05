"""Switch a VPC's DNS hostnames on or off (`enableDnsHostnames`), which private DNS needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.attributes import attribute_commands, attribute_terraform
from diagnostics.changes.cautions import WHOLE_VPC
from diagnostics.changes.editing import put, refuse
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "dns-hostnames"
USAGE = "dns-hostnames VPC on|off"
TITLE = Words(
    ko="VPC의 DNS 호스트 이름(enableDnsHostnames)을 켜거나 꺼요", en="Switch DNS hostnames (enableDnsHostnames) on or off"
)
RANK = 2


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the attribute set.

    "You can only enable DNS hostnames if you've enabled DNS support."
    — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html
    """
    vpc_id, wanted = change.arguments
    vpc = snapshot.vpcs[vpc_id]
    if wanted == "on" and vpc.dns_support is False:
        refuse(change, f"InvalidParameterValue: {vpc_id} has enableDnsSupport off, which enableDnsHostnames needs")
    return put(snapshot, "vpcs", replace(vpc, dns_hostnames=wanted == "on"))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    return attribute_commands("--enable-dns-hostnames", change, snapshot)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the VPC's argument."""
    return attribute_terraform("enable_dns_hostnames", change)


def warnings(_: Change, __: Snapshot) -> tuple[Words, ...]:
    """Warn that the whole VPC follows."""
    return (WHOLE_VPC,)


def describe(change: Change, _: Snapshot) -> Words:
    """Say which VPC, and how."""
    vpc_id, wanted = change.arguments
    return Words(
        ko=f"{vpc_id}의 enableDnsHostnames {'켜기' if wanted == 'on' else '끄기'}",
        en=f"Switch enableDnsHostnames {wanted} for {vpc_id}",
    )
