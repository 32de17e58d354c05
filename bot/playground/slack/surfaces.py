"""Modals and App Home: what Slack refuses about a view as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.playground.slack.blocks import Surface, block_faults
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.shapes import Report, anything, by_type, complaints, fields, flag, plain, string

if TYPE_CHECKING:
    from bot.playground.slack.wire import Json

LARGEST_VIEW = 250_000
SHARED = {"blocks": anything, "callback_id": string(255, 0), "private_metadata": string(3000, 0)}
SHARED |= {"external_id": string(255, 0)}


def _submit_for_inputs(view: Json, pointer: str, report: Report) -> None:
    blocks = view.get("blocks")
    rows = blocks if isinstance(blocks, list) else []
    if any(isinstance(block, dict) and block.get("type") == "input" for block in rows) and not view.get("submit"):
        report("submit is required when an input block is within the blocks array", f"{pointer}/submit")


VIEW = by_type(
    {
        "modal": fields(
            {"title": plain(24), "blocks": anything},
            {
                **SHARED,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
                "submit_disabled": flag,
            },
            _submit_for_inputs,
        ),
        "home": fields({"blocks": anything}, SHARED),
    }
)


def checked_view(view: object, surface: Surface) -> Json:
    """The view, unless Slack would refuse it or it is not one of this surface."""
    if not isinstance(view, dict):
        raise Refusal(Code.INVALID_ARGUMENTS, messages=["missing required field: view"])
    faults = (*complaints(view, VIEW, "/view"), *block_faults(view.get("blocks"), surface, "/view/blocks"))
    if view.get("type") != surface:
        faults = (f"must be a view of type {surface} [json-pointer:/view/type]", *faults)
    if faults:
        raise Refusal(Code.INVALID_ARGUMENTS, messages=faults)
    if len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST_VIEW:
        raise Refusal(Code.VIEW_TOO_LARGE)
    return view
