"""What the local Slack refuses about blocks and views: each limit from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.slack.blocks import LONGEST_MESSAGE, Surface, as_kept, block_faults, too_long
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.surfaces import checked_view

Block = dict[str, Any]


def plain(size: int) -> Block:
    """Plain text of so many characters."""
    return {"type": "plain_text", "text": "가" * size}


def mrkdwn(size: int) -> Block:
    """Markup text of so many characters."""
    return {"type": "mrkdwn", "text": "a" * size}


def section(**parts: Any) -> Block:
    """A section with some parts."""
    return {"type": "section", **parts}


def actions(*elements: Block) -> Block:
    """An actions block with some elements."""
    return {"type": "actions", "elements": list(elements)}


def button(**parts: Any) -> Block:
    """A button with some parts."""
    return {"type": "button", "text": plain(4), **parts}


def options(count: int, *, text: int = 4, value: int = 4) -> list[Block]:
    """So many options of some size."""
    return [{"text": plain(text), "value": "v" * value} for _ in range(count)]


def select(**parts: Any) -> Block:
    """A select in an actions block."""
    return actions({"type": "static_select", **parts})


def entry(**parts: Any) -> Block:
    """An input block around one text input."""
    return {"type": "input", "label": plain(5), "element": {"type": "plain_text_input"}, **parts}


CONFIRM = {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30)}

AT_LIMIT_AND_OVER: dict[str, tuple[Block, Block, str]] = {
    "section text": (section(text=mrkdwn(3000)), section(text=mrkdwn(3001)), "/text/text"),
    "section field": (section(fields=[mrkdwn(2000)]), section(fields=[mrkdwn(2001)]), "/fields/0/text"),
    "section fields": (section(fields=[mrkdwn(1)] * 10), section(fields=[mrkdwn(1)] * 11), "/fields"),
    "header": ({"type": "header", "text": plain(150)}, {"type": "header", "text": plain(151)}, "/text/text"),
    "context elements": (
        {"type": "context", "elements": [mrkdwn(1)] * 10},
        {"type": "context", "elements": [mrkdwn(1)] * 11},
        "/elements",
    ),
    "context text": (
        {"type": "context", "elements": [mrkdwn(2000)]},
        {"type": "context", "elements": [mrkdwn(2001)]},
        "/elements/0/text",
    ),
    "actions elements": (actions(*[button()] * 25), actions(*[button()] * 26), "/elements"),
    "button text": (actions(button(text=plain(75))), actions(button(text=plain(76))), "/elements/0/text/text"),
    "button value": (actions(button(value="v" * 2000)), actions(button(value="v" * 2001)), "/elements/0/value"),
    "button url": (actions(button(url="u" * 3000)), actions(button(url="u" * 3001)), "/elements/0/url"),
    "action id": (actions(button(action_id="a" * 255)), actions(button(action_id="a" * 256)), "/elements/0/action_id"),
    "block id": (section(text=mrkdwn(1), block_id="b" * 255), section(text=mrkdwn(1), block_id="b" * 256), "/block_id"),
    "confirm title": (
        actions(button(confirm=CONFIRM)),
        actions(button(confirm={**CONFIRM, "title": plain(101)})),
        "/elements/0/confirm/title/text",
    ),
    "confirm deny": (
        actions(button(confirm=CONFIRM)),
        actions(button(confirm={**CONFIRM, "deny": plain(31)})),
        "/elements/0/confirm/deny/text",
    ),
    "select options": (select(options=options(100)), select(options=options(101)), "/elements/0/options"),
    "option text": (select(options=options(1, text=75)), select(options=options(1, text=76)), "/options/0/text/text"),
    "option value": (select(options=options(1, value=150)), select(options=options(1, value=151)), "/options/0/value"),
    "placeholder": (
        select(options=options(1), placeholder=plain(150)),
        select(options=options(1), placeholder=plain(151)),
        "/placeholder/text",
    ),
    "overflow options": (
        actions({"type": "overflow", "options": options(5)}),
        actions({"type": "overflow", "options": options(6)}),
        "/elements/0/options",
    ),
    "input label": (entry(label=plain(2000)), entry(label=plain(2001)), "/label/text"),
    "image alt text": (
        {"type": "image", "image_url": "https://x/y.png", "alt_text": "a" * 2000},
        {"type": "image", "image_url": "https://x/y.png", "alt_text": "a" * 2001},
        "/alt_text",
    ),
    "markdown": ({"type": "markdown", "text": "a" * 12_000}, {"type": "markdown", "text": "a" * 12_001}, "/text"),
    "table rows": (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 100},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101},
        "/rows",
    ),
    "table cells": (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 20]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]},
        "/rows/0",
    ),
}


@pytest.mark.parametrize("limit", AT_LIMIT_AND_OVER)
def test_a_limit_is_reached_freely_and_passed_in_vain(limit: str) -> None:
    """What is as long as Slack allows is taken, and one more is refused with a pointer to it."""
    fits, overruns, pointer = AT_LIMIT_AND_OVER[limit]
    assert block_faults([fits], Surface.MESSAGE) == ()
    faults = block_faults([overruns], Surface.MESSAGE)
    assert len(faults) == 1
    assert faults[0].endswith(f"{pointer}]")


REFUSED: dict[str, tuple[list[Any], str]] = {
    "empty text": ([section(text={"type": "mrkdwn", "text": ""})], "must be more than 0 characters"),
    "no text and no fields": ([section()], "missing required field: text or fields"),
    "an unknown key": ([section(text=mrkdwn(1), colour="red")], "invalid additional property: colour"),
    "an unknown key of a text": ([section(text={**mrkdwn(1), "emoji": True})], "invalid additional property: emoji"),
    "an unknown block": ([{"type": "banner"}], "unsupported type: banner"),
    "no type": ([{"text": plain(1)}], "missing required field: type"),
    "no object": (["hello"], "must be an object"),
    "a header in mrkdwn": ([{"type": "header", "text": mrkdwn(1)}], "unsupported type: mrkdwn"),
    "an image without alt text": ([{"type": "image", "image_url": "https://x/y.png"}], "missing required field: alt_text"),
    "an input as a section's accessory": (
        [section(text=mrkdwn(1), accessory={"type": "plain_text_input"})],
        "unsupported type: plain_text_input",
    ),
    "a select with neither options nor groups": ([select()], "missing required field: options or option_groups"),
    "an initial option that is not offered": (
        [select(options=options(1), initial_option={"text": plain(4), "value": "other"})],
        "initial_option must match one of the options exactly",
    ),
    "an action id used twice in a block": ([actions(button(action_id="a"), button(action_id="a"))], "`a` already exists"),
    "a block id used twice": (
        [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
        "block_id `b` already exists",
    ),
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed"),
    "two tables": ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2, "only one table is allowed"),
    "a number for a text": ([section(text={"type": "mrkdwn", "text": 4})], "must provide a string"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_malformed_blocks_are_refused_in_words(case: str) -> None:
    """Each kind of malformed block gets one complaint, which says what is wrong."""
    blocks, sentence = REFUSED[case]
    faults = block_faults(blocks, Surface.MESSAGE)
    assert len(faults) == 1
    assert sentence in faults[0]


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    """Action ids need only be unique within their block."""
    assert block_faults([actions(button(action_id="a")), actions(button(action_id="a"))], Surface.MESSAGE) == ()


@pytest.mark.parametrize("surface", [Surface.MODAL, Surface.HOME])
def test_message_blocks_have_no_place_in_views(surface: Surface) -> None:
    """A markdown block is for messages only, and views hold a hundred blocks."""
    assert "unsupported type: markdown" in block_faults([{"type": "markdown", "text": "a"}], surface)[0]
    assert block_faults([{"type": "divider"}] * 100, surface) == ()
    assert block_faults([{"type": "divider"}] * 101, surface) != ()


def test_a_container_is_checked_through_its_children() -> None:
    """What is wrong inside a container is found there."""
    container = {"type": "container", "title": plain(5), "child_blocks": [section(text=mrkdwn(3001))]}
    faults = block_faults([container], Surface.MESSAGE)
    assert [fault.split("pointer:")[1] for fault in faults] == ["/blocks/0/child_blocks/0/text/text]"]


def test_a_message_is_too_long_although_each_block_is_not() -> None:
    """Five full sections are more than a message holds; four are not."""
    assert not too_long([section(text=mrkdwn(3000))] * 4)
    assert too_long([section(text=mrkdwn(3000))] * 5)
    assert too_long([{"type": "markdown", "text": "a" * LONGEST_MESSAGE}])


def test_missing_ids_are_filled_in_and_given_ones_kept() -> None:
    """Blocks are kept with ids for every block and every element that can be used."""
    kept = as_kept([actions(button(action_id="mine"), button()), section(text=mrkdwn(1), accessory=button())])
    assert kept[0]["elements"][0]["action_id"] == "mine"
    assert kept[0]["elements"][1]["action_id"]
    assert kept[1]["accessory"]["action_id"]
    assert kept[0]["block_id"] != kept[1]["block_id"]


def modal(**parts: Any) -> Block:
    """A modal with some parts."""
    return {"type": "modal", "title": plain(24), "blocks": [section(text=mrkdwn(1))], **parts}


BAD_MODALS: dict[str, tuple[Block, str]] = {
    "title": (modal(title=plain(25)), "/view/title/text"),
    "submit": (modal(submit=plain(25)), "/view/submit/text"),
    "close": (modal(close=plain(25)), "/view/close/text"),
    "private_metadata": (modal(private_metadata="m" * 3001), "/view/private_metadata"),
    "callback_id": (modal(callback_id="c" * 256), "/view/callback_id"),
    "no blocks": ({"type": "modal", "title": plain(3)}, "missing required field: blocks"),
    "an input without submit": (modal(blocks=[entry()]), "submit is required"),
    "an unknown key": (modal(colour="red"), "invalid additional property: colour"),
    "a home as modal": ({"type": "home", "blocks": []}, "must be a view of type modal"),
}


@pytest.mark.parametrize("case", BAD_MODALS)
def test_a_modal_over_a_limit_is_refused(case: str) -> None:
    """A modal is refused as invalid arguments, with a pointer or a sentence that names the part."""
    view, words = BAD_MODALS[case]
    with pytest.raises(Refusal) as refused:
        checked_view(view, Surface.MODAL)
    assert refused.value.code == Code.INVALID_ARGUMENTS
    assert any(words in message for message in refused.value.messages)


def test_a_full_modal_is_taken() -> None:
    """A modal at its limits is taken as it is."""
    full = modal(submit=plain(24), close=plain(24), private_metadata="m" * 3000, callback_id="c" * 255, blocks=[entry()])
    assert checked_view(full, Surface.MODAL) is full
