"""Knowledge folders as a team might write them, good and bad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = """\
topics:
- {slug: printer-queue, ko: 프린터 대기열, en: Printer queue, notes: Printers}
"""
ENTRY = """\
id: printer-queue
topics: [printer-queue]
title: {ko: 프린터 대기열, en: The printer queue}
asks:
  ko: [프린터 대기열이 뭐예요?, 인쇄가 대기열에서 멈췄어요, 대기열 비우는 방법]
  en: [what is the printer queue, my print job is stuck in the queue, how do I clear the queue]
not_asks: [프린터 토너는 어디서 사요?]
answer: {ko: 인쇄를 기다리는 줄이에요., en: The line in which print jobs wait.}
links: [{title: Printing, url: "https://docs.example.com/printing"}]
source: {note: notes.md, heading: Printers}
reviewed: 2026-11-23
"""
#: An entry of somebody else's, over which a team may lay its own.
PAPER = """\
id: paper-tray
topics: [paper-tray]
title: {ko: 용지함 이야기, en: The paper tray}
asks:
  ko: [용지함이 뭐예요?, 종이는 어느 칸에 넣어요?, 용지 칸을 바꾸는 방법]
  en: [what is the paper tray, which tray takes the paper, how do I change the paper tray]
not_asks: [프린터 토너는 어디서 사요?]
answer: {ko: 종이를 담는 칸이에요., en: The tray that holds the paper.}
links: [{title: Printing, url: "https://docs.example.com/paper"}]
source: {note: notes.md, heading: Paper}
reviewed: 2026-11-23
"""


@dataclass(frozen=True, slots=True)
class Team:
    """A folder that is written piece by piece."""

    folder: Path

    def with_entry(self, name: str, text: str = ENTRY) -> Team:
        """Give the folder with one more entry, and with topics where it has none."""
        entries = self.folder / "entries"
        entries.mkdir(parents=True, exist_ok=True)
        if not (self.folder / "topics.yaml").exists():
            (self.folder / "topics.yaml").write_text(TOPICS, encoding="utf-8")
        (entries / f"{name}.yaml").write_text(text, encoding="utf-8")
        return self

    def with_changed(self, old: str, new: str) -> Team:
        """Give the folder with something else in its first entry."""
        assert old in ENTRY, f"{old!r} is not in the entry"
        return self.with_entry("printer-queue", ENTRY.replace(old, new, 1))

    def with_bytes(self, raw: bytes) -> Team:
        """Give the folder with these bytes as its entry."""
        (self.folder / "entries" / "printer-queue.yaml").write_bytes(raw)
        return self
