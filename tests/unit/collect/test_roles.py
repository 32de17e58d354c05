"""A role of another account, assumed in the name of whoever asked."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest

from diagnostics.collect import AccessError, AwsCollector, ServiceError, snapshot_of
from diagnostics.collect.roles import SESSION_SECONDS, Role
from tests.unit.collect.local_aws import REGION, LocalAws, refusing
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER = "444455556666"


def role(asker: str = "U012AB3CD") -> Role:
    """Give a role of another account."""
    return Role(arn=f"arn:aws:iam::{OTHER}:role/routelore-read", external_id="orchard-7", asker=asker)


@pytest.fixture
def through_role(aws: LocalAws) -> Iterator[AwsCollector]:
    """Give a collector that reads another account."""
    assert aws
    opened = AwsCollector(region=REGION, role=role())
    yield opened
    opened.close()


def test_one_accounts_answer_holds_nothing_of_another(aws: LocalAws, through_role: AwsCollector) -> None:
    """What is in the bot's own account is not in the answer about the other one, and the other way round."""
    own = orchard(aws.client("ec2"))
    there = snapshot_of(through_role.collect())
    assert there.account == OTHER
    assert own["vpc"] not in there.vpcs
    assert own["subnet"] not in there.subnets
    home = AwsCollector(region=REGION)
    here = snapshot_of(home.collect())
    home.close()
    assert own["vpc"] in here.vpcs
    assert not set(there.vpcs) & set(here.vpcs)


def test_the_session_is_short_and_says_who_asked(aws: LocalAws, through_role: AwsCollector) -> None:
    """STS is told the asker, the external id and a quarter of an hour; what CloudTrail would show is in the identity."""
    through_role.collect()
    told = dict(parse_qsl(aws.last["AssumeRole"]))
    assert told["RoleSessionName"] == "routelore-U012AB3CD"
    assert told["ExternalId"] == "orchard-7"
    assert told["DurationSeconds"] == str(SESSION_SECONDS)


def test_a_session_is_called_what_sts_takes() -> None:
    """Whatever the asker is called, the name has only characters that are allowed, and no more than 64."""
    named = role("미나 <@U1>/" + "x" * 100).session_name
    assert len(named) == 64
    assert set(named) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_=,.@-")


def test_a_role_that_may_not_be_assumed_is_one_sentence(aws: LocalAws, through_role: AwsCollector) -> None:
    """The refusal names the role and AWS's reason, and holds no secret."""
    aws.instead["AssumeRole"] = lambda: refusing("AccessDenied", "User arn:aws:iam::1:user/bot is not authorized")
    with pytest.raises(AccessError) as refused:
        through_role.collect()
    assert refused.value.code == "role-refused"
    assert refused.value.particulars == {"role": role().arn, "why": "AccessDenied"}
    assert "orchard-7" not in json.dumps(refused.value.particulars)


def test_an_external_id_that_is_too_short_for_aws_is_no_matter_of_waiting(aws: LocalAws) -> None:
    """boto3 does not even send it; https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html asks for two."""
    assert aws
    opened = AwsCollector(region=REGION, role=replace(role(), external_id="7"))
    with pytest.raises(AccessError) as refused, closing(opened):
        opened.collect()
    assert refused.value.particulars == {"role": role().arn, "why": "ValidationError"}


@pytest.mark.usefixtures("without_pauses")
def test_throttling_is_no_refusal(aws: LocalAws, through_role: AwsCollector) -> None:
    """The asker waits meanwhile: after two more attempts, what is said is that trying again may help."""
    aws.instead["AssumeRole"] = lambda: refusing("Throttling", "Rate exceeded", 400)
    with pytest.raises(ServiceError) as refused:
        through_role.collect()
    assert refused.value.code == "throttled"
    assert aws.seen["AssumeRole"] == 1 + 2
