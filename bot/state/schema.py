"""The tables as this version knows them: made where there are none, and brought on where an older version made them."""

from __future__ import annotations

import pkgutil
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, insert, inspect, select
from sqlalchemy import Table as Plain

from bot.state.audit_guard import GUARDS
from bot.state.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

#: The last revision in `bot/state/migrations/versions`.
HEAD = "0007"
#: As Alembic makes it and reads it.
_VERSION = Plain("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
_VERSION.primary_key.name = "alembic_version_pkc"
#: Whoever changes the tables holds this lock of PostgreSQL: the name of the app, as a number.
_LOCK = int.from_bytes(b"rtlore", "big")


class NewerError(Exception):
    """A newer version made the tables; `revision` is how far they are."""

    def __init__(self, revision: str) -> None:
        """Keep the revision."""
        super().__init__(revision)
        self.revision = revision


def bring_up(engine: Engine) -> None:
    """Make the tables, or bring them on; of several processes that begin at once, one does. Where all is well, look only.

    Raises:
        NewerError: the tables are further than this version knows.
        SQLAlchemyError: the database cannot be used.
    """
    with engine.connect() as connection:
        if _is_up(connection):
            return
    with _alone(engine) as connection:
        if _is_up(connection):  # somebody else was first
            return
        if inspect(connection).get_table_names():
            _bring_on(connection)
        else:
            _make(connection)


def known_tables() -> MetaData:
    """Give every table of this version."""
    import bot.state

    for module in pkgutil.iter_modules(bot.state.__path__):
        if not module.ispkg:
            import_module(f"bot.state.{module.name}")
    return Table.metadata


def revision(connection: Connection) -> str | None:
    """Give the revision that the tables are at; None where there are no tables, or older ones than revisions."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(select(_VERSION.c.version_num))


def _is_up(connection: Connection) -> bool:
    """Say whether the tables are as this version knows them."""
    found = revision(connection)
    if found is not None and found > HEAD:
        raise NewerError(found)
    return found == HEAD


def _make(connection: Connection) -> None:
    """Make every table in an empty database."""
    known_tables().create_all(connection)
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    _VERSION.create(connection)
    connection.execute(insert(_VERSION).values(version_num=HEAD))


def _bring_on(connection: Connection, to: str = HEAD) -> None:
    """Run the revisions that are missing up to one, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.state:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose transaction nobody else can have at the same time, and keep what it did or nothing of it."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield connection
        return
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")  # else the driver begins none before it makes tables
        with connection.begin():
            connection.exec_driver_sql("PRAGMA busy_timeout=60000")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
        connection.exec_driver_sql("PRAGMA busy_timeout=10000")
