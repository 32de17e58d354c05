"""A sweep is one message however large it is, and nothing in it is markup that its names brought."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.blocks import sweep
from bot.blocks.paging import messages
from diagnostics.model.trace import Verdict
from diagnostics.sweep import phrases
from diagnostics.sweep.part import Blank, Toll, Unseen
from diagnostics.sweep.report import report
from tests.unit.sweep.samples import HOSTILE, MISSING, PARTS, seen, stream

if TYPE_CHECKING:
    from diagnostics.model.words import Lang
    from diagnostics.sweep.report import Report

BLOCKS, CHARACTERS = 50, 13_000


def huge() -> Report:
    """Give the report of six hundred parts with names as long and as hostile as they may be."""
    streams = (
        stream(Verdict.PUBLIC_VIA_NAT_GATEWAY, 9, MISSING, name=HOSTILE * 3, toll=Toll.NAT_GATEWAY),
        stream(Verdict.PUBLIC_VIA_IGW, 9, vpc="vpc-2", name=HOSTILE * 3),
    )
    blanks = tuple(Blank(needs=f"ec2:Describe{n}", reason="denied", hides=HOSTILE) for n in range(40))
    read = [seen(f"{HOSTILE}{n}", "us-east-1", *streams, blanks=blanks) for n in range(500)]
    lost = [
        Unseen(account=f"{HOSTILE}{n}", region="us-east-1", code="failed", particulars={"why": HOSTILE * 20})
        for n in range(100)
    ]
    return report([*read, *lost])


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("large", [False, True])
def test_a_report_is_one_message(lang: Lang, large: bool) -> None:  # noqa: FBT001 (pytest gives it)
    """Within Slack's limits, and what does not fit is in the files."""
    blocks = sweep.result(huge() if large else report(PARTS), lang)
    assert len(blocks) <= BLOCKS
    assert len(json.dumps(blocks, ensure_ascii=False)) <= CHARACTERS
    assert len(list(messages(blocks))) == 1
    tables = [block for block in blocks if block["type"] == "table"]
    assert len(tables) == 1
    assert len(tables[0]["rows"]) == 1 + min(len((huge() if large else report(PARTS)).ranked), sweep.ROWS)


def test_no_name_is_markup() -> None:
    """Neither a mention nor a link; what stands in the table is plain."""
    written = json.dumps(sweep.result(huge(), "en"), ensure_ascii=False)
    assert "\u202e" not in written
    outside = [block for block in sweep.result(huge(), "en") if block["type"] != "table"]
    assert "<!channel>" not in json.dumps(outside)
    assert "<script" not in json.dumps(outside)


def test_an_empty_report_is_a_message_too() -> None:
    """With nothing to rank and nothing to list."""
    (only,) = sweep.result(report([]), "ko", cancelled=True)
    assert "멈췄어요" in only["text"]["text"]


@pytest.mark.parametrize(("ended", "total", "full"), [(0, 600, 0), (300, 600, 10), (600, 600, 20), (0, 0, 0)])
def test_progress_is_a_bar_and_a_button(ended: int, total: int, full: int) -> None:
    """The button carries the sweep's id, and asks for nothing else."""
    section, actions, _ = sweep.progress("abc", ended, total, 2, "en")
    assert section["text"]["text"].count("▓") == full
    assert "2 could not be read" in section["text"]["text"]
    assert json.loads(actions["elements"][0]["value"]) == {"id": "abc", "l": "en"}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_table_says_where_and_why(lang: Lang) -> None:
    """The first column is an account in a Region and says so; the second is why the row is there."""
    (table,) = [block for block in sweep.result(report(PARTS), lang) if block["type"] == "table"]
    head, *rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert head[:2] == [phrases.PLACE.say(lang), phrases.CONCERN.say(lang)]
    assert rows[0][0] == "prod / us-east-1"
    assert [row[1] for row in rows] == [phrases.concern(one, lang) for one in report(PARTS).ranked]
    assert [row[5] for row in rows[:2]] == ["≤ $675", phrases.charge(report(PARTS).ranked[1], lang)]
    assert "≈ $40" in {row[5] for row in rows}
    said = json.dumps(sweep.result(report(PARTS), lang), ensure_ascii=False)
    assert phrases.BASIS.say(lang)[:40] in said


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_place_that_is_everywhere_the_same_stands_above_the_table(lang: Lang) -> None:
    """So the first thing in each row is why it is there, also where the window is narrow; names in it are no markup."""
    of_one = report(
        [seen(HOSTILE, "us-east-1", stream(Verdict.PUBLIC_VIA_IGW, 9), stream(Verdict.PUBLIC_VIA_IGW, 3, vpc="vpc-2"))]
    )
    blocks = sweep.result(of_one, lang)
    (at,) = [number for number, block in enumerate(blocks) if block["type"] == "table"]
    head, *rows = [[cell["text"] for cell in row] for row in blocks[at]["rows"]]
    assert (head[0], {len(row) for row in rows}) == (phrases.CONCERN.say(lang), {len(head)})
    above = blocks[at - 1]["text"]["text"]
    assert "us-east-1" in above
    assert "<!channel>" not in above
