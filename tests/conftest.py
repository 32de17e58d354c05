"""What all tests share."""

from __future__ import annotations

import signal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from botocore.loaders import create_loader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.postgres import Postgres


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start: who runs the suite in the background has it ignored, and children inherit it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """Give the URL of a database that tests share, one after the other."""
    return postgres.url()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'routelore.db'}"
    from tests.servers.emptying import emptied

    return emptied(str(request.getfixturevalue("postgres_url")))
