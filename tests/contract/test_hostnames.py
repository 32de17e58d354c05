"""The hostnames that a destination is taken to be dialled by, held against those that boto3 itself makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import boto3
import pytest
from botocore.config import Config

from diagnostics.analysis.destinations import read_destination

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest

SEOUL, TOKYO, ACCOUNT = "ap-northeast-2", "ap-northeast-1", "111122223333"


class DialledError(Exception):
    """Stops a request before it is sent; holds the hostname."""


def dialled(service: str, region: str, method: str, config: Config | None = None, **given: Any) -> str:
    """Give the hostname that boto3 dials for a call; nothing is sent."""

    def stop(request: AWSPreparedRequest, **_: Any) -> NoReturn:
        raise DialledError(request.url.split("/")[2])

    session = boto3.session.Session(
        aws_access_key_id="AKIAEXAMPLE", aws_secret_access_key="example", aws_account_id=ACCOUNT, region_name=region
    )
    client: Any = session.client(service, config=config)
    client.meta.events.register("before-send", stop)
    with pytest.raises(DialledError) as stopped:
        getattr(client, method)(**given)
    client.close()
    return str(stopped.value)


DUAL, FIPS = Config(use_dualstack_endpoint=True), Config(use_fips_endpoint=True)
EDGE = Config(s3={"use_accelerate_endpoint": True})


@pytest.mark.parametrize(
    ("asked", "bucket", "region"),
    [
        ("s3://orchard-data", "orchard-data", SEOUL),
        ("s3://orchard-data", "orchard-data", "us-east-1"),
        ("s3://orchard.data", "orchard.data", SEOUL),
        ("s3://orchard-data", "orchard-data", "cn-north-1"),
        ("s3://orchard-data", "orchard-data", "eusc-de-east-1"),
        ("s3://orchard-x-s3alias", "orchard-x-s3alias", SEOUL),
        ("s3://orchard-x--ol-s3", "orchard-x--ol-s3", SEOUL),
        ("s3://orchard--apne1-az4--x-s3", "orchard--apne1-az4--x-s3", TOKYO),
        ("s3://orchard--apne1-az4--xa-s3", "orchard--apne1-az4--xa-s3", TOKYO),
        ("s3://orchard--usw2-lax1-az1--x-s3", "orchard--usw2-lax1-az1--x-s3", "us-west-2"),
        *(
            (arn, arn, SEOUL)
            for arn in (
                f"arn:aws:s3:{SEOUL}:{ACCOUNT}:accesspoint/orchard",
                f"arn:aws:s3-object-lambda:{SEOUL}:{ACCOUNT}:accesspoint/orchard",
                f"arn:aws:s3-outposts:{SEOUL}:{ACCOUNT}:outpost/op-01234567890123456/accesspoint/orchard",
            )
        ),
        (
            "s3://test-accessp-e0000075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3",
            "test-accessp-e0000075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3",
            SEOUL,
        ),
    ],
)
def test_a_bucket_is_dialled_as_boto3_dials_it(asked: str, bucket: str, region: str) -> None:
    """Buckets of every kind, and access points by ARN or alias."""
    read = read_destination(asked, region)
    host = dialled("s3", region, "list_objects_v2", Bucket=bucket)
    assert read.hostname == host


@pytest.mark.parametrize(
    ("asked", "client", "method", "region"),
    [
        ("s3", "s3", "list_buckets", SEOUL),
        ("s3express", "s3", "list_directory_buckets", SEOUL),
        ("s3tables", "s3tables", "list_table_buckets", SEOUL),
        ("s3vectors", "s3vectors", "list_vector_buckets", SEOUL),
        ("ec2", "ec2", "describe_vpcs", "cn-north-1"),
        ("ec2", "ec2", "describe_vpcs", "eusc-de-east-1"),
        ("ecr", "ecr", "describe_repositories", SEOUL),
        ("kinesis-firehose", "firehose", "list_delivery_streams", SEOUL),
        ("sagemaker.api", "sagemaker", "list_models", SEOUL),
        ("step functions", "stepfunctions", "list_activities", SEOUL),
        ("cloudwatch", "cloudwatch", "list_metrics", SEOUL),
        ("dynamodb", "dynamodb", "list_tables", "eusc-de-east-1"),
        (f"arn:aws:dynamodb:{SEOUL}:{ACCOUNT}:table/orchard", "dynamodb", "list_tables", SEOUL),
        (f"arn:aws:dynamodb:{SEOUL}:{ACCOUNT}:table/orchard/stream/1", "dynamodbstreams", "list_streams", SEOUL),
    ],
)
def test_a_service_is_dialled_as_boto3_dials_it(asked: str, client: str, method: str, region: str) -> None:
    """The regional name, or the account's own where SDKs that know the account prefer that."""
    assert read_destination(asked, region).hostname == dialled(client, region, method)


@pytest.mark.parametrize(
    ("client", "method", "config", "given", "service", "variant"),
    [
        ("s3", "list_objects_v2", DUAL, {"Bucket": "orchard-data"}, "s3", "dualstack"),
        ("s3", "list_objects_v2", EDGE, {"Bucket": "orchard-data"}, "s3", "accelerate"),
        (
            "s3",
            "list_objects_v2",
            DUAL,
            {"Bucket": f"arn:aws:s3:{SEOUL}:{ACCOUNT}:accesspoint/orchard"},
            "s3",
            "dualstack",
        ),
        ("s3control", "list_access_points", None, {"AccountId": ACCOUNT}, "s3", "control"),
        ("s3control", "list_access_points", DUAL, {"AccountId": ACCOUNT}, "s3", "dualstack"),
        ("ec2", "describe_vpcs", DUAL, {}, "ec2", "dualstack"),
        ("dynamodb", "list_tables", None, {}, "dynamodb", "account"),
        ("dynamodb", "list_tables", DUAL, {}, "dynamodb", "account"),
        ("dynamodbstreams", "list_streams", None, {}, "dynamodb-streams", "account"),
        ("kinesis", "list_streams", None, {}, "kinesis-streams", "account"),
        ("iam", "list_users", None, {}, "iam", "global"),
    ],
)
def test_a_hostname_that_boto3_dials_is_known_again(
    client: str, method: str, config: Config | None, given: dict[str, Any], service: str, variant: str
) -> None:
    """Pasted back, the hostname is of the service that it was made for, in its Region."""
    host = dialled(client, SEOUL, method, config, **given)
    read = read_destination(host, SEOUL)
    assert (read.service, read.variant) == (service, variant)
    assert read.region == ("us-east-1" if variant == "global" else SEOUL)


def test_a_fips_name_is_known_again() -> None:
    """FIPS names are made in the Regions of North America alone."""
    for bucket in ("orchard-data", f"arn:aws:s3:us-west-2:{ACCOUNT}:accesspoint/orchard"):
        read = read_destination(dialled("s3", "us-west-2", "list_objects_v2", FIPS, Bucket=bucket), SEOUL)
        assert (read.service, read.variant, read.region) == ("s3", "fips", "us-west-2")
