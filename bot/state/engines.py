"""Engines for the two databases that are known: SQLite in a file, and PostgreSQL through psycopg 3."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

#: How PostgreSQL's own addresses begin; both mean the driver that the extra `postgres` brings.
_POSTGRES = frozenset({"postgres", "postgresql"})
_PSYCOPG = "postgresql+psycopg"
#: Connections that are held open, and that are added while they do not suffice: to open one takes longer than its work.
_HELD, _ADDED = 15, 5
#: A connection is tried before it is used, unless that was done so many seconds ago at most: to try it is a way to the
#: server and back, and a question uses four.
_SURE = 0.5
#: What libpq is told unless the URL says otherwise: seconds to connect, milliseconds for a statement and in which a server
#: that went away is noticed (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS).
_LIBPQ = {
    "application_name": "routelore",
    "connect_timeout": 5,
    "options": "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20000,
}


class UnknownDatabaseError(Exception):
    """The URL names a kind of database that nothing here was tried on."""


class MemoryOnlyError(Exception):
    """The URL names a SQLite that keeps nothing."""


def engine_for(url: str) -> Engine:
    """Give the engine for a URL; nothing is connected yet.

    Raises:
        ArgumentError: it is no URL.
        UnknownDatabaseError: it is one of another database than SQLite and PostgreSQL.
        MemoryOnlyError: it is a SQLite without a file.
        ImportError: the driver is not installed.
        OSError: the folder of the file cannot be made.
    """
    parsed = parse(url)
    match parsed.get_backend_name():
        case "sqlite":
            engine = _sqlite(parsed)
        case "postgresql":
            engine = _postgresql(parsed)
        case _:
            raise UnknownDatabaseError
    event.listen(engine, "before_cursor_execute", _storable, retval=True)
    return engine


def try_url(url: str) -> None:
    """Look whether a URL names a database of one of the two kinds, and its driver is there; nothing is made or connected.

    Raises:
        ArgumentError, UnknownDatabaseError, MemoryOnlyError, ImportError: as `engine_for`.
    """
    parsed = parse(url)
    match parsed.get_backend_name():
        case "sqlite":
            _refuse_memory(parsed)
        case "postgresql":
            _postgresql(parsed).dispose()
        case _:
            raise UnknownDatabaseError


def parse(url: str) -> URL:
    """Give a URL in its parts, with the driver that is meant.

    Raises:
        ArgumentError: it is none.
    """
    try:
        parsed = make_url(url)
    except ValueError as error:  # a port that is no number
        raise ArgumentError from error
    return parsed.set(drivername=_PSYCOPG) if parsed.drivername in _POSTGRES else parsed


def shown(url: str | URL) -> str:
    """Give a URL with nothing secret in it: no password, and none of its settings."""
    try:
        parsed = parse(url) if isinstance(url, str) else url
    except ArgumentError:
        return "ROUTELORE_DATABASE_URL"
    return parsed.set(query={}).render_as_string(hide_password=True)


def _refuse_memory(url: URL) -> str:
    """Give the file that a URL names, which has to be one."""
    if not url.database or url.database.endswith(":memory:") or url.query.get("mode") == "memory":
        raise MemoryOnlyError
    return url.database


def _sqlite(url: URL) -> Engine:
    file = _refuse_memory(url)
    if not file.startswith("file:"):  # what begins so, SQLite reads as an address of its own kind
        _prepare(Path(file))
    engine = create_engine(url, pool_size=_HELD, max_overflow=_ADDED)
    event.listen(engine, "connect", _careful)
    return engine


def _prepare(file: Path) -> None:
    """Make the file, and its folder, for its owner alone; where they are there, leave them as they are."""
    if not file.parent.exists():
        file.parent.mkdir(parents=True, mode=0o700)
    if not file.exists():
        file.touch(mode=0o600)


def _postgresql(url: URL) -> Engine:
    """Give an engine that tries a connection before it is used, and so goes on when the server was away."""
    theirs = {name: value for name, value in _LIBPQ.items() if name not in url.query}
    engine = create_engine(
        url,
        pool_size=_HELD,
        max_overflow=_ADDED,
        pool_timeout=10,
        pool_recycle=1800,
        connect_args=theirs,
    )
    _Tried(engine).listen()
    return engine


class _Tried:
    """Tries connections before they are used, but none twice within a moment, unless another turned out dead since.

    https://docs.sqlalchemy.org/en/20/core/pooling.html#custom-legacy-pessimistic-ping is where SQLAlchemy says how.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lost = 0.0

    def listen(self) -> None:
        """Hear of every connection of the engine."""
        event.listen(self._engine, "connect", self._new)
        event.listen(self._engine, "invalidate", self._dead)
        event.listen(self._engine, "checkout", self._taken)

    def _new(self, _connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info[_Tried] = monotonic()

    def _dead(self, *_: object) -> None:
        self._lost = monotonic()

    def _taken(self, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        now, tried = monotonic(), record.info.get(_Tried, 0.0)
        if now - tried < _SURE and tried > self._lost:
            return
        dialect = self._engine.dialect
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            if dialect.is_disconnect(error, connection, None):
                raise InvalidatePoolError from error
            raise
        record.info[_Tried] = now


def _careful(connection: object, _record: object) -> None:
    """Let readers and one writer work at once, and wait for a lock rather than fail."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _storable(_on: object, _cursor: object, statement: str, values: Any, *_: object) -> tuple[str, Any]:  # noqa: ANN401 (drivers take several shapes)
    """Leave out of every text what the databases refuse: zero bytes, and halves of characters."""
    return statement, _without(values)


def _without(value: Any) -> Any:  # noqa: ANN401 (drivers take several shapes)
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else _text(value)
    if isinstance(value, dict):
        return {name: _without(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(map(_without, value))
    return value


def _text(value: str) -> str:
    return value.replace("\0", "").encode("utf-8", "replace").decode()
