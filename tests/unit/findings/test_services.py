"""The rules about services: another variant, another endpoint, zones, encryption and what watches the traffic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diagnostics.model.encryption import EncryptionControl
from diagnostics.model.filters import FilterRule
from diagnostics.model.finding import Severity
from diagnostics.model.flow_logs import FlowLog
from diagnostics.model.network import EndpointService
from tests.unit.findings.place import ACCOUNT, REGION, VPC, Row, both, case_of, findings, nothing, of, outcome, rows

if TYPE_CHECKING:
    from tests.unit.findings.place import Change, Place

_EXPRESS = "s3://orchard--apne2-az1--x-s3"
_POINT = f"arn:aws:s3::{ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap"
_HTTP = f"http://ec2.{REGION}.amazonaws.com"
_TELLING = "${pkt-dst-aws-service} ${traffic-path}"


def _express(place: Place) -> None:
    place.gateway(service="s3", id="vpce-express", service_name=f"com.amazonaws.{REGION}.s3express")


def _enforced(mode: str = "enforce", state: str = "available") -> Change:
    """Give the VPC encryption controls, and the endpoint of the EC2 API a group that admits port 80."""

    def made(place: Place) -> None:
        place.interface("ec2")
        place.change("security_groups", "sg-ep", ingress=(FilterRule(protocol="-1", cidrs=("10.0.0.0/16",)),))
        control = EncryptionControl(
            id="vpcec-0a", vpc_id=VPC, mode=mode, state=state, excluded=("NatGateway", "InternetGateway")
        )
        place.parts["encryption_controls"] = {VPC: control}

    return made


def _log(resource: str = VPC, written: str = "${srcaddr} ${dstaddr}", **more: object) -> Change:
    return lambda place: place.put("flow_logs", FlowLog(id="fl-0a", resource_id=resource, format=written, **more))  # type: ignore[arg-type]


def _across(place: Place) -> None:
    """Move the source to a zone without cross-Region endpoints, and add one to S3 in Oregon elsewhere."""
    place.change("subnets", "subnet-a2", az_id="apne2-az2")
    place.interface("s3", id="vpce-far", service_name="com.amazonaws.us-west-2.s3", service_region="us-west-2", dns_names=())


def _zones(*zones: str) -> Change:
    def made(place: Place) -> None:
        place.interface("ec2")
        name = f"com.amazonaws.{REGION}.ec2"
        place.parts["endpoint_services"] = {name: EndpointService(name=name, zone_ids=zones)}

    return made


CASES = {
    "GWE-005": [
        (
            "a directory bucket beside S3's endpoint",
            lambda p: p.gateway("rtb-a1"),
            "subnet-a1",
            _EXPRESS,
            "directory_bucket",
        ),
        ("S3 beside S3 Express's endpoint", _express, "subnet-a1", "s3", "general_purpose_bucket"),
        ("streams", lambda p: p.gateway("rtb-a1", service="dynamodb"), "subnet-a1", "dynamodb-streams", "streams"),
        ("no sibling either", nothing, "subnet-a1", _EXPRESS, False),
        ("the sibling failed", lambda p: p.gateway(state="failed"), "subnet-a1", _EXPRESS, False),
        ("both are there", both(_express, lambda p: p.gateway("rtb-a2")), "subnet-a1", "s3", False),
        ("another Region's zone", lambda p: p.gateway("rtb-a1"), "subnet-a1", "s3://orchard--use1-az4--x-s3", False),
    ],
    "GWE-008": [
        (
            "two tables, two endpoints",
            both(lambda p: p.gateway("rtb-a1"), lambda p: p.gateway("rtb-a2", id="vpce-gw-b")),
            "subnet-a1",
            "s3",
            True,
        ),
        (
            "one failed",
            both(lambda p: p.gateway("rtb-a1"), lambda p: p.gateway(id="vpce-b", state="failed")),
            "subnet-a1",
            "s3",
            False,
        ),
        (
            "two services",
            both(lambda p: p.gateway("rtb-a1"), lambda p: p.gateway(service="dynamodb")),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "IFE-008": [
        ("no cross-Region endpoints there", _across, "subnet-a2", "s3.us-west-2.amazonaws.com", "cross_region"),
        ("there are in the first zone", _across, "subnet-a1", "s3.us-west-2.amazonaws.com", False),
        ("the service is not in the zone", _zones("apne2-az1"), "subnet-a2", "ec2", "service"),
        ("the service is in every zone", _zones("apne2-az1", "apne2-az3"), "subnet-a2", "ec2", False),
        ("nobody asked for the zones", lambda p: p.interface("ec2"), "subnet-a2", "ec2", False),
    ],
    "SVC-001": [
        ("a Multi-Region Access Point", lambda p: p.gateway("rtb-a1"), "subnet-a1", _POINT, "multi_region_access_point"),
        ("S3 Tables", nothing, "subnet-a1", "s3tables", "tables"),
        ("S3 Vectors", nothing, "subnet-a1", "s3vectors", "vectors"),
        ("streams", nothing, "subnet-a1", "dynamodb-streams", "streams"),
        ("Object Lambda", nothing, "subnet-a1", f"orchard.s3-object-lambda.{REGION}.amazonaws.com", "object_lambda"),
        ("an Outpost", nothing, "subnet-a1", f"a-1.op-0a.s3-outposts.{REGION}.amazonaws.com", "outposts"),
        (
            "a directory bucket and an interface endpoint",
            lambda p: p.interface(),
            "subnet-a1",
            _EXPRESS,
            "no_interface_type",
        ),
        ("plain S3", nothing, "subnet-a1", "s3", False),
        ("the feature's endpoint is there", lambda p: p.interface("s3tables"), "subnet-a1", "s3tables", False),
        ("endpoints were not seen", lambda p: p.gap("ec2:DescribeVpcEndpoints"), "subnet-a1", "s3tables", False),
        ("a participant", lambda p: p.change("subnets", "subnet-a1", owner="999"), "subnet-a1", "s3tables", False),
    ],
    "ENC-001": [
        ("plain HTTP", _enforced(), "subnet-a1", _HTTP, "cleartext"),
        ("TLS", _enforced(), "subnet-a1", "ec2", False),
        ("monitored only", _enforced("monitor"), "subnet-a1", _HTTP, False),
        ("not yet in force", _enforced(state="enforce-in-progress"), "subnet-a1", _HTTP, False),
    ],
    "OBS-001": [
        ("no flow log", nothing, "subnet-a1", "s3", "no_flow_log"),
        ("the default format", _log(), "subnet-a1", "s3", "missing_fields"),
        ("one of the two fields", _log(written="${traffic-path}"), "subnet-a1", "s3", "missing_fields"),
        ("another subnet's", _log("subnet-a2", _TELLING), "subnet-a1", "s3", "no_flow_log"),
        ("rejected traffic only", _log(written=_TELLING, traffic="REJECT"), "subnet-a1", "s3", "no_flow_log"),
        ("it cannot deliver", _log(written=_TELLING, active=False), "subnet-a1", "s3", "no_flow_log"),
        ("the interface's own", _log("eni-a1", _TELLING), "eni-a1", "s3", False),
        ("the VPC's", _log(VPC, _TELLING), "subnet-a1", "s3", False),
        ("nobody looked", lambda p: p.gap("ec2:DescribeFlowLogs"), "subnet-a1", "s3", False),
        ("a participant", lambda p: p.change("subnets", "subnet-a1", owner="999"), "subnet-a1", "s3", False),
        ("nothing gets there", lambda p: p.route("rtb-a1", without="0.0.0.0/0"), "subnet-a1", "s3", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, with its cause, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_what_says_only_that_nothing_watches_comes_last() -> None:
    """Missing flow logs never stand before a finding about the path."""
    found = findings(lambda p: p.gateway("rtb-main"), "subnet-a1", "s3")
    assert [f.rule.code for f in found][-1] == "OBS-001"
    assert found[-1].weight is Severity.INFO


def test_a_missing_endpoint_of_a_feature_is_told_once() -> None:
    """What a feature of S3 needs is one finding's business; the general one stays quiet."""
    codes = {f.rule.code for f in findings(nothing, "subnet-a1", "s3tables")}
    assert "SVC-001" in codes
    assert "IFE-009" not in codes


def test_half_enforced_encryption_decides_nothing() -> None:
    """While AWS is turning it on, plain HTTP may pass or may not."""
    case = case_of(_enforced(state="enforce-in-progress"), "subnet-a1", _HTTP)
    assert (str(case.verdict), str(case.confidence)) == ("PRIVATE_INTERFACE_ENDPOINT", "low")


def test_the_bucket_of_a_table_of_two_endpoints_is_reached_by_its_own() -> None:
    """Each endpoint's evidence names the subnets that use it."""
    found = of(
        "GWE-008", both(lambda p: p.gateway("rtb-a1"), lambda p: p.gateway("rtb-a2", id="vpce-gw-b")), "subnet-a1", "s3"
    )
    assert found is not None
    assert [e.fact.en for e in found.evidence] == [
        "vpce-gw-b is associated with rtb-a2, used by subnet-a2",
        "vpce-gw-s3 is associated with rtb-a1, used by subnet-a1",
    ]
