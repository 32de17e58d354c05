"""The shipped knowledge base, opened once, and a small one of a team's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import open_knowledge
from tests.unit.knowledge.folders import Team

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge import Knowledge


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """Give the knowledge base that comes with the product."""
    return open_knowledge()


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Give a team's own folder with one good entry in it."""
    return Team(tmp_path / "notes").with_entry("printer-queue")
