"""The bot is told to stop while nobody says anything."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from bot.playground.slack import LocalSlack
from tests.e2e.chat import manifest, serving

if TYPE_CHECKING:
    from pathlib import Path


def test_an_idle_bot_stops_at_once(tmp_path: Path) -> None:
    """Nothing waits for Slack's next message, which may be minutes away; and no thread is left behind."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        before = set(threading.enumerate())
        with serving(slack, tmp_path) as chat:
            chat.bot.start()
            chat.heard("#network", chat.ask("mina", "#network", "@routelore NAT 게이트웨이가 뭐야?"), "출처")
            chat.quiet()
            began = time.monotonic()
        took = time.monotonic() - began
        left = set(threading.enumerate()) - before
    assert took < 0.5
    assert [thread.name for thread in left] == []
