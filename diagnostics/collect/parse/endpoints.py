"""VPC endpoints and endpoint services as the model has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.parse.fields import BadRowError
from diagnostics.model.network import EndpointService, VpcEndpoint

if TYPE_CHECKING:
    from diagnostics.collect.parse.fields import Row


def endpoint_of(row: Row) -> VpcEndpoint:
    """Give a VPC endpoint of whatever type and state; AWS leaves the type out where it is a gateway endpoint."""
    options, error = row.row("DnsOptions"), row.row("LastError")
    return VpcEndpoint(
        id=row.identity("VpcEndpointId"),
        vpc_id=row.text("VpcId"),
        name=row.name(),
        type=row.text("VpcEndpointType", "Gateway"),
        service_name=row.text("ServiceName"),
        service_region=row.text("ServiceRegion"),
        owner=row.text("OwnerId"),
        state=row.text("State", "available").lower(),
        route_table_ids=row.texts("RouteTableIds"),
        subnet_ids=row.texts("SubnetIds"),
        eni_ids=row.texts("NetworkInterfaceIds"),
        group_ids=row.each("Groups", "GroupId"),
        private_dns=row.flag("PrivateDnsEnabled"),
        dns_names=tuple(name.rstrip(".") for name in row.each("DnsEntries", "DnsName")),
        dns_zone_id=next((entry.text("HostedZoneId") for entry in row.rows("DnsEntries")), ""),
        inbound_resolver_only=options.flag_or_none("PrivateDnsOnlyForInboundResolverEndpoint"),
        dns_record_ip_type=options.text("DnsRecordIpType"),
        ip_address_type=row.text("IpAddressType", "ipv4"),
        policy=_policy(row),
        last_error=": ".join(said for said in (error.text("Code"), error.text("Message")) if said)
        or row.text("FailureReason"),
    )


def _policy(row: Row) -> str:
    """Give the policy document as AWS writes it: JSON as text."""
    if isinstance(row.raw.get("PolicyDocument"), dict):
        msg = "PolicyDocument should hold JSON as text, and holds an object"
        raise BadRowError(msg)
    return row.text("PolicyDocument")


def endpoint_service_of(row: Row) -> EndpointService:
    """Give what AWS says of an endpoint service."""
    names = (row.text("PrivateDnsName"), *row.each("PrivateDnsNames", "PrivateDnsName"))
    return EndpointService(
        name=row.identity("ServiceName"),
        private_dns_names=tuple(dict.fromkeys(name.rstrip(".") for name in names if name)),
        types=row.each("ServiceType", "ServiceType"),
        zones=row.texts("AvailabilityZones"),
        zone_ids=row.texts("AvailabilityZoneIds"),
    )
