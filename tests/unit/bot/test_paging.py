"""Long text and long messages, within what Slack posts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.paging import BLOCKS_LIMIT, MESSAGE_LIMIT, messages, pieces, sections
from bot.blocks.parts import SECTION_LIMIT, Mrkdwn, actions, button, context, esc, section

LINES = st.lists(st.text(alphabet="ab <&가나다 `", max_size=400), max_size=40)


@given(LINES, st.integers(min_value=60, max_value=600))
def test_no_piece_is_too_long_and_nothing_is_lost(lines: list[str], limit: int) -> None:
    """Every letter comes through, in pieces that fit."""
    text = esc("\n".join(line.replace("```", "") for line in lines))
    made = list(pieces(text, limit))
    assert all(0 < len(piece) <= limit for piece in made)
    assert "".join("".join(made).split()).replace("```", "") == "".join(text.split()).replace("```", "")


@given(st.integers(min_value=1, max_value=400))
def test_a_code_block_that_is_cut_is_closed_and_opened_again(count: int) -> None:
    """Each piece has its fences in pairs."""
    text = Mrkdwn("```\n" + "\n".join(f"aws ec2 describe-{number}" for number in range(count)) + "\n```")
    for piece in pieces(text, 300):
        assert piece.count("```") % 2 == 0
        assert len(piece) <= 300


def test_an_entity_is_not_cut() -> None:
    """`&lt;` stays whole at the end of a piece."""
    made = list(pieces(esc("<" * 500), 100))
    assert all(piece.replace("&lt;", "") == "" for piece in made)


def test_a_short_text_is_one_section() -> None:
    """Nothing is split without need."""
    assert sections(esc("hello")) == [section(esc("hello"))]


@given(st.lists(st.integers(min_value=1, max_value=SECTION_LIMIT), max_size=150))
def test_every_message_is_one_that_slack_posts(sizes: list[int]) -> None:
    """Not too many blocks and not too many letters, and all of them in order."""
    blocks = [section(esc("x" * size)) for size in sizes]
    pages = messages(blocks)
    assert [block for page in pages for block in page] == blocks
    for page in pages:
        assert len(page) <= BLOCKS_LIMIT
        assert sum(len(block["text"]["text"]) for block in page) <= max(MESSAGE_LIMIT, SECTION_LIMIT)


def test_buttons_stay_with_what_they_belong_to() -> None:
    """The row of buttons is never alone at the top of the next message."""
    body = [section(esc("x" * 2900)) for _ in range(3)]
    row, small = actions(button("more", "more")), context(esc("small"))
    pages = messages([*body, section(esc("y" * 2900)), row, small])
    assert pages[-1][-3:] == [section(esc("y" * 2900)), row, small]
