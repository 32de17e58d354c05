"""`routelore audit` and `routelore forget`, as people and programs run them."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.state.store import State
from tests.e2e.shell import one_line, run

if TYPE_CHECKING:
    from pathlib import Path

FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Give the environment of a bot of which two workspaces asked something."""
    url = f"sqlite:///{tmp_path / 'routelore.db'}"
    state = State.open(url)
    for user, source in (("U1", "orchard"), ("U2", FORMULA)):
        state.audit.add(
            team="T1", user=user, channel="C1", deed="diagnose", account="prod", region="ap-northeast-2", source=source,
            to="s3", outcome="gateway-endpoint", request="ab12",
        )  # fmt: skip
    state.audit.add(team="T2", user="U3", channel="D3", deed="refused", outcome="not-allowed")
    state.learners.keep_lang("T1", "U1", "ko")
    state.close()
    return {"ROUTELORE_DATABASE_URL": url}


def test_the_audit_is_a_line_for_each_record(env: dict[str, str]) -> None:
    """Below the titles: team, number, moment, person, place, deed, account, Region, ends, outcome and request, by tabs."""
    done = run("audit", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    titles, first, _, last = (line.split("\t") for line in done.stdout.splitlines())
    assert len(titles) == len(first)
    assert (titles[0], titles[-1]) == ("team", "request")
    assert first[:2] == ["T1", "1"]
    assert first[3:] == ["U1", "C1", "diagnose", "prod", "ap-northeast-2", "orchard", "s3", "gateway-endpoint", "ab12"]
    assert first[2].endswith("Z")
    assert last[3:] == ["U3", "D3", "refused", "-", "-", "-", "-", "not-allowed", "-"]


def test_programs_read_the_audit_as_objects_and_spreadsheets_as_values(env: dict[str, str]) -> None:
    """What somebody called a resource is no formula."""
    records = [json.loads(line) for line in run("audit", "--format", "json", "--team", "T1", env=env).stdout.splitlines()]
    assert [(one["number"], one["user"], one["source"]) for one in records] == [(1, "U1", "orchard"), (2, "U2", FORMULA)]
    text = run("audit", "--format", "csv", env=env).stdout.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["source"] for row in rows] == ["orchard", f"'{FORMULA}", ""]
    assert [row["digest"] for row in rows[:2]] == [one["digest"] for one in records]


def test_the_audit_begins_where_it_is_told_to(env: dict[str, str]) -> None:
    """A day that is not over, and one that is written wrong."""
    assert run("audit", "--since", "2020-01-01", env=env).stdout.count("\n") == 1 + 3
    nothing = run("audit", "--since", "2999-01-01T09:00+09:00", env=env)
    assert (nothing.returncode, nothing.stdout, one_line(nothing)) == (0, "", "There are no audit records.\n")
    wrong = run("audit", "--since", "yesterday", env=env)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "yesterday" in one_line(wrong)
    other = run("audit", "--team", "T9", env=env)
    assert other.returncode == 2
    assert "T1, T2" in one_line(other)


def test_the_audit_says_whether_anything_was_changed(env: dict[str, str], tmp_path: Path) -> None:
    """Status 0 and the last digest of each workspace; 1, and where, after somebody changed a record."""
    whole = run("audit", "--verify", env=env)
    assert (whole.returncode, whole.stdout.count("nothing was changed")) == (0, 2)
    with closing(sqlite3.connect(tmp_path / "routelore.db")) as connection, connection:
        connection.execute("DROP TRIGGER audit_unchanged")
        connection.execute("UPDATE audit SET user = 'U9' WHERE team = 'T1' AND number = 2")
    broken = run("audit", "--verify", env=env)
    assert broken.returncode == 1
    assert "T1: from record 2 on" in broken.stdout


def test_somebody_who_left_is_forgotten(env: dict[str, str]) -> None:
    """What of each table went is said; who is not there, and what is no id, too."""
    done = run("forget", "--team", "T1", "U1", env=env)
    assert (done.returncode, done.stdout) == (0, "learners: 1\n")
    again = run("forget", "--team", "T1", "U1", env=env)
    assert (again.returncode, again.stdout) == (0, "")
    assert "Nothing is kept of U1" in one_line(again)
    wrong = run("forget", "--team", "T1", "mina", env=env)
    assert wrong.returncode == 2
    assert "Copy member ID" in one_line(wrong)


def test_without_a_database_none_is_made(tmp_path: Path) -> None:
    """The sentence says where one was looked for."""
    path = tmp_path / "none.db"
    done = run("audit", env={"ROUTELORE_DATABASE_URL": f"sqlite:///{path}"})
    assert done.returncode == 2
    assert str(path) in one_line(done)
    assert not path.exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://mina:hunter2@db/routelore", "postgresql://user:password@host/name"),
        ("sqlite://", "keeps nothing"),
        ("postgresql://mina:hunter2@db/routelore", ""),
        ("sqlite:////nowhere/routelore.db", ""),
    ],
)
def test_check_names_a_database_that_will_not_do(url: str, said: str) -> None:
    """By its URL alone: nothing is opened, and no password is shown."""
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    done = run("check", env={**slack, "ROUTELORE_DATABASE_URL": url})
    assert said in done.stdout
    assert done.returncode == (2 if said else 0), done.stdout
    assert "hunter2" not in done.stdout + done.stderr
