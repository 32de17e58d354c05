"""A question for the knowledge base, from what was said to what is posted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.blocks import answer as answers
from bot.state.store import Thread, ThreadKind

if TYPE_CHECKING:
    from bot.listeners.posting import InThread, Place, Reply
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang
    from knowledge.answer import Answer

LOG = logging.getLogger("routelore")


def answer_in_thread(resources: Resources, reply: InThread, question: str, lang: Lang) -> None:
    """Answer in the thread and remember it, so that the asker can go on there.

    Remembered first: whoever reads the answer may write on before this returns.
    """
    found = resources.services.notes.answer(question, lang, team=reply.place.team)
    remember_answer(resources, reply.place, question, found.lang)
    _post(reply, found)


def answer_to_one(resources: Resources, reply: Reply, team: str, question: str, lang: Lang) -> None:
    """Answer for the asker's eyes."""
    _post(reply, resources.services.notes.answer(question, lang, team=team))


def overheard(resources: Resources, reply: InThread, question: str, lang: Lang, *, by_asker: bool) -> None:
    """Answer something said in the bot's thread to nobody by name: where the notes know it, or where the asker asks on."""
    found = resources.services.notes.answer(question, lang, team=reply.place.team)
    asks = by_asker and question.rstrip().endswith(("?", "？"))
    if answers.known(found) or asks:
        _post(reply, found)


def _post(reply: Reply, found: Answer) -> None:
    reply.say(answers.answer(found), answers.plain(found))
    LOG.info("answered kind=%s lang=%s", type(found).__name__.lower(), found.lang)


def remember_answer(resources: Resources, place: Place, question: str, lang: Lang) -> None:
    """Remember the thread as one of answers, unless it is about a diagnosis already."""
    known = resources.state.thread(place.team, place.channel, place.ts)
    if known is None or known.kind is ThreadKind.ANSWER:
        resources.state.keep_thread(
            Thread(
                team=place.team,
                channel=place.channel,
                ts=place.ts,
                kind=ThreadKind.ANSWER,
                lang=lang,
                asker=place.user,
                question=question,
            )
        )
