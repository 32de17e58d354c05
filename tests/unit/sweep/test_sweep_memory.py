"""What is kept of a sweep: each part is read by one at a time, and none is lost with whoever read it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.state.database import Database
from bot.state.sweep_parts import LEASE
from bot.state.sweep_tables import Phase, Standing, SweepPartRow
from bot.state.sweeps import KEPT, Sweep, Sweeps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.state.sweep_parts import Claim

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
SPOTS = (("prod", "ap-northeast-2"), ("prod", "us-east-1"), ("dev", "ap-northeast-2"))
MINAS = Sweep(team="T1", user="U1", lang="ko", to=("s3",))


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        """Give the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Give a clock."""
    return Clock()


@pytest.fixture
def database(database_url: str, clock: Clock) -> Iterator[Database]:
    """Give an empty database."""
    made = Database.open(database_url, clock)
    yield made
    made.close()


@pytest.fixture
def sweeps(database: Database) -> Sweeps:
    """Give an empty memory."""
    return Sweeps(database)


def pass_by(database: Database, seconds: float) -> None:
    """Let so much time have passed for whoever reads parts, or waits to; a server's own clock cannot be set."""
    with database.transaction() as session:
        session.execute(update(SweepPartRow).values(lease=SweepPartRow.lease - seconds, due=SweepPartRow.due - seconds))


def claimed(sweeps: Sweeps, sweep: Sweep = MINAS, number: int | None = None) -> Claim:
    """Give a part that is free."""
    claim = sweeps.parts.claim(sweep, number)
    assert claim is not None
    return claim


def test_a_sweep_is_given_back_as_it_was_kept(sweeps: Sweeps) -> None:
    """With its message, its person, and its parts in the order of the plan."""
    assert sweeps.begin(MINAS, SPOTS)
    sweeps.shown_in(MINAS, "D1", "1.0", "1.1")
    found = sweeps.sweep("T1", MINAS.id)
    assert found is not None
    assert (found.user, found.to, found.message, found.since) == ("U1", ("s3",), "1.1", MONDAY.timestamp())
    assert [(part.account, part.region) for part in sweeps.parts.of(MINAS)] == list(SPOTS)
    assert sweeps.sweep("T2", MINAS.id) is None


def test_a_person_has_one_sweep_at_a_time(sweeps: Sweeps) -> None:
    """Until its report is posted; others, and the terminal, have their own."""
    assert sweeps.begin(MINAS, SPOTS)
    assert not sweeps.begin(Sweep(team="T1", user="U1"), SPOTS)
    assert sweeps.begin(Sweep(team="T1", user="U2"), SPOTS)
    assert sweeps.begin(Sweep(), SPOTS)
    assert sweeps.begin(Sweep(), SPOTS)
    assert sweeps.told(MINAS)
    assert not sweeps.told(MINAS)
    assert sweeps.begin(Sweep(team="T1", user="U1"), SPOTS)


def test_each_part_is_claimed_once_by_many_at_the_same_moment(sweeps: Sweeps) -> None:
    """Eight that claim at once share the parts out, and nobody gets another's."""
    sweep = Sweep()
    sweeps.begin(sweep, [("prod", f"region-{n}") for n in range(20)])
    got: list[int] = []
    lock, ready = threading.Lock(), threading.Barrier(8)

    def take() -> None:
        ready.wait()
        while (claim := sweeps.parts.claim(sweep)) is not None:
            with lock:
                got.append(claim.number)

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(20))


def test_a_part_whose_reader_is_gone_is_free_again_and_counts_once(sweeps: Sweeps, database: Database) -> None:
    """The answer of whoever was thought to be gone does not count beside that of the next."""
    sweeps.begin(MINAS, SPOTS[:1])
    first = claimed(sweeps)
    assert sweeps.parts.claim(MINAS) is None
    lease = LEASE.total_seconds()
    pass_by(database, lease / 2)
    assert sweeps.parts.renew(first)
    pass_by(database, lease * 0.9)
    assert sweeps.parts.claim(MINAS) is None
    assert sweeps.parts.unfinished(MINAS, lost=True) == ()
    pass_by(database, lease)
    assert sweeps.parts.unfinished(MINAS, lost=True) == (0,)
    second = claimed(sweeps)
    assert second.attempts == 2
    assert not sweeps.parts.renew(first)
    assert not sweeps.parts.finish(first, b"late", Phase.DONE)
    assert sweeps.parts.finish(second, b"right", Phase.DONE)
    (kept,) = sweeps.parts.of(MINAS)
    assert kept.result == b"right"
    assert sweeps.parts.claim(MINAS, 0) is None


def test_what_is_given_back_waits_for_its_time(sweeps: Sweeps, database: Database) -> None:
    """A throttled part is tried again later, and one that was only stopped costs no attempt."""
    sweeps.begin(MINAS, SPOTS[:1])
    assert sweeps.parts.give_back(claimed(sweeps), 30)
    assert sweeps.parts.claim(MINAS) is None
    pass_by(database, 31)
    again = claimed(sweeps)
    assert again.attempts == 2
    sweeps.parts.give_back(again, 0, counted=False)
    assert claimed(sweeps).attempts == 2


def test_only_its_person_cancels_a_sweep_and_then_nothing_begins(sweeps: Sweeps) -> None:
    """What is being read may end, and is kept."""
    sweeps.begin(MINAS, SPOTS)
    under_way = claimed(sweeps)
    assert not sweeps.cancel("T1", MINAS.id, "U2")
    assert not sweeps.cancel("T2", MINAS.id, "U1")
    assert sweeps.cancel("T1", MINAS.id, "U1")
    assert not sweeps.cancel("T1", MINAS.id, "U1")
    assert sweeps.parts.claim(MINAS) is None
    assert sweeps.parts.finish(under_way, b"x", Phase.DONE)
    assert not sweeps.goes_on(MINAS)
    assert [one.standing for one in sweeps.untold()] == [Standing.CANCELLED]


def test_what_failed_can_be_tried_again(sweeps: Sweeps) -> None:
    """And what was read stays read."""
    sweep = Sweep()
    sweeps.begin(sweep, SPOTS)
    for phase in (Phase.DONE, Phase.FAILED, Phase.DONE):
        sweeps.parts.finish(claimed(sweeps, sweep), b"x", phase)
    counts = sweeps.parts.counts(sweep)
    assert (counts.total, counts.ended, counts.failed, counts.running) == (3, 3, 1, 0)
    sweeps.again(sweep)
    assert sweeps.parts.unfinished(sweep) == (1,)
    assert claimed(sweeps, sweep).attempts == 1
    latest = sweeps.latest()
    assert latest is not None
    assert latest.id == sweep.id


def test_sweeps_are_forgotten_after_their_time(sweeps: Sweeps, clock: Clock) -> None:
    """With everything that they found."""
    sweeps.begin(MINAS, SPOTS)
    clock.now += KEPT - timedelta(minutes=1)
    sweeps.prune()
    assert sweeps.untold()
    clock.now += timedelta(minutes=2)
    sweeps.prune()
    assert sweeps.untold() == ()
    assert sweeps.parts.of(MINAS) == ()
