"""What hostnames, ARNs and the ids of zones stand for."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.analysis.destinations import bucket_named, read_destination
from diagnostics.analysis.partitions import parts_of
from diagnostics.analysis.services import endpoint_service_name, hostname
from diagnostics.analysis.zone_ids import region_of_zone
from diagnostics.model.flow import AskerError

REGION = "ap-northeast-2"
ACCOUNT = "111122223333"


@pytest.mark.parametrize(
    ("host", "service", "region", "variant", "port", "bucket"),
    [
        ("o.s3-website.eu-west-1.amazonaws.com", "s3", "eu-west-1", "website", 80, "o"),
        ("o.s3-website-us-west-2.amazonaws.com", "s3", "us-west-2", "website", 80, "o"),
        ("https://o.s3-us-west-2.amazonaws.com", "s3", "us-west-2", "dash-region", 443, "o"),
        ("https://s3.us-west-2.amazonaws.com:8443/", "s3", "us-west-2", "regional", 8443, None),
        (
            f"o--apne2-az1--x-s3.s3express-apne2-az1.{REGION}.amazonaws.com",
            "s3express",
            REGION,
            "zonal",
            443,
            "o--apne2-az1--x-s3",
        ),
        ("m.mrap.accesspoint.s3-global.amazonaws.com", "s3-global.accesspoint", REGION, "multi-region", 443, None),
        ("orchard.bucket.vpce-0a-b.s3.us-west-2.vpce.amazonaws.com", "s3", "us-west-2", "vpce", 443, "orchard"),
        ("vpce-0a-b.api.ecr.us-west-2.vpce.amazonaws.com", "ecr.api", "us-west-2", "vpce", 443, None),
        (f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com", "ecr.dkr", "us-west-2", "regional", 443, None),
        ("a1b2.execute-api.us-west-2.amazonaws.com", "execute-api", "us-west-2", "regional", 443, None),
        ("firehose.us-west-2.amazonaws.com", "kinesis-firehose", "us-west-2", "regional", 443, None),
        ("runtime.sagemaker.us-west-2.amazonaws.com", "sagemaker.runtime", "us-west-2", "regional", 443, None),
        ("streams.dynamodb.us-west-2.amazonaws.com", "dynamodb-streams", "us-west-2", "regional", 443, None),
        ("ec2.cn-north-1.api.amazonwebservices.com.cn", "ec2", "cn-north-1", "dualstack", 443, None),
        ("s3.eusc-de-east-1.amazonaws.eu", "s3", "eusc-de-east-1", "regional", 443, None),
        ("sts.amazonaws.com", "sts", "us-east-1", "global", 443, None),
        ("o.abc.us-west-2.rds.amazonaws.com", None, REGION, "resource", 443, None),
        ("d1.cloudfront.net", None, REGION, "resource", 443, None),
        ("www.example.com", None, REGION, "other", 443, None),
    ],
)
def test_a_hostname_says_what_is_behind_it(
    host: str, service: str | None, region: str, variant: str, port: int, bucket: str | None
) -> None:
    """Endpoints' own names, S3's families, services whose labels are in another order, and things of a customer's."""
    read = read_destination(host, REGION)
    assert (read.service, read.region, read.variant, read.port, read.bucket) == (service, region, variant, port, bucket)


@pytest.mark.parametrize(
    ("zone", "region"),
    [
        ("apne2-az1", "ap-northeast-2"),
        ("aps1-az3", "ap-south-1"),
        ("apse4-az2", "ap-southeast-4"),
        ("usw2-lax1-az1", "us-west-2"),
        ("usgw1-az1", "us-gov-west-1"),
        ("cnnw1-az2", "cn-northwest-1"),
        ("cac1-az4", "ca-central-1"),
        ("mars-az1", None),
    ],
)
def test_the_id_of_a_zone_names_its_region(zone: str, region: str | None) -> None:
    """Local Zones and every partition are written alike."""
    assert region_of_zone(zone) == region


@pytest.mark.parametrize(
    "words",
    [
        "s3://orchard--x-s3",
        "arn:aws:s3:us-west-2:1:accesspoint/x",
        "arn:aws:iam::111122223333:role/x",
        "http://[",
        "http://a.b.c:999999",
        "ftp://a.b.c",
    ],
)
def test_what_names_nothing_that_can_be_dialled_is_refused(words: str) -> None:
    """One clear error, whatever it looks like."""
    with pytest.raises(AskerError, match="unreadable-destination"):
        read_destination(words, REGION)


@pytest.mark.parametrize(
    ("words", "looked_up"),
    [
        ("arn:aws:s3:::orchard-data/apples", "orchard-data"),
        ("s3://orchard-x-s3alias", "orchard-x-s3alias"),
        ("s3://orchard-x--ol-s3", None),
        ("s3://orchard--apne2-az1--x-s3", None),
        (f"arn:aws:s3::{ACCOUNT}:accesspoint/mfz.mrap", None),
        ("mfz.mrap", None),
        (
            f"s3://arn:aws:s3:{REGION}:{ACCOUNT}:accesspoint/orchard/apples",
            f"arn:aws:s3:{REGION}:{ACCOUNT}:accesspoint/orchard",
        ),
    ],
)
def test_only_what_s3_answers_for_is_looked_up(words: str, looked_up: str | None) -> None:
    """Directory buckets say themselves where they are, and Multi-Region Access Points are everywhere."""
    assert bucket_named(words) == looked_up


def test_an_access_point_by_its_hostname_is_the_one_of_its_arn() -> None:
    """The name and the account in the hostname make the ARN, in the partition of the Region."""
    read = read_destination(f"orchard-{ACCOUNT}.s3-accesspoint.cn-north-1.amazonaws.com.cn", REGION)
    assert read.access_point == f"arn:aws-cn:s3:cn-north-1:{ACCOUNT}:accesspoint/orchard"
    assert read.bucket is None


@pytest.mark.parametrize(
    ("service", "region", "name"),
    [
        ("s3", "cn-north-1", "com.amazonaws.cn-north-1.s3"),
        ("ec2", "cn-north-1", "cn.com.amazonaws.cn-north-1.ec2"),
        ("logs", "cn-north-1", "com.amazonaws.cn-north-1.logs"),
        ("ecr.api", "eusc-de-east-1", "eu.amazonaws.eusc-de-east-1.ecr.api"),
        ("sts", REGION, f"com.amazonaws.{REGION}.sts"),
    ],
)
def test_an_endpoint_service_is_called_as_its_partition_calls_it(service: str, region: str, name: str) -> None:
    """And the name is taken apart again the same way."""
    assert endpoint_service_name(service, region) == name
    assert parts_of(name) == (region, service)


def test_the_one_endpoint_service_without_a_region_has_none_in_its_names() -> None:
    """Multi-Region Access Points are reached by the same name everywhere."""
    assert endpoint_service_name("s3-global.accesspoint", REGION) == "com.amazonaws.s3-global.accesspoint"
    assert parts_of("com.amazonaws.s3-global.accesspoint") == ("", "s3-global.accesspoint")
    assert hostname("s3-global.accesspoint", REGION) == "accesspoint.s3-global.amazonaws.com"


@given(st.from_regex(r"(https?://)?[a-z0-9.-]{0,40}(s3|s3express|vpce|ddb|mrap)[a-z0-9.:/\[\]-]{0,60}", fullmatch=True))
def test_whatever_looks_like_a_name_is_read_or_refused(words: str) -> None:
    """No mixture of the families crashes the reading, nor takes long."""
    with suppress(AskerError):
        assert read_destination(words, REGION).hostname


def test_a_name_with_the_root_dot_is_the_same_name() -> None:
    """Tools print a fully qualified name with a dot at its end; it is dialled without."""
    dotted = read_destination("orchard.s3.ap-northeast-2.amazonaws.com.", "ap-northeast-2")
    plain = read_destination("orchard.s3.ap-northeast-2.amazonaws.com", "ap-northeast-2")
    assert (dotted.hostname, dotted.bucket, dotted.service) == (plain.hostname, plain.bucket, plain.service)
