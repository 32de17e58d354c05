"""The rules about security groups and network ACLs: where they fire, and where they must stay quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diagnostics.model.filters import FilterRule
from diagnostics.model.finding import Severity
from tests.unit.findings.place import Row, both, entry, nothing, of, outcome, rows

if TYPE_CHECKING:
    from tests.unit.findings.place import Change

ANY = "0.0.0.0/0"
OPEN = (entry(100, ANY, egress=True), entry(100, ANY, egress=False))


def _egress(*rules: FilterRule) -> Change:
    return both(lambda p: p.gateway("rtb-a1"), lambda p: p.change("security_groups", "sg-app", egress=rules))


def _https(**fields: tuple[str, ...]) -> FilterRule:
    return FilterRule(protocol="tcp", from_port=443, to_port=443, **fields)


def _answers(ports: tuple[int, int], cidr: str = ANY) -> Change:
    entries = (entry(100, ANY, egress=True), entry(100, cidr, egress=False, ports=ports))
    return both(lambda p: p.gateway("rtb-a1"), lambda p: p.acl("subnet-a1", *entries))


CASES = {
    "SGR-001": [
        ("EC2 has no list to allow", _egress(), "eni-a1", "ec2", "None"),
        ("only the VPC is allowed", _egress(_https(cidrs=("10.0.0.0/16",))), "eni-a1", "s3", "vpc_cidr_only"),
        ("nothing is allowed", _egress(), "eni-a1", "s3", "None"),
        ("the service's list is allowed", _egress(_https(prefix_list_ids=("pl-s3",))), "eni-a1", "s3", False),
        ("a part is allowed", _egress(_https(cidrs=("52.219.56.0/22",))), "eni-a1", "s3", False),
        ("a bare subnet has no group", _egress(), "subnet-a1", "s3", False),
    ],
    "SGR-002": [
        ("a part is allowed", _egress(_https(cidrs=("52.219.56.0/22",))), "eni-a1", "s3", True),
        ("all of it is", _egress(_https(cidrs=("52.219.56.0/22", "3.5.140.0/22"))), "eni-a1", "s3", False),
        ("none of it is", _egress(), "eni-a1", "s3", False),
    ],
    "SGR-003": [
        ("DynamoDB's list instead of S3's", _egress(_https(prefix_list_ids=("pl-ddb",))), "eni-a1", "s3", True),
        (
            "a list of no kind in this Region",
            _egress(_https(prefix_list_ids=("pl-elsewhere",)), _https(cidrs=("52.219.56.0/22",))),
            "eni-a1",
            "s3",
            True,  # both calls that list prefix lists were answered, and it is in neither
        ),
        ("both lists", _egress(_https(prefix_list_ids=("pl-ddb", "pl-s3"))), "eni-a1", "s3", False),
        ("no list at all", _egress(), "eni-a1", "s3", False),
    ],
    "ACL-001": [
        (
            "private ranges only",
            both(
                lambda p: p.gateway("rtb-a1"), lambda p: p.acl("subnet-a1", entry(100, "10.0.0.0/8", egress=True), OPEN[1])
            ),
            "subnet-a1",
            "s3",
            True,
        ),
        ("open", both(lambda p: p.gateway("rtb-a1"), lambda p: p.acl("subnet-a1", *OPEN)), "subnet-a1", "s3", False),
    ],
    "ACL-002": [
        ("answers from private ranges only", _answers((1024, 65535), "10.0.0.0/8"), "subnet-a1", "s3", True),
        ("answers from everywhere", _answers((1024, 65535)), "subnet-a1", "s3", False),
        ("some ports are another rule's", _answers((32768, 50000)), "subnet-a1", "s3", False),
    ],
    "ACL-003": [
        (
            "the endpoint's subnet takes nothing in",
            both(lambda p: p.interface("ec2", subnet="subnet-a2"), lambda p: p.acl("subnet-a2", OPEN[0])),
            "eni-a1",
            "ec2",
            True,
        ),
        (
            "the NAT's subnet takes no answers",
            lambda p: p.acl("subnet-pub", OPEN[0], entry(1, "10.0.0.0/16", egress=False)),
            "eni-a1",
            "s3",
            True,
        ),
        (
            "the endpoint is in the source's own subnet",
            both(lambda p: p.interface("ec2"), lambda p: p.acl("subnet-a1", OPEN[0])),
            "eni-a1",
            "ec2",
            False,
        ),
        ("all subnets are open", nothing, "eni-a1", "s3", False),
    ],
    "ACL-004": [
        ("some client ports", _answers((32768, 50000)), "subnet-a1", "s3", True),
        (
            "some addresses",
            both(
                lambda p: p.gateway("rtb-a1"),
                lambda p: p.acl("subnet-a1", entry(100, "52.219.0.0/16", egress=True), OPEN[1]),
            ),
            "subnet-a1",
            "s3",
            True,
        ),
        ("every address and port", nothing, "subnet-a1", "s3", False),
        ("none at all is another rule's", _answers((1024, 65535), "10.0.0.0/8"), "subnet-a1", "s3", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, with its cause, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_the_group_is_opened_to_the_services_list_and_to_nothing_wider() -> None:
    """The command allows the AWS-managed prefix list of the very service."""
    found = of("SGR-001", _egress(), "eni-a1", "s3")
    assert found is not None
    assert "'IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=pl-s3}]'" in found.cli[0]


def test_towards_an_interface_endpoint_the_group_is_opened_to_the_endpoints_group() -> None:
    """The destination is the endpoint's interface there, so its group is what is allowed."""
    closed = both(lambda p: p.interface("ec2"), lambda p: p.change("security_groups", "sg-app", egress=()))
    found = of("SGR-001", closed, "eni-a1", "ec2")
    assert found is not None
    assert "UserIdGroupPairs=[{GroupId=sg-ep}]" in found.cli[0]


def test_the_new_entry_comes_before_the_one_that_denies() -> None:
    """Its number is lower than any in that direction, so it is evaluated first."""
    found = of("ACL-002", _answers((1024, 65535), "10.0.0.0/8"), "subnet-a1", "s3")
    assert found is not None
    assert "--ingress --rule-number 99 --protocol 6 --port-range From=1024,To=65535 --cidr-block 0.0.0.0/0 " in found.cli[0]


def test_the_far_subnet_is_opened_for_requests_from_the_source_only() -> None:
    """Inbound at the endpoint's subnet, the service's port from the source's range."""
    change = both(lambda p: p.interface("ec2", subnet="subnet-a2"), lambda p: p.acl("subnet-a2", OPEN[0]))
    found = of("ACL-003", change, "eni-a1", "ec2")
    assert found is not None
    assert found.weight is Severity.CRITICAL
    assert "--ingress" in found.cli[0]
    assert "--port-range From=443,To=443 --cidr-block 10.0.1.0/24 " in found.cli[0]
