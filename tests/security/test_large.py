"""What is larger than anything that people send: taken whole or refused, and what comes after it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.slack import payloads
from tests.e2e.chat import open_chat

if TYPE_CHECKING:
    from pathlib import Path


def test_a_delivery_of_megabytes_does_not_break_the_connection(tmp_path: Path) -> None:
    """Over Socket Mode it is read whole and acknowledged, and the next question is answered on the same connection."""
    with open_chat(tmp_path) as chat:
        desk = chat.slack.desk
        said = {"type": "message", "subtype": "message_changed", "channel": "C1", "text": "가" * 1_000_000, "ts": "1.1"}
        assert desk.courier.ask(payloads.event("message", said)).acked
        root = chat.ask("mina", "#network", "@routelore 게이트웨이 엔드포인트가 뭐야?")
        chat.heard("#network", root, "출처: 노트")
