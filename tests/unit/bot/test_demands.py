"""Demands that are no question about one place."""

from __future__ import annotations

import pytest

from bot.understanding.demands import Overview, overview_commanded, overview_in, points_back, wants_costs, wants_to_see


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("<@U0ROUTELORE> 전체 서브넷 보여줘", Overview(lang="ko")),
        ("모든 서브넷 S3 진단해줘", Overview(to=("s3",), lang="ko")),
        ("서브넷 전부 한눈에 보고 싶어", Overview(lang="ko")),
        ("vpc-0a1 전체 서브넷 상태 알려줘", Overview(vpc_id="vpc-0a1", lang="ko")),
        ("이 VPC 전체 서브넷 한눈에 보여줘", Overview(this_vpc=True, lang="ko")),
        ("vpc 전체 진단해줘", Overview(this_vpc=True, lang="ko")),
        ("VPC 전체를 DynamoDB로 점검해줘", Overview(to=("dynamodb",), this_vpc=True, lang="ko")),
        ("diagnose the whole vpc", Overview(this_vpc=True, lang="en")),
        ("show me all subnets", Overview(lang="en")),
        ("all subnets", Overview(lang="en")),
        ("all subnets to s3, dynamodb", Overview(to=("s3", "dynamodb"), lang="en")),
        ("show every subnet at a glance", Overview(lang="en")),
        ("list all the private subnets of this vpc", Overview(this_vpc=True, lang="en")),
    ],
)
def test_every_subnet_is_asked_for_in_many_words(said: str, wanted: Overview) -> None:
    """The services, the VPC and the language are in the sentence."""
    assert overview_in(said) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "vpc 전체는?",
        "vpc-0a 전체 s3 dynamodb 진단해줘",
        "서브넷 전체에 게이트웨이 엔드포인트가 뭐야?",
        "do all subnets need a route table?",
        "show the route table of orchard",
        "orchard 서브넷 보여줘",
        "what are all subnets for?",
    ],
)
def test_other_sentences_with_the_same_words_are_something_else(said: str) -> None:
    """A question, a VPC of a diagnosis, one subnet: none of them is the matrix."""
    assert overview_in(said) is None


@pytest.mark.parametrize(
    "typed", ["diagnose all", "diagnose --all", "diagnose all subnets", "진단 전체", "전체 서브넷 보여줘"]
)
def test_the_command_knows_it_as_well(typed: str) -> None:
    """`/routelore diagnose all` and its like."""
    assert overview_commanded(typed) is not None


def test_the_command_for_one_place_stays_one() -> None:
    """A source whose name begins so is a source."""
    assert overview_commanded("diagnose subnet-0a1 to s3") is None
    assert overview_commanded("diagnose allotment to s3") is None
    assert overview_commanded("diagnose all to ec2") == Overview(to=("ec2",))


@pytest.mark.parametrize(
    "said",
    [
        "뭐가 보여야 해?",
        "내가 뭘 확인하면 돼?",
        "어떻게 확인해?",
        "직접 확인하는 방법 알려줘",
        "how do I check this?",
        "what would I see?",
        "how can I verify it?",
    ],
)
def test_somebody_wants_to_see_it_with_their_own_tools(said: str) -> None:
    """Korean and English, short."""
    assert wants_to_see(said)


@pytest.mark.parametrize(
    "said", ["라우팅 테이블 보여줘", "how do I fix it?", "and harbor?", "게이트웨이 엔드포인트가 뭐야?"]
)
def test_other_follow_ups_are_not_taken_for_it(said: str) -> None:
    """What has a meaning of its own keeps it."""
    assert not wants_to_see(said)


@pytest.mark.parametrize(
    "said",
    [
        "그거 적용하면 비용은?",
        "그럼 요금은 얼마나 나와?",
        "인터페이스 엔드포인트를 만들면 얼마야?",
        "비용 알려줘",
        "what would that cost?",
        "how much would it be?",
        "is that cheaper?",
        "what does the interface endpoint cost per month?",
    ],
)
def test_somebody_wants_to_know_what_it_costs(said: str) -> None:
    """Now, or after a change."""
    assert wants_costs(said)


@pytest.mark.parametrize(
    "said",
    [
        "이거 얼마나 걸려요?",
        "왜 NAT 요금이 이렇게 나와?",
        "NAT 게이트웨이 요금 구조가 뭐야?",
        "비용 때문에 지난주에 NAT를 없앴어요",
        "why is the NAT bill so high?",
        "explain the pricing of PrivateLink",
        "how do I fix it?",
    ],
)
def test_what_only_speaks_of_money_is_not_taken_for_it(said: str) -> None:
    """A reason, an idea, a remark, a duration."""
    assert not wants_costs(said)


def test_only_some_sentences_speak_of_what_was_said_before() -> None:
    """Beside the thread of a diagnosis, a price alone may be any price."""
    assert points_back("what would that cost?")
    assert points_back("그거 적용하면 비용은?")
    assert not points_back("NAT 게이트웨이 비용 알려줘")
