"""A drawn network of IPv4 as the same network of IPv6: every range has its counterpart, in the words of AWS's answers."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.unit.diagnostics.drawn_network import REGION
from tests.unit.diagnostics.in_aws_words import described

if TYPE_CHECKING:
    from tests.unit.diagnostics.drawn_network import Row, World

#: The name of S3 that has AAAA records.
NAME = f"s3.dualstack.{REGION}.amazonaws.com"
#: IPv4 addresses become the last thirty-two bits of this range, which is in IPv6's public space.
_BASE = ipaddress.IPv6Network("2406:da00:abcd:abcd:abcd:abcd::/96")
#: How the members of AWS's answers are called that hold a range of the other family.
_MEMBERS = {"DestinationCidrBlock": "DestinationIpv6CidrBlock", "IpRanges": "Ipv6Ranges", "CidrIp": "CidrIpv6"}
#: What translates addresses, or has no part in IPv6 here; `igw-1` takes its place.
_IPV4_ONLY = ("nat", "eni", "vpce-0lb")


def without_translation(world: World) -> World:
    """Give the network in which nothing translates addresses, as nothing does for IPv6, and the names are plain."""
    return replace(
        world,
        tables={table: tuple(_direct(row) for row in rows) for table, rows in world.tables.items()},
        interface=None,
        dns_support=True,
        dns_hostnames=True,
        custom_dns=False,
        zone=None,
        rules=(),
        public=True,  # every IPv6 address of Amazon's ranges is a public one
    )


def _direct(row: Row) -> Row:
    translates = row.target.startswith(_IPV4_ONLY) and not row.to.startswith("10.")
    return row._replace(target="igw-1") if translates else row


def described_in_ipv6(world: World) -> dict[str, Any]:
    """Give AWS's answers for the network of IPv6 that is like this one, in which nothing has an IPv4 address."""
    answers: dict[str, Any] = _translated(described(world))
    own = ("10.0.0.0/16", *(f"10.0.{n}.0/24" for n in range(4)))
    for row, cidr in zip((*answers["describe-vpcs"]["Vpcs"], *answers["describe-subnets"]["Subnets"]), own, strict=True):
        state = {"State": "associated"}
        row["Ipv6CidrBlockAssociationSet"] = [{"Ipv6CidrBlock": _cidr(cidr), "Ipv6CidrBlockState": state}]
    for subnet in answers["describe-subnets"]["Subnets"]:
        del subnet["CidrBlock"]
        subnet["Ipv6Native"] = True
    for eni in answers["describe-network-interfaces"]["NetworkInterfaces"]:
        eni["Ipv6Addresses"] = [{"Ipv6Address": _address(eni.pop("PrivateIpAddress"))}]
    for acl in answers["describe-network-acls"]["NetworkAcls"]:
        for entry in acl["Entries"]:
            entry["Ipv6CidrBlock"] = entry.pop("CidrBlock")
    for endpoint in answers["describe-vpc-endpoints"]["VpcEndpoints"]:
        endpoint["IpAddressType"] = "ipv6"
    return answers


def _translated(node: Any) -> Any:
    """Give the same answers with IPv6 ranges in the members that hold such, and the lists as those of IPv6."""
    if isinstance(node, dict):
        if "DhcpOptionsId" in node:  # a VPC always has IPv4
            return dict(node)
        made = {_MEMBERS.get(key, key): _translated(value) for key, value in node.items()}
        if made.get("PrefixListName", "").startswith("com.amazonaws."):
            made["PrefixListName"] = made["PrefixListName"].replace(f"{REGION}.", f"{REGION}.ipv6.")
        return made | ({"AddressFamily": "IPv6"} if "AddressFamily" in made else {})
    if isinstance(node, list):
        return [_translated(value) for value in node]
    return _cidr(node) if isinstance(node, str) and "/" in node and ":" not in node else node


def _cidr(cidr: str) -> str:
    net = ipaddress.IPv4Network(cidr)
    if net.prefixlen == 0:
        return "::/0"
    return str(ipaddress.IPv6Network((int(_BASE.network_address) + int(net.network_address), 96 + net.prefixlen)))


def _address(address: str) -> str:
    return str(ipaddress.IPv6Address(int(_BASE.network_address) + int(ipaddress.IPv4Address(address))))
