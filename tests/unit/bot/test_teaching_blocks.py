"""What teaching shows: within what Slack takes, in both languages, and nothing that people wrote is markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.blocks import teaching, teaching_home
from bot.blocks.paging import messages
from bot.blocks.parts import fill
from bot.listeners.teaching import as_markdown
from bot.phrases.teaching import RETIRED_ALREADY
from bot.playground.slack.blocks import Surface, block_faults, too_long
from bot.playground.slack.surfaces import checked_view
from bot.state.taught import Status, Taught
from knowledge import open_knowledge
from knowledge.entry import LANGS, Lang
from knowledge.taught.proposal import Proposal, faults

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BIG = Proposal(
    question="<!channel> " + "긴 질문 " * 57,
    ko="가 <@U1> `코드` **굵게**\n" * 80,
    en="a <!here> `code` **bold** & so on\n" * 60,
    ways=tuple(f"{n} " + "다른 질문 " * 48 for n in range(10)),
    title="제목 <b> & " * 12,
    link="https://example.com/" + "a" * 400,
    corrects="gateway-endpoint",
)


def taught(said: Proposal = BIG, status: Status = Status.PROPOSED, number: int = 1) -> Taught:
    """Give a proposal."""
    return Taught(
        team="T1",
        id=f"p{number}",
        status=status,
        version=3,
        said=said,
        lang="ko",
        proposer="U1",
        at=NOON,
        edited_by="U2",
        decided_by="U3",
        decided_at=NOON,
        reason="<!channel> 아니에요",
        entry_id="x",
    )


def markup(value: object) -> str:
    """Give every text that Slack reads as markup."""
    if isinstance(value, dict):
        return value["text"] if value.get("type") == "mrkdwn" else "\n".join(map(markup, value.values()))
    return "\n".join(map(markup, value)) if isinstance(value, list) else ""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("status", Status)
def test_the_longest_proposal_is_one_message(lang: Lang, status: Status) -> None:
    """For its proposer and for maintainers, whatever became of it; hostile words are only shown."""
    assert faults(BIG) == {}
    one = taught(status=status)
    other = open_knowledge().entries[0]
    about = teaching.About(replaces="제" * 140, gone="x" * 60, today="t" * 140, clash=("구" * 300, other))
    for blocks in (
        teaching.review(one, lang, about),
        teaching.review(one, lang, teaching.About(own=True)),
        teaching.mine(one, lang, alone=True),
    ):
        (page,) = messages(blocks)
        assert block_faults(page, Surface.MESSAGE) == ()
        assert not too_long(page)
        shown = markup(page)
        assert "<!channel>" not in shown
        assert "<@U1> `" not in shown
        assert "<!here>" not in shown


@pytest.mark.parametrize("lang", LANGS)
def test_every_form_can_be_opened(lang: Lang) -> None:
    """Empty and full, to propose, to edit, to decline and to retire."""
    entries = open_knowledge().entries[:4]
    one = taught()
    for view in (
        teaching.form(lang, Proposal(question="")),
        teaching.form(lang, BIG, entries),
        teaching.form(lang, BIG, entries, decides=one),
        teaching.decline_form(one, lang),
        teaching.retire_form(one, lang),
        teaching.told(fill(RETIRED_ALREADY, lang), lang),
    ):
        checked_view(view, Surface.MODAL)
        assert len(view["private_metadata"]) < 3000


@pytest.mark.parametrize("lang", LANGS)
def test_home_holds_many(lang: Lang) -> None:
    """Dozens of proposals and hundreds of answers take a few blocks."""
    many = [taught(number=n) for n in range(40)]
    served = [taught(status=Status.APPROVED, number=n) for n in range(300)]
    waiting = [(one, teaching.About()) for one in many[: teaching_home.SHOWN]]
    blocks = [
        *teaching_home.waiting(waiting, len(many), lang),
        *teaching_home.yours(many, lang),
        *teaching_home.in_service(served, lang),
    ]
    assert len(blocks) <= 45
    assert block_faults(blocks, Surface.HOME) == ()
    assert teaching_home.waiting([], 0, lang) == teaching_home.yours([], lang) == teaching_home.in_service([], lang) == []


@pytest.mark.parametrize(
    ("said", "markdown"),
    [
        ("*굵게* 그리고 `a &lt; b`", "**굵게** 그리고 `a < b`"),
        ("<https://a.example/b|문서> 참고, <https://c.example>", "[문서](https://a.example/b) 참고, https://c.example"),
        ("<@U1> <#C1|network>에서 <!here> 봐요", "#network에서  봐요"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_a_message_becomes_markdown(said: str, markdown: str) -> None:
    """What Slack marks is marked as entries do it, and nobody's id comes along."""
    assert as_markdown(said) == markdown
