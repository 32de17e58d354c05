"""What was measured at a NAT gateway takes the place of an example in what a way costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.explain.costs import tell_costs
from tests.unit.console.diagnosed import network, one

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

LANGUAGES: tuple[Lang, ...] = ("ko", "en")
GB = 2**30


def told(change: dict[str, Any], lang: Lang, to: str = "s3") -> str:
    """Give what is told of the costs of the way out of the network with a change made to it."""
    return " ".join(tell_costs(one(network([change]), to=to), None, lang).facts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_flow_logs_measured_is_what_is_saved(lang: Lang) -> None:
    """500 GB in both directions at Seoul's price, and where the figure is from."""
    said = told({"nat_flows": {"s3": [100, 400]}}, lang)
    assert "$29.50" in said
    assert "500.0" in said
    assert ("흐름 로그" if lang == "ko" else "Flow logs") in said
    assert "1,000" not in said
    assert ("많아야" if lang == "ko" else "at most") not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cloudwatch_counted_is_an_upper_bound(lang: Lang) -> None:
    """It does not know destinations, and that is said."""
    said = told({"nat_metrics": {"from_destination": 400 * GB, "from_source": 100 * GB}}, lang)
    assert "$29.50" in said
    assert "CloudWatch" in said
    assert ("많아야" if lang == "ko" else "at most") in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_flow_logs_of_another_service_leave_cloudwatch_its_say(lang: Lang) -> None:
    """What is measured of DynamoDB is no measure of S3."""
    said = told({"nat_flows": {"dynamodb": [1, 1]}}, lang)
    assert ("흐름 로그" if lang == "ko" else "Flow logs") not in said
    assert "1,000" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_interface_endpoint_is_set_against_what_was_counted(lang: Lang) -> None:
    """From how many GB on it pays can be compared with what passes the NAT gateway."""
    said = told({"nat_metrics": {"from_destination": 300 * GB}}, lang, to="ec2")
    assert "300.0" in said
    assert "194" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_names_the_permission_that_would_show_it(lang: Lang) -> None:
    """The example stays; what was not allowed is said once."""
    said = told({"nat_metrics": {"refused": True}}, lang)
    assert said.count("cloudwatch:GetMetricData") == 1
    assert "1,000" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_of_a_gateway_that_nothing_passes(lang: Lang) -> None:
    """What others send through it is not part of a way that goes by the endpoint."""
    both = network([{"gateway": {"tables": ["rtb-a1"]}}, {"nat_flows": {"s3": [1, 2]}}])
    assert "NAT" not in " ".join(tell_costs(one(both, to="s3"), None, lang).facts)
