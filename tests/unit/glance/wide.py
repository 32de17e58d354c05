"""A network as large teams have it, as AWS's answers: 500 subnets in two VPCs, in a few tiers by zone."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tests.scenarios.network import REGION, VPC, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

SANDBOX = "vpc-0b"
ZONES = ("a", "b", "c")
SUBNETS = 500
_IDS = {"a": "apne2-az1", "b": "apne2-az2", "c": "apne2-az3"}
_LOCAL = {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}
_NAT = {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-0a", "State": "active", "Origin": "CreateRoute"}
_IGW = {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-0a", "State": "active", "Origin": "CreateRoute"}
_BESIDE = {**_NAT, "NatGatewayId": "nat-0b"}
#: Tiers: the VPC, its routes beside the local one, and the share of every hundred subnets that are in it.
_TIERS: dict[str, tuple[str, list[dict[str, str]], int]] = {
    "app": (VPC, [_NAT], 50),
    "db": (VPC, [], 20),
    "web": (VPC, [_IGW], 10),
    "lab": (SANDBOX, [_BESIDE], 20),
}


def wide(subnets: int = SUBNETS) -> dict[str, Any]:
    """Give the answers: an S3 gateway endpoint that one table of the app tier lacks, one for EC2's API, a sandbox."""
    answers = changed(
        [
            {"gateway": {"tables": []}},
            {"interface": {"service": "ec2", "subnets": ["subnet-a1", "subnet-a2"]}},
        ]
    )
    _sandbox(answers)
    rows = answers["describe-subnets"]["Subnets"]
    tables = {name: _table(name, tier) for name, tier in _tables()}
    for n in range(subnets - len(rows)):
        tier, zone = _tier(n % 100), ZONES[n % 3]
        made = copy.deepcopy(rows[0])
        made.update(
            SubnetId=f"subnet-{tier}{n:04d}",
            VpcId=_TIERS[tier][0],
            CidrBlock=f"10.0.{n // 16}.{16 * (n % 16)}/28",
            AvailabilityZone=f"{REGION}{zone}",
            AvailabilityZoneId=_IDS[zone],
            MapPublicIpOnLaunch=tier == "web",
            Tags=[{"Key": "Name", "Value": f"{tier}-{zone}-{n:03d}"}],
        )
        rows.append(made)
        tables[f"rtb-{tier}-{zone}"]["Associations"].append(
            {
                "RouteTableAssociationId": f"rtbassoc-{n}",
                "RouteTableId": f"rtb-{tier}-{zone}",
                "SubnetId": made["SubnetId"],
                "Main": False,
                "AssociationState": {"State": "associated"},
            }
        )
    answers["describe-route-tables"]["RouteTables"].extend(tables.values())
    (gateway, *_) = answers["describe-vpc-endpoints"]["VpcEndpoints"]
    gateway["RouteTableIds"] = ["rtb-app-a", "rtb-app-b", *(f"rtb-db-{zone}" for zone in ZONES)]
    for table in gateway["RouteTableIds"]:
        tables[table]["Routes"].append(
            {"DestinationPrefixListId": "pl-s3", "GatewayId": "vpce-s3", "State": "active", "Origin": "CreateRoute"}
        )
    return answers


def _tier(of_a_hundred: int) -> str:
    end = 0
    for tier, (_, _, share) in _TIERS.items():
        end += share
        if of_a_hundred < end:
            return tier
    raise AssertionError(of_a_hundred)


def _tables() -> Iterator[tuple[str, str]]:
    for tier in _TIERS:
        for zone in ZONES:
            yield f"rtb-{tier}-{zone}", tier


def _table(name: str, tier: str) -> dict[str, Any]:
    vpc, routes, _ = _TIERS[tier]
    return {"RouteTableId": name, "VpcId": vpc, "Associations": [], "Routes": [_LOCAL, *copy.deepcopy(routes)], "Tags": []}


def _sandbox(answers: dict[str, Any]) -> None:
    """Add a second VPC with a NAT gateway, an internet gateway and no endpoint."""
    vpc = copy.deepcopy(answers["describe-vpcs"]["Vpcs"][0])
    vpc.update(VpcId=SANDBOX, Tags=[{"Key": "Name", "Value": "sandbox"}])
    answers["describe-vpcs"]["Vpcs"].append(vpc)
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        said = copy.deepcopy(answers[f"describe-vpc-attribute.{VPC}.{attribute}"])
        answers[f"describe-vpc-attribute.{SANDBOX}.{attribute}"] = {**said, "VpcId": SANDBOX}
    subnet = copy.deepcopy(answers["describe-subnets"]["Subnets"][2])
    subnet.update(SubnetId="subnet-labpub", VpcId=SANDBOX, Tags=[{"Key": "Name", "Value": "lab-public"}])
    answers["describe-subnets"]["Subnets"].append(subnet)
    igw = {**_IGW, "GatewayId": "igw-0b"}
    association = {
        "RouteTableAssociationId": "rtbassoc-labpub",
        "RouteTableId": "rtb-lab-public",
        "SubnetId": "subnet-labpub",
        "Main": False,
        "AssociationState": {"State": "associated"},
    }
    table = {"RouteTableId": "rtb-lab-public", "VpcId": SANDBOX, "Associations": [association], "Routes": [_LOCAL, igw]}
    answers["describe-route-tables"]["RouteTables"].append(table)
    answers["describe-internet-gateways"]["InternetGateways"].append(
        {"InternetGatewayId": "igw-0b", "Attachments": [{"VpcId": SANDBOX, "State": "available"}]}
    )
    nat = copy.deepcopy(answers["describe-nat-gateways"]["NatGateways"][0])
    nat.update(NatGatewayId="nat-0b", VpcId=SANDBOX, SubnetId="subnet-labpub")
    answers["describe-nat-gateways"]["NatGateways"].append(nat)
    acl = copy.deepcopy(answers["describe-network-acls"]["NetworkAcls"][0])
    acl.update(NetworkAclId="acl-sandbox", VpcId=SANDBOX)
    answers["describe-network-acls"]["NetworkAcls"].append(acl)
    answers[f"list-hosted-zones-by-vpc.{SANDBOX}"] = {"HostedZoneSummaries": []}
