"""What a large Region costs: the time of a diagnosis as the network grows, and the memory of the whole at its peak.

A network of this kind is made as AWS's answers, without AWS: subnets by tens share a route table and a network ACL, each
has a workload, and a VPC has two hundred subnets at most, as AWS's default quota says.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from diagnostics import Query, diagnose
from diagnostics.collect import Answers, Meta, snapshot_of

SIZES = (500, 5000)
SERVICES = ("s3", "dynamodb", "ec2")
REGION = "ap-northeast-2"
_VPC_HOLDS, _TABLE_HOLDS = 200, 10
_ROOT = Path(__file__).parents[2]


def answers(subnets: int) -> Answers:
    """Give what AWS would answer about a Region of so many subnets."""
    vpcs = [f"vpc-{n}" for n in range(-(-subnets // _VPC_HOLDS))]
    said: dict[str, Any] = {
        "describe-vpcs": {"Vpcs": [_vpc(vpc, number) for number, vpc in enumerate(vpcs)]},
        "describe-subnets": {"Subnets": [_subnet(n) for n in range(subnets)]},
        "describe-route-tables": {"RouteTables": [_table(n, subnets) for n in range(-(-subnets // _TABLE_HOLDS))]},
        "describe-network-interfaces": {"NetworkInterfaces": [_interface(n) for n in range(subnets)]},
        "describe-security-groups": {"SecurityGroups": [_group(n) for n in range(len(vpcs))]},
        "describe-network-acls": {"NetworkAcls": [_acl(n, subnets) for n in range(len(vpcs))]},
        "describe-nat-gateways": {"NatGateways": [_nat(n) for n in range(len(vpcs))]},
        "describe-internet-gateways": {
            "InternetGateways": [
                {"InternetGatewayId": f"igw-{n}", "Attachments": [{"VpcId": f"vpc-{n}", "State": "available"}]}
                for n in range(len(vpcs))
            ]
        },
        "describe-vpc-endpoints": {"VpcEndpoints": [_endpoint(n, subnets) for n in range(len(vpcs))]},
        "describe-prefix-lists": {
            "PrefixLists": [
                {
                    "PrefixListId": "pl-s3",
                    "PrefixListName": f"com.amazonaws.{REGION}.s3",
                    "Cidrs": ["52.219.56.0/22", "3.5.140.0/22"],
                }
            ]
        },
        "describe-dhcp-options": {
            "DhcpOptions": [
                {
                    "DhcpOptionsId": "dopt-0",
                    "DhcpConfigurations": [{"Key": "domain-name-servers", "Values": [{"Value": "AmazonProvidedDNS"}]}],
                }
            ]
        },
        "describe-instances": {"Reservations": []},
    }
    for vpc in vpcs:
        for attribute in ("enableDnsSupport", "enableDnsHostnames"):
            key = attribute[0].upper() + attribute[1:]
            said[f"describe-vpc-attribute.{vpc}.{attribute}"] = {"VpcId": vpc, key: {"Value": True}}
    return Answers(said=said, meta=Meta(region=REGION))


def _vpc(vpc: str, number: int) -> dict[str, Any]:
    return {"VpcId": vpc, "CidrBlock": f"10.{number}.0.0/16", "DhcpOptionsId": "dopt-0", "OwnerId": "111122223333"}


def _subnet(number: int) -> dict[str, Any]:
    vpc, within = divmod(number, _VPC_HOLDS)
    zone = "abc"[number % 3]
    return {
        "SubnetId": f"subnet-{number}",
        "VpcId": f"vpc-{vpc}",
        "CidrBlock": f"10.{vpc}.{within}.0/24",
        "AvailabilityZone": f"{REGION}{zone}",
        "AvailabilityZoneId": f"apne2-az{number % 3 + 1}",
        "OwnerId": "111122223333",
    }


def _table(number: int, subnets: int) -> dict[str, Any]:
    members = range(number * _TABLE_HOLDS, min(subnets, (number + 1) * _TABLE_HOLDS))
    vpc = members[0] // _VPC_HOLDS
    way = {"GatewayId": f"igw-{vpc}"} if members[0] % _VPC_HOLDS == 0 else {"NatGatewayId": f"nat-{vpc}"}
    routes = [
        {"DestinationCidrBlock": f"10.{vpc}.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"},
        {"DestinationCidrBlock": "0.0.0.0/0", "State": "active", "Origin": "CreateRoute", **way},
    ]
    if number % 2:
        routes.append(
            {"DestinationPrefixListId": "pl-s3", "GatewayId": f"vpce-{vpc}", "State": "active", "Origin": "CreateRoute"}
        )
    return {
        "RouteTableId": f"rtb-{number}",
        "VpcId": f"vpc-{vpc}",
        "Associations": [
            {"SubnetId": f"subnet-{n}", "Main": False, "AssociationState": {"State": "associated"}} for n in members
        ],
        "Routes": routes,
    }


def _interface(number: int) -> dict[str, Any]:
    vpc, within = divmod(number, _VPC_HOLDS)
    return {
        "NetworkInterfaceId": f"eni-{number}",
        "VpcId": f"vpc-{vpc}",
        "SubnetId": f"subnet-{number}",
        "InterfaceType": "interface",
        "PrivateIpAddress": f"10.{vpc}.{within}.10",
        "PrivateIpAddresses": [{"PrivateIpAddress": f"10.{vpc}.{within}.10", "Primary": True}],
        "Groups": [{"GroupId": f"sg-{vpc}"}],
        "Status": "in-use",
    }


def _group(number: int) -> dict[str, Any]:
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    return {"GroupId": f"sg-{number}", "VpcId": f"vpc-{number}", "IpPermissions": [], "IpPermissionsEgress": [everything]}


def _acl(number: int, subnets: int) -> dict[str, Any]:
    entries = [
        {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": egress, "CidrBlock": "0.0.0.0/0"}
        for egress in (True, False)
    ]
    members = range(number * _VPC_HOLDS, min(subnets, (number + 1) * _VPC_HOLDS))
    return {
        "NetworkAclId": f"acl-{number}",
        "VpcId": f"vpc-{number}",
        "IsDefault": True,
        "Entries": entries,
        "Associations": [{"SubnetId": f"subnet-{n}"} for n in members],
    }


def _nat(number: int) -> dict[str, Any]:
    return {
        "NatGatewayId": f"nat-{number}",
        "VpcId": f"vpc-{number}",
        "SubnetId": f"subnet-{number * _VPC_HOLDS}",
        "State": "available",
        "ConnectivityType": "public",
        "NatGatewayAddresses": [{"PublicIp": "203.0.113.9", "PrivateIp": f"10.{number}.0.9", "Status": "succeeded"}],
    }


def _endpoint(number: int, subnets: int) -> dict[str, Any]:
    first = number * _VPC_HOLDS // _TABLE_HOLDS
    last = min(-(-subnets // _TABLE_HOLDS), first + _VPC_HOLDS // _TABLE_HOLDS)
    return {
        "VpcEndpointId": f"vpce-{number}",
        "VpcId": f"vpc-{number}",
        "VpcEndpointType": "Gateway",
        "ServiceName": f"com.amazonaws.{REGION}.s3",
        "State": "available",
        "RouteTableIds": [f"rtb-{n}" for n in range(first, last) if n % 2],
    }


def measure(subnets: int) -> dict[str, float]:
    """Give what parsing and diagnosing take in this process, in milliseconds, and its peak memory in MB."""
    said = answers(subnets)
    start = time.perf_counter()
    snapshot = snapshot_of(said)
    parsed = time.perf_counter()
    for service in SERVICES:
        for subnet in snapshot.subnets:
            diagnose(Query(source=subnet, to=service), snapshot)
    done = time.perf_counter()
    return {
        "parse": (parsed - start) * 1000,
        "each": (done - parsed) * 1000 / (subnets * len(SERVICES)),
        "peak": peak_memory(),
    }


def peak_memory() -> float:
    """Give the most memory that this process has held since it began, in MB; Linux counts it."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else float("nan")


def in_a_fresh_process(subnets: int) -> dict[str, float]:
    """Give the same of a process of its own, so that its peak is nobody else's."""
    command = [sys.executable, "-m", "tests.bench.scale", str(subnets)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True, timeout=600)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main() -> None:
    """Print the figures of one size as JSON."""
    print(json.dumps(measure(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
