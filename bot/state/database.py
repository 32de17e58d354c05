"""The one database of what outlives a restart: opened once, used in transactions, and its failures said in a sentence."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import event, func, select
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.state import troubles
from bot.state.engines import MemoryOnlyError, UnknownDatabaseError, engine_for, shown, try_url
from bot.state.schema import NewerError, bring_up
from bot.state.straight import Compiler, Straight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine
    from sqlalchemy.pool import ConnectionPoolEntry

    from bot.state.tables import Table
    from diagnostics.model.words import Words


class StateError(Exception):
    """The database cannot be used.

    `words` say what is wrong and what to do, to whoever runs the app. `in_chat` is what everybody else is told: nothing of
    where the database is.
    """

    in_chat = troubles.AWAY

    def __init__(self, words: Words) -> None:
        """Keep the sentence in both languages."""
        super().__init__(words.en)
        self.words = words


def _now() -> datetime:
    return datetime.now(UTC)


class Database:
    """A database with its clock; what is kept of one matter has a class beside this one."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = _now) -> None:
        """Use this engine; `now` is the clock that ages what is kept."""
        self._engine = engine
        self._session = sessionmaker(engine)
        self._compiler = Compiler(engine)
        self._turn = threading.RLock() if engine.dialect.name == "sqlite" else None
        self.now = now

    @classmethod
    def open(cls, url: str, now: Callable[[], datetime] = _now) -> Database:
        """Give the database at this URL, its tables made where they are missing.

        Raises:
            StateError: the URL is none, its driver is missing, or the database cannot be opened.
        """
        engine = engine_of(url)
        try:
            bring_up(engine)
        except NewerError as error:
            engine.dispose()
            raise StateError(troubles.newer(shown(url))) from error
        except SQLAlchemyError as error:
            engine.dispose()
            raise StateError(troubles.unusable(error, shown(url))) from error
        return cls(engine, now)

    @property
    def engine(self) -> Engine:
        """Give what a library's own tables are used with."""
        return self._engine

    def unusable(self, error: SQLAlchemyError) -> StateError:
        """Give the sentence for what the database raised."""
        return StateError(troubles.unusable(error, shown(self._engine.url)))

    def close(self) -> None:
        """Let go of the database's connections: now, and as soon as they are free those that a thread still uses."""
        event.listen(self._engine.pool, "checkin", _let_go)
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session whose changes are kept together or not at all.

        Raises:
            IntegrityError: something with this key is there already.
            StateError: the database cannot be used.
        """
        with self._said(), self._session.begin() as session:
            yield session

    def plainly(self) -> Straight:
        """Give a transaction for what every question reads.

        Raises:
            StateError: the database cannot be used.
        """
        return Straight(self._compiler, self.unusable, reads=True)

    def writing(self) -> Straight:
        """Give a transaction for what every question changes.

        SQLite has one writer at a time, and who finds it busy sleeps and looks again: up to a tenth of a second each time.
        So the threads of this process take turns before they ask for it.

        Raises:
            IntegrityError: something with this key is there already.
            StateError: the database cannot be used.
        """
        return Straight(self._compiler, self.unusable, turn=self._turn)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn what the database raises into a sentence, all but what is there already."""
        try:
            yield
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            raise self.unusable(error) from error

    def moment(self, session: Session) -> float:
        """Give the time by which several machines agree, in seconds: a server's where there is one, as their clocks differ.

        Raises:
            SQLAlchemyError: the database cannot be used; the session's transaction says so.
        """
        if self._engine.dialect.name == "postgresql":
            return float(session.scalar(select(func.extract("epoch", func.clock_timestamp()))) or 0)
        return self.now().timestamp()

    def put(self, row: Table) -> None:
        """Keep a row in the place of the one with its key, also where somebody else keeps one at the same moment.

        Raises:
            StateError: the database cannot be used.
        """
        try:
            self._merge(row)
        except IntegrityError:  # the other was first, and is there now
            self._merge(row)

    def _merge(self, row: Table) -> None:
        with self.transaction() as session:
            session.merge(row)


def _let_go(_connection: object, record: ConnectionPoolEntry) -> None:
    """End a connection that comes back to a pool nobody takes any from."""
    record.invalidate()


def engine_of(url: str) -> Engine:
    """Give the engine for a URL; nothing is connected yet.

    Raises:
        StateError: why there is none.
    """
    with _explained(url):
        return engine_for(url)


def look_at(url: str) -> None:
    """Look whether a URL names a database that could be used, and its driver is there; nothing is made or connected.

    Raises:
        StateError: what is wrong with it.
    """
    with _explained(url):
        try_url(url)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Turn what a URL may be refused with into its sentence."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError, UnknownDatabaseError) as error:
        raise StateError(troubles.wrong_url(shown(url))) from error
    except MemoryOnlyError as error:
        raise StateError(troubles.MEMORY_ONLY) from error
    except ImportError as error:
        raise StateError(troubles.NO_DRIVER) from error
    except OSError as error:
        raise StateError(troubles.unusable(error, shown(url))) from error
