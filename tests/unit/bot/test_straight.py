"""The straight way to the database: all of a block or nothing of it, and nothing left open, whatever happens."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, insert, literal, select, text
from sqlalchemy.exc import IntegrityError

from bot.state import engines
from bot.state.database import Database, StateError
from bot.state.tables import Delivery, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.pool import QueuePool

    from bot.state.straight import Straight
    from tests.servers.postgres import Postgres

TABLE = plain(Delivery)
ADD, HOW_MANY = insert(TABLE), select(func.count()).select_from(TABLE)
ONE, EVERY = select(literal(1)), select(TABLE.c.key).order_by(TABLE.c.key)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database whose connections are all back when the test is over, none of them in a transaction."""
    opened = Database.open(database_url)
    yield opened
    assert taken(opened) == 0
    opened.close()


def taken(database: Database) -> int:
    """Give how many connections somebody holds."""
    pool: QueuePool = database.engine.pool  # type: ignore[assignment]
    return pool.checkedout()


def row(database: Database, key: str) -> dict[str, object]:
    """Give what is kept of a delivery."""
    return {"key": key, "at": database.now()}


def fail() -> None:
    """Raise what has nothing to do with a database."""
    _ = 1 / 0


def keys(database: Database) -> list[str]:
    """Give what is kept."""
    with database.plainly() as straight:
        return [str(key) for (key,) in straight.execute(EVERY, {})]


def test_what_a_block_does_is_kept_with_its_end(database: Database) -> None:
    """Several statements and several rows of one statement; the block itself sees them at once."""
    with database.writing() as straight:
        straight.execute(ADD, row(database, "a"), row(database, "b"))
        straight.execute(ADD, row(database, "c"))
        assert [*straight.execute(HOW_MANY, {})] == [(3,)]
    assert keys(database) == ["a", "b", "c"]


def test_a_block_that_raises_keeps_nothing_and_raises_that(database: Database) -> None:
    """Its own error, as it is: the database has nothing to say of it."""

    def add() -> None:
        with database.writing() as straight:
            straight.execute(ADD, row(database, "a"))
            fail()

    with pytest.raises(ZeroDivisionError):
        add()
    assert keys(database) == []


def test_what_is_there_already_is_told_as_that_and_takes_the_rest_back(database: Database) -> None:
    """Also where it is one of several rows; and nothing of the rows is told, as they may hold somebody's words."""

    def add(*rows: str) -> None:
        with database.writing() as straight:
            straight.execute(ADD, row(database, "a"))
            straight.execute(ADD, *(row(database, key) for key in rows))

    with database.writing() as straight:
        straight.execute(ADD, row(database, "b"))
    for rows in (("b",), ("c", "b")):
        with pytest.raises(IntegrityError):
            add(*rows)
        assert keys(database) == ["b"]
    with pytest.raises(IntegrityError) as told, database.writing() as straight:
        straight.execute(ADD, row(database, "b"))
    assert "parameters" not in str(told.value)


def test_what_only_reads_keeps_nothing(database: Database) -> None:
    """A block that said that it reads has nothing to commit."""
    commits: list[object] = []
    event.listen(database.engine, "commit", commits.append)
    with database.plainly() as straight:
        straight.execute(ADD, row(database, "a"))
    assert keys(database) == []
    assert commits == []
    with database.writing() as straight:
        straight.execute(ADD, row(database, "a"))
    assert len(commits) == 1


def test_a_statement_that_the_database_refuses_is_a_sentence(database: Database) -> None:
    """And the connection is as good as before."""

    def ask_wrongly() -> None:
        with database.writing() as straight:
            straight.execute(ADD, row(database, "a"))
            straight.execute(text("SELECT nothing FROM nowhere"), {})

    with pytest.raises(StateError) as told:
        ask_wrongly()
    assert told.value.__cause__ is not None
    assert "nowhere" not in told.value.words.en
    assert keys(database) == []


def test_rows_that_nobody_read_to_the_end_are_in_nobodys_way(database: Database) -> None:
    """The next statement of the block takes the cursor, whatever the last one found; the block's end lets go of both."""
    with database.writing() as straight:
        straight.execute(ADD, *(row(database, f"{number:03}") for number in range(300)))
    with database.plainly() as straight:
        found = iter(straight.execute(EVERY, {}))
        assert next(found) == ("000",)
        assert [*straight.execute(ONE, {})] == [(1,)]
    with database.writing() as straight:
        next(iter(straight.execute(EVERY, {})))
        straight.execute(ADD, row(database, "300"))
    assert len(keys(database)) == 301


@pytest.mark.parametrize("way", ["plainly", "writing"])
@pytest.mark.parametrize("raises", [False, True], ids=["ends", "raises"])
def test_nothing_is_left_open(database: Database, way: str, raises: bool) -> None:  # noqa: FBT001 (pytest hands it over)
    """Neither the cursor, on which rows wait, nor the connection, nor the turn of who writes."""
    straight: Straight = getattr(database, way)()
    with suppress(ZeroDivisionError), straight:
        next(iter(straight.execute(select(literal(1)).union_all(select(literal(2))), {})))
        cursor = straight._cursor
        assert taken(database) == 1
        if raises:
            fail()
    with pytest.raises(Exception, match="closed"):
        cursor.execute("SELECT 1")
    assert taken(database) == 0
    with database.writing() as next_one:  # which would wait for ever, were the turn still taken
        next_one.execute(ADD, row(database, way))


def test_whoever_cannot_get_a_connection_holds_no_turn(database: Database) -> None:
    """The database cannot be reached as the block begins: that is told, and the next may try."""

    def refuse(*_: object) -> None:
        raise ConnectionRefusedError

    event.listen(database.engine, "checkout", refuse)
    for _ in range(2):
        with pytest.raises(ConnectionRefusedError), database.writing():
            pytest.fail("the block has no connection")
    event.remove(database.engine, "checkout", refuse)
    with database.writing() as straight:
        straight.execute(ADD, row(database, "a"))
    assert keys(database) == ["a"]


def test_each_statement_is_compiled_once(database: Database) -> None:
    """For the values that are given with it, whatever they are."""
    for key in ("a", "b"):
        with database.writing() as straight:
            straight.execute(ADD, row(database, key))
    ready = database._compiler.ready(ADD, ("key", "at"))
    assert ready is database._compiler.ready(ADD, ("key", "at"))


def test_a_connection_is_not_tried_again_and_again(postgres: Postgres) -> None:
    """To try it is a way to the server and back; one that was tried a moment ago is taken as it is."""
    database = Database.open(postgres.url())
    tried: list[object] = []
    ping = database.engine.dialect.do_ping
    database.engine.dialect.do_ping = lambda one: tried.append(one) or ping(one)  # type: ignore[method-assign,func-returns-value]
    for _ in range(5):
        with database.plainly() as straight:
            straight.execute(ONE, {})
    assert len(tried) <= 1
    _tried_long_ago(database)
    with database.plainly() as straight:
        straight.execute(ONE, {})
    assert len(tried) >= 1
    database.close()


def test_a_connection_that_the_server_ended_while_it_waited_is_replaced(postgres: Postgres) -> None:
    """Nobody notices: it is tried before it is used, after a while, and at once where another turned out dead."""
    database = Database.open(postgres.url())
    for a_while in (True, False):
        with database.plainly(), database.plainly() as straight:
            straight.execute(ONE, {})
        with database.engine.connect() as killer:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            killer.execute(text(f"{others} AND datname = current_database()"))
            if not a_while:
                killer.invalidate()
        if a_while:
            _tried_long_ago(database)
        for _ in range(2):
            with database.plainly() as one, database.plainly() as other:
                assert [[*each.execute(ONE, {})] for each in (one, other)] == [[(1,)], [(1,)]]
    database.close()


def _tried_long_ago(database: Database) -> None:
    """Let every connection that waits have been tried long ago."""
    pool: QueuePool = database.engine.pool  # type: ignore[assignment]
    for record in pool._pool.queue:
        record.info[engines._Tried] = 0.0
