"""Turns in the pool: everybody's job is done, nobody's waits for another's account, and what waits can leave."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.undertaking import CURRENT, Undertaking
from bot.work import Errand, Lane, Ticket, Work

if TYPE_CHECKING:
    from collections.abc import Callable


class Gate:
    """Jobs that run until they are let through."""

    def __init__(self) -> None:
        """Start with a closed gate."""
        self.open = threading.Event()
        self.begun: list[str] = []
        self.done: list[str] = []

    def job(self, name: str) -> Callable[[], None]:
        """Give a job that notes when it begins and ends."""

        def run() -> None:
            self.begun.append(name)
            assert self.open.wait(5)
            self.done.append(name)

        return run

    def began(self, number: int) -> None:
        """Return once so many have begun."""
        until = time.monotonic() + 5
        while len(self.begun) < number:
            assert time.monotonic() < until, self.begun
            time.sleep(0.002)


def never() -> None:
    """Give up what is never given up."""
    raise AssertionError


def test_an_account_that_hangs_leaves_room_for_the_others() -> None:
    """Of one account no more are read at a time than its part; another's is read at once, and a quick job is done."""
    work, slow, fast = Work(readers=4, readers_of_one=2), Gate(), Gate()
    for number in range(10):
        assert work.take(slow.job(str(number)), never, Lane(asker="mina", reads="slow"))
    fast.open.set()
    assert work.take(fast.job("fast"), never, Lane(asker="jun", reads="fast"))
    assert work.take(fast.job("quick"), never, Lane(asker="jun"))
    fast.began(2)
    assert (sorted(slow.begun), work.waiting) == (["0", "1"], 8)
    slow.open.set()
    slow.began(10)
    work.close()


def test_askers_take_turns() -> None:
    """Thirty jobs of one person delay another's by one at most, whichever came first."""
    work, gate = Work(workers=1), Gate()
    for number in range(30):
        assert work.take(gate.job(f"mina {number}"), never, Lane(asker="mina"))
    for number in range(2):
        assert work.take(gate.job(f"jun {number}"), never, Lane(asker="jun"))
    gate.open.set()
    gate.began(32)
    work.close()
    assert gate.begun[:6] == ["mina 0", "mina 1", "jun 0", "mina 2", "jun 1", "mina 3"]


def test_a_ticket_tells_the_place_in_line_as_the_turns_are_taken() -> None:
    """It is the number of jobs that begin before; none once the job has begun, and none before it was handed over."""
    work, gate, tickets = Work(workers=1), Gate(), [Ticket() for _ in range(4)]
    assert tickets[0].ahead() is None
    assert not tickets[0].leave()
    for ticket, asker in zip(tickets, ("mina", "mina", "mina", "jun"), strict=True):
        assert work.take(gate.job(asker), never, Lane(asker=asker, ticket=ticket))
    gate.began(1)
    assert [ticket.ahead() for ticket in tickets] == [None, 0, 2, 1]
    gate.open.set()
    gate.began(4)
    work.close()


def test_a_job_that_leaves_the_line_is_given_up_and_never_done() -> None:
    """Those behind it move up; one that runs cannot leave."""
    work, gate, given_up = Work(workers=1), Gate(), threading.Event()
    first, second, third = Ticket(), Ticket(), Ticket()
    assert work.take(gate.job("first"), never, Lane(asker="mina", ticket=first))
    assert work.take(gate.job("second"), given_up.set, Lane(asker="mina", ticket=second))
    assert work.take(gate.job("third"), never, Lane(asker="mina", ticket=third))
    gate.began(1)
    assert second.leave()
    assert given_up.is_set()
    assert (second.leave(), first.leave(), third.ahead()) == (False, False, 0)
    gate.open.set()
    gate.began(2)
    work.close()
    assert gate.done == ["first", "third"]


class Kept:
    """A promise that outlives the process."""

    def __init__(self) -> None:
        """Start with nothing left to others."""
        self.left: list[str] = []

    def note(self, key: str, step: str, outcome: str) -> None:
        """Remember nothing."""

    def holds(self, key: str) -> bool:
        """Say that it is this process's."""
        return bool(key)

    def leave(self, key: str) -> None:
        """Note what is left to the next process."""
        self.left.append(key)

    def put_off(self, key: str) -> None:
        """Note the same of what waits for Slack."""
        self.left.append(key)


def closed_with_one_waiting(undertaking: Undertaking) -> list[str]:
    """Give what became of a job of this undertaking that waited when the pool was closed."""
    work, gate, told = Work(workers=1), Gate(), list[str]()
    assert work.take(gate.job("runs"), never, Lane(asker="mina"))
    gate.began(1)
    token = CURRENT.set(undertaking)
    undertaking.begin()
    assert work.take(gate.job("waits"), lambda: told.append("given up"), Lane(asker="mina"))
    undertaking.end()
    CURRENT.reset(token)
    closing = threading.Thread(target=work.close)
    closing.start()
    until = time.monotonic() + 5
    while work.waiting and time.monotonic() < until:
        time.sleep(0.002)
    gate.open.set()
    closing.join(5)
    assert gate.done == ["runs"]
    return told


def test_a_job_that_was_never_begun_is_left_to_the_next_process_where_that_takes_it_up() -> None:
    """Nobody is told that it failed, and its undertaking is let go of without being over."""
    kept, over = Kept(), list[str]()
    told = closed_with_one_waiting(Undertaking(key="E1", over=lambda: over.append("over"), promise=kept))
    assert (told, kept.left, over) == ([], ["E1"], [])


def test_a_job_that_was_never_begun_and_that_nobody_takes_up_is_given_up() -> None:
    """It is told so, and its undertaking is over."""
    over: list[str] = []
    told = closed_with_one_waiting(Undertaking(key="E1", over=lambda: over.append("over")))
    assert (told, over) == (["given up"], ["over"])


def test_an_errand_hands_on_whose_its_jobs_are() -> None:
    """A job of a click waits in its asker's line, too, and its leaving ends the errand."""
    work, gate, over, ticket = Work(workers=1), Gate(), threading.Event(), Ticket()
    assert work.take(gate.job("first"), never, Lane(asker="jun"))
    with Errand(work, over.set) as errand:
        assert errand.take(gate.job("second"), lambda: None, Lane(asker="mina", ticket=ticket))
    assert (ticket.ahead(), over.is_set()) == (0, False)
    assert ticket.leave()
    assert over.is_set()
    gate.open.set()
    work.close()


@settings(max_examples=40, deadline=None)
@given(
    jobs=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, "x", "y"]), st.booleans()), max_size=40),
    readers=st.integers(1, 4),
    of_one=st.integers(1, 3),
    waiting=st.integers(0, 12),
)
def test_every_job_that_was_taken_is_done_or_given_up_once_and_never_too_many_at_a_time(
    jobs: list[tuple[str, str | None, bool]], readers: int, of_one: int, waiting: int
) -> None:
    """Whatever the mix of askers, accounts and leaving, and whatever the room."""
    work = Work(workers=2, waiting=waiting, readers=readers, readers_of_one=of_one)
    lock, running, most, ended = threading.Lock(), Counter[str | None](), Counter[str | None](), Counter[int]()

    def job(number: int, account: str | None) -> Callable[[], None]:
        def run() -> None:
            with lock:
                running[account] += 1
                most[account] = max(most[account], running[account])
                most["all"] = max(most["all"], running["x"] + running["y"])
            time.sleep(0.0005)
            with lock:
                running[account] -= 1
                ended[number] += 1

        return run

    def give_up(number: int) -> Callable[[], None]:
        def note() -> None:
            with lock:
                ended[number] += 1

        return note

    taken = []
    for number, (asker, account, leaves) in enumerate(jobs):
        ticket = Ticket()
        if work.take(job(number, account), give_up(number), Lane(asker=asker, reads=account, ticket=ticket)):
            taken.append(number)
        if leaves:
            ticket.leave()
    work.close()
    assert ended == Counter(taken)
    assert most[None] <= 2
    assert max(most["x"], most["y"]) <= of_one
    assert most["all"] <= readers
