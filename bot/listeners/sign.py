"""The sign of work: a message that is there at once, tells the progress, and becomes the result."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import wording
from bot.blocks.parts import Mrkdwn, code, esc, fill, section
from bot.blocks.under_way import under_way
from bot.listeners.posting import InThread, sentence
from bot.listeners.reasons import REFUSALS, code_of
from bot.phrases import limits
from bot.services import read_now

if TYPE_CHECKING:
    from bot.understanding.intents import Diagnose
    from diagnostics.model.words import Lang, Words

LOG = logging.getLogger("routelore")
#: Slack allows about one change of a message a second.
SECONDS_BETWEEN_CHANGES = 1.0


@dataclass(slots=True)
class Sign:
    """The message that shows that work is under way: it tells the progress, then becomes the verdict.

    Where AWS is read for it, the asker can cancel that here.
    """

    reply: InThread
    wanted: Diagnose
    opening: Words = wording.LOOKING
    ts: str = ""
    changed: float = 0.0
    became_verdict: bool = False
    told: str = ""

    @property
    def lang(self) -> Lang:
        """Give the language that it is in."""
        return self.wanted.lang

    def show(self, *, reads: bool = True, **particulars: Mrkdwn) -> None:
        """Post it; with what cancels the reading, where AWS is read."""
        text = self._text(self.opening, **particulars)
        self.ts = self.reply.say(under_way(text, self.lang) if reads else [section(text)], text)
        self.changed = time.monotonic()

    def say_waiting(self, text: Mrkdwn) -> None:
        """Say that the reading has not begun, and of what."""
        self._change(text if self.wanted.hunch else self._text(limits.WAITING_TO_READ, sentence=text))

    def progress(self, done: int, total: int, what: str) -> None:
        """Tell what is being read, the how many-th of how many, at most once a second."""
        if time.monotonic() - self.changed < SECONDS_BETWEEN_CHANGES:
            return
        self.changed = time.monotonic()
        words = wording.READING_NAMES if self.wanted.hunch else wording.READING
        now = esc(read_now(what, self.wanted.lang))
        self._change(self._text(words, done=esc(str(done)), total=esc(str(total)), what=now))

    def give_reason(self, text: Mrkdwn) -> None:
        """Put a reason in the place of the progress; a verdict that is there already stays."""
        if self.became_verdict:
            sentence(self.reply, text)
        else:
            self.reply.change(self.ts, [section(text)], text)

    def _change(self, text: Mrkdwn) -> None:
        """Show what goes on, where that is something new; it is no loss where it cannot be shown."""
        if text == self.told:
            return
        self.told = text
        try:
            self.reply.change(self.ts, under_way(text, self.lang), text)
        except REFUSALS as error:
            LOG.info("progress could not be shown code=%s", code_of(error))

    def _text(self, words: Words, **particulars: Mrkdwn) -> Mrkdwn:
        ends = {"source": code(", ".join(self.wanted.sources)), "to": code(", ".join(self.wanted.to))}
        return fill(words, self.wanted.lang, **ends, **particulars)
