"""How far somebody is: the bar, where they stand, and the part of Home from which they go on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.blocks.parts import (
    BUTTON_LIMIT,
    OPTION_VALUE_LIMIT,
    Json,
    Mrkdwn,
    actions,
    asks_first,
    bold,
    button,
    context,
    cut,
    esc,
    fill,
    join,
    menu,
    option,
    section,
)
from bot.ids import Action
from bot.phrases import lessons as words
from knowledge.learning.standing import standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnostics.model.words import Lang
    from knowledge.learning.path import LearningPath, Lesson
    from knowledge.learning.progress import Progress

#: Cells of the longest bar; a path with more lessons shares them out.
CELLS = 20
READ, SKIPPED, AHEAD = "▓", "▒", "░"


def bar(path: LearningPath, progress: Progress) -> Mrkdwn:
    """Give the bar: a cell for each lesson, read, skipped or still ahead."""
    total = len(path.lessons)
    cells = [_cell(path.lessons[at * total // min(total, CELLS)], progress) for at in range(min(total, CELLS))]
    return esc("".join(cells))


def _cell(lesson: Lesson, progress: Progress) -> str:
    if lesson.id in progress.read:
        return READ
    return SKIPPED if lesson.id in progress.skipped else AHEAD


def place(path: LearningPath, progress: Progress, lang: Lang) -> Mrkdwn:
    """Give where somebody stands, in a few words."""
    lesson = None if progress.spot is None else path.lesson(progress.spot.lesson)
    if lesson is None:
        return fill(words.THE_END, lang)
    return esc(f"{path.index(lesson.id) + 1}/{len(path.lessons)} {lesson.title.say(lang)}")


def mark(progress: Progress) -> dict[str, str]:
    """Give what buttons carry to tell where they belong: path, lesson, stage, question, and how often it was answered."""
    spot = progress.spot
    if spot is None:
        return {"p": progress.path}
    question = spot.question or ""
    tries = str(len(progress.tries(spot.lesson, question)))
    return {"p": progress.path, "at": spot.lesson, "s": spot.stage.value, "q": question, "n": tries}


def as_value(what: Mapping[str, str]) -> str:
    """Give what a button carries."""
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))


def language_button(lang: Lang, value: str) -> Json:
    """Give the button that changes to the other language."""
    return button(words.OTHER_LANGUAGE.say(lang), Action.LESSON_LANG, value)


def reset_button(path: LearningPath, lang: Lang) -> Json:
    """Give the button that starts over, once Slack has asked whether that is meant."""
    element = button(words.RESET.say(lang), Action.LESSON_RESET, as_value({"p": path.id}))
    asked = words.RESET_ASK.say(lang).format(path=path.title.say(lang))
    return asks_first(element, words.RESET.say(lang), asked, yes=words.RESET_YES.say(lang), no=words.RESET_NO.say(lang))


def mine(path: LearningPath, progress: Progress, lang: Lang, *, others: bool) -> list[Json]:
    """Give how far somebody is on a path, and what they can do about it; `others` where there are more paths."""
    value = as_value({"p": path.id})
    go_on = button(words.CONTINUE.say(lang), f"{Action.LESSON_START}.0", value, primary=True)
    rows = [go_on] if progress.spot is not None else []
    share = words.SHARE_OFF if progress.shares else words.SHARE_ON
    wanted = as_value({"p": path.id, "to": "off" if progress.shares else "on"})
    more = [button(words.OTHER_PATHS.say(lang), Action.LESSON_PATHS)] if others else []
    return [
        section(join((join((bold(path.title.say(lang)), bar(path, progress)), "  "), _counts(path, progress, lang)), "\n")),
        actions(*rows, lesson_menu(path, path.lessons, progress, lang), *more),
        actions(
            button(share.say(lang), Action.LESSON_SHARE, wanted),
            language_button(lang, as_value({"w": "home"})),
            reset_button(path, lang),
        ),
        context(fill(words.SHARING if progress.shares else words.NOT_SHARING, lang)),
    ]


def _counts(path: LearningPath, progress: Progress, lang: Lang) -> Mrkdwn:
    now = standing(progress, path)
    said = [fill(words.COUNTED, lang, total=esc(str(now.total)), read=esc(str(now.read)))]
    if now.skipped:
        said.append(fill(words.AND_SKIPPED, lang, count=esc(str(now.skipped))))
    counted = join(said, " · ")
    if now.lesson is None:
        return join((fill(words.AT_THE_END if now.skipped else words.ALL_DONE, lang), counted), "\n")
    number = esc(str(path.index(now.lesson.id) + 1))
    at = fill(words.STANDS_AT, lang, number=number, title=esc(now.lesson.title.say(lang)))
    return join((at, counted), "\n")


def lesson_menu(path: LearningPath, lessons: Sequence[Lesson], progress: Progress, lang: Lang, at: str = "") -> Json:
    """Give a menu of lessons of a path, with what became of each; `at` tells several in one message apart."""
    signs = {READ: "✓", SKIPPED: "↷", AHEAD: "·"}
    choices = [
        option(
            cut(f"{signs[_cell(one, progress)]} {path.index(one.id) + 1}. {one.title.say(lang)}", BUTTON_LIMIT),
            lesson_value(path.id, one.id),
        )
        for one in lessons
    ]
    return menu(f"{Action.LESSON_OPEN}{at}", words.GO_TO.say(lang), [(cut(path.title.say(lang), BUTTON_LIMIT), choices)])


def lesson_value(path: str, lesson: str) -> str:
    """Give what a choice of the menu carries; ids too long for one are cut, and found by how they begin."""
    return f"{path}/{lesson}"[:OPTION_VALUE_LIMIT]


def opening(paths: Sequence[LearningPath], value: str) -> tuple[LearningPath, Lesson] | None:
    """Give the lesson that a choice of the menu means; None where there is no such lesson any more."""
    return next(((path, one) for path in paths for one in path.lessons if lesson_value(path.id, one.id) == value), None)
