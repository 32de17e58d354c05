"""What of a message asks, and what only sets the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Found

if TYPE_CHECKING:
    from knowledge import Knowledge


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("We run Jenkins on EKS. What is a gateway endpoint?", "eks"),
        ("EKS에서 배포하고 있어요. 게이트웨이 엔드포인트가 뭐예요?", "eks"),
        ("EKS 노드를 보고 있는데 라우팅 테이블이 뭐예요", "eks"),
        ("티켓을 KMS 팀에 넘겼더니 되묻네요, VPC 엔드포인트 종류가 뭐예요?", "kms"),
    ],
)
def test_what_no_asking_clause_has_is_aside(shipped: Knowledge, message: str, word: str) -> None:
    """Another sentence or clause tells where the asker stands, not what they want to know."""
    assert word in shipped.speller.read(message).scene.aside


@pytest.mark.parametrize(
    "message", ["How do I upgrade EKS?", "EKS는 어떻게 업그레이드해요?", "we have a VPC. how do I upgrade EKS?"]
)
def test_what_is_asked_is_never_aside(shipped: Knowledge, message: str) -> None:
    """The name in the question is what the question is about."""
    scene = shipped.speller.read(message).scene
    assert not scene.aside
    assert not scene.around


@pytest.mark.parametrize("message", ["EKS에서 S3로 어떤 경로로 가나요?", "which route does traffic from EKS take to S3?"])
def test_where_something_happens_is_around_the_question(shipped: Knowledge, message: str) -> None:
    """A particle or a preposition says that a thing is a place or a means."""
    assert "eks" in shipped.speller.read(message).scene.around


def test_a_message_of_one_sentence_has_no_scene(shipped: Knowledge) -> None:
    """Nothing is told where everything is asked."""
    scene = shipped.speller.read("VPC 엔드포인트 종류가 뭐예요?").scene
    assert not scene.told
    assert not scene.aside


def test_what_is_told_before_a_question_says_less_than_the_question(shipped: Knowledge) -> None:
    """The first sentence is about a load balancer; the answer is not."""
    answer = shipped.answer("Our load balancer has two target groups and it is Friday. What is an internet gateway for?")
    assert isinstance(answer, Found)
    assert answer.match.entry.id == "internet-gateway"


@pytest.mark.parametrize(
    "question",
    [
        "개발계 VPC CIDR 뭐로 잡혀있지",
        "우리 회사 VPC 엔드포인트 한도가 얼마야",
        "how much did our department spend on NAT",
        "who owns the payments VPC",
        "우리 NAT 게이트웨이 요금 지난달에 얼마 나왔어요",
        "which subnet is our staging database in",
    ],
)
def test_a_fact_of_the_askers_company_is_never_answered(shipped: Knowledge, question: str) -> None:
    """What only the company knows stands in no note, however near its words come to one."""
    assert not isinstance(shipped.answer(question), Found)
    assert not any(isinstance(answer, Found) for answer in shipped.answers(question))


def test_the_company_in_the_scene_does_not_keep_a_question_from_its_answer(shipped: Knowledge) -> None:
    """Whoever says for whom they ask still asks about the notes."""
    answer = shipped.answer("QA인데요 서브넷이 뭔지 비유로 좀 설명해 주세요")
    assert isinstance(answer, Found)
    assert answer.match.entry.id == "subnet"


@pytest.mark.parametrize(
    "message",
    ["GCP Cloud NAT is running out of ports per VM on one subnet, what do I tune?", "VPC가 뭐예요? 언제 써요?"],
)
def test_a_part_that_leans_on_the_rest_is_no_question_of_its_own(shipped: Knowledge, message: str) -> None:
    """The whole message has one answer then, the one that it has where it is not taken apart."""
    (only,) = shipped.answers(message)
    whole = shipped.answer(message)
    assert type(only) is type(whole)
    assert [match.entry.id for match in only.candidates] == [match.entry.id for match in whole.candidates]
