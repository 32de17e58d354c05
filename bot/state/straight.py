"""The database without ceremony, for what every question does: statements compiled once, on the driver's own cursor.

What SQLAlchemy does for each statement beside handing it to the driver takes longer than SQLite takes to carry it out. The
statements are SQLAlchemy's still, and whoever listens to the engine hears of them and of their commits as of all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self, cast

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from types import TracebackType

    from sqlalchemy import Dialect, Engine
    from sqlalchemy.engine.interfaces import DBAPICursor
    from sqlalchemy.pool import PoolProxiedConnection
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.sql.expression import ClauseElement
    from sqlalchemy.sql.schema import ScalarElementColumnDefault

    Row = Mapping[str, Any]


#: So many rows at most are sent one by one to PostgreSQL: psycopg opens a pipeline for several, which takes longer.
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A statement as the driver takes it: its text, the values that nobody need give, and what prepares the others.

    `order` is that of the values where the driver takes them by their place, and not by their name.
    """

    text: str
    given: Row
    prepared: Mapping[str, Callable[[Any], Any]]
    order: tuple[str, ...] | None

    def values(self, row: Row) -> Any:  # noqa: ANN401 (drivers take several shapes)
        """Give the values of one row, as the driver takes them."""
        found = {**self.given, **row}
        for name, prepare in self.prepared.items():
            found[name] = prepare(found[name])
        return found if self.order is None else [found[name] for name in self.order]


class Compiler:
    """Compiles each statement once for one database. The statements are constants, and so none is forgotten again."""

    def __init__(self, engine: Engine) -> None:
        """Compile for the database of this engine."""
        self.engine = engine
        self.few = _FEW if engine.dialect.name == "postgresql" else 1
        self._ready: dict[tuple[ClauseElement, tuple[str, ...]], Ready] = {}

    def ready(self, statement: ClauseElement, names: tuple[str, ...]) -> Ready:
        """Give a statement that is carried out with values of these names."""
        found = self._ready.get((statement, names))
        if found is None:
            found = self._ready[statement, names] = _compiled(statement, names, self.engine.dialect)
        return found


class Met(Protocol):
    """What a statement met in a table."""

    @property
    def rowcount(self) -> int:
        """Give how many rows it changed."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Go through the rows that it found."""


class Straight:
    """A transaction on a connection of the driver's own: what its block does is kept together, or not at all.

    Raises, where the block begins or ends:
        IntegrityError: something with this key is there already.
        Exception: what `unusable` makes of anything else that the database raised.
    """

    __slots__ = ("_compiler", "_connection", "_cursor", "_reads", "_turn", "_unusable")

    _connection: PoolProxiedConnection
    _cursor: DBAPICursor

    def __init__(
        self,
        compiler: Compiler,
        unusable: Callable[[SQLAlchemyError], Exception],
        *,
        turn: AbstractContextManager[object] | None = None,
        reads: bool = False,
    ) -> None:
        """Take a connection when the block begins, after waiting for a turn where there are any.

        Where the block only `reads`, there is nothing to keep.
        """
        self._compiler = compiler
        self._unusable = unusable
        self._turn = turn
        self._reads = reads

    def __enter__(self) -> Self:
        """Take a connection."""
        if self._turn is not None:
            self._turn.__enter__()
        try:
            self._connection = self._compiler.engine.raw_connection()
            self._cursor = self._connection.cursor()
        except Exception as error:
            self._turn_over()
            said = self._raised(error, "")
            raise self._unusable(said) if isinstance(said, SQLAlchemyError) else said from error
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: TracebackType | None) -> None:
        """Keep what was done, or take it back."""
        try:
            if error is None and not self._reads:
                self._commit()
        except SQLAlchemyError as raised:
            error = raised
        finally:
            try:
                self._cursor.close()
                self._connection.close()  # which takes back what was not committed
            finally:
                self._turn_over()
        if isinstance(error, IntegrityError):
            raise error
        if isinstance(error, SQLAlchemyError):
            raise self._unusable(error) from error

    def execute(self, statement: ClauseElement, *rows: Row) -> Met:
        """Carry out a statement, once for each row of values, and give what it met.

        Raises:
            IntegrityError: something with this key is there already.
            SQLAlchemyError: the database cannot be used.
        """
        engine, cursor = self._compiler.engine, self._cursor
        if 1 < len(rows) <= self._compiler.few:
            for row in rows:
                self.execute(statement, row)
            return cast("Met", cursor)
        ready, many = self._compiler.ready(statement, tuple(rows[0])), len(rows) > 1
        text, values = ready.text, [ready.values(row) for row in rows] if many else ready.values(rows[0])
        for told in engine.dispatch.before_cursor_execute:
            text, values = told(self, cursor, text, values, None, many)
        try:
            (cursor.executemany if many else cursor.execute)(text, values)
        except Exception as error:
            raise self._raised(error, text) from error
        for told in engine.dispatch.after_cursor_execute:
            told(self, cursor, text, values, None, many)
        return cast("Met", cursor)

    def _commit(self) -> None:
        engine = self._compiler.engine
        engine.dispatch.commit(self)
        try:
            engine.dialect.do_commit(self._connection)
        except Exception as error:
            raise self._raised(error, "COMMIT") from error

    def _turn_over(self) -> None:
        if self._turn is not None:
            self._turn.__exit__(None, None, None)

    def _raised(self, error: Exception, text: str) -> Exception:
        """Give what SQLAlchemy raises in place of a driver's error; a connection that the server left is not used again."""
        engine = self._compiler.engine
        driver = engine.dialect.loaded_dbapi
        if not isinstance(error, driver.Error):
            return error
        connection: PoolProxiedConnection | None = getattr(self, "_connection", None)
        if connection is not None and engine.dialect.is_disconnect(error, connection, None):
            connection.invalidate(error)
        return DBAPIError.instance(text, None, error, driver.Error, hide_parameters=True, dialect=engine.dialect)


def _compiled(statement: ClauseElement, names: tuple[str, ...], dialect: Dialect) -> Ready:
    compiled = cast("SQLCompiler", statement.compile(dialect=dialect, column_keys=names))
    left_out = {column.key: cast("ScalarElementColumnDefault", column.default).arg for column in compiled.insert_prefetch}
    given = {name: one.value for name, one in compiled.binds.items() if name not in names}
    processors = {
        name: processor
        for name, one in compiled.binds.items()
        if (processor := one.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    order = tuple(compiled.positiontup) if compiled.positiontup is not None else None
    return Ready(text=compiled.string, given={**given, **left_out}, prepared=processors, order=order)
