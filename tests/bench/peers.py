"""How long others take for the same account, how many calls they make, and who says the truth of each kind of subnet.

Run it as `make bench-peers`, which installs them, each in an environment of its own under `build/peers`; what is not there
is left out. Everybody is a fresh process that reads the same account over real HTTP: moto, in this one. The times are this
machine's; the ratio to the bare calls of boto3, taken in turns in one run, is what can be compared.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.bench.region import amazon_dns
from tests.unit.collect.local_aws import REGION, running

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

from tests.unit.collect.local_aws import LocalAws

PEERS = Path(__file__).parents[2] / "build" / "peers"
OURS = Path(sys.executable).parent / "routelore"
SIZES = (11, 126)
TURNS = 3
#: What the truth is about each kind of subnet.
TRUTH = {"endpoint": "private", "nat-only": "public via NAT", "isolated": "unreachable", "public": "public via IGW"}
_FLOOR = """
import boto3
from concurrent.futures import ThreadPoolExecutor
ec2 = boto3.client("ec2")
names = ["vpcs", "subnets", "route_tables", "vpc_endpoints", "nat_gateways", "internet_gateways", "network_acls",
         "security_groups", "network_interfaces", "prefix_lists"]
with ThreadPoolExecutor(8) as pool:
    for done in [pool.submit(getattr(ec2, f"describe_{name}")) for name in names]:
        done.result()
"""
_CUSTODIAN = """
policies:
  - name: vpcs-without-endpoint
    resource: aws.vpc
    filters:
      - not: [{type: vpc-endpoint, key: ServiceName, value: com.amazonaws.REGION.s3}]
  - name: subnets-without-endpoint
    resource: aws.subnet
    filters:
      - not: [{type: vpc-endpoint, key: ServiceName, value: com.amazonaws.REGION.s3}]
"""
_OUR_WORDS = {
    "PRIVATE_GATEWAY_ENDPOINT": "private",
    "PUBLIC_VIA_NAT_GATEWAY": "public via NAT",
    "BLOCKED_NO_ROUTE": "unreachable",
    "PUBLIC_VIA_IGW": "public via IGW",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run took and said."""

    seconds: float
    calls: int
    out: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """Somebody who is asked about the account: a command, and what its answer says of each kind of subnet."""

    name: str
    command: Callable[[Path], list[str]]
    says: Callable[[Ran, Mapping[str, str]], Mapping[str, str]]
    turns: int = TURNS


def build(ec2: Any, subnets: int) -> dict[str, str]:
    """Build the account and give the id of a subnet of each kind.

    VPC A has a public subnet, a private one whose table has the S3 endpoint's route, private ones that only have the NAT
    gateway, and an isolated one on the implicit main table; the main table of VPC B has an internet gateway; the default VPC
    is as moto makes it.
    """
    a = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    b = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    amazon_dns(ec2, *(vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"]))
    already = len(ec2.describe_subnets()["Subnets"])
    gateways = [ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"] for _ in (a, b)]
    for gateway, vpc in zip(gateways, (a, b), strict=True):
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    made = [_subnet(ec2, a, f"10.0.{n}.0/24") for n in range(subnets - already - 2)]
    for n in range(2):
        _subnet(ec2, b, f"10.1.{n}.0/24")
    public, endpoint, isolated, *nat_only = made
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=public, AllocationId=address)["NatGateway"]["NatGatewayId"]
    _table(ec2, a, [public], GatewayId=gateways[0])
    ec2.modify_subnet_attribute(SubnetId=public, MapPublicIpOnLaunch={"Value": True})
    with_endpoint = _table(ec2, a, [endpoint], NatGatewayId=nat)
    _table(ec2, a, nat_only, NatGatewayId=nat)
    main = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [b]}])["RouteTables"][0]["RouteTableId"]
    ec2.create_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateways[1])
    ec2.create_vpc_endpoint(
        VpcEndpointType="Gateway", VpcId=a, ServiceName=f"com.amazonaws.{REGION}.s3", RouteTableIds=[with_endpoint]
    )
    return {"endpoint": endpoint, "nat-only": nat_only[0], "isolated": isolated, "public": public}


def _subnet(ec2: Any, vpc: str, cidr: str) -> str:
    return str(ec2.create_subnet(VpcId=vpc, CidrBlock=cidr)["Subnet"]["SubnetId"])


def _table(ec2: Any, vpc: str, subnets: list[str], **target: str) -> str:
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
    for subnet in subnets:
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    return str(table)


def run(contender: Contender, aws: LocalAws, folder: Path) -> Ran:
    """Run a contender once in an empty folder."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "AWS_ENDPOINT_URL": aws.url,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_EC2_METADATA_DISABLED": "true",
        **dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1"),
    }
    command = contender.command(folder)
    before, start = sum(aws.seen.values()), time.perf_counter()
    done = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in {0, 1, 3}:  # natpath ends with 1, Prowler with 3, where there is something to tell
        print(f"    {contender.name} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return Ran(seconds=seconds, calls=sum(aws.seen.values()) - before, out=done.stdout, folder=folder)


def our_words(ran: Ran, subnets: Mapping[str, str]) -> Mapping[str, str]:
    """Give what routelore says: the verdict of each subnet."""
    verdicts = {each["source"]["subnet"]: each["verdict"] for each in json.loads(ran.out)}
    return {kind: _OUR_WORDS.get(verdicts[subnet], verdicts[subnet]) for kind, subnet in subnets.items()}


def natpath_words(ran: Ran, subnets: Mapping[str, str]) -> Mapping[str, str]:
    """Give what natpath says: a group that it lists without a way for S3 uses the NAT gateway; of the rest it is silent."""
    groups = [group for group in ran.out.split("\n\n") if "door for S3" in group]
    return {kind: "public via NAT" if any(subnet in g for g in groups) else "silent" for kind, subnet in subnets.items()}


def custodian_words(ran: Ran, subnets: Mapping[str, str]) -> Mapping[str, str]:
    """Give what Cloud Custodian says: a subnet that its filter matches lacks the endpoint, another has it."""
    found = json.loads((ran.folder / "out" / "subnets-without-endpoint" / "resources.json").read_text(encoding="utf-8"))
    missing = {each["SubnetId"] for each in found}
    return {kind: "no endpoint" if subnet in missing else "endpoint" for kind, subnet in subnets.items()}


def nothing(_ran: Ran, subnets: Mapping[str, str]) -> Mapping[str, str]:
    """Give what somebody says who has no check of the way to S3."""
    return dict.fromkeys(subnets, "silent")


def custodian(folder: Path) -> list[str]:
    """Give the command of Cloud Custodian, with its policy written down."""
    policy = folder / "policy.yml"
    policy.write_text(_CUSTODIAN.replace("REGION", REGION), encoding="utf-8")
    tool = str(PEERS / "c7n" / "bin" / "custodian")
    return [tool, "run", "-s", str(folder / "out"), "--cache-period", "0", "--region", REGION, str(policy)]


def contenders() -> tuple[Contender, ...]:
    """Give everybody who is installed."""

    def tool(name: str, program: str, *words: str) -> Callable[[Path], list[str]]:
        return lambda _folder: [str(PEERS / name / "bin" / program), *words]

    every = (
        Contender(name="boto3 floor", command=lambda _folder: [sys.executable, "-c", _FLOOR], says=nothing),
        Contender(
            name="routelore",
            command=lambda _folder: [str(OURS), "diagnose", "--all", "--to", "s3", "--format", "json", "--region", REGION],
            says=our_words,
        ),
        Contender(name="natpath", command=tool("natpath", "natpath", "--region", REGION), says=natpath_words),
        Contender(name="c7n", command=custodian, says=custodian_words),
        Contender(
            name="scoutsuite",
            command=tool(
                "scoutsuite", "scout", "aws", "--services", "vpc", "--regions", REGION, "--no-browser", "--report-dir", "out"
            ),
            says=nothing,
        ),
        Contender(
            name="prowler",
            command=tool("prowler", "prowler", "aws", "--services", "vpc", "--region", REGION, "-M", "csv", "--no-banner"),
            says=nothing,
            turns=1,
        ),
    )
    return tuple(each for each in every if each.name in {"boto3 floor", "routelore"} or (PEERS / each.name).is_dir())


def print_account(subnets: int) -> None:
    """Print the figures of one account."""
    with running() as aws:
        aws.forget()
        kinds = build(aws.client("ec2"), subnets)
        everybody = contenders()
        taken: dict[str, list[Ran]] = {each.name: [] for each in everybody}
        with TemporaryDirectory() as name:
            for turn in range(TURNS):
                for each in everybody:
                    if turn < each.turns:
                        folder = Path(name) / f"{each.name}-{turn}".replace(" ", "-")
                        folder.mkdir()
                        taken[each.name].append(run(each, aws, folder))
            floor = median(ran.seconds for ran in taken["boto3 floor"])
            print(f"\n{subnets} subnets\n  {'':14}{'wall':>9}{'x floor':>9}{'calls':>7}  {'; '.join(TRUTH)}")
            for each in everybody:
                seconds, last = median(ran.seconds for ran in taken[each.name]), taken[each.name][-1]
                said = each.says(last, kinds)
                told = "; ".join(f"{said[kind]}{_mark(said[kind], truth)}" for kind, truth in TRUTH.items())
                print(f"  {each.name:14}{seconds:7.2f} s{seconds / floor:9.2f}{last.calls:7}  {told}")


def _mark(said: str, truth: str) -> str:
    """Say whether what was said is true; silence is neither."""
    if said == "silent":
        return ""
    right = said == truth or (said == "endpoint" and truth == "private") or (said == "no endpoint" and truth != "private")
    return " (right)" if right else " (wrong)"


def main() -> None:
    """Print the figures of every account."""
    for subnets in SIZES:
        print_account(subnets)


if __name__ == "__main__":
    main()
