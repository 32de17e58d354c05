"""What Slack is sent as markup: nothing that people or AWS wrote can act."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import parts
from bot.blocks.mrkdwn import from_markdown

TOKEN = re.compile(r"<[^>]*>")
HOSTILE = st.text(alphabet=st.sampled_from("<>&!@#|*_`~[]()ab가나 \n\u202e\x00"), max_size=80)


@pytest.mark.parametrize(
    "text", ["<!channel>", "<@U0MINA>", "<https://evil.example|safe>", "a & b", "\u202egnp", "<!subteam^S1>"]
)
def test_nothing_of_a_name_tag_acts(text: str) -> None:
    """Mentions, links and direction marks are only shown."""
    for made in (parts.esc, parts.bold, parts.code, parts.code_block, parts.quote):
        assert TOKEN.search(made(text)) is None
        assert "\u202e" not in made(text)


@given(HOSTILE)
def test_no_text_makes_a_token(text: str) -> None:
    """Whatever goes in, no `<…>` comes out that Slack would act on."""
    for made in (parts.esc, parts.bold, parts.italic, parts.code, parts.code_block, parts.quote):
        assert TOKEN.search(made(text)) is None


@given(HOSTILE)
def test_markdown_makes_only_web_links(text: str) -> None:
    """An entry can link to web pages and nothing else."""
    for token in TOKEN.findall(from_markdown(text)):
        assert token.startswith(("<https://", "<http://"))


@given(st.text(min_size=1, max_size=60))
def test_escaping_loses_nothing_but_control_characters(text: str) -> None:
    """Slack shows again what was written."""
    back = parts.esc(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert back == parts.esc(back).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert all(letter in text for letter in back)


@given(st.from_regex(r"[가-힣a-z]{1,8}", fullmatch=True), st.from_regex(r"[가-힣]{1,4}", fullmatch=True))
def test_bold_next_to_korean_has_a_boundary(word: str, particle: str) -> None:
    """A particle that touches bold text does not break it."""
    made = from_markdown(f"**{word}**{particle}")
    assert made == f"\u200b*{word}*\u200b{particle}"


def test_only_web_addresses_are_links() -> None:
    """Anything else is shown as its label."""
    assert parts.link("javascript:alert(1)", "here") == "here"
    assert parts.link("https://a.example/x|y", "here") == "here"
    assert parts.link("https://a.example/?a=1&b=2", "a|b") == "<https://a.example/?a=1&b=2|a¦b>"


def test_a_label_that_names_another_site_does_not_hide_where_it_leads() -> None:
    """Whoever approves an answer, and whoever reads it, sees the site behind a label that looks like an address."""
    for label in ("aws.amazon.com", "https://aws.amazon.com/vpc", "open AWS.Amazon.com (official)"):
        assert parts.link("https://aws.amazon.com@evil.example/login", label).endswith(" (evil.example)>")
    assert from_markdown("[aws.amazon.com](https://evil.example)") == "<https://evil.example|aws.amazon.com (evil.example)>"
    for label in ("AWS docs", "docs.aws.amazon.com", "amazon.com", "policy.tf", "com.amazonaws.ap-northeast-2.s3"):
        assert parts.link("https://docs.aws.amazon.com/vpc", label) == f"<https://docs.aws.amazon.com/vpc|{label}>"


def test_an_address_is_its_own_label() -> None:
    """Written once, so that a message of many addresses does not grow to twice its length; no control character is left."""
    assert from_markdown("<https://a.example/b>") == "<https://a.example/b>"
    assert parts.link("https://a.example/\u202eb", "x") == "<https://a.example/b|x>"


def test_only_ids_are_mentioned() -> None:
    """A person or a channel is named by id alone."""
    assert parts.person("U0MINA") == "<@U0MINA>"
    assert parts.person("U0MINA><!channel") == "U0MINA&gt;&lt;!channel"
    assert parts.channel("C1|x") == "C1|x"


def test_an_entry_reads_the_same_in_slack() -> None:
    """Lists, code, numbers, links and fences keep their shape."""
    made = from_markdown(
        "Text with **bold** and `rtb-1`.\n\n- one\n  - two\n1. first\n\n"
        "[AWS](https://aws.amazon.com)\n```\naws s3 ls <b>\n```"
    )
    assert made == (
        "Text with \u200b*bold*\u200b and `rtb-1`.\n\n• one\n\u2003◦ two\n1. first\n\n"
        "<https://aws.amazon.com|AWS>\n```\naws s3 ls &lt;b&gt;\n```"
    )


def test_stars_inside_code_stay_stars() -> None:
    """`*.s3` is a name, not the beginning of bold."""
    assert from_markdown("`*.s3.amazonaws.com` and `a*b`") == "`*.s3.amazonaws.com` and `a*b`"


def test_a_table_becomes_a_code_block() -> None:
    """Slack's mrkdwn has no tables."""
    assert from_markdown("| a | b |\n|---|---|\n| **c** | `d` |") == "```\na | b\nc | d\n```"
