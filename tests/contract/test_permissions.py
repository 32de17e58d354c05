"""The policy that is handed out, held against the calls that are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect import AwsCollector, policy
from diagnostics.collect.calls import CALLS
from tests.unit.collect.local_aws import REGION, running
from tests.unit.collect.networks import touching_everything

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

READING = ("Search", "Describe", "Get", "List")


def granted() -> set[str]:
    """Give every action that the policy allows."""
    return {action for statement in policy()["Statement"] for action in statement["Action"]}


def test_the_policy_grants_what_the_calls_need_and_no_more() -> None:
    """Each call's action is granted, and each action granted is a call's."""
    assert granted() == {call.action for call in CALLS}


def test_the_policy_only_reads() -> None:
    """No action changes anything, and none is a pattern."""
    assert all(action.partition(":")[2].startswith(READING) and "*" not in action for action in granted())


def test_every_action_is_granted_once_under_a_statement_of_its_own_name() -> None:
    """Statements have different Sids and share no action; those that AWS can narrow are narrowed."""
    statements = policy("aws-cn")["Statement"]
    assert len({statement["Sid"] for statement in statements}) == len(statements)
    assert sum(len(statement["Action"]) for statement in statements) == len(granted())
    narrowed = {action: s["Resource"] for s in statements for action in s["Action"] if s["Resource"] != "*"}
    assert narrowed == {
        "ec2:GetManagedPrefixListEntries": "arn:aws-cn:ec2:*:*:prefix-list/*",
        "route53:ListResourceRecordSets": "arn:aws-cn:route53:::hostedzone/*",
        "s3:ListBucket": "arn:aws-cn:s3:::*",
        "s3:GetBucketPolicy": "arn:aws-cn:s3:::*",
        "s3:GetAccessPoint": "arn:aws-cn:s3:*:*:accesspoint/*",
        "s3:GetAccessPointPolicy": "arn:aws-cn:s3:*:*:accesspoint/*",
        "lambda:GetFunctionConfiguration": "arn:aws-cn:lambda:*:*:function:*",
    }


def test_the_calls_that_reach_aws_are_those_that_are_granted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a network that touches everything, and asked about a bucket and a function, AWS hears what the policy allows."""
    with running() as aws:
        settings = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_ENDPOINT_URL": aws.url}
        files = {"AWS_CONFIG_FILE": str(tmp_path / "config"), "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials")}
        for name, value in {**settings, **files, "AWS_EC2_METADATA_DISABLED": "true"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("AWS_PROFILE", raising=False)
        touching_everything(aws)
        aws.seen.clear()
        collector = AwsCollector(region=REGION)
        point = f"arn:aws:s3:{REGION}:123456789012:accesspoint/harbor"
        collector.collect(bucket=("orchard-data", point), function="orchard-fn")
        collector.close()
        assert set(aws.seen) == {call.operation for call in CALLS}
