"""The tables that revisions lead to are those that this version makes anew, whichever database it is and how old it was."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, DateTime, Integer, LargeBinary, MetaData, create_engine, insert, inspect, select, text
from sqlalchemy import Table as Plain

from bot.state.database import Database, StateError
from bot.state.schema import HEAD, _bring_on, known_tables, revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Column, Connection, Engine

    from tests.servers.postgres import Postgres

OPENS = """
import json, sys
from bot.state.database import Database
Database.open(sys.argv[1]).close()
print("alembic" in sys.modules)
"""
VALUES = {DateTime: datetime(2026, 11, 23, tzinfo=UTC), Boolean: True, Integer: 7, LargeBinary: b"\x00\xff"}
TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(t.oid), prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid "
    "WHERE NOT tgisinternal ORDER BY tgname",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database without any table, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'routelore.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.url()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Give an engine of the test's own for that database."""
    made = create_engine(url)
    yield made
    made.dispose()


def made_before(engine: Engine) -> None:
    """Make the tables as they were before there were revisions."""
    with engine.begin() as connection:
        _bring_on(connection, "0001")
        connection.execute(text("DROP TABLE alembic_version"))


def reflected(engine: Engine) -> MetaData:
    """Give the tables as they are in the database."""
    found = MetaData()
    found.reflect(engine)
    return found


def row_of(table: Plain) -> dict[str, object]:
    """Give a row with something in every column."""
    return {column.name: value_of(column) for column in table.columns}


def value_of(column: Column[object]) -> object:
    """Give something that a column takes."""
    for kind, value in (
        (DateTime, datetime(2026, 11, 23, tzinfo=UTC)),
        (Boolean, True),
        (Integer, 7),
        (LargeBinary, b"\x00\xff"),
    ):
        if isinstance(column.type, kind):
            return value
    return "값"[: column.type.length or 9]  # type: ignore[attr-defined]  # what is left is text


def differences(connection: Connection) -> list[object]:
    """Give how the tables of a database differ from those of this version."""
    defaults = connection.dialect.name == "postgresql"  # of SQLite, Alembic reads an empty default as another than it wrote
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": defaults})
    return list(compare_metadata(context, known_tables()))


def triggers(connection: Connection) -> list[tuple[object, ...]]:
    """Give the triggers of a database, as they are written."""
    return [tuple(row) for row in connection.execute(text(TRIGGERS[connection.dialect.name]))]


def test_the_last_revision_is_the_one_that_the_code_names() -> None:
    """So that a database at it is not looked at any further; there is one last revision."""
    config = Config()
    config.set_main_option("script_location", "bot.state:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_all_revisions_lead_to_the_tables_of_this_version(engine: Engine) -> None:
    """Columns, keys and indexes are the same, however they came to be."""
    with engine.begin() as connection:
        _bring_on(connection)
    with engine.connect() as connection:
        assert differences(connection) == []
        assert revision(connection) == HEAD


def test_a_new_database_is_as_one_that_came_through_all_revisions(url: str, engine: Engine) -> None:
    """What is made at once has no other columns, and the same guards."""
    Database.open(url).close()
    with engine.connect() as connection:
        assert differences(connection) == []
        made = triggers(connection)
    assert made
    reflected(engine).drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP FUNCTION IF EXISTS audit_guard" if engine.name == "postgresql" else "SELECT 1"))
        _bring_on(connection)
        assert triggers(connection) == made


def test_a_database_from_before_there_were_revisions_keeps_every_row(url: str, engine: Engine) -> None:
    """It is brought on when it is opened, and what stood in it stands there still."""
    made_before(engine)
    before = reflected(engine)
    kept = {}
    with engine.begin() as connection:
        for name, table in before.tables.items():
            connection.execute(insert(table).values(row_of(table)))
            kept[name] = connection.execute(select(table)).one()
    Database.open(url).close()
    assert len(kept) > 14
    with engine.connect() as connection:
        assert revision(connection) == HEAD
        assert {name: connection.execute(select(before.tables[name])).one() for name in kept} == kept


def test_an_older_database_that_lacks_some_tables_gets_them(url: str, engine: Engine) -> None:
    """A version from before may have known fewer."""
    made_before(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE talk"))
    Database.open(url).close()
    assert inspect(engine).has_table("talk")


@pytest.mark.parametrize("older", [True, False], ids=["brought on", "made"])
def test_several_that_begin_at_the_same_moment_change_the_tables_once(url: str, engine: Engine, *, older: bool) -> None:
    """One does, the others wait for it, and all of them start."""
    if older:
        made_before(engine)
    with ThreadPoolExecutor(3) as pool:
        words = [sys.executable, "-c", OPENS, url]
        runs = [pool.submit(subprocess.run, words, capture_output=True, text=True, check=False) for _ in range(3)]
    assert [run.result().stderr for run in runs] == [""] * 3
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).all() == [(HEAD,)]


def test_a_database_that_is_as_it_should_be_is_only_looked_at(tmp_path: Path) -> None:
    """What brings tables on is not even loaded: the first reply does not wait for it."""
    url = f"sqlite:///{tmp_path / 'routelore.db'}"
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", OPENS, url], capture_output=True, text=True, check=True)
        assert done.stdout == "False\n"


def test_a_newer_versions_database_is_left_alone(url: str, engine: Engine) -> None:
    """One sentence says what to do, and nothing is changed."""
    Database.open(url).close()
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StateError) as refused:
        Database.open(url)
    assert "newer version" in refused.value.words.en
    with engine.connect() as connection:
        assert revision(connection) == "9999"


def test_a_revision_that_fails_leaves_the_tables_as_they_were(url: str, engine: Engine) -> None:
    """All of what is missing is done, or none of it: the next start finds a database as it was."""
    made_before(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE audit (mine INTEGER)"))
    before = set(inspect(engine).get_table_names())
    with pytest.raises(StateError):
        Database.open(url)
    with engine.connect() as connection:
        assert revision(connection) is None
    assert set(inspect(engine).get_table_names()) == before
