"""Times in messages: Slack shows them in each reader's own time zone."""

from __future__ import annotations

import pytest

from bot.blocks.dates import dated
from bot.blocks.parts import esc


def test_a_time_becomes_slacks_own() -> None:
    """With the time as it stood for whatever shows no markup."""
    said = dated(esc("taken 2026-11-23 13:01 UTC, <again>"))
    assert said == "taken <!date^1795438860^{date_short_pretty} {time}|2026-11-23 13:01 UTC>, &lt;again&gt;"


@pytest.mark.parametrize("text", ["2026-13-40 13:01 UTC", "2026-11-23T13:01:59+00:00", "nothing"])
def test_what_is_no_time_stays_as_it_is(text: str) -> None:
    """A date of no calendar, a stamp of another shape, and words."""
    assert dated(esc(text)) == text
