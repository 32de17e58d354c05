"""What is said in the thread of a diagnosis: another place, another service, a part of it; on the same snapshot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import wording
from bot.blocks import answer as answers
from bot.blocks.parts import Mrkdwn, fill, section
from bot.blocks.several import subnet_menu
from bot.listeners.answering import look_up, post, took
from bot.listeners.auditing import SUBNETS, asked_on, looked_on
from bot.listeners.diagnosing import move, snapshot_behind, start
from bot.listeners.posting import InThread, sentence
from bot.listeners.reasons import attempt
from bot.listeners.reporting import report, show, told_of
from bot.listeners.unknown_source import near, offer
from bot.listeners.warrant import again
from bot.listeners.what_ifs import suppose
from bot.services import named_in, not_in
from bot.state.store import ThreadKind
from bot.understanding.intents import Another, Diagnose, Show
from bot.understanding.supposing import WhatIf
from bot.work import Lane
from diagnostics.diagnosis import diagnose
from diagnostics.model.flow import AskerError, Query

if TYPE_CHECKING:
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.network import Subnet
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang


def follow(resources: Resources, reply: InThread, thread: Thread, wanted: Another | Show | WhatIf, lang: Lang) -> None:
    """Promise the follow-up to the pool; whatever keeps it from being done is told in the thread."""

    def tell(text: Mrkdwn) -> None:
        sentence(reply, text)

    def job() -> None:
        attempt(lambda: _follow(resources, reply, thread, wanted, lang), tell, lang)

    if not resources.work.take(job, lambda: tell(fill(wording.STOPPING, lang)), Lane(asker=reply.place.who)):
        tell(fill(wording.BUSY, lang))


def _follow(resources: Resources, reply: InThread, thread: Thread, wanted: Another | Show | WhatIf, lang: Lang) -> None:
    snapshot = snapshot_behind(thread)
    if snapshot is None:
        sentence(reply, fill(wording.NO_SNAPSHOT, lang))
    elif not (thread.sources or wanted.sources):
        looked_on(resources, reply.place, thread, "follow-up", SUBNETS)
        choose_first(reply, snapshot, lang)
    elif isinstance(wanted, WhatIf):
        _suppose(resources, reply, thread, snapshot, wanted, lang)
    elif isinstance(wanted, Show) and wanted.part == "subnets":
        looked_on(resources, reply.place, thread, "follow-up", SUBNETS)
        offer_subnets(reply, thread, snapshot, lang)
    elif isinstance(wanted, Show):
        _show(resources, reply, thread, snapshot, wanted, lang)
    elif wanted.among and not _here(thread, snapshot).id:
        sentence(reply, fill(wording.NO_NETWORK, lang))
    elif wanted.among == "other-zone":
        _other_zone(resources, reply, thread, snapshot, lang)
    elif wanted.among == "vpc":
        whole = replace(wanted, sources=(_here(thread, snapshot).vpc_id,))
        _another(resources, reply, thread, snapshot, whole, lang)
    else:
        _another(resources, reply, thread, snapshot, wanted, lang)


def choose_first(reply: InThread, snapshot: Snapshot, lang: Lang) -> None:
    """Ask for the subnet, in a thread that has none yet because the name that was asked for was nobody's."""
    title = fill(wording.OTHER_SUBNETS, lang)
    reply.say([section(title), *subnet_menu(snapshot.subnets.values(), lang)], title)


def _show(resources: Resources, reply: InThread, thread: Thread, snapshot: Snapshot, wanted: Show, lang: Lang) -> None:
    """Show a part of what the thread is about, or of the source that is named, which then is what the thread is about."""
    sources = wanted.sources or thread.sources
    told = told_of(sources, thread.to, snapshot, lang)
    asked_on(resources, reply.place, thread, "follow-up", told)
    if sources != thread.sources:
        move(resources, reply.place, thread, sources=sources, to=thread.to)
    show(resources, reply, told, wanted.part)


def _suppose(resources: Resources, reply: InThread, thread: Thread, snapshot: Snapshot, wanted: WhatIf, lang: Lang) -> None:
    """Answer a supposition about what the thread is about, or about the source that is named, which it then is about."""
    sources, to = wanted.sources or thread.sources, wanted.to or thread.to
    asked_on(resources, reply.place, thread, "what-if", told_of(sources, to, snapshot, lang))
    suppose(resources, reply, snapshot, wanted, sources=sources, to=to, lang=lang)
    if (sources, to) != (thread.sources, thread.to):
        move(resources, reply.place, thread, sources=sources, to=to)


def _another(resources: Resources, reply: InThread, thread: Thread, snapshot: Snapshot, wanted: Another, lang: Lang) -> None:
    sources, to = _sources(thread, wanted), wanted.to or thread.to
    unknown = not_in(snapshot, named_in(sources, to))
    if unknown and thread.kind is not ThreadKind.DROPPED:
        live = Diagnose(sources=sources, to=to, lang=lang, sure=wanted.sure, question=wanted.question)
        start(resources, reply, live, again(thread, reply.place), anew=(*unknown.buckets, *unknown.functions))
        return
    try:
        told = told_of(sources, to, snapshot, lang)
    except AskerError as error:
        if error.code != "unknown-source":
            raise
        looked_on(resources, reply.place, thread, "follow-up", error.code)
        _unknown(resources, reply, snapshot, wanted, error.particulars["asked"], lang)
        return
    asked_on(resources, reply.place, thread, "follow-up", told)
    move(resources, reply.place, thread, sources=sources, to=to)
    report(resources, reply, told, Diagnose(sources=sources, to=to, lang=lang))


def _sources(thread: Thread, wanted: Another) -> tuple[str, ...]:
    """Give what is asked about now: what was named, beside what the thread is about where the two are compared."""
    if not wanted.beside:
        return wanted.sources or thread.sources
    return tuple(dict.fromkeys((*thread.sources[:1], *wanted.sources)))


def _unknown(resources: Resources, reply: InThread, snapshot: Snapshot, wanted: Another, asked: str, lang: Lang) -> None:
    """Answer from the notes where the word that was guessed to be a name is none; else offer the names that there are."""
    similar = near(wanted.sources, snapshot)
    asks = bool(wanted.question) and not similar and not wanted.sure
    found = look_up(resources, reply.place, wanted.question, lang) if asks else ()
    if answers.known(*found):
        took(resources, reply.place, wanted.question, found)
        post(reply, found)
    else:
        reply.say(*offer(asked, similar, snapshot, lang))


def _other_zone(resources: Resources, reply: InThread, thread: Thread, snapshot: Snapshot, lang: Lang) -> None:
    """Diagnose the sibling subnets of the other Availability Zones: those of the same kind of name, else all."""
    here = _here(thread, snapshot)
    others = [s for s in snapshot.subnets.values() if s.vpc_id == here.vpc_id and s.az != here.az]
    siblings = [s for s in others if _stem(s) and _stem(s) == _stem(here)] or others
    if not siblings:
        sentence(reply, fill(wording.NO_OTHER_ZONE, lang))
        return
    told = told_of([subnet.id for subnet in siblings], thread.to, snapshot, lang)
    asked_on(resources, reply.place, thread, "follow-up", told)
    if len(siblings) == 1:
        move(resources, reply.place, thread, sources=(siblings[0].id,), to=thread.to)
    about = siblings[0].name or siblings[0].id if len(siblings) == 1 else here.vpc_id
    report(resources, reply, told, Diagnose(sources=(about,), to=thread.to, lang=lang))


def _stem(subnet: Subnet) -> str:
    """Give the name without what tells the zones apart: `orchard-a` and `orchard-2c` are of one kind."""
    for ending in (subnet.az, subnet.az[-2:], subnet.az[-1:]):
        for between in "-_. ":
            if ending and subnet.name.casefold().endswith(between + ending.casefold()):
                return subnet.name[: -len(ending) - 1].casefold()
    return ""


def _here(thread: Thread, snapshot: Snapshot) -> Subnet:
    """Give the subnet that the thread is about; the first of them where it is about a VPC."""
    return diagnose(Query(source=thread.sources[0], to=thread.to[0]), snapshot)[0].case.subnet


def offer_subnets(reply: InThread, thread: Thread, snapshot: Snapshot, lang: Lang) -> None:
    """Offer a menu of the other subnets of the VPC that the thread is about."""
    here = _here(thread, snapshot)
    if not here.id:
        sentence(reply, fill(wording.NO_NETWORK, lang))
        return
    near = [s for s in snapshot.subnets.values() if s.vpc_id == here.vpc_id and s.id != here.id]
    if not near:
        sentence(reply, fill(wording.NO_OTHER_SUBNETS, lang))
        return
    title = fill(wording.OTHER_SUBNETS, lang)
    reply.say([section(title), *subnet_menu(near, lang)], title)
