"""Somebody on a path: which one, where they stand, and the one message in their direct messages that shows it."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.blocks import lesson, welcome
from bot.blocks.parts import esc, fill, link, section
from bot.blocks.progress import as_value, mark, mine
from bot.listeners.direct_messages import DirectMessages
from bot.phrases import lessons as words
from bot.state.learners import Shown
from knowledge.learning import walk
from knowledge.learning.changed import fitted
from knowledge.learning.saved import ProgressError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from slack_sdk import WebClient

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.resources import Resources
    from bot.state.learners import Learners
    from diagnostics.model.words import Lang
    from knowledge.entry import Entry
    from knowledge.learning.path import LearningPath
    from knowledge.learning.progress import Progress
    from knowledge.learning.walk import Turn

    Move = Callable[[Progress, LearningPath], Turn]

LOG = logging.getLogger("routelore")
_LANES = 64


@dataclass(frozen=True, slots=True)
class Lanes:
    """Locks that let each person's moves be shown one after the other."""

    _locks: tuple[threading.Lock, ...] = field(default_factory=lambda: tuple(threading.Lock() for _ in range(_LANES)))

    def of(self, team: str, user: str) -> threading.Lock:
        """Give the lock of one person; some people share one."""
        return self._locks[hash((team, user)) % _LANES]


def language(resources: Resources, client: WebClient, team: str, user: str) -> Lang:
    """Give the language that somebody learns in: the one that they chose, else that of their Slack."""
    return resources.state.learners.learner(team, user).lang or resources.people.language(client, user)


def standing(learners: Learners, who: tuple[str, str], path: LearningPath, lang: Lang, *, others: bool) -> list[Json]:
    """Give how far somebody is on a path; that they could begin it, or that what is kept of it cannot be read."""
    try:
        progress = learners.progress(*who, path.id)
    except ProgressError:
        return welcome.unreadable(path, lang)
    if progress is None:
        return welcome.choice([path], lang)
    return mine(path, fitted(progress, path), lang, others=others)


class StaleMoveError(Exception):
    """A button belongs to a step that is over."""


def now() -> datetime:
    """Give the moment at which somebody begins or ends a path."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """Somebody who learns, and what is needed to show them where they stand."""

    resources: Resources
    client: WebClient
    team: str
    user: str
    lang: Lang
    paths: tuple[LearningPath, ...]
    aside: Callable[[Mrkdwn], object] | None = None

    @property
    def direct(self) -> DirectMessages:
        """Give their direct message with the bot."""
        return DirectMessages(self.client, self.user)

    @classmethod
    def find(
        cls, resources: Resources, client: WebClient, who: tuple[str, str], aside: Callable[[Mrkdwn], object] | None = None
    ) -> Walker:
        """Give the person with the language that they chose, else that of their Slack, and the paths as they are now.

        `aside` tells them a sentence for their eyes alone; without it, it goes into the direct message.
        """
        team, user = who
        lang = language(resources, client, team, user)
        paths = resources.services.notes.paths(team)
        return cls(resources=resources, client=client, team=team, user=user, lang=lang, paths=paths, aside=aside)

    def tell(self, text: Mrkdwn) -> None:
        """Tell them a sentence."""
        if self.aside is not None:
            self.aside(text)
        else:
            self.direct.post([section(text)], text)

    # --- where they stand ---------------------------------------------------------------------------------------------
    def path(self, name: str) -> LearningPath | None:
        """Give the path of this id, where there is one now."""
        return next((one for one in self.paths if one.id == name), None)

    def begun(self) -> LearningPath | None:
        """Give the path that they walked last, where it is still there."""
        return self.path(self.resources.state.learners.learner(self.team, self.user).path)

    def progress(self, path: LearningPath) -> Progress | None:
        """Give how far they are on a path as it is now; None where they never began it.

        Raises:
            ProgressError: what is kept cannot be read.
        """
        kept = self.resources.state.learners.progress(self.team, self.user, path.id)
        return None if kept is None else fitted(kept, path)

    def standing(self, path: LearningPath) -> list[Json]:
        """Give how far they are on a path, and what they can do about it; or that it cannot be read."""
        learners = self.resources.state.learners
        return standing(learners, (self.team, self.user), path, self.lang, others=len(self.paths) > 1)

    # --- moves --------------------------------------------------------------------------------------------------------
    def start(self, path: LearningPath) -> None:
        """Show where they stand on a path, begun where it was not, in a new message."""

        def step(kept: Progress | None) -> Progress:
            if kept is not None:
                return fitted(kept, path)
            return fresh

        fresh, move = self._fresh(path), self.resources.state.learners.move
        self._attempt(path, lambda: self.present(path, move(self.team, self.user, path.id, step)))

    def take(self, value: Mapping[str, str], clicked: str, move: Move) -> None:
        """Make the move of a button, where it still belongs to where they stand; else say where that is."""
        path = self.path(value.get("p", ""))
        if path is None:
            self.tell(fill(words.PATH_GONE, self.lang))
            return

        def step(kept: Progress | None) -> Progress:
            if kept is None or mark(at := fitted(kept, path)) != dict(value):
                raise StaleMoveError
            return move(at, path).progress

        def job() -> None:
            try:
                moved = self.resources.state.learners.move(self.team, self.user, path.id, step)
            except StaleMoveError:
                self.say_where(path, clicked)
            else:
                self.present(path, moved, clicked)

        self._attempt(path, job)

    def open(self, path: LearningPath, name: str) -> None:
        """Go to a lesson of a path, begun where it was not."""

        def step(kept: Progress | None) -> Progress:
            return walk.go_to(fresh if kept is None else kept, path, name).progress

        fresh, move = self._fresh(path), self.resources.state.learners.move
        self._attempt(path, lambda: self.present(path, move(self.team, self.user, path.id, step)))

    def move(self, path: LearningPath, move: Move) -> None:
        """Make a move from where they stand, begun where they had not."""

        def step(kept: Progress | None) -> Progress:
            return move(fresh if kept is None else fitted(kept, path), path).progress

        fresh, keep = self._fresh(path), self.resources.state.learners.move
        self._attempt(path, lambda: self.present(path, keep(self.team, self.user, path.id, step)))

    def restart(self, path: LearningPath) -> None:
        """Begin a path over, also where what is kept of it cannot be read."""
        learners = self.resources.state.learners
        try:
            kept = learners.progress(self.team, self.user, path.id)
        except ProgressError:
            kept = None
        fresh = self._fresh(path) if kept is None else walk.reset(kept, path, at=now()).progress
        self.present(path, learners.restart(self.team, self.user, path.id, fresh))

    def _fresh(self, path: LearningPath) -> Progress:
        """Give the beginning of a path; who shares their progress on another path shares it here."""
        known = self.resources.state.learners.everybody(self.team, self.user)
        return walk.begin(path, at=now(), shares=any(progress.shares for _, progress in known)).progress

    def _attempt(self, path: LearningPath, job: Callable[[], None]) -> None:
        try:
            job()
        except ProgressError as error:
            LOG.warning("progress unreadable path=%s: %s", path.id, error)
            self.direct.post(welcome.unreadable(path, self.lang), fill(words.UNREADABLE, self.lang))

    # --- what they see ------------------------------------------------------------------------------------------------
    def reading(self, path: LearningPath, progress: Progress) -> lesson.Reading:
        """Give what blocks need to show a path to them: the progress, and the entries as they are now."""
        names = frozenset(name for one in path.lessons for name in one.entries)
        base = {one.id: one for one in self.resources.services.notes.of(self.team).entries}
        entries: dict[str, Entry] = {name: base[name] for name in names if name in base}
        return lesson.Reading(path=path, turn=walk.show(progress, path), entries=entries, lang=self.lang)

    def present(self, path: LearningPath, progress: Progress, clicked: str = "") -> None:
        """Show where they stand: in the message that was clicked where it is the same quiz, else in a new one."""
        learners, reading = self.resources.state.learners, self.reading(path, progress)
        blocks, stamp, old = lesson.page(reading), mark(reading.turn.progress), self._shown()
        title = lesson.title(reading)
        same = old is not None and old.ts == clicked and lesson.same_card(_mark(old), stamp)
        if old is not None and same and self._changed(old, blocks, title):
            learners.keep_shown(self.team, self.user, Shown(channel=old.channel, ts=old.ts, mark=as_value(stamp)))
            return
        channel = old.channel if old is not None else self.direct.channel()
        ts = self.direct.posted(channel, blocks, title)[-1]
        before = learners.keep_shown(self.team, self.user, Shown(channel=channel, ts=ts, mark=as_value(stamp)))
        if before is not None and before.ts != ts:
            self._settle(before, path, progress)

    def again(self, path: LearningPath, clicked: str) -> None:
        """Show the newest message anew where it stands, as after a change of the language."""
        self._attempt(path, lambda: self._again(path, clicked))

    def _again(self, path: LearningPath, clicked: str) -> None:
        progress, old = self.progress(path), self._shown()
        if progress is None or old is None or old.ts != clicked:
            self.say_where(path, clicked)
            return
        reading = self.reading(path, progress)
        if not self._changed(old, lesson.page(reading), lesson.title(reading)):
            self.present(path, progress)

    def pause_newest(self, path: LearningPath) -> None:
        """Do as the button of the newest message would that says later."""
        shown = self._shown()
        self.pause(path, shown.ts if shown is not None else "")
        self.tell(fill(words.SAVED_SO_FAR, self.lang))

    def pause(self, path: LearningPath, clicked: str) -> None:
        """Turn the newest message into one that says how to go on later."""
        self._attempt(path, lambda: self._pause(path, clicked))

    def _pause(self, path: LearningPath, clicked: str) -> None:
        progress, old = self.progress(path), self._shown()
        if progress is None or old is None or old.ts != clicked:
            self.say_where(path, clicked)
            return
        self._changed(old, lesson.paused(self.reading(path, progress), _mark(old)), fill(words.SAVED, self.lang))

    def say_where(self, path: LearningPath, clicked: str) -> None:
        """Say where they are by now, with the way there; where no message shows that, show it."""
        progress, old = self.progress(path), self._shown()
        if progress is None:
            self.tell(fill(words.NOTHING_TO_RESET, self.lang))
            return
        reading = self.reading(path, progress)
        address = self.direct.address(old.channel, old.ts) if old is not None else ""
        if old is None or not address or old.ts == clicked or _mark(old) != mark(reading.turn.progress):
            self.present(path, progress)
            return
        there = link(address, words.GO_THERE.say(self.lang))
        self.tell(fill(words.FURTHER, self.lang, where=lesson.title(reading), link=there))

    def newest(self) -> str:
        """Give the address of the message that shows where they stand; empty where there is none."""
        shown = self._shown()
        return "" if shown is None else self.direct.address(shown.channel, shown.ts)

    def has_shown(self, ts: str) -> bool:
        """Say whether a message is, or just was, the one that shows where they stand."""
        shown = self._shown()
        return shown is not None and shown.ts == ts

    def _shown(self) -> Shown | None:
        return self.resources.state.learners.learner(self.team, self.user).shown

    def _settle(self, old: Shown, path: LearningPath, progress: Progress) -> None:
        """Take the buttons off the message that was the newest."""
        shown = _mark(old)
        its_path = self.path(shown.get("p", ""))
        if its_path is not None and its_path.id != path.id:
            known = self.resources.state.learners.everybody(self.team, self.user)
            path, progress = its_path, next((one for _, one in known if one.path == its_path.id), progress)
        blocks = lesson.settled(self.reading(path, progress), shown)
        self._changed(old, blocks, esc(path.title.say(self.lang)))

    def _changed(self, shown: Shown, blocks: Sequence[Json], text: str) -> bool:
        return self.direct.change(shown.channel, shown.ts, blocks, text)


def _mark(shown: Shown) -> dict[str, str]:
    """Give what a message shows, as it was kept."""
    read = json.loads(shown.mark)
    return {str(key): str(one) for key, one in read.items()}
