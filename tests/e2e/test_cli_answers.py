"""Answers in the terminal: a team's own folder, two questions at once, and what is said where nothing is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.e2e.shell import one_line, run
from tests.unit.knowledge.folders import Team

if TYPE_CHECKING:
    from pathlib import Path

TWO = "what is a subnet? and what is a route table?"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Give a team's own folder with one good entry in it."""
    return Team(tmp_path / "notes").with_entry("printer-queue")


def test_an_answer_says_when_it_was_reviewed() -> None:
    """As in Slack, in the reader's language."""
    assert "Source: notes, VPC/라우팅 테이블  ·  last reviewed 2026-" in run("ask", "what is a route table?").stdout
    assert "마지막 검토 2026-" in run("ask", "라우팅 테이블이 뭐야?").stdout


def test_two_questions_get_two_answers_in_their_order() -> None:
    """As text one below the other; as JSON the second under `also`, and the message as it was asked on top."""
    text = run("ask", TWO).stdout
    assert text.count("Source: notes") == 2
    said = json.loads(run("ask", TWO, "--format", "json").stdout)
    assert (said["q"], said["entry"], [one["entry"] for one in said["also"]]) == (TWO, "subnet", ["route-table"])
    batch = run("ask", "--batch", "-", stdin=json.dumps({"q": TWO}) + "\n").stdout
    assert json.loads(batch) == said


def test_where_nothing_is_known_it_says_where_to_ask_instead() -> None:
    """By the name of what the question is about."""
    said = " ".join(run("ask", "how do I set up Route 53 failover?").stdout.split())
    assert "This looks like a question about Route 53 failover, which the notes leave out. Ask the AWS" in said


def test_a_teams_folder_answers_beside_ours(team: Team) -> None:
    """Where the settings name one."""
    env = {"ROUTELORE_KNOWLEDGE": str(team.folder)}
    assert "The line in which print jobs wait." in run("ask", "what is the printer queue", env=env).stdout
    assert "Source: notes" in run("ask", "what is a route table?", env=env).stdout


def test_an_answer_that_was_taught_in_chat_says_so_from_its_file_too(team: Team) -> None:
    """Where it comes from and who stands by it is said as in the chat."""
    folder = team.with_changed("note: notes.md, heading: Printers", "note: team, heading: team").folder
    said = run("ask", "what is the printer queue", "--lang", "en", env={"ROUTELORE_KNOWLEDGE": str(folder)}).stdout
    assert "Source: taught by the team  ·  approved 2026-11-23" in said


@pytest.mark.parametrize("command", ["ask subnet", "check", "playground"])
def test_a_folder_that_is_not_there_is_told_in_one_sentence(command: str, tmp_path: Path) -> None:
    """By whatever would use it."""
    done = run(*command.split(), env={"ROUTELORE_KNOWLEDGE": str(tmp_path / "missing")})
    assert done.returncode == 2
    assert one_line(done).startswith("ROUTELORE_KNOWLEDGE names no folder that is there.")


@pytest.mark.parametrize("command", ["ask subnet", "playground"])
def test_a_broken_file_of_the_team_is_told_with_its_line(command: str, team: Team) -> None:
    """Nothing starts on half of what the team wrote."""
    team.with_changed("reviewed: 2026-11-23", "reviewed: yesterday")
    done = run(*command.split(), env={"ROUTELORE_KNOWLEDGE": str(team.folder)})
    assert done.returncode == 2
    assert one_line(done).startswith('notes/entries/printer-queue.yaml:11: has "yesterday" as "reviewed"')
