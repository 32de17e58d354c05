"""The rules about interface endpoints: where they fire, and where they must stay quiet."""

from __future__ import annotations

import pytest

from diagnostics.model.filters import FilterRule, SecurityGroup
from diagnostics.model.finding import Severity
from diagnostics.model.network import EndpointService
from tests.unit.findings.place import REGION, Row, both, nothing, of, outcome, rows

HTTPS_FROM_SELF = FilterRule(protocol="-1", group_ids=("sg-ep",))
CASES = {
    "IFE-001": [
        ("S3 without private DNS", lambda p: p.interface(private_dns=False), "subnet-a1", "s3", True),
        ("EC2 without private DNS", lambda p: p.interface("ec2", private_dns=False), "subnet-a1", "ec2", True),
        ("private DNS is on", lambda p: p.interface("ec2"), "subnet-a1", "ec2", False),
        (
            "a gateway endpoint is there for S3",
            both(lambda p: p.interface(private_dns=False), lambda p: p.gateway("rtb-a2")),
            "subnet-a1",
            "s3",
            False,
        ),
        (
            "DynamoDB has none to turn on",
            lambda p: p.interface("dynamodb", private_dns=False),
            "subnet-a1",
            "dynamodb",
            False,
        ),
        (
            "a FIPS name would not be covered",
            lambda p: p.interface(private_dns=False),
            "subnet-a1",
            f"s3-fips.{REGION}.amazonaws.com",
            False,
        ),
    ],
    "IFE-002": [
        (
            "hostnames are off",
            both(lambda p: p.interface("ec2"), lambda p: p.change("vpcs", "vpc-0a", dns_hostnames=False)),
            "subnet-a1",
            "ec2",
            True,
        ),
        ("both attributes are on", lambda p: p.interface("ec2"), "subnet-a1", "ec2", False),
        ("no endpoint counts on it", lambda p: p.change("vpcs", "vpc-0a", dns_hostnames=False), "subnet-a1", "ec2", False),
        (
            "not seen is not off",
            both(lambda p: p.interface("ec2"), lambda p: p.change("vpcs", "vpc-0a", dns_hostnames=None)),
            "subnet-a1",
            "ec2",
            False,
        ),
    ],
    "IFE-003": [
        (
            "the gateway route is on another table",
            both(lambda p: p.interface(inbound_resolver_only=True), lambda p: p.gateway("rtb-a2")),
            "subnet-a1",
            "s3",
            True,
        ),
        ("there is no gateway endpoint at all", lambda p: p.interface(inbound_resolver_only=True), "subnet-a1", "s3", True),
        (
            "the gateway route is here",
            both(lambda p: p.interface(inbound_resolver_only=True), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            False,
        ),
        ("private DNS is for all", lambda p: p.interface(), "subnet-a1", "s3", False),
    ],
    "IFE-004": [
        ("acceptance is pending", lambda p: p.interface("ec2", state="pendingacceptance"), "subnet-a1", "ec2", True),
        ("it failed", lambda p: p.interface("ec2", state="failed"), "subnet-a1", "ec2", True),
        ("it answers in part", lambda p: p.interface("ec2", state="partial"), "subnet-a1", "ec2", True),
        ("it is available", lambda p: p.interface("ec2"), "subnet-a1", "ec2", False),
        (
            "the gateway endpoint serves without it",
            both(lambda p: p.interface(state="failed"), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "IFE-005": [
        (
            "the default group admits itself only",
            both(
                lambda p: p.interface("ec2"),
                lambda p: p.put("security_groups", SecurityGroup(id="sg-ep", name="default", ingress=(HTTPS_FROM_SELF,))),
            ),
            "eni-a1",
            "ec2",
            "default_sg_only",
        ),
        (
            "another range is admitted",
            both(
                lambda p: p.interface("ec2"),
                lambda p: p.change(
                    "security_groups",
                    "sg-ep",
                    ingress=(FilterRule(protocol="tcp", from_port=443, to_port=443, cidrs=("10.0.9.0/24",)),),
                ),
            ),
            "eni-a1",
            "ec2",
            "None",
        ),
        ("the VPC is admitted", lambda p: p.interface("ec2"), "eni-a1", "ec2", False),
    ],
    "IFE-006": [
        ("the endpoint is in the other zone", lambda p: p.interface("ec2", subnet="subnet-a2"), "subnet-a1", "ec2", True),
        ("the endpoint is in this zone", lambda p: p.interface("ec2"), "subnet-a1", "ec2", False),
        ("a subnet of it was not seen", lambda p: p.interface("ec2", subnet_ids=("subnet-x",)), "subnet-a1", "ec2", False),
    ],
    "IFE-007": [
        (
            "a gateway endpoint stands beside it",
            both(lambda p: p.interface(), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            True,
        ),
        ("there is no gateway endpoint", lambda p: p.interface(), "subnet-a1", "s3", False),
        (
            "it is for the inbound Resolver only",
            both(lambda p: p.interface(inbound_resolver_only=True), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            False,
        ),
        ("EC2 has no gateway type", lambda p: p.interface("ec2"), "subnet-a1", "ec2", False),
    ],
    "IFE-009": [
        (
            "a participant cannot see them",
            lambda p: p.change("subnets", "subnet-a1", owner="999"),
            "subnet-a1",
            "ec2",
            False,
        ),
        ("EC2 of another Region", nothing, "subnet-a1", "ec2.us-east-1.amazonaws.com", False),
        ("EC2 without endpoint", nothing, "subnet-a1", "ec2", True),
        ("a sibling is another service", lambda p: p.interface("ec2messages"), "subnet-a1", "ec2", True),
        ("it is there", lambda p: p.interface("ec2"), "subnet-a1", "ec2", False),
        ("S3 has a gateway type", nothing, "subnet-a1", "s3", False),
        ("endpoints were not seen", lambda p: p.gap("ec2:DescribeVpcEndpoints"), "subnet-a1", "ec2", False),
        (
            "AWS offers none",
            lambda p: p.parts.update(endpoint_services={"x": EndpointService(name="com.amazonaws.ap-northeast-2.sqs")}),
            "subnet-a1",
            "ec2",
            False,
        ),
    ],
    "IFE-010": [
        (
            "the gateway endpoint is on another table",
            both(lambda p: p.interface("dynamodb", private_dns=False), lambda p: p.gateway("rtb-a2", service="dynamodb")),
            "subnet-a1",
            "dynamodb",
            True,
        ),
        (
            "it is not available",
            lambda p: p.interface("dynamodb", private_dns=False, state="failed"),
            "subnet-a1",
            "dynamodb",
            False,
        ),
        (
            "the default name passes it by",
            lambda p: p.interface("dynamodb", private_dns=False),
            "subnet-a1",
            "dynamodb",
            True,
        ),
        (
            "the gateway endpoint serves",
            both(lambda p: p.interface("dynamodb", private_dns=False), lambda p: p.gateway("rtb-a1", service="dynamodb")),
            "subnet-a1",
            "dynamodb",
            False,
        ),
        ("EC2's has private DNS", lambda p: p.interface("ec2", private_dns=False), "subnet-a1", "ec2", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, with its cause, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_private_dns_is_turned_on_after_the_attributes_it_needs() -> None:
    """With the VPC's attribute off as well, its command comes first."""
    found = of(
        "IFE-001",
        both(lambda p: p.interface("ec2", private_dns=False), lambda p: p.change("vpcs", "vpc-0a", dns_hostnames=False)),
        "subnet-a1",
        "ec2",
    )
    assert found is not None
    assert [c.split()[2] for c in found.cli] == ["modify-vpc-attribute", "modify-vpc-endpoint"]


def test_the_default_group_is_left_alone() -> None:
    """Where only the default group is on the endpoint, it gets a group of its own instead of a rule in that one."""
    default = SecurityGroup(id="sg-ep", name="default", ingress=(HTTPS_FROM_SELF,))
    found = of("IFE-005", both(lambda p: p.interface("ec2"), lambda p: p.put("security_groups", default)), "eni-a1", "ec2")
    assert found is not None
    assert found.weight is Severity.CRITICAL
    assert [c.split()[2] for c in found.cli] == [
        "create-security-group",
        "authorize-security-group-ingress",
        "modify-vpc-endpoint",
    ]


def test_dns_changes_only_after_every_table_has_the_gateway_route() -> None:
    """Taking S3 off PrivateLink first adds the tables that the gateway endpoint lacks, then turns DNS."""
    found = of("IFE-007", both(lambda p: p.interface(), lambda p: p.gateway("rtb-a1")), "subnet-a1", "s3")
    assert found is not None
    assert "--add-route-table-ids rtb-a2 rtb-pub" in found.cli[0]
    assert "PrivateDnsOnlyForInboundResolverEndpoint=true" in found.cli[1]
