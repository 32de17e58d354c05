"""Home as people open it: what concerns them first, what only maintainers do last, and never a crowd of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.chat import Chat, open_chat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANYBODY = ("안녕하세요, routelore예요", "온보딩", "물어보기", "진단하기", "고장 난 네트워크 고치기")
#: What stands in one row of things to press, at most.
CROWD = 5


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    folder: Path = tmp_path_factory.mktemp("chat")
    with open_chat(folder) as opened:
        yield opened


def home(chat: Chat, who: str) -> list[dict[str, Any]]:
    """Open Home as somebody and give its blocks."""
    assert chat.slack.open_home(who).ok
    assert chat.slack.wait_for(lambda: chat.slack.home(who) is not None, 10)
    view = chat.slack.home(who)
    assert view is not None
    return [dict(block) for block in view.content["blocks"]]


@pytest.mark.parametrize(("who", "parts"), [("sol", ANYBODY), ("mina", (*ANYBODY, "답이 필요한 질문", "팀 학습 현황"))])
def test_home_greets_then_shows_ones_own_way_and_ends_with_what_maintainers_do(
    chat: Chat, who: str, parts: tuple[str, ...]
) -> None:
    """Learning, asking, diagnosing, labs; then, for maintainers alone, what is wanted and how the team learns."""
    blocks = home(chat, who)
    assert tuple(block["text"]["text"] for block in blocks if block["type"] == "header") == parts


def test_a_row_of_home_holds_few_buttons_and_one_that_stands_out(chat: Chat) -> None:
    """Slack draws every row as wide as it gets; more than a handful is searched rather than read."""
    rows = [block["elements"] for who in ("sol", "mina", "jun") for block in home(chat, who) if block["type"] == "actions"]
    assert rows
    for row in rows:
        assert len(row) <= CROWD
        assert sum(element.get("style") == "primary" for element in row) <= 1
