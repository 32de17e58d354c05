"""Files of the notes as editors, version control and volumes leave them: what is read is what is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.notes import Notes
from bot.notes.files import fingerprint
from knowledge.library import Folder
from knowledge.store import KnowledgeError, yaml_files
from tests.unit.knowledge.folders import ENTRY, PAPER, TOPICS, Team

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

NEWER = ENTRY.replace("The line in which print jobs wait.", "Where jobs wait.")


class OverFew(Notes):
    """Notes whose team's folder is laid over a few entries in the place of the product's, which take longer to read."""

    def _folder(self) -> Folder:
        (folder,) = self.folders
        return Folder(folder, over=Folder(folder.with_name("few")))


def opened(folder: Path) -> tuple[Notes, list[str]]:
    """Give the notes of a folder, opened, and what is told of them from now on."""
    Team(folder.with_name("few")).with_entry("paper-tray", PAPER)
    notes, heard = OverFew(folder), list[str]()
    notes.of()
    notes.on_change(lambda _: heard.append("changed"))
    notes.on_trouble(lambda error: heard.append(f"broken {error}"), lambda: heard.append("mended"))
    return notes, heard


def answer(notes: Notes) -> str:
    """Give what the team's entry says now."""
    entry = notes.entry("printer-queue")
    assert entry is not None
    return entry.answer.en


def look(notes: Notes) -> None:
    """Look as often as it takes to see that nobody is writing any more."""
    notes.look()
    notes.look()


def mount(volume: Path, files: Mapping[str, str], stamp: str) -> None:
    """Put files into a volume as Kubernetes does a ConfigMap's: a hidden folder, and a link that is swapped as a whole."""
    for name, text in files.items():
        file = volume / f"..{stamp}" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (volume / "..data_tmp").symlink_to(f"..{stamp}")
    (volume / "..data_tmp").replace(volume / "..data")
    for first in {name.partition("/")[0] for name in files}:
        if not (volume / first).is_symlink():
            (volume / first).symlink_to(f"..data/{first}")


def test_a_volume_that_holds_the_folder_is_read_and_its_swap_is_seen(tmp_path: Path) -> None:
    """The whole folder is one ConfigMap."""
    mount(tmp_path / "notes", {"topics.yaml": TOPICS, "entries/printer-queue.yaml": ENTRY}, "one")
    notes, heard = opened(tmp_path / "notes")
    mount(tmp_path / "notes", {"topics.yaml": TOPICS, "entries/printer-queue.yaml": NEWER}, "two")
    look(notes)
    assert (answer(notes), heard) == ("Where jobs wait.", ["changed"])


def test_a_volume_among_the_entries_is_read_once(tmp_path: Path) -> None:
    """The ConfigMap is mounted at `entries`: its hidden copies are not the same entries again."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "topics.yaml").write_text(TOPICS, encoding="utf-8")
    mount(tmp_path / "notes" / "entries", {"printer-queue.yaml": ENTRY}, "one")
    notes, heard = opened(tmp_path / "notes")
    mount(tmp_path / "notes" / "entries", {"printer-queue.yaml": NEWER}, "two")
    look(notes)
    assert (answer(notes), heard) == ("Where jobs wait.", ["changed"])


def test_what_lies_behind_a_link_to_a_folder_is_watched_as_it_is_read(tmp_path: Path) -> None:
    """A team may link a folder of another repository in."""
    team = Team(tmp_path / "notes").with_entry("paper-tray", PAPER)
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "printer-queue.yaml").write_text(ENTRY, encoding="utf-8")
    (team.folder / "entries" / "more").symlink_to(tmp_path / "far")
    notes, heard = opened(team.folder)
    (tmp_path / "far" / "printer-queue.yaml").write_text(NEWER, encoding="utf-8")
    look(notes)
    assert (answer(notes), heard) == ("Where jobs wait.", ["changed"])


def test_what_editors_and_version_control_leave_is_no_entry(tmp_path: Path) -> None:
    """Locks, backups, resource forks and a hidden folder: nobody is told, and nothing is read again."""
    team = Team(tmp_path / "notes").with_entry("printer-queue")
    notes, heard = opened(team.folder)
    entries = team.folder / "entries"
    (entries / ".#printer-queue.yaml").symlink_to("mina@orchard.1234:56")
    (entries / "._printer-queue.yaml").write_bytes(b"\0\5\26\7")
    for name in ("printer-queue.yaml~", "#printer-queue.yaml#", ".printer-queue.yaml.swp", "4913"):
        (entries / name).write_text("half a file: [", encoding="utf-8")
    (entries / ".git").mkdir()
    (entries / ".git" / "merge.yaml").write_text("<<<<<<< HEAD", encoding="utf-8")
    look(notes)
    assert heard == []


def test_saving_by_renaming_and_by_writing_over_both_take_effect(tmp_path: Path) -> None:
    """Between the emptying of a file and its last byte nothing is taken up, and nobody is told."""
    team = Team(tmp_path / "notes").with_entry("printer-queue")
    notes, heard = opened(team.folder)
    file = team.folder / "entries" / "printer-queue.yaml"
    file.with_suffix(".tmp").write_text(NEWER, encoding="utf-8")
    file.with_suffix(".tmp").replace(file)
    look(notes)
    assert (answer(notes), heard) == ("Where jobs wait.", ["changed"])
    file.write_text("", encoding="utf-8")
    notes.look()
    file.write_text(ENTRY, encoding="utf-8")
    look(notes)
    assert (answer(notes), heard) == ("The line in which print jobs wait.", ["changed", "changed"])


def test_a_file_that_may_be_read_from_now_on_is_looked_at_again(tmp_path: Path) -> None:
    """To change who may read it changes neither its bytes nor the moment of its last saving."""
    team = Team(tmp_path / "notes").with_entry("printer-queue")
    folder, file = Folder(team.folder), team.folder / "entries" / "printer-queue.yaml"
    before = fingerprint(folder)
    file.chmod(0o600)
    assert fingerprint(folder) != before


class Closed:
    """A folder that this process may not list."""

    name = "entries"

    def iterdir(self) -> Iterator[Traversable]:
        """Refuse."""
        raise PermissionError(13, "Permission denied")


def test_a_folder_that_may_not_be_listed_is_one_sentence() -> None:
    """It is told as a broken file is, not raised as an error of the system."""
    with pytest.raises(KnowledgeError, match=r"^notes/entries:1: cannot be listed \(Permission denied\)"):
        list(yaml_files(Closed(), "notes/entries"))  # type: ignore[arg-type] # (of a folder only its list is asked)


def test_a_link_that_leads_back_is_one_sentence(tmp_path: Path) -> None:
    """Nobody walks in circles."""
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries" / "again").symlink_to(tmp_path / "entries")
    with pytest.raises(KnowledgeError, match="leads back"):
        list(yaml_files(tmp_path / "entries", "entries"))
