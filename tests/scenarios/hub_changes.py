"""Changes that add what stands in a hub VPC, an endpoint of either type, and an inspection in the VPC itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.scenarios.transit_changes import ACCOUNT, HUB, REGION, VPC, route_row, subnet_row, table_row

if TYPE_CHECKING:
    from collections.abc import Callable

type_json = dict[str, Any]


def hub_endpoint(
    answers: dict[str, type_json],
    *,
    service: str = "s3",
    id: str = "vpce-0b0b",
    admits: str = "10.0.0.0/8",
    group: str | None = None,
    shared_by: str | None = None,
) -> None:
    """Add an interface endpoint to the hub with one interface, 10.9.1.200, in subnet-hub-out.

    `admits` is what its security group lets in, or `group` the security group; a private hosted zone of the name
    `shared_by` answers with it in the spoke.
    """
    eni = {
        "NetworkInterfaceId": "eni-hub-endpoint",
        "VpcId": HUB,
        "SubnetId": "subnet-hub-out",
        "InterfaceType": "vpc_endpoint",
        "Status": "in-use",
        "PrivateIpAddress": "10.9.1.200",
        "PrivateIpAddresses": [{"PrivateIpAddress": "10.9.1.200", "Primary": True}],
        "Groups": [{"GroupId": "sg-hub", "GroupName": "hub"}],
    }
    answers["describe-network-interfaces"]["NetworkInterfaces"].append(eni)
    admitted: type_json = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": admits}]}
    if group:
        admitted = {**admitted, "IpRanges": [], "UserIdGroupPairs": [{"GroupId": group, "UserId": ACCOUNT}]}
    answers["describe-security-groups"]["SecurityGroups"].append(
        {"GroupId": "sg-hub", "GroupName": "hub", "VpcId": HUB, "OwnerId": ACCOUNT, "IpPermissions": [admitted]}
    )
    own = f"{id}-abcd1234.{service}.{REGION}.vpce.amazonaws.com"
    answers["describe-vpc-endpoints"]["VpcEndpoints"].append(
        {
            "VpcEndpointId": id,
            "VpcEndpointType": "Interface",
            "VpcId": HUB,
            "ServiceName": f"com.amazonaws.{REGION}.{service}",
            "State": "available",
            "SubnetIds": ["subnet-hub-out"],
            "Groups": [{"GroupId": "sg-hub", "GroupName": "hub"}],
            "NetworkInterfaceIds": ["eni-hub-endpoint"],
            "PrivateDnsEnabled": False,
            "DnsEntries": [{"DnsName": f"*.{own}" if service == "s3" else own, "HostedZoneId": "Z27"}],
            "DnsOptions": {"DnsRecordIpType": "ipv4"},
            "IpAddressType": "ipv4",
            "OwnerId": ACCOUNT,
        }
    )
    if shared_by:
        summary = {"HostedZoneId": "Z0HUB", "Name": f"{shared_by}.", "Owner": {"OwningAccount": ACCOUNT}}
        for vpc in (VPC, HUB):
            answers[f"list-hosted-zones-by-vpc.{vpc}"] = {"HostedZoneSummaries": [summary]}
        alias = {"HostedZoneId": "Z27", "DNSName": f"{own}.", "EvaluateTargetHealth": False}
        answers["list-resource-record-sets.Z0HUB"] = {
            "ResourceRecordSets": [{"Name": f"{shared_by}.", "Type": "A", "AliasTarget": alias}]
        }


def hub_gateway(answers: dict[str, type_json], *, table: str) -> None:
    """Add an S3 gateway endpoint to the hub, on one of its tables."""
    answers["describe-vpc-endpoints"]["VpcEndpoints"].append(
        {
            "VpcEndpointId": "vpce-hub",
            "VpcEndpointType": "Gateway",
            "VpcId": HUB,
            "ServiceName": f"com.amazonaws.{REGION}.s3",
            "State": "available",
            "RouteTableIds": [table],
            "PolicyDocument": '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}',
            "OwnerId": ACCOUNT,
        }
    )
    held = next(t for t in answers["describe-route-tables"]["RouteTables"] if t["RouteTableId"] == table)
    held["Routes"].append({"DestinationPrefixListId": "pl-s3", "GatewayId": "vpce-hub", "State": "active"})


def inspection(answers: dict[str, type_json]) -> None:
    """Add a Gateway Load Balancer endpoint in a subnet that goes on to the NAT gateway, and send rtb-a1 there."""
    answers["describe-subnets"]["Subnets"].append(subnet_row("subnet-fw", VPC, "10.0.5.0/24", "apne2-az1"))
    away = [route_row("0.0.0.0/0", NatGatewayId="nat-0a")]
    tables = answers["describe-route-tables"]["RouteTables"]
    tables.append(table_row("rtb-fw", away, ["subnet-fw"], vpc=VPC, cidr="10.0.0.0/16"))
    answers["describe-vpc-endpoints"]["VpcEndpoints"].append(
        {
            "VpcEndpointId": "vpce-gwlb",
            "VpcEndpointType": "GatewayLoadBalancer",
            "VpcId": VPC,
            "ServiceName": f"com.amazonaws.vpce.{REGION}.vpce-svc-0fw",
            "State": "available",
            "SubnetIds": ["subnet-fw"],
            "OwnerId": ACCOUNT,
        }
    )
    mine = next(t for t in tables if t["RouteTableId"] == "rtb-a1")
    mine["Routes"] = [r for r in mine["Routes"] if r.get("DestinationCidrBlock") != "0.0.0.0/0"]
    mine["Routes"].append(route_row("0.0.0.0/0", GatewayId="vpce-gwlb"))


HUB_CHANGES: dict[str, Callable[..., None]] = {
    "hub_endpoint": hub_endpoint,
    "hub_gateway": hub_gateway,
    "inspection": inspection,
}
