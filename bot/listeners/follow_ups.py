"""What is said in the thread of a diagnosis: another place, another service, a part of it; on the same snapshot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import wording
from bot.blocks import answer as answers
from bot.blocks import diagnosis as blocks
from bot.blocks import tables
from bot.blocks.parts import Json, Mrkdwn, context, fill, section
from bot.intents import Another, Diagnose, Part, Show
from bot.listeners.diagnosing import diagnose_again, move, post_picture, report, snapshot_behind
from bot.listeners.posting import InThread, sentence
from bot.listeners.reasons import attempt
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.model.flow import AskerError, Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.blocks.diagnosis import Told
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.network import Subnet
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

#: What each part looks like. The picture is no block; it is uploaded.
PARTS: dict[Part, Callable[[Told], list[Json]]] = {
    "routes": lambda told: tables.route_table(told.diagnosis, told.lang),
    "filters": lambda told: tables.filters(told.diagnosis, told.lang),
    "evidence": blocks.evidence,
    "fix": blocks.fix,
    "way": blocks.way,
    "causes": blocks.causes,
    "unseen": lambda told: blocks.unseen(told) or [section(fill(wording.NO_UNSEEN, told.lang))],
}


def follow(resources: Resources, reply: InThread, thread: Thread, wanted: Another | Show, lang: Lang) -> None:
    """Promise the follow-up to the pool; whatever keeps it from being done is told in the thread."""

    def tell(text: Mrkdwn) -> None:
        sentence(reply, text)

    def job() -> None:
        attempt(lambda: _follow(resources, reply, thread, wanted, lang), tell, lang)

    if not resources.work.take(job, lambda: tell(fill(wording.STOPPING, lang))):
        tell(fill(wording.BUSY, lang))


def _follow(resources: Resources, reply: InThread, thread: Thread, wanted: Another | Show, lang: Lang) -> None:
    snapshot = snapshot_behind(thread)
    if snapshot is None:
        sentence(reply, fill(wording.NO_SNAPSHOT, lang))
    elif isinstance(wanted, Show) and wanted.part == "subnets":
        offer_subnets(reply, thread, snapshot, lang)
    elif isinstance(wanted, Show):
        _show(resources, reply, diagnose_again(thread, snapshot, lang), wanted.part)
    elif wanted.among == "other-zone":
        _other_zone(resources, reply, thread, snapshot, lang)
    elif wanted.among == "vpc":
        whole = replace(wanted, source=_here(thread, snapshot).vpc_id)
        _another(resources, reply, thread, snapshot, whole, lang)
    else:
        _another(resources, reply, thread, snapshot, wanted, lang)


def _show(resources: Resources, reply: InThread, told: list[Told], part: Part) -> None:
    """Show one part of each diagnosis that the thread is about."""
    if part == "picture":
        small = [post_picture(resources, reply, one) for one in told[:2]]
        if any(small):
            reply.say([context(*filter(None, small))], blocks.headline(told[0]))
        return
    reply.say(blocks.divided(PARTS[part](one) for one in told[:2]), blocks.headline(told[0]))


def _another(resources: Resources, reply: InThread, thread: Thread, snapshot: Snapshot, wanted: Another, lang: Lang) -> None:
    source, to = wanted.source or thread.source, wanted.to or thread.to
    try:
        told = [_tell(one, lang) for service in to for one in diagnose(Query(source=source, to=service), snapshot)]
    except AskerError as error:
        if wanted.sure or error.code != "unknown-source":
            raise
        _answer_if_known(resources, reply, wanted, lang, error)
        return
    move(resources, reply.place, thread, source=source, to=to)
    report(resources, reply, told, Diagnose(source=source, to=to, lang=lang))


def _answer_if_known(resources: Resources, reply: InThread, wanted: Another, lang: Lang, error: AskerError) -> None:
    """Answer from the notes where the word that was guessed to be a name is none; else say that nothing has that name."""
    found = resources.services.answer(wanted.question, lang)
    if not answers.known(found):
        raise error
    reply.say(answers.answer(found), answers.plain(found))


def _tell(diagnosis: Diagnosis, lang: Lang) -> Told:
    return blocks.Told(diagnosis, explain(diagnosis, lang))


def _other_zone(resources: Resources, reply: InThread, thread: Thread, snapshot: Snapshot, lang: Lang) -> None:
    """Diagnose the sibling subnets of the other Availability Zones: those of the same kind of name, else all."""
    here = _here(thread, snapshot)
    others = [s for s in snapshot.subnets.values() if s.vpc_id == here.vpc_id and s.az != here.az]
    siblings = [s for s in others if _stem(s) and _stem(s) == _stem(here)] or others
    if not siblings:
        sentence(reply, fill(wording.NO_OTHER_ZONE, lang))
        return
    told = [
        _tell(one, lang)
        for subnet in siblings
        for service in thread.to
        for one in diagnose(Query(source=subnet.id, to=service), snapshot)
    ]
    source = siblings[0].id if len(siblings) == 1 else here.vpc_id
    if len(siblings) == 1:
        move(resources, reply.place, thread, source=source, to=thread.to)
    report(resources, reply, told, Diagnose(source=siblings[0].name or source, to=thread.to, lang=lang))


def _stem(subnet: Subnet) -> str:
    """Give the name without what tells the zones apart: `orchard-a` and `orchard-2c` are of one kind."""
    for ending in (subnet.az, subnet.az[-2:], subnet.az[-1:]):
        for between in "-_. ":
            if ending and subnet.name.casefold().endswith(between + ending.casefold()):
                return subnet.name[: -len(ending) - 1].casefold()
    return ""


def _here(thread: Thread, snapshot: Snapshot) -> Subnet:
    """Give the subnet that the thread is about; the first of them where it is about a VPC."""
    return diagnose(Query(source=thread.source, to=thread.to[0]), snapshot)[0].case.subnet


def offer_subnets(reply: InThread, thread: Thread, snapshot: Snapshot, lang: Lang) -> None:
    """Offer a menu of the other subnets of the VPC that the thread is about."""
    here = _here(thread, snapshot)
    near = [s for s in snapshot.subnets.values() if s.vpc_id == here.vpc_id and s.id != here.id]
    if not near:
        sentence(reply, fill(wording.NO_OTHER_SUBNETS, lang))
        return
    title = fill(wording.OTHER_SUBNETS, lang)
    reply.say([section(title), *blocks.subnet_menu(near, lang)], title)
