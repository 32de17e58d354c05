"""What a way costs: list prices where they are known, words where they are not, and no figure for any other Region."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from diagnostics.changes import apply_change, read_change
from diagnostics.explain.costs import PAGES, PRICES, tell_costs
from tests.unit.console.diagnosed import network, one

if TYPE_CHECKING:
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

LANGUAGES: tuple[Lang, ...] = ("ko", "en")
ISOLATED = [{"no_route": {"table": "rtb-a1", "to": "0.0.0.0/0"}}]


def _in(region: str, diagnosis: Diagnosis) -> Diagnosis:
    case = diagnosis.case
    return dataclasses.replace(
        diagnosis, case=dataclasses.replace(case, source=dataclasses.replace(case.source, region=region))
    )


def _after(change: str, to: str = "s3") -> tuple[Diagnosis, Diagnosis]:
    before = network([])
    return one(before, to=to), one(apply_change(read_change(change, before), before), to=to)


@pytest.mark.parametrize(
    ("region", "zones", "gigabytes"), [("us-east-1", 1, 209), ("ap-northeast-2", 1, 194), ("ap-northeast-2", 3, 581)]
)
def test_an_interface_endpoint_pays_from_so_many_gigabytes_on(region: str, zones: int, gigabytes: int) -> None:
    """Its hours against what it saves of each GB."""
    assert PRICES[region].break_even(zones) == gigabytes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_gateway_endpoint_saves_what_the_nat_gateway_bills_for_each_gigabyte(lang: Lang) -> None:
    """The hours of the NAT gateway stay; the prices are said to be list prices, with the pages to verify them."""
    now, after = _after("create-gateway-endpoint s3 rtb-a1")
    told = tell_costs(now, after, lang)
    said = " ".join(told.facts)
    assert len(told.facts) == 3
    assert "$0.059" in told.facts[0]
    assert ("무료" if lang == "ko" else "free of charge") in told.facts[1]
    assert "$59.00" in told.facts[2]
    assert "{" not in said + told.basis
    assert ("정가" if lang == "ko" else "list prices") in told.basis
    assert told.pages == PAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_interface_endpoint_is_set_against_the_nat_gateway(lang: Lang) -> None:
    """By the hour and zone, by the GB, and from how many GB a month on it is worth it."""
    now, after = one(network([]), to="ec2"), one(network([{"interface": {"service": "ec2"}}]), to="ec2")
    said = " ".join(tell_costs(now, after, lang).facts)
    assert all(figure in said for figure in ("$0.013", "$0.01", "$18.98", "387"))


def test_an_interface_endpoint_that_lets_nothing_through_is_billed_all_the_same() -> None:
    """Its hours run; nothing is said to be saved."""
    now, after = _after("create-interface-endpoint ec2 subnet-a1", to="ec2")
    first, second = tell_costs(now, after, "en").facts
    assert "NAT gateway" in first
    assert "nothing gets through" in second
    assert "$9.49" in second


def test_without_a_change_in_mind_the_usual_endpoint_is_told() -> None:
    """The free one where AWS has it for the service, else an interface endpoint."""
    to_s3, to_ec2 = (" ".join(tell_costs(one(network([]), to=to), None, "en").facts) for to in ("s3", "ec2"))
    assert "gateway endpoint is free" in to_s3
    assert "interface endpoint bills" in to_ec2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_price_is_invented_for_another_region(lang: Lang) -> None:
    """What is billed is said all the same."""
    for change, to in (("create-gateway-endpoint s3 rtb-a1", "s3"), ("create-interface-endpoint ec2 subnet-a1", "ec2")):
        now, after = _after(change, to)
        for then in (after, None):
            told = tell_costs(_in("eu-west-1", now), then, lang)
            assert "$" not in " ".join(told.facts)
            assert "eu-west-1" in told.basis
            assert len(told.facts) > 1


def test_what_does_not_get_through_costs_nothing() -> None:
    """And what is free already is said to be."""
    assert "nothing gets through" in tell_costs(one(network(ISOLATED)), None, "en").facts[0]
    (free,) = tell_costs(one(network([{"gateway": {"tables": ["rtb-a1"]}}])), None, "en").facts
    assert "free of charge" in free
