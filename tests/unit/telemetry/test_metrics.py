"""Figures and spans: what is counted, what a label may hold, and what a span says."""

from __future__ import annotations

import re

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from bot.telemetry import happenings
from bot.telemetry.aws_calls import AwsCalls
from bot.telemetry.metrics import METRICS, MOST_VALUES, OTHER, Count, Figures, Level, Time, count, exposition, look_at, timed
from bot.telemetry.requests import request_id, surface_of, taken_up
from bot.telemetry.traces import span, start_tracing


def now(name: str, **labels: str) -> float:
    """Give what a figure has come to; nothing yet is 0."""
    told = exposition()
    assert told is not None
    for family in text_string_to_metric_families(told[0].decode()):
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return float(sample.value)
    return 0.0


def test_every_metric_is_given_under_its_name() -> None:
    """Also before anything happened, so that an alert on it is no mistake."""
    told = exposition()
    assert told is not None
    page, content_type = told
    assert content_type.startswith("text/plain")
    for name in METRICS:
        assert f"# TYPE {name} " in page.decode()


def test_happenings_are_counted() -> None:
    """A question by its kind, a diagnosis by its verdicts, a refusal by its code."""
    names = {
        ("routelore_questions_total", "kind", "found"): 1.0,
        ("routelore_verdicts_total", "verdict", "PUBLIC_VIA_NAT_GATEWAY"): 2.0,
        ("routelore_refusals_total", "code", "unknown-vpc"): 1.0,
        ("routelore_failures_total", "type", "KeyError"): 1.0,
    }
    before = {key: now(key[0], **{key[1]: key[2]}) for key in names}
    happenings.answered("found", "gateway-endpoint-route", "ko")
    happenings.diagnosed(["PUBLIC_VIA_NAT_GATEWAY", "PUBLIC_VIA_NAT_GATEWAY"])
    happenings.refused("unknown-vpc")
    happenings.failed("KeyError")
    assert {key: now(key[0], **{key[1]: key[2]}) - before[key] for key in names} == names


def test_only_the_first_reply_of_a_request_is_timed() -> None:
    """What comes later is no first sign; what nobody asked for is no reply."""
    before = now("routelore_first_reply_seconds_count")
    happenings.replied()
    with taken_up("command"):
        happenings.replied()
        happenings.replied()
    assert now("routelore_first_reply_seconds_count") == before + 1


def test_a_label_holds_no_more_than_so_many_values_and_no_sentence() -> None:
    """Whatever comes: the rest is counted together."""
    figures = Figures()
    for number in range(MOST_VALUES + 50):
        figures.add(Count.REFUSALS, {"code": f"code-{number}"})
    figures.add(Count.REFUSALS, {"code": "what somebody wrote <@U012>"})
    codes = {
        sample.labels["code"]: sample.value
        for family in figures.registry.collect()
        for sample in family.samples
        if sample.name == "routelore_refusals_total"
    }
    assert len(codes) == MOST_VALUES + 1
    assert codes[OTHER] == 51


def test_no_metric_has_a_label_for_people_or_places() -> None:
    """Labels are kinds of things that the code knows, never who asked, where, or about which account."""
    assert {label for told in METRICS.values() for label in told.labels} == {
        "surface", "kind", "code", "type", "verdict", "service", "outcome", "method",
    }  # fmt: skip
    assert all(re.fullmatch(r"routelore_[a-z_]+", name) for name in METRICS)


def test_levels_are_looked_at_when_they_are_asked_for() -> None:
    """They are no sum of what was reported."""
    levels = [3.0]
    look_at(Level.WORK_WAITING, lambda: levels[0])
    assert now("routelore_work_waiting") == 3
    levels[0] = 1.0
    assert now("routelore_work_waiting") == 1


def test_calls_to_aws_are_counted_for_the_request_that_they_are_made_for() -> None:
    """By service and outcome, and timed."""
    calls = AwsCalls()
    before = now("routelore_aws_calls_total", service="ec2", outcome="denied")
    with taken_up("app_mention") as course:
        assert calls.request() == request_id() != ""
        with calls.calling("ec2", "ec2:DescribeVpcs") as call:
            call.outcome = "denied"
        assert course.calls == 1
    calls.throttled("ec2")
    assert now("routelore_aws_calls_total", service="ec2", outcome="denied") == before + 1
    assert now("routelore_aws_throttles_total", service="ec2") >= 1


def test_what_takes_long_is_timed_however_it_ends() -> None:
    """Also where it fails."""
    before = now("routelore_answer_seconds_count")
    with pytest.raises(KeyError), timed(Time.ANSWER):
        raise KeyError
    assert now("routelore_answer_seconds_count") == before + 1


def look_up_a_vpc_and_fail() -> None:
    """Call AWS, and raise an error that quotes a person."""
    with AwsCalls().calling("ec2", "ec2:DescribeVpcs"):
        count(Count.REPEATED)
    raise KeyError(*["what somebody wrote"])


def test_spans_are_nested_carry_the_request_and_quote_nobody() -> None:
    """From a delivery to the call to AWS; an error is named by its type alone."""
    seen = InMemorySpanExporter()
    end = start_tracing(SimpleSpanProcessor(seen))
    with taken_up("app_mention"):
        request = request_id()
        with pytest.raises(KeyError, match="somebody"), span("slack app_mention"):
            look_up_a_vpc_and_fail()
    end()
    aws, slack = seen.get_finished_spans()
    assert aws.parent is not None
    assert slack.context is not None
    assert aws.parent.span_id == slack.context.span_id
    assert (aws.name, slack.name) == ("aws ec2:DescribeVpcs", "slack app_mention")
    assert slack.attributes == {"routelore.request": request}
    assert slack.status.description == "KeyError"
    assert slack.events == ()
    assert slack.resource.attributes["service.name"] == "routelore"


@pytest.mark.parametrize(
    ("body", "surface"),
    [
        ({"event": {"type": "app_mention"}}, "app_mention"),
        ({"event": {}}, "event"),
        ({"command": "/routelore"}, "command"),
        ({"type": "block_actions"}, "button"),
        ({"type": "view_submission"}, "form"),
        ({"type": "message_action"}, "shortcut"),
        ({}, "other"),
    ],
)
def test_a_delivery_is_of_a_kind(body: dict[str, object], surface: str) -> None:
    """Whatever Slack sends, and whatever somebody else sends."""
    assert surface_of(body) == surface
