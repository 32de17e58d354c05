"""Network interfaces that AWS makes for endpoints and NAT gateways: their type, addresses and security groups."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network
from itertools import islice
from typing import TYPE_CHECKING

from bot.playground.account.departures.endpoints import endpoints
from bot.playground.account.region import Departure
from bot.playground.account.wire import numbered, put, put_rows, rows, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.playground.account.region import Exchange, Region

_NAT_SHOWN = ("CreateNatGateway", "DescribeNatGateways")
_RESERVED = 4  # the network's own address and the three that AWS keeps at the start of every subnet


@dataclass(frozen=True, slots=True)
class _Made:
    """Why AWS made a network interface."""

    type: str
    description: str
    gone: bool = False


def show_connectivity(exchange: Exchange) -> None:
    """NAT gateways: moto says the connectivity type of private ones only; AWS says it of all, and each address's status."""
    for nat in rows(exchange.answer, "natGatewaySet", "natGateway"):
        put(nat, "connectivityType", text(nat, "connectivityType") or "public")
        for address in rows(nat, "natGatewayAddressSet"):
            put(address, "isPrimary", "true")
            put(address, "status", "succeeded")


def keep_nat_address(exchange: Exchange) -> None:
    """CreateNatGateway with a private address: moto ignores it; AWS gives the NAT gateway that address."""
    asked = exchange.params.get("PrivateIpAddress")
    for nat in rows(exchange.answer, "natGatewaySet", "natGateway"):
        for address in rows(nat, "natGatewayAddressSet"):
            if asked:
                exchange.region.addresses[text(address, "networkInterfaceId")] = asked


def show_nat_address(exchange: Exchange) -> None:
    """NAT gateways: moto draws a private address from all of 10.0.0.0/8; AWS takes one of the gateway's subnet."""
    for nat in rows(exchange.answer, "natGatewaySet", "natGateway"):
        for address in rows(nat, "natGatewayAddressSet"):
            own = text(address, "networkInterfaceId")
            put(address, "privateIp", address_of(own, text(nat, "subnetId"), exchange.region))


def address_of(interface_id: str, subnet_id: str, region: Region) -> str:
    """Give the address of a network interface that AWS made: the subnet's first free one, the same from then on."""
    if interface_id not in region.addresses:
        (subnet,) = region.rows("DescribeSubnets", "subnetSet", {"SubnetId.1": subnet_id})
        asked = {"Filter.1.Name": "subnet-id", "Filter.1.Value.1": subnet_id}
        there = region.rows("DescribeNetworkInterfaces", "networkInterfaceSet", asked)
        taken = {text(row, "privateIpAddress") for row in there} | set(region.addresses.values())
        free = (
            str(each) for each in islice(ip_network(text(subnet, "cidrBlock")), _RESERVED, None) if str(each) not in taken
        )
        region.addresses[interface_id] = next(free)
    return region.addresses[interface_id]


def show_made_interfaces(exchange: Exchange) -> None:
    """Interfaces of endpoints and NAT gateways: moto says `interface`, an address from anywhere, and `available`.

    AWS says `vpc_endpoint` or `nat_gateway`, an address of the subnet, `in-use`, that AWS manages it, and what it is for.
    """
    made = dict(_made_interfaces(exchange.region))
    for row in rows(exchange.answer, "networkInterfaceSet"):
        own = text(row, "networkInterfaceId")
        if own not in made:
            continue
        address = address_of(own, text(row, "subnetId"), exchange.region)
        name = f"ip-{address.replace('.', '-')}.{exchange.region.name}.compute.internal"
        put(row, "interfaceType", made[own].type)
        put(row, "description", made[own].description)
        put(row, "requesterManaged", "true")
        put(row, "status", "in-use")
        put(row, "privateIpAddress", address)
        put(row, "privateDnsName", name)
        put_rows(row, "privateIpAddressesSet", [{"primary": "true", "privateIpAddress": address, "privateDnsName": name}])
        if made[own].type == "nat_gateway":
            put(row, "groupSet")
            put(row, "sourceDestCheck", "false")


def drop_interfaces_of_deleted(exchange: Exchange) -> None:
    """Interfaces of deleted NAT gateways: moto keeps them; AWS deletes them with the gateway."""
    gone = {own for own, made in _made_interfaces(exchange.region) if made.gone}
    held = exchange.answer.find("networkInterfaceSet") if exchange.answer is not None else None
    if held is not None:
        for row in [row for row in held if text(row, "networkInterfaceId") in gone]:
            held.remove(row)


def _made_interfaces(region: Region) -> Iterator[tuple[str, _Made]]:
    for endpoint in endpoints(region):
        for own in texts(endpoint, "networkInterfaceIdSet"):
            yield own, _Made("vpc_endpoint", f"VPC Endpoint Interface {text(endpoint, 'vpcEndpointId')}")
    for nat in region.rows("DescribeNatGateways", "natGatewaySet"):
        for address in rows(nat, "natGatewayAddressSet"):
            described = f"Interface for NAT Gateway {text(nat, 'natGatewayId')}"
            yield text(address, "networkInterfaceId"), _Made("nat_gateway", described, text(nat, "state") == "deleted")


def share_groups(exchange: Exchange) -> None:
    """Security groups of an endpoint: moto gives its interfaces the VPC's default group; AWS gives them the endpoint's."""
    endpoint_id = exchange.params.get("VpcEndpointId")
    created = (text(row, "vpcEndpointId") for row in rows(exchange.answer, "vpcEndpointSet", "vpcEndpoint"))
    (endpoint,) = endpoints(exchange.region, {"VpcEndpointId.1": endpoint_id or next(created)})
    groups = numbered("SecurityGroupId", (text(group, "groupId") for group in rows(endpoint, "groupSet")))
    for own in texts(endpoint, "networkInterfaceIdSet"):
        exchange.region.ask("ModifyNetworkInterfaceAttribute", {"NetworkInterfaceId": own, **groups})


DEPARTURES: tuple[Departure, ...] = (
    Departure(name="nat-connectivity-type", actions=_NAT_SHOWN, answer=show_connectivity),
    Departure(name="nat-address", actions=_NAT_SHOWN, answer=show_nat_address),
    Departure(name="nat-chosen-address", actions=("CreateNatGateway",), answer=keep_nat_address),
    Departure(name="made-interfaces", actions=("DescribeNetworkInterfaces",), answer=show_made_interfaces),
    Departure(
        name="interfaces-of-deleted-nat-gateways",
        actions=("DescribeNetworkInterfaces",),
        answer=drop_interfaces_of_deleted,
    ),
    Departure(
        name="endpoint-interface-groups",
        actions=("CreateVpcEndpoint", "ModifyVpcEndpoint"),
        answer=share_groups,
    ),
)
