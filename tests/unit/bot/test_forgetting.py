"""A person is forgotten in every table, and what stays is known to stay."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Boolean, DateTime, Float, Integer, LargeBinary, String, insert, select

from bot.state.aliases import alias
from bot.state.asked import Judged, Judgement
from bot.state.forgetting import NOBODYS, PEOPLE, Fate
from bot.state.lab_bench import Attempt
from bot.state.schema import known_tables
from bot.state.store import State, Thread, ThreadKind
from bot.state.taught import Notice, Status
from bot.state.waiting import Waiting
from knowledge.taught.entry import entry_of
from knowledge.taught.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column

GONE, OTHER, TEAM = "U0GONE", "U0STAYS", "T1"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
#: Columns called so hold a person, wherever they are.
PERSONAL = re.compile(r"user|asker|person|proposer|owner_user|author|.*_by|running_for|body|key")
VALUES = {DateTime: NOON, Boolean: False, Float: 7.0, LargeBinary: b"packed"}


@pytest.fixture
def state(database_url: str) -> Iterator[State]:
    """Give an empty memory whose clock stands still."""
    opened = State.open(database_url, lambda: NOON)
    yield opened
    opened.close()


def value_of(column: Column[object], person: str) -> object:
    """Give something for a column: the person, where one may stand there."""
    if isinstance(column.type, String):
        personal = column.name in PEOPLE.get(column.table.name, {})
        text = person if personal else TEAM if column.name == "team" else f"{column.name} of {person[-4:]}"
        return text[: column.type.length]
    if isinstance(column.type, Integer):
        return len(person)
    return next(value for kind, value in VALUES.items() if isinstance(column.type, kind))


def everything_that_holds(state: State, text: str) -> set[str]:
    """Give each column, as TABLE.COLUMN, in which a text stands anywhere."""
    found = set()
    with state._database.transaction() as session:
        for table in known_tables().tables.values():
            for row in session.execute(select(table)).mappings():
                found |= {f"{table.name}.{name}" for name, value in row.items() if text in str(value)}
    return found


def test_it_is_known_of_every_table_whether_somebody_stands_there() -> None:
    """A new table is forgotten by nobody: it is named, with its columns that hold a person, or it holds nobody."""
    tables = known_tables().tables
    assert PEOPLE.keys() | NOBODYS == tables.keys()
    assert PEOPLE.keys().isdisjoint(NOBODYS)
    for name, table in tables.items():
        personal = {column.name for column in table.columns if PERSONAL.fullmatch(column.name)}
        assert personal <= PEOPLE.get(name, {}).keys(), name
        assert PEOPLE.get(name, {}).keys() <= set(table.columns.keys())


def test_no_column_of_any_table_holds_who_was_forgotten_unless_it_is_said_to_stay(state: State) -> None:
    """Every column that may hold a person held this one; what another has stays as it was."""
    by_id = {table: columns for table, columns in PEOPLE.items() if table != "judged"}  # there, only an alias stands
    for person in (GONE, OTHER):
        with state._database.transaction() as session:
            for name in by_id:
                table = known_tables().tables[name]
                session.execute(insert(table).values({one.name: value_of(one, person) for one in table.columns}))
    others = everything_that_holds(state, OTHER)
    state.forgetting.forget(TEAM, GONE)
    stays = {f"{table}.{column}" for table, columns in by_id.items() for column in columns if columns[column] is Fate.STAYS}
    assert everything_that_holds(state, GONE) == stays
    assert everything_that_holds(state, OTHER) == others == {f"{t}.{c}" for t, columns in by_id.items() for c in columns}


def test_threads_go_with_what_was_said_in_them_and_so_does_everything_in_the_direct_message(state: State) -> None:
    """Also those that are kept under an alias; another person's thread in the same channel stays."""
    asker = alias(TEAM, "C1", "1.0", GONE)
    mine = Thread(team=TEAM, channel="C1", ts="1.0", kind=ThreadKind.ANSWER, lang="ko", asker=asker)
    direct = replace(mine, channel="D1", ts="2.0", kind=ThreadKind.DIAGNOSIS, asker=GONE, snapshot=b"net")
    others = replace(mine, ts="3.0", asker=alias(TEAM, "C1", "3.0", OTHER))
    elsewhere = replace(direct, team="T2")
    for thread in (mine, direct, others, elsewhere):
        state.keep_thread(thread)
        state.talk.add(thread.team, thread.channel, thread.ts, "왜?")
        state.keep_supposed(thread.team, thread.channel, thread.ts, ("delete-nat nat-0a",))
    state.talk.add(TEAM, "D1", "9.0", "the same direct message, another thread")
    gone = state.forgetting.forget(TEAM, GONE)
    assert gone == {"threads": 2, "supposed": 2, "talk": 3}
    assert state.thread(TEAM, "C1", "1.0") is state.thread(TEAM, "D1", "2.0") is None
    assert state.talk.before(TEAM, "D1", "9.0") == state.supposed(TEAM, "C1", "1.0") == ()
    assert state.thread(TEAM, "C1", "3.0") == others
    assert state.talk.before(TEAM, "C1", "3.0") == ("왜?",)
    assert state.thread("T2", "D1", "2.0") == elsewhere
    assert state.forgetting.forget(TEAM, GONE) == {}


def test_what_is_somebodys_alone_goes_in_their_workspace(state: State) -> None:
    """Judgements are found by the alias that they were counted under."""
    for user in (GONE, OTHER):
        state.keep_form(TEAM, user, "body", form=f"form-{user}")
        state.waiting.turn(Waiting(team=TEAM, user=user, text="언제 돼요?", lang="ko"))
        state.learners.keep_lang(TEAM, user, "ko")
        state.lab_bench.go_on(TEAM, user, "two-sheds", lambda _: Attempt(hints=1))
        state.asked.judge(TEAM, Judged(answer="a1", question="q", lang="en"), user, Judgement.HELPFUL)
    gone = state.forgetting.forget(TEAM, GONE)
    assert gone == {"forms": 1, "waiting": 1, "learners": 1, "labs": 1, "judged": 1}
    assert state.asked.tally(TEAM, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)).helpful == 1
    assert state.form(f"form-{OTHER}", TEAM, OTHER) == "body"
    assert [one.user for one in state.waiting.everybody()] == [OTHER]


def test_what_the_team_was_taught_answers_on_without_who_taught_it(state: State) -> None:
    """What was proposed and is not in use goes, with the messages about it; nobody is told of it any more."""
    taught, said = state.taught, Proposal(question="왜요?", ko="그래서요.", ways=("어째서요?",))
    used, unused = taught.propose(TEAM, GONE, said, "ko"), taught.propose(TEAM, GONE, said, "ko")
    taught.approve(used, GONE, entry_of(said, "why", NOON.date()), taught.settled(TEAM))
    for one in (used, unused):
        taught.keep_notice(one, Notice(channel="D1", ts=f"1.{one.id}", user=GONE, lang="ko"))
        taught.keep_notice(one, Notice(channel="D2", ts=f"2.{one.id}", user=OTHER, lang="ko"))
    state.forgetting.forget(TEAM, GONE)
    assert [entry.id for entry in taught.entries(TEAM)] == ["why"]
    left = taught.get(TEAM, used.id)
    assert left is not None
    assert (left.status, left.proposer, left.decided_by) == (Status.APPROVED, "", "")
    assert taught.get(TEAM, unused.id) is None
    assert [notice.user for notice in taught.notices(used)] == [OTHER]
    assert taught.notices(unused) == ()
    assert taught.untold(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)) == ()
