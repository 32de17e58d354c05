"""A snapshot as a zip in the conversation: fetched, read with distrust, and from then on what the thread stands on."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot import captions, wording
from bot.blocks import dropped
from bot.blocks.parts import Mrkdwn, code, esc, fill, section
from bot.listeners.downloads import DownloadError, content_of
from bot.listeners.gate import NotAllowedError
from bot.listeners.posting import InThread, alone, sentence
from bot.listeners.reasons import attempt
from bot.listeners.warrant import refuse
from bot.state.store import Thread, ThreadKind
from bot.work import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.listeners.downloads import Dropped
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang

    Then = Callable[[Thread], None]

LOG = logging.getLogger("routelore")
#: What is reached for where nothing else was said.
USUAL = ("s3",)
#: A file's name is shown no longer than this.
LONGEST_NAME = 80


def take(resources: Resources, reply: InThread, file: Dropped, lang: Lang, then: Then | None = None) -> None:
    """Show at once that the file was seen, and promise the reading to the pool; `then` does what was said beside it."""
    if not file.is_archive:
        sentence(reply, fill(captions.FILE_NOT_KNOWN, lang))
        return
    try:
        resources.gate.admit(reply.client, reply.place)
    except NotAllowedError as error:
        refuse(resources, alone(reply), reply.place, error, lang)
        return
    opening = fill(captions.OPENING, lang, name=code(file.name))
    ts = sentence(reply, opening)

    def tell(text: Mrkdwn) -> None:
        reply.change(ts, [section(text)], text)

    def job() -> None:
        attempt(lambda: _read(resources, reply, file, lang, ts, then), tell, lang)

    if not resources.work.take(job, lambda: tell(fill(wording.STOPPING, lang)), Lane(asker=reply.place.who)):
        tell(fill(wording.BUSY, lang))


def _read(resources: Resources, reply: InThread, file: Dropped, lang: Lang, ts: str, then: Then | None) -> None:
    from diagnostics.collect import pack, snapshot_of
    from diagnostics.collect.archive import read_archive
    from diagnostics.collect.members import LARGEST

    try:
        content = content_of(reply.client, file, LARGEST)
    except DownloadError as error:
        text = not_fetched(error, lang)
        reply.change(ts, [section(text)], text)
        return
    answers = read_archive(content)
    snapshot = snapshot_of(answers)
    place = reply.place
    thread = Thread(
        team=place.team,
        channel=place.channel,
        ts=place.ts,
        kind=ThreadKind.DROPPED,
        lang=lang,
        asker=place.user,
        to=USUAL,
        snapshot=pack(answers),
    )
    resources.state.keep_thread(thread)
    LOG.info("snapshot dropped bytes=%d subnets=%d gaps=%d", len(content), len(snapshot.subnets), len(snapshot.gaps))
    shown = file.name if len(file.name) <= LONGEST_NAME else f"…{file.name[-LONGEST_NAME:]}"
    reply.change(ts, dropped.holds(snapshot, shown, lang), dropped.opened(shown, lang))
    if then is not None:
        then(thread)


def not_fetched(error: DownloadError, lang: Lang) -> Mrkdwn:
    """Give the sentence for a file that was not fetched."""
    LOG.info("file not fetched: %s", error)
    return fill(error.words, lang, **{name: esc(one) for name, one in error.particulars.items()})
