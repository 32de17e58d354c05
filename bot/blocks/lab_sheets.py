"""A lab's network on the screen: the buttons to look around, and what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.blocks.labs import value
from bot.blocks.paging import sections
from bot.blocks.parts import (
    Json,
    Mrkdwn,
    actions,
    bold,
    button,
    code,
    code_block,
    context,
    divider,
    esc,
    fill,
    join,
    menu,
    option,
    section,
)
from bot.ids import Action
from bot.phrases import labs as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diagnostics.model.words import Lang

    #: A topic's name, and for each thing of it a title and lines.
    Sheet = tuple[str, Sequence[tuple[str, Sequence[str]]]]


#: Buttons that stand in a row.
_IN_A_ROW = 5


def look_around(lab: str, lang: Lang) -> list[Json]:
    """Give a button for each topic, for where somebody begins to look."""
    every = [
        button(label.say(lang), f"{Action.INSPECT_LAB}.{at}", value(b=lab, l=lang, t=topic))
        for at, (topic, label) in enumerate(words.TOPICS.items())
    ]
    return [actions(*every[at : at + _IN_A_ROW]) for at in range(0, len(every), _IN_A_ROW)]


def look_further(lab: str, lang: Lang) -> Json:
    """Give the topics as a menu, for below what somebody looked at."""
    topics = [option(label.say(lang), value(b=lab, l=lang, t=topic)) for topic, label in words.TOPICS.items()]
    return actions(menu(f"{Action.INSPECT_LAB}.0", words.LOOK_AROUND.say(lang), [("-", topics)]))


def shown(sheets: Iterable[Sheet], lang: Lang, *, changes: int) -> list[Json]:
    """Give what was asked for, one topic below the other; `changes` is how many are made on the copy that is looked at."""
    blocks: list[Json] = []
    for topic, cards in sheets:
        blocks += [divider()] if blocks else []
        blocks.append(section(bold(words.TOPICS[topic].say(lang))))
        for title, lines in cards:
            blocks += sections(join((code(title), code_block("\n".join(lines))), "\n"))
        if not cards:
            blocks.append(context(fill(words.NONE_THERE, lang)))
    if changes:
        blocks.append(context(fill(words.ON_THE_COPY, lang, count=esc(str(changes)))))
    return blocks


def none_such(ids: Sequence[str], lang: Lang) -> Mrkdwn:
    """Say that the network holds none of these."""
    return fill(words.NO_SUCH_ID, lang, ids=join(map(code, ids), ", "))
