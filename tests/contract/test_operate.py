"""docs/operate.md against the product: what it names is there, and its commands do what it says."""

from __future__ import annotations

import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.cli import parser
from bot.telemetry.metrics import METRICS

if TYPE_CHECKING:
    from tests.servers.postgres import Postgres

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operate.md"
TEXT = PAGE.read_text(encoding="utf-8")
#: What others read: the policy's reference, and OpenTelemetry's SDK.
OTHERS = {"ROUTELORE_EXTERNAL_ID", "OTEL_RESOURCE_ATTRIBUTES"}


def blocks() -> list[str]:
    """Give the lines of every shell block, those that go on joined."""
    found = re.findall(r"^ *```sh\n(.*?)^ *```", TEXT, re.MULTILINE | re.DOTALL)
    return [line.strip() for block in found for line in block.replace("\\\n", " ").splitlines()]


def test_every_setting_that_it_names_is_read() -> None:
    """None is made up."""
    settings = (ROOT / "bot" / "settings" / "__init__.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', settings))
    named = set(re.findall(r"\b(?:SLACK|ROUTELORE|OTEL)_[A-Z_]*[A-Z]\b", TEXT))
    assert named - read - OTHERS == set()
    assert {"ROUTELORE_LOG", "ROUTELORE_HEALTH_PORT", "ROUTELORE_POLICY"} <= named


def test_every_metric_that_it_names_is_counted_and_every_one_is_named() -> None:
    """In its table and in its alerts."""
    named = {re.sub(r"_bucket$", "", one) for one in re.findall(r"\broutelore_[a-z_]+\b", TEXT)}
    assert named == {str(name) for name in METRICS}


def test_every_command_that_it_names_is_one() -> None:
    """With these options."""
    inline = re.findall(r"`(routelore [a-z][^`]*)`", TEXT)
    own = [line for line in blocks() if line.startswith("routelore ")]
    assert len(inline) + len(own) > 8
    for line in (*inline, *own):
        parser().parse_args(shlex.split(line)[1:])


def test_its_links_lead_somewhere_and_its_alerts_are_yaml() -> None:
    """Relative to the page."""
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", TEXT):
        assert (PAGE.parent / link).exists(), link
    (alerts,) = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    (group,) = yaml.safe_load(alerts)["groups"]
    assert all({"alert", "expr"} <= rule.keys() for rule in group["rules"])


def test_the_parameters_of_the_role_are_the_templates() -> None:
    """What is written on the command line is what the template asks for."""
    (deploy,) = (line for line in blocks() if line.startswith("aws cloudformation deploy"))
    asked = re.findall(
        r"^  ([A-Za-z]+):\n    Type: String", (ROOT / "deploy" / "role.cloudformation.yaml").read_text(), re.MULTILINE
    )
    assert re.findall(r"\b([A-Z][A-Za-z]+)=", deploy) == asked


def test_sqlite_is_backed_up_while_it_runs(tmp_path: Path) -> None:
    """By the page's own command, with a process that writes meanwhile."""
    (command,) = (line for line in blocks() if "VACUUM" in line)
    running = sqlite3.connect(tmp_path / "routelore.db")
    running.executescript("PRAGMA journal_mode=WAL; CREATE TABLE kept (what); INSERT INTO kept VALUES ('one')")
    running.execute("INSERT INTO kept VALUES ('not yet')")
    words = shlex.split(command)
    assert words[0] == "python3"
    subprocess.run([sys.executable, *words[1:]], cwd=tmp_path, check=True)
    running.rollback()
    running.close()
    backup = sqlite3.connect(tmp_path / "backup.db")
    assert backup.execute("SELECT what FROM kept").fetchall() == [("one",)]
    backup.close()


@pytest.mark.parametrize("lost", ["a table", "nothing"])
def test_postgresql_is_backed_up_and_restored(postgres: Postgres, tmp_path: Path, lost: str) -> None:
    """By the page's own commands: what was kept is there again, with its revision, whatever became of it."""
    from bot.state.looking import look
    from bot.state.store import State

    url = postgres.url()
    state = State.open(url)
    assert state.first_time("T1:event:Ev1")
    state.close()
    dump, restore = (line for line in blocks() if line.startswith("pg_"))
    env = {"DATABASE": re.sub(r"^postgresql\+\w+:", "postgresql:", url), "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", "-c", dump], cwd=tmp_path, env=env, check=True)
    if lost == "a table":
        subprocess.run(["psql", "--quiet", env["DATABASE"], "--command", "DROP TABLE deliveries"], env=env, check=True)
    subprocess.run(["sh", "-c", restore], cwd=tmp_path, env=env, check=True)
    assert look(url).revision == look(url).head
    state = State.open(url)
    assert not state.first_time("T1:event:Ev1")
    state.close()
