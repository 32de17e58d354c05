"""What the product's code never does: nothing that came from outside can become code, a command or a file of its choice."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "knowledge", "diagnostics")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
#: Modules that turn bytes into code or objects, or run commands.
MODULES = frozenset({"pickle", "marshal", "shelve", "dill", "subprocess", "pty", "ctypes", "code", "codeop"})
#: Functions that do.
CALLS = frozenset(
    {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.execvp", "os.spawnv", "yaml.load"}
    | {"yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "tempfile.mktemp", "ssl._create_unverified_context"}
)
#: Methods that write what an archive holds, wherever it says.
UNPACKING = frozenset({"extractall", "unpack_archive"})
#: Switches that turn a check off.
OFF = {"shell": True, "verify": False, "check_hostname": False}


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _wrong(tree: ast.AST) -> Iterator[str]:
    """Give what a piece of code does that it should not, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"{node.lineno}: import {one.name}" for one in node.names if one.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            yield f"{node.lineno}: from {node.module}"
        elif isinstance(node, ast.Call):
            name = _dotted(node.func)
            if name in CALLS or name.rpartition(".")[2] in UNPACKING:
                yield f"{node.lineno}: {name}"
            for given in node.keywords:
                if given.arg in OFF and isinstance(given.value, ast.Constant) and given.value.value is OFF[given.arg]:
                    yield f"{node.lineno}: {name}({given.arg}={given.value.value})"


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_from_outside_can_become_code(package: str) -> None:
    """No pickles, no evaluation, no shell, no YAML with objects in it, no unpacking to disk, no check switched off."""
    files = [path for path in FILES if path.is_relative_to(ROOT / package)]
    assert len(files) > 20
    found = {str(path.relative_to(ROOT)): list(_wrong(ast.parse(path.read_text(encoding="utf-8")))) for path in files}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from subprocess import run",
        "eval(x)",
        "yaml.load(x, Loader)",
        "run(x, shell=True)",
        "zipfile.ZipFile(x).extractall(y)",
        "get(x, verify=False)",
    ],
)
def test_what_is_looked_for_is_found(code: str) -> None:
    """The search itself is right."""
    assert list(_wrong(ast.parse(code)))
