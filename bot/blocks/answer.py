"""An answer from the knowledge base: what was found, what could be meant, or that nothing is known."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, assert_never

from bot import wording
from bot.blocks.mrkdwn import from_markdown
from bot.blocks.paging import sections
from bot.blocks.parts import (
    BUTTON_LIMIT,
    Json,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    cut,
    esc,
    fill,
    italic,
    join,
    link,
    section,
)
from bot.ids import Action
from bot.understanding.lexicon import ROUTING
from knowledge.answer import Ambiguous, Found, Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.words import Lang
    from knowledge.answer import Answer
    from knowledge.entry import Entry

#: The question travels with its button, within what a button may carry.
QUESTION_KEPT = 1200
_ABOUT_WAYS = re.compile(ROUTING, re.IGNORECASE)


def answer(found: Answer) -> list[Json]:
    """Give the message for whatever the knowledge base said."""
    match found:
        case Found():
            return [*entry(found.match.entry, found.lang), *_below(found)]
        case Ambiguous():
            return _ambiguous(found)
        case Missing():
            return _missing(found)
        case _:
            assert_never(found)


def known(found: Answer) -> bool:
    """Say whether this is an answer rather than a refusal or a question back."""
    return isinstance(found, Found)


def plain(found: Answer) -> Mrkdwn:
    """Give what a notification shows."""
    match found:
        case Found():
            return esc(found.match.entry.title.say(found.lang))
        case Ambiguous():
            return fill(wording.AMBIGUOUS, found.lang)
        case Missing():
            return fill(wording.MISSING, found.lang)
        case _:
            assert_never(found)


def entry(one: Entry, lang: Lang) -> list[Json]:
    """Give an entry: title, answer, correction of the notes, and where it comes from."""
    blocks = [section(bold(one.title.say(lang))), *sections(from_markdown(one.answer.say(lang)))]
    if one.correction is not None:
        blocks.append(context(fill(wording.CORRECTION, lang, text=from_markdown(one.correction.say(lang)))))
    source = fill(wording.SOURCE, lang, heading=italic(one.source.heading))
    pages = [link(page.url, page.title) for page in one.links]
    blocks.append(context(join((source, *pages), "  ·  ")))
    return blocks


def why(found: Answer, lang: Lang) -> list[Json]:
    """Give why this answer was chosen."""
    return [context(esc(found.why(lang)))]


def _below(found: Found) -> list[Json]:
    row = [button(wording.WHY_MATCHED.say(found.lang), Action.WHY_MATCHED, _question(found.question, found.lang))]
    if found.match.entry.diagnose is not None:
        row.append(button(wording.DIAGNOSE_MINE.say(found.lang), Action.OPEN_DIAGNOSE))
    return [actions(*row)]


def _ambiguous(found: Ambiguous) -> list[Json]:
    offered = {one.entry.id: one.entry.title.say(found.lang) for one in found.options}
    return [section(fill(wording.AMBIGUOUS, found.lang)), actions(*_offers(offered, found.lang), *_beyond_the_notes(found))]


def _missing(found: Missing) -> list[Json]:
    """Give the honest answer, the nearest topics, and the way to a person."""
    blocks = [section(fill(wording.MISSING, found.lang))]
    if found.outside is not None:
        blocks.append(context(fill(wording.OUT_OF_SCOPE, found.lang, topic=esc(found.outside.name.say(found.lang)))))
    if found.nearest:
        blocks.append(context(fill(wording.NEAREST, found.lang)))
    near = {topic.slug: topic.name.say(found.lang) for topic in found.nearest}
    return [*blocks, actions(*_offers(near, found.lang), *_beyond_the_notes(found))]


def _beyond_the_notes(found: Ambiguous | Missing) -> list[Json]:
    """Give the ways on: a person, and one's own network where the question is about where traffic goes."""
    row = [button(wording.ASK_TEAM.say(found.lang), Action.ASK_TEAM, _question(found.question, found.lang))]
    if _ABOUT_WAYS.search(found.question):
        row.insert(0, button(wording.DIAGNOSE_MINE.say(found.lang), Action.OPEN_DIAGNOSE))
    return row


def _offers(offered: Mapping[str, str], lang: Lang) -> list[Json]:
    return [
        button(cut(name, BUTTON_LIMIT), f"{Action.PICK_ENTRY}.{at}", _value(e=slug, l=lang))
        for at, (slug, name) in enumerate(offered.items())
    ]


def _question(question: str, lang: Lang) -> str:
    return _value(q=question[:QUESTION_KEPT], l=lang)


def _value(**what: str) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
