"""Where sweeps of chats are carried to their end: by this process or by the next one, each by one of them at a time."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.blocks import sweep as blocks
from bot.blocks.parts import Json, Mrkdwn, cut, esc, fill, section
from bot.listeners.auditing import Deed, write_down
from bot.listeners.gate import NotAllowedError
from bot.listeners.posting import TEXT_LIMIT, InThread, Place, direct_thread
from bot.listeners.reasons import REFUSALS, code_of, reason, where
from bot.phrases import sweeps as words
from bot.phrases.rights import UNKNOWN_PERSON
from bot.state.database import StateError
from bot.state.sweep_tables import Standing
from bot.sweeping.broker import BrokerError
from bot.sweeping.conductor import Conductor, Threads, report_of
from bot.sweeping.reader import Reader
from bot.sweeping.rights import within
from bot.undertaking import under
from diagnostics.sweep.page import page
from diagnostics.sweep.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from bot.rights.policy import Reach
    from bot.state.sweep_parts import Counts, SweepParts
    from bot.state.sweeps import Sweep
    from bot.sweeping.conductor import Crew
    from bot.sweeping.plan import Spot
    from diagnostics.sweep.report import Report

LOG = logging.getLogger("routelore")
#: What Slack says of a message that somebody deleted.
GONE = frozenset({"message_not_found"})
#: Sweeps that one process carries at a time.
AT_ONCE = 4
#: How long a process that says nothing counts as carrying a sweep.
LEASE = timedelta(seconds=60)
SECONDS_BETWEEN_CHANGES = 3.0


def _threads(parts: SweepParts, reader: Reader) -> Crew:
    return Threads(parts, reader)


@dataclass(slots=True)
class Hold:
    """Whether a sweep that is being begun is to stay this process's."""

    kept: bool = False

    def keep(self) -> None:
        """Let it stay so, for whoever carries it."""
        self.kept = True


@dataclass(slots=True)
class SweepDesk:
    """Carries sweeps in threads of its own, so that nobody's question waits for them; `crew` reads their parts."""

    crew: Callable[[SweepParts, Reader], Crew] = _threads
    lease: timedelta = LEASE
    holder: str = field(default_factory=lambda: secrets.token_hex(8))
    closing: threading.Event = field(default_factory=threading.Event)
    _carried: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, thread_name_prefix="routelore-sweeps")
    )

    @contextmanager
    def held(self, resources: Resources, sweep: Sweep) -> Iterator[Hold]:
        """Keep other processes from carrying a sweep that is just being begun; let go of it unless it is kept."""
        leases, hold = resources.state.leases, Hold()
        leases.take(name_of(sweep), self.holder, self.lease)
        try:
            yield hold
        finally:
            if not hold.kept:
                leases.let_go(name_of(sweep), self.holder)

    def conduct(self, resources: Resources, sweep: Sweep, *, again: bool = False) -> None:
        """Carry a sweep to its end, unless another process does; `again` where it was begun by one that is gone."""
        with self._lock:
            if sweep.id in self._carried or self.closing.is_set():
                return
            self._carried.add(sweep.id)
        Context().run(self._pool.submit, self._carry, resources, sweep, again)

    def resume(self, resources: Resources) -> None:
        """Carry on with the sweeps whose process is gone; a round asks for it now and then."""
        for sweep in resources.state.sweeps.untold():
            self.conduct(resources, sweep, again=True)

    def close(self) -> None:
        """Carry nothing any more; what is not done is left to the next process."""
        self.closing.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _carry(self, resources: Resources, sweep: Sweep, again: bool) -> None:  # noqa: FBT001 (the pool hands it over by position)
        leases = resources.state.leases
        try:
            if not leases.take(name_of(sweep), self.holder, self.lease):
                return
            try:
                client = resources.workspaces.client(sweep.team)
                if client is not None:
                    with under(name_of(sweep), sweep.since, again=again):
                        Carrier(self, resources, client, sweep).carry()
            finally:
                leases.let_go(name_of(sweep), self.holder)
        except StateError as error:
            LOG.error("sweep: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)
        except Exception as error:  # noqa: BLE001 (the last resort: the sweep is kept, and taken up again)
            LOG.error("sweep broke id=%s code=%s %s", sweep.id, code_of(error), where(error))  # noqa: TRY400 (the message may quote a person)
        finally:
            with self._lock:
                self._carried.discard(sweep.id)


def name_of(sweep: Sweep) -> str:
    """Give the name under which one process at a time holds a sweep."""
    return f"sweep:{sweep.team}:{sweep.id}"


@dataclass(slots=True)
class Carrier:
    """One sweep on its way: its message is kept up to date, and becomes the report."""

    desk: SweepDesk
    resources: Resources
    client: WebClient
    sweep: Sweep
    _stop: threading.Event = field(default_factory=threading.Event)
    _changed: float = field(default_factory=time.monotonic)
    _renewed: float = field(default_factory=time.monotonic)

    def carry(self) -> None:
        """Have every part read that is not, then post the report; where the process closes meanwhile, leave it as it is."""
        sweeps = self.resources.state.sweeps
        kept = sweeps.sweep(self.sweep.team, self.sweep.id)
        if kept is None or kept.standing is Standing.TOLD:
            self._say_forgotten(kept)
            return
        self.sweep = kept if kept.message else self._shown(kept)
        if kept.standing is Standing.RUNNING:
            if self._reaches() is None:
                return
            gate = self.resources.gate
            reader = Reader(collect=self.resources.services.collect, policy=gate.policy, may=self._may)
            conductor = Conductor(sweeps, lambda: self.desk.crew(sweeps.parts, reader), self._reaches_now)
            try:
                over = conductor.conduct(self.sweep, self._tell, self._stop)
            except BrokerError:
                self._wait_for_broker()
                return
            if not over and (self._stop.is_set() or sweeps.goes_on(self.sweep)):
                return
        if self._say_forgotten(sweeps.sweep(self.sweep.team, self.sweep.id)) or (reaches := self._reaches()) is None:
            return
        if not self._still_ours():
            return
        self._report(report_of(sweeps, self.sweep, reaches), cancelled=not sweeps.goes_on(self.sweep))

    def _say_forgotten(self, kept: Sweep | None) -> bool:
        """Say that nothing comes of it where it is kept no more: its asker was forgotten, and the sweep with them."""
        if kept is None and self.sweep.message:
            text = fill(words.FORGOTTEN, self.sweep.lang)
            self._become([section(text)], text)
        return kept is None

    def _wait_for_broker(self) -> None:
        """Say that it waits; the next round tries again."""
        LOG.warning("sweep waits for its broker id=%s", self.sweep.id)
        counts, lang = self.resources.state.sweeps.parts.counts(self.sweep), self.sweep.lang
        shown = blocks.progress(self.sweep.id, counts.ended, counts.total, counts.failed, lang)
        text = fill(words.BROKER_AWAY_NOW, lang)
        self._change([*shown, section(text)], text)

    @property
    def _asked(self) -> Place:
        """Give the place whose rights count: between the asker and the bot."""
        return Place(team=self.sweep.team, channel="", ts="", user=self.sweep.user)

    def _reaches(self) -> tuple[Reach, ...] | None:
        """Give what the asker may have read now; where that is nothing, the sweep ends here, and they are told why."""
        try:
            return self.resources.gate.reaches(self.client, self._asked)
        except NotAllowedError as error:
            if error.words is UNKNOWN_PERSON:  # Slack may say so at the next round
                LOG.warning("sweep waits for Slack to say who its asker is id=%s", self.sweep.id)
                return None
            text = fill(words.NO_MORE_RIGHTS, self.sweep.lang, why=reason(error, self.sweep.lang))
            self._become([section(text)], text)
            self.resources.state.sweeps.told(self.sweep)
            return None

    def _reaches_now(self) -> tuple[Reach, ...] | None:
        """Give what the asker may have read now; None where Slack does not say who that is, which is asked again."""
        try:
            return self.resources.gate.reaches(self.client, self._asked)
        except NotAllowedError as error:
            return None if error.words is UNKNOWN_PERSON else ()

    def _may(self, spot: Spot, _asker: str) -> bool:
        """Say whether a part may be read still; while Slack says nothing, what it said when the sweep went on holds."""
        reaches = self._reaches_now()
        return reaches is None or within(reaches, spot.account, spot.region)

    def _shown(self, sweep: Sweep) -> Sweep:
        """Post the message of a sweep whose process ended before it did so, and give the sweep with it."""
        counts, lang = self.resources.state.sweeps.parts.counts(sweep), sweep.lang
        title = fill(words.ROOT, lang, count=esc(f"{counts.total:,}"))
        place, _ = direct_thread(self.client, sweep.team, sweep.user, title)
        line = blocks.progress_line(counts.ended, counts.total, counts.failed, lang)
        shown = blocks.progress(sweep.id, counts.ended, counts.total, counts.failed, lang)
        message = InThread(self.client, place).say(shown, line)
        self.resources.state.sweeps.shown_in(sweep, place.channel, place.ts, message)
        return replace(sweep, channel=place.channel, root=place.ts, message=message)

    def _tell(self, counts: Counts) -> None:
        """Show how far it is, now and then; and find out whether to stop."""
        now = time.monotonic()
        if now - self._renewed > self.desk.lease.total_seconds() / 4:
            self._renewed = now
            if not self._still_ours():
                self._stop.set()
        if self.desk.closing.is_set():
            self._stop.set()
        if now - self._changed < SECONDS_BETWEEN_CHANGES or counts.ended == counts.total:
            return
        self._changed = now
        lang = self.sweep.lang
        line = blocks.progress_line(counts.ended, counts.total, counts.failed, lang)
        try:
            self._change(blocks.progress(self.sweep.id, counts.ended, counts.total, counts.failed, lang), line)
        except REFUSALS as error:
            LOG.info("the progress of a sweep could not be shown code=%s", code_of(error))

    def _still_ours(self) -> bool:
        """Say whether this process carries the sweep still, and go on to: who stands still for long is taken for gone."""
        if self.resources.state.leases.take(name_of(self.sweep), self.desk.holder, self.desk.lease):
            return True
        LOG.warning("sweep is another process's by now id=%s", self.sweep.id)
        return False

    def _report(self, report: Report, *, cancelled: bool) -> None:
        """Let the message become the report, with the files below it; all of it is found again where it is done again."""
        lang = self.sweep.lang
        self._become(blocks.result(report, lang, cancelled=cancelled), blocks.headline(report, lang, cancelled=cancelled))
        if report.seen:
            self._upload(report)
        if self.resources.state.sweeps.told(self.sweep):
            place = Place(team=self.sweep.team, channel=self.sweep.channel, ts=self.sweep.root, user=self.sweep.user)
            outcome = f"{len(report.seen)} read, {len(report.unseen)} not"
            write_down(self.resources, Deed(place=place, name="sweep", outcome=outcome))
            LOG.info("sweep told id=%s read=%d unread=%d", self.sweep.id, len(report.seen), len(report.unseen))

    def _become(self, shown: Sequence[Json], text: Mrkdwn) -> None:
        """Put this in the place of the message; where somebody deleted that, below it."""
        try:
            self._change(shown, text)
        except SlackApiError as error:
            if code_of(error) not in GONE:
                raise
            place = Place(team=self.sweep.team, channel=self.sweep.channel, ts=self.sweep.root, user=self.sweep.user)
            InThread(self.client, place).say(shown, text)

    def _change(self, shown: Sequence[Json], text: Mrkdwn) -> None:
        self.client.chat_update(
            channel=self.sweep.channel, ts=self.sweep.message, blocks=list(shown), text=cut(text, TEXT_LIMIT)
        )

    def _upload(self, report: Report) -> None:
        """Post the whole as a CSV and as a page, in one message."""
        lang, name = self.sweep.lang, f"sweep-{self.sweep.id}"
        title = words.TITLE.say(lang)
        files: list[Json] = [
            {"filename": f"{name}.csv", "content": sheet(report, lang).encode(), "title": f"{title} {name}.csv"},
            {"filename": f"{name}.html", "content": page(report, lang).encode(), "title": f"{title} {name}.html"},
        ]
        said = fill(words.FILES, lang)
        try:
            self.client.files_upload_v2(
                channel=self.sweep.channel, thread_ts=self.sweep.root, file_uploads=files, initial_comment=said
            )
        except REFUSALS as error:
            LOG.warning("sweep files refused code=%s", code_of(error))
            text = fill(words.NO_FILES, lang, code=esc(code_of(error)))
            place = Place(team=self.sweep.team, channel=self.sweep.channel, ts=self.sweep.root, user=self.sweep.user)
            InThread(self.client, place).say([section(text)], text)
