"""The sample network as boto3 reads it, and what the diagnosis says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.account import ACCOUNT, INSTANCES, REGION, SUBNETS, TIPS, SampleAccount, wearing
from bot.playground.account.server import client_of
from diagnostics.collect import AwsCollector, snapshot_of
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.model.flow import Query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.collect import Answers
    from diagnostics.model.snapshot import Snapshot


@pytest.fixture(scope="module")
def environment() -> Iterator[Mapping[str, str]]:
    """Give the environment of a running sample account."""
    account = SampleAccount()
    yield account.start()
    account.stop()


@pytest.fixture(scope="module")
def answers(environment: Mapping[str, str]) -> Answers:
    """Give what the collector reads in the sample account."""
    with wearing(environment):
        collector = AwsCollector()
        read = collector.collect()
        collector.close()
    return read


@pytest.fixture(scope="module")
def snapshot(answers: Answers) -> Snapshot:
    """Give the snapshot of the sample account."""
    return snapshot_of(answers)


@pytest.mark.parametrize(
    ("source", "to", "verdict", "path", "codes"),
    [
        ("orchard", "s3", "PUBLIC_VIA_NAT_GATEWAY", "PUBLIC_VIA_NAT_GATEWAY", {"GWE-002"}),
        ("harbor", "s3", "PRIVATE_GATEWAY_ENDPOINT", "PRIVATE_GATEWAY_ENDPOINT", set()),
        ("marsh", "s3", "BLOCKED_NACL", "PRIVATE_GATEWAY_ENDPOINT", {"ACL-002"}),
        ("quarry", "s3", "PUBLIC_VIA_IGW", "PUBLIC_VIA_IGW", {"IGW-002"}),
        ("crane", "s3", "PUBLIC_VIA_IGW", "PUBLIC_VIA_IGW", {"IGW-002"}),
        ("meadow", "s3", "BLOCKED_NO_ROUTE", "BLOCKED_NO_ROUTE", {"RTE-004"}),
        ("lagoon", "s3", "BLOCKED_BLACKHOLE", "BLOCKED_BLACKHOLE", {"RTE-003"}),
        ("mill", "s3", "BLOCKED_SG_EGRESS", "PRIVATE_GATEWAY_ENDPOINT", {"SGR-001"}),
        ("pier", "s3", "PRIVATE_GATEWAY_ENDPOINT", "PRIVATE_GATEWAY_ENDPOINT", set()),
        ("orchard", "dynamodb", "PRIVATE_GATEWAY_ENDPOINT", "PRIVATE_GATEWAY_ENDPOINT", set()),
        ("orchard", "ec2", "PUBLIC_VIA_NAT_GATEWAY", "PUBLIC_VIA_NAT_GATEWAY", {"IFE-001"}),
        ("ridge", "ec2", "PRIVATE_INTERFACE_ENDPOINT", "PRIVATE_INTERFACE_ENDPOINT", set()),
        ("ridge", "s3", "BLOCKED_NO_ROUTE", "BLOCKED_NO_ROUTE", {"IFE-003"}),
        ("ridge", "dynamodb", "PRIVATE_GATEWAY_ENDPOINT", "PRIVATE_GATEWAY_ENDPOINT", set()),
        ("delta", "s3", "PRIVATE_GATEWAY_ENDPOINT", "PRIVATE_GATEWAY_ENDPOINT", set()),
    ],
)
def test_each_place_shows_what_it_was_built_to_show(
    snapshot: Snapshot, *, source: str, to: str, verdict: str, path: str, codes: set[str]
) -> None:
    """The diagnosis of a place of the sample network gives its verdict, by the cause that was built in."""
    (found,) = diagnose(Query(source=source, to=to), snapshot)
    assert (found.verdict, found.path) == (verdict, path)
    assert codes <= {finding.rule.code for finding in found.findings}


def test_a_private_place_has_nothing_to_find(snapshot: Snapshot) -> None:
    """Decoys raise nothing that a person is told of where the path is private."""
    for source, to in (("harbor", "s3"), ("ridge", "ec2"), ("delta", "s3")):
        (found,) = diagnose(Query(source=source, to=to), snapshot)
        assert explain(found, "en").causes == ()


def test_the_collector_is_refused_nothing(snapshot: Snapshot) -> None:
    """Every call that the collector makes is answered, in the sample's account and Region."""
    assert (snapshot.account, snapshot.region, snapshot.gaps) == (ACCOUNT, REGION, ())


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_account_is_built_and_read_without_leaving_this_machine() -> None:
    """Neither moto nor boto3 connects to anything but loopback."""
    account = SampleAccount(account="666666666666")
    with wearing(account.start()):
        collector = AwsCollector()
        read = collector.collect()
        collector.close()
    account.stop()
    assert snapshot_of(read).account == "666666666666"


def test_repairing_orchard_makes_it_private(environment: Mapping[str, str]) -> None:
    """What the diagnosis tells people to do works in the sample account too, and can be undone."""
    ec2 = client_of("ec2", environment)
    with wearing(environment):
        before = _diagnosed("orchard")
        endpoint = _named(ec2.describe_vpc_endpoints()["VpcEndpoints"], "grove-s3")["VpcEndpointId"]
        table = _named(ec2.describe_route_tables()["RouteTables"], "orchard-rt")["RouteTableId"]
        ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, AddRouteTableIds=[table])
        repaired = _diagnosed("orchard")
        ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, RemoveRouteTableIds=[table])
        after = _diagnosed("orchard")
    ec2.close()
    assert (before, repaired, after) == ("PUBLIC_VIA_NAT_GATEWAY", "PRIVATE_GATEWAY_ENDPOINT", "PUBLIC_VIA_NAT_GATEWAY")


def test_deleting_a_gateway_endpoint_takes_its_routes_along(environment: Mapping[str, str]) -> None:
    """An endpoint that was given tables later leaves none of them with a route when it is deleted."""
    ec2 = client_of("ec2", environment)
    vpc = ec2.create_vpc(CidrBlock="10.50.0.0/16")["Vpc"]["VpcId"]
    tables = [ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in range(2)]
    service = f"com.amazonaws.{REGION}.s3"
    own = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=service, RouteTableIds=tables[:1])["VpcEndpoint"]["VpcEndpointId"]
    ec2.modify_vpc_endpoint(VpcEndpointId=own, AddRouteTableIds=tables[1:])
    ec2.delete_vpc_endpoints(VpcEndpointIds=[own])
    left = ec2.describe_route_tables(RouteTableIds=tables)["RouteTables"]
    for table in tables:
        ec2.delete_route_table(RouteTableId=table)
    ec2.delete_vpc(VpcId=vpc)
    ec2.close()
    assert [len(table["Routes"]) for table in left] == [1, 1]


def test_every_subnet_and_tip_speaks_both_languages() -> None:
    """What the playground prints about the sample exists in Korean and in English, and names places that are there."""
    places = {subnet.name for subnet in SUBNETS} | {instance.name for instance in INSTANCES}
    assert len(TIPS) == 3
    assert all(subnet.shows.ko != subnet.shows.en for subnet in SUBNETS)
    for lang in ("ko", "en"):
        assert "orchard" in TIPS[1].say(lang)
        assert TIPS[2].say(lang).split()[-1] in places


def _diagnosed(source: str) -> str:
    collector = AwsCollector()
    snapshot = snapshot_of(collector.collect())
    collector.close()
    (found,) = diagnose(Query(source=source, to="s3"), snapshot)
    return str(found.verdict)


def _named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if {"Key": "Name", "Value": name} in row["Tags"])
