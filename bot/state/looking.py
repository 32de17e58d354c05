"""A look at the database that changes nothing: does it answer, and are its tables those of this version?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from bot.state import troubles
from bot.state.database import StateError, engine_of
from bot.state.engines import parse, shown
from bot.state.schema import HEAD, revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen: where the database is, without its password, and the revision of its tables and of this version's.

    No `revision` where there are no tables, or older ones than revisions.
    """

    where: str
    revision: str | None
    head: str = HEAD
    tables: bool

    @property
    def is_new(self) -> bool:
        """Say whether nothing was ever kept there."""
        return not self.tables


def look(url: str) -> Look:
    """Give what a database looks like; nothing in it is changed, and no SQLite file is made.

    Raises:
        StateError: it cannot be used, or a newer version made its tables.
    """
    where = shown(url)
    if _not_there_yet(url):
        return Look(where=where, revision=None, tables=False)
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            found, tables = revision(connection), bool(inspect(connection).get_table_names())
    except SQLAlchemyError as error:
        raise StateError(troubles.unusable(error, where)) from error
    finally:
        engine.dispose()
    if found is not None and found > HEAD:
        raise StateError(troubles.newer(where))
    return Look(where=where, revision=found, tables=tables)


def _not_there_yet(url: str) -> bool:
    return url.startswith("sqlite:///") and not Path(parse(url).database or "").is_file()
