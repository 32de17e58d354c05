"""Labs judge fairly: every fix that is as good is taken, a worse one is told to be, and what is true is not called wrong."""

from __future__ import annotations

import pytest

from bot.learning.labs import telling
from bot.learning.labs.hearing import Cause, heard
from bot.learning.labs.judging import JudgedChange, Outcome, Ruling, judge_cause, judge_change
from bot.learning.labs.looking import Look, Topic
from bot.learning.labs.reading import labs
from diagnostics.changes import apply_change, read_change

LABS = {lab.id: lab for lab in labs()}


def judged(lab_id: str, *written: str) -> JudgedChange:
    """Give what becomes of a lab's network by these changes."""
    lab = LABS[lab_id]
    snapshot, changes = lab.snapshot(), []
    for text in written:
        changes.append(read_change(text, snapshot))
        snapshot = apply_change(changes[-1], snapshot)
    return judge_change(lab, changes)


@pytest.mark.parametrize(
    ("lab_id", "written"),
    [
        ("night-shift", ("create-gateway-endpoint s3 rtb-0k1 rtb-0l2",)),
        ("two-sheds", ("associate-table subnet-0k1 rtb-0l2",)),
        ("borrowed-coat", ("allow-endpoint-ingress sg-0d0 443 10.20.1.0/24",)),
        ("borrowed-coat", ("allow-endpoint-ingress sg-0d0 443 sg-0w1",)),
        ("evening-tram", ("allow-acl acl-0k8 ingress 0.0.0.0/0 32768-65535",)),
        ("tin-roof", ("allow-egress sg-0w1 443 pl-78a54011", "associate-table subnet-0k1 rtb-0l2")),
        (
            "long-winter",
            ("allow-endpoint-ingress sg-0d0 443 10.20.0.0/16", "dns-hostnames vpc-0w0 on", "private-dns vpce-0f6 on"),
        ),
    ],
)
def test_a_fix_that_is_as_small_as_the_proven_one_is_as_good(lab_id: str, written: tuple[str, ...]) -> None:
    """Nobody has to guess which of two equal ways the author had in mind."""
    assert judged(lab_id, *written).outcome is Outcome.SOLVED


@pytest.mark.parametrize(
    ("lab_id", "written"),
    [
        ("borrowed-coat", ("allow-endpoint-ingress sg-0d0 443 0.0.0.0/0",)),
        ("tin-roof", ("allow-egress sg-0w1 443 0.0.0.0/0", "add-route-table vpce-0a5 rtb-0k1")),
        ("evening-tram", ("allow-acl acl-0k8 ingress 0.0.0.0/0 0-65535",)),
        (
            "long-winter",
            ("dns-hostnames vpc-0w0 on", "allow-endpoint-ingress sg-0d0 443 0.0.0.0/0", "private-dns vpce-0f6 on"),
        ),
    ],
)
def test_a_filter_opened_to_everybody_is_not_the_smallest_fix(lab_id: str, written: tuple[str, ...]) -> None:
    """Where a fix of as many steps opens less, the goal is reached and no more."""
    found = judged(lab_id, *written)
    assert (found.outcome, found.reached) == (Outcome.LONGER, True)
    assert "opens more than the traffic needs" in found.says.en


def test_a_fix_that_bares_the_subnet_breaks_what_went_out_by_nat() -> None:
    """On the public subnet's table S3 is private, and all the rest goes to an internet gateway without a public address."""
    found = judged("toll-bridge", "associate-table subnet-0k1 rtb-0p0")
    assert (found.outcome, found.reached) == (Outcome.BREAKS, True)
    assert "internet gateway" in found.says.en


def test_a_fix_of_more_and_narrower_rules_is_not_told_that_one_of_them_is_needless() -> None:
    """Two ranges instead of everywhere are two steps, and both are needed."""
    by_range = (f"allow-acl acl-0k8 ingress {cidr} 1024-65535" for cidr in ("52.219.56.0/22", "3.5.140.0/22"))
    found = judged("evening-tram", *by_range)
    assert found.outcome is Outcome.LONGER
    assert "needed" not in found.says.en


@pytest.mark.parametrize(
    "said",
    [
        "rtb-0k1 isn't associated with the endpoint",
        "the endpoint is associated only with the public subnet's table (rtb-0p0)",
        "rtb-0k1에는 엔드포인트 라우트가 없고 rtb-0p0에만 있어요",
        "kiln의 라우팅 테이블이 아니라 pier의 테이블에 붙어 있어요",
    ],
)
def test_the_cause_may_be_said_from_the_other_side(said: str) -> None:
    """Behind NAT is where the endpoint is that the source's own table lacks; the diagnosis' word for it is told."""
    found = judge_cause(LABS["toll-bridge"], said)
    assert found.ruling is Ruling.RIGHT
    assert [rule.code for rule in found.rules] == ["GWE-009"]


@pytest.mark.parametrize(
    ("lab_id", "said"),
    [
        ("long-winter", "VPC의 DNS 호스트 이름이 꺼져 있어요"),
        ("long-winter", "the endpoint's default sg blocks 443"),
        ("night-shift", "rtb-0k1에 S3로 가는 라우트가 없어요"),
    ],
)
def test_what_is_true_and_shows_only_later_is_not_called_wrong(lab_id: str, said: str) -> None:
    """The network has it, though the diagnosis cannot meet it yet: no engineer is told that there is nothing wrong there."""
    found = judge_cause(LABS[lab_id], said)
    assert (found.ruling, found.says) == (Ruling.PARTLY, telling.BESIDE)


@pytest.mark.parametrize(
    ("lab_id", "said"),
    [
        ("night-shift", "S3 엔드포인트가 없어서 기본 라우트로 나가요"),
        ("night-shift", "there's no gateway endpoint so it follows the default route to NAT"),
        ("two-sheds", "loom만 엔드포인트 연결됨"),
        ("borrowed-coat", "엔드포인트 보안 그룹이 443을 안 열어줘요"),
        ("borrowed-coat", "엔드포인트의 sg가 막고 있어요"),
        ("borrowed-coat", "기본 보안 그룹이 붙어 있어서"),
        ("borrowed-coat", "엔드포인트에 디폴트 SG가 붙었어요"),
        ("borrowed-coat", "sg-0d0 doesn't let kiln-1 in"),
        ("quiet-vault", "프라이빗 DNS 안 켰네"),
        ("blue-crate", "정책에 새 버킷이 빠져 있어요"),
        ("blue-crate", "vpce policy doesn't list kiln-models"),
        ("evening-tram", "인바운드 443만 열려 있어서 응답이 못 들어와요"),
        ("striped-tile", "손으로 넣은 라우트가 이겨요"),
        ("striped-tile", "3.5.140.0/23이 nat로 가요"),
        ("striped-tile", "there is a leftover route for part of S3's range"),
        ("toll-bridge", "NAT를 먼저 지나고 엔드포인트로 가요"),
        ("paper-maps", "partners 목록에 S3 대역이 들어 있어요"),
        ("paper-maps", "pl-0f1에 52.219.56.0/22가 있어요"),
        ("paper-maps", "the customer-managed prefix list includes S3 ranges"),
        ("paper-maps", "both routes have the same prefix so AWS picks one at random"),
    ],
)
def test_a_cause_as_people_put_it_is_heard_as_one_and_is_right(lab_id: str, said: str) -> None:
    """Particles glued to abbreviations, a because-clause behind it, everyday words: it is still the cause."""
    assert isinstance(heard(said), Cause)
    assert judge_cause(LABS[lab_id], said).ruling is Ruling.RIGHT


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("show me the endpoint policy that does not allow it", Topic.POLICIES),
        ("can I see the routes that are not associated?", Topic.ROUTES),
    ],
)
def test_a_wish_to_look_may_hold_a_thought(said: str, topic: Topic) -> None:
    """Who begins with what is to be shown wants to see it."""
    meant = heard(said)
    assert isinstance(meant, Look)
    assert topic in meant.topics
