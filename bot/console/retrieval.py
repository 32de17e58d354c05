"""How questions are matched here: what the settings choose, and what `routelore check` tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.console.terminal import UsageError, filled
from bot.phrases import retrieval as words
from bot.settings.sentences import NOT_A_RETRIEVAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.console.terminal import Terminal
    from bot.settings import Settings
    from diagnostics.model.words import Words
    from knowledge.entry import Entry
    from knowledge.meaning.gist import Reader


def chosen(terminal: Terminal) -> Reader | None:
    """Give what reads meanings, where the settings choose it; where it is not installed, say so and give nothing.

    Raises:
        UsageError: the settings choose what there is not.
    """
    settings = terminal.settings
    if not settings.has_retrieval:
        raise UsageError(NOT_A_RETRIEVAL)
    if not settings.by_meaning:
        return None
    from knowledge.meaning.encoder import missing
    from knowledge.meaning.reader import reader

    if (reads := reader(settings.data_folder)) is None:
        terminal.say(words.NOT_INSTALLED, packages=", ".join(missing()))
    return reads


def in_use(settings: Settings, entries: Sequence[Entry]) -> Iterator[Words]:
    """Give the sentences that say which retrieval is in use, and where it is not the one that was chosen, why."""
    if not settings.by_meaning:
        yield words.BY_WORDS
        return
    from knowledge.meaning.encoder import EncoderError, missing
    from knowledge.meaning.reader import reader

    if (reads := reader(settings.data_folder)) is None:
        yield filled(words.NOT_INSTALLED, packages=", ".join(missing()))
        return
    try:
        model = reads.tried()
    except EncoderError as error:
        yield filled(words.MODEL_FAILS, why=str(error))
        return
    kept, total = reads.kept(entries)
    yield filled(words.BY_MEANING, model=model, kept=f"{kept:,}", total=f"{total:,}")
    if kept < total:
        yield words.LATER
