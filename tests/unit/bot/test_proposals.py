"""What a supposition comes to in a given network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.understanding.proposals import already, propose, read_all
from diagnostics.changes import apply_changes
from diagnostics.collect import Answers
from diagnostics.collect.parse import snapshot_of
from diagnostics.diagnosis import diagnose
from diagnostics.model.flow import AskerError, Query
from tests.scenarios.network import baseline, changed

if TYPE_CHECKING:
    from diagnostics.model.finding import Diagnosis

GATEWAY = {"gateway": {"tables": ["rtb-a2"]}}
EC2 = {"interface": {"service": "ec2", "id": "vpce-ec2", "private_dns": False}}


def _diagnosis(*given: dict[str, Any], source: str = "subnet-a1", to: str = "s3") -> Diagnosis:
    said = changed(list(given)) if given else baseline()
    return diagnose(Query(source=source, to=to), snapshot_of(Answers(said=said)))[0]


def _meant(said: str, diagnosis: Diagnosis) -> list[str]:
    return ["; ".join(change.text for change in changes) for changes in propose(said, diagnosis)]


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("what if I add rtb-a1 to vpce-s3", "add-route-table vpce-s3 rtb-a1"),
        ("vpce-s3에 rtb-a1을 연결하면?", "add-route-table vpce-s3 rtb-a1"),
        ("orchard에 게이트웨이 엔드포인트를 붙이면?", "add-route-table vpce-s3 rtb-a1"),
        ("what if this subnet had the gateway endpoint?", "add-route-table vpce-s3 rtb-a1"),
        ("새 게이트웨이 엔드포인트를 만들면?", "create-gateway-endpoint s3 rtb-a1"),
        ("dynamodb 게이트웨이 엔드포인트를 만들면?", "create-gateway-endpoint dynamodb rtb-a1"),
        ("NAT 게이트웨이를 지우면 어떻게 돼?", "delete-nat nat-0a"),
        ("what happens if nat-0a goes down?", "delete-nat nat-0a"),
        ("NAT 지우고 게이트웨이 엔드포인트 붙이면?", "delete-nat nat-0a; add-route-table vpce-s3 rtb-a1"),
        ("what if we remove rtb-a2 from vpce-s3", "remove-route-table vpce-s3 rtb-a2"),
        ("vpce-s3 지우면?", "delete-endpoint vpce-s3"),
        ("what if I delete the endpoint?", "delete-endpoint vpce-s3"),
        ("rtb-a1에 0.0.0.0/0 라우트를 igw-0a로 바꾸면?", "replace-route rtb-a1 0.0.0.0/0 igw-0a"),
        ("what if I add a route to 10.9.0.0/16 via nat-0a", "add-route rtb-a1 10.9.0.0/16 nat-0a"),
        ("what if we drop the default route?", "remove-route rtb-a1 0.0.0.0/0"),
        ("what if we remove the route to nat-0a?", "remove-route rtb-a1 0.0.0.0/0"),
        ("what if this subnet used rtb-a2?", "associate-table subnet-a1 rtb-a2"),
        ("what if I create an interface endpoint for sts", "create-interface-endpoint sts subnet-a1 sg-new"),
        ("DNS 호스트 이름을 끄면?", "dns-hostnames vpc-0a off"),
        ("what if DNS support were off", "dns-support vpc-0a off"),
        (
            "NACL에서 443 열면?",
            "allow-acl acl-default egress 0.0.0.0/0 443; allow-acl acl-default ingress 0.0.0.0/0 1024-65535",
        ),
        ("add-route-table vpce-s3 rtb-a1", "add-route-table vpce-s3 rtb-a1"),
        ("what if `delete-nat nat-0a`?", "delete-nat nat-0a"),
    ],
)
def test_words_become_the_change_that_they_mean_in_this_network(said: str, change: str) -> None:
    """By id, by kind, or by what the source uses; and the change can be made."""
    diagnosis = _diagnosis(GATEWAY)
    assert _meant(said, diagnosis) == [change]
    (changes,) = propose(said, diagnosis)
    apply_changes(changes, diagnosis.case.snapshot)


def test_private_dns_is_the_endpoints_of_the_service() -> None:
    """With one interface endpoint there is nothing to ask."""
    assert _meant("프라이빗 DNS를 켜면?", _diagnosis(EC2, to="ec2")) == ["private-dns vpce-ec2 on"]
    assert _meant("what if ec2's private DNS were on", _diagnosis(EC2)) == ["private-dns vpce-ec2 on"]


def test_an_endpoint_of_no_kind_means_either() -> None:
    """S3 has both; the asker is asked."""
    meant = _meant("S3 엔드포인트를 추가하면?", _diagnosis(GATEWAY))
    assert meant == ["add-route-table vpce-s3 rtb-a1", "create-interface-endpoint s3 subnet-a1 sg-new"]


def test_a_named_source_group_is_opened_for_the_service() -> None:
    """The machine's own group, to the port of the service."""
    meant = _meant("보안 그룹에서 443을 열면?", _diagnosis(GATEWAY, source="eni-a1"))
    assert [one.split()[0] for one in meant] == ["allow-egress"]
    assert all(one.endswith("443 0.0.0.0/0") for one in meant)


@pytest.mark.parametrize(
    "said",
    ["프라이빗 DNS를 켜면?", "보안 그룹에서 443을 열면?", "what if the resolver rule were deleted?", "what if it rained?"],
)
def test_what_the_network_has_nothing_of_means_nothing(said: str) -> None:
    """No interface endpoint, no machine with a group, no rule: nothing to change."""
    assert _meant(said, _diagnosis()) == []


@pytest.mark.parametrize("said", ["what if I add rtb-dead1 to vpce-s3", "add-route-table vpce-s3 rtb-dead1"])
def test_an_id_that_the_network_does_not_hold_is_named(said: str) -> None:
    """Whether in words or written exactly."""
    with pytest.raises(AskerError) as caught:
        propose(said, _diagnosis(GATEWAY))
    assert caught.value.code == "unknown-in-change"
    assert caught.value.particulars["where"] == "rtb-dead1"


def test_changes_are_read_in_the_network_that_those_before_leave() -> None:
    """The second may name what the first made."""
    snapshot = _diagnosis().case.snapshot
    changes = read_all(("create-gateway-endpoint s3 rtb-a1", "add-route-table vpce-new-s3 rtb-a2"), snapshot)
    assert changes[1].arguments == ("vpce-new-s3", "rtb-a2")
    with pytest.raises(AskerError):
        read_all(("add-route-table vpce-new-s3 rtb-a2",), snapshot)


@pytest.mark.parametrize(
    ("said", "source", "there"),
    [("게이트웨이 엔드포인트를 붙이면?", "subnet-a2", True), ("게이트웨이 엔드포인트를 붙이면?", "subnet-a1", False)],
)
def test_what_is_there_already_is_told_from_what_is_not(said: str, source: str, there: bool) -> None:  # noqa: FBT001 (a row)
    """AWS would refuse the table a second time; for the asker that is no mistake."""
    diagnosis = _diagnosis(GATEWAY, source=source)
    (changes,) = propose(said, diagnosis)
    assert already(changes, diagnosis.case.snapshot) is there


def test_a_second_endpoint_for_the_same_name_is_one_too_many() -> None:
    """Its private DNS would answer what another endpoint answers: AWS refuses it, and there is one already."""
    diagnosis = _diagnosis({"interface": {**EC2["interface"], "private_dns": True}}, to="ec2")
    assert any(
        already(changes, diagnosis.case.snapshot) for changes in propose("인터페이스 엔드포인트를 만들면?", diagnosis)
    )


def test_a_switch_that_is_on_is_so_already() -> None:
    """Switching it on changes nothing; switching it off does."""
    snapshot = _diagnosis(GATEWAY).case.snapshot
    vpc = next(iter(snapshot.vpcs))
    assert already(read_all((f"dns-support {vpc} on",), snapshot), snapshot)
    assert not already(read_all((f"dns-support {vpc} off",), snapshot), snapshot)
