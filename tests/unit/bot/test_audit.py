"""Records of who asked what of which account: whole, in order, and not to be changed unseen."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from bot.state.audit import Audit
from bot.state.retention import Kept
from bot.state.store import State

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at a fixed moment."""
        self.at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.at


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still."""
    return Clock()


@pytest.fixture
def state(database_url: str, clock: Clock) -> Iterator[State]:
    """Give a memory that keeps records of the audit for ten days."""
    opened = State.open(database_url, clock, kept=Kept(audit=timedelta(days=10)))
    yield opened
    opened.close()


def asked(state: State, team: str = "T1", **said: str) -> None:
    """Write down a diagnosis."""
    fields = {"user": "U1", "channel": "C1", "deed": "diagnose", "account": "prod", "outcome": "gateway-endpoint", **said}
    state.audit.add(team=team, **fields)


def tampered(database_url: str, *statements: str) -> None:
    """Change the database as somebody with its password could."""
    engine = create_engine(database_url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def guards_off(database_url: str) -> list[str]:
    """Give the statements that take the guards away."""
    if database_url.startswith("sqlite"):
        return ["DROP TRIGGER audit_unchanged", "DROP TRIGGER audit_kept"]
    return ["ALTER TABLE audit DISABLE TRIGGER audit_guard"]


def guards_on(database_url: str) -> list[str]:
    """Give the statements that put back what another test needs, where tests share a database."""
    return [] if database_url.startswith("sqlite") else ["ALTER TABLE audit ENABLE TRIGGER audit_guard"]


def test_a_record_says_who_asked_what_of_which_account_and_when(state: State, clock: Clock) -> None:
    """Every field as it was given, in the order in which it was asked, each workspace's by itself."""
    asked(state, region="ap-northeast-2", source="orchard", to="s3", request="ab12cd34")
    clock.at += timedelta(minutes=1)
    asked(state, team="T2")
    asked(state, user="U2", deed="refused", outcome="not-allowed")
    first, second = state.audit.records("T1")
    assert (first.at, first.user, first.channel, first.deed) == (clock.at - timedelta(minutes=1), "U1", "C1", "diagnose")
    assert (first.account, first.region, first.source, first.to) == ("prod", "ap-northeast-2", "orchard", "s3")
    assert (first.outcome, first.request) == ("gateway-endpoint", "ab12cd34")
    assert (second.number, second.deed, second.outcome) == (2, "refused", "not-allowed")
    assert [record.team for record in state.audit.records()] == ["T1", "T1", "T2"]
    assert list(state.audit.records("T1", since=clock.at)) == [second]
    assert state.audit.teams() == ("T1", "T2")


def test_what_people_or_aws_called_something_is_one_short_line(state: State) -> None:
    """Control characters, other lines and what is too long do not get in."""
    asked(state, source="or\x00ch\x1b[31mard\nharbor\u202e" + "x" * 900, account="a" * 200, deed="d" * 99, request="\ud800")
    (record,) = state.audit.records("T1")
    assert record.source.startswith("orch[31mard harborx")
    assert (len(record.source), len(record.account), len(record.deed), record.request) == (255, 64, 32, "")


def test_more_records_than_are_read_at_once_are_all_given(state: State) -> None:
    """Page by page, none twice and none left out."""
    paging = Audit(state._database, batch=3)
    for number in range(10):
        asked(state, request=str(number))
    assert [record.request for record in paging.records()] == [str(number) for number in range(10)]
    assert paging.verify("T1").number == 10


def test_what_many_write_at_once_is_all_there_and_fits(state: State, database_url: str, clock: Clock) -> None:
    """Several processes write down what was asked in the same workspace at the same moment."""
    second = State.open(database_url, clock)

    def write(memory: State) -> None:
        for _ in range(20):
            asked(memory)

    threads = [threading.Thread(target=write, args=(memory,)) for memory in (state, second) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    second.close()
    assert [record.number for record in state.audit.records("T1")] == list(range(1, 81))
    assert state.audit.verify("T1").broken is None


@pytest.mark.parametrize(
    "change",
    ["UPDATE audit SET outcome = 'blocked' WHERE number = 3", "DELETE FROM audit WHERE number = 3"],
    ids=["changed", "taken out"],
)
def test_the_database_refuses_to_change_a_record_and_where_it_was_made_to_it_shows(
    state: State, database_url: str, change: str
) -> None:
    """Its guards hold against a slip; against whoever takes them away, the digests do."""
    for _ in range(5):
        asked(state)
    with pytest.raises(DBAPIError, match="records of the audit are"):
        tampered(database_url, change)
    assert state.audit.verify("T1").broken is None
    tampered(database_url, *guards_off(database_url), change, *guards_on(database_url))
    assert state.audit.verify("T1").broken == 3


def test_records_that_were_cut_off_at_either_end_are_missed(state: State, database_url: str) -> None:
    """How far they went is written beside them."""
    for _ in range(5):
        asked(state)
    for number in (5, 1):
        cut = f"DELETE FROM audit WHERE number = {number}"  # noqa: S608 (a number of ours)
        tampered(database_url, *guards_off(database_url), cut, *guards_on(database_url))
        assert state.audit.verify("T1").broken == number
        if database_url.startswith("sqlite"):
            return  # its guards are gone for good


def test_records_are_forgotten_when_their_time_is_over_and_what_is_left_still_fits(state: State, clock: Clock) -> None:
    """From the oldest on, in several steps; what is not old enough stays."""
    in_steps = Audit(state._database, timedelta(days=10), batch=2)
    for _ in range(5):
        asked(state)
    clock.at += timedelta(days=9)
    asked(state, request="new")
    state.audit.prune()
    assert len(list(state.audit.records())) == 6
    clock.at += timedelta(days=2)
    in_steps.prune()
    (left,) = state.audit.records()
    assert (left.number, left.request) == (6, "new")
    assert state.audit.verify("T1").broken is None
    asked(state)
    assert state.audit.verify("T1").number == 7


def test_a_workspace_that_asked_nothing_has_nothing_to_verify(state: State) -> None:
    """No record is no sign of tampering."""
    end = state.audit.verify("T9")
    assert (end.number, end.broken) == (0, None)
