"""What somebody is asked before the lessons: whether to start, which path, whether to start over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.blocks.mrkdwn import from_markdown
from bot.blocks.parts import Json, Mrkdwn, actions, bold, button, esc, fill, join, person, section
from bot.blocks.progress import as_value, language_button, reset_button
from bot.ids import Action
from bot.phrases import lessons as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang
    from knowledge.learning.path import LearningPath

#: Paths that one message offers.
OFFERED = 20


def welcome(user: str, paths: Sequence[LearningPath], lang: Lang) -> list[Json]:
    """Give the first message: what this is, how long it takes, and that it can wait."""
    hello = fill(words.HELLO, lang, who=person(user))
    late = button(words.NOT_NOW.say(lang), Action.LESSON_LATER)
    other = language_button(lang, as_value({"w": "welcome"}))
    blocks = [section(hello), section(fill(words.WHAT_IT_IS, lang))]
    if len(paths) == 1:
        start = button(words.START.say(lang), f"{Action.LESSON_START}.0", as_value({"p": paths[0].id}), primary=True)
        row = actions(start, late, other)
        return [*blocks, section(_about(paths[0], lang)), section(fill(words.HOW_IT_GOES, lang)), row]
    return [*blocks, section(fill(words.HOW_IT_GOES, lang)), *choice(paths, lang), actions(late, other)]


def choice(paths: Sequence[LearningPath], lang: Lang) -> list[Json]:
    """Give the paths to choose from."""
    rows = [
        section(
            _about(path, lang),
            button(words.START.say(lang), f"{Action.LESSON_START}.{at}", as_value({"p": path.id})),
        )
        for at, path in enumerate(paths[:OFFERED])
    ]
    return [section(fill(words.CHOOSE_PATH, lang)), *rows] if len(rows) > 1 else rows


def _about(path: LearningPath, lang: Lang) -> Mrkdwn:
    many = words.ONE_LESSON if len(path.lessons) == 1 else words.A_PATH
    count = fill(many, lang, count=esc(str(len(path.lessons))))
    return join((bold(path.title.say(lang)), esc(" · "), count, esc("\n"), from_markdown(path.about.say(lang))))


def confirm_reset(path: LearningPath, lang: Lang) -> list[Json]:
    """Give the question whether to start over, with both answers."""
    value = as_value({"p": path.id})
    return [
        section(fill(words.RESET_ASK, lang, path=esc(path.title.say(lang)))),
        actions(
            button(words.RESET_YES.say(lang), Action.LESSON_RESET, value, primary=True),
            button(words.RESET_NO.say(lang), f"{Action.LESSON_START}.0", value),
        ),
    ]


def unreadable(path: LearningPath, lang: Lang) -> list[Json]:
    """Give the sentence for progress that cannot be read, and the way to begin over."""
    return [section(fill(words.UNREADABLE, lang)), actions(reset_button(path, lang))]
