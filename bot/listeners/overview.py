"""Every subnet at a glance in the conversation: on the thread's snapshot where it has one, else on the account as it is."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot import captions, wording
from bot.blocks import matrix
from bot.blocks.parts import Json, Mrkdwn, context, esc, fill
from bot.ids import Action
from bot.listeners.diagnosing import snapshot_behind
from bot.listeners.in_diagnosis import in_diagnosis
from bot.listeners.reasons import attempt, code_of
from bot.listeners.sign import Sign
from bot.listeners.unknown_source import names_of
from bot.services import OWN, NoPictureError, matrix_picture, named_in
from bot.state.store import Thread, ThreadKind
from bot.understanding.demands import Overview
from bot.understanding.intents import Diagnose
from diagnostics.glance import ALWAYS, glance
from diagnostics.render.matrix_csv import sheet

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.listeners.posting import InThread
    from bot.listeners.pressed import Pressed
    from bot.listeners.resources import Resources
    from diagnostics.glance import Glance
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")
ALT_LONGEST = 1000


def register(app: App, resources: Resources) -> None:
    """Bind the button that shows every subnet of the thread's snapshot."""

    def show_glance(resources: Resources, reply: InThread, thread: Thread, lang: Lang, _pressed: Pressed) -> None:
        overview(resources, reply, Overview(lang=lang), lang, thread)

    app.action(Action.SHOW_GLANCE.value)(in_diagnosis(resources, show_glance))


def overview(resources: Resources, reply: InThread, wanted: Overview, lang: Lang, thread: Thread | None) -> None:
    """Promise the matrix to the pool; whatever keeps it from being made is told in the thread."""
    asked = Diagnose(
        sources=(wanted.vpc_id or captions.EVERY_SUBNET.say(lang),), to=wanted.to or ALWAYS, lang=lang, question=""
    )
    sign = Sign(reply, asked)
    sign.show()
    stands = thread if thread is not None and thread.snapshot is not None else None

    def job() -> None:
        attempt(lambda: _overview(resources, sign, wanted, stands), sign.give_reason, lang)

    if not resources.work.take(job, lambda: sign.give_reason(fill(wording.STOPPING, lang))):
        sign.give_reason(fill(wording.BUSY, lang))


def _overview(resources: Resources, sign: Sign, wanted: Overview, thread: Thread | None) -> None:
    reply, lang = sign.reply, sign.wanted.lang
    snapshot = _read_anew(resources, sign, wanted) if thread is None else snapshot_behind(thread)
    if snapshot is None:
        sign.give_reason(fill(wording.NO_SNAPSHOT, lang))
        return
    vpc_id = _vpc_of(thread, snapshot) if wanted.this_vpc and thread is not None else wanted.vpc_id
    seen = glance(snapshot, vpc_id=vpc_id, to=wanted.to)
    LOG.info("glanced subnets=%d services=%d", len(seen.each), len(seen.services))
    reply.change(sign.ts, matrix.matrix(seen, lang), matrix.headline(seen, lang))
    sign.became_verdict = True
    small = _files(reply, seen, lang)
    if small:
        reply.say([context(small)], small)


def _read_anew(resources: Resources, sign: Sign, wanted: Overview) -> Snapshot:
    """Read the account, and remember what follow-ups stand on; they are about no subnet until one is named."""
    from diagnostics.collect import pack, snapshot_of

    said = resources.services.collect(sign.progress, named_in((), wanted.to), OWN)
    snapshot, place = snapshot_of(said), sign.reply.place
    resources.state.keep_names(place.team, names_of(snapshot))
    kept = Thread(
        team=place.team,
        channel=place.channel,
        ts=place.ts,
        kind=ThreadKind.DIAGNOSIS,
        lang=sign.wanted.lang,
        asker=place.user,
        to=wanted.to or ALWAYS[:1],
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
