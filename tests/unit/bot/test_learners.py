"""What is kept of those who learn: each move whole, none lost, whatever happens at the same moment."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from bot.listeners.joins import is_newcomer
from bot.state.learners import Learner, Learners, Shown
from bot.state.store import State
from knowledge.learning import walk
from knowledge.learning.progress import Reply
from knowledge.learning.saved import ProgressError
from tests.unit.paths.lessons import lesson, path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.learning.progress import Progress

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
WAY = path(lesson("a"), lesson("b"))
FRESH = walk.begin(WAY, at=MONDAY).progress


@pytest.fixture
def state(database_url: str) -> Iterator[State]:
    """Give an empty memory."""
    opened = State.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def learners(state: State) -> Learners:
    """Give the memory of those who learn."""
    return state.learners


def test_somebody_is_welcomed_once(learners: Learners) -> None:
    """Per person and workspace, also where they chose something before."""
    assert learners.claim_welcome("T1", "U1")
    assert not learners.claim_welcome("T1", "U1")
    assert learners.claim_welcome("T2", "U1")
    learners.keep_lang("T1", "U2", "en")
    assert not learners.claim_welcome("T1", "U2")


def test_what_is_kept_of_a_person_is_kept_side_by_side(learners: Learners) -> None:
    """One thing does not undo the other."""
    assert learners.learner("T1", "U1") == Learner()
    shown = Shown(channel="D1", ts="1.0", mark="{}")
    learners.keep_lang("T1", "U1", "ko")
    learners.keep_shown("T1", "U1", shown)
    learners.move("T1", "U1", WAY.id, lambda now: now or FRESH)
    assert learners.learner("T1", "U1") == Learner(lang="ko", path=WAY.id, shown=shown)


def test_progress_is_kept_by_person_and_path(learners: Learners) -> None:
    """A move begins where the last one ended."""
    assert learners.progress("T1", "U1", WAY.id) is None
    learners.move("T1", "U1", WAY.id, lambda now: now or FRESH)
    moved = learners.move("T1", "U1", WAY.id, lambda now: walk.advance(now or FRESH, WAY, at=MONDAY).progress)
    assert learners.progress("T1", "U1", WAY.id) == moved != FRESH
    assert learners.progress("T1", "U2", WAY.id) is None


def test_a_move_that_fails_changes_nothing(learners: Learners) -> None:
    """Neither the progress nor the path."""

    def refuse(_: Progress | None) -> Progress:
        raise LookupError

    with pytest.raises(LookupError):
        learners.move("T1", "U1", WAY.id, refuse)
    assert learners.learner("T1", "U1") == Learner()


def test_moves_at_the_same_moment_are_all_kept(learners: Learners) -> None:
    """Each of many threads adds a reply, and none is lost."""

    def add(number: int) -> None:
        reply = Reply(lesson="a", question="one", choice=number, right=False)
        learners.move("T1", "U1", WAY.id, lambda now: replace(now or FRESH, replies=(*(now or FRESH).replies, reply)))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = learners.progress("T1", "U1", WAY.id)
    assert kept is not None
    assert sorted(reply.choice for reply in kept.replies) == list(range(8))


def test_sharing_is_for_every_path_of_a_person_and_nobody_else(learners: Learners) -> None:
    """On and off again."""
    for user, name in (("U1", "printing"), ("U1", "scanning"), ("U2", "printing")):
        fresh = replace(FRESH, path=name)
        learners.restart("T1", user, name, fresh)
    learners.share("T1", "U1", shares=True)
    assert [(user, one.path, one.shares) for user, one in learners.everybody("T1")] == [
        ("U1", "printing", True),
        ("U1", "scanning", True),
        ("U2", "printing", False),
    ]
    learners.share("T1", "U1", shares=False)
    assert not any(one.shares for _, one in learners.everybody("T1"))
    assert learners.everybody("T2") == ()


def test_what_cannot_be_read_is_said_and_can_be_begun_over(state: State, database_url: str) -> None:
    """It stands in nobody else's way, and a restart puts it right."""
    learners = state.learners
    learners.restart("T1", "U1", WAY.id, FRESH)
    learners.restart("T1", "U2", WAY.id, FRESH)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE progress SET body = 'gone' WHERE \"user\" = 'U1'"))
    engine.dispose()
    with pytest.raises(ProgressError):
        learners.progress("T1", "U1", WAY.id)
    with pytest.raises(ProgressError):
        learners.move("T1", "U1", WAY.id, lambda now: now or FRESH)
    learners.share("T1", "U1", shares=True)
    assert [user for user, _ in learners.everybody("T1")] == ["U2"]
    assert learners.restart("T1", "U1", WAY.id, FRESH) == FRESH
    assert learners.progress("T1", "U1", WAY.id) == FRESH


@pytest.mark.parametrize(
    ("person", "welcome"),
    [
        ({"id": "U1"}, True),
        ({"id": "U1", "is_bot": False, "deleted": False, "is_restricted": False}, True),
        ({"id": "U1", "is_bot": True}, False),
        ({"id": "U1", "deleted": True}, False),
        ({"id": "U1", "is_restricted": True}, False),
        ({"id": "U1", "is_ultra_restricted": True}, False),
        ({"id": "U1", "is_stranger": True}, False),
        ({"id": "USLACKBOT"}, False),
        ({}, False),
    ],
)
def test_a_newcomer_is_a_person_of_the_team(person: dict[str, object], welcome: object) -> None:
    """Guests, bots, the deleted and Slack itself are none."""
    assert is_newcomer(person) is welcome
