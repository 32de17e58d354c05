"""The blocks of Block Kit and what Slack refuses about them, in messages, modals and App Home.

Card, carousel, plan, task_card, video, file, call and data blocks are not known here: a message with one is
refused as an unsupported type, which Slack itself would not do.
"""

from __future__ import annotations

import secrets
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.playground.slack import elements
from bot.playground.slack.shapes import (
    Report,
    Shape,
    anything,
    by_type,
    choice,
    complaints,
    fields,
    flag,
    many,
    not_both,
    one_of,
    plain,
    string,
    text,
    whole,
)
from bot.playground.slack.wire import Json, objects_in, twin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST_MESSAGE = 13_200
"""Characters after which Slack answers `msg_blocks_too_long`; measured by its users, not documented."""

BLOCK_WEIGHT = 40
"""Characters that each block adds to that count; the buffer for containers, whose exact size is not documented."""

MOST_TABLE_CELLS = 20
BLOCK_ID = {"block_id": string(255)}


class Surface(StrEnum):
    """Where blocks are shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


def _row(value: object, pointer: str, report: Report) -> None:
    many(by_type(TABLE_CELLS), MOST_TABLE_CELLS)(value, pointer, report)


RICH_TEXT_PART = by_type(
    dict.fromkeys(("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"), anything)
)
RICH_TEXT = fields({"elements": many(RICH_TEXT_PART, 1000, 0)}, BLOCK_ID)
TABLE_CELLS: Mapping[str, Shape] = {
    "raw_text": fields({"text": string(12_000)}, {}),
    "raw_number": fields({"value": anything}, {"text": string(255)}),
    "rich_text": RICH_TEXT,
}
COLUMN = fields({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})

EVERYWHERE: Mapping[str, Shape] = {
    "section": fields(
        {},
        {
            **BLOCK_ID,
            "text": text(3000),
            "fields": many(text(2000), 10),
            "accessory": elements.ACCESSORY,
            "expand": flag,
        },
        one_of("text", "fields"),
    ),
    "header": fields({"text": plain(150)}, {**BLOCK_ID, "level": whole}),
    "divider": fields({}, BLOCK_ID),
    "context": fields({"elements": many(by_type(elements.IN_CONTEXT), 10)}, BLOCK_ID),
    "actions": fields({"elements": many(by_type(elements.IN_ACTIONS), 25)}, BLOCK_ID),
    "image": fields(
        {"alt_text": string(2000)},
        {**BLOCK_ID, "image_url": elements.URL, "slack_file": anything, "title": plain(2000)},
        one_of("image_url", "slack_file"),
        not_both("image_url", "slack_file"),
    ),
    "input": fields(
        {"label": plain(2000), "element": by_type(elements.IN_INPUT)},
        {**BLOCK_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": RICH_TEXT,
    "alert": fields(
        {"text": text(3000)},
        {**BLOCK_ID, "level": choice("default", "info", "warning", "error", "success")},
    ),
}
"""Blocks that every surface shows."""

IN_MESSAGES: Mapping[str, Shape] = {
    "markdown": fields({"text": string(12_000)}, BLOCK_ID),
    "table": fields(
        {"rows": many(_row, 100)},
        {**BLOCK_ID, "column_settings": many(COLUMN, MOST_TABLE_CELLS, 0)},
    ),
    "context_actions": fields({"elements": many(by_type(elements.IN_CONTEXT_ACTIONS), 5)}, BLOCK_ID),
}
"""Blocks that only messages show."""

CONTAINER = fields(
    {"child_blocks": many(by_type({**EVERYWHERE, **IN_MESSAGES}), 10)},
    {
        **BLOCK_ID,
        "title": plain(150),
        "rich_text_title": RICH_TEXT,
        "subtitle": text(150),
        "width": choice("narrow", "standard", "wide", "full"),
        "icon": elements.IMAGE_ELEMENT,
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
    },
    one_of("title", "rich_text_title"),
)

SURFACES: Mapping[Surface, tuple[Shape, int]] = {
    Surface.MESSAGE: (by_type({**EVERYWHERE, **IN_MESSAGES, "container": CONTAINER}), 50),
    Surface.MODAL: (by_type(EVERYWHERE), 100),
    Surface.HOME: (by_type(EVERYWHERE), 100),
}
"""The blocks of each surface, and how many of them it holds."""


def block_faults(blocks: object, surface: Surface, pointer: str = "/blocks") -> tuple[str, ...]:
    """What Slack would refuse about these blocks, each with a JSON pointer; empty when it would take them."""
    shape, most = SURFACES[surface]
    found = complaints(blocks, many(shape, most, 0), pointer)
    if isinstance(blocks, list):
        found += tuple(_duplicates(blocks, pointer))
    return found


def _duplicates(blocks: list[object], pointer: str) -> list[str]:
    """Block ids used twice, action ids used twice in a block, and more tables than a message may have."""
    found: list[str] = []
    rows = list(_leaves(blocks))
    ids = Counter(block["block_id"] for block in rows if isinstance(block.get("block_id"), str))
    found += [f"block_id `{name}` already exists [json-pointer:{pointer}]" for name, count in ids.items() if count > 1]
    for index, block in enumerate(rows):
        actions = Counter(item["action_id"] for item in objects_in(block) if isinstance(item.get("action_id"), str))
        repeated = [name for name, count in actions.items() if count > 1]
        found += [f"`action_id` `{name}` already exists [json-pointer:{pointer}/{index}]" for name in repeated]
    if sum(block.get("type") == "table" for block in rows) > 1:
        found.append(f"only one table is allowed in a message [json-pointer:{pointer}]")
    return found


def _leaves(blocks: Sequence[object]) -> Iterator[Json]:
    """The blocks that hold content themselves: a container is replaced by what it contains."""
    for block in blocks:
        if isinstance(block, dict) and isinstance(block.get("child_blocks"), list):
            yield from _leaves(block["child_blocks"])
        elif isinstance(block, dict):
            yield block


def too_long(blocks: Sequence[object]) -> bool:
    """Whether a message with these blocks is longer than Slack posts, although each block is within its limits."""
    words = (item["text"] for block in blocks for item in objects_in(block) if isinstance(item.get("text"), str))
    return sum(map(len, words)) + BLOCK_WEIGHT * len(blocks) > LONGEST_MESSAGE


def as_kept(blocks: Sequence[Json]) -> list[Json]:
    """The blocks as Slack keeps them: with the block ids and action ids that the app left out."""
    kept = [twin(block) for block in blocks]
    for block in _leaves(kept):
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for item in objects_in(block):
            if item.get("type") in elements.INTERACTIVE:
                item.setdefault("action_id", secrets.token_urlsafe(4))
    return kept
