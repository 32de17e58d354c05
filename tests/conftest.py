"""What all tests share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from botocore.loaders import create_loader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers.postgres import Postgres


@pytest.fixture(scope="session", autouse=True)
def models_read_once() -> Iterator[None]:
    """Let every session of boto3 have what was read of AWS's models: to read them takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.session.create_loader", cache(create_loader))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give a PostgreSQL that is up, the same one for all tests; a test that stops it starts it again."""
    from tests.servers.postgres import postgres as running

    with running() as server:
        yield server
