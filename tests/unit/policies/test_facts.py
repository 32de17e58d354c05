"""The words of decisions, as people read them."""

from __future__ import annotations

import pytest

from diagnostics.analysis.policies.document import Policy
from diagnostics.analysis.policies.evaluate import Denied, endpoint_decision, origin_decision, resource_decision
from diagnostics.analysis.policies.facts import explain_decision, explain_turning, wanted
from diagnostics.analysis.policies.turning import what_changes
from diagnostics.model.words import Words
from tests.unit.policies.requests_on_hand import (
    EIP,
    GATEWAY,
    INTERFACE,
    NAT,
    ROLE,
    allow,
    bucket_arns,
    deny,
    policy,
    request,
)

ONLY_EIP = policy(deny(Sid="OfficeOnly", Condition={"NotIpAddress": {"aws:SourceIp": EIP}}))


def test_a_deny_is_told_by_its_condition_and_the_missing_key() -> None:
    """Which statement, what it asks for, and that the request has no such key."""
    assert explain_decision(resource_decision(ONLY_EIP, request(GATEWAY))) == Words(
        ko=(
            "Deny 스테이트먼트 OfficeOnly에 걸려 s3:GetObject arn:aws:s3:::my-bucket/* 요청이 거부돼요. "
            "조건은 NotIpAddress aws:SourceIp 203.0.113.10인데 이 경로의 요청에는 aws:SourceIp 키가 없어요"
        ),
        en=(
            "Deny statement OfficeOnly refuses s3:GetObject arn:aws:s3:::my-bucket/*: "
            "NotIpAddress aws:SourceIp 203.0.113.10, and a request on this path has no aws:SourceIp"
        ),
    )


def test_a_deny_is_told_by_the_value_that_does_not_fit() -> None:
    """A recreated endpoint has another id; the carve-out for AWS's services tells nothing."""
    condition = {"StringNotEquals": {"aws:SourceVpce": "vpce-old"}, "Bool": {"aws:ViaAWSService": "false"}}
    assert explain_decision(resource_decision(policy(deny(Condition=condition)), request(GATEWAY))) == Words(
        ko=(
            "1번 Deny 스테이트먼트에 걸려 s3:GetObject arn:aws:s3:::my-bucket/* 요청이 거부돼요. "
            "조건은 StringNotEquals aws:SourceVpce vpce-old인데 이 경로의 aws:SourceVpce 값은 vpce-0a1"
        ),
        en=(
            "Deny statement no. 1 refuses s3:GetObject arn:aws:s3:::my-bucket/*: "
            "StringNotEquals aws:SourceVpce vpce-old, and on this path aws:SourceVpce is vpce-0a1"
        ),
    )


@pytest.mark.parametrize(
    ("statement", "ko", "en"),
    [
        (
            allow(Resource=bucket_arns("other")),
            "1번 Allow 스테이트먼트: Resource: arn:aws:s3:::other, arn:aws:s3:::other/*",
            "Allow statement no. 1 has arn:aws:s3:::other, arn:aws:s3:::other/* as its Resource",
        ),
        (allow(NotResource="*"), "NotResource: *", "has * as its NotResource"),
        (allow(Action="s3:Delete*"), "Action: s3:Delete*", "has s3:Delete* as its Action"),
        (
            allow(NotAction=["a:*", "b:*", "s3:*", "c:*"]),
            "NotAction: a:*, b:*, s3:* … (+1)",
            "has a:*, b:*, s3:* … (+1) as its",
        ),
        (allow(Principal={"AWS": "444455556666"}), "Principal: 444455556666", "has 444455556666 as its Principal"),
        (
            allow(Condition={"StringEquals": {"aws:SourceVpc": "vpc-x"}}),
            "조건은 StringEquals aws:SourceVpc vpc-x인데 이 경로의 aws:SourceVpc 값은 vpc-0a",
            "StringEquals aws:SourceVpc vpc-x, and on this path aws:SourceVpc is vpc-0a",
        ),
    ],
)
def test_a_missing_grant_is_told_by_what_the_closest_one_says(statement: dict[str, object], ko: str, en: str) -> None:
    """Where the closest Allow statement falls short."""
    words = explain_decision(endpoint_decision(policy(statement), request(INTERFACE, caller=ROLE)))
    assert "허용하는 스테이트먼트가 없어요" in words.ko
    assert ko in words.ko
    assert words.en.startswith("no statement allows s3:GetObject arn:aws:s3:::my-bucket/*")
    assert en in words.en


def test_a_document_without_grants_has_nothing_close() -> None:
    """No Allow statement at all, or no policy where one is needed."""
    words = explain_decision(endpoint_decision(policy(deny(Action="ec2:*")), request()))
    assert words.en == "no statement allows s3:GetObject arn:aws:s3:::my-bucket/*"
    assert explain_decision(Denied()).ko


def test_an_undecided_question_names_what_it_wants_and_whom_it_asks() -> None:
    """Which bucket, and the buckets that are let through."""
    assert explain_decision(endpoint_decision(policy(allow(Resource="arn:aws:s3:::a/*")), request(bucket=None))) == Words(
        ko="어느 버킷인지에 따라 달라요: 1번 Allow 스테이트먼트 (Resource: arn:aws:s3:::a/*)",
        en="it depends on which bucket it is: Allow statement no. 1 (Resource: arn:aws:s3:::a/*)",
    )
    condition = {"ArnNotEquals": {"aws:PrincipalArn": ROLE}}
    words = explain_decision(resource_decision(policy(deny(Sid="AppOnly", Condition=condition)), request()))
    assert words.en == "it depends on aws:PrincipalArn: Deny statement AppOnly"
    assert explain_decision(endpoint_decision(Policy(trouble="x"), request())).en == "the policy document cannot be read"
    assert "aws:SourceVpc" in explain_decision(origin_decision("vpc-0a", request(GATEWAY.__class__(via=GATEWAY.via)))).en


@pytest.mark.parametrize("want", ["object key", "operator:StringSounds", "value:ten", "aws:PrincipalArn", "s3:prefix"])
def test_a_want_has_words_in_both_languages(want: str) -> None:
    """A context key is its own name; everything else is said."""
    words = wanted(want)
    assert want.partition(":")[2] in words.ko
    assert want.partition(":")[2] in words.en


def test_what_is_allowed_is_told_by_its_ground() -> None:
    """By a statement, with what is not allowed beside it; or because nothing forbids it."""
    partly = explain_decision(endpoint_decision(policy(allow(Action="s3:Get*")), request()))
    assert partly.en == (
        "Allow statement no. 1 allows s3:GetObject arn:aws:s3:::my-bucket/* "
        "(but not, or not for sure, s3:PutObject, s3:ListBucket)"
    )
    assert explain_decision(endpoint_decision(policy(allow()), request())).ko.endswith("허용")
    assert "IAM 정책" in explain_decision(resource_decision(ONLY_EIP, request(NAT))).ko
    assert explain_decision(endpoint_decision(None, request())).en == "there is no policy, so nothing is refused"
    assert explain_decision(origin_decision("vpc-0a", request())).en == "the access point takes requests from this VPC"
    assert "vpc-b" in explain_decision(origin_decision("vpc-b", request())).ko


def test_a_turning_is_told_before_it_happens() -> None:
    """What starts or stops, and by which key."""
    (turning,) = what_changes(ONLY_EIP, request(NAT), request(GATEWAY))
    assert explain_turning(turning) == Words(
        ko=(
            "경로를 옮기면 Deny 스테이트먼트 OfficeOnly 적용이 시작돼요. "
            "조건은 NotIpAddress aws:SourceIp 203.0.113.10인데 이 경로의 요청에는 aws:SourceIp 키가 없어요"
        ),
        en=(
            "once the path moves, Deny statement OfficeOnly starts to apply: "
            "NotIpAddress aws:SourceIp 203.0.113.10, and a request on this path has no aws:SourceIp"
        ),
    )


def test_a_turning_that_depends_on_what_is_not_seen_shows_the_condition_alone() -> None:
    """An organization that nobody saw has no value to show."""
    document = policy(allow(Condition={"StringEquals": {"aws:VpceOrgID": "o-1"}}))
    (turning,) = what_changes(document, request(NAT), request(GATEWAY))
    words = explain_turning(turning)
    assert words.en == "once the path moves, Allow statement no. 1 may start to apply: StringEquals aws:VpceOrgID o-1"
    assert words.ko == "경로를 옮기면 1번 Allow 스테이트먼트 적용이 시작될 수 있어요. 조건: StringEquals aws:VpceOrgID o-1"
