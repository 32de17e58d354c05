"""What is remembered of what people teach: each decision once, by whoever was first."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.state.database import Database
from bot.state.proposals import TaughtRow
from bot.state.taught import Notice, Status, Teachings
from knowledge.taught.entry import entry_of
from knowledge.taught.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.state.taught import Taught
    from knowledge.entry import Entry

SAID = Proposal(question="왜요?", ko="그래서요.", ways=("어째서요?", "why?"))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give an empty database whose clock stands still."""
    opened = Database.open(database_url, lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def taught(database: Database) -> Teachings:
    """Give an empty memory of teachings."""
    return Teachings(database)


def proposed(taught: Teachings, team: str = "T1") -> Taught:
    """Give a new proposal."""
    return taught.propose(team, "U1", SAID, "ko")


def entry(one: Taught, name: str = "why") -> Entry:
    """Give the entry that a proposal becomes."""
    return entry_of(one.said, name, NOON.date())


def test_a_proposal_waits_for_its_own_team(taught: Teachings) -> None:
    """Oldest first, whole, and unknown to everybody else."""
    first, second = proposed(taught), proposed(taught)
    assert {one.id for one in taught.waiting("T1")} == {first.id, second.id}
    assert taught.waiting("T1", "U2") == taught.waiting("T2") == ()
    assert taught.get("T1", first.id) == first
    assert taught.get("T2", first.id) is None
    assert first.said == SAID
    assert first.at == NOON


def test_an_approved_entry_answers_and_outlives_its_process(taught: Teachings, database: Database) -> None:
    """As it was approved, for its team alone."""
    one = proposed(taught)
    assert taught.approve(one, "U2", entry(one), taught.settled("T1"))
    again = Teachings(database)
    assert again.entries("T1") == (entry(one),)
    assert again.entries("T2") == ()
    assert again.teams() == ("T1",)
    found = again.get("T1", one.id)
    assert found is not None
    assert (found.status, found.decided_by, found.decided_at) == (Status.APPROVED, "U2", NOON)


def test_of_many_who_decide_at_once_one_wins(taught: Teachings) -> None:
    """Approving, declining and taking back at the same moment: one of them happens."""
    one = proposed(taught)
    won: list[bool] = []
    ways = (
        lambda: taught.approve(one, "U2", entry(one), 0),
        lambda: taught.decline(one, "U3", "no"),
        lambda: taught.withdraw(one),
    )
    threads = [threading.Thread(target=lambda way=way: won.append(way())) for way in ways * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 11 + [True]


def test_what_was_edited_meanwhile_is_not_decided_on_unseen(taught: Teachings) -> None:
    """Whoever saw the old words approves, declines and edits nothing; whoever saw the new ones does."""
    one = proposed(taught)
    assert taught.edit(one, "U2", replace(SAID, ko="아니요."))
    assert not taught.approve(one, "U3", entry(one), 0)
    assert not taught.decline(one, "U3", "no")
    assert not taught.edit(one, "U3", SAID)
    now = taught.get("T1", one.id)
    assert now is not None
    assert (now.said.ko, now.version, now.edited_by) == ("아니요.", 2, "U2")
    assert taught.approve(now, "U3", entry(now), 0)


def test_nothing_is_approved_on_a_trial_that_something_else_overtook(taught: Teachings) -> None:
    """Two proposals tried against the same notes: the second has to be tried again."""
    first, second = proposed(taught), proposed(taught)
    settled = taught.settled("T1")
    assert taught.approve(first, "U2", entry(first), settled)
    assert not taught.approve(second, "U2", entry(second, "other"), settled)
    assert taught.approve(second, "U2", entry(second, "other"), taught.settled("T1"))


def test_a_newer_answer_under_the_same_id_is_the_only_one(taught: Teachings) -> None:
    """What was taught before is out of service, and stays so when the newer one goes."""
    first, second = proposed(taught), proposed(taught)
    assert taught.approve(first, "U2", entry(first), 0)
    assert taught.approve(second, "U2", entry(second), 1)
    assert [one.id for one in taught.in_service("T1")] == [second.id]
    assert taught.retire(second, "U3")
    assert not taught.retire(second, "U3")
    assert taught.entries("T1") == ()
    assert taught.taken("T1") == {"why"}


def test_an_entry_that_cannot_be_read_does_not_keep_the_others_from_answering(taught: Teachings, database: Database) -> None:
    """It is left out."""
    first, second = proposed(taught), proposed(taught)
    taught.approve(first, "U2", entry(first), 0)
    taught.approve(second, "U2", entry(second, "other"), 1)
    with database.transaction() as session:
        session.execute(update(TaughtRow).where(TaughtRow.id == first.id).values(entry="{}"))
    assert [one.id for one in taught.entries("T1")] == ["other"]


def test_messages_about_a_proposal_are_known_again(taught: Teachings) -> None:
    """Each with whom it is for; another proposal has its own."""
    one, other = proposed(taught), proposed(taught)
    notice = Notice(channel="D1", ts="1.0", user="U2", lang="en")
    taught.keep_notice(one, notice)
    assert taught.notices(one) == (notice,)
    assert taught.notices(other) == ()


def test_what_is_not_told_is_known_until_it_is(taught: Teachings) -> None:
    """A change after the telling has to be told anew."""
    one = proposed(taught)
    assert taught.untold(NOON, NOON) == ()
    later = NOON + timedelta(minutes=1)
    assert [found.id for found in taught.untold(NOON, later)] == [one.id]
    taught.told(one)
    assert taught.untold(NOON, later) == ()
    assert taught.decline(one, "U2", "아니에요")
    taught.told(one)
    assert [found.reason for found in taught.untold(NOON, later)] == ["아니에요"]
    assert taught.untold(NOON + timedelta(seconds=1), later) == ()
