"""What is said in a lab's thread: a look, a cause, a change, a wish, or nothing of a lab's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.learning.labs.hearing import Act, Cause, Either, Proposal, TakeOut, heard
from bot.learning.labs.judging import Ruling, judge_cause
from bot.learning.labs.looking import Look, Topic, look_in
from bot.learning.labs.reading import labs

if TYPE_CHECKING:
    from bot.learning.labs.lab import Lab

LOOKS = (
    ("라우팅 테이블 보여줘", Look((Topic.ROUTES,))),
    ("show the security groups", Look((Topic.GROUPS,))),
    ("엔드포인트 정책", Look((Topic.POLICIES,))),
    ("endpoint policy?", Look((Topic.POLICIES,))),
    ("vpce-0a5 정책 보여줘", Look((Topic.POLICIES,), ("vpce-0a5",))),
    ("rtb-0k1", Look((), ("rtb-0k1",))),
    ("what's in rtb-0k1?", Look((), ("rtb-0k1",))),
    ("NACL", Look((Topic.ACLS,))),
    ("네트워크 보여줘", Look((Topic.OVERVIEW,))),
    ("DNS 설정", Look((Topic.DNS,))),
    ("is private DNS on?", Look((Topic.ENDPOINTS,))),
    ("DNS hostnames 켜져 있어?", Look((Topic.DNS,))),
    ("엔드포인트가 몇 개 있어?", Look((Topic.ENDPOINTS,))),
    ("접두사 목록", Look((Topic.LISTS,))),
    ("버킷 정책 보여줘", Look((Topic.POLICIES,))),
    ("sg-0d0 인바운드 보여줘", Look((), ("sg-0d0",))),
)


@pytest.mark.parametrize(("said", "look"), LOOKS)
def test_a_wish_to_look_names_its_topic_or_its_resource(said: str, look: Look) -> None:
    """Bare names are enough; the narrower topic is meant."""
    assert heard(said) == look


ACTS = (
    ("힌트", Act.HINT),
    ("another hint please", Act.HINT),
    ("모르겠어요", Act.HINT),
    ("포기할래요", Act.GIVE_UP),
    ("정답 알려줘", Act.GIVE_UP),
    ("show me the solution", Act.GIVE_UP),
    ("되돌려줘", Act.UNDO),
    ("undo that", Act.UNDO),
    ("모두 지워줘", Act.CLEAR),
    ("undo all", Act.CLEAR),
    ("변경 목록", Act.CHANGES),
    ("my changes", Act.CHANGES),
    ("처음부터 다시", Act.RESET),
    ("start over", Act.RESET),
    ("다음 실습", Act.NEXT),
    ("next lab", Act.NEXT),
    ("문제 다시 보여줘", Act.STORY),
    ("what was the task again?", Act.STORY),
    ("왜 NAT으로 나가요?", Act.WHY),
    ("why does it go by NAT?", Act.WHY),
    ("원인이 뭐예요?", Act.WHY),
    ("kiln 서브넷 S3 진단해줘", Act.WHY),
    ("diagnose kiln to s3", Act.WHY),
    ("2번 빼줘", TakeOut(2)),
    ("undo 3", TakeOut(3)),
)


@pytest.mark.parametrize(("said", "act"), ACTS)
def test_a_wish_is_the_whole_message(said: str, act: Act | TakeOut) -> None:
    """In either language; to be told the cause is one that the lab does not grant."""
    assert heard(said) == act


CAUSES = (
    "원인은 rtb-0k1이 엔드포인트에 연결돼 있지 않아서예요",
    "I think the cause is the NACL dropping replies",
    "is the problem the security group?",
    "rtb-0k1 테이블이 엔드포인트에 연결 안 돼 있어요",
    "엔드포인트의 프라이빗 DNS가 꺼져 있어요",
    "private DNS is off on the endpoint",
    "enableDnsHostnames is false",
    "sg-0d0 only allows traffic from itself",
    "vpce-0a5 정책이 kiln-archive만 허용해요",
    "두 접두사 목록이 겹쳐요",
    "pl-0f1 holds the same CIDR as the S3 prefix list",
    "dock은 메인 라우팅 테이블을 따르고 있어요",
    "kiln의 라우팅 테이블이 엔드포인트에 연결돼 있지 않아서 NAT으로 가요",
)


@pytest.mark.parametrize("said", CAUSES)
def test_how_things_are_is_a_cause(said: str) -> None:
    """Also where the same verbs could say what is to be done."""
    assert isinstance(heard(said), Cause)


PROPOSALS = (
    "rtb-0k1을 vpce-0a5에 연결해요",
    "associate rtb-0k1 with vpce-0a5",
    "프라이빗 DNS를 켜기",
    "turn on private DNS",
    "let's turn on DNS hostnames",
    "my fix is to remove the route to pl-0f1 from rtb-0k1",
    "rtb-0k1에서 3.5.140.0/23 라우트를 지워요",
    "3.5.140.0/23 라우트 삭제",
    "what if I delete the NAT?",
    "프라이빗 DNS를 켜면 어떻게 돼?",
    "그리고 보안 그룹 아웃바운드를 열어요",
    "add-route-table vpce-0a5 rtb-0k1",
)


@pytest.mark.parametrize("said", PROPOSALS)
def test_what_is_to_be_done_is_a_proposal(said: str) -> None:
    """As an imperative, a supposition, or a change as it is written."""
    assert heard(said) == Proposal(said)


def test_a_proposal_may_be_in_the_place_of_those_before() -> None:
    """Where it says so, in either language."""
    for said in ("그거 말고 rtb-0k1을 vpce-0a5에 연결해요", "instead associate rtb-0k1 with vpce-0a5"):
        assert heard(said) == Proposal(said, instead=True)


def test_what_could_be_either_is_asked_back() -> None:
    """A noun at the end says nothing of whether it is so or is to be so."""
    assert heard("vpce-0b7 프라이빗 DNS 비활성화") == Either("vpce-0b7 프라이빗 DNS 비활성화")


@pytest.mark.parametrize(
    "said",
    [
        "라우팅 테이블이 뭐야?",
        "what is a route table?",
        "게이트웨이 엔드포인트가 왜 무료야?",
        "고마워요",
        "점심 뭐 먹지",
        "🤷",
        "",
    ],
)
def test_what_is_nothing_of_a_labs_is_left_to_others(said: str) -> None:
    """Questions for the notes, kind words, and noise."""
    assert heard(said) is None


@pytest.mark.parametrize("lab", labs(), ids=lambda lab: lab.id)
def test_a_labs_own_sentences_are_no_answer(lab: Lab) -> None:
    """Whoever says a title or a hint back has named no cause by it."""
    said = [one for words in (lab.title, *lab.hints) for one in (words.ko, words.en)]
    causes = [one for one in said if isinstance(heard(one), Cause)]
    assert [one for one in causes if judge_cause(lab, one).ruling is Ruling.RIGHT] == []


def test_no_topic_and_no_resource_is_no_look() -> None:
    """A bare demand says nothing of what."""
    assert look_in("보여줘") is None
    assert look_in("show me") is None
