"""An answer from the knowledge base: what was found, what could be meant, or that nothing is known."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from bot import wording
from bot.blocks import feedback
from bot.blocks.dates import day
from bot.blocks.mrkdwn import from_markdown
from bot.blocks.paging import sections
from bot.blocks.parts import (
    BUTTON_LIMIT,
    VALUE_LIMIT,
    Json,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    cut,
    divider,
    esc,
    fill,
    italic,
    join,
    link,
    section,
)
from bot.ids import Action
from bot.phrases import answers as words
from bot.understanding.lexicon import ROUTING
from knowledge.answer import Ambiguous, Found, Missing
from knowledge.taught.entry import is_taught

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.words import Lang
    from knowledge.answer import Answer
    from knowledge.entry import Entry

#: The question travels with its button, within what a button may carry.
QUESTION_KEPT = 1200
#: So many entries are kept as they are shown, each in both languages: the same few answer most of what is asked.
SHOWN_KEPT = 512
_SHORTER = 100
_ABOUT_WAYS = re.compile(ROUTING, re.IGNORECASE)
_NAMED_ROUTE = re.compile(r"route ?53", re.IGNORECASE)  # which has nothing to do with where traffic goes


def answer(*found: Answer) -> list[Json]:
    """Give the message for whatever the knowledge base said; where a message held several questions, one after another."""
    blocks: list[Json] = []
    for one in found:
        blocks += ([divider()] if blocks else []) + _one(one)
    return blocks


def known(*found: Answer) -> bool:
    """Say whether there is an answer among these, rather than refusals and questions back."""
    return any(isinstance(one, Found) for one in found)


def plain(*found: Answer) -> Mrkdwn:
    """Give what a notification shows."""
    return join((_plain(one) for one in found), " · ")


def entry(one: Entry, lang: Lang) -> list[Json]:
    """Give an entry: title, answer, correction of the notes, where it comes from and when it was last reviewed."""
    return list(_shown(one, lang))


@lru_cache(SHOWN_KEPT)
def _shown(one: Entry, lang: Lang) -> tuple[Json, ...]:
    blocks = [section(bold(one.title.say(lang))), *sections(from_markdown(one.answer.say(lang)))]
    if one.correction is not None:
        blocks.append(context(fill(wording.CORRECTION, lang, text=from_markdown(one.correction.say(lang)))))
    pages = (link(page.url, page.title) for page in one.links)
    seen = fill(words.APPROVED if is_taught(one) else words.REVIEWED, lang, day=day(one.reviewed))
    return (*blocks, context(join((_source(one, lang), *pages, seen), "  ·  ")))


def chosen(one: Entry, question: str, lang: Lang) -> list[Json]:
    """Give an entry that somebody chose, with what can be done about it; `question` is what it was offered for, if known."""
    asked = question or one.title.say(lang)
    return [*entry(one, lang), actions(*feedback.buttons(asked, one.id, lang), *_check(one, asked, lang))]


def why(found: Answer, lang: Lang) -> list[Json]:
    """Give why this answer was chosen."""
    return [context(esc(found.why(lang)))]


def _one(found: Answer) -> list[Json]:
    match found:
        case Found():
            return [*entry(found.match.entry, found.lang), _below(found)]
        case Ambiguous():
            return _ambiguous(found)
        case Missing():
            return _missing(found)
        case _:
            assert_never(found)


def _plain(found: Answer) -> Mrkdwn:
    match found:
        case Found():
            return esc(found.match.entry.title.say(found.lang))
        case Ambiguous():
            return fill(wording.AMBIGUOUS, found.lang)
        case Missing():
            return esc(words.refusal(found.outside).say(found.lang))
        case _:
            assert_never(found)


def _source(one: Entry, lang: Lang) -> Mrkdwn:
    if is_taught(one):
        return fill(words.TAUGHT, lang)
    return fill(words.source(one.source), lang, note=esc(one.source.note), heading=italic(one.source.heading))


def _below(found: Found) -> Json:
    """Give what can be pressed below an answer: how it was, why it came, and one's own network where it is about that."""
    one, lang = found.match.entry, found.lang
    return actions(
        *feedback.buttons(found.question, one.id, lang),
        button(wording.WHY_MATCHED.say(lang), Action.WHY_MATCHED, carried(found.question, lang)),
        *_check(one, found.question, lang),
    )


def _check(one: Entry, question: str, lang: Lang) -> list[Json]:
    """Give the way to the diagnosis, where the entry can be checked in a network or the question was about ways."""
    if one.diagnose is None and not _is_about_ways(question):
        return []
    return [button(wording.DIAGNOSE_MINE.say(lang), Action.OPEN_DIAGNOSE)]


def _is_about_ways(question: str) -> bool:
    return _ABOUT_WAYS.search(_NAMED_ROUTE.sub("", question)) is not None


def _ambiguous(found: Ambiguous) -> list[Json]:
    offered = {one.entry.id: one.entry.title.say(found.lang) for one in found.options}
    value = carried(found.question, found.lang, e="")
    none_of_these = button(words.NONE_OF_THESE.say(found.lang), Action.WRONG, value)
    return [
        section(fill(wording.AMBIGUOUS, found.lang)),
        actions(*_offers(offered, found)),
        actions(*_beyond_the_notes(found), none_of_these),
    ]


def _missing(found: Missing) -> list[Json]:
    """Give the honest answer, where to ask instead, the nearest topics, and the ways to an answer."""
    blocks = [section(esc(words.refusal(found.outside).say(found.lang)))]
    if found.nearest:
        near = {topic.slug: topic.name.say(found.lang) for topic in found.nearest}
        blocks += [context(fill(wording.NEAREST, found.lang)), actions(*_offers(near, found))]
    if words.is_talk(found.outside):
        return blocks
    teach = button(words.I_KNOW.say(found.lang), Action.TEACH, carried(found.question, found.lang))
    hear_back = feedback.missing_buttons(found.question, found.lang)
    return [*blocks, actions(*_beyond_the_notes(found), *hear_back, teach)]


def _beyond_the_notes(found: Ambiguous | Missing) -> list[Json]:
    """Give the ways on: a person, and one's own network where the question is about where traffic goes."""
    row = [button(wording.ASK_TEAM.say(found.lang), Action.ASK_TEAM, carried(found.question, found.lang))]
    if _is_about_ways(found.question):
        row.insert(0, button(wording.DIAGNOSE_MINE.say(found.lang), Action.OPEN_DIAGNOSE))
    return row


def _offers(offered: Mapping[str, str], found: Answer) -> list[Json]:
    return [
        button(cut(name, BUTTON_LIMIT), f"{Action.PICK_ENTRY}.{at}", carried(found.question, found.lang, e=slug))
        for at, (slug, name) in enumerate(offered.items())
    ]


def carried(question: str, lang: Lang, **more: str) -> str:
    """Give what a button carries of a question: as much of it as a button may carry."""
    value = ""
    for kept in range(min(len(question), QUESTION_KEPT), -1, -_SHORTER):
        value = json.dumps({"q": question[:kept], **more, "l": lang}, ensure_ascii=False, separators=(",", ":"))
        if len(value) <= VALUE_LIMIT:
            break
    return value
