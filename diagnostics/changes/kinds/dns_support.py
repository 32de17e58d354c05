"""Switch the Amazon resolver of a VPC on or off (`enableDnsSupport`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.attributes import attribute_commands, attribute_terraform
from diagnostics.changes.cautions import WHOLE_VPC
from diagnostics.changes.editing import put
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "dns-support"
USAGE = "dns-support VPC on|off"
TITLE = Words(ko="VPC의 DNS 확인(enableDnsSupport)을 켜거나 꺼요", en="Switch DNS resolution (enableDnsSupport) on or off")
RANK = 2


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the attribute set."""
    vpc_id, wanted = change.arguments
    return put(snapshot, "vpcs", replace(snapshot.vpcs[vpc_id], dns_support=wanted == "on"))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    return attribute_commands("--enable-dns-support", change, snapshot)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the VPC's argument."""
    return attribute_terraform("enable_dns_support", change)


def warnings(_: Change, __: Snapshot) -> tuple[Words, ...]:
    """Warn that the whole VPC follows."""
    return (WHOLE_VPC,)


def describe(change: Change, _: Snapshot) -> Words:
    """Say which VPC, and how."""
    vpc_id, wanted = change.arguments
    return Words(
        ko=f"{vpc_id}의 enableDnsSupport {'켜기' if wanted == 'on' else '끄기'}",
        en=f"Switch enableDnsSupport {wanted} for {vpc_id}",
    )
