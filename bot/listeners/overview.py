"""Every subnet at a glance in the conversation: on the thread's snapshot where it has one, else on the account as it is."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot import captions, wording
from bot.blocks import accounts, matrix
from bot.blocks.parts import Json, Mrkdwn, context, esc, fill
from bot.ids import Action
from bot.listeners.auditing import Deed, audited
from bot.listeners.diagnosing import snapshot_behind
from bot.listeners.in_diagnosis import in_diagnosis
from bot.listeners.offering import offer_share
from bot.listeners.reasons import attempt, code_of
from bot.listeners.sign import Sign
from bot.listeners.under_way import promise
from bot.listeners.unknown_source import names_of
from bot.listeners.warrant import again
from bot.services import NoPictureError, matrix_picture, named_in
from bot.state.store import Thread, ThreadKind
from bot.understanding.demands import Overview
from bot.understanding.intents import Diagnose
from bot.work import Lane
from diagnostics.glance import ALWAYS, glance
from diagnostics.render.matrix_csv import sheet

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.listeners.posting import InThread
    from bot.listeners.pressed import Pressed
    from bot.listeners.resources import Resources
    from bot.listeners.warrant import Warrant
    from diagnostics.glance import Glance
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")
ALT_LONGEST = 1000


def register(app: App, resources: Resources) -> None:
    """Bind the button that shows every subnet of the thread's snapshot."""

    def show_glance(resources: Resources, reply: InThread, thread: Thread, lang: Lang, _pressed: Pressed) -> None:
        overview(resources, reply, Overview(lang=lang), lang, again(thread, reply.place), thread)

    app.action(Action.SHOW_GLANCE.value)(in_diagnosis(resources, show_glance))


def overview(
    resources: Resources, reply: InThread, wanted: Overview, lang: Lang, warrant: Warrant, thread: Thread | None = None
) -> None:
    """Promise the matrix to the pool; whatever keeps it from being made is told in the thread.

    Without a `thread` that has a snapshot, the account is read that the `warrant` is for.
    """
    asked = Diagnose(
        sources=(wanted.vpc_id or captions.EVERY_SUBNET.say(lang),), to=wanted.to or ALWAYS, lang=lang, question=""
    )
    sign = Sign(reply, asked)
    if thread is None or thread.snapshot is None:
        promise(
            resources,
            reply,
            sign,
            reply.place,
            show=sign.show,
            job=lambda within: _overview(within, sign, wanted, warrant, None),
            asked_in=warrant.asked_at.shared,
            account=warrant.account,
        )
        return
    sign.show(reads=False)

    def job() -> None:
        attempt(lambda: _overview(resources, sign, wanted, warrant, thread), sign.give_reason, lang)

    if not resources.work.take(job, lambda: sign.give_reason(fill(wording.STOPPING, lang)), Lane(asker=reply.place.who)):
        sign.give_reason(fill(wording.BUSY, lang))


def _overview(resources: Resources, sign: Sign, wanted: Overview, warrant: Warrant, thread: Thread | None) -> None:
    reply, lang = sign.reply, sign.wanted.lang
    deed = Deed(
        place=warrant.asked_at,
        name="overview",
        account=warrant.account,
        region=warrant.region,
        sources=(wanted.vpc_id,) if wanted.vpc_id else (),
        to=wanted.to,
    )
    with audited(resources, deed):
        snapshot = _read_anew(resources, sign, wanted, warrant) if thread is None else snapshot_behind(thread)
        vpc_id = _vpc_of(thread, snapshot) if wanted.this_vpc and thread is not None and snapshot else wanted.vpc_id
        seen = glance(snapshot, vpc_id=vpc_id, to=wanted.to) if snapshot is not None else None
        deed.outcome = "no-snapshot" if seen is None else f"{len(seen.each)} subnets"
    if seen is None:
        sign.give_reason(fill(wording.NO_SNAPSHOT, lang))
        return
    LOG.info("glanced subnets=%d services=%d", len(seen.each), len(seen.services))
    said = seen.snapshot
    which = [context(accounts.about(warrant.account, said.account, said.region, lang))] if warrant.named else []
    reply.change(sign.ts, [*matrix.matrix(seen, lang), *which], matrix.headline(seen, lang))
    sign.became_verdict = True
    small = _files(reply, seen, lang)
    if small:
        reply.say([context(small)], small)
    if thread is None:
        offer_share(reply, warrant.origin, {"v": vpc_id or "*"}, lang)


def _read_anew(resources: Resources, sign: Sign, wanted: Overview, warrant: Warrant) -> Snapshot:
    """Read the account, and remember what follow-ups stand on; they are about no subnet until one is named."""
    from diagnostics.collect import pack, snapshot_of

    place = sign.reply.place
    said = warrant.read(resources, sign.reply.client, sign.progress, named_in((), wanted.to), place)
    snapshot = snapshot_of(said)
    resources.state.keep_names(place.team, names_of(snapshot), warrant.account, warrant.region)
    kept = Thread(
        team=place.team,
        channel=place.channel,
        ts=place.ts,
        kind=ThreadKind.DIAGNOSIS,
        lang=sign.wanted.lang,
        asker=place.user,
        to=wanted.to or ALWAYS[:1],
        account=warrant.account,
        region=warrant.region,
        origin=warrant.origin,
    )
    resources.state.keep_thread(replace(kept, snapshot=pack(said)))
    return snapshot


def _vpc_of(thread: Thread, snapshot: Snapshot) -> str | None:
    """Give the VPC that the thread is about, where it is about one."""
    from diagnostics.analysis.sources import locate

    return locate(thread.sources[0], snapshot)[0].vpc_id or None if thread.sources else None


def _files(reply: InThread, seen: Glance, lang: Lang) -> Mrkdwn | None:
    """Post the picture and the whole as a CSV, in one message; where that cannot be, give the sentence that says so."""
    name = f"subnets-{seen.snapshot.region or 'region'}"
    files: list[Json] = [
        {"filename": f"{name}.csv", "content": sheet(seen).encode(), "title": captions.GLANCE_FILE.say(lang)},
    ]
    try:
        picture = matrix_picture(seen, lang)
    except NoPictureError:
        LOG.info("no picture: pictures are not installed")
    else:
        title = captions.GLANCE_TITLE.say(lang)
        drawn = {"filename": f"{name}.png", "content": picture.png, "title": title, "alt_txt": picture.alt[:ALT_LONGEST]}
        files.insert(0, drawn)
    try:
        reply.client.files_upload_v2(channel=reply.place.channel, thread_ts=reply.place.ts, file_uploads=files)
    except SlackApiError as error:
        LOG.warning("matrix files refused code=%s", code_of(error))
        return fill(captions.NO_FILES, lang, code=esc(code_of(error)))
    return None
