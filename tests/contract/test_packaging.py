"""The wheel holds the product and nothing else, and works where there is no checkout."""

from __future__ import annotations

import configparser
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import bot
import diagnostics
import knowledge

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "knowledge", "diagnostics")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
INFO = f"routelore-{PROJECT['version']}.dist-info"

ABOUT = """
import importlib.metadata as metadata, json
import bot, knowledge, diagnostics
from bot.playground.run import manifest_file
whose = metadata.packages_distributions()
print(json.dumps({
    "whose": {name: sorted(set(whose[name])) for name in ("bot", "knowledge", "diagnostics")},
    "where": [bot.__file__, knowledge.__file__, diagnostics.__file__, str(manifest_file())],
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what the environment holds; nothing is fetched."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the wheel laid out as an installer does."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def away(unpacked: Path, elsewhere: Path, *words: str) -> str:
    """Give what Python prints when it runs from another folder and finds the unpacked wheel first."""
    env = {**os.environ, "PYTHONPATH": str(unpacked), "LANG": "C.UTF-8"}
    done = subprocess.run([sys.executable, *words], cwd=elsewhere, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sources() -> set[str]:
    """Give every file of the packages, as the checkout has it."""
    files = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_packages_the_manifest_and_its_metadata(wheel: Path) -> None:
    """Everything that the product needs is in it, and nothing that it does not: no tests, no docs."""
    metadata = {f"{INFO}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")}
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert set(names) == sources() | {"bot/app.yaml"} | metadata


@pytest.mark.parametrize(
    "pattern",
    [
        "bot/playground/page/*.html",
        "bot/playground/page/*.js",
        "bot/playground/page/*.css",
        "knowledge/entries/*/*.yaml",
        "knowledge/glossary.yaml",
        "knowledge/topics.yaml",
        "diagnostics/findings/*.py",
    ],
)
def test_what_is_no_code_is_in_the_wheel_too(unpacked: Path, pattern: str) -> None:
    """The entries, the page and the manifest travel with the code."""
    assert list(unpacked.glob(pattern))


def test_the_manifest_in_the_wheel_is_the_one_of_the_checkout(unpacked: Path) -> None:
    """There is one manifest, wherever it is read."""
    assert (unpacked / "bot" / "app.yaml").read_bytes() == (ROOT / "app.yaml").read_bytes()


def test_the_only_name_that_is_claimed_is_routelore(unpacked: Path) -> None:
    """One console script, and no other entry point."""
    parser = configparser.ConfigParser()
    parser.read(unpacked / INFO / "entry_points.txt", encoding="utf-8")
    assert {section: dict(parser[section]) for section in parser.sections()} == {
        "console_scripts": {"routelore": "bot.cli:main"}
    }


def test_the_wheel_is_not_for_a_public_index(unpacked: Path) -> None:
    """Its classifier keeps an accidental upload out, and its licence is named."""
    metadata = (unpacked / INFO / "METADATA").read_text(encoding="utf-8")
    assert "Classifier: Private :: Do Not Upload" in metadata
    assert "License-Expression: MIT" in metadata


def test_installed_from_the_wheel_the_packages_are_routelores_alone(unpacked: Path, tmp_path: Path) -> None:
    """Away from the checkout, the three packages and the manifest come from the wheel and belong to one distribution."""
    about = json.loads(away(unpacked, tmp_path, "-c", ABOUT))
    assert about["whose"] == {name: ["routelore"] for name in PACKAGES}
    assert all(Path(where).is_relative_to(unpacked) for where in about["where"]), about["where"]


def test_installed_from_the_wheel_it_answers_a_question(unpacked: Path, tmp_path: Path) -> None:
    """The knowledge base is found without the checkout and whatever the working directory."""
    asked = ("ask", "--format", "json", "게이트웨이 엔드포인트가 뭐야?")
    answer = json.loads(away(unpacked, tmp_path, "-m", "bot.cli", *asked))
    assert answer["entry"] == "gateway-endpoint"


def test_in_development_the_packages_are_those_of_the_checkout() -> None:
    """What is tested is what is edited."""
    for package in (bot, knowledge, diagnostics):
        assert package.__file__ is not None
        assert Path(package.__file__).resolve().is_relative_to(ROOT)
