"""VPCs, subnets and what stands in them, as the model has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.network import Eni, Instance, Subnet, Vpc

if TYPE_CHECKING:
    from diagnostics.collect.parse.fields import Row

_GONE = frozenset({"disassociating", "disassociated", "failing", "failed"})


def vpc_of(row: Row, *, dns_support: bool | None = None, dns_hostnames: bool | None = None) -> Vpc:
    """Give a VPC with the DNS attributes that were asked for separately."""
    return Vpc(
        id=row.identity("VpcId"),
        name=row.name(),
        owner=row.text("OwnerId"),
        cidrs=_blocks(row, row.cidr("CidrBlock"), "CidrBlockAssociationSet", "CidrBlock"),
        ipv6_cidrs=_blocks(row, "", "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock"),
        dhcp_options_id=row.text("DhcpOptionsId"),
        dns_support=dns_support,
        dns_hostnames=dns_hostnames,
        bpa_mode=row.row("BlockPublicAccessStates").text("InternetGatewayBlockMode"),
    )


def subnet_of(row: Row) -> Subnet:
    """Give a subnet."""
    return Subnet(
        id=row.identity("SubnetId"),
        vpc_id=row.text("VpcId"),
        name=row.name(),
        owner=row.text("OwnerId"),
        az=row.text("AvailabilityZone"),
        az_id=row.text("AvailabilityZoneId"),
        cidr=row.cidr("CidrBlock"),
        ipv6_cidrs=_blocks(row, "", "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock"),
        map_public_ip=row.flag("MapPublicIpOnLaunch"),
        dns64=row.flag("EnableDns64"),
        bpa_mode=row.row("BlockPublicAccessStates").text("InternetGatewayBlockMode"),
    )


def _blocks(row: Row, first: str, member: str, inner: str) -> tuple[str, ...]:
    """Give the CIDRs in force, `first` first. Subnets and VPCs name the state of an IPv4 and an IPv6 block differently."""
    held = [first] if first else []
    state = "CidrBlockState" if inner == "CidrBlock" else "Ipv6CidrBlockState"
    held += (each.cidr(inner) for each in row.rows(member) if each.row(state).text("State").lower() not in _GONE)
    return tuple(dict.fromkeys(cidr for cidr in held if cidr))


def eni_of(row: Row) -> Eni:
    """Give a network interface with every address it has."""
    addresses = row.rows("PrivateIpAddresses")
    private = [row.text("PrivateIpAddress"), *(each.text("PrivateIpAddress") for each in addresses)]
    public = [row.row("Association").text("PublicIp"), *(each.row("Association").text("PublicIp") for each in addresses)]
    return Eni(
        id=row.identity("NetworkInterfaceId"),
        vpc_id=row.text("VpcId"),
        subnet_id=row.text("SubnetId"),
        name=row.name("TagSet"),
        type=row.text("InterfaceType", "interface"),
        description=row.text("Description"),
        private_ips=_given(private),
        public_ips=_given(public),
        ipv6_ips=row.each("Ipv6Addresses", "Ipv6Address"),
        group_ids=row.each("Groups", "GroupId"),
        instance_id=row.row("Attachment").text("InstanceId") or None,
        source_dest_check=row.flag("SourceDestCheck", default=True),
        status=row.text("Status", "in-use"),
    )


def instance_of(row: Row) -> Instance:
    """Give an instance."""
    return Instance(
        id=row.identity("InstanceId"),
        name=row.name(),
        vpc_id=row.text("VpcId"),
        subnet_id=row.text("SubnetId"),
        state=row.row("State").text("Name", "running"),
        eni_ids=row.each("NetworkInterfaces", "NetworkInterfaceId"),
    )


def _given(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
