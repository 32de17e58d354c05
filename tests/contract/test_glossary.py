"""Names mean one thing: public types have their word in the glossary, and no module has a name that says nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import diagnostics
import knowledge

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "common", "core", "base", "manager", "managers", "lib", "misc"}
FOLDERS = ("bot", "knowledge", "diagnostics", "tests", "docs")


def glossary_words() -> set[str]:
    """Give every word of the glossary's rows, in lower case."""
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return set(re.findall(r"[a-z]+", " ".join(rows).lower()))


def words_of(name: str) -> list[str]:
    """Give the words of a type's name: `VerdictClass` is a verdict and a class, `KnowledgeError` is about knowledge."""
    parts = re.findall(r"[A-Z][a-z0-9]*", name.removesuffix("Error"))
    return [part.lower() for part in parts]


def known(word: str, glossary: set[str]) -> bool:
    """Say whether the glossary has the word, in the singular or the plural."""
    return not glossary.isdisjoint({word, f"{word}s", word.removesuffix("s")})


@pytest.mark.parametrize("door", [diagnostics, knowledge], ids=lambda module: module.__name__)
def test_every_public_type_has_its_word_in_the_glossary(door: ModuleType) -> None:
    """A type that the doors hand out is called by words that the glossary explains."""
    glossary = glossary_words()
    types = [name for name in door.__all__ if name[0].isupper()]
    assert len(types) > 5
    assert {name: missing for name in types if (missing := [w for w in words_of(name) if not known(w, glossary)])} == {}


@pytest.mark.parametrize("door", [diagnostics, knowledge], ids=lambda module: module.__name__)
def test_a_door_hands_out_what_it_names(door: ModuleType) -> None:
    """`__all__` names nothing that is not there, and is in order."""
    assert [name for name in door.__all__ if not hasattr(door, name)] == []
    assert sorted(door.__all__) == list(door.__all__)


def test_no_module_has_a_name_that_says_nothing() -> None:
    """Every file and folder of code is called by what it holds."""
    paths = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts)
    code = [path.relative_to(ROOT) for path in paths if path.is_dir() or path.suffix in {".py", ".js"}]
    assert len(code) > 100
    assert [str(path) for path in code if SAYS_NOTHING & set(re.split(r"[_\-.]", path.stem.lower()))] == []
