"""Switch an interface endpoint's private DNS on, for every resolver of the VPC, or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.service_titles import titled
from diagnostics.analysis.services import service_of
from diagnostics.changes.cautions import ADDRESS_CONDITIONS, ENDPOINT_CONDITIONS, WHOLE_VPC, costs_by_zone
from diagnostics.changes.commands import ec2, resource
from diagnostics.changes.editing import put, refuse
from diagnostics.changes.endpoints import answering, silent
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "private-dns"
USAGE = "private-dns VPCE on|off"
TITLE = Words(
    ko="인터페이스 엔드포인트의 프라이빗 DNS를 켜거나 꺼요", en="Switch an interface endpoint's private DNS on or off"
)
RANK = 4


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot in which the endpoint answers for its private names, or no longer does."""
    endpoint_id, wanted = change.arguments
    endpoint = snapshot.endpoints[endpoint_id]
    if endpoint.type != "Interface":
        refuse(change, f"InvalidParameter: private DNS is for interface endpoints, and {endpoint.id} is {endpoint.type}")
    return put(snapshot, "endpoints", answering(endpoint, change, snapshot) if wanted == "on" else silent(endpoint))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command; for S3, whose default is the inbound Resolver endpoint only, with the setting for all."""
    endpoint_id, wanted = change.arguments
    option = "--private-dns-enabled" if wanted == "on" else "--no-private-dns-enabled"
    if wanted == "on" and service_of(snapshot.endpoints[endpoint_id]) == "s3":
        option += " --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false"
    return (ec2(f"modify-vpc-endpoint --vpc-endpoint-id {endpoint_id} {option}", snapshot),)


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the resource that holds the setting."""
    endpoint_id, wanted = change.arguments
    if wanted == "on" and service_of(snapshot.endpoints[endpoint_id]) == "s3":
        return (
            f"# {endpoint_id}\n"
            'resource "aws_vpc_endpoint" "s3_interface" {\n'
            "  private_dns_enabled = true\n"
            "  dns_options {\n"
            "    private_dns_only_for_inbound_resolver_endpoint = false\n"
            "  }\n"
            "}"
        )
    return resource(
        "aws_vpc_endpoint_private_dns", endpoint_id, vpc_endpoint_id=endpoint_id, private_dns_enabled=wanted == "on"
    )


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn that the whole VPC follows, of what it costs, and of policies."""
    endpoint_id, wanted = change.arguments
    if wanted == "off":
        return (WHOLE_VPC, ENDPOINT_CONDITIONS)
    zones = len(snapshot.endpoints[endpoint_id].subnet_ids)
    return (WHOLE_VPC, costs_by_zone(zones), ADDRESS_CONDITIONS)


def describe(change: Change, snapshot: Snapshot) -> Words:
    """Say which endpoint's private DNS is switched, and how."""
    endpoint_id, wanted = change.arguments
    service = titled(service_of(snapshot.endpoints[endpoint_id]))
    return Words(
        ko=f"{endpoint_id} 엔드포인트({service})의 프라이빗 DNS {'켜기' if wanted == 'on' else '끄기'}",
        en=f"Switch private DNS {wanted} for endpoint {endpoint_id} ({service})",
    )
