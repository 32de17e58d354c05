"""What looks on at the calls, and the short try of an account."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.collect import AccessError, AwsCollector
from diagnostics.collect.connection import Connection
from diagnostics.collect.probe import probe
from diagnostics.collect.roles import Role
from diagnostics.collect.watch import CallUnderWay
from tests.unit.collect.local_aws import REGION, LocalAws

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Noted:
    """Notes what it sees."""

    calls: list[tuple[str, CallUnderWay]] = field(default_factory=list)
    throttles: Counter[str] = field(default_factory=Counter)

    def request(self) -> str:
        """Give an id."""
        return "1a2b3c4d"

    @contextmanager
    def calling(self, service: str, action: str) -> Iterator[CallUnderWay]:
        """Note the call."""
        assert action.partition(":")[0]
        call = CallUnderWay()
        yield call
        self.calls.append((f"{service} {action}", call))

    def throttled(self, service: str) -> None:
        """Note it."""
        self.throttles[service] += 1


@pytest.mark.usefixtures("without_pauses")
def test_every_call_is_seen_with_how_it_ended(aws: LocalAws) -> None:
    """Answered, denied, and throttled on the way to an answer."""
    aws.refuse("DescribeNetworkAcls")
    aws.refuse_times("DescribeVpcs", 2, "RequestLimitExceeded")
    noted = Noted()
    collector = AwsCollector(region=REGION, watch=noted)
    collector.collect()
    collector.close()
    seen = {what: call.outcome for what, call in noted.calls}
    assert seen["ec2 ec2:DescribeNetworkAcls"] == "denied"
    assert seen["ec2 ec2:DescribeVpcs"] == "answered"
    assert noted.throttles == {"ec2": 2}
    assert len(noted.calls) == sum(1 for _ in noted.calls if _[1].outcome) >= len(seen) > 10


def test_aws_is_told_the_request_that_a_call_is_made_for(aws: LocalAws) -> None:
    """In the user agent, which CloudTrail keeps; every call of a client that is used again is told its own."""
    assert aws
    connection = Connection(profile=None, region=REGION, watch=Noted())
    client: Any = connection.client("ec2")
    sent: list[str] = []
    client.meta.events.register("before-send", lambda request, **_: sent.append(str(request.headers["User-Agent"])))
    client.describe_vpcs()
    client.describe_vpcs()
    connection.close()
    assert [one.count("request/1a2b3c4d") for one in (str(agent) for agent in sent)] == [1, 1]


def test_a_short_try_shows_who_one_is_and_what_lacks(aws: LocalAws) -> None:
    """One page of each call; what was denied is named by its permission, what is not tried is named, too."""
    aws.refuse("DescribeFlowLogs")
    aws.refuse("DescribeNatGateways", "InternalFailure", 400)
    found = probe(region=REGION)
    assert found.account == "123456789012"
    assert found.principal.startswith("arn:aws:")
    assert found.region == REGION
    assert found.denied == ("ec2:DescribeFlowLogs",)
    assert found.failed == ("ec2:DescribeNatGateways (InternalFailure)",)
    assert "s3:GetBucketPolicy" in found.untried
    assert aws.seen["DescribeSubnets"] == 1
    assert "MaxResults=5" in aws.last["DescribeSubnets"]


def test_a_short_try_goes_through_a_role(aws: LocalAws) -> None:
    """And says so where AWS does not let the role be assumed."""
    role = Role(arn="arn:aws:iam::444455556666:role/routelore-read", external_id="orchard-7", asker="check")
    assert probe(region=REGION, role=role).account == "444455556666"
    aws.refuse("AssumeRole", "AccessDenied")
    with pytest.raises(AccessError) as refused:
        probe(region=REGION, role=role)
    assert refused.value.code == "role-refused"


def test_whoever_may_nothing_is_told_what_to_be_granted(aws: LocalAws) -> None:
    """The same sentence as a diagnosis gives."""
    aws.refuse("DescribeVpcs")
    aws.refuse("DescribeSubnets")
    aws.refuse("DescribeRouteTables")
    for action in ("DescribeVpcEndpoints", "DescribeSecurityGroups", "DescribeNetworkAcls"):
        aws.refuse(action)
    with pytest.raises(AccessError) as refused:
        probe(region=REGION)
    assert refused.value.code == "no-permission"
