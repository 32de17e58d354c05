"""The database is gone, full, locked or read-only: a sentence, nothing lost that was acknowledged, and no restart."""

from __future__ import annotations

import gc
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, literal, select, text
from sqlalchemy.engine import make_url

from bot.listeners.reasons import reason
from bot.state.asked import Judged, Judgement
from bot.state.database import StateError
from bot.state.digests import Digest
from bot.state.lab_bench import Attempt
from bot.state.learners import Shown
from bot.state.store import State, Thread, ThreadKind
from bot.state.waiting import Waiting
from knowledge import open_knowledge
from knowledge.taught.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.servers.postgres import Postgres

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
THREAD = Thread(team="T1", channel="C1", ts="1.0", kind=ThreadKind.ANSWER, lang="ko", asker="U1")
OPERATIONS: dict[str, Callable[[State], object]] = {
    "first_time": lambda state: state.first_time("k"),
    "keep_thread": lambda state: state.keep_thread(THREAD),
    "thread": lambda state: state.thread("T1", "C1", "1.0"),
    "keep_names": lambda state: state.keep_names("T1", ["orchard"]),
    "keep_form": lambda state: state.keep_form("T1", "U1", "body"),
    "prune": lambda state: state.prune(),
    "asked": lambda state: state.asked.askings("T1"),
    "judge": lambda state: state.asked.judge("T1", Judged(answer="a", question="q", lang="en"), "U1", Judgement.WRONG),
    "talk": lambda state: state.talk.add("T1", "C1", "1.0", "왜?"),
    "taught": lambda state: state.taught.propose("T1", "U1", Proposal(question="왜요?", ko="그래서요."), "ko"),
    "waiting": lambda state: state.waiting.turn(Waiting(team="T1", user="U1", text="q", lang="en")),
    "digests": lambda state: state.digests.everywhere(),
    "learners": lambda state: state.learners.keep_lang("T1", "U1", "ko"),
    "labs": lambda state: state.lab_bench.go_on("T1", "U1", "two-sheds", lambda _: Attempt(hints=1)),
    "audit": lambda state: state.audit.add(team="T1", user="U1", channel="C1", deed="diagnose"),
    "verify": lambda state: state.audit.verify("T1"),
    "forget": lambda state: state.forgetting.forget("T1", "U1"),
}
#: What people and AWS may send and PostgreSQL refuses as it stands.
NASTY = "zero\x00 half\ud800 emoji🍎 " + "길" * 3000


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[State]:
    """Give a memory in a file."""
    state = State.open(f"sqlite:///{tmp_path / 'routelore.db'}")
    yield state
    state.close()


def limited(state: State, *pragmas: str) -> None:
    """Let every connection that is made from now on work under these conditions."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    state._database.engine.dispose()
    event.listen(state._database.engine, "connect", limit)


def refusal(state: State, operation: Callable[[State], object]) -> StateError:
    """Give what an operation fails with."""
    with pytest.raises(StateError) as refused:
        operation(state)
    return refused.value


def test_while_the_server_is_away_everything_is_refused_in_a_sentence_and_then_goes_on(postgres: Postgres) -> None:
    """No restart is needed; the sentence for people says nothing of where the database is, the other no password."""
    url = make_url(postgres.url()).set(password="hunter2").render_as_string(hide_password=False)
    state = State.open(url)
    state.keep_thread(THREAD)
    postgres.stop("immediate")
    try:
        refusals = [refusal(state, operation) for operation in OPERATIONS.values()]
        with pytest.raises(StateError) as unopened:
            State.open(url)
    finally:
        postgres.start()
    for error in (*refusals, unopened.value):
        assert "database server cannot be reached" in error.words.en
        assert "hunter2" not in error.words.en + error.words.ko
        assert "127.0.0.1" in error.words.en
        assert "127.0.0.1" not in reason(error, "en") + reason(error, "ko")
    assert state.thread("T1", "C1", "1.0") == THREAD
    for operation in OPERATIONS.values():
        operation(state)
    state.close()


def test_a_server_that_goes_away_in_the_middle_keeps_nothing_of_what_was_begun(postgres: Postgres) -> None:
    """What was not acknowledged is not half there."""
    state = State.open(postgres.url())

    def cut_off(state: State) -> None:
        with state._database.transaction() as session:
            session.connection().exec_driver_sql("INSERT INTO names (team, name, at) VALUES ('T1', 'orchard', now())")
            postgres.stop("immediate")

    try:
        assert "database server cannot be reached" in refusal(state, cut_off).words.en
    finally:
        postgres.start()
    assert state.names("T1") == {}
    state.close()


def test_a_full_disk_is_said_and_what_was_kept_stays(sqlite: State) -> None:
    """As soon as there is room, it goes on."""
    sqlite.keep_thread(THREAD)
    big = Thread(team="T1", channel="C1", ts="2.0", kind=ThreadKind.DIAGNOSIS, lang="ko", asker="U1", snapshot=bytes(2**20))
    limited(sqlite, "max_page_count=150")
    assert "disk under the database is full" in refusal(sqlite, lambda state: state.keep_thread(big)).words.en
    assert sqlite.thread("T1", "C1", "1.0") == THREAD
    assert sqlite.thread("T1", "C1", "2.0") is None
    limited(sqlite, "max_page_count=100000")
    sqlite.keep_thread(big)
    assert sqlite.thread("T1", "C1", "2.0") == big


def test_a_lock_that_is_held_too_long_is_said(sqlite: State, tmp_path: Path) -> None:
    """A backup that copies the file may do that; reading goes on meanwhile."""
    limited(sqlite, "busy_timeout=50")
    with closing(sqlite3.connect(tmp_path / "routelore.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "keeps the database locked" in refusal(sqlite, lambda state: state.keep_thread(THREAD)).words.en
        assert sqlite.names("T1") == {}
        other.execute("ROLLBACK")
    sqlite.keep_thread(THREAD)
    assert sqlite.thread("T1", "C1", "1.0") == THREAD


def test_a_file_that_cannot_be_written_is_said(sqlite: State) -> None:
    """The sentence says what the user that runs the app needs."""
    limited(sqlite, "query_only=ON")
    assert "write access" in refusal(sqlite, lambda state: state.keep_thread(THREAD)).words.en


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://mina@db/routelore", "postgresql://user:password@host/name"),
        ("postgresql://db:port/routelore", "postgresql://user:password@host/name"),
        ("sqlite://", "keeps nothing"),
        ("sqlite:///:memory:", "keeps nothing"),
        ("sqlite:///file:x?mode=memory&uri=true", "keeps nothing"),
        ("postgres://mina:hunter2@127.0.0.1:1/routelore?sslpassword=hunter2", "database server cannot be reached"),
    ],
)
def test_a_url_that_will_not_do_is_said_without_what_is_secret_in_it(url: str, said: str) -> None:
    """Another database, one in memory, a server that is not there."""
    with pytest.raises(StateError) as refused:
        State.open(url)
    assert said in refused.value.words.en
    assert "hunter2" not in refused.value.words.en + refused.value.words.ko


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresqls_own_addresses_are_taken(postgres_url: str, scheme: str) -> None:
    """As hosts hand them out; the server sees by name who is connected, and ends what takes too long."""
    state = State.open(postgres_url.replace("postgresql+psycopg", scheme))
    with state._database.transaction() as session:
        shown = [
            session.connection().exec_driver_sql(f"SHOW {name}").scalar_one()
            for name in ("application_name", "statement_timeout")
        ]
    state.close()
    assert shown == ["routelore", "30s"]


def test_what_people_write_is_kept_whatever_it_holds(database_url: str) -> None:
    """Zero bytes and halves of characters are left out; the rest is as it was, however long."""
    state = State.open(database_url, lambda: NOON)
    state.keep_thread(
        Thread(team="T1", channel="C1", ts="1.0", kind=ThreadKind.ANSWER, lang="ko", asker="U1", question=NASTY)
    )
    state.keep_names("T1", [NASTY])
    state.keep_form("T1", "U1", NASTY, form="f1")
    state.talk.add("T1", "C1", "1.0", NASTY)
    state.answered.add("T1", ("C1", "1.0"), NASTY, [open_knowledge().answer(NASTY[:200])], "", None)
    state.asked.judge("T1", Judged(answer=NASTY, question=NASTY, lang="en"), "U1", Judgement.WRONG)
    state.taught.propose("T1", "U1", Proposal(question=NASTY, ko=NASTY), "ko")
    state.waiting.turn(Waiting(team="T1", user="U1", text=NASTY, lang="ko"))
    state.digests.switch_on(Digest(team="T1", channel="C1", lang="ko", zone="Asia/Seoul\x00"))
    state.learners.keep_shown("T1", "U1", Shown(channel="D1", ts="1.0", mark=NASTY))
    state.audit.add(team="T1", user="U1", channel="C1", deed=NASTY, source=NASTY, account=NASTY, outcome=NASTY)
    kept = state.thread("T1", "C1", "1.0")
    assert kept is not None
    assert kept.question == NASTY.replace("\x00", "").replace("\ud800", "?")
    assert state.form("f1", "T1", "U1") == kept.question
    assert state.audit.verify("T1").broken is None
    assert state.first_time(NASTY)
    assert not state.first_time(NASTY)
    state.close()


def test_names_that_several_learn_at_once_are_all_known(database_url: str) -> None:
    """Nobody waits for somebody who waits for them."""
    states = [State.open(database_url) for _ in range(2)]
    names = [f"subnet-{number}" for number in range(200)]
    states[0].keep_names("T1", names)

    def learn(state: State) -> None:
        for turn in range(10):
            state.keep_names("T1", names[turn * 10 :] if turn % 2 else reversed(names))

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(learn, state) for state in (*states, *states)]:
            done.result(30)
    assert states[1].names("T1") == {("", ""): set(names)}
    for state in states:
        state.close()


def test_many_rows_are_forgotten_a_few_at_a_time(database_url: str) -> None:
    """All that are too old, however many, and none that is not; deliveries keep their own time."""
    moment = [NOON]
    state = State.open(database_url, lambda: moment[0])
    state.keep_names("T1", [f"subnet-{number}" for number in range(500)])
    moment[0] += timedelta(days=29)
    state.keep_names("T1", ["subnet-7", "new"])
    moment[0] += timedelta(days=2)
    state.prune()
    assert state.names("T1") == {("", ""): {"subnet-7", "new"}}
    state.close()


def test_no_connection_is_left_to_the_collector_when_the_server_ends_them_all(postgres: Postgres) -> None:
    """One is found dead in a transaction, the others when next taken; the driver would complain of any left open."""
    state = State.open(postgres.url())
    database = state._database

    def end_all() -> None:
        with database.plainly(), database.plainly(), database.plainly() as third:
            with database.engine.connect() as killer:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                killer.execute(text(f"{others} AND datname = current_database()"))
            third.execute(select(literal(1)), {})

    with pytest.raises(StateError):
        end_all()
    gc.collect()
    with database.plainly() as again, database.plainly() as beside:
        assert [[*one.execute(select(literal(1)), {})] for one in (again, beside)] == [[(1,)], [(1,)]]
    state.close()
    gc.collect()


def test_a_connection_in_use_while_the_database_is_closed_ends_when_it_is_free(postgres: Postgres) -> None:
    """A thread that finishes what it does after all the others leaves nothing open either."""
    state = State.open(postgres.url())
    with state._database.plainly() as late:
        driver = late._connection.dbapi_connection
        assert driver is not None
        state.close()
        assert [*late.execute(select(literal(1)), {})] == [(1,)]
        assert not driver.closed
    assert driver.closed
    with state._database.transaction() as later:  # what comes later still is answered, and left open no more than that
        driver = later.connection().connection.dbapi_connection
    assert driver is not None
    assert driver.closed
