"""The rule about what could not be seen: where it fires, and where it must stay quiet."""

from __future__ import annotations

import pytest

from tests.unit.findings.place import Row, nothing, of, outcome, rows

CASES = {
    "PRM-001": [
        ("AWS refused a call that matters", lambda p: p.gap("ec2:DescribeNetworkAcls"), "subnet-a1", "s3", True),
        ("AWS does not support it", lambda p: p.gap("ec2:DescribeVpcEndpoints", "unsupported"), "subnet-a1", "s3", True),
        ("merely not collected", lambda p: p.gap("ec2:DescribeNetworkAcls", "not-collected"), "subnet-a1", "s3", False),
        (
            "refused, and without bearing on this answer",
            lambda p: p.gap("ec2:DescribeVpcPeeringConnections"),
            "subnet-a1",
            "s3",
            False,
        ),
        (
            "a participant in a shared VPC",
            lambda p: p.change("subnets", "subnet-a1", owner="999988887777"),
            "subnet-a1",
            "s3",
            True,
        ),
        ("all was seen", nothing, "subnet-a1", "s3", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, with its cause, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_the_very_action_is_named() -> None:
    """The policy to add holds the one read action that was refused."""
    found = of("PRM-001", lambda p: p.gap("ec2:DescribeNetworkAcls"), "subnet-a1", "s3")
    assert found is not None
    assert '"Action":"ec2:DescribeNetworkAcls"' in found.cli[0]
