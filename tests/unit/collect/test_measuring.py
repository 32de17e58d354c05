"""Asking flow logs of a live account what passed its NAT gateways: only when wanted, bounded, and ended with the asker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.collect import Answers, AwsCollector, Meta, policy, snapshot_of
from diagnostics.collect.connection import Connection
from diagnostics.collect.measuring import measurements, query_of, with_flows
from tests.unit.collect.local_aws import REGION, LocalAws, said
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "${interface-id} ${bytes} ${flow-direction} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${start}"


def nat(**more: Any) -> dict[str, Any]:
    """Give a row of DescribeNatGateways."""
    addresses = [{"NetworkInterfaceId": "eni-nat", "PrivateIp": "10.0.0.20"}]
    told = {"NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": "available"}
    return {**told, "NatGatewayAddresses": addresses, **more}


def log(**more: Any) -> dict[str, Any]:
    """Give a row of DescribeFlowLogs."""
    told = {"FlowLogId": "fl-1", "ResourceId": "vpc-1", "FlowLogStatus": "ACTIVE", "TrafficType": "ALL"}
    return {**told, "LogGroupName": "flows", "LogFormat": FORMAT, **more}


def answers(gateway: dict[str, Any], *logs: dict[str, Any]) -> Answers:
    """Give what AWS said of a NAT gateway and of flow logs."""
    rows = {"describe-nat-gateways": {"NatGateways": [gateway]}, "describe-flow-logs": {"FlowLogs": list(logs)}}
    return Answers(said=rows, meta=Meta(region=REGION))


@pytest.fixture
def connection(aws: LocalAws, collector: AwsCollector) -> Iterator[Connection]:
    """Give a connection to the local AWS, whose keys are where the collector's are."""
    del collector
    made = Connection(profile=None, region=REGION)
    aws.instead["StartQuery"] = lambda: said({"queryId": "q-1"})
    aws.instead["StopQuery"] = lambda: said({"success": True})
    aws.seen.clear()
    yield made
    made.close()


def quietly(_about: str) -> None:
    """Hear it and go on."""


@pytest.mark.parametrize("resource", ["vpc-1", "subnet-1", "eni-nat"])
def test_a_flow_log_of_the_vpc_the_subnet_or_the_interface_is_asked(resource: str) -> None:
    """Whichever of them sees the gateway's interface."""
    (found,) = measurements(answers(nat(), log(ResourceId=resource)))
    assert (found.nat, found.group) == ("nat-1", "flows")


@pytest.mark.parametrize(
    ("gateway", "row"),
    [
        (nat(), log(ResourceId="vpc-2")),
        (nat(), log(FlowLogStatus="INACTIVE")),
        (nat(), log(TrafficType="REJECT")),
        (nat(), log(LogGroupName=None, LogDestination="arn:aws:s3:::flows")),
        (nat(), log(LogFormat="${interface-id} ${bytes} ${flow-direction}")),
        (nat(State="deleted"), log()),
        (nat(NatGatewayAddresses=[{"AvailabilityZoneId": "apne2-az1"}]), log()),
    ],
)
def test_nothing_is_asked_that_could_not_tell(gateway: dict[str, Any], row: dict[str, Any]) -> None:
    """A log elsewhere, off, of refusals, in a bucket, or without the fields; a gateway gone, or regional."""
    assert list(measurements(answers(gateway, row))) == []


def test_the_query_reads_the_fields_in_the_order_of_the_format() -> None:
    """As many stars as fields, the interface, one direction, and one sum for each service."""
    query = query_of(FORMAT, "eni-nat")
    fields = "interface_id, bytes, flow_direction, pkt_src_aws_service, pkt_dst_aws_service, start"
    assert f'parse @message "* * * * * *" as {fields} |' in query
    assert 'interface_id = "eni-nat" and flow_direction = "ingress"' in query


def test_the_sum_comes_with_the_answers(aws: LocalAws, connection: Connection) -> None:
    """The query is asked for until it is complete, and its answer is read like a saved one."""
    row = [{"field": "pkt_src_aws_service", "value": "S3"}, {"field": "total", "value": "2048"}]
    left = [{"status": "Scheduled", "results": []}, {"status": "Running", "results": []}]
    aws.instead["GetQueryResults"] = lambda: said(left.pop(0) if left else {"status": "Complete", "results": [row]})
    heard: list[str] = []
    measured = with_flows(answers(nat(), log()), connection, heard.append, pause=0.01)
    assert snapshot_of(measured).nat_flows["nat-1"].carried("s3") == 2048
    assert len(heard) == 3
    assert aws.seen["StopQuery"] == 0
    asked = json.loads(aws.last["StartQuery"])
    assert asked["logGroupName"] == "flows"
    assert asked["endTime"] - asked["startTime"] == 30 * 86400


def test_a_refusal_hides_nothing_else(aws: LocalAws, connection: Connection) -> None:
    """Whoever may not ask flow logs gets a gap that says so in AWS's words."""
    refused = {"__type": "AccessDeniedException", "message": "not authorized to perform logs:StartQuery"}
    aws.instead["StartQuery"] = lambda: said(refused, status=400)
    seen = snapshot_of(with_flows(answers(nat(), log()), connection, quietly))
    (gap,) = [gap for gap in seen.gaps if gap.call == "logs:GetQueryResults"]
    assert gap.reason == "denied"
    assert "logs:StartQuery" in gap.detail


def test_a_query_that_takes_too_long_is_stopped(aws: LocalAws, connection: Connection) -> None:
    """It is not left running at somebody's cost, and counts as not read."""
    aws.instead["GetQueryResults"] = lambda: said({"status": "Running", "results": []})
    seen = snapshot_of(with_flows(answers(nat(), log()), connection, quietly, patience=0.05, pause=0.01))
    assert seen.nat_flows == {}
    assert aws.seen["StopQuery"] == 1


def test_a_query_ends_with_whoever_asked_for_it(aws: LocalAws, connection: Connection) -> None:
    """Cancelling stops the query, and the cancellation goes on."""
    aws.instead["GetQueryResults"] = lambda: said({"status": "Running", "results": []})
    told: list[str] = []

    def cancelled(about: str) -> None:
        told.append(about)
        if len(told) > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        with_flows(answers(nat(), log()), connection, cancelled, pause=0.01)
    assert aws.seen["StopQuery"] == 1


def test_flow_logs_are_asked_only_where_somebody_wants_it(aws: LocalAws, collector: AwsCollector) -> None:
    """Without it no query is made, which would cost; with it the policy allows three more actions and no others."""
    collector.collect()
    assert aws.seen["StartQuery"] == 0
    actions = [{a for s in policy(measuring=on)["Statement"] for a in s["Action"]} for on in (False, True)]
    assert actions[1] - actions[0] == {"logs:GetQueryResults", "logs:StartQuery", "logs:StopQuery"}


def test_a_collector_that_measures_asks_after_it_has_read(aws: LocalAws) -> None:
    """It finds gateway and flow log by itself, and what was measured is in the snapshot."""
    ec2 = aws.client("ec2")
    ids = orchard(ec2)
    group = "flows"
    aws.client("logs").create_log_group(logGroupName=group)
    made = ec2.create_flow_logs(
        ResourceType="VPC",
        ResourceIds=[ids["vpc"]],
        TrafficType="ALL",
        LogGroupName=group,
        LogFormat=FORMAT,
        DeliverLogsPermissionArn="arn:aws:iam::123456789012:role/flows",
    )
    assert made["FlowLogIds"]
    row = [{"field": "pkt_dst_aws_service", "value": "S3"}, {"field": "total", "value": "7"}]
    aws.instead["StartQuery"] = lambda: said({"queryId": "q-1"})
    aws.instead["GetQueryResults"] = lambda: said({"status": "Complete", "results": [row]})
    measuring = AwsCollector(measure=True)
    try:
        seen = snapshot_of(measuring.collect())
    finally:
        measuring.close()
    assert seen.nat_flows[ids["nat"]].carried("s3") == 7
