"""A sweep asked for in chat: whether this person may, what of, and the click that ends it. The desk does the rest."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.blocks import sweep as blocks
from bot.blocks.parts import esc, fill, link
from bot.ids import Action
from bot.listeners.auditing import NOT_ALLOWED, REFUSED, Deed, write_down
from bot.listeners.feedback import quietly
from bot.listeners.gate import NotAllowedError
from bot.listeners.posting import InThread, Place, alone, direct_thread, sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import attempt
from bot.listeners.warrant import refuse
from bot.phrases import sweeps as words
from bot.state.sweep_tables import Standing
from bot.state.sweeps import Sweep
from bot.sweeping.conductor import tell_what_is_left
from bot.sweeping.named import names_in
from bot.sweeping.plan import PlanError, plan
from bot.understanding.intents import plain
from bot.understanding.wishes import Wish
from bot.undertaking import CURRENT
from bot.wording import THE_THREAD

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from bot.listeners.surfaces import Wisher
    from bot.sweeping.plan import Spot
    from diagnostics.model.words import Words

LOG = logging.getLogger("routelore")


def register(app: App, resources: Resources) -> None:
    """Grant the wish for a sweep, and bind the button that ends one."""
    resources.surfaces.wishes[Wish.SWEEP] = _begin
    tell_what_is_left(resources.state.sweeps)

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        read = Pressed.read(body)
        reply, lang = quietly(read, client, respond), read.language(resources, client)

        def job() -> None:
            sentence(reply, fill(cancelled(resources, read), lang))

        attempt(job, lambda told: sentence(reply, told), lang)

    app.action(Action.CANCEL_SWEEP.value)(pressed)


def _begin(resources: Resources, wisher: Wisher) -> None:
    """Plan the sweep, keep the plan, and show in the wisher's direct message that it has begun."""
    reply = alone(wisher.reply) if isinstance(wisher.reply, InThread) else wisher.reply
    asked = Place(team=wisher.team, channel="", ts="", user=wisher.user)  # the answer goes to them alone, wherever they ask
    try:
        reaches = resources.gate.reaches(wisher.client, asked)
    except NotAllowedError as error:
        refuse(resources, reply, asked, error, wisher.lang)
        return
    accounts, regions = names_in(plain(wisher.said), (one.account.name for one in reaches if one.account.name))
    try:
        spots = plan(reaches, accounts=accounts, regions=regions)
    except PlanError as error:
        policy = resources.gate.policy()
        known = [one for one in accounts if policy is not None and one in policy.accounts]  # others are words of a message
        account, region = ",".join(known), ",".join(regions)
        write_down(resources, Deed(place=asked, name=REFUSED, account=account, region=region, outcome=NOT_ALLOWED))
        sentence(reply, esc(error.words.say(wisher.lang)))
        return
    current = CURRENT.get()
    sweep = Sweep(team=wisher.team, user=wisher.user, lang=wisher.lang, asked=current.key if current is not None else "")
    with resources.sweep_desk.held(resources, sweep) as held:
        if not resources.state.sweeps.begin(sweep, ((spot.account, spot.region) for spot in spots)):
            before = resources.state.sweeps.of(wisher.team, wisher.user)
            if before is None or not before.asked or before.asked != sweep.asked:
                sentence(reply, fill(words.ONE_AT_A_TIME, wisher.lang))
                return
            sweep = before  # the delivery is taken up again after the end of a process
        else:
            _write_down(resources, asked, spots)
        channel, root, message = _show(wisher, sweep, reply, len(spots))
        resources.state.sweeps.shown_in(sweep, channel, root, message)
        held.keep()
    LOG.info("sweep begun id=%s parts=%d", sweep.id, len(spots))
    resources.sweep_desk.conduct(resources, replace(sweep, channel=channel, root=root, message=message))


def _write_down(resources: Resources, asked: Place, spots: tuple[Spot, ...]) -> None:
    """Add to the audit which accounts are read, and in which Regions."""
    by_account: dict[str, list[str]] = {}
    for spot in spots:
        by_account.setdefault(spot.account, []).append(spot.region)
    for account, regions in by_account.items():
        write_down(resources, Deed(place=asked, name="sweep", account=account, region=",".join(regions), outcome="begun"))


def _show(wisher: Wisher, sweep: Sweep, reply: Reply, count: int) -> tuple[str, str, str]:
    """Post the message that will show the progress, and tell where it is; give its channel, its thread and itself."""
    lang = wisher.lang
    here = wisher.reply.place if isinstance(wisher.reply, InThread) and wisher.reply.place.direct else None
    place = here
    if place is None:
        title = fill(words.ROOT, lang, count=esc(f"{count:,}"))
        place, address = direct_thread(wisher.client, wisher.team, wisher.user, title)
        sentence(reply, fill(words.STARTED, lang, link=link(address, THE_THREAD.say(lang))))
    first = InThread(wisher.client, place)
    ts = first.say(blocks.progress(sweep.id, 0, count, 0, lang), blocks.progress_line(0, count, 0, lang))
    return place.channel, place.ts, ts


def cancelled(resources: Resources, read: Pressed) -> Words:
    """End somebody's own sweep, and give what to say of it; what the button carried proves nothing."""
    team, user, wanted = read.place.team, read.place.user, read.value.get("id", "")
    if resources.state.sweeps.cancel(team, wanted, user):
        LOG.info("sweep cancelled id=%s", wanted)
        return words.STOPPING
    found = resources.state.sweeps.sweep(team, wanted)
    if found is not None and found.user != user:
        return words.NOT_YOURS
    return words.STOPPING if found is not None and found.standing is Standing.CANCELLED else words.OVER_ALREADY
