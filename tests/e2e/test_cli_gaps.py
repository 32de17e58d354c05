"""`routelore knowledge gaps`, as people and programs run it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.state.store import State
from knowledge import open_knowledge
from tests.e2e.shell import one_line, run

if TYPE_CHECKING:
    from pathlib import Path

KOREAN, ENGLISH, OTHER = (
    "VPC 피어링 비용 얼마야",
    "how much does vpc peering cost",
    "mtu 9000 으로 올려도 되나\x1b[31m\x9b31m",
)


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Give a database in which three questions were asked in vain, in two workspaces."""
    url, notes = f"sqlite:///{tmp_path / 'routelore.db'}", open_knowledge()
    state = State.open(url)
    found = [notes.answer(KOREAN), notes.answer(ENGLISH), notes.answer("라우팅 테이블이 뭐야?")]
    state.answered.add("T1", ("C1", "1.0"), KOREAN, found, "", None)
    state.answered.add("T2", ("C1", "1.0"), OTHER, [notes.answer(OTHER)], "", None)
    state.close()
    return url


def test_the_gaps_are_listed_newest_last(database: str) -> None:
    """Each with how often it was asked and how else; nothing that people wrote reaches the terminal's controls."""
    done = run("knowledge", "gaps", env={"ROUTELORE_DATABASE_URL": database})
    assert (done.returncode, done.stderr) == (0, "")
    first, _, also, last, _ = done.stdout.splitlines()
    assert first.strip() in {f"2× {KOREAN}", f"2× {ENGLISH}"}
    assert "Also asked as" in also
    assert last.strip().startswith("1× mtu 9000")
    assert "\x1b" not in done.stdout


def test_programs_read_the_gaps_as_json(database: str) -> None:
    """One object for each, of one workspace where that is asked for."""
    done = run("knowledge", "gaps", "--format", "json", "--team", "T1", env={"ROUTELORE_DATABASE_URL": database})
    (gap,) = json.loads(done.stdout)["gaps"]
    assert (gap["team"], gap["count"], set(gap["asked"])) == ("T1", 2, {KOREAN, ENGLISH})
    assert gap["shortfalls"] == {"missing": 2}
    other = run("knowledge", "gaps", "--format", "json", "--team", "T2", env={"ROUTELORE_DATABASE_URL": database}).stdout
    assert {"\x1b", "\x9b"}.isdisjoint(other)
    assert json.loads(other)["gaps"][0]["question"] == OTHER


def test_a_workspace_that_asked_nothing_is_refused_in_a_sentence(database: str) -> None:
    """The sentence names those that there are."""
    done = run("knowledge", "gaps", "--team", "T9", env={"ROUTELORE_DATABASE_URL": database})
    assert done.returncode == 2
    assert "T1, T2" in one_line(done)


def test_without_gaps_there_is_nothing_on_stdout_but_json(tmp_path: Path) -> None:
    """Programs get an empty list, people a sentence."""
    env = {"ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"}
    assert "None at the moment" in one_line(run("knowledge", "gaps", env=env))
    assert json.loads(run("knowledge", "gaps", "--format", "json", env=env).stdout) == {"gaps": []}
