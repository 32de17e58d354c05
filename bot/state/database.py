"""The one database of what outlives a restart: opened once, used in transactions, and its failures said in a sentence."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.state.tables import Table
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import URL, Engine


class StateError(Exception):
    """The database cannot be used; `words` say what is wrong and what to do."""

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
        self.now = now

    @classmethod
    def open(cls, url: str, now: Callable[[], datetime] = _now) -> Database:
        """Give the database at this URL, its tables made where they are missing.

        Raises:
            StateError: the URL is none, its driver is missing, or the database cannot be opened.
        """
        try:
            parsed = make_url(url)
            _prepare_folder(parsed)
            engine = create_engine(parsed)
            if parsed.get_backend_name() == "sqlite":
                event.listen(engine, "connect", _careful_sqlite)
            Table.metadata.create_all(engine)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise StateError(_wrong_url(url)) from error
        except (SQLAlchemyError, OSError) as error:
            raise StateError(_unusable(url)) from error
        return cls(engine, now)

    def close(self) -> None:
        """Let go of the database's connections."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session whose changes are kept together or not at all.

        Raises:
            IntegrityError: something with this key is there already.
            StateError: the database cannot be used.
        """
        try:
            with self._session.begin() as session:
                yield session
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            raise StateError(_unusable(str(self._engine.url.render_as_string(hide_password=True)))) from error

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


def _prepare_folder(url: URL) -> None:
    """Make the folder of a SQLite file, for its owner alone."""
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        folder = Path(url.database).parent
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
        Path(url.database).touch(mode=0o600)


def _careful_sqlite(connection: object, _record: object) -> None:
    """Let readers and one writer work at once, and wait for a lock rather than fail."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _shown(url: str) -> str:
    """Give the URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "ROUTELORE_DATABASE_URL"


def _wrong_url(url: str) -> Words:
    shown = _shown(url)
    return Words(
        ko=f"데이터베이스 주소를 쓸 수 없어요({shown}). ROUTELORE_DATABASE_URL의 형식과 드라이버 설치를 확인해 주세요.",
        en=f"The database URL cannot be used ({shown}). Check ROUTELORE_DATABASE_URL and that its driver is installed.",
    )


def _unusable(url: str) -> Words:
    shown = _shown(url)
    return Words(
        ko=f"데이터베이스를 열거나 쓸 수 없어요({shown}). 경로와 권한, 남은 공간을 확인해 주세요.",
        en=f"The database cannot be opened or written ({shown}). Check its path, its permissions and the free space.",
    )
