"""How people ask for lessons, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.understanding.wishes import Wish, wish_in

SAID = {
    Wish.LEARN: (
        "온보딩",
        "온보딩 시작!",
        "온보딩 이어서 하기",
        "온보딩 계속하기",
        "온보딩 하고 싶어요",
        "다음 레슨",
        "이어서 할래요",
        "저 새로 왔어요",
        "뭐부터 공부해요?",
        "튜토리얼",
        "start onboarding",
        "continue",
        "next lesson",
        "I'm new here",
        "where should I start?",
        "tutorial",
        "시작",
        "계속",
        "가르쳐 주세요",
        "배우고 싶어요",
        "온보딩 부탁해요",
        "레슨 3",
        "help me learn",
        "lesson 3",
    ),
    Wish.LABS: ("실습", "랩 열어줘", "연습문제 풀고 싶어", "실습 좀 보여줘", "show labs please"),
    Wish.ONWARD: ("다음", "다음으로", "next", "next please"),
    Wish.BACKWARD: ("이전", "뒤로", "back", "go back"),
    Wish.SKIP: ("skip", "skip this lesson", "건너뛰기", "이 레슨 건너뛸래", "패스"),
    Wish.LATER: ("그만", "그만할래", "나중에 할게요", "오늘은 여기까지", "stop", "later", "quit for now"),
    Wish.PROGRESS: ("내 진도", "나 어디까지 했지?", "show my progress", "where was I?"),
    Wish.RESTART: ("온보딩 처음부터 다시", "진도 초기화", "start over", "reset my progress"),
    Wish.FORGET: (
        "내 정보 지워 줘",
        "제 정보 좀 다 삭제해 주세요",
        "저에 대한 기록 모두 지워 주세요",
        "개인정보 삭제",
        "나 잊어 줘",
        "잊어 줘",
        "Forget me please",
        "delete all my data",
        "forget everything about me",
    ),
    Wish.TEAM: ("팀 진도 보여줘", "누가 어디까지 했어요?", "team progress", "who is where?"),
}


@pytest.mark.parametrize(("text", "wish"), [(text, wish) for wish, texts in SAID.items() for text in texts])
def test_lessons_are_asked_for_in_many_ways(text: str, wish: Wish) -> None:
    """In both languages, with and without politeness."""
    assert wish_in(text) is wish


@pytest.mark.parametrize("text", ["온보등", "온보등 시작", "오온보딩", "lesosn", "onbording", "튜토리알", "contniue"])
def test_a_slip_of_the_finger_is_understood(text: str) -> None:
    """A letter wrong, missing, doubled or in its neighbour's place."""
    assert wish_in(text) is Wish.LEARN


@pytest.mark.parametrize(
    "text",
    [
        "NAT",
        "다음 홉이 뭐예요?",
        "connection",
        "latency",
        "세션",
        "next hop",
        "stop NAT charges",
        "이전 IP",
        "온보딩이 뭐야?",
    ],
)
def test_words_that_are_only_near_a_wish_are_none(text: str) -> None:
    """What is one or two letters away may be a word of its own, and a word within a question asks nothing by itself."""
    assert wish_in(text) is None


@pytest.mark.parametrize(
    "text",
    ["S3가 계속 안 붙어요", "NAT부터 공부해야 하나요?", "what do I learn from a route table?", "어디까지 프라이빗이에요?"],
)
def test_questions_that_only_sound_like_it_are_questions(text: str) -> None:
    """A wish is the whole message."""
    assert wish_in(text) is None
