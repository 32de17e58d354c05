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
    ),
    Wish.PROGRESS: ("내 진도", "나 어디까지 했지?", "show my progress", "where was I?"),
    Wish.RESTART: ("온보딩 처음부터 다시", "진도 초기화", "start over", "reset my progress"),
    Wish.TEAM: ("팀 진도 보여줘", "누가 어디까지 했어요?", "team progress", "who is where?"),
}


@pytest.mark.parametrize(("text", "wish"), [(text, wish) for wish, texts in SAID.items() for text in texts])
def test_lessons_are_asked_for_in_many_ways(text: str, wish: Wish) -> None:
    """In both languages, with and without politeness."""
    assert wish_in(text) is wish


@pytest.mark.parametrize(
    "text",
    ["S3가 계속 안 붙어요", "NAT부터 공부해야 하나요?", "what do I learn from a route table?", "어디까지 프라이빗이에요?"],
)
def test_questions_that_only_sound_like_it_are_questions(text: str) -> None:
    """A wish is the whole message."""
    assert wish_in(text) is None
