"""Changes that bring IPv6 to the baseline network, in the words of AWS's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BLOCK = "2406:da12:40::/56"
_SUBNETS = {"subnet-a1": "2406:da12:40:1::", "subnet-a2": "2406:da12:40:2::", "subnet-pub": "2406:da12:40:3::"}
#: An IPv6 list of S3. AWS publishes no such addresses by name; these are in the block that its Regions answer from.
S3_IPV6 = ["2406:da70:c000::/40", "2406:daa0:c000::/40"]
_EVERYTHING = "::/0"

type_json = dict[str, Any]


def _ipv6(
    answers: dict[str, Any], *, subnets: list[str], only: bool = False, dns64: bool = False, local: bool = False
) -> None:
    """Give subnets and all that is in them IPv6, as AWS does: local routes, and default filters that let it through.

    `only`: without IPv4. `local`: with unique local addresses, which the internet cannot answer.
    """
    block = "fd00:ab::/56" if local else _BLOCK
    vpc = answers["describe-vpcs"]["Vpcs"][0]
    vpc["Ipv6CidrBlockAssociationSet"] = [{"Ipv6CidrBlock": block, "Ipv6CidrBlockState": {"State": "associated"}}]
    for subnet in answers["describe-subnets"]["Subnets"]:
        if subnet["SubnetId"] in subnets:
            own = f"{_base(subnet['SubnetId'], local)}/64"
            subnet["Ipv6CidrBlockAssociationSet"] = [{"Ipv6CidrBlock": own, "Ipv6CidrBlockState": {"State": "associated"}}]
            subnet.update(EnableDns64=dns64, Ipv6Native=only)
            if only:
                del subnet["CidrBlock"]
    for eni in answers["describe-network-interfaces"]["NetworkInterfaces"]:
        if eni["SubnetId"] in subnets:
            _address(eni, f"{_base(eni['SubnetId'], local)}10", only=only)
    _let_through(answers, block)


def _let_through(answers: dict[str, Any], block: str) -> None:
    """Add the local route and what default filters have for IPv6."""
    local_route = {"DestinationIpv6CidrBlock": block, "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}
    for table in answers["describe-route-tables"]["RouteTables"]:
        table["Routes"].insert(0, dict(local_route))
    for group in answers["describe-security-groups"]["SecurityGroups"]:
        for rule in group["IpPermissionsEgress"]:
            rule["Ipv6Ranges"] = [{"CidrIpv6": _EVERYTHING}]
    for acl in answers["describe-network-acls"]["NetworkAcls"]:
        if acl["IsDefault"]:
            acl["Entries"] += [
                {"RuleNumber": 101, "Egress": e, "Protocol": "-1", "RuleAction": "allow", "Ipv6CidrBlock": _EVERYTHING}
                for e in (True, False)
            ]


def _base(subnet: str, local: bool) -> str:  # noqa: FBT001 (a private choice between two constants)
    return _SUBNETS[subnet].replace("2406:da12:40", "fd00:ab:0") if local else _SUBNETS[subnet]


def _address(eni: type_json, address: str, *, only: bool = False) -> None:
    eni["Ipv6Addresses"] = [{"Ipv6Address": address}]
    if only:
        eni.update(PrivateIpAddresses=[])
        del eni["PrivateIpAddress"]


def _egress_only(answers: dict[str, Any], *, id: str = "eigw-0a", attached: bool = True) -> None:
    """Add an egress-only internet gateway to the VPC."""
    answers["describe-egress-only-internet-gateways"] = {
        "EgressOnlyInternetGateways": [
            {
                "EgressOnlyInternetGatewayId": id,
                "Attachments": [{"VpcId": answers["describe-vpcs"]["Vpcs"][0]["VpcId"], "State": "attached"}]
                if attached
                else [],
            }
        ]
    }


def _ip_type(
    answers: dict[str, Any],
    *,
    endpoint: str,
    type: str = "dualstack",
    dns: str = "service-defined",
    names: list[str] | None = None,
    listed: bool = True,
) -> None:
    """Set an endpoint's IP address type with all that AWS does then.

    A gateway endpoint gets the route of the IPv6 list (`listed` false: whose entries nobody collected) into its tables; an
    interface endpoint's interfaces get IPv6 addresses, and `names` are the private names that it answers for as well.
    """
    row = next(e for e in answers["describe-vpc-endpoints"]["VpcEndpoints"] if e["VpcEndpointId"] == endpoint)
    row.update(IpAddressType=type, DnsOptions={**row["DnsOptions"], "DnsRecordIpType": dns})
    row["DnsEntries"] += [{"DnsName": name, "HostedZoneId": "Z27"} for name in names or []]
    for n, eni in enumerate(answers["describe-network-interfaces"]["NetworkInterfaces"]):
        if eni["NetworkInterfaceId"] in row["NetworkInterfaceIds"]:
            _address(eni, f"{_SUBNETS[eni['SubnetId']]}{n + 200}")
    if row["VpcEndpointType"] != "Gateway" or type == "ipv4":
        return
    known = {"PrefixListId": "pl-s3-6", "PrefixListName": "com.amazonaws.ap-northeast-2.ipv6.s3"}
    if listed:
        answers["describe-prefix-lists"]["PrefixLists"].append({**known, "Cidrs": list(S3_IPV6)})
        answers["describe-managed-prefix-lists"]["PrefixLists"].append({**known, "OwnerId": "AWS", "AddressFamily": "IPv6"})
    for table in answers["describe-route-tables"]["RouteTables"]:
        if table["RouteTableId"] in row["RouteTableIds"]:
            if type == "ipv6":
                table["Routes"] = [r for r in table["Routes"] if r.get("GatewayId") != endpoint]
            table["Routes"].append(
                {
                    "DestinationPrefixListId": "pl-s3-6",
                    "GatewayId": endpoint,
                    "State": "active",
                    "Origin": "CreateRoute",
                }
            )


def _acl6(answers: dict[str, Any], *, subnet: str, entries: list[dict[str, Any]]) -> None:
    """Add IPv6 entries to the network ACL of a subnet, which the change `acl` has made."""
    acl = next(
        a
        for a in answers["describe-network-acls"]["NetworkAcls"]
        if any(held["SubnetId"] == subnet for held in a["Associations"])
    )
    for entry in entries:
        ports = entry.get("ports")
        acl["Entries"].append(
            {
                "RuleNumber": entry["number"],
                "Egress": entry["egress"],
                "Protocol": "6" if ports else "-1",
                "RuleAction": entry.get("action", "allow"),
                "Ipv6CidrBlock": entry["cidr"],
                **({"PortRange": {"From": ports[0], "To": ports[1]}} if ports else {}),
            }
        )


#: By the words that a scenario uses.
IPV6_CHANGES: Mapping[str, Callable[..., None]] = {
    "ipv6": _ipv6,
    "egress_only": _egress_only,
    "ip_type": _ip_type,
    "acl6": _acl6,
}
