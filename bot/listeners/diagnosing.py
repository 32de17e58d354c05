"""A diagnosis, from the first sign of work to the report in the thread; and its follow-ups on the same snapshot."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot import wording
from bot.blocks import answer as answers
from bot.blocks import diagnosis as blocks
from bot.blocks.parts import Json, Mrkdwn, code, context, esc, fill, section
from bot.listeners.answering import answer_in_thread
from bot.listeners.posting import InThread, sentence
from bot.listeners.reasons import attempt, code_of, where
from bot.services import NoPictureError
from bot.state.store import Thread, ThreadKind
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.model.flow import AskerError, Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks.diagnosis import Told
    from bot.intents import Diagnose
    from bot.listeners.posting import Place
    from bot.listeners.resources import Resources
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang, Words

LOG = logging.getLogger("routelore")
#: Slack allows about one change of a message a second.
SECONDS_BETWEEN_CHANGES = 1.0
MOST_DESTINATIONS = 5
#: From so many diagnoses on, the answer is a list with a menu, not one report after the other.
TOO_MANY_TO_DETAIL = 2


@dataclass(slots=True)
class Sign:
    """The message that shows that work is under way: it tells the progress, then becomes the verdict."""

    reply: InThread
    wanted: Diagnose
    ts: str = ""
    changed: float = 0.0
    became_verdict: bool = False

    def show(self) -> None:
        """Post it."""
        self.ts = sentence(self.reply, self._text(wording.LOOKING))
        self.changed = time.monotonic()

    def progress(self, done: int, total: int, call: str) -> None:
        """Tell which call of how many is being read, at most once a second."""
        if time.monotonic() - self.changed < SECONDS_BETWEEN_CHANGES:
            return
        self.changed = time.monotonic()
        text = self._text(wording.READING, done=esc(str(done)), total=esc(str(total)), call=esc(call))
        try:
            self.reply.change(self.ts, [section(text)], text)
        except SlackApiError as error:
            LOG.info("progress could not be shown code=%s", code_of(error))

    def give_reason(self, text: Mrkdwn) -> None:
        """Put a reason in the place of the progress; a verdict that is there already stays."""
        if self.became_verdict:
            sentence(self.reply, text)
        else:
            self.reply.change(self.ts, [section(text)], text)

    def _text(self, words: Words, **particulars: Mrkdwn) -> Mrkdwn:
        ends = {"source": code(self.wanted.source), "to": code(", ".join(self.wanted.to))}
        return fill(words, self.wanted.lang, **ends, **particulars)


def start(resources: Resources, reply: InThread, wanted: Diagnose) -> None:
    """Show at once that it is being looked into, and promise the rest to the pool."""
    if len(wanted.to) > MOST_DESTINATIONS:
        sentence(reply, fill(wording.TOO_MANY, wanted.lang, limit=esc(str(MOST_DESTINATIONS))))
        return
    sign = Sign(reply, wanted)
    sign.show()

    def job() -> None:
        attempt(lambda: _diagnose_live(resources, sign), sign.give_reason, wanted.lang)

    def give_up() -> None:
        sign.give_reason(fill(wording.STOPPING, wanted.lang))

    if not resources.work.take(job, give_up):
        sign.give_reason(fill(wording.BUSY, wanted.lang))


def _diagnose_live(resources: Resources, sign: Sign) -> None:
    """Read AWS, diagnose, report, and remember what follow-ups stand on."""
    from diagnostics.collect import pack, snapshot_of

    wanted, place = sign.wanted, sign.reply.place
    answers = resources.services.collect(sign.progress)
    snapshot = snapshot_of(answers)
    resources.state.keep_names(place.team, names_of(snapshot))
    try:
        found = _diagnose(wanted.source, wanted.to, snapshot)
    except AskerError as error:
        if wanted.sure or error.code != "unknown-source":
            raise
        _answer_instead(resources, sign, error)
        return
    _remember(resources, place, wanted, pack(answers))
    told = [_told(one, wanted.lang) for one in found]
    sign.became_verdict = True
    report(resources, sign.reply, told, wanted, first=sign.ts)


def _answer_instead(resources: Resources, sign: Sign, error: AskerError) -> None:
    """Answer from the notes where the name that was guessed is nobody's; where they know nothing either, say so."""
    wanted = sign.wanted
    if not answers.known(resources.services.answer(wanted.question, wanted.lang)):
        raise error
    sign.give_reason(fill(wording.NOT_FOUND_BUT, wanted.lang, source=esc(wanted.source)))
    answer_in_thread(resources, sign.reply, wanted.question, wanted.lang)


def _diagnose(source: str, to: Sequence[str], snapshot: Snapshot) -> list[Diagnosis]:
    return [one for service in to for one in diagnose(Query(source=source, to=service), snapshot)]


def _told(diagnosis: Diagnosis, lang: Lang) -> Told:
    return blocks.Told(diagnosis, explain(diagnosis, lang))


def report(resources: Resources, reply: InThread, told: Sequence[Told], wanted: Diagnose, *, first: str = "") -> None:
    """Post diagnoses: the verdict (in the place of the message `first`), the picture, then everything behind it."""
    LOG.info("diagnosed verdicts=%s", ",".join(sorted({one.diagnosis.verdict.value for one in told})))
    if len(told) > TOO_MANY_TO_DETAIL:
        several = blocks.several(told, wanted.source, ", ".join(wanted.to))
        _put(reply, first, several, blocks.headline(told[0]))
        return
    for at, one in enumerate(told):
        _put(reply, first if at == 0 else "", blocks.verdict(one), blocks.headline(one))
        small = post_picture(resources, reply, one)
        reply.say([*([context(small)] if small else []), *blocks.details(one)], blocks.headline(one))


def _put(reply: InThread, ts: str, content: list[Json], text: Mrkdwn) -> None:
    if ts:
        reply.change(ts, content, text)
    else:
        reply.say(content, text)


def post_picture(resources: Resources, reply: InThread, told: Told) -> Mrkdwn | None:
    """Post the picture into the thread; where that cannot be, give the sentence that says so."""
    lang = told.lang
    source, to = blocks.names(told.diagnosis)
    try:
        picture = resources.services.picture(told.diagnosis, lang)
        reply.client.files_upload_v2(
            channel=reply.place.channel,
            thread_ts=reply.place.ts,
            filename="path.png",
            content=picture.png,
            title=fill(wording.PICTURE_TITLE, lang, source=esc(source), to=esc(to)),
            alt_txt=picture.alt[:1000],
        )
    except NoPictureError:
        return fill(wording.NO_PICTURE, lang, reason=fill(wording.PICTURE_NOT_INSTALLED, lang))
    except SlackApiError as error:
        LOG.warning("picture refused code=%s", code_of(error))
        return fill(wording.NO_PICTURE, lang, reason=fill(wording.PICTURE_NOT_TAKEN, lang, code=esc(code_of(error))))
    except Exception as error:  # noqa: BLE001 (whatever is wrong with the picture, the report goes on without it)
        LOG.error("no picture type=%s %s", type(error).__name__, where(error))  # noqa: TRY400 (no message of the error)
        return fill(wording.NO_PICTURE, lang, reason=fill(wording.PICTURE_BROKE, lang))
    return None


def _remember(resources: Resources, place: Place, wanted: Diagnose, packed: bytes) -> None:
    resources.state.keep_thread(
        Thread(
            team=place.team,
            channel=place.channel,
            ts=place.ts,
            kind=ThreadKind.DIAGNOSIS,
            lang=wanted.lang,
            asker=place.user,
            question=wanted.question,
            source=wanted.source,
            to=wanted.to,
            snapshot=packed,
        )
    )


def names_of(snapshot: Snapshot) -> frozenset[str]:
    """Give the Name tags by which people may call places of this network."""
    kinds = (snapshot.subnets, snapshot.instances, snapshot.vpcs)
    return frozenset(thing.name for kind in kinds for thing in kind.values() if thing.name)


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


def diagnose_again(thread: Thread, snapshot: Snapshot, lang: Lang) -> list[Told]:
    """Give the diagnoses of the thread once more, in this language."""
    return [_told(one, lang) for one in _diagnose(thread.source, thread.to, snapshot)]


def move(resources: Resources, place: Place, thread: Thread, *, source: str, to: tuple[str, ...]) -> None:
    """Remember that the thread now is about another source or other destinations."""
    moved = replace(thread, channel=place.channel, ts=place.ts, source=source, to=to)
    resources.state.keep_thread(moved)
