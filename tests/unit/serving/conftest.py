"""What the tests of serving share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.slack import LocalSlack
from tests.e2e.chat import manifest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Give a workspace."""
    with LocalSlack(manifest(), posts_per_second=None) as opened:
        yield opened
