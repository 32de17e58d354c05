"""Lessons as messages: a text to read, a quiz and what a choice was worth, and the end of a path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.blocks.mrkdwn import from_markdown
from bot.blocks.paging import messages, sections
from bot.blocks.parts import (
    BUTTON_LIMIT,
    Json,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    cut,
    divider,
    esc,
    field,
    fill,
    header,
    join,
    link,
    radios,
    section,
)
from bot.blocks.progress import as_value, bar, language_button, lesson_menu, mark, place
from bot.ids import Action, Block
from bot.phrases import lessons as words
from knowledge.learning.progress import Stage
from knowledge.learning.walk import DoneStep, FeedbackStep, LessonStep, QuizStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diagnostics.model.words import Lang
    from knowledge.entry import Entry
    from knowledge.learning.path import LearningPath, Lesson, Question
    from knowledge.learning.walk import Turn

#: So many lessons are offered by buttons.
OFFERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A turn on a path, with the entries that its lessons read as they are now, for one reader."""

    path: LearningPath
    turn: Turn
    entries: Mapping[str, Entry]
    lang: Lang


def same_card(shown: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Say whether a message can be changed from one mark to the other: within the quiz of one lesson."""
    return _in_quiz(shown) and _in_quiz(now) and (shown["p"], shown["at"]) == (now["p"], now["at"])


def _in_quiz(one: Mapping[str, str]) -> bool:
    return one.get("s") in {Stage.ASKED, Stage.EXPLAINED}


def title(reading: Reading) -> Mrkdwn:
    """Give what a notification shows."""
    return place(reading.path, reading.turn.progress, reading.lang)


def page(reading: Reading) -> list[Json]:
    """Give what is to be shown now, with its buttons."""
    match reading.turn.step:
        case LessonStep() as step:
            return [*text(reading, step.lesson), _reading_buttons(reading, step)]
        case QuizStep() as step:
            return [*_asked(reading, step.lesson, step.question, step.number), *_quiz_buttons(reading, step)]
        case FeedbackStep() as step:
            return [*_asked(reading, step.lesson, step.question, step.number), *_feedback(reading, step)]
        case DoneStep() as step:
            return _done(reading, step)
        case step:
            assert_never(step)


def text(reading: Reading, lesson: Lesson) -> list[Json]:
    """Give the text of a lesson without its buttons: the entries, what leads over to them, and something to try."""
    path, lang = reading.path, reading.lang
    number = path.index(lesson.id) + 1
    where = join((esc(f"{number}/{len(path.lessons)}"), bar(path, reading.turn.progress), esc(path.title.say(lang))), "  ")
    blocks = [context(where), header(f"{number}. {lesson.title.say(lang)}")]
    for passage in lesson.passages:
        if passage.bridge is not None:
            blocks += sections(from_markdown(passage.bridge.say(lang)))
        entry = reading.entries.get(passage.entry)
        if entry is None:
            blocks.append(context(fill(words.ENTRY_GONE, lang)))
            continue
        blocks += sections(join((bold(entry.title.say(lang)), from_markdown(entry.answer.say(lang))), "\n"))
    if lesson.try_it is not None:
        line = join((bold(words.TRY_IT.say(lang)), from_markdown(lesson.try_it.say(lang))), "\n")
        blocks += [divider(), *sections(line)]
    if pages := dict.fromkeys(_pages(reading, lesson)):
        blocks.append(context(fill(words.PAGES, lang, pages=join(pages, "  ·  "))))
    return blocks


def _pages(reading: Reading, lesson: Lesson) -> Iterator[Mrkdwn]:
    for passage in lesson.passages:
        if (entry := reading.entries.get(passage.entry)) is not None:
            yield from (link(page.url, page.title) for page in entry.links)


def _reading_buttons(reading: Reading, step: LessonStep) -> Json:
    lang, value = reading.lang, as_value(mark(reading.turn.progress))
    row = [button(words.TO_QUIZ.say(lang), Action.LESSON_NEXT, value, primary=True)]
    if step.number > 1:
        row.append(button(words.BACK.say(lang), Action.LESSON_BACK, value))
    row += [
        button(words.SKIP.say(lang), Action.LESSON_SKIP, value),
        button(words.LATER.say(lang), Action.LESSON_LATER, value),
        language_button(lang, value),
    ]
    return actions(*row)


# --- the quiz ---------------------------------------------------------------------------------------------------------
def _asked(reading: Reading, lesson: Lesson, question: Question, number: int) -> list[Json]:
    said = esc(lesson.title.say(reading.lang))
    counted = {"number": esc(str(number)), "total": esc(str(len(lesson.quiz)))}
    where = fill(words.QUIZ, reading.lang, title=said, **counted)
    return [context(where), *sections(from_markdown(question.ask.say(reading.lang)))]


def _choices(reading: Reading, question: Question, label: str) -> Json:
    """Give the options to choose from; each try has a block of its own, so that Slack does not keep the choice before."""
    now = mark(reading.turn.progress)
    offered = [(from_markdown(one.text.say(reading.lang)), str(at)) for at, one in enumerate(question.options)]
    return field(f"{Block.QUIZ}.{question.id}.{now['n']}"[:255], label, radios(Block.QUIZ, offered))


def _quiz_buttons(reading: Reading, step: QuizStep) -> list[Json]:
    lang, value = reading.lang, as_value(mark(reading.turn.progress))
    return [
        _choices(reading, step.question, words.YOUR_ANSWER.say(lang)),
        actions(
            button(words.ANSWER.say(lang), Action.LESSON_ANSWER, value, primary=True),
            button(words.TO_TEXT.say(lang), Action.LESSON_BACK, value),
            button(words.SKIP.say(lang), Action.LESSON_SKIP, value),
            button(words.LATER.say(lang), Action.LESSON_LATER, value),
            language_button(lang, value),
        ),
    ]


def _feedback(reading: Reading, step: FeedbackStep) -> list[Json]:
    """Give what a choice was worth and why; after a wrong one the entry to read, the choices again, and the way on."""
    lang, value, chosen = reading.lang, as_value(mark(reading.turn.progress)), step.chosen
    sign, verdict = (":white_check_mark:", words.RIGHT) if chosen.right else (":thinking_face:", words.NOT_RIGHT)
    lines = [
        fill(words.CHOSEN, lang, choice=from_markdown(chosen.text.say(lang))),
        join((esc(sign), bold(verdict.say(lang))), " "),
    ]
    if chosen.why is not None:
        lines.append(from_markdown(chosen.why.say(lang)))
    told = sections(join(lines, "\n"))
    later = button(words.LATER.say(lang), Action.LESSON_LATER, value)
    if chosen.right:
        return [*told, actions(button(words.NEXT.say(lang), Action.LESSON_NEXT, value, primary=True), later)]
    if (entry := reading.entries.get(chosen.entry or "")) is not None:
        again = words.READ_AGAIN.say(lang).format(title=entry.title.say(lang))
        told.append(
            actions(button(cut(again, BUTTON_LIMIT), f"{Action.PICK_ENTRY}.0", as_value({"e": entry.id, "l": lang})))
        )
    return [
        *told,
        divider(),
        _choices(reading, step.question, words.TRY_ANOTHER.say(lang)),
        actions(
            button(words.ANSWER.say(lang), Action.LESSON_ANSWER, value, primary=True),
            button(words.MOVE_ON.say(lang), Action.LESSON_NEXT, value),
            button(words.TO_TEXT.say(lang), Action.LESSON_BACK, value),
            later,
        ),
    ]


# --- the end ----------------------------------------------------------------------------------------------------------
def _done(reading: Reading, step: DoneStep) -> list[Json]:
    path, lang = reading.path, reading.lang
    how = words.HOW_IT_WENT if step.answered else words.NO_QUIZ
    counts = {"right": esc(str(step.right_first_time)), "answered": esc(str(step.answered))}
    blocks = [
        section(bold(words.THROUGH.say(lang))),
        section(
            join((fill(how, lang, path=esc(path.title.say(lang)), **counts), bar(path, reading.turn.progress)), "\n"),
        ),
    ]
    first = 0
    for said, lessons in ((words.SKIPPED_ONES, step.skipped), (words.NEW_ONES, step.new)):
        if lessons:
            blocks += [section(fill(said, lang)), actions(*_openers(reading, lessons, first))]
            first += len(lessons)
    labs = button(words.LABS.say(lang), Action.LESSON_LABS, primary=True)
    return [*blocks, section(fill(words.LABS_NEXT, lang)), actions(labs), context(fill(words.QUESTIONS_NEXT, lang))]


def _openers(reading: Reading, lessons: Sequence[Lesson], first: int) -> list[Json]:
    """Give what opens lessons: a button for each of a few, a menu of many."""
    path, lang = reading.path, reading.lang
    if len(lessons) > OFFERED:
        return [lesson_menu(path, lessons, reading.turn.progress, lang, f".{first}")]
    return [
        button(
            cut(f"{path.index(one.id) + 1}. {one.title.say(lang)}", BUTTON_LIMIT),
            f"{Action.LESSON_OPEN}.{at}",
            as_value({"p": path.id, "at": one.id}),
        )
        for at, one in enumerate(lessons, start=first)
    ]


# --- what is behind somebody ------------------------------------------------------------------------------------------
def settled(reading: Reading, shown: Mapping[str, str]) -> list[Json]:
    """Give what a message of these lessons becomes once something newer is shown: no buttons, and no text twice."""
    lang, lesson = reading.lang, reading.path.lesson(shown.get("at"))
    if lesson is None:
        return [context(esc(reading.path.title.say(lang)))]
    name = esc(lesson.title.say(lang))
    if shown == mark(reading.turn.progress):
        return [context(fill(words.GOES_ON_BELOW, lang, title=name))]
    if shown.get("s") == Stage.READING:
        return _last_page(reading, lesson) or [context(name)]
    progress = reading.turn.progress
    first = [tries[0].right for question in lesson.quiz if (tries := progress.tries(lesson.id, question.id))]
    if lesson.id not in progress.read:
        return [context(fill(words.QUIZ_LEFT, lang, title=name))]
    counts = {"right": esc(str(sum(first))), "total": esc(str(len(first)))}
    return [context(fill(words.QUIZ_DONE, lang, title=name, **counts))]


def paused(reading: Reading, shown: Mapping[str, str]) -> list[Json]:
    """Give what a message becomes for somebody who goes on later."""
    lang, lesson = reading.lang, reading.path.lesson(shown.get("at"))
    kept = _last_page(reading, lesson) if lesson and shown.get("s") == Stage.READING else []
    go_on = button(words.CONTINUE.say(lang), f"{Action.LESSON_START}.0", as_value({"p": reading.path.id}), primary=True)
    where = context(place(reading.path, reading.turn.progress, lang))
    return [*(kept or [where]), section(fill(words.SAVED, lang)), actions(go_on)]


def _last_page(reading: Reading, lesson: Lesson) -> list[Json]:
    """Give the message of a lesson's text that had the buttons, without them."""
    return messages([*text(reading, lesson), actions()])[-1][:-1]


def bare(blocks: Sequence[Json]) -> list[Json]:
    """Give the blocks of a message that came back from Slack, without anything to press."""
    kept = [block for block in blocks if block.get("type") not in {"actions", "input"}]
    return [{key: value for key, value in block.items() if key not in {"accessory", "block_id"}} for block in kept]
