"""A diagnosis, from the first sign of work to the report in the thread; and its follow-ups on the same snapshot."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot import wording
from bot.blocks import accounts
from bot.blocks import answer as answers
from bot.blocks.parts import code, esc, fill, join
from bot.listeners.answering import answer_in_thread, look_up, remember_answer
from bot.listeners.auditing import ASKED_BACK, Deed, audited
from bot.listeners.offering import offer_share
from bot.listeners.posting import InThread, sentence
from bot.listeners.reporting import report, told_of
from bot.listeners.sign import Sign
from bot.listeners.under_way import promise
from bot.listeners.unknown_source import names_of, near, offer
from bot.listeners.what_ifs import ask_start, service_behind, starts, suppose
from bot.services import named_in
from bot.state.store import Thread, ThreadKind
from bot.understanding import intents
from bot.understanding.intents import Diagnose, Unclear
from bot.understanding.sightings import destinations_in
from bot.understanding.supposing import WhatIf
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.blocks.diagnosis import Told
    from bot.listeners.posting import Place
    from bot.listeners.resources import Resources
    from bot.listeners.warrant import Warrant
    from diagnostics.model.network import Subnet
    from diagnostics.model.snapshot import Snapshot
    from knowledge.answer import Answer

LOG = logging.getLogger("routelore")
MOST_AT_ONCE = 5
#: From so many diagnoses on, the answer is a list with a menu, not one report after the other.
TOO_MANY_TO_DETAIL = 2


def start(resources: Resources, reply: InThread, wanted: Diagnose, warrant: Warrant, *, anew: Sequence[str] = ()) -> None:
    """Show at once that it is being looked into, and promise the rest to the pool.

    The `warrant` is for the account to read. `anew` are the names for whose sake AWS is read again, in a thread that stands
    on a snapshot already.
    """
    if max(len(wanted.to), len(wanted.sources)) > MOST_AT_ONCE:
        sentence(reply, fill(wording.TOO_MANY, wanted.lang, limit=esc(str(MOST_AT_ONCE))))
        return
    if anew:
        sign = Sign(reply, wanted, wording.LOOKING_ANEW)
        show: Callable[[], None] = partial(sign.show, named=join(map(code, anew), ", "))
    else:
        sign = Sign(reply, wanted, wording.LOOKING_FOR_NAMES if wanted.hunch else wording.LOOKING)
        show = sign.show
    promise(
        resources,
        reply,
        sign,
        reply.place,
        show=show,
        job=lambda within: _diagnose_live(within, sign, warrant),
        asked_in=warrant.asked_at.shared,
        account=warrant.account,
        instead=partial(answer_in_thread, resources, reply, wanted.question, wanted.lang) if wanted.hunch else None,
    )


def _diagnose_live(resources: Resources, sign: Sign, warrant: Warrant) -> None:
    """Read AWS, diagnose and write that down; only then report."""
    asked = sign.wanted
    deed = Deed(
        place=warrant.asked_at,
        name="what-if" if asked.suppose else "diagnose",
        account=warrant.account,
        region=warrant.region,
        to=asked.to,
    )
    with audited(resources, deed):
        tell = _looked_into(resources, sign, warrant, deed)
    tell()


def _looked_into(resources: Resources, sign: Sign, warrant: Warrant, deed: Deed) -> Callable[[], None]:
    """Read AWS, diagnose, remember what follow-ups stand on, and give what tells it."""
    from diagnostics.collect import pack, snapshot_of

    asked, place = sign.wanted, sign.reply.place
    try:
        said = warrant.read(resources, sign.reply.client, sign.progress, named_in(asked.sources, asked.to), place)
    except (AccessError, ServiceError) as error:
        if not asked.hunch:
            raise
        deed.outcome = error.code
        return partial(_answer_hunch, resources, sign)
    snapshot = snapshot_of(said)
    resources.state.keep_names(place.team, names_of(snapshot), warrant.account, warrant.region)
    wanted = _with_names(asked, names_of(snapshot))
    if wanted is None:
        deed.outcome = "no-service"
        return partial(sign.give_reason, fill(wording.ONLY_SERVICES, asked.lang))
    if wanted.suppose:
        wanted, subnets = _from_where(wanted, snapshot)
        if len(subnets) > 1:
            deed.outcome = ASKED_BACK
            _remember(resources, place, replace(wanted, sources=()), pack(said), warrant)
            value = {"q": wanted.suppose, "d": wanted.to[0], "l": wanted.lang}
            return partial(ask_start, sign.reply, subnets, wanted.sources[0], value, first=sign.ts)
    try:
        told = told_of(wanted.sources, wanted.to, snapshot, wanted.lang)
    except AskerError as error:
        if error.code != "unknown-source":
            raise
        deed.outcome = error.code
        return partial(_tell_unknown, resources, sign, wanted, snapshot, error.particulars["asked"], pack(said), warrant)
    deed.came_to(told)
    _remember(resources, place, wanted, pack(said), warrant)
    if wanted.suppose:
        supposed = WhatIf(said=wanted.suppose, lang=wanted.lang)
        return partial(
            suppose,
            resources,
            sign.reply,
            snapshot,
            supposed,
            sources=wanted.sources,
            to=wanted.to,
            lang=wanted.lang,
            first=sign.ts,
        )
    return partial(_report, resources, sign, told, wanted, warrant)


def _report(resources: Resources, sign: Sign, told: Sequence[Told], wanted: Diagnose, warrant: Warrant) -> None:
    """Report, say which account it is where that is a question, and offer to share what nobody else sees."""
    sign.became_verdict = True
    snapshot = told[0].diagnosis.case.snapshot
    about = accounts.about(warrant.account, snapshot.account, snapshot.region, wanted.lang) if warrant.named else None
    report(resources, sign.reply, told, wanted, first=sign.ts, about=about)
    one = len(wanted.sources) == len(wanted.to) == 1
    shared = {"s": wanted.sources[0], "d": wanted.to[0]} if one else {}
    offer_share(sign.reply, warrant.origin, shared, wanted.lang)


def _tell_unknown(
    resources: Resources, sign: Sign, wanted: Diagnose, snapshot: Snapshot, asked: str, packed: bytes, warrant: Warrant
) -> None:
    """Answer from the notes what is no name of the network; else offer the names that there are."""
    similar = near(wanted.sources, snapshot)
    if similar or not _answered_instead(resources, sign, asked):
        _remember(resources, sign.reply.place, replace(wanted, sources=()), packed, warrant)
        sign.reply.change(sign.ts, *offer(asked, similar, snapshot, wanted.lang))


def _from_where(wanted: Diagnose, snapshot: Snapshot) -> tuple[Diagnose, tuple[Subnet, ...]]:
    """Give a supposition with the subnet to look from, where what it changes stood for one; else those that it may be."""
    to = service_behind(wanted.suppose, snapshot)
    if to and wanted.question and not destinations_in(wanted.suppose):  # without a question, the form said where to
        wanted = replace(wanted, to=(to,))
    subnets = starts(wanted.sources[0], snapshot)
    return (replace(wanted, sources=(subnets[0].id,)) if len(subnets) == 1 else wanted), subnets


def _with_names(asked: Diagnose, names: frozenset[str]) -> Diagnose | None:
    """Read a guess again now that the network's names are known; None where it is about no AWS service after all."""
    if asked.sure:
        return asked
    meant = intents.parse(asked.question, names)
    if isinstance(meant, Unclear) and meant.reason == "no-service":
        return None
    return replace(meant, lang=asked.lang) if isinstance(meant, Diagnose) and meant.sure else asked


def _answered_instead(resources: Resources, sign: Sign, asked: str) -> bool:
    """Answer from the notes what was no name after all, and say so; False where it must have been a name."""
    wanted = sign.wanted
    if wanted.hunch:
        _answer_hunch(resources, sign)
    elif wanted.sure or not answers.known(*_answers(resources, sign)):
        return False
    else:
        sign.give_reason(fill(wording.NOT_FOUND_BUT, wanted.lang, source=code(asked)))
        answer_in_thread(resources, sign.reply, wanted.question, wanted.lang)
    return True


def _answers(resources: Resources, sign: Sign) -> tuple[Answer, ...]:
    """Give what the notes say to a question that was taken for a diagnosis."""
    return look_up(resources, sign.reply.place, sign.wanted.question, sign.wanted.lang)


def _answer_hunch(resources: Resources, sign: Sign) -> None:
    """Put the notes' answer in the place of the sign: the question named nothing of the network."""
    found = _answers(resources, sign)
    remember_answer(resources, sign.reply.place, sign.wanted.question, found[0].lang, found)
    sign.reply.change(sign.ts, answers.answer(*found), answers.plain(*found))


def _remember(resources: Resources, place: Place, wanted: Diagnose, packed: bytes, warrant: Warrant) -> None:
    resources.state.keep_thread(
        Thread(
            team=place.team,
            channel=place.channel,
            ts=place.ts,
            kind=ThreadKind.DIAGNOSIS,
            lang=wanted.lang,
            asker=place.user,
            question=wanted.question,
            sources=wanted.sources,
            to=wanted.to,
            snapshot=packed,
            account=warrant.account,
            region=warrant.region,
            origin=warrant.origin,
        )
    )


def snapshot_behind(thread: Thread) -> Snapshot | None:
    """Give the snapshot that a thread stands on; None where it is not kept, or cannot be read any more."""
    from diagnostics.collect import snapshot_of, unpack

    if thread.snapshot is None:
        return None
    try:
        return snapshot_of(unpack(thread.snapshot))
    except ValueError:
        LOG.warning("a kept snapshot cannot be read")
        return None


def move(resources: Resources, place: Place, thread: Thread, *, sources: tuple[str, ...], to: tuple[str, ...]) -> None:
    """Remember that the thread now is about other sources or other destinations."""
    moved = replace(thread, channel=place.channel, ts=place.ts, sources=sources, to=to)
    resources.state.keep_thread(moved)
