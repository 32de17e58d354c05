"""The questions that need an answer, as maintainers see them: in Home, and where they ask for them."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from bot.blocks.dates import day
from bot.blocks.feedback import carried
from bot.blocks.parts import Json, Mrkdwn, actions, bold, button, context, cut, divider, esc, fill, header, join, section
from bot.ids import Action
from bot.phrases import backlog as words
from knowledge.backlog import Shortfall, most_wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnostics.model.words import Lang
    from knowledge.backlog import Want

#: What is shown of a question, and of the other ways in which it was asked.
SHOWN, ALSO_SHOWN, MOST_ALSO = 300, 120, 2
MOST_IN_HOME, MOST_IN_MESSAGE = 5, 15


def backlog(wants: Sequence[Want], titles: Mapping[str, str], lang: Lang, most: int) -> list[Json]:
    """Give the questions that were asked most, newest last, and how many more there are; `titles` names entries by id."""
    heading = header(words.TITLE.say(lang))
    if not wants:
        return [heading, context(fill(words.NONE, lang))]
    shown = most_wanted(wants, most)
    blocks = [heading, context(_how_many(wants, lang))]
    for at, want in enumerate(shown):
        blocks += _want(want, titles, lang, at)
    if left := len(wants) - len(shown):
        more = fill(words.MORE, lang, count=esc(f"{left:,}"))
        where = words.MORE_IN_HOME if most == MOST_IN_HOME else words.MORE_WHERE
        blocks.append(context(join((more, fill(where, lang)), " ")))
    return blocks


def name_of(want: Want) -> tuple[str, ...]:
    """Give what a button calls a question: something short for each of its phrasings, of which the first travels."""
    return tuple(blake2b(text.encode(), digest_size=12).hexdigest() for text in want.texts)


def _how_many(wants: Sequence[Want], lang: Lang) -> Mrkdwn:
    askings = sum(want.count for want in wants)
    if len(wants) == 1:
        return fill(words.ONE, lang)
    return fill(words.HOW_MANY, lang, wants=esc(f"{len(wants):,}"), askings=esc(f"{askings:,}"))


def _want(want: Want, titles: Mapping[str, str], lang: Lang, at: int) -> list[Json]:
    """Give one question with how often and when it was asked, what fell short, and what can be done."""
    text = want.said(lang)
    small = [_times(want, lang), _dates(want, lang), _shortfalls(want, lang)]
    if want.entry in titles:
        small.append(fill(words.ABOUT_ENTRY, lang, entry=esc(titles[want.entry])))
    lines = [join(small, "  ·  ")]
    if others := [one for one in want.texts if one != text][:MOST_ALSO]:
        also = join((esc(f"“{cut(_line(one), ALSO_SHOWN)}”") for one in others), ", ")
        lines.append(fill(words.ALSO, lang, texts=also))
    about = join((bold(cut(_line(text), SHOWN)), *lines), "\n")
    return [divider(), section(about), actions(*_buttons(want, text, lang, at))]


def _buttons(want: Want, text: str, lang: Lang, at: int) -> list[Json]:
    dismiss = button(words.DISMISS.say(lang), f"{Action.DISMISS}.{at}", _value(w=name_of(want)[0], l=lang))
    if Shortfall.DIAGNOSIS in want.shortfalls:
        return [dismiss]
    return [button(words.TEACH.say(lang), Action.TEACH, carried(text, lang, want.entry)), dismiss]


def _times(want: Want, lang: Lang) -> Mrkdwn:
    return fill(words.ONCE, lang) if want.count == 1 else fill(words.TIMES, lang, count=esc(f"{want.count:,}"))


def _dates(want: Want, lang: Lang) -> Mrkdwn:
    first, last = want.first.date(), want.last.date()
    return day(last) if first == last else fill(words.BETWEEN, lang, first=day(first), last=day(last))


def _shortfalls(want: Want, lang: Lang) -> Mrkdwn:
    counts = want.shortfalls.items()
    return join((fill(words.SHORTFALLS[kind], lang, count=esc(str(count))) for kind, count in counts), ", ")


def _line(text: str) -> str:
    return " ".join(text.split())


def _value(**what: str) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
