"""Take a private hosted zone off a VPC, so that its names are answered by what lies behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import WHOLE_VPC
from diagnostics.changes.editing import put, refuse
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "disassociate-zone"
USAGE = "disassociate-zone ZONE VPC"
TITLE = Words(ko="프라이빗 호스팅 영역을 VPC에서 연결 해제해요", en="Disassociate a private hosted zone from a VPC")
RANK = 6


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the zone off the VPC.

    AWS refuses that for a zone's last VPC; those of other Regions and accounts are not listed, so one alone is warned of.
    — https://docs.aws.amazon.com/Route53/latest/APIReference/API_DisassociateVPCFromHostedZone.html
    """
    zone_id, vpc_id = change.arguments
    zone = snapshot.hosted_zones[zone_id]
    if vpc_id not in zone.vpc_ids:
        refuse(change, f"VPCAssociationNotFound: {vpc_id} is not associated with hosted zone {zone_id}")
    return put(snapshot, "hosted_zones", replace(zone, vpc_ids=tuple(v for v in zone.vpc_ids if v != vpc_id)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    zone_id, vpc_id = change.arguments
    where = f"VPCRegion={snapshot.region},VPCId={vpc_id}"
    return (f"aws route53 disassociate-vpc-from-hosted-zone --hosted-zone-id {zone_id} --vpc {where}",)


def terraform(change: Change, _: Snapshot) -> str:
    """Say which association to remove."""
    zone_id, vpc_id = change.arguments
    return f"# remove the aws_route53_zone_association (or the vpc block of the aws_route53_zone) of {zone_id} and {vpc_id}"


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of the names that only the zone knows, and of a zone's last VPC."""
    zone = snapshot.hosted_zones[change.arguments[0]]
    name = zone.name.rstrip(".")
    lost = Words(
        ko=f"{name} 영역에만 있는 이름은 이 VPC에서 풀리지 않게 돼요. 필요한 레코드가 있는지 먼저 확인하세요.",
        en=f"Names that only the zone {name} holds stop resolving in this VPC; check its records first.",
    )
    last = Words(
        ko="영역에 마지막으로 남은 VPC는 연결을 해제할 수 없어요. 그럴 때는 영역을 삭제하거나 다른 VPC를 먼저 연결하세요.",
        en="A zone's last VPC cannot be disassociated: delete the zone, or associate another VPC first.",
    )
    return (lost, *((last,) if len(zone.vpc_ids) == 1 else ()), WHOLE_VPC)


def describe(change: Change, snapshot: Snapshot) -> Words:
    """Say which zone leaves which VPC."""
    zone_id, vpc_id = change.arguments
    name = snapshot.hosted_zones[zone_id].name.rstrip(".")
    return Words(
        ko=f"{name} 프라이빗 호스팅 영역({zone_id})을 {vpc_id}에서 연결 해제",
        en=f"Disassociate private hosted zone {name} ({zone_id}) from {vpc_id}",
    )
