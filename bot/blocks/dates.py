"""Times as Slack shows them: to each reader in their own language and time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from bot.blocks.parts import Mrkdwn

if TYPE_CHECKING:
    from datetime import date

#: A time as sentences hold it, to the minute.
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d UTC\b")
_FORMAT = "{date_short_pretty} {time}"
_DAY = "{date_short}"


def dated(text: Mrkdwn) -> Mrkdwn:
    """Give the text with every time in it as Slack's own; what shows no markup shows the time as it stood.

    — https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return Mrkdwn(_MOMENT.sub(_token, text))


def day(when: date) -> Mrkdwn:
    """Give a day as each reader's Slack writes it; what shows no markup shows it as `2026-11-23`.

    Slack counts in the reader's time zone: noon in London is the same day from Honolulu to Auckland's winter.
    """
    noon = datetime.combine(when, time(12), UTC)
    return Mrkdwn(_shown(noon, _DAY, when.isoformat()))


def _token(found: re.Match[str]) -> str:
    """Give Slack's token for a time; a date that no calendar has stays text."""
    try:
        moment = datetime.strptime(found[0], "%Y-%m-%d %H:%M UTC").replace(tzinfo=UTC)
    except ValueError:
        return found[0]
    return _shown(moment, _FORMAT, found[0])


def _shown(moment: datetime, how: str, otherwise: str) -> str:
    return f"<!date^{int(moment.timestamp())}^{how}|{otherwise}>"
