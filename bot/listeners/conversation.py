"""What was said to the bot, by whichever surface: what it means, and who does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot import captions, wording
from bot.blocks.home import help_message
from bot.blocks.parts import Mrkdwn, actions, button, esc, fill, section
from bot.deliveries import message_key
from bot.ids import Action
from bot.listeners import costs, dropped_files, follow_ups, seen
from bot.listeners.answering import answer_in_thread, overheard
from bot.listeners.cancelling import said_to_cancel, says_stop, stop_the_rest
from bot.listeners.downloads import described
from bot.listeners.live import Look, look, whereabouts
from bot.listeners.meant import latest, meant, names_here, perhaps_a_place, pointed_at
from bot.listeners.overview import overview
from bot.listeners.posting import InThread, alone, sentence
from bot.listeners.reasons import attempt
from bot.listeners.surfaces import Wisher, grant
from bot.listeners.turning_away import may_ask
from bot.listeners.warrant import admitted, again
from bot.understanding import demands, intents
from bot.understanding.intents import Another, Ask, Diagnose, Help, OpenModal, Show, Thanks, Unclear
from bot.understanding.lexicon import LONGEST
from bot.understanding.supposing import WhatIf
from bot.understanding.whereabouts import NOWHERE
from bot.understanding.wishes import BESIDE_LESSONS, wish_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk import WebClient

    from bot.listeners.posting import Place, Reply
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from bot.understanding.intents import Intent
    from bot.understanding.whereabouts import Whereabouts
    from diagnostics.model.words import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message of a person, with the files that it brought; `addressed` where the bot was meant."""

    place: Place
    ts: str
    text: str
    in_thread: bool
    addressed: bool
    files: tuple[Mapping[str, Any], ...] = ()


def hear(resources: Resources, client: WebClient, said: Said) -> None:
    """Answer a message, unless it was answered already or was not meant for the bot."""
    place = said.place
    thread = resources.state.thread(place.team, place.channel, place.ts) if said.in_thread else None
    if said_to_cancel(resources, place, said.text, in_thread=said.in_thread) or (not said.addressed and thread is None):
        return
    if not resources.state.first_time(message_key(place.team, place.channel, said.ts, place.user)):
        return
    lang = _language(resources, client, said, thread)
    reply = InThread(client, place, fresh=not said.in_thread)
    if not said.addressed or may_ask(resources, place, reply, lang):
        attempt(lambda: _answer(resources, reply, said, thread, lang), lambda text: sentence(reply, text), lang)


def _language(resources: Resources, client: WebClient, said: Said, thread: Thread | None) -> Lang:
    """Give the language to answer in: that of the words, else of the thread, else of the person's Slack."""
    spoken = intents.spoken(intents.plain(said.text))
    if spoken is not None:
        return spoken
    return thread.lang if thread is not None else resources.people.language(client, said.place.user)


def _answer(resources: Resources, reply: InThread, said: Said, thread: Thread | None, lang: Lang) -> None:
    place = said.place
    if _at_home(resources, reply, said, thread, lang):
        return
    if said.addressed and says_stop(said.text):
        sentence(reply, fill(stop_the_rest(resources, place, in_thread=said.in_thread), lang))
        return
    if _handed_over(resources, reply, said, thread, lang) or _shown(resources, reply, said, thread, lang):
        return
    names = names_here(resources, reply.client, place, thread)
    if thread is None and place.direct:
        thread = latest(resources, place, said.text, names)
    where = whereabouts(resources, reply.client, place, said.text, names)
    intent = meant(said.text, thread, where, names)
    if isinstance(intent, Ask) and said.addressed and thread is None and not names:
        intent = perhaps_a_place(resources, place, intent, fresh=reply.fresh) or intent
    if said.addressed:
        act(resources, reply, intent, lang, thread=thread, length=len(said.text), where=where)
    else:
        _overhear(resources, reply, intent, lang, thread, where)


def _at_home(resources: Resources, reply: InThread, said: Said, thread: Thread | None, lang: Lang) -> bool:
    """Leave to other surfaces what is theirs: what is said in threads of their own, and wishes; False for the rest.

    A file makes nothing else of such a thread.
    """
    take = resources.surfaces.threads.get(thread.kind) if thread is not None else None
    if thread is not None and take is not None:
        if said.files:
            sentence(reply, fill(captions.FILE_ELSEWHERE, lang))
        if take(resources, reply, thread, said.text, lang) or said.files:
            return True
    elsewhere = thread is not None and wish_in(said.text) in BESIDE_LESSONS
    return said.addressed and not elsewhere and grant(resources, _wisher(reply, lang), said.text)


def _wisher(reply: InThread, lang: Lang) -> Wisher:
    place = reply.place
    return Wisher(client=reply.client, team=place.team, user=place.user, channel=place.channel, reply=reply, lang=lang)


def _handed_over(resources: Resources, reply: InThread, said: Said, thread: Thread | None, lang: Lang) -> bool:
    """Take what is no sentence: a file, or output of somebody's tools; False where the message holds neither."""
    network = thread if thread is not None and thread.about_a_network else None
    for file in [described(reply.client, one) for one in said.files]:
        if said.addressed and file.is_archive:
            dropped_files.take(resources, reply, file, lang, lambda thread: _said_beside(resources, reply, said, thread))
            return True
        if network is not None and file.is_text:
            if not admitted(resources, reply, network, network.lang):
                return True
            seen.read_dropped_text(resources, reply, network, file, network.lang)
            return True
    if network is not None and (pasted := seen.evidence_in(said.text)):
        if admitted(resources, reply, network, network.lang):
            seen.read_pasted(resources, reply, network, pasted, network.lang)
        return True
    if said.addressed and said.files and not intents.plain(said.text):
        dropped_files.take(resources, reply, described(reply.client, said.files[0]), lang)
        return True
    return False


def _said_beside(resources: Resources, reply: InThread, said: Said, dropped: Thread) -> None:
    """Do what was asked in the message that brought a snapshot: its words are about what is in it."""
    if not intents.plain(said.text) or _shown(resources, reply, said, dropped, dropped.lang):
        return
    intent = intents.follow_up(said.text, names_here(resources, reply.client, said.place, dropped))
    if isinstance(intent, Another | Show | WhatIf) and (isinstance(intent, Another) or intent.sources):
        act(resources, reply, intent, dropped.lang, thread=dropped)


def _shown(resources: Resources, reply: InThread, said: Said, thread: Thread | None, lang: Lang) -> bool:
    """Show what is about no single place: every subnet at a glance, or what one's tools should show; False for the rest."""
    network = thread if thread is not None and thread.about_a_network else None
    if (said.addressed or network is not None) and _overview(resources, reply, said, network, lang):
        return True
    if network is not None and demands.wants_to_see(said.text):
        if admitted(resources, reply, network, lang):
            seen.show_prediction(resources, reply, network, lang)
        return True
    if (
        demands.wants_costs(said.text)
        and (about := network or pointed_at(resources, said.place, said.text, thread)) is not None
    ):
        if admitted(resources, reply, about, lang):
            costs.show_costs(resources, reply, about, intents.plain(said.text), lang)
        return True
    return False


def _overview(resources: Resources, reply: InThread, said: Said, network: Thread | None, lang: Lang) -> bool:
    """Show every subnet: of the thread's snapshot, or of the account that is meant; False where that is not asked for."""
    where = whereabouts(resources, reply.client, reply.place, said.text, frozenset())
    wanted = demands.overview_in(where.rest if where else said.text)
    if wanted is None:
        return False
    lang = wanted.lang or lang
    if network is None or network.snapshot is None or not where.fits(network.account, network.region):
        look(resources, _look(reply, wanted, lang, where=where, thread=network))
    elif admitted(resources, reply, network, lang):
        overview(resources, reply, wanted, lang, again(network, reply.place), network)
    return True


def _look(
    reply: InThread, wanted: Diagnose | demands.Overview, lang: Lang, *, where: Whereabouts, thread: Thread | None
) -> Look:
    return Look(
        client=reply.client,
        place=reply.place,
        wanted=wanted,
        lang=lang,
        told=alone(reply),
        where=where,
        here=reply,
        thread=thread,
    )


def act(
    resources: Resources,
    reply: InThread,
    intent: Intent,
    lang: Lang,
    *,
    thread: Thread | None,
    length: int = 0,
    where: Whereabouts = NOWHERE,
    told: Reply | None = None,
) -> None:
    """Do what was meant, in the thread, or where only the asker sees it; `told` tells them alone."""
    match intent:
        case Diagnose():
            one = _look(reply, replace(intent, lang=lang), lang, where=where, thread=thread)
            look(resources, replace(one, told=told or one.told, instead=_instead(resources, reply, intent, lang)))
        case Another() | Show() | WhatIf() if thread is not None:
            if admitted(resources, reply, thread, intent.lang or lang):
                follow_ups.follow(resources, reply, thread, intent, intent.lang or lang)
        case Ask():
            answer_in_thread(resources, reply, intent.question, lang)
        case Help():
            reply.say(help_message(lang), fill(wording.HELP_TITLE, lang))
        case Thanks():
            sentence(reply, fill(wording.THANKED, lang))
        case OpenModal():
            offer_form(reply, lang)
        case Unclear(reason="too-long"):
            sentence(reply, too_long(length, lang))
        case Unclear(reason="no-service"):
            sentence(reply, fill(wording.ONLY_SERVICES, lang))
        case _:
            sentence(reply, fill(wording.EMPTY, lang))


def _instead(resources: Resources, reply: InThread, meant: Diagnose, lang: Lang) -> Callable[[], None] | None:
    """Give the answer of the notes to what is a diagnosis only by names that somebody without rights cannot know."""
    if not meant.hunch and not isinstance(intents.parse(meant.question), Ask):
        return None
    return lambda: answer_in_thread(resources, reply, meant.question, lang)


def too_long(length: int, lang: Lang) -> Mrkdwn:
    """Give the sentence for a question that is too long."""
    return fill(wording.TOO_LONG, lang, length=esc(f"{length:,}"), limit=esc(f"{LONGEST:,}"))


def offer_form(reply: InThread, lang: Lang) -> None:
    """Offer the form where it cannot be opened without a click."""
    question = fill(wording.WHICH_SOURCE, lang)
    open_it = button(wording.HOME_DIAGNOSE.say(lang), Action.OPEN_DIAGNOSE, primary=True)
    reply.say([section(question), actions(open_it)], question)


def _overhear(
    resources: Resources, reply: InThread, intent: Intent, lang: Lang, thread: Thread | None, where: Whereabouts
) -> None:
    """Answer what was said in the bot's thread to nobody by name, where it is clear that the bot can help."""
    by_asker = thread is not None and thread.is_by(reply.place.user)
    match intent:
        case Another(sure=False):
            if by_asker:
                act(resources, reply, intent, lang, thread=thread)
        case Another() | Show() | WhatIf() | Diagnose():
            act(resources, reply, intent, lang, thread=thread, where=where)
        case Ask():
            overheard(resources, reply, intent.question, intent.lang, by_asker=by_asker)
        case _:
            return
