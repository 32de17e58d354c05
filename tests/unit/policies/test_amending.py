"""Policies amended: what is written into them lets the way through, and nothing else is changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from diagnostics.analysis.policies.amending import admitting, allowing, statement_in
from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.evaluate import Allowed, endpoint_decision, resource_decision
from tests.unit.policies.requests_on_hand import EIP, GATEWAY, NAT, STRANGER, request

_KEY, _DOOR = "aws:SourceVpce", "vpce-0a1"


def written(*statements: dict[str, Any]) -> str:
    """Give a document whose statements are about everyone, everything, and the bucket unless they say otherwise."""
    arn = "arn:aws:s3:::my-bucket"
    usual = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"]}
    return json.dumps({"Version": "2012-10-17", "Id": "kept", "Statement": [usual | s for s in statements]})


def conditions(text: str) -> list[Any]:
    """Give the condition of every statement."""
    return [s.get("Condition") for s in json.loads(text)["Statement"]]


@pytest.mark.parametrize(
    "condition",
    [
        {"StringNotEquals": {"aws:SourceVpce": "vpce-old"}},
        {"StringNotEqualsIfExists": {"AWS:sourcevpce": ["vpce-old", "vpce-older"]}},
        {"StringNotEquals": {"aws:SourceVpc": "vpc-far", "aws:PrincipalTag/team": "orchard"}},
        {"ArnNotEquals": {"aws:SourceVpcArn": "arn:aws:ec2:ap-northeast-2:444455556666:vpc/vpc-far"}},
        {"NotIpAddress": {"aws:SourceIp": [EIP]}},
        {"NotIpAddressIfExists": {"aws:VpcSourceIp": "192.168.0.0/24"}, "StringNotEquals": {"aws:SourceVpc": "vpc-far"}},
    ],
)
def test_a_deny_spares_the_way_and_goes_on_denying_the_rest(condition: dict[str, Any]) -> None:
    """The request over the endpoint passes; one from an address that was denied before still is."""
    text = written({"Condition": condition})
    amended = read_policy(admitting(text, _KEY, _DOOR))
    assert not isinstance(resource_decision(read_policy(text), request(GATEWAY)), Allowed)
    assert isinstance(resource_decision(amended, request(GATEWAY)), Allowed)
    elsewhere = request(NAT)
    assert type(resource_decision(amended, elsewhere)) is type(resource_decision(read_policy(text), elsewhere))


def test_an_allow_by_address_gets_one_by_endpoint_beside_it() -> None:
    """The address goes on working, and what else the statement asks for is asked for of both."""
    own = {
        "Sid": "Office",
        "Effect": "Allow",
        "Condition": {"IpAddress": {"aws:SourceIp": EIP}, "Bool": {"aws:SecureTransport": "true"}},
    }
    text = admitting(written(own), _KEY, _DOOR)
    assert conditions(text) == [
        own["Condition"],
        {"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:SourceVpce": _DOOR}},
    ]
    for entrance in (GATEWAY, NAT):
        decision = resource_decision(read_policy(text), request(entrance, caller=STRANGER), same_account=False)
        assert isinstance(decision, Allowed)
    assert "Sid" not in json.loads(text)["Statement"][1]


def test_an_allow_by_private_range_is_replaced() -> None:
    """It has never let anybody in."""
    text = written({"Effect": "Allow", "Condition": {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "192.168.1.1"]}}})
    assert conditions(admitting(text, _KEY, _DOOR)) == [{"StringEquals": {"aws:SourceVpce": _DOOR}}]


def test_an_allow_by_endpoint_gets_another_value() -> None:
    """The list of endpoints grows by one."""
    text = written({"Effect": "Allow", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-old"}}})
    assert conditions(admitting(text, _KEY, _DOOR)) == [{"StringEquals": {"aws:SourceVpce": ["vpce-old", _DOOR]}}]


@pytest.mark.parametrize(
    "statement",
    [
        {},
        {"Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        {"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-bad"}}},
        {"Condition": {"Null": {"aws:SourceVpce": "true"}}},
        {"Effect": "Allow"},
        {"Effect": "Allow", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}},
    ],
)
def test_what_is_not_about_the_network_stays(statement: dict[str, Any]) -> None:
    """No statement is loosened that was not in the way."""
    text = written(statement)
    assert json.loads(admitting(text, _KEY, _DOOR)) == json.loads(text)


def test_only_the_statements_named_are_changed() -> None:
    """A neighbour of the same kind keeps its condition, and the rest of the document is as it was."""
    pinned = {"Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-old"}}}
    text = written(pinned, pinned)
    amended = admitting(text, _KEY, _DOOR, frozenset({2}))
    assert conditions(amended) == [
        pinned["Condition"],
        {"StringNotEquals": {"aws:SourceVpce": ["vpce-old", _DOOR]}},
    ]
    assert json.loads(amended)["Id"] == "kept"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"Statement": 5}', '{"Statement": ["x", {"Condition": 7}]}', "{}"])
def test_what_cannot_be_read_is_left_alone(text: str) -> None:
    """Nothing raises, whatever a document holds."""
    amended = admitting(text, _KEY, _DOOR)
    assert amended == text or json.loads(amended).keys() == json.loads(text).keys()
    assert statement_in(text, 9) is None


def test_an_endpoint_policy_lets_one_bucket_more_through() -> None:
    """The statement that was there stays, and the request to the bucket passes."""
    text = json.dumps(
        {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::other/*"}}
    )
    wanted = ("arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*")
    amended = read_policy(allowing(text, ("s3:GetObject",), wanted))
    assert not isinstance(endpoint_decision(read_policy(text), request(GATEWAY)), Allowed)
    assert isinstance(endpoint_decision(amended, request(GATEWAY)), Allowed)
    assert allowing("{", ("s3:GetObject",), wanted) == "{"
