"""What people name as source and destination, and what is said of it where it names nothing."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "scenarios"))

from network import REGION, baseline

from diagnostics import AskerError, Query, Snapshot, diagnose
from diagnostics.analysis.destinations import read_destination
from diagnostics.analysis.sources import locate
from diagnostics.collect import Answers, Meta, snapshot_of


@pytest.fixture(name="snapshot", scope="module")
def _snapshot() -> Snapshot:
    """Give the scenarios' baseline."""
    return snapshot_of(Answers(said=baseline(), meta=Meta(region=REGION)))


@pytest.mark.parametrize(
    ("asked", "service", "region", "host", "port", "bucket", "variant"),
    [
        ("s3", "s3", REGION, f"s3.{REGION}.amazonaws.com", 443, None, "regional"),
        ("S3", "s3", REGION, f"s3.{REGION}.amazonaws.com", 443, None, "regional"),
        ("ecr.api", "ecr.api", REGION, f"api.ecr.{REGION}.amazonaws.com", 443, None, "regional"),
        ("s3://my-bucket/key", "s3", REGION, f"my-bucket.s3.{REGION}.amazonaws.com", 443, "my-bucket", "regional"),
        ("s3://my.bucket", "s3", REGION, f"s3.{REGION}.amazonaws.com", 443, "my.bucket", "regional"),
        (
            "https://b1.s3.eu-west-1.amazonaws.com/x",
            "s3",
            "eu-west-1",
            "b1.s3.eu-west-1.amazonaws.com",
            443,
            "b1",
            "regional",
        ),
        ("http://b1.s3.eu-west-1.amazonaws.com", "s3", "eu-west-1", "b1.s3.eu-west-1.amazonaws.com", 80, "b1", "regional"),
        (
            f"b1.s3.dualstack.{REGION}.amazonaws.com",
            "s3",
            REGION,
            f"b1.s3.dualstack.{REGION}.amazonaws.com",
            443,
            "b1",
            "dualstack",
        ),
        ("b1.s3.amazonaws.com", "s3", "us-east-1", "b1.s3.amazonaws.com", 443, "b1", "global"),
        (f"sts.{REGION}.amazonaws.com", "sts", REGION, f"sts.{REGION}.amazonaws.com", 443, None, "regional"),
        (
            f"111122223333.ddb.{REGION}.amazonaws.com",
            "dynamodb",
            REGION,
            f"111122223333.ddb.{REGION}.amazonaws.com",
            443,
            None,
            "account",
        ),
        ("www.example.com", None, REGION, "www.example.com", 443, None, "other"),
    ],
)
def test_a_destination_is_read_as_its_hostname(
    asked: str, service: str | None, region: str, host: str, port: int, bucket: str | None, variant: str
) -> None:
    """A service, a bucket, a URL or a hostname becomes the host that a client dials."""
    read = read_destination(asked, REGION)
    assert (read.service, read.region, read.hostname, read.port, read.bucket, read.variant) == (
        service,
        region,
        host,
        port,
        bucket,
        variant,
    )


def test_a_bucket_in_us_east_1_is_dialled_by_the_global_name() -> None:
    """boto3 dials the legacy global hostname there by default."""
    assert read_destination("s3://b1x", "us-east-1").hostname == "b1x.s3.amazonaws.com"


@given(st.text(max_size=200))
def test_reading_a_destination_gives_one_or_an_error_of_ours(text: str) -> None:
    """No words crash the reading."""
    with suppress(AskerError):
        assert read_destination(text, REGION).hostname


@pytest.mark.parametrize(
    ("asked", "subnet"),
    [
        ("subnet-a1", "subnet-a1"),
        ("orchard", "subnet-a1"),
        ("Orchard", "subnet-a1"),
        ("eni-a2", "subnet-a2"),
        ("10.0.0.10", "subnet-pub"),
        ("10.0.2.99", "subnet-a2"),
    ],
)
def test_a_source_is_found_by_id_name_or_address(asked: str, subnet: str, snapshot: Snapshot) -> None:
    """An id, a Name tag in any case, an interface's address and an address inside a subnet all name it."""
    (source,) = locate(asked, snapshot)
    assert source.subnet_id == subnet


def test_a_vpc_stands_for_all_its_subnets(snapshot: Snapshot) -> None:
    """A VPC as the source gives one diagnosis for each subnet."""
    assert [d.case.subnet.id for d in diagnose(Query(source="vpc-0a"), snapshot)] == ["subnet-a1", "subnet-a2", "subnet-pub"]


@pytest.mark.parametrize("asked", ["subnet-nope", "nowhere", "", "i-0000", "192.0.2.1"])
def test_an_unknown_source_names_what_there_is(asked: str, snapshot: Snapshot) -> None:
    """The error carries the Region and a few subnets that do exist."""
    with pytest.raises(AskerError) as caught:
        locate(asked, snapshot)
    assert caught.value.code == "unknown-source"
    assert "orchard (subnet-a1)" in caught.value.particulars["known"]


def test_an_empty_account_is_said_to_be_empty() -> None:
    """No subnets and no gap: there is nothing to diagnose."""
    with pytest.raises(AskerError) as caught:
        locate("orchard", Snapshot(region=REGION))
    assert caught.value.code == "empty-account"
