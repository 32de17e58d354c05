"""The bot's own database, opened for a command that reads or changes what the bot keeps."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console.terminal import UsageError, filled
from bot.phrases.exporting import NO_DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.console.terminal import Terminal
    from bot.state.store import State

_SQLITE = "sqlite:///"


@contextmanager
def bots_memory(terminal: Terminal) -> Iterator[State]:
    """Give the memory that the settings name; none is made where there is none.

    Raises:
        UsageError: there is none, or it cannot be used.
    """
    from bot.state.database import StateError
    from bot.state.store import State

    url = terminal.settings.database_url
    if url.startswith(_SQLITE) and not (path := Path(url.removeprefix(_SQLITE))).is_file():
        raise UsageError(filled(NO_DATABASE, path=str(path)))
    try:
        state = State.open(url)
        try:
            yield state
        finally:
            state.close()
    except StateError as error:
        raise UsageError(error.words) from error


def database_mistakes(terminal: Terminal) -> list[str]:
    """Give what is wrong with the URL of the database, where it is one and not where one is kept; nothing is opened."""
    from bot.state.database import StateError, look_at

    url = terminal.settings.database_url
    if "://" not in url:
        return []
    try:
        look_at(url)
    except StateError as error:
        return [error.words.say(terminal.lang)]
    return []
