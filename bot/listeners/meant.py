"""What a message means where it is said: in a diagnosis, beside one, or about the same in another account."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.blocks import answer as answers
from bot.listeners import diagnosing
from bot.listeners.answering import STILL_MEANT, look_up
from bot.listeners.live import known_names
from bot.listeners.unknown_source import names_of
from bot.state.store import Thread, ThreadKind
from bot.understanding import demands, intents
from bot.understanding.intents import Another, Ask, Diagnose, Show, Unclear
from bot.understanding.supposing import WhatIf

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.listeners.posting import Place
    from bot.listeners.resources import Resources
    from bot.understanding.intents import Intent
    from bot.understanding.whereabouts import Whereabouts

#: So few words beside an account are no question of their own: "and in dev?".
WORDS_OF_NO_QUESTION = 3


def meant(text: str, thread: Thread | None, where: Whereabouts, names: frozenset[str]) -> Intent:
    """Give what a message means; where it names an account, that is no part of what is asked about it."""
    network = thread if thread is not None and thread.about_a_network else None
    if network is None:
        intent = intents.parse(where.rest, names) if where else None
        return intent if isinstance(intent, Diagnose) else intents.parse(text, names)
    if not where or network.kind is not ThreadKind.DIAGNOSIS:
        return intents.follow_up(text, names)
    if where.fits(network.account, network.region):
        return intents.follow_up(where.rest, names)
    return _elsewhere(network, where, names) or intents.follow_up(text, names)


def _elsewhere(thread: Thread, where: Whereabouts, names: frozenset[str]) -> Diagnose | None:
    """Give the same question about another account or Region ("and in dev?"); None where it is about none."""
    intent = intents.follow_up(where.rest, names)
    short = len(where.rest.split()) <= WORDS_OF_NO_QUESTION
    if not (isinstance(intent, Another) or (isinstance(intent, Ask | Unclear) and short)):
        return None
    same = Diagnose(sources=thread.sources, to=thread.to, lang=intent.lang or thread.lang, question=thread.question)
    if isinstance(intent, Another):
        same = replace(same, sources=intent.sources or same.sources, to=intent.to or same.to, sure=intent.sure)
    return same if same.sources and same.to else None


def names_here(resources: Resources, client: WebClient, place: Place, thread: Thread | None) -> frozenset[str]:
    """Give the Name tags that a sentence may use: the person's, and those of the snapshot that somebody brought here."""
    names = known_names(resources, client, place)
    if thread is None or thread.kind is not ThreadKind.DROPPED:
        return names
    snapshot = diagnosing.snapshot_behind(thread)
    return names if snapshot is None else names | names_of(snapshot)


def perhaps_a_place(resources: Resources, place: Place, asked: Ask, *, fresh: bool) -> Diagnose | None:
    """Give the diagnosis that may be meant by what the notes cannot answer, while no name of the network is known yet.

    `fresh` is it where the question begins a thread.
    """
    perhaps = intents.hunch(asked.question)
    known = perhaps is not None and answers.known(*look_up(resources, place, asked.question, asked.lang, fresh=fresh))
    return None if known else perhaps


def latest(resources: Resources, place: Place, text: str, names: frozenset[str]) -> Thread | None:
    """Give the last diagnosis of a direct message for a follow-up that was written beside its thread."""
    if not isinstance(intents.follow_up(text, names), Another | Show | WhatIf):
        return None
    if isinstance(intents.parse(text, names), Diagnose):
        return None
    return resources.state.latest_diagnosis(place.team, place.channel, place.user, STILL_MEANT)


def pointed_at(resources: Resources, place: Place, text: str, thread: Thread | None) -> Thread | None:
    """Give the last diagnosis of a direct message where "that", said beside its thread, can mean nothing else."""
    if thread is not None or not place.direct or not demands.points_back(text):
        return None
    return resources.state.latest_diagnosis(place.team, place.channel, place.user, STILL_MEANT)
