"""Buckets and Lambda functions in a question: what has to be looked up, and what is said where they cannot be followed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from network import REGION, changed

from diagnostics import AskerError, Diagnosis, Query, diagnose
from diagnostics.analysis.destinations import bucket_named
from diagnostics.analysis.sources import function_named
from diagnostics.collect import Answers, Meta, snapshot_of
from diagnostics.render.json_v1 import document
from diagnostics.render.svg import picture
from diagnostics.render.text import report

LAMBDA = "lambda:GetFunctionConfiguration"


def asked(source: str, to: str, *given: dict[str, Any]) -> tuple[Diagnosis, ...]:
    """Give the diagnoses of a question in the baseline with changes."""
    answers = Answers(said=changed(list(given)), meta=Meta(region=REGION))
    return diagnose(Query(source=source, to=to), snapshot_of(answers))


@pytest.mark.parametrize(
    ("to", "bucket"),
    [
        ("s3://orchard-data/a/b", "orchard-data"),
        ("s3://orchard.data", "orchard.data"),
        ("https://orchard-data.s3.amazonaws.com/a", "orchard-data"),
        (f"orchard-data.s3.{REGION}.amazonaws.com", "orchard-data"),
        (f"arn:aws:s3:{REGION}:111122223333:accesspoint:harbor", f"arn:aws:s3:{REGION}:111122223333:accesspoint/harbor"),
        (
            f"harbor-111122223333.s3-accesspoint.{REGION}.amazonaws.com",
            f"arn:aws:s3:{REGION}:111122223333:accesspoint/harbor",
        ),
        ("s3://orchard--apne1-az4--x-s3", None),
        ("s3", None),
        ("www.example.com", None),
    ],
)
def test_a_bucket_or_an_access_point_that_is_named_is_looked_up(to: str, bucket: str | None) -> None:
    """Its policy has a say, also where the hostname names its Region; a directory bucket takes another permission."""
    assert bucket_named(to) == bucket


@pytest.mark.parametrize(
    ("source", "function"),
    [
        ("lambda:orchard-fn", "orchard-fn"),
        (" `Lambda:Orchard_Fn` ", "Orchard_Fn"),
        ("lambda:", None),
        ("lambda:a b", None),
        ("subnet-a1", None),
    ],
)
def test_a_function_is_looked_up_where_it_is_the_source(source: str, function: str | None) -> None:
    """The name keeps its case."""
    assert function_named(source) == function


@pytest.mark.parametrize(
    ("source", "to", "given", "code", "particulars"),
    [
        (
            "subnet-a1",
            "s3://orchard-data",
            [{"refused": {"key": "head-bucket.orchard-data", "code": "404"}}],
            "no-such-bucket",
            {"bucket": "orchard-data"},
        ),
        ("lambda:fn", "s3", [], "source-unseen", {"asked": "lambda:fn", "call": LAMBDA, "reason": "not-collected"}),
        (
            "lambda:fn",
            "s3",
            [{"refused": {"key": "get-function-configuration.fn", "code": "AccessDeniedException"}}],
            "source-unseen",
            {"call": LAMBDA, "reason": "denied"},
        ),
        (
            "lambda:fn",
            "s3",
            [{"refused": {"key": "get-function-configuration.fn", "code": "ResourceNotFoundException"}}],
            "unknown-source",
            {"asked": "lambda:fn", "region": REGION},
        ),
        ("lambda:", "s3", [], "unknown-source", {"asked": "lambda:"}),
        (
            "lambda:fn",
            "s3",
            [{"function": {"name": "fn", "subnets": ["subnet-a1", "subnet-gone"]}}],
            "source-unseen",
            {"asked": "lambda:fn (subnet-gone)", "call": "ec2:DescribeSubnets", "reason": "not-collected"},
        ),
    ],
)
def test_what_cannot_be_followed_is_said_in_one_sentence(
    source: str, to: str, given: list[dict[str, Any]], code: str, particulars: dict[str, str]
) -> None:
    """What does not exist, what was not looked up and what was refused are told apart."""
    with pytest.raises(AskerError) as raised:
        asked(source, to, *given)
    assert raised.value.code == code
    assert particulars.items() <= raised.value.particulars.items()


def test_a_function_stands_for_all_its_subnets() -> None:
    """One diagnosis for each, with the function's own security groups."""
    found = asked("lambda:fn", "s3", {"function": {"name": "fn", "subnets": ["subnet-a2", "subnet-a1"]}})
    assert [one.case.source.subnet_id for one in found] == ["subnet-a1", "subnet-a2"]
    assert {one.case.source.group_ids for one in found} == {("sg-app",)}
    assert {one.case.source.function for one in found} == {"fn"}


def test_a_functions_own_interface_is_found() -> None:
    """Functions share one by subnet and security groups; its address is where their packets come from."""
    function = {"function": {"name": "fn", "subnets": ["subnet-a1"], "groups": ["sg-app"]}}
    mine = {"source": {"id": "eni-fn", "subnet": "subnet-a1", "ip": "10.0.1.77", "InterfaceType": "lambda"}}
    other = {"source": {"id": "eni-g", "subnet": "subnet-a1", "ip": "10.0.1.78", "groups": ["sg-default"]}}
    (one,) = asked("lambda:fn", "s3", function, mine, other)
    assert (one.case.source.eni_id, one.case.source.private_ips) == ("eni-fn", ("10.0.1.77",))


def test_a_function_is_followed_where_no_subnet_is_seen() -> None:
    """Outside every VPC it does not matter what the account's networks look like."""
    no_subnets = {"answer": {"key": "describe-subnets", "value": None}}
    (one,) = asked("lambda:fn", "s3", {"function": {"name": "fn"}}, no_subnets)
    assert one.verdict == "NOT_IN_VPC"
    assert set(one.properties.values()) == {None}
    assert one.gaps == ()


def test_a_caller_outside_every_vpc_is_shown_in_every_output() -> None:
    """Text, picture and document hold together without a way to show."""
    (one,) = asked("lambda:fn", "s3", {"function": {"name": "fn"}})
    assert "SVC-002" in report(one, "en")
    assert picture(one, "ko").startswith("<svg")
    written = document(one)
    assert (written["verdict"], written["class"], written["hops"]) == ("NOT_IN_VPC", "not-in-vpc", [])
