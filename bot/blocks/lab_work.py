"""What is posted while somebody works in a lab: how far they are, what was judged, hints, changes, the solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks import diagnosis as diagnoses
from bot.blocks import fixes
from bot.blocks.labs import labs_button, open_button, points, value
from bot.blocks.paging import sections
from bot.blocks.parts import (
    VALUE_LIMIT,
    Json,
    Mrkdwn,
    actions,
    bold,
    bullets,
    button,
    code,
    context,
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

    from bot.blocks.diagnosis import Told
    from bot.blocks.fixes import Offer
    from diagnostics.model.words import Lang, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How far somebody is with a lab, as their messages show it.

    `changes` are those on the copy, in words; `entry` is the id and title of the entry to read, empty where it is gone.
    """

    lab: str
    lang: Lang
    hints: int
    of_hints: int
    found: int
    causes: int
    mended: bool
    done: bool
    changes: tuple[str, ...] = ()
    following: str = ""
    entry: tuple[str, str] = ("", "")


def status(desk: Desk) -> Json:
    """Give in small print what is found and what is not."""
    lang = desk.lang
    if desk.found >= desk.causes:
        cause = fill(words.FOUND_CAUSE, lang)
    elif desk.found:
        cause = fill(words.FOUND_SOME, lang, found=esc(str(desk.found)), count=esc(str(desk.causes)))
    else:
        cause = fill(words.NO_CAUSE_YET, lang)
    change = fill(words.FOUND_CHANGE if desk.mended else words.NO_CHANGE_YET, lang)
    hints = fill(words.HINTS_TAKEN, lang, taken=esc(str(desk.hints)), count=esc(str(desk.of_hints)))
    return context(join((cause, change, hints), "  ·  "))


def row(desk: Desk) -> Json:
    """Give what can be pressed: while there is something to find, and once there is not."""
    lang, about = desk.lang, value(b=desk.lab, l=desk.lang)
    if desk.done:
        return _onward(desk)
    return actions(
        button(words.SAY_CAUSE.say(lang), Action.NAME_CAUSE, about),
        button(words.PROPOSE.say(lang), Action.NAME_CHANGE, about),
        *_next_hint(desk),
        _act(desk, "give-up", words.GIVE_UP, 2),
    )


def _onward(desk: Desk) -> Json:
    """Give where to go from a lab that is over: the next one, what to read, the list, or this one once more."""
    following = [open_button(words.NEXT_LAB, desk.following, desk.lang, primary=True)] if desk.following else []
    again = _act(desk, "reset", words.RESET, 0)
    return actions(*following, *_entry(desk), labs_button(desk.lang, words.ALL_LABS), again)


def foot(desk: Desk) -> list[Json]:
    """Give what stands below every answer."""
    return [status(desk), row(desk)]


def changes(desk: Desk) -> list[Json]:
    """Give the changes on the copy, each of which can be taken back."""
    lang = desk.lang
    if not desk.changes:
        return [context(fill(words.NO_CHANGES, lang))]
    listed = join((esc(f"{at}. {one}") for at, one in enumerate(desk.changes, start=1)), "\n")
    how_many = str(len(desk.changes))
    elements = [_act(desk, "undo", words.UNDO, 3, n=how_many)]
    if len(desk.changes) > 1:
        options = [
            option(f"{at}. {one}", value(b=desk.lab, n=how_many, x=str(at))) for at, one in enumerate(desk.changes, 1)
        ]
        elements.append(_act(desk, "clear", words.CLEAR, 4))
        elements.append(menu(Action.TAKE_OUT_CHANGE, words.TAKE_OUT.say(lang), [("", options)]))
    return [*sections(join((bold(words.YOUR_CHANGES.say(lang)), listed), "\n")), actions(*elements)]


def said(text: Mrkdwn, desk: Desk) -> list[Json]:
    """Give a few sentences with what stands below them."""
    return [*sections(text), *foot(desk)]


def hint(text: str, at: int, desk: Desk) -> list[Json]:
    """Give one hint."""
    number, count = esc(str(at)), esc(str(desk.of_hints))
    return [section(fill(words.HINT_TEXT, desk.lang, at=number, count=count, hint=esc(text))), *foot(desk)]


def judged_change(text: Mrkdwn, verdict: Mrkdwn | None, warnings: Sequence[str], desk: Desk) -> list[Json]:
    """Give what came of proposed changes: the ruling, the verdict of the changed network, the list of changes."""
    blocks = sections(text)
    if verdict is not None:
        blocks.append(context(verdict))
    if warnings:
        blocks.append(context(join((bold(words.WARNINGS.say(desk.lang)), bullets(map(esc, warnings))), "\n")))
    return [*blocks, *changes(desk), *foot(desk)]


def solved(title: str, count: int, told: Iterable[Mrkdwn], why: Mrkdwn, desk: Desk) -> list[Json]:
    """Give the end of a lab: what was right, what it teaches, the points and what they are for."""
    done = fill(words.SOLVED, desk.lang, title=esc(title), points=esc(points(count, desk.lang)))
    return [*sections(join((*told, done), "\n\n")), context(why), row(desk)]


def solution(told: Told, offers: Sequence[Offer], after: str, desk: Desk) -> list[Json]:
    """Give the solution: the diagnosis' own words for what is wrong, the smallest changes that mend it, what it teaches."""
    lang = desk.lang
    blocks = [section(bold(words.SOLUTION.say(lang))), section(diagnoses.headline(told)), *diagnoses.causes(told)]
    for offer in offers[:1]:
        blocks += fixes.fix(offer, lang, of=1)
    return [*blocks, *sections(esc(after)), _onward(desk)]


def give_up(desk: Desk) -> list[Json]:
    """Ask whether the solution is really wanted."""
    return [
        section(fill(words.GIVE_UP_ASK, desk.lang)),
        actions(_act(desk, "solution", words.GIVE_UP_SURE, 5), *_next_hint(desk)),
    ]


def which(question: Words, meanings: Iterable[tuple[str, dict[str, str]]], desk: Desk) -> list[Json]:
    """Ask what was meant, each meaning a button that carries it."""
    elements = [
        button(label, f"{Action.PROPOSE_IN_LAB}.{at}", carried)
        for at, (label, what) in enumerate(meanings)
        if len(carried := value(b=desk.lab, l=desk.lang, **what)) <= VALUE_LIMIT
    ]
    return [section(fill(question, desk.lang)), *([actions(*elements)] if elements else [])]


def verdict_line(told: Told) -> Mrkdwn:
    """Give the verdict of the changed network in one line."""
    sign = Mrkdwn(diagnoses.SIGNS[told.diagnosis.verdict_class])
    now = fill(words.VERDICT_NOW, told.lang, headline=diagnoses.headline(told))
    return join((sign, now, code(told.diagnosis.verdict.value)), "  ")


def _next_hint(desk: Desk) -> list[Json]:
    if desk.hints >= desk.of_hints:
        return []
    at = desk.hints + 1
    label = words.HINT.say(desk.lang).format(at=at, count=desk.of_hints)
    about = value(b=desk.lab, l=desk.lang, a="hint", n=str(at))
    return [button(label, f"{Action.ACT_IN_LAB}.1", about)]


def _act(desk: Desk, what: str, label: Words, at: int, **more: str) -> Json:
    return button(label.say(desk.lang), f"{Action.ACT_IN_LAB}.{at}", value(b=desk.lab, l=desk.lang, a=what, **more))


def _entry(desk: Desk) -> list[Json]:
    entry, title = desk.entry
    label = words.READ_ENTRY.say(desk.lang).format(title=title)
    return [button(label, f"{Action.PICK_ENTRY}.0", value(e=entry, l=desk.lang))] if entry else []
