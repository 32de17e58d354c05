"""`routelore knowledge export`: what it writes, what it leaves alone, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.state.store import State
from knowledge.taught.entry import entry_of
from knowledge.taught.proposal import Proposal

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 11, 23, tzinfo=UTC).date()
SAID = Proposal(question="why is it slow?", en="Because.")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of a database that the command reads."""
    url = f"sqlite:///{tmp_path / 'routelore.db'}"
    monkeypatch.setenv("ROUTELORE_DATABASE_URL", url)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return url


def teach(url: str, team: str = "T1", said: Proposal = SAID, name: str = "slow") -> None:
    """Have an answer taught and approved."""
    state = State.open(url)
    one = state.taught.propose(team, "U1", said, "en")
    assert state.taught.approve(one, "U2", entry_of(said, name, DAY), state.taught.settled(team))
    state.close()


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that ends with one sentence, and give it."""
    assert main(["knowledge", "export", *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody who forgot the bot's settings hears so, instead of that nothing was taught."""
    assert "ROUTELORE_DATABASE_URL" in refused(capsys)
    assert not (tmp_path / "routelore.db").exists()
    State.open(database).close()
    assert main(["knowledge", "export"]) == 0
    assert "nothing to export" in capsys.readouterr().err


def test_of_several_workspaces_one_has_to_be_chosen(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    """They are named; with one alone nobody is asked."""
    teach(database)
    assert main(["knowledge", "export"]) == 0
    assert "id: slow" in capsys.readouterr().out
    teach(database, team="T2")
    assert "T1, T2" in refused(capsys)
    assert "T1, T2" in refused(capsys, "--team", "T9")
    assert main(["knowledge", "export", "--team", "T2"]) == 0


def test_what_stands_in_the_folder_is_renewed_or_left_and_told(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same entry is written anew where it is; what somebody finished stays; a stranger's file stops it all."""
    teach(database)
    into = tmp_path / "notes"
    export = ["knowledge", "export", "--into", str(into)]
    assert main(export) == 0
    moved = into / "entries" / "team" / "slow.yaml"
    moved.parent.mkdir()
    (into / "entries" / "slow.yaml").rename(moved)
    text = moved.read_text(encoding="utf-8")
    moved.write_text(text.replace("Because.", "Whatever."), encoding="utf-8")
    capsys.readouterr()
    assert main(export) == 0
    assert f"changed: {moved}" in capsys.readouterr().err
    assert moved.read_text(encoding="utf-8") == text
    finished = text.replace("state: draft\n", "")
    moved.write_text(finished, encoding="utf-8")
    assert main(export) == 0
    assert f"kept: {moved}" in capsys.readouterr().err
    assert moved.read_text(encoding="utf-8") == finished
    teach(database, said=Proposal(question="how come?", en="So."), name="how")
    stranger = into / "entries" / "how.yaml"
    stranger.write_text("id: another\n", encoding="utf-8")
    assert "another" in refused(capsys, "--into", str(into))
    assert stranger.read_text(encoding="utf-8") == "id: another\n"
    assert "is no folder" in refused(capsys, "--into", str(stranger))


def test_topics_are_added_below_those_of_the_team(tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry that lacks nothing gets its topic; a file that is written in another way is not guessed at."""
    ways = ("느린 이유", "왜 느려요?", "느려요", "so slow", "slow, why?")
    whole = Proposal(question="why is it slow?", ko="그래서요.", en="Because.", ways=ways, link="https://a.example/b")
    state = State.open(database)
    one = state.taught.propose("T1", "U1", whole, "en")
    entry = replace(entry_of(whole, "slow", DAY), not_asks=("why is it fast?",))
    assert state.taught.approve(one, "U2", entry, 0)
    state.close()
    into = tmp_path / "notes"
    into.mkdir()
    topics = into / "topics.yaml"
    topics.write_text("topics: [{slug: ours, ko: 우리, en: Ours, notes: ours}]\n", encoding="utf-8")
    assert "slug: slow" in refused(capsys, "--into", str(into))
    assert not (into / "entries").exists()
    topics.write_text("topics:\n  - {slug: ours, ko: 우리, en: Ours, notes: ours}\n", encoding="utf-8")
    assert main(["knowledge", "export", "--into", str(into)]) == 0
    assert topics.read_text(encoding="utf-8").count("slug: ") == 2
    assert main(["knowledge", "export", "--into", str(into)]) == 0
    assert topics.read_text(encoding="utf-8").count("slug: ") == 2


def test_a_folder_may_be_called_anything(tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Braces in its name are its name, and nothing to fill in."""
    ways = ("느린 이유", "왜 느려요?", "느려요", "so slow", "slow, why?")
    whole = Proposal(question="why is it slow?", ko="그래서요.", en="Because.", ways=ways, link="https://a.example/b")
    state = State.open(database)
    one = state.taught.propose("T1", "U1", whole, "en")
    entry = replace(entry_of(whole, "slow", DAY), not_asks=("why is it fast?",))
    assert state.taught.approve(one, "U2", entry, 0)
    state.close()
    into = tmp_path / "{team} {0}"
    assert main(["knowledge", "export", "--into", str(into)]) == 0
    assert f"topics added: 1 in {into / 'topics.yaml'}" in capsys.readouterr().err
