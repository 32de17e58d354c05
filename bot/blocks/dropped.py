"""A snapshot that somebody brought: what is in it, what is not, and where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import captions
from bot.blocks.dates import dated
from bot.blocks.parts import Json, Mrkdwn, actions, button, code, context, esc, fill, join, section
from bot.blocks.several import subnet_menu
from bot.ids import Action
from diagnostics.explain.unseen import hidden

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

#: Missing things that one sentence can hold.
NAMED = 8


def holds(snapshot: Snapshot, name: str, lang: Lang) -> list[Json]:
    """Give what was read, what is missing, and the ways to go on."""
    small = [_contents(snapshot, lang), _missing(snapshot, lang)]
    if not snapshot.subnets:
        return [section(opened(name, lang)), context(*small), section(fill(captions.SNAPSHOT_EMPTY, lang))]
    example = min((one.name or one.id for one in snapshot.subnets.values()), key=len)
    every = button(captions.AT_A_GLANCE.say(lang), Action.SHOW_GLANCE, primary=True)
    return [
        section(opened(name, lang)),
        context(*small),
        section(fill(captions.SNAPSHOT_ASK, lang, name=esc(example))),
        actions(every),
        *subnet_menu(snapshot.subnets.values(), lang),
    ]


def opened(name: str, lang: Lang) -> Mrkdwn:
    """Say that the snapshot was read: for notifications and for readers of the screen."""
    return fill(captions.SNAPSHOT_READ, lang, name=code(name))


def _contents(snapshot: Snapshot, lang: Lang) -> Mrkdwn:
    unsaid = captions.NOT_SAID.say(lang)
    return fill(
        captions.SNAPSHOT_HOLDS,
        lang,
        account=esc(snapshot.account or unsaid),
        region=esc(snapshot.region or unsaid),
        vpcs=esc(str(len(snapshot.vpcs))),
        subnets=esc(str(len(snapshot.subnets))),
        at=dated(esc(snapshot.moment or unsaid)),
    )


def _missing(snapshot: Snapshot, lang: Lang) -> Mrkdwn:
    """Say what is missing, with the calls that would have shown it."""
    missing = [(hidden(gap, lang), gap.call) for gap in snapshot.gaps]
    told = list(dict.fromkeys(missing))
    if not told:
        return fill(captions.SNAPSHOT_COMPLETE, lang)
    named = [join((esc(what), code(call)), " ") for what, call in told[:NAMED]]
    if len(told) > NAMED:
        named.append(fill(captions.AND_MORE, lang, count=esc(str(len(told) - NAMED))))
    return fill(captions.SNAPSHOT_LACKS, lang, what=join(named, ", "))
