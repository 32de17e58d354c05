"""The question which account or Region is meant: what it says one may write next time leaves nothing to ask."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.blocks.accounts import which
from bot.understanding.whereabouts import whereabouts_in

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

SEOUL, VIRGINIA = "ap-northeast-2", "us-east-1"


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(
    "places",
    [
        (("prod", SEOUL), ("prod", VIRGINIA)),
        (("prod", SEOUL), ("dev", SEOUL)),
        (("prod", SEOUL), ("prod", VIRGINIA), ("dev", SEOUL)),
    ],
    ids=["regions", "accounts", "both"],
)
def test_whoever_writes_what_the_question_says_is_not_asked_again(places: tuple[tuple[str, str], ...], lang: Lang) -> None:
    """Of all that may be meant, one is left by the words in quotation marks, and it is the first."""
    blocks, _ = which(places, "form", lang)
    (said,) = re.findall("“(.+?)”", json.dumps(blocks, ensure_ascii=False))
    accounts, regions = {account: "" for account, _ in places}, frozenset({SEOUL, VIRGINIA})
    asked = whereabouts_in(f"{said} orchard" if lang == "ko" else f"diagnose orchard {said}", accounts, regions)
    assert [one for one in places if asked.fits(*one)] == [places[0]]
