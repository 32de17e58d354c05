"""The notes in service: the product's, a team's over them, what a workspace taught on top, and what a change does."""

from __future__ import annotations

import dataclasses
import threading
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest

from bot.notes import Notes
from knowledge import Entry, Found, KnowledgeError
from knowledge.library import Folder
from tests.unit.knowledge.folders import ENTRY, PAPER, Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "what is the printer queue"
ORCHARD, HARBOR = "T0ORCHARD", "T0HARBOR"


class Told:
    """Who waits for changes and trouble, and what they were told."""

    def __init__(self, notes: Notes) -> None:
        """Wait."""
        self.heard: list[str] = []
        notes.on_change(lambda team: self.heard.append(f"changed {team}"))
        notes.on_trouble(lambda error: self.heard.append(f"broken {error}"), lambda: self.heard.append("mended"))


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Give a team's own folder with one good entry in it."""
    return Team(tmp_path / "notes").with_entry("printer-queue")


class OverFew(Notes):
    """Notes whose team's folder is laid over a few entries in the place of the product's, which take longer to read."""

    def _folder(self) -> Folder:
        (folder,) = self.folders
        return Folder(folder, over=Folder(folder.with_name("few")))


@pytest.fixture
def few(tmp_path: Path) -> None:
    """Make the few entries."""
    Team(tmp_path / "few").with_entry("paper-tray", PAPER)


@pytest.fixture
def notes(team: Team, few: None) -> Notes:  # noqa: ARG001 (they have to lie there)
    """Give the notes with the team's folder, opened."""
    opened = OverFew(team.folder)
    opened.of()
    return opened


def printers(notes: Notes, answer: str = "", team: str = "") -> Entry:
    """Give the team's entry as it is in service, with another answer where one is given."""
    entry = notes.entry("printer-queue", team=team)
    assert entry is not None
    return dataclasses.replace(entry, answer=dataclasses.replace(entry.answer, en=answer)) if answer else entry


def said(notes: Notes, team: str = "") -> str:
    """Give what is answered to the question about printers."""
    found = notes.answer(QUESTION, "en", team=team)
    assert isinstance(found, Found)
    return found.match.entry.answer.en


def look_until_settled(notes: Notes) -> None:
    """Look as often as it takes to see that nobody is writing any more."""
    notes.look()
    notes.look()


def test_a_teams_entries_are_added_to_those_of_the_product(team: Team) -> None:
    """Both answer; the team's topics are known; the paths of the product stay walkable."""
    notes = Notes(team.folder)
    assert said(notes) == "The line in which print jobs wait."
    assert notes.entry("subnet") is not None
    assert "printer-queue" in notes.of().topics
    assert [path.id for path in notes.paths()] == ["cloud-to-gateway-endpoint"]


def test_an_entry_with_an_id_of_ours_takes_its_place(tmp_path: Path) -> None:
    """What the team says of subnets is what is said of them."""
    Team(tmp_path).with_entry("subnet", ENTRY.replace("id: printer-queue", "id: subnet"))
    entries = Notes(tmp_path).of().entries
    assert [entry.title.en for entry in entries if entry.id == "subnet"] == ["The printer queue"]


def test_without_a_folder_there_are_the_products_notes() -> None:
    """And no folder in which anybody would look for labs of the team's own."""
    notes = Notes()
    assert notes.entry("subnet") is not None
    assert (notes.folders, notes.lab_folders) == ((), ())


def test_the_folder_of_a_teams_labs_is_found_once_it_is_there(notes: Notes, team: Team) -> None:
    """Labs lie below the paths."""
    assert (notes.folders, notes.lab_folders) == ((team.folder,), ())
    (team.folder / "paths" / "labs").mkdir(parents=True)
    assert notes.lab_folders == (team.folder / "paths" / "labs",)


def test_workspaces_that_taught_nothing_share_one_knowledge_base(notes: Notes) -> None:
    """Only who taught something has one of their own, with it on top."""
    taught = {ORCHARD: (printers(notes, "Ours is on floor 3."),)}
    notes.learn_from(lambda team: taught.get(team, ()))
    assert said(notes, ORCHARD) == "Ours is on floor 3."
    assert said(notes, HARBOR) == said(notes) == "The line in which print jobs wait."
    assert notes.of(HARBOR) is notes.of()
    assert notes.of(ORCHARD) is not notes.of()


def test_what_was_approved_answers_at_once_and_what_was_withdrawn_no_more(notes: Notes) -> None:
    """`renew` takes it up, and tells of it where anything is different."""
    taught: dict[str, tuple[Entry, ...]] = {}
    notes.learn_from(lambda team: taught.get(team, ()))
    told = Told(notes)
    assert said(notes, ORCHARD) == "The line in which print jobs wait."
    taught[ORCHARD] = (printers(notes, "Ours is on floor 3."),)
    notes.renew(ORCHARD)
    assert said(notes, ORCHARD) == "Ours is on floor 3."
    notes.renew(ORCHARD)
    del taught[ORCHARD]
    notes.renew(ORCHARD)
    assert said(notes, ORCHARD) == "The line in which print jobs wait."
    assert told.heard == [f"changed {ORCHARD}"] * 2


def test_what_another_process_was_taught_is_seen_by_looking(notes: Notes) -> None:
    """Two processes on one database: neither has to be restarted."""
    taught: dict[str, tuple[Entry, ...]] = {}
    notes.learn_from(lambda team: taught.get(team, ()))
    notes.of(ORCHARD)
    taught[ORCHARD] = (printers(notes, "Ours is on floor 3."),)
    notes.look()
    assert said(notes, ORCHARD) == "Ours is on floor 3."


def test_a_saved_file_takes_effect_once_nobody_writes_any_more(notes: Notes, team: Team) -> None:
    """The first look sees that something changed, the second that it stays so; what was taught stays on top."""
    told = Told(notes)
    team.with_changed("The line in which print jobs wait.", "Where jobs wait.")
    notes.look()
    assert said(notes) == "The line in which print jobs wait."
    notes.look()
    assert said(notes) == said(notes, ORCHARD) == "Where jobs wait."
    notes.look()
    assert told.heard == ["changed None"]


def test_a_new_file_and_a_deleted_one_are_seen(notes: Notes, team: Team) -> None:
    """Not only edits are."""
    team.with_entry("toner", ENTRY.replace("id: printer-queue", "id: toner"))
    look_until_settled(notes)
    assert notes.entry("toner") is not None
    (team.folder / "entries" / "toner.yaml").unlink()
    look_until_settled(notes)
    assert notes.entry("toner") is None


def test_a_broken_file_keeps_the_last_good_version_and_is_told_once(notes: Notes, team: Team) -> None:
    """File, line and what is wrong; again only where it is something else; and once when it is mended."""
    told = Told(notes)
    for broken in ("reviewed: yesterday", "reviewed: yesterday", "reviewed: tomorrow"):
        team.with_changed("reviewed: 2026-11-23", broken + "\n" * len(told.heard))
        look_until_settled(notes)
        assert said(notes) == "The line in which print jobs wait."
    team.with_entry("printer-queue", ENTRY.replace("The line in which print jobs wait.", "Where jobs wait."))
    look_until_settled(notes)
    assert said(notes) == "Where jobs wait."
    line = ENTRY.splitlines().index("reviewed: 2026-11-23") + 1
    assert told.heard == [
        f'broken notes/entries/printer-queue.yaml:{line}: has "yesterday" as "reviewed"; write the day as YYYY-MM-DD',
        f'broken notes/entries/printer-queue.yaml:{line}: has "tomorrow" as "reviewed"; write the day as YYYY-MM-DD',
        "changed None",
        "mended",
    ]


def test_a_broken_path_is_trouble_as_a_broken_entry_is(notes: Notes, team: Team) -> None:
    """Lessons are files of the notes, too."""
    told = Told(notes)
    (team.folder / "paths").mkdir()
    (team.folder / "paths" / "printing.yaml").write_text("id: printing\n", encoding="utf-8")
    look_until_settled(notes)
    assert [one.partition(":")[0] for one in told.heard] == ["broken notes/paths/printing.yaml"]
    assert notes.paths() == ()


def test_a_folder_that_vanishes_is_trouble_and_no_empty_knowledge_base(notes: Notes, team: Team) -> None:
    """A volume that is not mounted for a while takes no answer away."""
    told = Told(notes)
    moved = team.folder.rename(team.folder.with_name("elsewhere"))
    look_until_settled(notes)
    assert said(notes) == "The line in which print jobs wait."
    moved.rename(team.folder)
    look_until_settled(notes)
    assert [one.partition(" ")[0] for one in told.heard] == ["broken", "changed", "mended"]


def test_what_a_listener_finds_wrong_with_its_files_is_told_like_ours(notes: Notes, team: Team) -> None:
    """Whoever reads other files of the folder tells by raising; and one who fails keeps nobody else from being told."""
    wrong = [KnowledgeError("notes/paths/labs/a.yaml", 3, "is no lab")]

    def read_labs(_team: str | None) -> None:
        if wrong:
            raise wrong[0]

    def fail(_team: str | None) -> None:
        raise ZeroDivisionError

    notes.on_change(fail)
    notes.on_change(read_labs)
    told = Told(notes)
    team.with_changed("The line in which print jobs wait.", "Where jobs wait.")
    look_until_settled(notes)
    wrong.clear()
    team.with_changed("The line in which print jobs wait.", "Jobs wait there.")
    look_until_settled(notes)
    assert told.heard == ["changed None", "broken notes/paths/labs/a.yaml:3: is no lab", "changed None", "mended"]


def test_a_broken_folder_is_an_error_at_the_first_question(team: Team) -> None:
    """There is no good version to fall back to."""
    team.with_changed("reviewed: 2026-11-23", "reviewed: yesterday")
    with pytest.raises(KnowledgeError, match="yesterday"):
        Notes(team.folder).of()


@pytest.fixture
def watched(team: Team, few: None) -> Iterator[Notes]:  # noqa: ARG001 (they have to lie there)
    """Give the notes with the team's folder, watched without a pause."""
    notes = OverFew(team.folder, every=0.005)
    notes.of()
    notes.watch()
    yield notes
    notes.close()


def test_who_watches_takes_up_what_is_saved_until_closed(watched: Notes, team: Team) -> None:
    """The thread ends with `close`, and nothing is taken up from then on."""
    changed = threading.Event()
    watched.on_change(lambda _: changed.set())
    team.with_changed("The line in which print jobs wait.", "Where jobs wait.")
    assert changed.wait(10)
    assert said(watched) == "Where jobs wait."
    watched.close()
    assert "routelore-notes" not in [thread.name for thread in threading.enumerate()]


def test_looking_goes_on_after_it_failed(watched: Notes) -> None:
    """Where the database cannot be asked for a moment, the next look asks again."""
    asked = threading.Semaphore(0)
    answers: Iterator[tuple[Entry, ...] | None] = chain([(), None], repeat(()))

    def failing_once(_team: str) -> tuple[Entry, ...]:
        asked.release()
        if (answer := next(answers)) is None:
            raise OSError
        return answer

    watched.learn_from(failing_once)
    watched.of(ORCHARD)
    for _ in range(4):
        assert asked.acquire(timeout=10)
