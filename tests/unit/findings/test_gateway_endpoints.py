"""The rules about gateway endpoints: where they fire, and where they must stay quiet."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from diagnostics.findings import gateway_endpoint_from_outside
from diagnostics.model.finding import Severity
from diagnostics.model.trace import Block, Verdict
from tests.unit.findings.place import REGION, VPC, Row, both, case_of, findings, nothing, of, outcome, rows, to

#: A policy that lets one bucket through.
_MINE = json.dumps(
    {
        "Statement": {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": ["arn:aws:s3:::mine", "arn:aws:s3:::mine/*"],
        }
    }
)
_LAYERS = f"s3://prod-{REGION}-starport-layer-bucket"

CASES = {
    "POL-001": [
        ("another bucket", lambda p: p.gateway("rtb-a1", policy=_MINE), "subnet-a1", "s3://other", "resource"),
        ("the bucket that it lets through", lambda p: p.gateway("rtb-a1", policy=_MINE), "subnet-a1", "s3://mine", False),
        ("the default policy", lambda p: p.gateway("rtb-a1"), "subnet-a1", "s3://other", False),
        ("a bucket of AWS's own", lambda p: p.gateway("rtb-a1", policy=_MINE), "subnet-a1", _LAYERS, False),
        ("no bucket named: undecided", lambda p: p.gateway("rtb-a1", policy=_MINE), "subnet-a1", "s3", False),
    ],
    "POL-002": [
        ("image layers", lambda p: p.gateway("rtb-a1", policy=_MINE), "subnet-a1", _LAYERS, "resource"),
        ("one's own bucket", lambda p: p.gateway("rtb-a1", policy=_MINE), "subnet-a1", "s3://other", False),
    ],
    "GWE-001": [
        ("no endpoint and a NAT gateway", nothing, "subnet-a1", "s3", True),
        ("DynamoDB has its own endpoint", lambda p: p.gateway("rtb-a1"), "subnet-a1", "dynamodb", True),
        ("no route at all", lambda p: p.route("rtb-a1", without="0.0.0.0/0"), "subnet-a1", "s3", True),
        ("an endpoint on another table is still an endpoint", lambda p: p.gateway("rtb-a2"), "subnet-a1", "s3", False),
        ("a failed endpoint is another rule's", lambda p: p.gateway(state="failed"), "subnet-a1", "s3", False),
        ("an endpoint that is being deleted is none", lambda p: p.gateway(state="deleting"), "subnet-a1", "s3", True),
        ("a private interface endpoint serves", lambda p: p.interface(), "subnet-a1", "s3", False),
        ("EC2 has no gateway type", nothing, "subnet-a1", "ec2", False),
        ("endpoints were not seen", lambda p: p.gap("ec2:DescribeVpcEndpoints"), "subnet-a1", "s3", False),
        ("a participant cannot see them", lambda p: p.change("subnets", "subnet-a1", owner="999"), "subnet-a1", "s3", False),
        ("accelerate enters at the edge", nothing, "subnet-a1", "b.s3-accelerate.amazonaws.com", False),
    ],
    "GWE-002": [
        ("the endpoint is on the main table only", lambda p: p.gateway("rtb-main"), "subnet-a1", "s3", True),
        ("the endpoint is on no table", lambda p: p.gateway(), "subnet-a1", "s3", True),
        ("the subnet's table has it", lambda p: p.gateway("rtb-a1"), "subnet-a1", "s3", False),
        ("another service's endpoint", lambda p: p.gateway("rtb-a2", service="dynamodb"), "subnet-a1", "s3", False),
        ("NAT leads to it: that is another rule's", lambda p: p.gateway("rtb-pub"), "subnet-a1", "s3", False),
        (
            "associated and without route is another rule's",
            lambda p: p.gateway("rtb-a1", routed=False),
            "subnet-a1",
            "s3",
            False,
        ),
        ("the bucket is elsewhere", lambda p: p.gateway("rtb-a2"), "subnet-a1", "s3.us-east-1.amazonaws.com", False),
        (
            "the interface endpoint serves",
            both(lambda p: p.gateway("rtb-a2"), lambda p: p.interface()),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "GWE-003": [
        ("no workload uses its table", lambda p: p.gateway("rtb-main"), "subnet-a1", "s3", "no_workload_table"),
        ("a sibling has the route", lambda p: p.gateway("rtb-a1"), "subnet-a2", "s3", "inconsistent_siblings"),
        ("the one that has the route", lambda p: p.gateway("rtb-a1"), "subnet-a1", "s3", False),
        ("NAT leads to it", lambda p: p.gateway("rtb-pub"), "subnet-a1", "s3", False),
        ("a public subnet beside private ones", lambda p: p.gateway("rtb-a1", "rtb-a2"), "eni-pub", "s3", False),
        (
            "subnets were not seen",
            both(lambda p: p.gateway(), lambda p: p.gap("ec2:DescribeSubnets")),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "GWE-004": [
        ("it failed", lambda p: p.gateway(state="failed", last_error="x"), "subnet-a1", "s3", True),
        ("it is pending", lambda p: p.gateway(state="pending"), "subnet-a1", "s3", True),
        ("it is available", lambda p: p.gateway("rtb-a2"), "subnet-a1", "s3", False),
        (
            "another one serves the subnet",
            both(lambda p: p.gateway("rtb-a1"), lambda p: p.gateway(id="vpce-old", state="failed")),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "GWE-006": [
        ("the name is of another Region", lambda p: p.gateway("rtb-a1"), "subnet-a1", "s3.us-east-1.amazonaws.com", True),
        ("DynamoDB elsewhere", nothing, "subnet-a1", "dynamodb.us-east-1.amazonaws.com", True),
        ("the same Region", lambda p: p.gateway("rtb-a1"), "subnet-a1", "s3", False),
        ("EC2 elsewhere has no gateway type", nothing, "subnet-a1", "ec2.us-east-1.amazonaws.com", False),
        (
            "a cross-Region endpoint serves it",
            lambda p: p.interface(service_name="com.amazonaws.us-east-1.s3", service_region="us-east-1"),
            "subnet-a1",
            "s3.us-east-1.amazonaws.com",
            False,
        ),
    ],
    "GWE-007": [
        ("associated without a route", lambda p: p.gateway("rtb-a1", routed=False), "subnet-a1", "s3", True),
        (
            "a route without association",
            both(lambda p: p.gateway(), lambda p: p.route("rtb-a1", to("pl-s3", "vpce-gw-s3"))),
            "subnet-a1",
            "s3",
            True,
        ),
        ("both agree that there is one", lambda p: p.gateway("rtb-a1"), "subnet-a1", "s3", False),
        ("both agree that there is none", lambda p: p.gateway("rtb-a2"), "subnet-a1", "s3", False),
    ],
    "GWE-009": [
        ("NAT's table leads to it", lambda p: p.gateway("rtb-pub"), "subnet-a1", "s3", True),
        ("the workload's own table does", lambda p: p.gateway("rtb-pub", "rtb-a1"), "subnet-a1", "s3", False),
        ("no table on the way does", lambda p: p.gateway("rtb-a2"), "subnet-a1", "s3", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, with its cause, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_the_missing_endpoint_is_created_on_the_very_table_that_lacks_it() -> None:
    """The command names the VPC, the service, the subnet's own table and the Region."""
    found = of("GWE-001", nothing, "subnet-a1", "s3")
    assert found is not None
    assert found.cli[0].startswith(f"aws ec2 create-vpc-endpoint --vpc-id {VPC} --vpc-endpoint-type Gateway ")
    assert found.cli[0].endswith(f"--service-name com.amazonaws.{REGION}.s3 --route-table-ids rtb-a1 --region {REGION}")


def test_a_broken_endpoint_that_is_routed_blocks() -> None:
    """With its route still in the table, the failed endpoint is critical; without, high."""
    routed = of("GWE-004", lambda p: p.gateway("rtb-a1", state="failed"), "subnet-a1", "s3")
    aside = of("GWE-004", lambda p: p.gateway(state="failed"), "subnet-a1", "s3")
    assert routed is not None
    assert aside is not None
    assert (routed.weight, aside.weight) == (Severity.CRITICAL, Severity.HIGH)


def test_a_pending_endpoint_is_waited_for() -> None:
    """There is no command for an endpoint that becomes available by itself."""
    found = of("GWE-004", lambda p: p.gateway(state="pending"), "subnet-a1", "s3")
    assert found is not None
    assert found.cli == ()


def test_siblings_are_all_mended_at_once() -> None:
    """The command adds every table of the tier that the endpoint lacks."""
    found = of("GWE-003", lambda p: p.gateway("rtb-main"), "subnet-a1", "s3")
    assert found is not None
    assert "--add-route-table-ids rtb-a1 rtb-a2 " in found.cli[0]


def test_a_gateway_endpoint_met_from_outside_is_named() -> None:
    """A spoke that is routed to another VPC's endpoint is told to make its own, on its own table."""
    case = case_of(nothing, "subnet-a1", "s3")
    block = Block(verdict=Verdict.BLOCKED_UNSUPPORTED_PATH, subject="vpce-hub", cause="gateway_endpoint_from_outside")
    met = replace(case, traces=(replace(case.traces[0], blocks=(block,)),))
    (found,) = gateway_endpoint_from_outside.check(met)
    assert (found.subject, found.rule.code) == ("vpce-hub", "GWE-010")
    assert "--route-table-ids rtb-a1" in found.cli[0]
    assert list(gateway_endpoint_from_outside.check(case)) == []


def test_the_gravest_comes_first() -> None:
    """Findings are ordered by severity before anything else."""
    weights = [f.weight.rank for f in findings(lambda p: p.route("rtb-a1", without="0.0.0.0/0"), "subnet-a1", "s3")]
    assert weights == sorted(weights)
    assert len(set(weights)) > 1
