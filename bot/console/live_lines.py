"""A line of `routelore check --live`: what was tried, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.console.terminal import Exit
from bot.phrases import live as words

if TYPE_CHECKING:
    from diagnostics.model.words import Lang, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was tried: how it went, and how the command ends because of it."""

    words: Words
    status: Exit = Exit.FINE
    hint: bool = False

    def say(self, lang: Lang) -> str:
        """Give the line: ok, wrong or a note, and what to do."""
        how = words.HINT if self.hint else words.FINE if self.status is Exit.FINE else words.WRONG
        return f"{how.say(lang):<6} {self.words.say(lang)}"
