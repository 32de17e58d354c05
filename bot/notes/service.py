"""The notes that are asked: the product's, a team's own, and what each workspace taught; renewed when these change."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from bot.rounds import Job, Rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from bot.notes.files import Fingerprint
    from bot.notes.version import Own, Version
    from knowledge.answer import Answer
    from knowledge.answerer import Knowledge
    from knowledge.entry import Entry, Lang
    from knowledge.learning.path import LearningPath
    from knowledge.library import Folder
    from knowledge.meaning.gist import Reader
    from knowledge.store import KnowledgeError

    Taught: TypeAlias = Callable[[str], Iterable[Entry]]

LOG = logging.getLogger("routelore")
#: Seconds between two looks at the files; what was saved is taken up by the second look that finds it unchanged.
EVERY = 1.0


class Notes:
    """The notes that are asked, opened at the first question.

    Each workspace asks the product's entries, over them those of the team's own folder, and over these what people of
    the workspace taught. While `watch` runs, a file that is saved takes effect by itself; one that is broken changes
    nothing, and whoever waits for trouble is told.
    """

    def __init__(self, folder: Path | None = None, *, every: float = EVERY, reader: Reader | None = None) -> None:
        """Take a team's own folder beside what comes with the product; look at the files every so many seconds.

        With a reader, questions are matched by their meaning, too.
        """
        self._reader = reader
        self._own_folder = folder
        self._every = every
        self._taught: Taught = _nothing
        self._changed: list[Callable[[str | None], None]] = []
        self._troubled: list[tuple[Callable[[KnowledgeError], None], Callable[[], None]]] = []
        self._building = threading.Lock()
        self._version: Version | None = None
        self._read: Fingerprint = frozenset()
        self._seen: Fingerprint = frozenset()
        self._trouble = ""
        self._watching: Rounds | None = None

    # --- what is asked ------------------------------------------------------------------------------------------------
    def of(self, team: str = "") -> Knowledge:
        """Give the knowledge base that a workspace asks.

        Raises:
            KnowledgeError: a file is wrong, and there was no good version before.
        """
        return self._own(team).knowledge

    def answers(
        self, question: str, lang: Lang | None = None, *, team: str = "", before: Sequence[str] = ()
    ) -> tuple[Answer, ...]:
        """Give an answer to each question that a message holds; `before` is what was said earlier in the same thread."""
        return self._own(team).answers(question, lang, tuple(before))

    def answer(self, question: str, lang: Lang | None = None, *, team: str = "", before: Sequence[str] = ()) -> Answer:
        """Give the answer to one question."""
        return self.of(team).answer(question, lang, before)

    def entry(self, name: str, *, team: str = "") -> Entry | None:
        """Give the entry with this id, else the first that answers the topic of this name."""
        return entry_called(name, self.of(team).entries)

    def paths(self, team: str = "") -> tuple[LearningPath, ...]:  # noqa: ARG002 (lessons read what the folders hold; nobody teaches those in chat)
        """Give the learning paths that a workspace can walk: the product's, and the team's own."""
        return self._current().paths

    @property
    def folders(self) -> tuple[Path, ...]:
        """Give the team's own folders of knowledge, beside what comes with the product; none where it has none."""
        return () if self._own_folder is None else (self._own_folder,)

    @property
    def lab_folders(self) -> tuple[Path, ...]:
        """Give the folders of the team's own labs, as far as there are any now."""
        return tuple(place for folder in self.folders if (place := folder / "paths" / "labs").is_dir())

    def _own(self, team: str) -> Own:
        version = self._current()
        if (own := version.own.get(team)) is None:
            with self._building:
                if (own := version.own.get(team)) is None:
                    own = version.own[team] = version.with_taught(self._taught(team) if team else ())
        return own

    # --- what changes -------------------------------------------------------------------------------------------------
    def learn_from(self, taught: Taught) -> None:
        """Ask this from now on for what a workspace taught; it is called anew with `renew` and now and then."""
        with self._building:
            self._taught = taught
            if self._version is not None:
                self._version.own.clear()

    def on_change(self, told: Callable[[str | None], None]) -> None:
        """Tell this after every change: the id of the workspace that was taught something, None where files changed.

        It is called in the thread that made the change, and has to be quick: what takes longer belongs to a pool.
        A KnowledgeError that it raises is told as trouble with the files.
        """
        self._changed.append(told)

    def on_trouble(self, told: Callable[[KnowledgeError], None], mended: Callable[[], None]) -> None:
        """Tell this once of each trouble that keeps the files' new version out of service, and when it is mended."""
        self._troubled.append((told, mended))

    def renew(self, team: str) -> None:
        """Take up what a workspace taught or withdrew: the next answer has it."""
        version = self._current()
        with self._building:
            before = version.own.get(team)
            version.own[team] = now = version.with_taught(self._taught(team))
        if before is None or before.taught != now.taught:
            self._tell_change(team)

    def watch(self) -> None:
        """Look at the files in a thread of its own until closed."""
        if self._watching is None:
            self._watching = Rounds("notes", [Job(name="notes", every=timedelta(seconds=self._every), do=self.look)])
            self._watching.start()

    def close(self) -> None:
        """Stop looking at the files."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None

    def look(self) -> None:
        """Look at the files once: take up what was saved, unless somebody seems to be saving still."""
        version = self._version
        if version is None:
            return
        seen = _fingerprint(self._folder())
        settled, self._seen = seen == self._seen, seen
        if seen != self._read and settled:
            self._reload(seen)
        for team, own in list(version.own.items()):
            if team and tuple(self._taught(team)) != own.taught:
                self.renew(team)  # taught by way of another process

    # --- how ----------------------------------------------------------------------------------------------------------
    def _current(self) -> Version:
        if self._version is None:
            with self._building:
                if self._version is None:
                    self._read = self._seen = _fingerprint(self._folder())
                    self._version = self._read_version()
        return self._version

    def _folder(self) -> Folder:
        from knowledge.library import Folder

        return Folder.shipped() if self._own_folder is None else Folder.team(self._own_folder)

    def _read_version(self) -> Version:
        from bot.notes.version import read_version

        return read_version(self._folder(), self._reader)

    def _reload(self, seen: Fingerprint) -> None:
        """Put the files' new version into service, whole; where it is broken, all stays as it is."""
        from knowledge.store import KnowledgeError

        self._read = seen
        try:
            self._version = self._read_version()
        except KnowledgeError as error:
            self._tell_trouble(error)
            return
        LOG.info("notes: renewed")
        if (wrong := self._tell_change(None)) is not None:
            self._tell_trouble(wrong)
        elif self._trouble:
            self._trouble = ""
            for _, mended in self._troubled:
                mended()

    def _tell_change(self, team: str | None) -> KnowledgeError | None:
        """Tell everybody who waits for changes, and give what one of them found wrong with its files."""
        from knowledge.store import KnowledgeError

        wrong = None
        for told in self._changed:
            try:
                told(team)
            except KnowledgeError as error:
                wrong = error
            except Exception as error:  # noqa: BLE001 (what one listener makes of a change is nothing to the others)
                LOG.error("notes: a change was not taken up: %s", type(error).__name__)  # noqa: TRY400 (texts may be people's)
        return wrong

    def _tell_trouble(self, error: KnowledgeError) -> None:
        LOG.error("notes: %s", error)
        if str(error) != self._trouble:
            self._trouble = str(error)
            for told, _ in self._troubled:
                told(error)


def entry_called(name: str, entries: Iterable[Entry]) -> Entry | None:
    """Give the entry with this id, else the first that answers the topic of this name."""
    by_id = {one.id: one for one in entries}
    return by_id.get(name) or next((one for one in by_id.values() if name in one.topics), None)


def _nothing(_team: str) -> tuple[Entry, ...]:
    return ()


def _fingerprint(folder: Folder) -> Fingerprint:
    from bot.notes.files import fingerprint

    return fingerprint(folder)
