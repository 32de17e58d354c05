"""What CloudWatch and flow logs counted at NAT gateways, as AWS says it and out of shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.collect import Answers, Meta, snapshot_of
from diagnostics.collect.calls import NAT_METRICS, call_of
from diagnostics.collect.filenames import key_by_content, key_by_name
from diagnostics.collect.touched import wanted

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot

GIB = 2**30


def taken(said: dict[str, Any]) -> Answers:
    """Give answers of the Region."""
    return Answers(said=said, meta=Meta(region="ap-northeast-2"))


def metrics(*rows: dict[str, Any]) -> Snapshot:
    """Give what is read of these rows of GetMetricData."""
    return snapshot_of(taken({"get-metric-data.nat-1": {"MetricDataResults": list(rows)}}))


def counted(metric: str, days: dict[str, float]) -> dict[str, Any]:
    """Give a row of GetMetricData."""
    return {"Id": metric, "Timestamps": [f"{day}T00:00:00+00:00" for day in days], "Values": list(days.values())}


def flows(*rows: dict[str, str], **more: Any) -> Snapshot:
    """Give what is read of these rows of GetQueryResults."""
    results = [[{"field": name, "value": value} for name, value in row.items()] for row in rows]
    said = {"get-query-results.nat-1": {"status": "Complete", "results": results, **more}}
    return snapshot_of(taken(said))


def record(source: str, target: str, total: str, **more: str) -> dict[str, str]:
    """Give a row of the query's answer."""
    return {"pkt_src_aws_service": source, "pkt_dst_aws_service": target, "total": total, **more}


def reasons(seen: Snapshot, call: str) -> list[str]:
    """Give why the answers of a call could not be read."""
    return [gap.detail for gap in seen.gaps if gap.call == call]


def test_what_came_in_from_both_sides_is_what_was_processed() -> None:
    """What goes out came in before; a metric whose figures come on two pages has two rows."""
    seen = metrics(
        counted("from_source", {"2026-11-03": 10.0, "2026-11-02": 5.0}),
        counted("from_source", {"2026-11-01": 1.0}),
        counted("from_destination", {"2026-11-03": 100.0}),
    ).nat_metrics["nat-1"]
    assert (seen.processed, seen.days, seen.port_errors) == (116, 3, None)


def test_the_last_day_on_which_ports_ran_out_is_told() -> None:
    """Days on which none did do not count."""
    seen = metrics(counted("port_errors", {"2026-11-03": 0.0, "2026-11-02": 4.0, "2026-11-01": 1.0})).nat_metrics["nat-1"]
    assert (seen.port_errors, seen.last_port_error) == (5, "2026-11-02")


def test_a_gateway_without_figures_was_not_measured() -> None:
    """CloudWatch answers with empty rows where it has none; that is no zero."""
    seen = metrics(*(counted(metric, {}) for metric in NAT_METRICS)).nat_metrics["nat-1"]
    assert (seen.processed, seen.port_errors, seen.days) == (None, None, 0)


@pytest.mark.parametrize(
    "row",
    [
        {"Id": "port_errors", "Timestamps": ["2026-11-01"], "Values": []},
        {"Id": "port_errors", "Timestamps": ["yesterday"], "Values": [1.0]},
        {"Id": "port_errors", "Timestamps": ["2026-11-01"], "Values": ["1"]},
        {"Id": "port_errors", "Timestamps": ["2026-11-01"], "Values": [float("nan")]},
        {"Id": "port_errors", "Timestamps": ["2026-11-01"], "Values": [True]},
    ],
)
def test_figures_out_of_shape_leave_a_gap(row: dict[str, Any]) -> None:
    """Nothing is concluded from them."""
    seen = metrics(row)
    assert seen.nat_metrics == {}
    assert len(reasons(seen, "cloudwatch:GetMetricData")) == 1


def test_flows_to_and_from_a_service_are_one_sum() -> None:
    """Each record counts once, and services without a gateway endpoint do not count."""
    seen = flows(
        record("-", "S3", str(GIB), first="1793491200000", last="1793577600000"),
        record("S3", "-", f"{3 * GIB}.0", first="2026-11-02 00:00:00.000", last="2026-11-04 00:00:00.000"),
        record("S3", "S3", "5"),
        record("-", "DYNAMODB", "7"),
        record("-", "EC2", "100"),
    ).nat_flows["nat-1"]
    assert seen.carried("s3") == 4 * GIB + 5
    assert seen.carried("dynamodb") == 7
    assert seen.carried("ec2") == 0
    assert seen.days == 4


def test_a_query_that_still_runs_has_measured_nothing() -> None:
    """Its first results are not the sum."""
    seen = flows(record("-", "S3", "5"), status="Running")
    assert seen.nat_flows == {}
    assert reasons(seen, "logs:GetQueryResults") == ["the query is Running, not Complete"]


@pytest.mark.parametrize("row", [{"bytes": "12"}, {"total": "12"}, record("-", "S3", "many")])
def test_the_answer_to_another_query_is_not_taken_for_this_one(row: dict[str, str]) -> None:
    """It leaves a gap that says what it should hold."""
    seen = flows(row)
    assert seen.nat_flows == {}
    assert "total" in reasons(seen, "logs:GetQueryResults")[0]


@pytest.mark.parametrize("results", ["none", [7], None])
def test_results_that_are_no_rows_leave_a_gap(results: Any) -> None:
    """Whatever stands in their place."""
    seen = snapshot_of(taken({"get-query-results.nat-1": {"status": "Complete", "results": results}}))
    assert seen.nat_flows == {}
    assert len(reasons(seen, "logs:GetQueryResults")) == 1


def test_cloudwatch_is_asked_about_gateways_in_service() -> None:
    """One that failed or was deleted has nothing to tell, and takes no call."""
    rows = [{"NatGatewayId": f"nat-{state}", "State": state} for state in ("available", "failed", "deleted", "pending")]
    assert wanted(call_of("get-metric-data"), taken({"describe-nat-gateways": {"NatGateways": rows}})) == ("nat-available",)


def test_thirty_days_of_each_metric_are_asked_for_with_one_call() -> None:
    """Day by day, of the one gateway."""
    asked = call_of("get-metric-data").arguments(subject="nat-1", region="ap-northeast-2", vpc_id="vpc-1")
    assert set(asked) == {"StartTime", "EndTime", "MetricDataQueries"}
    assert (asked["EndTime"] - asked["StartTime"]).days == 30
    stats = [query["MetricStat"] for query in asked["MetricDataQueries"]]
    assert {stat["Metric"]["MetricName"] for stat in stats} == set(NAT_METRICS.values())
    assert all(stat["Metric"]["Dimensions"] == [{"Name": "NatGatewayId", "Value": "nat-1"}] for stat in stats)
    assert {(stat["Stat"], stat["Period"]) for stat in stats} == {("Sum", 86400)}


def test_saved_files_are_known_by_the_gateway_in_their_name() -> None:
    """Of metrics by their content as well, as long as the name has the gateway in it."""
    assert key_by_name("get-metric-data.nat-1") == "get-metric-data.nat-1"
    assert key_by_name("get-query-results.nat-1") == "get-query-results.nat-1"
    assert key_by_content({"MetricDataResults": []}, "figures") is None
    assert key_by_content({"MetricDataResults": []}, "my_nat-1_figures") == "get-metric-data.nat-1"
