"""A question for the knowledge base, from what was said to what is posted."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.blocks import answer as answers
from bot.state.aliases import alias
from bot.state.store import Thread, ThreadKind
from bot.telemetry.happenings import answered
from bot.undertaking import last
from knowledge.answer import Found
from knowledge.glossary import Kind
from knowledge.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.listeners.posting import InThread, Place, Reply
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang
    from knowledge.answer import Answer

#: How a question, or a demand to be told something, ends or begins.
_ASKS = re.compile(
    r"[?？]\s*$|(?:은|는|은요|는요|나요|까요|가요|뭐야|뭔데|어때|어때요|왜|왜요)[.~]*\s*$|알려|설명|말해|보여|자세히"
    r"|^(?:what|why|how|when|where|which|who|is|are|does|do|can|could|should|will|tell|show|explain)\b",
    re.IGNORECASE,
)
#: How long what was asked is still what "and that one?" is about, where no thread holds the two together.
STILL_MEANT = timedelta(minutes=30)


def look_up(resources: Resources, place: Place, question: str, lang: Lang, *, fresh: bool = False) -> tuple[Answer, ...]:
    """Give what the notes say to a message, one answer for each question that it holds; `fresh` where it begins a thread.

    A question that leans on what was said is understood with what was asked in its thread before. In a direct message
    people write on below, without a thread: there it is what was asked in the last half hour, and so it is with commands.
    Whoever neither asks nor names anything ("I will do that tomorrow") asks nothing about what was said, either.
    """
    before = _before(resources, place, fresh=fresh)
    if before and _ASKS.search(question) is None and not _names_a_thing(resources, place.team, question):
        before = ()
    return resources.services.notes.answers(question, lang, team=place.team, before=before)


def _before(resources: Resources, place: Place, *, fresh: bool) -> tuple[str, ...]:
    talk = resources.state.talk
    before = talk.before(place.team, place.channel, place.ts) if place.ts and not fresh else ()
    if not before and (place.direct or not place.ts):
        return talk.lately(place.team, _conversation(place), STILL_MEANT)
    return before


def _conversation(place: Place) -> str:
    """Give what holds talk together: the channel, or what only they have who ask by command, whatever channel that is in."""
    return place.channel if place.ts else alias(place.team, place.user)


def _names_a_thing(resources: Resources, team: str, question: str) -> bool:
    """Say whether a message names something that the notes speak of."""
    return any(token.kind is Kind.THING for token in resources.services.notes.of(team).speller.read(question).tokens)


def look_up_again(resources: Resources, place: Place, question: str, lang: Lang) -> Answer:
    """Give the answer to a question that was answered in a thread already, understood as it was then."""
    notes, said = resources.services.notes, resources.state.talk.before(place.team, place.channel, place.ts)
    at = next((at for at in reversed(range(len(said))) if question in normalise(said[at]) or question in said[at]), None)
    if at is None:
        return notes.answer(question, lang, team=place.team)
    found = notes.answers(said[at], lang, team=place.team, before=said[:at])
    return next((one for one in found if one.question == question), found[0])


def answer_in_thread(resources: Resources, reply: InThread, question: str, lang: Lang) -> None:
    """Answer in the thread and remember it, so that the asker can go on there.

    Remembered first: whoever reads the answer may write on before this returns.
    """
    found = look_up(resources, reply.place, question, lang, fresh=reply.fresh)
    remember_answer(resources, reply.place, question, found[0].lang, found)
    last()
    post(reply, found)


def answer_to_one(resources: Resources, reply: Reply, place: Place, question: str, lang: Lang) -> None:
    """Answer for the asker's eyes; `place` has no ts where no thread holds what the asker asks."""
    found = look_up(resources, place, question, lang)
    took(resources, place, question, found)
    post(reply, found)


def overheard(resources: Resources, reply: InThread, question: str, lang: Lang, *, by_asker: bool) -> None:
    """Answer something said in the bot's thread to nobody by name: where the notes know it, or where the asker asks on.

    People talk to each other there. What they say is read with what was asked before only where it is a question, and
    one of the asker's or about something that the notes speak of.
    """
    team, asks = reply.place.team, _ASKS.search(question) is not None
    if asks and (by_asker or _names_a_thing(resources, team, question)):
        found = look_up(resources, reply.place, question, lang)
    else:
        found = resources.services.notes.answers(question, lang, team=team)
    if answers.known(*found) or (by_asker and question.rstrip().endswith(("?", "？"))):
        took(resources, reply.place, question, found)
        post(reply, found)


def post(reply: Reply, found: Sequence[Answer]) -> None:
    """Post the answers as one message."""
    reply.say(answers.answer(*found), answers.plain(*found))
    for one in found:
        answered(type(one).__name__.lower(), one.match.entry.id if isinstance(one, Found) else "", one.lang)


def remember_answer(resources: Resources, place: Place, question: str, lang: Lang, found: Sequence[Answer] = ()) -> None:
    """Remember the thread as one of answers, unless it is about a diagnosis already, what was asked in it, and count it."""
    thread = Thread(
        team=place.team,
        channel=place.channel,
        ts=place.ts,
        kind=ThreadKind.ANSWER,
        lang=lang,
        asker=alias(place.team, place.channel, place.ts, place.user),
        question=question,
    )
    resources.state.answered.add(place.team, (place.channel, place.ts), question, found, place.shared, thread)


def took(resources: Resources, place: Place, question: str, found: Sequence[Answer]) -> None:
    """Remember what was asked, for the next question to lean on, and count it."""
    held_by = (_conversation(place), place.ts)
    resources.state.answered.add(place.team, held_by, question, found, place.shared, None)
