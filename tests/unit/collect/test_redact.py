"""Redaction: nothing tells any more whose network it is, and every diagnosis comes out the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from diagnostics import Diagnosis, Query, diagnose
from diagnostics.collect import Answers, Meta, Refusal, snapshot_of
from diagnostics.collect.archive import as_zip, read_archive
from diagnostics.collect.pseudonyms import Kind, Pseudonyms, matches
from diagnostics.collect.redact import redact, redaction_of
from tests.scenarios.network import REGION, changed
from tests.unit.collect.shapes import every_answer

HERE = Path(__file__).parents[2] / "scenarios"
SCENARIOS: list[dict[str, Any]] = [
    row for file in sorted(HERE.glob("*.yaml")) for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]
POLICY = {
    "Id": "OrchardRules",
    "Statement": [
        {
            "Sid": "LetOrchardIn",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::210987654321:role/team/OrchardReader", "210987654321"]},
            "Action": "s3:*",
            "Resource": [
                "arn:aws:s3:::orchard-*",
                "arn:aws:s3:::orchard-data/apples/*",
                "arn:aws:s3:::prod-ap-northeast-2-starport-layer-bucket/*",
                "arn:aws:s3:ap-northeast-2:210987654321:accesspoint/orchard-point/object/*",
            ],
            "Condition": {
                "StringEquals": {"aws:PrincipalTag/orchard-team": "orchard-pickers", "aws:SourceVpce": "vpce-0a"},
                "StringLike": {"aws:userid": "AROA0ORCHARD0ORCHARD:*", "aws:username": "orchard-*"},
                "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Orchard*"},
                "IpAddress": {"aws:SourceIp": "203.0.113.20/32"},
                "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-orchard1234/r-ab12/ou-ab12-11111111/*"},
            },
        }
    ],
}
RICH = Answers(
    said={
        "get-caller-identity": {
            "UserId": "AROA0ORCHARD0ORCHARD:orchard@orchard.example",
            "Account": "210987654321",
            "Arn": "arn:aws:sts::210987654321:assumed-role/OrchardReader/orchard@orchard.example",
        },
        "describe-vpcs": {
            "Vpcs": [
                {
                    "VpcId": "vpc-0a",
                    "OwnerId": "210987654321",
                    "CidrBlock": "10.0.0.0/16",
                    "Tags": [{"Key": "Name", "Value": "orchard"}, {"Key": "orchard:owner", "Value": "orchard-team"}],
                }
            ]
        },
        "describe-subnets": {
            "Subnets": [
                {
                    "SubnetId": "subnet-0a",
                    "VpcId": "vpc-0a",
                    "OwnerId": "210987654321",
                    "SubnetArn": "arn:aws:ec2:ap-northeast-2:210987654321:subnet/subnet-0a",
                    "Tags": [{"Key": "Name", "Value": "orchard"}],
                }
            ]
        },
        "describe-security-groups": {
            "SecurityGroups": [
                {
                    "GroupId": "sg-0a",
                    "GroupName": "orchard-app",
                    "Description": "for the orchard",
                    "OwnerId": "210987654321",
                },
                {"GroupId": "sg-0b", "GroupName": "default", "Description": "default VPC security group"},
            ]
        },
        "describe-network-interfaces": {
            "NetworkInterfaces": [
                {
                    "NetworkInterfaceId": "eni-0a",
                    "Description": "AWS Lambda VPC ENI-orchard-fn-1234",
                    "PrivateDnsName": "ip-10-0-1-10.orchard.example",
                    "PrivateIpAddress": "10.0.1.10",
                    "RequesterId": "210987654321",
                    "TagSet": [{"Key": "Name", "Value": "orchard-eni"}],
                }
            ]
        },
        "describe-dhcp-options": {
            "DhcpOptions": [
                {
                    "DhcpOptionsId": "dopt-0a",
                    "DhcpConfigurations": [
                        {"Key": "domain-name", "Values": [{"Value": "orchard.example"}]},
                        {"Key": "domain-name-servers", "Values": [{"Value": "10.9.9.9"}]},
                    ],
                }
            ]
        },
        "describe-vpc-endpoints": {
            "VpcEndpoints": [{"VpcEndpointId": "vpce-0a", "VpcId": "vpc-0a", "PolicyDocument": json.dumps(POLICY)}]
        },
        "describe-instances": Refusal(
            "UnauthorizedOperation",
            "You are not authorized to perform this operation. User: arn:aws:iam::210987654321:user/orchard-bot is not "
            "authorized to perform: ec2:DescribeInstances. Encoded authorization failure message: b3JjaGFyZA",
        ),
        "list-hosted-zones-by-vpc.vpc-0a": {
            "HostedZoneSummaries": [
                {"HostedZoneId": "Z1", "Name": "orchard.example.", "Owner": {"OwningAccount": "210987654321"}},
                {"HostedZoneId": "Z2", "Name": "amazonaws.com.", "Owner": {"OwningAccount": "210987654321"}},
            ]
        },
        "list-resource-record-sets.Z2": {
            "ResourceRecordSets": [{"Name": "orchard-data.s3.ap-northeast-2.amazonaws.com.", "Type": "A"}]
        },
        "list-resolver-rules": {
            "ResolverRules": [{"Id": "rslvr-rr-1", "Name": "to-orchard", "DomainName": "orchard.example."}]
        },
        "head-bucket.orchard-data": {"BucketArn": "arn:aws:s3:::orchard-data", "BucketRegion": "ap-northeast-2"},
        "get-bucket-policy.orchard-data": {"Policy": json.dumps(POLICY)},
        "get-function-configuration.orchard-fn": {
            "FunctionName": "orchard-fn",
            "FunctionArn": "arn:aws:lambda:ap-northeast-2:210987654321:function:orchard-fn",
        },
        "get-access-point.orchard-point": {"Name": "orchard-point", "Bucket": "orchard-data"},
    },
    meta=Meta(partition="aws", account="210987654321", region="ap-northeast-2"),
    unread=(("notes of orchard@orchard.example.json", "is not JSON (line 1)"),),
)


def told(answers: Answers) -> str:
    """Give all that the answers say, as one text."""
    said = {key: str(each) if isinstance(each, Refusal) else each for key, each in answers.said.items()}
    return json.dumps([said, str(answers.meta), answers.unread])


def outcome(diagnosis: Diagnosis) -> object:
    """Give what has to be the same."""
    return (
        (diagnosis.verdict, diagnosis.path, diagnosis.verdict_class, diagnosis.confidence, diagnosis.flags),
        [(hop.kind, hop.id, hop.blocked) for hop in diagnosis.hops],
        [(finding.rule.code, finding.cause, finding.weight) for finding in diagnosis.findings],
        [(gap.call, gap.reason) for gap in diagnosis.gaps],
        [part.verdict for part in diagnosis.parts],
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[row["id"] for row in SCENARIOS])
def test_every_diagnosis_comes_out_the_same(scenario: dict[str, Any]) -> None:
    """Verdict, way, findings and gaps are those of the answers with their own names."""
    region, ask = scenario.get("region", REGION), dict(scenario["ask"])
    answers = Answers(said=changed(scenario["given"], region), meta=Meta(region=region))
    redacted = redaction_of(answers)
    words = {"source": ask["from"], "to": ask["to"], "principal": ask.get("as", "")}
    before = diagnose(Query(**words), snapshot_of(answers))
    after = diagnose(Query(**{name: redacted.of(word) for name, word in words.items()}), snapshot_of(redacted.answers))
    assert [outcome(each) for each in after] == [outcome(each) for each in before]
    own, new = ([found.subject for each in diagnoses for found in each.findings] for diagnoses in (before, after))
    assert all(now in {was, redacted.of(was), redacted.legend.get(was)} for was, now in zip(own, new, strict=True))
    assert "orchard" not in told(redacted.answers).replace("prod-ap-northeast-2", "")


def test_nothing_tells_whose_network_it_is() -> None:
    """Account, tags, groups, users, buckets, functions, domains, addresses of people and encoded messages are gone."""
    text = told(redact(RICH))
    for secret in ("orchard", "Orchard", "210987654321", "o-orchard", "b3JjaGFyZA", "team"):
        assert secret not in text.replace("arn:aws:s3:::prod-ap-northeast-2-starport-layer-bucket", ""), secret


def test_what_the_diagnosis_is_about_stays() -> None:
    """Ids of resources, addresses, AWS's own names and buckets, and the group that AWS calls default."""
    text = told(redact(RICH))
    kept = (
        *("vpc-0a", "subnet-0a", "eni-0a", "vpce-0a", "dopt-0a", "rslvr-rr-1", "Z2", "amazonaws.com.", '"default"'),
        *("10.0.1.10", "10.9.9.9", "203.0.113.20/32", "arn:aws:s3:::prod-ap-northeast-2-starport-layer-bucket/*"),
        *("AWS Lambda VPC ENI", "UnauthorizedOperation", "ec2:DescribeInstances", "111122223333", "apples"),
    )
    assert [each for each in kept if each not in text] == []


def test_one_name_has_one_stand_in_everywhere() -> None:
    """The bucket of the question is the one of its policy, of a private zone's record and of the access point."""
    redacted = redaction_of(RICH)
    own = redacted.legend["orchard-data"]
    said = redacted.answers.said
    assert f"head-bucket.{own}" in said
    assert f"get-bucket-policy.{own}" in said
    point = redacted.answers.body(f"get-access-point.{redacted.legend['orchard-point']}")
    assert point is not None
    assert point["Bucket"] == own
    (record,) = redacted.answers.rows("list-resource-record-sets.Z2", "ResourceRecordSets")
    assert record["Name"] == f"{own}.s3.ap-northeast-2.amazonaws.com."
    assert f"arn:aws:s3:::{own}/apples/*" in told(redacted.answers)
    assert redacted.of("s3://orchard-data/apples/1") == f"s3://{own}/apples/1"
    assert redacted.of("lambda:orchard-fn") == f"lambda:{redacted.legend['orchard-fn']}"
    assert redacted.of("orchard") == redacted.legend["orchard"]
    assert redacted.of("subnet-0a") == "subnet-0a"
    role = redacted.legend["OrchardReader"]
    assert redacted.of("arn:aws:iam::210987654321:role/OrchardReader") == f"arn:aws:iam::111122223333:role/{role}"


def test_the_same_answers_give_the_same_names_in_any_order() -> None:
    """A folder is read in another order than AWS answers."""
    turned = Answers(said=dict(reversed(RICH.said.items())), meta=RICH.meta, unread=RICH.unread)
    assert redact(turned) == redact(RICH)
    assert read_archive(as_zip(redact(turned))).said == redact(RICH).said


def test_every_shape_that_aws_sends_can_be_redacted() -> None:
    """Every member that botocore knows, and rows of any wrong type."""
    answers = every_answer()
    assert snapshot_of(redact(answers)).subnets.keys() == snapshot_of(answers).subnets.keys()
    odd = {
        "describe-vpcs": {"Vpcs": [None, 3, {"Tags": [None, {"Key": 1}]}, {"PolicyDocument": "{"}]},
        "x": {"Policy": "{}"},
    }
    assert redact(Answers(said=odd)).said == odd


NAMES = st.text("ab-.", min_size=1, max_size=6)
PATTERNS = st.text("ab-*?", min_size=1, max_size=5)


@given(st.sets(NAMES, max_size=6), st.sets(PATTERNS, max_size=5), st.sampled_from([Kind.BUCKET, Kind.PRINCIPAL, Kind.NAME]))
def test_patterns_match_the_same_names_as_before(names: set[str], patterns: set[str], kind: Kind) -> None:
    """A policy's wildcards let through just those whom they let through, and no two names become one."""
    patterns = {pattern for pattern in patterns if set(pattern) & set("*?")}
    pseudonyms = Pseudonyms({kind: names | patterns}, first="", region=REGION)
    assert len({pseudonyms.of(kind, name) for name in names}) == len(names)
    for pattern in patterns:
        for name in names:
            found = matches(pseudonyms.of(kind, pattern), pseudonyms.of(kind, name))
            assert found == matches(pattern, name), (pattern, name)


def test_a_pattern_that_lets_aws_in_still_does() -> None:
    """It stays as it is, and the stand-ins of what else it matches are made after it."""
    pseudonyms = Pseudonyms({Kind.BUCKET: ("prod-*", "prod-data", "dev-data")}, first="", region=REGION)
    assert pseudonyms.of(Kind.BUCKET, "prod-*") == "prod-*"
    assert matches("prod-*", pseudonyms.of(Kind.BUCKET, "prod-data"))
    assert not matches("prod-*", pseudonyms.of(Kind.BUCKET, "dev-data"))
