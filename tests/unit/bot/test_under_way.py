"""Readings that somebody waits for: how they end, and what is told of them."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.listeners.posting import Place
from bot.listeners.under_way import LONGEST, HaltedError, Reading, UnderWay
from bot.services import OWN, Named, Services, Target
from bot.state.store import State
from bot.work import Lane, Work
from diagnostics.collect.answers import Answers
from tests.e2e.chat import META, Opened, services_for
from tests.e2e.chat import Network as Aws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.blocks.parts import Mrkdwn
    from bot.services import Progress
    from diagnostics.model.words import Lang

MINA = Place(team="T1", channel="C1", ts="1.0", user="U0MINA")
JUN = Place(team="T1", channel="C1", ts="2.0", user="U0JUN")


@dataclass(slots=True)
class Told:
    """Keeps what is shown."""

    ts: str = "1.1"
    lang: Lang = "en"
    said: list[str] = field(default_factory=list)

    def say_waiting(self, text: Mrkdwn) -> None:
        """Keep it."""
        self.said.append(text)

    def give_reason(self, text: Mrkdwn) -> None:
        """Keep it."""
        self.said.append(text)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at some moment."""
        self.at = 1000.0

    def __call__(self) -> float:
        """Give the moment."""
        return self.at


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """Give a memory of its own."""
    opened = State.open(f"sqlite:///{tmp_path / 'state.db'}")
    yield opened
    opened.close()


def reading(state: State, place: Place = MINA, clock: Clock | None = None) -> Reading:
    """Give a reading that was asked for now."""
    return Reading(shown=Told(), place=place, stops=state.stops, since=state.stops.now(), now=clock or Clock())


def services(collect: Callable[[Progress], None]) -> Services:
    """Give services whose AWS is this."""

    def answered(progress: Progress, named: Named, target: Target) -> Answers:
        assert (named, target) == (Named(), OWN)
        collect(progress)
        return Answers(said={}, meta=META)

    return Services(notes=Opened(), collect=answered, picture=services_for(Aws()).picture)


def test_a_reading_that_hangs_ends_with_what_it_waited_for(state: State) -> None:
    """Not before three minutes are over."""
    clock, heard = Clock(), list[int]()
    one = reading(state, clock=clock)

    def hang(progress: Progress) -> None:
        for seconds in (0.0, LONGEST, 1.0):
            clock.at += seconds
            progress(3, 20, "NAT gateways")

    one.begin()
    with pytest.raises(HaltedError) as halted:
        one.over(services(hang)).collect(lambda done, _total, _what: heard.append(done), Named(), OWN)
    assert halted.value.code == "took-too-long"
    assert (halted.value.particulars["minutes"], halted.value.particulars["what"]) == ("3", "NAT gateways")
    assert heard == [3, 3]


def test_what_was_read_cannot_be_cancelled_any_more(state: State) -> None:
    """Its result is on its way; before that, it can, and nothing of it is told."""
    one, other = reading(state), reading(state)
    one.begin()
    assert one.over(services(lambda _: None)).collect(lambda *_: None, Named(), OWN).meta == META
    assert not one.cancel()
    other.begin()
    with pytest.raises(HaltedError) as halted:
        other.over(services(lambda _: _cancelled(other))).collect(lambda *_: None, Named(), OWN)
    assert (halted.value.code, other.cancelled) == ("cancelled", True)
    with pytest.raises(HaltedError):
        other.begin()


def _cancelled(one: Reading) -> None:
    assert one.cancel()


def test_a_reading_ends_where_its_asker_told_another_process_so(state: State) -> None:
    """Nobody else's word counts, nor their own from before they asked."""
    state.stops.ask("T1", "C1", "1.0", "U0JUN")
    state.stops.ask("T1", "C1", "1.0", "U0MINA")
    clock = Clock()
    one = reading(state, clock=clock)
    one.begin()

    def read(progress: Progress) -> None:
        clock.at += 5
        progress(1, 2, "VPCs")
        state.stops.ask("T1", "C1", "1.0", "U0MINA")
        progress(1, 2, "VPCs")
        clock.at += 5
        progress(2, 2, "subnets")

    heard: list[str] = []
    with pytest.raises(HaltedError):
        one.over(services(read)).collect(lambda _done, _total, what: heard.append(what), Named(), OWN)
    assert heard == ["VPCs", "VPCs"]


def test_a_database_that_is_gone_ends_no_reading(state: State, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Whether to stop cannot be looked up then, which the log says."""
    one = reading(state)
    with closing(sqlite3.connect(tmp_path / "state.db")) as database:
        database.execute("DROP TABLE deliveries")
    one.begin()
    said = one.over(services(lambda progress: progress(1, 1, "VPCs"))).collect(lambda *_: None, Named(), OWN)
    assert said.meta == META
    assert "whether to stop" in caplog.text


def test_each_person_has_so_many_under_way(state: State) -> None:
    """What is over counts no more, and one person's are nothing to another."""
    under_way, readings = UnderWay(), [reading(state) for _ in range(3)]
    assert [under_way.enter(one, 2) for one in readings] == [True, True, False]
    assert under_way.enter(reading(state, JUN), 2)
    under_way.leave(readings[0])
    under_way.leave(readings[0])
    assert under_way.enter(readings[2], 2)


def test_a_reading_is_found_by_its_message_and_by_its_askers_word(state: State) -> None:
    """In its thread, beside it where that is meant, and in the channel where it was asked for; for nobody else."""
    under_way = UnderWay()
    one = Reading(
        shown=Told(ts="9.9"),
        place=Place(team="T1", channel="D1", ts="9.0", user="U0MINA"),
        stops=state.stops,
        since=state.stops.now(),
        asked_in="C1",
    )
    assert under_way.enter(one, 2)
    assert under_way.shown_at("T1", "D1", "9.9") is one
    assert under_way.shown_at("T1", "D1", "9.0") is None
    assert under_way.shown_at("T2", "D1", "9.9") is None
    for channel, ts, anywhere, found in (
        ("D1", "9.0", False, one),
        ("D1", "8.0", False, None),
        ("D1", "8.0", True, one),
        ("C1", "1.0", False, one),
        ("C2", "1.0", False, None),
    ):
        assert under_way.of(Place(team="T1", channel=channel, ts=ts, user="U0MINA"), anywhere=anywhere) is found
    assert under_way.of(Place(team="T1", channel="D1", ts="9.0", user="U0JUN"), anywhere=True) is None


def test_places_in_line_are_told_at_most_once_a_second_and_never_after_the_turn_began(state: State) -> None:
    """The one that is most out of date comes first, and what is known already is not said again."""
    gate, under_way, work = threading.Event(), UnderWay(), Work(readers=1, readers_of_one=1)
    assert work.take(lambda: _wait(gate), lambda: None, Lane(asker="x", reads=""))
    readings = [reading(state, place) for place in (MINA, MINA, JUN)]
    for one in readings:
        assert under_way.enter(one, 5)
        assert work.take(lambda: None, lambda: None, Lane(asker=one.place.who, reads="", ticket=one.ticket))
        one.tell_place()
        one.tell_place()
    said = [one.shown.said for one in readings if isinstance(one.shown, Told)]
    assert [len(each) for each in said] == [1, 1, 1]
    assert ["next" in said[0][0], "1 before" in said[1][0], "1 before" in said[2][0]] == [True, True, True]
    assert readings[0].ticket.leave()
    late = under_way.next_to_tell(10.0)
    assert late is not None
    late.tell_place()
    assert under_way.next_to_tell(10.5) is None
    gate.set()
    work.close()
    assert under_way.next_to_tell(12.0) is None
    for one in readings:
        one.tell_place()
    assert sum(map(len, said)) == 4


def _wait(gate: threading.Event) -> None:
    assert gate.wait(5)
