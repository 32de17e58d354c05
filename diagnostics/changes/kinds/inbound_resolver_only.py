"""Let S3's interface endpoint answer only what comes in by an inbound Resolver endpoint, or the whole VPC."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.services import endpoints_for, service_of
from diagnostics.changes.cautions import WHOLE_VPC, costs_by_zone
from diagnostics.changes.commands import ec2
from diagnostics.changes.editing import put, refuse
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "inbound-resolver-only"
USAGE = "inbound-resolver-only VPCE on|off"
TITLE = Words(
    ko="S3 인터페이스 엔드포인트의 프라이빗 DNS를 인바운드 Resolver 전용으로 하거나 VPC 전체로 열어요",
    en="Limit S3's private DNS to inbound Resolver endpoints, or open it to the whole VPC",
)
RANK = 2


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the setting.

    "To use this feature, you must have a gateway endpoint for Amazon S3 in the VPC."
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
    """
    endpoint_id, wanted = change.arguments
    endpoint = snapshot.endpoints[endpoint_id]
    if endpoint.type != "Interface" or service_of(endpoint) != "s3":
        refuse(change, "InvalidParameter: PrivateDnsOnlyForInboundResolverEndpoint is for interface endpoints of S3")
    if not endpoint.private_dns:
        refuse(change, f"InvalidParameter: private DNS is not enabled for {endpoint_id}")
    gateways = endpoints_for("s3", snapshot.region, endpoint.vpc_id, snapshot, "Gateway")
    if wanted == "on" and not any(g.usable for g in gateways):
        refuse(
            change,
            "InvalidParameter: To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC must have a gateway endpoint"
            " for the service",
        )
    return put(snapshot, "endpoints", replace(endpoint, inbound_resolver_only=wanted == "on"))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    endpoint_id, wanted = change.arguments
    value = "true" if wanted == "on" else "false"
    option = f"--dns-options PrivateDnsOnlyForInboundResolverEndpoint={value}"
    return (ec2(f"modify-vpc-endpoint --vpc-endpoint-id {endpoint_id} {option}", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the setting of the endpoint."""
    endpoint_id, wanted = change.arguments
    return (
        f"# {endpoint_id}\n"
        'resource "aws_vpc_endpoint" "s3_interface" {\n'
        "  private_dns_enabled = true\n"
        "  dns_options {\n"
        f"    private_dns_only_for_inbound_resolver_endpoint = {'true' if wanted == 'on' else 'false'}\n"
        "  }\n"
        "}"
    )


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn that the whole VPC follows, and whom that leaves without a private way or with a bill."""
    endpoint_id, wanted = change.arguments
    if wanted == "off":
        return (WHOLE_VPC, costs_by_zone(len(snapshot.endpoints[endpoint_id].subnet_ids)))
    unrouted = Words(
        ko="게이트웨이 엔드포인트 라우트가 없는 서브넷은 S3를 NAT나 인터넷 게이트웨이로 쓰게 돼요.",
        en="Subnets without the gateway endpoint's route will reach S3 through NAT or an internet gateway.",
    )
    return (WHOLE_VPC, unrouted)


def describe(change: Change, _: Snapshot) -> Words:
    """Say who gets the endpoint's addresses."""
    endpoint_id, wanted = change.arguments
    if wanted == "on":
        return Words(
            ko=f"{endpoint_id}의 프라이빗 DNS를 인바운드 Resolver 엔드포인트 전용으로 설정",
            en=f"Limit the private DNS of {endpoint_id} to inbound Resolver endpoints",
        )
    return Words(
        ko=f"{endpoint_id}의 프라이빗 DNS를 VPC 전체에 적용",
        en=f"Apply the private DNS of {endpoint_id} to the whole VPC",
    )
