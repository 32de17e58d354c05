"""Which account and Region a sentence names, and what is left of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.whereabouts import whereabouts_in

ACCOUNTS = {"prod": "111122223333", "dev": "444455556666", "prod-eu": ""}
REGIONS = frozenset({"ap-northeast-2", "us-east-1"})


@pytest.mark.parametrize(
    ("said", "account", "region", "rest"),
    [
        ("diagnose subnet-1a to s3 in prod", "prod", "", "diagnose subnet-1a to s3"),
        ("prod 계정에서 subnet-1a S3 왜 NAT로 나가?", "prod", "", "subnet-1a S3 왜 NAT로 나가?"),
        ("prod에서 subnet-1a s3 private이야?", "prod", "", "subnet-1a s3 private이야?"),
        ("subnet-1a to s3 in the dev account", "dev", "", "subnet-1a to s3"),
        ("in prod-eu subnet-1a", "prod-eu", "", "subnet-1a"),
        ("subnet-1a에서 s3, 444455556666 계정", "dev", "", "subnet-1a에서 s3,"),
        ("diagnose subnet-1a in 111122223333", "prod", "", "diagnose subnet-1a"),
        ("us-east-1에서 subnet-1a s3", "", "us-east-1", "subnet-1a s3"),
        ("서울 리전 subnet-1a s3 진단", "", "ap-northeast-2", "subnet-1a s3 진단"),
        ("diagnose subnet-1a to s3 in eu-west-1", "", "eu-west-1", "diagnose subnet-1a to s3"),
        ("diagnose subnet-1a to s3 in prod us-east-1", "prod", "us-east-1", "diagnose subnet-1a to s3"),
        ("staging 계정에서 subnet-1", "staging", "", "subnet-1"),
        ("--account prod --region us-east-1 diagnose subnet-1", "prod", "us-east-1", "diagnose subnet-1"),
        ("그럼 dev 계정은?", "dev", "", "그럼 ?"),
    ],
)
def test_an_account_and_a_region_are_taken_out_of_the_sentence(said: str, account: str, region: str, rest: str) -> None:
    """By name, number, code and city, in Korean and English; one that the policy does not know stands as it was written."""
    found = whereabouts_in(said, ACCOUNTS, REGIONS)
    assert (found.account, found.region, found.rest) == (account, region, rest)


@pytest.mark.parametrize(
    "said",
    [
        "can subnet-1a reach the bucket in us-east-1?",
        "subnet-1a에서 us-east-1 버킷으로 s3 돼?",
        "arn:aws:s3:us-east-1:111122223333:accesspoint/x from subnet-1a",
        "prod-a subnet to s3",
        "s3.us-east-1.amazonaws.com from subnet-1a",
        "s3://logs-111122223333 from subnet-1a",
        "subnet-1a in our aws account",
        "다른 계정에서 subnet-1 s3",
    ],
)
def test_what_only_looks_like_one_stays_where_it_is(said: str) -> None:
    """Where a bucket is, parts of names, of ARNs and of hostnames say nothing of where to look from."""
    found = whereabouts_in(said, ACCOUNTS, REGIONS)
    assert not found
    assert found.rest == said


def test_a_name_of_the_network_is_an_account_only_where_it_is_called_one() -> None:
    """A subnet may be called like an account."""
    names = frozenset({"prod"})
    assert not whereabouts_in("prod에서 s3 private이야?", ACCOUNTS, REGIONS, names)
    assert whereabouts_in("prod 계정 prod에서 s3", ACCOUNTS, REGIONS, names).account == "prod"


@given(st.text(max_size=200))
def test_whatever_is_said_can_be_read(said: str) -> None:
    """No sentence breaks the reading, and one that names nothing is left as it is."""
    found = whereabouts_in(said, ACCOUNTS, REGIONS)
    assert found or found.rest == said
