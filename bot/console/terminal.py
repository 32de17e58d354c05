"""The terminal that a command talks to: results, talk, and how it ends."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, TextIO

from bot.console import sentences
from bot.settings.sentences import NOT_A_KNOWLEDGE_FOLDER
from bot.telemetry.redaction import Redactor
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from diagnostics.model.words import Lang


#: Longer lines tire the eye; in a narrower window they are cut as if it were this wide.
WIDEST = 96
NARROWEST = 40


class Exit(IntEnum):
    """How a command ends; the numbers are published."""

    FINE = 0
    NOT_FINE = 1
    WRONG_USE = 2
    UNREACHABLE = 3
    INTERRUPTED = 130


class UsageError(Exception):
    """The command cannot be carried out as it was written; `words` say what is wrong and what to write instead."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence in both languages."""
        super().__init__(words.en)
        self.words = words


def filled(words: Words, **particulars: str) -> Words:
    """Give a sentence with its particulars, in both languages."""
    return Words(ko=words.ko.format(**particulars), en=words.en.format(**particulars))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Where results and talk go. Results are all that ever reaches `out`; `plain` keeps them free of colours."""

    out: TextIO
    err: TextIO
    settings: Settings
    lang: Lang
    plain: bool = False

    @property
    def knowledge(self) -> Path | None:
        """Give the team's own folder of knowledge, where the settings name one.

        Raises:
            UsageError: it is not there.
        """
        if not self.settings.has_knowledge_folder:
            raise UsageError(NOT_A_KNOWLEDGE_FOLDER)
        return self.settings.knowledge

    @property
    def colours(self) -> bool:
        """Say whether somebody watches a terminal that has colours and was not told to do without."""
        return self.out.isatty() and not self.plain

    @property
    def width(self) -> int:
        """Give how many columns a line may take: the terminal's, up to what reads well; that many into a file, too."""
        here = shutil.get_terminal_size((WIDEST, 24)).columns if self.out.isatty() else WIDEST
        return max(NARROWEST, min(here, WIDEST))

    def print(self, text: str) -> None:
        """Write a line of the result."""
        self.out.write(text if text.endswith("\n") else text + "\n")

    def talk(self, text: str) -> None:
        """Write a line that is no result; whatever it quotes, no secret is in it, and nothing that a terminal obeys."""
        shown = "".join(one if one.isprintable() else " " for one in text)
        self.err.write(Redactor.of(self.settings).terminal_line(shown) + "\n")
        self.err.flush()

    def say(self, words: Words, **particulars: str) -> None:
        """Write a sentence that is no result, in the terminal's language."""
        self.talk((filled(words, **particulars) if particulars else words).say(self.lang))

    def progress(self, done: int, total: int, what: str) -> None:
        """Tell how far the reading is, where somebody watches."""
        if self.err.isatty():
            from bot.services import read_now

            now = sentences.READING.say(self.lang).format(done=done, total=total, what=read_now(what, self.lang))
            self.err.write(f"\r\x1b[K{now}" if done < total else "\r\x1b[K")
            self.err.flush()

    def write(self, content: str | bytes, out: Path | None) -> None:
        """Write a result to a file, or to the terminal where none is named."""
        if out is not None:
            out.write_bytes(content.encode() if isinstance(content, str) else content)
        elif isinstance(content, str):
            self.print(content)
        else:
            self.out.flush()
            self.out.buffer.write(content)
