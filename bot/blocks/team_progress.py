"""How a team learns: who is where, of those who share it, and which lessons lose people, without names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks.mrkdwn import inline
from bot.blocks.paging import sections
from bot.blocks.parts import (
    Json,
    Mrkdwn,
    actions,
    bold,
    bullets,
    button,
    context,
    cut,
    esc,
    fill,
    header,
    join,
    person,
    section,
)
from bot.blocks.progress import bar
from bot.ids import Action
from bot.phrases import lessons as words
from knowledge.learning.standing import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang
    from knowledge.learning.path import LearningPath
    from knowledge.learning.progress import Progress
    from knowledge.learning.standing import LessonCount, Standing

#: What Home shows of each; everything is in the message.
IN_HOME = 8
HARD_SHOWN = 5
QUESTION_SHOWN = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everybody who shares, each with their progress, and the lessons that lose people, by path."""

    paths: tuple[LearningPath, ...]
    sharing: tuple[tuple[str, Progress], ...]
    hard: tuple[LessonCount, ...]


def in_home(team: Team, lang: Lang) -> list[Json]:
    """Give the team's part of Home: the first people and the hardest lessons, and the way to the rest."""
    rest = [actions(button(words.WHOLE_TEAM.say(lang), Action.TEAM_PROGRESS))] if len(team.sharing) > IN_HOME else []
    return [header(words.TEAM.say(lang)), *_people(team, lang, IN_HOME), *rest, *_hard(team, lang)]


def whole(team: Team, lang: Lang) -> list[Json]:
    """Give how the team learns as a message, with everybody who shares."""
    return [section(bold(words.TEAM.say(lang))), *_people(team, lang, len(team.sharing)), *_hard(team, lang)]


def _people(team: Team, lang: Lang, most: int) -> list[Json]:
    if not team.sharing:
        return [section(fill(words.NOBODY_SHARES, lang))]
    blocks: list[Json] = []
    left = most
    for path in team.paths:
        there = [(user, progress) for user, progress in team.sharing if progress.path == path.id]
        lines = [_person(user, progress, path, lang) for user, progress in there[:left]]
        left -= len(lines)
        if lines:
            blocks += sections(join((bold(path.title.say(lang)), *lines), "\n"))
    hidden = len(team.sharing) - (most - left)
    if hidden > 0:
        blocks.append(context(fill(words.MORE_PEOPLE, lang, count=esc(str(hidden)))))
    return blocks


def _person(user: str, progress: Progress, path: LearningPath, lang: Lang) -> Mrkdwn:
    now = standing(progress, path)
    where = _end(now, lang) if now.lesson is None else esc(now.lesson.title.say(lang))
    counts = {"read": esc(str(now.read)), "total": esc(str(now.total))}
    return fill(words.PERSON, lang, who=person(user), bar=bar(path, progress), where=where, **counts)


def _end(now: Standing, lang: Lang) -> Mrkdwn:
    return fill(words.FINISHED_SKIPPING, lang, count=esc(str(now.skipped))) if now.skipped else fill(words.FINISHED, lang)


def _hard(team: Team, lang: Lang) -> list[Json]:
    lines = [line for count in team.hard if (line := _lesson(count, team.paths, lang)) is not None][:HARD_SHOWN]
    top = section(bold(words.HARD_LESSONS.say(lang)))
    if not lines:
        return [top, context(fill(words.NO_HARD_LESSONS, lang))]
    return [top, *sections(bullets(lines)), context(fill(words.NAMELESS, lang))]


def _lesson(count: LessonCount, paths: Sequence[LearningPath], lang: Lang) -> Mrkdwn | None:
    """Give one lesson and how many it lost; None where the lesson is no longer there."""
    path = next((one for one in paths if one.id == count.path), None)
    lesson = None if path is None else path.lesson(count.lesson)
    if path is None or lesson is None:
        return None
    name = {"number": esc(str(path.index(lesson.id) + 1)), "title": esc(lesson.title.say(lang))}
    if not count.failed:
        return fill(words.ONLY_LEFT_OUT, lang, count=esc(str(count.skipped)), **name)
    said = fill(words.FAILED, lang, answered=esc(str(count.answered)), failed=esc(str(count.failed)), **name)
    if count.skipped:
        said = join((said, fill(words.LEFT_OUT, lang, count=esc(str(count.skipped)))))
    worst = next((one for one in count.questions if one.wrong), None)
    question = None if worst is None else lesson.question(worst.question)
    if worst is None or question is None:
        return said
    ask = inline(cut(question.ask.say(lang).strip().split("\n")[0], QUESTION_SHOWN))
    numbers = {"answered": esc(str(worst.answered)), "wrong": esc(str(worst.wrong))}
    return join((said, join((esc("\u2003"), fill(words.WORST_QUESTION, lang, ask=ask, **numbers)))), "\n")
