"""Buckets and Lambda functions that a question names, looked up at a local AWS over real HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.collect import Answers, AwsCollector, Meta, Refusal, read_saved, snapshot_of, write_saved
from diagnostics.model.network import Bucket, Function
from tests.unit.collect.local_aws import REGION, LocalAws, s3_refusal, silent
from tests.unit.collect.networks import access_point, bucket, function, orchard

if TYPE_CHECKING:
    from pathlib import Path


def test_a_bucket_is_looked_up_where_it_is_named(aws: LocalAws, collector: AwsCollector) -> None:
    """One HeadBucket tells the Region, also another one than ours; nothing is asked of S3 where no bucket is named."""
    bucket(aws, "orchard-data")
    bucket(aws, "harbor.data", "us-east-1")
    aws.seen.clear()
    seen = snapshot_of(collector.collect(bucket=("orchard-data", "harbor.data", "orchard-data")))
    assert seen.buckets == {
        "orchard-data": Bucket(name="orchard-data", region=REGION, policy=""),
        "harbor.data": Bucket(name="harbor.data", region="us-east-1", policy=""),
    }
    assert seen.gaps == ()
    assert aws.seen["HeadBucket"] == 2
    assert snapshot_of(collector.collect()).buckets == {}
    assert aws.seen["HeadBucket"] == 2


@pytest.mark.parametrize("status", [301, 400, 403])
def test_a_refusal_that_names_the_region_is_an_answer(aws: LocalAws, collector: AwsCollector, status: int) -> None:
    """S3 says where a bucket is whatever it thinks of us, and it is asked once: the redirect is not followed."""
    bucket(aws, "orchard-data")
    aws.instead["HeadBucket"] = lambda: silent(status, "eu-west-1")
    seen = snapshot_of(collector.collect(bucket="orchard-data"))
    assert seen.buckets["orchard-data"].region == "eu-west-1"
    assert seen.gaps == ()
    assert aws.seen["HeadBucket"] == 1


def test_a_bucket_that_is_not_there_is_known_not_to_be(aws: LocalAws, collector: AwsCollector) -> None:
    """A 404 is an answer and hides nothing, and so is NoSuchBucket to the question after its policy."""
    assert aws.url
    seen = snapshot_of(collector.collect(bucket="orchard-data"))
    assert seen.buckets == {"orchard-data": Bucket(name="orchard-data", exists=False)}
    assert seen.gaps == ()


def test_a_bare_refusal_is_a_gap_of_that_bucket(aws: LocalAws, collector: AwsCollector) -> None:
    """Without the Region in it, a 403 leaves the bucket unknown, and the gap names the action to grant."""
    aws.instead["HeadBucket"] = lambda: silent(403)
    aws.instead["GetBucketPolicy"] = lambda: s3_refusal("AccessDenied", 403)
    seen = snapshot_of(collector.collect(bucket="orchard-data"))
    assert seen.buckets == {}
    assert {gap.call for gap in seen.gaps} == {"s3:ListBucket", "s3:GetBucketPolicy"}
    assert {(gap.needs == gap.call, gap.reason, gap.subject) for gap in seen.gaps} == {(True, "denied", "orchard-data")}


def test_s3_out_of_reach_is_a_gap(aws: LocalAws, collector: AwsCollector, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network is read all the same."""
    ids = orchard(aws.client("ec2"))
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    seen = snapshot_of(collector.collect(bucket="orchard-data"))
    assert {(gap.call, gap.reason) for gap in seen.gaps} == {("s3:ListBucket", "failed"), ("s3:GetBucketPolicy", "failed")}
    assert ids["subnet"] in seen.subnets


def test_the_policy_of_a_bucket_comes_with_it(aws: LocalAws, collector: AwsCollector) -> None:
    """It is kept as AWS writes it; a refused one is a gap of that bucket, whose Region stays known."""
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    aws.client("s3").put_bucket_policy(Bucket=bucket(aws, "orchard-data"), Policy=policy)
    assert snapshot_of(collector.collect(bucket="orchard-data")).buckets["orchard-data"].policy == policy
    for code, status, reason in (("AccessDenied", 403, "denied"), ("MethodNotAllowed", 405, "unsupported")):
        aws.instead["GetBucketPolicy"] = lambda code=code, status=status: s3_refusal(code, status)
        seen = snapshot_of(collector.collect(bucket="orchard-data"))
        assert seen.buckets["orchard-data"] == Bucket(name="orchard-data", region=REGION)
        assert [(g.call, g.reason, g.subject) for g in seen.gaps] == [("s3:GetBucketPolicy", reason, "orchard-data")]


def test_an_access_point_brings_its_bucket_and_both_policies(aws: LocalAws, collector: AwsCollector, tmp_path: Path) -> None:
    """Its VPC, the bucket behind it, its policy and the bucket's are read in one go, and a saved folder keeps them."""
    ids = orchard(aws.client("ec2"))
    arn = access_point(aws, "harbor", bucket(aws, "orchard-data"), ids["vpc"])
    answers = collector.collect(bucket=arn)
    seen = snapshot_of(answers)
    point = seen.access_points["harbor"]
    assert (point.arn, point.bucket, point.vpc_id, point.policy) == (arn, "orchard-data", ids["vpc"], "")
    assert seen.buckets["orchard-data"].policy == ""
    assert seen.gaps == ()
    write_saved(answers, tmp_path / "saved")
    assert snapshot_of(read_saved(tmp_path / "saved")) == seen
    assert not any("s3alias" in path.read_text() for path in (tmp_path / "saved").iterdir())


def test_an_access_point_that_is_not_there_is_known_not_to_be(aws: LocalAws, collector: AwsCollector) -> None:
    """It hides nothing; a refused one is a gap by its name."""
    arn = f"arn:aws:s3:{REGION}:123456789012:accesspoint/harbor"
    aws.instead["GetAccessPoint"] = lambda: s3_refusal("NoSuchAccessPoint", 404)
    aws.instead["GetAccessPointPolicy"] = lambda: s3_refusal("NoSuchAccessPoint", 404)
    seen = snapshot_of(collector.collect(bucket=arn))
    assert not seen.access_points["harbor"].exists
    assert seen.gaps == ()
    aws.instead["GetAccessPoint"] = lambda: s3_refusal("AccessDenied", 403)
    aws.instead["GetAccessPointPolicy"] = lambda: s3_refusal("AccessDenied", 403)
    seen = snapshot_of(collector.collect(bucket=arn))
    assert seen.access_points == {}
    assert {(g.call, g.subject) for g in seen.gaps} == {
        ("s3:GetAccessPoint", "harbor"),
        ("s3:GetAccessPointPolicy", "harbor"),
    }


def test_a_policy_that_is_an_object_already_is_one_all_the_same() -> None:
    """The console shows it so; one that is neither leaves a gap."""
    said = {
        "get-bucket-policy.orchard": {"Policy": {"Statement": []}},
        "get-bucket-policy.odd": {"Policy": 5},
    }
    seen = snapshot_of(Answers(said=said, meta=Meta(region=REGION)))
    assert seen.buckets["orchard"].policy == '{"Statement": []}'
    assert "odd" not in seen.buckets
    assert [g.subject for g in seen.gaps if g.call == "s3:GetBucketPolicy"] == ["odd"]


def test_a_function_is_looked_up_with_its_network(aws: LocalAws, collector: AwsCollector) -> None:
    """Its subnets and security groups arrive; a function without a VPC has none.

    The id of the VPC is not looked at: moto makes it up.
    """
    ec2 = aws.client("ec2")
    ids = orchard(ec2)
    group = ec2.create_security_group(GroupName="fn", Description="fn", VpcId=ids["vpc"])["GroupId"]
    function(aws, "orchard-fn", (ids["subnet"],), (group,))
    function(aws, "harbor-fn")
    seen = snapshot_of(collector.collect(function=("orchard-fn", "harbor-fn")))
    connected = seen.functions["orchard-fn"]
    assert (connected.subnet_ids, connected.group_ids) == ((ids["subnet"],), (group,))
    assert seen.functions["harbor-fn"] == Function(name="harbor-fn")
    assert seen.gaps == ()


def test_what_a_function_keeps_to_itself_is_not_kept(aws: LocalAws, collector: AwsCollector, tmp_path: Path) -> None:
    """Environment variables hold secrets: they are in no answer and in no saved folder."""
    function(aws, "orchard-fn")
    answers = collector.collect(function="orchard-fn", bucket=bucket(aws, "orchard-data"))
    write_saved(answers, tmp_path / "saved")
    assert (tmp_path / "saved" / "get-function-configuration.orchard-fn.json").is_file()
    assert (tmp_path / "saved" / "head-bucket.orchard-data.json").is_file()
    assert not any("apple-pie" in path.read_text() for path in (tmp_path / "saved").iterdir())
    assert snapshot_of(read_saved(tmp_path / "saved")) == snapshot_of(answers)


def test_a_function_that_is_not_there_is_known_not_to_be(aws: LocalAws, collector: AwsCollector) -> None:
    """Lambda's "not found" is an answer and hides nothing; written and read back it means the same."""
    assert aws.url
    seen = snapshot_of(collector.collect(function="orchard-fn"))
    assert seen.functions == {"orchard-fn": Function(name="orchard-fn", exists=False)}
    assert seen.gaps == ()


def test_a_refused_function_is_a_gap_of_that_function(aws: LocalAws, collector: AwsCollector) -> None:
    """The gap names the function and the action."""
    aws.refuse("GetFunctionConfiguration", "AccessDeniedException")
    seen = snapshot_of(collector.collect(function="orchard-fn"))
    assert seen.functions == {}
    assert [(gap.call, gap.subject) for gap in seen.gaps] == [("lambda:GetFunctionConfiguration", "orchard-fn")]


def bucket_said(**said: Any) -> Bucket | None:
    """Give what is known of a bucket from an answer or refusal of either call; `_` stands for a hyphen."""
    keyed = {f"{word.replace('_', '-')}.orchard.data": each for word, each in said.items()}
    return snapshot_of(Answers(said=keyed, meta=Meta(region=REGION))).buckets.get("orchard.data")


@pytest.mark.parametrize(
    ("said", "region"),
    [
        ({"get_bucket_location": {"LocationConstraint": None}}, "us-east-1"),
        ({"get_bucket_location": {"LocationConstraint": "EU"}}, "eu-west-1"),
        ({"get_bucket_location": {"LocationConstraint": REGION}}, REGION),
        ({"get_bucket_location": {"LocationConstraint": None}, "head_bucket": {"BucketRegion": REGION}}, REGION),
        ({"get_bucket_location": {"LocationConstraint": "EU"}, "head_bucket": Refusal("403", "Forbidden")}, "eu-west-1"),
        ({"head_bucket": {"AccessPointAlias": False}}, ""),
        ({"head_bucket": {"BucketRegion": 5}}, ""),
    ],
)
def test_where_a_bucket_is_comes_from_either_call(said: dict[str, Any], region: str) -> None:
    """HeadBucket counts more than GetBucketLocation, whose null is us-east-1 and whose EU is eu-west-1."""
    assert bucket_said(**said) == Bucket(name="orchard.data", region=region)


@pytest.mark.parametrize("word", ["head_bucket", "get_bucket_location"])
def test_a_bucket_is_absent_or_hidden_as_aws_puts_it(word: str) -> None:
    """404 and NoSuchBucket mean that there is none; a denial means that nothing is known."""
    assert bucket_said(**{word: Refusal("404", "Not Found")}) == Bucket(name="orchard.data", exists=False)
    assert bucket_said(**{word: Refusal("NoSuchBucket", "")}) == Bucket(name="orchard.data", exists=False)
    assert bucket_said(**{word: Refusal("AccessDenied", "")}) is None


def test_a_function_taken_out_of_its_vpc_has_none() -> None:
    """Lambda then answers with an empty configuration, and one of a wrong shape leaves a gap that names the function."""
    emptied: dict[str, Any] = {"FunctionName": "fn", "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": [], "VpcId": ""}}
    said = {"get-function-configuration.fn": emptied, "get-function-configuration.odd": {"VpcConfig": ["x"]}}
    seen = snapshot_of(Answers(said=said, meta=Meta(region=REGION)))
    assert seen.functions == {"fn": Function(name="fn")}
    assert [gap.subject for gap in seen.gaps if gap.call == "lambda:GetFunctionConfiguration"] == ["odd"]


def test_files_of_other_names_are_known_by_what_is_inside(tmp_path: Path) -> None:
    """A function's answer repeats its name, a bucket's its ARN."""
    arn = "arn:aws:s3:::orchard.data"
    (tmp_path / "where.json").write_text(json.dumps({"BucketArn": arn, "BucketRegion": "eu-west-1"}))
    (tmp_path / "fn.json").write_text(json.dumps({"FunctionName": "orchard-fn", "VpcConfig": {"SubnetIds": ["subnet-1"]}}))
    seen = snapshot_of(read_saved(tmp_path))
    assert seen.buckets["orchard.data"].region == "eu-west-1"
    assert seen.functions["orchard-fn"].subnet_ids == ("subnet-1",)
