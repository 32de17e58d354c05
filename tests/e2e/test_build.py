"""`routelore build`, as people run it: notes in, drafts out, again and again."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.e2e.shell import ROOT, one_line, run
from tests.unit.knowledge.folders import Team

if TYPE_CHECKING:
    from pathlib import Path

NOTES = ROOT / "tests" / "unit" / "knowledge" / "notes"
HARBOR = "# Harbor\n\nHarbor keeps raw events for thirty days. Then it drops them all.\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Give a folder of notes of one's own."""
    shutil.copytree(NOTES, tmp_path / "team" / "wiki")
    (tmp_path / "team" / "harbor.md").write_text(HARBOR, encoding="utf-8")
    return tmp_path / "team"


def built(notes: Path, into: Path, *words: str) -> dict[str, list[dict[str, object]]]:
    """Give the report of a run."""
    done = run("build", str(notes), "--into", str(into), "--format", "json", *words)
    assert (done.returncode, done.stderr) == (0, "")
    said: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return said


def test_notes_become_drafts_and_stay_what_people_made_of_them(notes: Path, tmp_path: Path) -> None:
    """Created, kept to the byte, brought up to date, reviewed and left alone, and at last gone from the notes."""
    into = tmp_path / "drafts"
    first = built(notes, into)
    assert first["schema"] == "routelore.build/v1"
    assert {one["id"] for one in first["created"]} >= {"harbor", "vpn-jeopsok-bangbeop", "harbor-vs-orchard"}
    before = {path: path.read_bytes() for path in into.iterdir()}
    assert len(before) == len(first["created"]) == len(first["uncovered"])
    second = built(notes, into)
    assert (len(second["kept"]), second["created"], second["updated"]) == (len(before), [], [])
    assert {path: path.read_bytes() for path in into.iterdir()} == before

    (notes / "harbor.md").write_text(HARBOR.replace("thirty", "forty"), encoding="utf-8")
    assert [one["id"] for one in built(notes, into)["updated"]] == ["harbor"]
    draft = into / "harbor.yaml"
    mine = draft.read_text(encoding="utf-8").replace("state: draft\n", "").replace('reviewed: ""', "reviewed: 2026-11-23")
    draft.write_text(mine, encoding="utf-8")
    (notes / "harbor.md").write_text(HARBOR.replace("thirty", "fifty"), encoding="utf-8")
    (changed,) = built(notes, into)["changed"]
    assert (changed["id"], changed["state"]) == ("harbor", "reviewed")
    assert changed["changes"] == {"new": ["Harbor keeps raw events for fifty days."], "gone": 1}
    assert draft.read_text(encoding="utf-8") == mine
    (notes / "harbor.md").unlink()
    assert [one["id"] for one in built(notes, into)["vanished"]] == ["harbor"]
    assert draft.exists()


def test_drafts_in_a_knowledge_base_are_checked_and_not_served(tmp_path: Path) -> None:
    """`--into` the knowledge base puts them among the entries; `check` lists what each lacks and is content."""
    folder = Team(tmp_path / "base").with_entry("printer-queue").folder
    done = run("build", str(NOTES), "--into", str(folder), "--lang", "ko")
    assert "새 초안" in done.stdout
    assert f"routelore check --entries {folder}" in done.stdout
    checked = run("check", "--entries", str(folder), "--lang", "ko")
    assert checked.returncode == 0, checked.stdout
    assert "base/entries/vpn-jeopsok-bangbeop.yaml:1: 초안이라 답에 쓰지 않아요. 빠진 것: topics, title.en" in checked.stdout
    assert "answer.en" in checked.stdout


def test_drafts_in_a_teams_folder_stand_beside_what_comes_with_the_product(tmp_path: Path) -> None:
    """A team's folder may have words of its own and little else; what the product answers is not drafted for it."""
    folder = Team(tmp_path / "ours").with_entry("printer-queue").folder
    (folder / "glossary.yaml").write_text("relations:\n  printed-by: {ko: [인쇄~], en: [printed by]}\n", encoding="utf-8")
    (tmp_path / "net.md").write_text(
        "# 게이트웨이 엔드포인트\n\nS3로 가는 무료 엔드포인트예요. 요금이 없어요.\n\n# 창고\n\n창고는 화요일에 열어요.\n",
        encoding="utf-8",
    )
    env = {"ROUTELORE_KNOWLEDGE": str(folder)}
    done = run("build", str(tmp_path / "net.md"), "--into", str(folder), "--lang", "en", env=env)
    assert "게이트웨이 엔드포인트 → gateway-endpoint" in done.stdout
    assert "Next: routelore check lists" in done.stdout
    assert len(list((folder / "entries").iterdir())) == 2, "one draft beside the entry that was there"
    checked = run("check", "--entries", str(folder), "--lang", "en", env=env)
    assert (checked.returncode, checked.stdout.count("a draft, never served")) == (0, 1), checked.stdout


def test_a_folder_of_drafts_alone_is_checked(tmp_path: Path) -> None:
    """What each lacks is listed; a broken file is a mistake with its line."""
    into = tmp_path / "drafts"
    run("build", str(NOTES), "--into", str(into))
    fine = run("check", "--entries", str(into), "--lang", "en")
    assert fine.returncode == 0
    assert "a draft, never served; it lacks topics, title.ko" in fine.stdout
    assert "wait for review" in fine.stderr
    (into / "harbor-vs-orchard.yaml").write_text("id: ]", encoding="utf-8")
    broken = run("check", "--entries", str(into), "--lang", "en")
    assert broken.returncode == 2
    assert "drafts/harbor-vs-orchard.yaml:1: is not valid YAML" in broken.stdout
    again = run("build", str(NOTES), "--into", str(into), "--format", "json")
    assert (into / "harbor-vs-orchard.yaml").read_text(encoding="utf-8") == "id: ]"
    assert len(list(into.iterdir())) == len(json.loads(again.stdout)["kept"]) + 1, "nothing was drafted in its stead"
    assert "harbor-vs-orchard.yaml" in json.loads(again.stdout)["unreadable"][0]["file"]


def test_the_report_names_what_is_covered_and_what_could_not_be_read(notes: Path, tmp_path: Path) -> None:
    """What a reviewed entry answers is not drafted; places that gave nothing have their lines."""
    (notes / "net.md").write_text(
        "# 게이트웨이 엔드포인트\n\nS3로 가는 무료 엔드포인트예요. 요금이 없어요.\n", encoding="utf-8"
    )
    (notes / "broken.md").write_bytes(b"ok\n\x00\x01")
    done = run("build", str(notes), "--into", str(tmp_path / "drafts"), "--lang", "ko")
    assert f"게이트웨이 엔드포인트 → gateway-endpoint  {notes / 'net.md'}:1-3" in done.stdout
    assert f"{notes / 'broken.md'}:2: 텍스트가 아니라 바이너리 파일이에요." in done.stdout
    assert "쓰다 만 곳: TODO" in done.stdout
    assert done.returncode == 0


def test_a_thousand_notes_are_drafted_with_progress_in_half_a_minute(tmp_path: Path) -> None:
    """The run says how far it is, and the command's own limit of time is never near."""
    for number in range(1000):
        folder = tmp_path / "notes" / str(number // 100)
        folder.mkdir(parents=True, exist_ok=True)
        text = f"# Orchard {number}\n\nOrchard number {number} keeps its apples in the shed behind the house.\n\n- TODO\n"
        (folder / f"orchard-{number}.md").write_text(text, encoding="utf-8")
    done = run("build", str(tmp_path / "notes"), "--into", str(tmp_path / "drafts"), "--lang", "en")
    assert done.returncode == 0
    assert len(list((tmp_path / "drafts").iterdir())) == 1000
    assert done.stderr.splitlines()[:2] == ["Reading notes 250/1000", "Reading notes 500/1000"]
    assert "… and 960 more" in done.stdout


def test_bad_input_gets_one_sentence(tmp_path: Path) -> None:
    """What is wrong, where, and what to do instead."""
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    (tmp_path / "binary.md").write_bytes(b"\x00\x01")
    (tmp_path / "latin.md").write_bytes("# caf\u00e9 \u00fc\u00df\u00ff ".encode("latin-1"))
    (tmp_path / "note.txt").write_text("words", encoding="utf-8")
    (tmp_path / "none").mkdir()
    good = tmp_path / "good.md"
    good.write_text(HARBOR, encoding="utf-8")
    for words, said in (
        (["nowhere.md"], "nowhere.md does not exist"),
        ([str(tmp_path / "note.txt")], "is no Markdown file"),
        ([str(tmp_path / "empty.md")], "empty.md:1: cannot be read. It is empty."),
        ([str(tmp_path / "binary.md")], "It is a binary file"),
        ([str(tmp_path / "latin.md")], "neither UTF-8 nor CP949"),
        ([str(tmp_path / "none")], "has no Markdown files"),
        ([str(good), "--into", str(good)], "is a file. Name a folder"),
        ([str(good), "--into", "/proc/drafts"], "cannot be written"),
    ):
        done = run("build", *words, "--lang", "en", cwd=tmp_path)
        assert done.returncode == 2, words
        assert said in one_line(done)


def test_a_note_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """The others are drafted all the same."""
    (tmp_path / "a.md").write_text(HARBOR, encoding="utf-8")
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere.md")
    done = run("build", str(tmp_path), "--into", str(tmp_path / "drafts"), "--lang", "en")
    assert done.returncode == 0
    assert "b.md:1: It cannot be opened (No such file or directory)." in done.stdout
