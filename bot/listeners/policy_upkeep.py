"""The policy's file, looked after: maintainers are told of one that is broken, and when it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.blocks.parts import code, context, esc, fill, section
from bot.listeners.upkeep import tell_maintainers
from bot.phrases import rights as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang
    from knowledge.store import KnowledgeError

_ABOUT = "policy"
_CHECK = "routelore check"


def listeners(resources: Resources) -> tuple[Callable[[KnowledgeError], None], Callable[[], None]]:
    """Give what tells the maintainers of a mistake in the policy, and of its end."""

    def told(error: KnowledgeError) -> None:
        tell_maintainers(resources, _ABOUT, lambda lang: (broken(error, lang), fill(words.BROKEN, lang)))

    def mended() -> None:
        tell_maintainers(resources, _ABOUT, _mended)

    return told, mended


def broken(error: KnowledgeError, lang: Lang) -> list[Json]:
    """Give what is said of a policy that cannot be read: at what line, what is wrong, and what happens meanwhile."""
    place = code(f"{error.file}:{error.line}")
    return [
        section(fill(words.BROKEN, lang)),
        section(fill(words.BROKEN_AT, lang, place=place, message=esc(error.message))),
        context(fill(words.HOW_TO_CHECK, lang, command=code(_CHECK))),
    ]


def _mended(lang: Lang) -> tuple[list[Json], Mrkdwn]:
    text = fill(words.MENDED, lang)
    return [section(text)], text
