"""The rules about the policies of buckets, access points and open endpoints: where they fire, and where they are quiet."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.findings import catalogue
from diagnostics.model.network import AccessPoint, Bucket
from tests.unit.findings.place import ACCOUNT, REGION, Row, both, case_of, findings, nothing, of, outcome, rows

if TYPE_CHECKING:
    from diagnostics.model.words import Lang
    from tests.unit.findings.place import Change, Place

LANGS: tuple[Lang, ...] = ("ko", "en")
_BUCKET, _EIP = "s3://mine", "198.51.100.9/32"
_POINT = f"arn:aws:s3:{REGION}:{ACCOUNT}:accesspoint/harbor"
_EVERYTHING = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
_TO_MINE = {**_EVERYTHING, "Resource": ["arn:aws:s3:::mine", "arn:aws:s3:::mine/*"]}


def policy(*statements: dict[str, Any]) -> str:
    """Give a policy of the bucket, whose statements are about everyone and everything unless they say otherwise."""
    usual = {"Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::mine", "arn:aws:s3:::mine/*"]}
    return json.dumps({"Version": "2012-10-17", "Statement": [usual | s for s in statements]})


def deny(operator: str, key: str, value: str) -> dict[str, Any]:
    """Give a Deny under one condition."""
    return {"Effect": "Deny", "Condition": {operator: {key: value}}}


def holding(*statements: dict[str, Any], text: str | None = None) -> Change:
    """Give the change that adds the bucket with a policy of these statements; without any it has none."""

    def made(place: Place) -> None:
        held = text if text is not None else policy(*statements) if statements else ""
        place.parts["buckets"] = {"mine": Bucket(name="mine", region=REGION, policy=held)}

    return made


def unseen(place: Place) -> None:
    """Add the bucket without having seen its policy."""
    place.parts["buckets"] = {"mine": Bucket(name="mine", region=REGION)}


def point(vpc: str = "", own: str = "") -> Change:
    """Give the change that adds an access point of the bucket."""

    def made(place: Place) -> None:
        held = AccessPoint(name="harbor", arn=_POINT, bucket="mine", bucket_owner=ACCOUNT, vpc_id=vpc, policy=own)
        place.parts["access_points"] = {"harbor": held}

    return made


def through(*changes: Change, **fields: Any) -> Change:
    """Give the changes with a gateway endpoint on the way."""
    return both(lambda p: p.gateway("rtb-a1", **fields), *changes)


_PINNED = deny("StringNotEquals", "aws:SourceVpce", "vpce-old")
_BY_ADDRESS = deny("NotIpAddress", "aws:SourceIp", _EIP)
_NO_HTTP = deny("Bool", "aws:SecureTransport", "false")
_DENIED_POINT = json.dumps({"Statement": {**_EVERYTHING, "Effect": "Deny"}})

CASES: dict[str, list[tuple[str, Change, str, str, bool | str]]] = {
    "POL-003": [
        ("another endpoint's id", through(holding(_PINNED)), "subnet-a1", _BUCKET, "other_endpoint"),
        (
            "another VPC's id",
            through(holding(deny("StringNotEquals", "aws:SourceVpc", "vpc-x"))),
            "subnet-a1",
            _BUCKET,
            "other_endpoint",
        ),
        (
            "the very endpoint",
            through(holding(deny("StringNotEquals", "aws:SourceVpce", "vpce-gw-s3"))),
            "subnet-a1",
            _BUCKET,
            False,
        ),
        ("no endpoint at all is another rule's", holding(_PINNED), "subnet-a1", _BUCKET, False),
        ("the policy was not seen", through(unseen), "subnet-a1", _BUCKET, False),
        ("no bucket was named", through(holding(_PINNED)), "subnet-a1", "s3", False),
    ],
    "POL-004": [
        ("over the endpoint there is no address", through(holding(_BY_ADDRESS)), "subnet-a1", _BUCKET, "source_ip"),
        ("told before the way moves", holding(_BY_ADDRESS), "subnet-a1", _BUCKET, "predicted"),
        (
            "an Allow that would stop",
            holding({"Effect": "Allow", "Condition": {"IpAddress": {"aws:SourceIp": _EIP}}}),
            "subnet-a1",
            _BUCKET,
            "predicted",
        ),
        ("a policy about something else", holding(_NO_HTTP), "subnet-a1", _BUCKET, False),
        ("the bucket is elsewhere", holding(_BY_ADDRESS), "subnet-a1", "mine.s3.us-east-1.amazonaws.com", False),
        ("the policy cannot be read", holding(text="{"), "subnet-a1", _BUCKET, False),
    ],
    "POL-005": [
        (
            "a private range never matches",
            through(holding(deny("NotIpAddress", "aws:SourceIp", "10.0.0.0/8"))),
            "subnet-a1",
            _BUCKET,
            "private_source_ip",
        ),
        (
            "also where it refuses nothing",
            holding({"Effect": "Allow", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}),
            "subnet-a1",
            _BUCKET,
            "private_source_ip",
        ),
        ("a public range", holding(_BY_ADDRESS), "subnet-a1", _BUCKET, False),
    ],
    "POL-006": [
        ("by a NAT gateway there is no endpoint", holding(_PINNED), "subnet-a1", _BUCKET, "endpoint_required"),
        ("over any endpoint it is another rule's", through(holding(_PINNED)), "subnet-a1", _BUCKET, False),
        (
            "carved out for this caller's way",
            holding({**_PINNED, "Condition": {**_PINNED["Condition"], "Bool": {"aws:ViaAWSService": "true"}}}),
            "subnet-a1",
            _BUCKET,
            False,
        ),
    ],
    "POL-007": [
        ("of another VPC", through(holding(), point("vpc-far")), "subnet-a1", _POINT, "access_point_origin"),
        ("its own policy", through(holding(), point(own=_DENIED_POINT)), "subnet-a1", _POINT, "access_point_policy"),
        (
            "the endpoint's policy leaves it out",
            through(holding(), point(), policy=json.dumps({"Statement": _TO_MINE})),
            "subnet-a1",
            _POINT,
            "endpoint_policy",
        ),
        ("of this VPC", through(holding(), point("vpc-0a")), "subnet-a1", _POINT, False),
        ("it was not seen", through(holding()), "subnet-a1", _POINT, False),
    ],
    "POL-008": [
        ("everything for everyone", through(policy=json.dumps({"Statement": _EVERYTHING})), "subnet-a1", "s3", True),
        ("one bucket", through(policy=json.dumps({"Statement": _TO_MINE})), "subnet-a1", _BUCKET, False),
        ("the policy was not told", through(), "subnet-a1", "s3", False),
        ("no endpoint on the way", nothing, "subnet-a1", "s3", False),
    ],
    "POL-009": [
        ("no policy", through(holding()), "subnet-a1", _BUCKET, True),
        ("a policy about something else", through(holding(_NO_HTTP)), "subnet-a1", _BUCKET, True),
        (
            "it asks for an endpoint",
            through(holding(deny("StringNotEquals", "aws:SourceVpc", "vpc-0a"))),
            "subnet-a1",
            _BUCKET,
            False,
        ),
        ("the policy was not seen", through(unseen), "subnet-a1", _BUCKET, False),
        ("the way is public", holding(), "subnet-a1", _BUCKET, False),
    ],
    "POL-010": [
        ("plain HTTP", through(holding(_NO_HTTP)), "subnet-a1", f"http://mine.s3.{REGION}.amazonaws.com", "cleartext"),
        ("denied to all", holding({"Effect": "Deny"}), "subnet-a1", _BUCKET, "denied"),
        ("TLS", through(holding(_NO_HTTP)), "subnet-a1", _BUCKET, False),
        ("the network's fault", through(holding(_PINNED)), "subnet-a1", _BUCKET, False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each row is one place: a policy, a way, and whether the rule has something to say."""
    assert outcome(row) == row.fires


def test_the_command_holds_the_policy_that_lets_the_way_through() -> None:
    """The old id stays, the endpoint's own is added, and nothing else of the policy is changed."""
    found = of("POL-003", through(holding(_PINNED)), "subnet-a1", _BUCKET)
    assert found is not None
    (command,) = found.cli
    assert '"aws:SourceVpce":["vpce-old","vpce-gw-s3"]' in command
    assert '"vpce-gw-s3"' in found.terraform


def test_a_prediction_says_what_to_write_first() -> None:
    """Without an endpoint there is no id yet, so the policy goes by the VPC and can be changed before the way is."""
    found = of("POL-004", holding(_BY_ADDRESS), "subnet-a1", _BUCKET)
    assert found is not None
    assert '"StringNotEquals":{"aws:SourceVpc":"vpc-0a"}' in found.cli[0]
    assert "starts to apply" in found.evidence[0].fact.en


def test_an_open_policy_is_told_in_the_words_of_the_service() -> None:
    """DynamoDB has tables, and AWS keeps none there that image pulls or patches need."""

    def opened(service: str) -> str:
        everything = json.dumps({"Statement": _EVERYTHING})
        found = of("POL-008", lambda p: p.gateway("rtb-a1", service=service, policy=everything), "subnet-a1", service)
        assert found is not None
        words = (found.rule.title, found.rule.why, found.rule.fix, *found.rule.caveats)
        return " ".join(one.say(lang) for one in words for lang in LANGS)

    assert "bucket" in opened("s3")
    assert "테이블" in opened("dynamodb")
    assert not re.search(r"bucket|버킷|S3|ECR", opened("dynamodb"))


def test_no_text_about_flow_logs_takes_the_service_for_s3() -> None:
    """The rule is told of DynamoDB as well."""
    why = catalogue()["flow-logs-cannot-prove"].why
    assert not [lang for lang in LANGS if "S3" in why.say(lang)]


def test_an_endpoint_that_leaves_an_access_point_out_is_told_once() -> None:
    """It is the access point's rule that tells it, and not the endpoint's as well."""
    left_out = through(holding(), point(), policy=json.dumps({"Statement": _TO_MINE}))
    codes = [f.rule.code for f in findings(left_out, "subnet-a1", _POINT)]
    assert codes.count("POL-007") == 1
    assert "POL-001" not in codes
    assert case_of(left_out, "subnet-a1", _POINT).destination.bucket == "mine"
