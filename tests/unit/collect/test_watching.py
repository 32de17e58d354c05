"""Encryption controls, flow logs and endpoint services as AWS describes them, and route tables with a row out of shape."""

from __future__ import annotations

from typing import Any

import botocore.session
import pytest

from diagnostics import Query, diagnose
from diagnostics.collect import Answers, Meta, snapshot_of
from diagnostics.collect.calls import call_of
from diagnostics.collect.filenames import key_by_content, key_by_name
from diagnostics.collect.parse.watching import EXCLUSIONS
from diagnostics.collect.touched import wanted
from diagnostics.model.trace import Confidence
from tests.scenarios.network import changed

REGION = "ap-northeast-2"


def taken(said: dict[str, Any]) -> Answers:
    """Give answers of the Region."""
    return Answers(said=said, meta=Meta(region=REGION))


def control(**more: Any) -> dict[str, Any]:
    """Give a row of DescribeVpcEncryptionControls."""
    return {"VpcId": "vpc-1", "VpcEncryptionControlId": "vpcec-1", "Mode": "enforce", "State": "available", **more}


def controls(*rows: dict[str, Any], shown: dict[str, Any] | None = None) -> Any:
    """Give what is read of these controls, and of one that the VPC's own row shows."""
    vpc = {"VpcId": "vpc-1", **({"EncryptionControl": shown} if shown else {})}
    said = {"describe-vpcs": {"Vpcs": [vpc]}, "describe-vpc-encryption-controls": {"VpcEncryptionControls": list(rows)}}
    return snapshot_of(taken(said)).encryption_controls


def test_an_exclusion_counts_once_it_is_in_force() -> None:
    """One that is being turned on excludes nothing yet."""
    exclusions = {"NatGateway": {"State": "enabled"}, "InternetGateway": {"State": "enabling"}, "Lambda": {}}
    read = controls(control(ResourceExclusions=exclusions))["vpc-1"]
    assert (read.id, read.enforced, read.excluded) == ("vpcec-1", True, ("NatGateway",))


def test_deleted_controls_are_none() -> None:
    """AWS shows them for a while."""
    assert controls(control(State="deleted")) == {}


def test_the_row_of_a_vpc_tells_as_well() -> None:
    """Where its own call says otherwise, that counts."""
    assert controls(shown=control(Mode="monitor"))["vpc-1"].mode == "monitor"
    assert controls(control(), shown=control(Mode="monitor"))["vpc-1"].mode == "enforce"


@pytest.mark.parametrize(
    ("mode", "state", "enforced", "changing"),
    [
        ("enforce", "available", True, False),
        ("enforce", "deleting", False, True),
        ("monitor", "enforce-in-progress", False, True),
        ("monitor", "available", False, False),
        ("monitor", "creating", False, False),
    ],
)
def test_only_what_is_enforced_and_available_drops(mode: str, state: str, *, enforced: bool, changing: bool) -> None:
    """On the way there or back nothing is certain."""
    read = controls(control(Mode=mode, State=state))["vpc-1"]
    assert (read.enforced, read.changing) == (enforced, changing)


def test_every_kind_of_exclusion_of_aws_is_known() -> None:
    """A kind that botocore adds fails here first."""
    model: Any = botocore.session.get_session().get_service_model("ec2")
    assert set(EXCLUSIONS) == set(model.shape_for("VpcEncryptionControlExclusions").members)


def test_a_flow_log_is_read_with_the_fields_that_it_keeps() -> None:
    """One that cannot deliver is not active; the two telling fields are looked for in its format."""
    row = {"FlowLogId": "fl-1", "ResourceId": "vpc-1", "FlowLogStatus": "ACTIVE", "LogFormat": "${srcaddr} ${traffic-path}"}
    failed = {**row, "FlowLogId": "fl-2", "DeliverLogsStatus": "FAILED", "DeliverLogsErrorMessage": "Access error"}
    logs = snapshot_of(taken({"describe-flow-logs": {"FlowLogs": [row, failed]}})).flow_logs
    assert (logs["fl-1"].active, logs["fl-1"].missing) == (True, ("pkt-dst-aws-service",))
    assert (logs["fl-2"].active, logs["fl-2"].trouble) == (False, "Access error")


def endpoint(service_region: str, kind: str = "Interface") -> dict[str, Any]:
    """Give a row of DescribeVpcEndpoints."""
    return {"VpcEndpointId": "vpce-1", "VpcEndpointType": kind, "VpcId": "vpc-1", "ServiceRegion": service_region}


@pytest.mark.parametrize(
    ("rows", "regions"),
    [
        ([endpoint("us-west-2"), endpoint("us-west-2")], ("us-west-2",)),
        ([endpoint(REGION)], ()),
        ([endpoint("")], ()),
        ([endpoint("us-west-2", "Gateway")], ()),
    ],
)
def test_endpoint_services_are_asked_for_once_a_region_that_endpoints_reach_across(
    rows: list[dict[str, Any]], regions: tuple[str, ...]
) -> None:
    """However many endpoints there are; a network without cross-Region endpoints costs no call."""
    call = call_of("describe-vpc-endpoint-services")
    assert wanted(call, taken({"describe-vpc-endpoints": {"VpcEndpoints": rows}})) == regions
    assert call.arguments(subject="us-west-2")["ServiceRegions"] == ["us-west-2"]


def test_endpoint_services_saved_by_hand_need_no_region_in_their_name() -> None:
    """Neither in the file's name nor in what it holds."""
    assert key_by_name("describe-vpc-endpoint-services") == "describe-vpc-endpoint-services"
    assert key_by_name("describe-vpc-endpoint-services.us-west-2") == "describe-vpc-endpoint-services.us-west-2"
    assert key_by_content({"ServiceDetails": [], "ServiceNames": []}, "services") == "describe-vpc-endpoint-services"


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"DestinationCidrBlock": "none of your business", "NatGatewayId": "nat-0a"}, "PUBLIC_VIA_NAT_GATEWAY"),
        ({"DestinationCidrBlock": 5}, "PUBLIC_VIA_NAT_GATEWAY"),
        ("no row at all", "PUBLIC_VIA_NAT_GATEWAY"),
        ({"DestinationCidrBlock": "52.219.56.0/22", "NatGatewayId": 5}, "MIXED"),
    ],
)
def test_one_route_out_of_shape_leaves_the_rest_of_its_table(row: object, verdict: str) -> None:
    """The table is walked without certainty, a gap names it, and a known destination leads to a target of no known kind."""
    answers = changed([])
    table = next(t for t in answers["describe-route-tables"]["RouteTables"] if t["RouteTableId"] == "rtb-a1")
    table["Routes"].append(row)
    snapshot = snapshot_of(taken(answers))
    (found,) = diagnose(Query(source="subnet-a1", to="s3"), snapshot)
    assert (str(found.verdict), found.confidence) == (verdict, Confidence.LOW)
    assert [(g.subject, g.reason) for g in snapshot.gaps if g.call == "ec2:DescribeRouteTables"] == [("rtb-a1", "failed")]
    (other,) = diagnose(Query(source="subnet-a2", to="s3"), snapshot)
    assert other.confidence is Confidence.HIGH


def test_a_table_whose_routes_are_no_list_is_a_table_of_which_nothing_is_known() -> None:
    """It does not vanish, and its subnets do not fall to the main table."""
    answers = changed([{"route": {"table": "rtb-main", "to": "0.0.0.0/0", "target": "nat-0a"}}])
    next(t for t in answers["describe-route-tables"]["RouteTables"] if t["RouteTableId"] == "rtb-a1")["Routes"] = "lost"
    (found,) = diagnose(Query(source="subnet-a1", to="s3"), snapshot_of(taken(answers)))
    assert (str(found.verdict), found.confidence) == ("BLOCKED_NO_ROUTE", Confidence.LOW)
