"""The rules about NAT, internet gateways and VPC Block Public Access: where they fire, and where they must stay quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diagnostics.model.finding import Severity
from diagnostics.model.nat_usage import NatFlows, NatMetrics
from diagnostics.model.network import BlockPublicAccess, Bucket, Function, NatAddress, NatGateway
from tests.unit.findings.place import Place, Row, both, nothing, of, outcome, rows, to

if TYPE_CHECKING:
    from tests.unit.findings.place import Change


def _nat(**fields: object) -> Change:
    return lambda p: p.change("nat_gateways", "nat-0a", **fields)


def _regional(*zones: str, auto: str) -> Change:
    def made(place: Place) -> None:
        place.route("rtb-main", to("0.0.0.0/0", "igw-0a"))
        addresses = tuple(NatAddress(az_id=z, public_ip="198.51.100.9") for z in zones)
        nat = NatGateway(
            id="nat-0a",
            vpc_id="vpc-0a",
            availability_mode="regional",
            route_table_id="rtb-main",
            auto_provision_zones=auto,
            addresses=addresses,
        )
        place.put("nat_gateways", nat)

    return made


def _counted(**sums: int) -> Change:
    metrics = NatMetrics(id="nat-0a", days=30, last_port_error="2026-11-20", **sums)
    return lambda p: p.rest.update(nat_metrics={"nat-0a": metrics})


def _flowed(**services: int) -> Change:
    flows = NatFlows(id="nat-0a", days=30, services=tuple(services.items()))
    return lambda p: p.rest.update(nat_flows={"nat-0a": flows})


def _no_public_ip(place: Place) -> None:
    place.change("enis", "eni-pub", public_ips=())


def _bpa(mode: str, *exclusions: tuple[str, str, str], **fields: str) -> Change:
    return lambda p: p.rest.update(bpa=BlockPublicAccess(mode=mode, exclusions=exclusions, **fields))


def _function(place: Place) -> None:
    """Ask AWS about a function that runs outside every VPC."""
    place.parts["functions"] = {"fn": Function(name="fn")}


CASES: dict[str, list[tuple[str, Change, str, str, bool | str]]] = {
    "SVC-002": [
        ("a function outside every VPC", _function, "lambda:fn", "s3", True),
        ("a subnet is in a VPC", nothing, "subnet-a1", "s3", False),
    ],
    "NAT-001": [
        ("it failed", _nat(state="failed", failure="Gateway.NotAttached"), "subnet-a1", "s3", True),
        (
            "one of its addresses failed",
            _nat(addresses=(NatAddress(), NatAddress(status="failed"))),
            "subnet-a1",
            "s3",
            True,
        ),
        ("it is available", nothing, "subnet-a1", "s3", False),
        ("the endpoint goes past it", both(_nat(state="failed"), lambda p: p.gateway("rtb-a1")), "subnet-a1", "s3", False),
        (
            "a participant cannot see it",
            both(lambda p: p.parts["nat_gateways"].clear(), lambda p: p.change("subnets", "subnet-a1", owner="999")),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "NAT-002": [
        ("private, to an internet gateway", _nat(connectivity="private"), "subnet-a1", "s3", "private_nat_to_igw"),
        (
            "its subnet has no default route",
            lambda p: p.route("rtb-pub", without="0.0.0.0/0"),
            "subnet-a1",
            "s3",
            "nat_subnet_no_igw_route",
        ),
        (
            "its internet gateway is detached",
            lambda p: p.change("internet_gateways", "igw-0a", vpc_ids=()),
            "subnet-a1",
            "s3",
            "igw_detached",
        ),
        ("the way on is whole", nothing, "subnet-a1", "s3", False),
        ("regional, with its own table", _regional(auto="enabled"), "subnet-a1", "s3", False),
    ],
    "NAT-003": [
        ("the NAT gateway is in another zone", nothing, "subnet-a2", "s3", True),
        ("the same zone", nothing, "subnet-a1", "s3", False),
        ("regional", _regional(auto="enabled"), "subnet-a2", "s3", False),
        ("the endpoint goes past it", lambda p: p.gateway("rtb-a2"), "subnet-a2", "s3", False),
    ],
    "NAT-004": [
        ("manual mode without this zone", _regional("apne2-az1", auto="disabled"), "subnet-a2", "s3", True),
        ("manual mode with this zone", _regional("apne2-az1", auto="disabled"), "subnet-a1", "s3", False),
        ("automatic mode", _regional("apne2-az1", auto="enabled"), "subnet-a2", "s3", False),
    ],
    "NAT-005": [
        ("flow logs measured S3", _flowed(s3=2**30), "subnet-a1", "s3", True),
        ("flow logs measured DynamoDB", _flowed(dynamodb=2**30), "subnet-a1", "dynamodb", True),
        ("flow logs measured another service", _flowed(dynamodb=2**30), "subnet-a1", "s3", False),
        ("CloudWatch does not know destinations", _counted(processed=2**40), "subnet-a1", "s3", False),
        ("no endpoint is free for it", _flowed(s3=2**30), "subnet-a1", "ec2", False),
        ("the endpoint goes past it", both(_flowed(s3=2**30), lambda p: p.gateway("rtb-a1")), "subnet-a1", "s3", False),
        ("nothing gets through", both(_flowed(s3=2**30), _nat(state="failed")), "subnet-a1", "s3", False),
    ],
    "NAT-006": [
        ("ports ran out", _counted(port_errors=3), "subnet-a1", "s3", True),
        ("for whatever goes through it", _counted(port_errors=3), "subnet-a1", "ec2", True),
        ("none did", _counted(port_errors=0), "subnet-a1", "s3", False),
        ("CloudWatch has no figure", _counted(), "subnet-a1", "s3", False),
        ("nobody asked CloudWatch", nothing, "subnet-a1", "s3", False),
        (
            "the endpoint goes past it",
            both(_counted(port_errors=3), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "IGW-001": [
        ("an interface without public address", _no_public_ip, "eni-pub", "s3", True),
        (
            "a subnet that assigns none",
            both(lambda p: p.change("subnets", "subnet-pub", map_public_ip=False), _no_public_ip),
            "subnet-pub",
            "s3",
            True,
        ),
        ("an interface with one", nothing, "eni-pub", "s3", False),
        ("a subnet that assigns them", nothing, "subnet-pub", "s3", False),
        ("the endpoint needs none", both(_no_public_ip, lambda p: p.gateway("rtb-pub")), "eni-pub", "s3", False),
    ],
    "IGW-002": [
        ("S3 from a public subnet", nothing, "eni-pub", "s3", True),
        ("EC2 has no gateway type", nothing, "eni-pub", "ec2", False),
        ("the public table has the endpoint", lambda p: p.gateway("rtb-pub"), "eni-pub", "s3", False),
        ("a private subnet goes by NAT", nothing, "subnet-a1", "s3", False),
    ],
    "BPA-001": [
        ("bidirectional, behind NAT", _bpa("block-bidirectional"), "subnet-a1", "s3", True),
        (
            "the NAT's subnet is excluded",
            _bpa("block-bidirectional", ("subnet-pub", "allow-egress", "create-complete")),
            "subnet-a1",
            "s3",
            False,
        ),
        (
            "the endpoint uses no gateway",
            both(_bpa("block-bidirectional"), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            False,
        ),
        ("ingress mode leaves NAT alone", _bpa("block-ingress"), "subnet-a1", "s3", False),
        ("off", nothing, "subnet-a1", "s3", False),
    ],
    "BPA-002": [
        ("ingress mode, straight out", _bpa("block-ingress"), "eni-pub", "s3", True),
        (
            "an egress exclusion has no effect",
            _bpa("block-ingress", ("subnet-pub", "allow-egress", "create-complete")),
            "eni-pub",
            "s3",
            True,
        ),
        (
            "a bidirectional exclusion has",
            _bpa("block-ingress", ("subnet-pub", "allow-bidirectional", "create-complete")),
            "eni-pub",
            "s3",
            False,
        ),
        ("bidirectional mode is the other rule's", _bpa("block-bidirectional"), "eni-pub", "s3", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, with its cause, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_a_nat_gateway_of_the_same_zone_is_used_where_there_is_one() -> None:
    """The route is pointed at the neighbour; nothing new is created."""
    near = NatGateway(id="nat-0b", vpc_id="vpc-0a", subnet_id="subnet-a2")
    found = of("NAT-003", lambda p: p.put("nat_gateways", near), "subnet-a2", "s3")
    assert found is not None
    (command,) = found.cli
    assert command.startswith("aws ec2 replace-route --route-table-id rtb-a2 --destination-cidr-block 0.0.0.0/0 ")
    assert "--nat-gateway-id nat-0b " in command


def test_a_bare_subnet_is_only_warned() -> None:
    """What is launched there may have a public address, so the finding informs instead of blocking."""
    found = of(
        "IGW-001",
        both(lambda p: p.change("subnets", "subnet-pub", map_public_ip=False), _no_public_ip),
        "subnet-pub",
        "s3",
    )
    assert found is not None
    assert found.weight is Severity.INFO


@pytest.mark.parametrize("fields", [{"exclusions_allowed": "not-allowed"}, {"managed_by": "declarative-policy"}])
def test_no_exclusion_is_offered_where_aws_would_refuse_it(fields: dict[str, str]) -> None:
    """Under an organization's rule there is nothing to run in this account."""
    found = of("BPA-001", _bpa("block-bidirectional", **fields), "subnet-a1", "s3")
    assert found is not None
    assert found.cli == ()


def test_the_exclusion_is_for_the_subnet_that_touches_the_gateway() -> None:
    """Behind NAT that is the NAT gateway's subnet, not the workload's."""
    found = of("BPA-001", _bpa("block-bidirectional"), "subnet-a1", "s3")
    assert found is not None
    assert "--subnet-id subnet-pub --internet-gateway-exclusion-mode allow-egress" in found.cli[0]


def test_the_table_joins_an_endpoint_that_is_there() -> None:
    """With a gateway endpoint on another table its own is associated; without one an endpoint is created."""
    found = of("NAT-005", both(_flowed(s3=2**30), lambda p: p.gateway("rtb-a2")), "subnet-a1", "s3")
    assert found is not None
    assert "modify-vpc-endpoint" in found.cli[0]
    assert "--add-route-table-ids rtb-a1" in found.cli[0]
    missing = of("NAT-005", _flowed(s3=2**30), "subnet-a1", "s3")
    assert missing is not None
    assert "create-vpc-endpoint" in missing.cli[0]


def test_a_bucket_of_another_region_would_stay_with_the_nat_gateway() -> None:
    """A gateway endpoint does not reach it, so nothing of it would become free."""
    elsewhere = both(
        _flowed(s3=2**30),
        lambda p: p.parts.update(buckets={"orchard-data": Bucket(name="orchard-data", region="us-east-1")}),
    )
    assert of("NAT-005", elsewhere, "subnet-a1", "s3://orchard-data") is None


@pytest.mark.parametrize(
    ("change", "command"),
    [
        (nothing, "associate-nat-gateway-address --nat-gateway-id nat-0a --allocation-ids"),
        (
            _regional("apne2-az1", auto="disabled"),
            "associate-nat-gateway-address --nat-gateway-id nat-0a --availability-zone",
        ),
        (_regional("apne2-az1", auto="enabled"), ""),
    ],
)
def test_a_further_address_is_given_in_the_way_of_the_gateway(change: Change, command: str) -> None:
    """A regional gateway that provides its zones by itself gets its addresses from AWS."""
    found = of("NAT-006", both(_counted(port_errors=3), change), "subnet-a1", "s3")
    assert found is not None
    assert command in "".join(found.cli)
    assert bool(found.cli) == bool(command)
