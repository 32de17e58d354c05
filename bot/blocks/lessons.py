"""From a finding to the idea behind it: a button for each entry of the knowledge base that explains one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import remedies
from bot.blocks.parts import Json, actions, button
from bot.ids import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang


@dataclass(frozen=True, slots=True)
class Lesson:
    """The entry of the knowledge base that explains the idea behind a finding."""

    code: str
    entry: str
    title: str


def buttons(lessons: Sequence[Lesson], lang: Lang, first: int = 0) -> list[Json]:
    """Give a button for each idea, to the entry that explains it."""
    row = [
        button(
            remedies.LEARN.say(lang).format(code=one.code, title=one.title),
            f"{Action.PICK_ENTRY}.{at}",
            json.dumps({"e": one.entry, "l": lang}, separators=(",", ":")),
        )
        for at, one in enumerate(lessons, start=first)
    ]
    return [actions(*row)] if row else []


def first_of_each(lessons: Sequence[Lesson]) -> list[Lesson]:
    """Give each entry once, for the gravest of the findings that it explains."""
    return list({one.entry: one for one in reversed(lessons)}.values())[::-1]
