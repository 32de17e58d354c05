"""Gateways, peerings and VPC Block Public Access as the model has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.network import BlockPublicAccess, InternetGateway, NatAddress, NatGateway, Peering

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnostics.collect.parse.fields import Row


_DETACHED = frozenset({"detached", "attach-failed"})


def nat_gateway_of(row: Row) -> NatGateway:
    """Give a NAT gateway in whatever state. AWS's first NAT gateways were all public and zonal, and say neither."""
    return NatGateway(
        id=row.identity("NatGatewayId"),
        vpc_id=row.text("VpcId"),
        name=row.name(),
        subnet_id=row.text("SubnetId") or None,
        state=row.text("State", "available").lower(),
        connectivity=row.text("ConnectivityType", "public").lower(),
        availability_mode=row.text("AvailabilityMode", "zonal").lower(),
        route_table_id=row.text("RouteTableId") or None,
        auto_provision_zones=row.text("AutoProvisionZones"),
        addresses=tuple(_nat_address_of(address) for address in row.rows("NatGatewayAddresses")),
        appliances=tuple(
            a.text("Type", "?") for a in row.rows("AttachedAppliances") if a.text("AttachmentState") not in _DETACHED
        ),
        failure=": ".join(said for member in ("FailureCode", "FailureMessage") if (said := row.text(member))),
    )


def _nat_address_of(row: Row) -> NatAddress:
    return NatAddress(
        private_ip=row.text("PrivateIp"),
        public_ip=row.text("PublicIp"),
        az_id=row.text("AvailabilityZoneId"),
        status=row.text("Status", "succeeded").lower(),
        failure=row.text("FailureMessage"),
    )


def internet_gateway_of(row: Row) -> InternetGateway:
    """Give an internet gateway and the VPCs that it is attached to, or still being attached to."""
    return _attached(row, "InternetGatewayId")


def egress_only_gateway_of(row: Row) -> InternetGateway:
    """Give an egress-only internet gateway, which AWS describes in the same way."""
    return _attached(row, "EgressOnlyInternetGatewayId")


def _attached(row: Row, member: str) -> InternetGateway:
    held = (a for a in row.rows("Attachments") if a.text("State") not in {"detaching", "detached"})
    return InternetGateway(
        id=row.identity(member),
        name=row.name(),
        vpc_ids=tuple(given for a in held if (given := a.text("VpcId"))),
    )


def peering_of(row: Row) -> Peering:
    """Give a peering connection with the CIDRs of both sides."""
    requester, accepter = row.row("RequesterVpcInfo"), row.row("AccepterVpcInfo")
    return Peering(
        id=row.identity("VpcPeeringConnectionId"),
        name=row.name(),
        status=row.row("Status").text("Code", "active"),
        requester_vpc=requester.text("VpcId"),
        accepter_vpc=accepter.text("VpcId"),
        requester_cidrs=_side(requester),
        accepter_cidrs=_side(accepter),
    )


def _side(row: Row) -> tuple[str, ...]:
    first = row.cidr("CidrBlock")
    all_of_it = (first, *row.cidrs("CidrBlockSet", "CidrBlock"), *row.cidrs("Ipv6CidrBlockSet", "Ipv6CidrBlock"))
    return tuple(dict.fromkeys(cidr for cidr in all_of_it if cidr))


def block_public_access_of(options: Row, exclusions: Iterable[Row]) -> BlockPublicAccess:
    """Give VPC Block Public Access with its exclusions; an exclusion's resource is the last part of its ARN."""
    return BlockPublicAccess(
        mode=options.text("InternetGatewayBlockMode", "off"),
        state=options.text("State", "default-state"),
        managed_by=options.text("ManagedBy", "account"),
        exclusions_allowed=options.text("ExclusionsAllowed", "allowed"),
        exclusions=tuple(
            (row.text("ResourceArn").rpartition("/")[2], row.text("InternetGatewayExclusionMode"), row.text("State"))
            for row in exclusions
        ),
    )
