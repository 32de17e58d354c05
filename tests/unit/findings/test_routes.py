"""The rules about routes: where they fire, and where they must stay quiet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from diagnostics.model.finding import Severity
from diagnostics.model.network import Eni, Instance, PrefixList, VpcEndpoint
from tests.unit.findings.place import VPC, Place, Row, both, nothing, of, outcome, rows, to

if TYPE_CHECKING:
    from tests.unit.findings.place import Change


def _default(route_to: str, **more: str) -> Change:
    return lambda p: p.route("rtb-a1", to("0.0.0.0/0", route_to, **more), without="0.0.0.0/0")


def _customer_list(*cidrs: str) -> Change:
    def made(place: Place) -> None:
        place.gateway("rtb-a1")
        place.put("prefix_lists", PrefixList(id="pl-own", name="offices", aws=False, cidrs=cidrs))
        place.route("rtb-a1", to("pl-own", "tgw-0a"))

    return made


def _inspected(place: Place) -> None:
    """Send the subnet's default through a Gateway Load Balancer endpoint in the other subnet."""
    place.put("endpoints", VpcEndpoint(id="vpce-fw", vpc_id=VPC, type="GatewayLoadBalancer", subnet_ids=("subnet-a2",)))
    _default("vpce-fw")(place)


def _nat_instance(place: Place) -> None:
    """Put a forwarding instance with a public address into the public subnet and route the subnet to it."""
    place.put(
        "enis",
        Eni(
            id="eni-nat",
            vpc_id=VPC,
            subnet_id="subnet-pub",
            private_ips=("10.0.0.5",),
            public_ips=("203.0.113.5",),
            instance_id="i-nat",
            source_dest_check=False,
        ),
    )
    place.put("instances", Instance(id="i-nat", vpc_id=VPC, subnet_id="subnet-pub", eni_ids=("eni-nat",)))
    _default("eni-nat")(place)


def _learnt(cidr: str, origin: str) -> Change:
    return both(lambda p: p.gateway("rtb-a1"), lambda p: p.route("rtb-a1", to(cidr, "vgw-0a", origin=origin)))


def _static(cidr: str) -> Change:
    return both(lambda p: p.gateway("rtb-a1"), lambda p: p.route("rtb-a1", to(cidr, "nat-0a")))


CASES = {
    "RTE-001": [
        ("the very same CIDR", _static("52.219.56.0/22"), "subnet-a1", "s3", True),
        ("a part of it", _static("3.5.141.0/24"), "subnet-a1", "s3", True),
        ("a wider CIDR loses", _static("52.0.0.0/8"), "subnet-a1", "s3", False),
        (
            "without an endpoint it beats nothing",
            lambda p: p.route("rtb-a1", to("3.5.141.0/24", "nat-0a")),
            "subnet-a1",
            "s3",
            False,
        ),
        ("another service's addresses", _static("52.94.8.0/24"), "subnet-a1", "s3", False),
    ],
    "RTE-002": [
        ("a customer list holds the same CIDR", _customer_list("52.219.56.0/22"), "subnet-a1", "s3", True),
        ("a customer list is nested", _customer_list("52.219.57.0/24"), "subnet-a1", "s3", True),
        ("a customer /0 is a default route", _customer_list("0.0.0.0/0"), "subnet-a1", "s3", False),
        ("a customer list of other addresses", _customer_list("198.51.100.0/24"), "subnet-a1", "s3", False),
    ],
    "RTE-003": [
        ("the default route is dead", _default("nat-0a", state="blackhole"), "subnet-a1", "s3", True),
        (
            "the endpoint's route wins",
            both(_default("nat-0a", state="blackhole"), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            False,
        ),
        (
            "EC2 has no such luck",
            both(_default("nat-0a", state="blackhole"), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "ec2",
            True,
        ),
        (
            "the internet gateway is detached",
            lambda p: p.change("internet_gateways", "igw-0a", vpc_ids=()),
            "eni-pub",
            "s3",
            True,
        ),
        ("all is alive", nothing, "subnet-a1", "s3", False),
    ],
    "RTE-004": [
        ("an isolated subnet", lambda p: p.route("rtb-a1", without="0.0.0.0/0"), "subnet-a1", "s3", True),
        (
            "an isolated subnet with the endpoint",
            both(lambda p: p.route("rtb-a1", without="0.0.0.0/0"), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            False,
        ),
        ("the baseline", nothing, "subnet-a1", "s3", False),
    ],
    "RTE-005": [
        ("no table names the subnet", lambda p: p.change("route_tables", "rtb-a1", subnet_ids=()), "subnet-a1", "s3", True),
        ("a table names it", nothing, "subnet-a1", "s3", False),
    ],
    "RTE-006": [
        ("learnt over VPN", _learnt("3.5.141.0/24", "EnableVgwRoutePropagation"), "subnet-a1", "s3", True),
        ("learnt from Route Server", _learnt("3.5.141.0/24", "Advertisement"), "subnet-a1", "s3", True),
        (
            "of equal length the endpoint wins",
            _learnt("3.5.140.0/22", "EnableVgwRoutePropagation"),
            "subnet-a1",
            "s3",
            False,
        ),
        ("written by hand", _static("3.5.141.0/24"), "subnet-a1", "s3", False),
    ],
    "RTE-007": [
        (
            "while the endpoint serves another table",
            both(_default("tgw-0a"), lambda p: p.gateway("rtb-a2")),
            "subnet-a1",
            "s3",
            True,
        ),
        ("to a transit gateway", _default("tgw-0a"), "subnet-a1", "s3", True),
        ("to a peering", _default("pcx-0a"), "subnet-a1", "s3", True),
        ("to a VPN gateway", _default("vgw-0a", origin="EnableVgwRoutePropagation"), "subnet-a1", "s3", True),
        ("the endpoint's route wins", both(_default("tgw-0a"), lambda p: p.gateway("rtb-a1")), "subnet-a1", "s3", False),
        ("to a NAT gateway", nothing, "subnet-a1", "s3", False),
    ],
    "RTE-008": [
        ("traffic is inspected", _inspected, "subnet-a1", "s3", True),
        ("the endpoint avoids the inspection", both(_inspected, lambda p: p.gateway("rtb-a1")), "subnet-a1", "s3", True),
        ("nothing inspects", lambda p: p.gateway("rtb-a1"), "subnet-a1", "s3", False),
        ("a NAT instance is no inspection", _nat_instance, "subnet-a1", "s3", False),
    ],
    "RTE-009": [
        (
            "the check is on",
            both(_nat_instance, lambda p: p.change("enis", "eni-nat", source_dest_check=True)),
            "subnet-a1",
            "s3",
            True,
        ),
        (
            "it is stopped",
            both(_nat_instance, lambda p: p.change("instances", "i-nat", state="stopped")),
            "subnet-a1",
            "s3",
            True,
        ),
        ("it forwards", _nat_instance, "subnet-a1", "s3", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, with its cause, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_nested_lists_are_milder_than_equal_ones() -> None:
    """Of the same CIDR AWS picks at random; of different lengths the longer one most likely wins."""
    same = of("RTE-002", _customer_list("52.219.56.0/22"), "subnet-a1", "s3")
    nested = of("RTE-002", _customer_list("52.219.57.0/24"), "subnet-a1", "s3")
    assert same is not None
    assert nested is not None
    assert (same.weight, nested.weight) == (Severity.HIGH, Severity.MEDIUM)


def test_a_detached_internet_gateway_is_attached_again() -> None:
    """The route is right; what lacks is the attachment."""
    found = of("RTE-003", lambda p: p.change("internet_gateways", "igw-0a", vpc_ids=()), "eni-pub", "s3")
    assert found is not None
    assert found.cli[0].startswith(f"aws ec2 attach-internet-gateway --internet-gateway-id igw-0a --vpc-id {VPC} ")


def test_an_avoided_inspection_is_information() -> None:
    """The endpoint's route around the firewall is worth knowing, and no defect."""
    found = of("RTE-008", both(_inspected, lambda p: p.gateway("rtb-a1")), "subnet-a1", "s3")
    assert found is not None
    assert found.weight is Severity.INFO


@pytest.mark.parametrize(
    ("fields", "command"),
    [
        (
            {"source_dest_check": True},
            "modify-network-interface-attribute --network-interface-id eni-nat --no-source-dest-check",
        ),
        (
            {"status": "available"},
            "attach-network-interface --network-interface-id eni-nat --instance-id i-nat --device-index 1",
        ),
    ],
)
def test_each_way_of_not_forwarding_has_its_own_cure(fields: dict[str, object], command: str) -> None:
    """The command mends what is broken about the interface."""

    def broken(place: Place) -> None:
        _nat_instance(place)
        place.put("enis", replace(place.parts["enis"]["eni-nat"], **fields))

    found = of("RTE-009", broken, "subnet-a1", "s3")
    assert found is not None
    assert found.cli == (f"aws ec2 {command} --region ap-northeast-2",)


UNSEEN = both(lambda p: p.parts["route_tables"].clear(), lambda p: p.gap("ec2:DescribeRouteTables"), lambda p: p.gateway())


@pytest.mark.parametrize(
    "code", ["GWE-002", "GWE-003", "GWE-007", "RTE-001", "RTE-002", "RTE-004", "RTE-005", "RTE-006", "RTE-008"]
)
def test_tables_that_were_not_seen_are_not_judged(code: str) -> None:
    """Without the route tables, no rule says what a table has or lacks."""
    assert of(code, UNSEEN, "subnet-a1", "s3") is None
