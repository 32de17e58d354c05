"""What is handed on with the repository: nothing of one machine, everything pinned, files that can be read in one go."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
MOST_LINES = 320
PACKAGES = ("bot", "knowledge", "diagnostics")

PIN = re.compile(
    r"(?P<name>[\w.-]+)(?:\[[\w,.-]+\])?==[\w.!+-]+"  # one version
    r"(?: ; [^#]+?)?"  # where it is wanted
    r"(?: --hash=sha256:[0-9a-f]{64})+"
)
#: Written in parts, so that this file does not hold what it looks for.
INDEX = re.compile(
    rb"py" + rb"pi\.org|pythonhosted" + rb"\.org|npm" + rb"js\.(?:org|com)|(?<!emit-)index[-_]" + rb"url",
)


def handed_on() -> list[Path]:
    """Give every file that is tracked, or would be with the next commit."""
    git = ["git", "-c", f"safe.directory={ROOT}"]  # the checkout may be another user's
    listing = [*git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [path for name in dict.fromkeys(names) if name and (path := ROOT / name).is_file()]


def holders(pattern: re.Pattern[bytes]) -> list[str]:
    """Give the files in which a pattern occurs, with the line."""
    found: list[str] = []
    for path in handed_on():
        content, name = path.read_bytes(), path.relative_to(ROOT)
        lines = (content[: hit.start()].count(b"\n") + 1 for hit in pattern.finditer(content))
        found.extend(f"{name}:{line}" for line in lines)
    return found


def pins(lock: Path) -> list[str]:
    """Give the requirements of a lock file, each on one line."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (re.sub(r"\s+", " ", line.partition("#")[0]).strip() for line in text.splitlines())
    return [line for line in lines if line]


def test_no_file_names_this_machines_work_tree() -> None:
    """Nothing works, or reads, only where it was written."""
    place = re.escape(os.fsencode(ROOT))
    assert holders(re.compile(rb"(?<![\w.~})/-])" + place + rb"(?![\w-])")) == []


def test_no_file_names_a_package_index() -> None:
    """Where packages come from is the business of whoever installs them."""
    assert holders(INDEX) == []


def test_each_of_the_makefiles_environments_has_its_lock() -> None:
    """One for running, one for a server, one for developing, and one for the extra whose model is too heavy for any."""
    assert [lock.name for lock in LOCKS] == ["dev.txt", "run.txt", "semantic.txt", "server.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_one_version_with_its_hashes(lock: Path) -> None:
    """Nothing is installed that was not looked at: an exact version, its hashes, and no address."""
    assert [pin for pin in pins(lock) if not PIN.fullmatch(pin)] == []
    assert "://" not in lock.read_text(encoding="utf-8")


def test_what_runs_is_what_is_tested() -> None:
    """The lock for developing has every version of the locks for running and for servers, hashes and all."""
    develop, run, _, server = ({re.sub(r" ; .+?(?= --hash)", "", pin) for pin in pins(lock)} for lock in LOCKS)
    assert (run | server) - develop == set()


def test_every_dependency_of_the_product_is_locked() -> None:
    """What pyproject.toml asks for, with every extra, the locks pin."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[\[<>=!~ ]", one)[0].lower() for one in asked} - {project["name"]}
    locks = (ROOT / "requirements" / name for name in ("run.txt", "semantic.txt", "server.txt"))
    locked = {found["name"].lower() for lock in locks for pin in pins(lock) if (found := PIN.fullmatch(pin))}
    assert names - locked == set()


#: Longer files, each with the reason why it reads better whole.
WHOLE = {"diagnostics/collect/calls.py": "the one table of calls that collector, gaps, saved names and policy are made from"}


def test_every_file_of_the_product_can_be_read_in_one_go() -> None:
    """No Python file is long, but for those with a reason."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES and name not in WHOLE} == {}


def test_the_manifest_is_yaml_that_slack_can_read() -> None:
    """It parses, and holds the four parts that an app is made of."""
    manifest = yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8"))
    assert {"display_information", "features", "oauth_config", "settings"} <= set(manifest)


def test_what_ci_runs_is_the_readmes_test_command() -> None:
    """There is one way to test, and CI takes it."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [line.split("#")[0].strip() for line in script.read_text(encoding="utf-8").splitlines()]
    assert commands[-1] in {"make test", "exec make test"}
