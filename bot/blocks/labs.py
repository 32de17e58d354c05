"""The labs to choose from: as a list, as a part of Home; and one that was opened, with what is asked about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from bot.blocks.parts import (
    Json,
    Mrkdwn,
    actions,
    bold,
    button,
    code,
    context,
    esc,
    fill,
    header,
    join,
    menu,
    option,
    section,
)
from bot.ids import Action
from bot.phrases import labs as words
from diagnostics.model.trace import Verdict, VerdictClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang, Words

#: The hardest labs have so many stars.
HARDEST = 5
FULL = 3
_DONE, _OPEN, _NEW = Mrkdwn(":white_check_mark:"), Mrkdwn(":large_blue_circle:"), Mrkdwn(":white_circle:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A lab on the list, and how far the reader is with it."""

    lab: str
    level: int
    title: Words
    begun: bool = False
    points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a lab asks: the story, the two ends of the way as people call them, and the goal in words."""

    lab: str
    level: int
    title: Words
    story: Words
    source: str
    to: str
    goal: Words


def goal_words(verdict_class: VerdictClass, verdict: Verdict | None) -> Words:
    """Give a lab's goal without the means: a gateway endpoint is the way that costs nothing by the gigabyte."""
    private, other = words.GOALS["private"], words.GOALS["other"]
    if verdict is Verdict.PRIVATE_GATEWAY_ENDPOINT:
        return words.GOALS["free"]
    return private if verdict_class is VerdictClass.PRIVATE else words.GOALS.get(verdict_class.value, other)


def labs_button(lang: Lang, label: Words = words.LABS) -> Json:
    """Give the element that shows the list of labs, for wherever they are offered."""
    return button(label.say(lang), Action.SHOW_LABS, value(l=lang))


def open_button(label: Words, lab: str, lang: Lang, at: int = 0, *, primary: bool = False) -> Json:
    """Give the element that opens a lab."""
    return button(label.say(lang), f"{Action.OPEN_LAB}.{at}", value(b=lab, l=lang), primary=primary)


def labs_list(rows: Sequence[Row], lang: Lang) -> list[Json]:
    """Give every lab, from easy to nasty, with what the reader has solved."""
    blocks = [
        section(join((bold(words.LABS_TITLE.say(lang)), fill(words.LABS_INTRO, lang)), "\n")),
        context(_count(rows, lang)),
    ]
    numbered = list(enumerate(rows))
    for level, group in groupby(numbered, key=lambda one: one[1].level):
        blocks.append(context(fill(words.LEVEL, lang, stars=esc(stars(level)))))
        for at, row in group:
            label = words.OPEN_AGAIN if row.points else words.GO_ON if row.begun else words.OPEN
            blocks.append(section(_line(row, lang), open_button(label, row.lab, lang, at)))
    return blocks


def labs_at_home(rows: Sequence[Row], following: str, lang: Lang) -> list[Json]:
    """Give the part of Home: how many are solved, the way to the next one, and a menu of all."""
    if not rows:
        return []
    groups = [
        (
            words.LEVEL.say(lang).format(stars=stars(level)),
            [option(_plain(row, lang), row.lab) for row in group],
        )
        for level, group in groupby(rows, key=lambda one: one.level)
    ]
    begun = any(row.begun or row.points for row in rows)
    buttons = [open_button(words.NEXT_LAB if begun else words.FIRST_LAB, following, lang)] if following else []
    choice = menu(f"{Action.OPEN_LAB}.1", words.CHOOSE_LAB.say(lang), groups)
    return [
        header(words.LABS_TITLE.say(lang)),
        section(fill(words.LABS_INTRO, lang)),
        actions(*buttons, choice, labs_button(lang, words.ALL_LABS)),
        context(_count(rows, lang)),
    ]


def opened(task: Task, lang: Lang) -> Mrkdwn:
    """Give the title of a lab's thread."""
    level = fill(words.LEVEL, lang, stars=esc(stars(task.level)))
    return join((Mrkdwn(":test_tube:"), bold(task.title.say(lang)), level), "  ")


def story(task: Task, lang: Lang) -> list[Json]:
    """Give what is asked."""
    ends = {"source": code(task.source), "to": code(task.to)}
    return [
        section(esc(task.story.say(lang))),
        section(
            join((fill(words.TASK, lang, **ends), fill(words.GOAL, lang, goal=esc(task.goal.say(lang)))), "\n"),
        ),
    ]


def stars(level: int) -> str:
    """Give how hard a lab is."""
    return "★" * level + "☆" * (HARDEST - level)


def points(count: int, lang: Lang) -> str:
    """Give points of as many as there are."""
    return words.POINTS.say(lang).format(points=count, full=FULL)


def value(**what: str) -> str:
    """Give what travels with a button."""
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))


def _count(rows: Sequence[Row], lang: Lang) -> Mrkdwn:
    done = sum(bool(row.points) for row in rows)
    return fill(words.LABS_COUNT, lang, done=esc(str(done)), count=esc(str(len(rows))))


def _line(row: Row, lang: Lang) -> Mrkdwn:
    title = bold(row.title.say(lang))
    if row.points:
        return join((_DONE, title, esc(points(row.points, lang))), "  ")
    if row.begun:
        return join((_OPEN, title, fill(words.BEGUN, lang)), "  ")
    return join((_NEW, title), "  ")


def _plain(row: Row, lang: Lang) -> str:
    mark = "✓ " if row.points else "… " if row.begun else ""
    return f"{mark}{row.title.say(lang)}"
