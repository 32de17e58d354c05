"""AWS that fails in the middle of a reading: what was not seen is never called absent, and the next reading is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.wrappers import Response

from diagnostics.collect import AccessError, AwsCollector, ServiceError, snapshot_of
from diagnostics.collect.answers import Answers, Meta, Refusal
from diagnostics.collect.roles import Role
from diagnostics.diagnosis import diagnose
from diagnostics.model.flow import AskerError, Query
from diagnostics.model.trace import Confidence
from tests.faults.aws_front import Front, broken_off, hung_up, refused, without_body
from tests.scenarios.network import ACCOUNT, baseline
from tests.unit.collect.local_aws import REGION, paged
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot

META = Meta(partition="aws", account=ACCOUNT, region=REGION)
SURE = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
#: The calls that S3's answer stands on, by the protocols that they come by: EC2's, Route 53's XML and Resolver's JSON.
OF_NOTE = (
    "DescribeRouteTables",
    "DescribeVpcEndpoints",
    "DescribeNatGateways",
    "DescribeNetworkAcls",
    "ListHostedZonesByVPC",
    "ListResolverRuleAssociations",
    "ListFirewallRuleGroupAssociations",
)
SERVICES = {"ListHostedZonesByVPC": "route53", "List": "route53resolver", "Describe": "ec2"}

pytestmark = pytest.mark.usefixtures("without_pauses")


@pytest.fixture
def ids(front: Front) -> dict[str, str]:
    """Build a network whose way to S3 is a gateway endpoint."""
    made = orchard(front.behind.client("ec2"))
    front.seen.clear()
    return made


@pytest.fixture
def collector(front: Front) -> Iterator[AwsCollector]:
    """Give a collector that reads the AWS that can be broken."""
    assert front.url
    made = AwsCollector()
    yield made
    made.close()


def read(collector: AwsCollector, ids: dict[str, str]) -> tuple[Diagnosis, Snapshot]:
    """Read the account and give what is concluded."""
    snapshot = snapshot_of(collector.collect())
    (told,) = diagnose(Query(source=ids["subnet"], to="s3"), snapshot)
    return told, snapshot


def permission(action: str) -> str:
    """Give the permission that a call takes."""
    return f"{next(service for words, service in SERVICES.items() if action.startswith(words))}:{action}"


@pytest.mark.parametrize("fault", [broken_off, without_body, hung_up])
def test_half_an_answer_is_a_gap_and_never_an_empty_answer(
    front: Front, collector: AwsCollector, ids: dict[str, str], fault: Callable[[Response], Response]
) -> None:
    """Each call is named, nothing that it hides is called absent, nobody is surer; afterwards all is as it was."""
    whole, _ = read(collector, ids)
    assert whole.gaps == ()
    for action in OF_NOTE:
        front.faults = {action: fault}
        told, snapshot = read(collector, ids)
        assert {(gap.call, gap.reason) for gap in snapshot.gaps} == {(permission(action), "failed")}
        assert told.verdict == whole.verdict or told.verdict.startswith("UNKNOWN"), action
        assert SURE.index(told.confidence) >= SURE.index(whole.confidence), action
    front.heal()
    again, _ = read(collector, ids)
    assert (again.verdict, again.confidence, again.gaps) == (whole.verdict, whole.confidence, ())


@pytest.mark.parametrize("key", ["describe-vpc-endpoints", "list-hosted-zones-by-vpc.vpc-0a", "describe-nat-gateways"])
def test_without_what_the_answer_stands_on_nobody_is_sure(key: str) -> None:
    """Endpoints, zones or gateways that came by halves lower the confidence, and the gap is told with the diagnosis."""
    query = Query(source="subnet-a1", to="s3")
    (whole,) = diagnose(query, snapshot_of(Answers(said=baseline(), meta=META)))
    half: dict[str, Any] = {**baseline(), key: Refusal("CutShort", "the answer did not come whole")}
    (told,) = diagnose(query, snapshot_of(Answers(said=half, meta=META)))
    assert whole.confidence is Confidence.HIGH
    assert told.confidence is Confidence.MEDIUM
    assert [gap.reason for gap in told.gaps] == ["failed"]


@pytest.mark.parametrize("fault", [broken_off, without_body, hung_up])
def test_an_answer_that_breaks_off_once_is_asked_for_again(
    front: Front, collector: AwsCollector, ids: dict[str, str], fault: Callable[[Response], Response]
) -> None:
    """The second answer is whole, and so is the diagnosis."""
    front.faults, front.times = dict.fromkeys(OF_NOTE, fault), 2
    told, snapshot = read(collector, ids)
    assert snapshot.gaps == told.gaps == ()
    assert front.broken == 2


def test_a_list_that_is_not_in_the_answer_is_not_an_empty_list(
    front: Front, collector: AwsCollector, ids: dict[str, str]
) -> None:
    """In EC2's XML a list without rows is written; an answer that lacks it says nothing about the endpoints."""
    front.behind.instead["DescribeVpcEndpoints"] = lambda: _xml("<DescribeVpcEndpointsResponse/>")
    told, snapshot = read(collector, ids)
    assert snapshot.unseen("ec2:DescribeVpcEndpoints") is not None
    assert told.verdict.startswith("UNKNOWN") or told.confidence is not Confidence.HIGH


def _xml(text: str) -> Response:
    return Response(text, content_type="text/xml")


def test_an_empty_page_with_a_token_is_not_the_last(front: Front, collector: AwsCollector, ids: dict[str, str]) -> None:
    """AWS may give no rows and say that there are more; those are read."""
    row = (
        f"<vpcEndpointId>{ids['endpoint']}</vpcEndpointId><vpcEndpointType>Gateway</vpcEndpointType>"
        f"<vpcId>{ids['vpc']}</vpcId><serviceName>com.amazonaws.{REGION}.s3</serviceName><state>available</state>"
        f"<routeTableIdSet><item>{ids['table']}</item></routeTableIdSet>"
    )
    front.behind.instead["DescribeVpcEndpoints"] = paged("DescribeVpcEndpoints", "vpcEndpointSet", [[], [], [row]])
    _, snapshot = read(collector, ids)
    assert set(snapshot.endpoints) == {ids["endpoint"]}
    assert snapshot.gaps == ()


@pytest.mark.parametrize("tokens", [["again"], ["one", "two"]])
def test_pages_that_never_end_are_a_gap(
    front: Front, collector: AwsCollector, ids: dict[str, str], tokens: list[str]
) -> None:
    """The same token for ever, or two that take turns: it ends, and what was read is not passed off as everything."""
    left = tokens * 500

    def page() -> Response:
        said = f"<vpcEndpointSet/><nextToken>{left.pop(0)}</nextToken>"
        return _xml(f"<DescribeVpcEndpointsResponse>{said}</DescribeVpcEndpointsResponse>")

    front.behind.instead["DescribeVpcEndpoints"] = page
    told, snapshot = read(collector, ids)
    assert snapshot.unseen("ec2:DescribeVpcEndpoints") is not None
    assert front.seen["DescribeVpcEndpoints"] <= len(tokens) + 2
    assert told.confidence is not Confidence.HIGH


def test_a_page_that_is_refused_takes_the_pages_before_it_along(
    front: Front, collector: AwsCollector, ids: dict[str, str]
) -> None:
    """Half of the route tables are not all of them."""
    pages = paged("DescribeRouteTables", "routeTableSet", [["<routeTableId>rtb-1</routeTableId>"], [], []])
    front.behind.instead["DescribeRouteTables"] = pages
    calls = [0]

    def second(response: Response) -> Response:
        calls[0] += 1
        return response if calls[0] == 1 else refused("InternalError", status=500)(response)

    front.faults["DescribeRouteTables"] = second
    told, snapshot = read(collector, ids)
    assert snapshot.route_tables == {}
    assert snapshot.unseen("ec2:DescribeRouteTables") is not None
    assert told.verdict.startswith("UNKNOWN")


@pytest.mark.parametrize(
    ("code", "status", "headers"),
    [
        ("RequestLimitExceeded", 503, {}),
        ("RequestLimitExceeded", 503, {"Retry-After": "1"}),
        ("ThrottlingException", 400, {}),
        ("TooManyRequestsException", 429, {"Retry-After": "1"}),
    ],
)
def test_throttling_of_one_call_is_waited_out_and_of_all_is_said(
    front: Front, collector: AwsCollector, ids: dict[str, str], code: str, status: int, headers: dict[str, str]
) -> None:
    """A few refusals nobody notices; where every call is throttled to the last attempt that is the reason given."""
    front.faults, front.times = {"DescribeSubnets": refused(code, "Rate exceeded", status, **headers)}, 3
    _, snapshot = read(collector, ids)
    assert snapshot.gaps == ()
    front.heal()
    front.everywhere = refused(code, "Rate exceeded", status, **headers)
    with pytest.raises(ServiceError) as raised:
        collector.collect()
    assert raised.value.code == "throttled"
    front.heal()
    assert read(collector, ids)[0].gaps == ()


@pytest.mark.parametrize("code", ["ExpiredToken", "RequestExpired", "ExpiredTokenException"])
def test_credentials_that_expire_in_the_middle_are_taken_anew(
    front: Front, collector: AwsCollector, ids: dict[str, str], code: str
) -> None:
    """After seven calls the keys are out of date once: they are read again, and the reading is whole."""
    front.everywhere, front.spares, front.times = refused(code, "The security token is expired"), 7, 1
    told, snapshot = read(collector, ids)
    assert front.broken == 1
    assert told.gaps == snapshot.gaps == ()


def test_credentials_that_stay_expired_are_said_and_the_next_reading_takes_new_ones(
    front: Front, collector: AwsCollector, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One error that names the profile; once there are fresh keys, the same collector reads with them."""
    front.everywhere, front.spares = refused("ExpiredToken"), 7
    with pytest.raises(AccessError) as raised:
        collector.collect()
    assert raised.value.code == "expired-credentials"
    front.heal()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDFRESH")
    assert read(collector, ids)[0].gaps == ()


def test_a_roles_session_that_ends_in_the_middle_is_begun_anew(front: Front) -> None:
    """The role is assumed a second time, by the same name, and the reading is whole."""
    role = Role(arn="arn:aws:iam::444455556666:role/routelore-read", external_id="orchard-7", asker="U012AB3CD")
    collector = AwsCollector(region=REGION, role=role)
    front.everywhere, front.spares, front.times = refused("ExpiredToken"), 9, 1
    front.seen.clear()
    snapshot = snapshot_of(collector.collect())
    collector.close()
    assert snapshot.account == "444455556666"
    assert snapshot.gaps == ()
    assert front.seen["AssumeRole"] == 2


@pytest.mark.parametrize(
    "fault",
    [
        refused("RequestTimeTooSkewed", "The difference is too large", 403),
        refused("SignatureDoesNotMatch", "Signature expired: 20261123T010000Z is now earlier than 20261123T011500Z", 403),
        refused("InvalidSignatureException", "Signature not yet current: 20261123T020000Z", 400),
        refused("RequestExpired", "Request has expired."),
        refused("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
    ],
)
@pytest.mark.parametrize("role", [None, Role(arn="arn:aws:iam::444455556666:role/r", asker="U1")])
def test_a_clock_that_is_wrong_here_is_not_blamed_on_the_keys(
    front: Front, fault: Callable[[Response], Response], role: Role | None
) -> None:
    """AWS's own time, or its words, tell; the error says clock, with and without a role; the next reading is whole."""
    collector = AwsCollector(region=REGION, role=role)
    front.everywhere, front.ahead = fault, 1200.0
    with pytest.raises(AccessError) as raised:
        collector.collect()
    assert raised.value.code == "clock-skewed"
    front.heal()
    assert snapshot_of(collector.collect()).gaps == ()
    collector.close()


def test_crashes_everywhere_are_said_and_pass(front: Front, collector: AwsCollector, ids: dict[str, str]) -> None:
    """Nothing but 500: one error with AWS's code; then it works again."""
    front.everywhere = refused("InternalError", "An internal error has occurred", 500)
    with pytest.raises(ServiceError) as raised:
        collector.collect()
    assert raised.value.code == "failed"
    assert "InternalError" in raised.value.particulars["why"]
    front.heal()
    assert read(collector, ids)[0].gaps == ()


def test_some_denied_calls_leave_what_the_others_show(front: Front, collector: AwsCollector, ids: dict[str, str]) -> None:
    """The gaps are called denied, by permission, and the verdict is the same or unknown."""
    whole, _ = read(collector, ids)
    denied = ("DescribeNetworkAcls", "DescribeSecurityGroups", "ListHostedZonesByVPC")
    front.faults = dict.fromkeys(denied, refused("AccessDenied", "not authorized", 403))
    told, snapshot = read(collector, ids)
    assert {gap.call for gap in snapshot.gaps if gap.reason == "denied"} == {permission(action) for action in denied}
    assert told.verdict == whole.verdict or told.verdict.startswith("UNKNOWN")


def test_a_name_that_no_server_knows_is_said_and_passes(
    front: Front, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without DNS nothing is reached: the address is in the error; with it, the same collector reads on."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://ec2.nowhere.invalid")
    with pytest.raises(ServiceError) as raised:
        AwsCollector().collect()
    assert raised.value.code == "unreachable"
    assert "nowhere.invalid" in raised.value.particulars["endpoint"]
    monkeypatch.setenv("AWS_ENDPOINT_URL", front.url)
    collector = AwsCollector()
    assert read(collector, ids)[0].gaps == ()
    collector.close()


def test_another_region_that_answers_is_not_the_region_that_was_asked_for(ids: dict[str, str]) -> None:
    """A subnet of Seoul is not found in Tokyo, and the error names Tokyo, rather than that it does not exist."""
    collector = AwsCollector(region="ap-northeast-1")
    with pytest.raises(AskerError) as raised:
        read(collector, ids)
    assert raised.value.particulars["region"] == "ap-northeast-1"
    collector.close()
