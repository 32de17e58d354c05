"""A clock that jumps, forwards and back: nothing is done twice, forgotten too soon, or left until the clock is right."""

from __future__ import annotations

import logging
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.middleware.taking_over import take_over
from bot.playground.slack import LocalSlack
from bot.rounds import Job, Onward, Rounds
from bot.serving.door import Door, RefusedError
from bot.state.store import State
from bot.state.sweeps import Sweep
from tests.e2e.chat import Chat, manifest, serving, shown
from tests.servers.postgres import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.postgres import Postgres

DIAGNOSIS = "@routelore subnet-a1에서 S3 왜 안 돼?"
JUMPS = (timedelta(days=1), timedelta(hours=-1), timedelta(minutes=-6))


class Clock:
    """A clock that goes on by itself, and that a test sets."""

    def __init__(self) -> None:
        """Start right."""
        self.off = timedelta()

    def __call__(self) -> datetime:
        """Give the moment."""
        return datetime.now(UTC) + self.off


@pytest.fixture
def clock() -> Clock:
    """Give a clock that is right."""
    return Clock()


@pytest.fixture
def chat(tmp_path: Path, clock: Clock) -> Iterator[Chat]:
    """Give a workspace whose bot goes by the clock."""
    with LocalSlack(manifest(), posts_per_second=None) as slack, serving(slack, tmp_path, now=clock) as chat:
        yield chat


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_diagnosis_under_way_is_told_once_and_its_thread_goes_on(chat: Chat, clock: Clock, jump: timedelta) -> None:
    """The process takes over nothing from itself; feedback counts once; a delivery that comes again is done once."""
    chat.network.gate = threading.Event()
    channel, resources = chat.new_channel(), chat.bot.resources
    root = chat.ask("mina", channel, DIAGNOSIS)
    until(lambda: chat.network.read == 1)
    clock.off = jump
    take_over(chat.bot.app, resources.state.promises)
    resources.state.promises.beat()
    take_over(chat.bot.app, resources.state.promises)
    chat.network.gate.set()
    details = chat.heard(channel, root, "GWE-001", 20)
    until(lambda: resources.state.promises.open() == 0)
    chat.quiet()
    assert chat.network.read == 1
    assert sum("PUBLIC_VIA_NAT_GATEWAY" in shown(one) for one in chat.replies(channel, root)) == 1
    assert chat.slack.click("mina", details, "helpful").ok
    chat.ask("mina", channel, "라우팅 테이블 보여줘", root)
    chat.heard(channel, root, "nat-0a  active", 20)
    chat.slack.faults.duplicate_next()
    again = chat.ask("mina", channel, "@routelore NAT 게이트웨이가 뭐야?")
    chat.heard(channel, again, "출처", 20)
    chat.quiet()
    assert len([one for one in chat.replies(channel, again) if "출처" in shown(one)]) == 1


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_what_is_kept_for_weeks_outlives_a_clock_that_is_off_for_a_while(chat: Chat, clock: Clock, jump: timedelta) -> None:
    """Everything that comes round does so at the wrong time; the thread is there afterwards."""
    channel = chat.new_channel()
    root = chat.ask("mina", channel, DIAGNOSIS)
    chat.heard(channel, root, "GWE-001", 20)
    chat.quiet()
    clock.off = jump
    chat.bot.rounds.go()
    clock.off = timedelta()
    chat.bot.rounds.go()
    read = chat.network.read
    chat.ask("mina", channel, "라우팅 테이블 보여줘", root)
    chat.heard(channel, root, "nat-0a  active", 20)
    assert chat.network.read == read


def test_what_a_dead_process_left_is_taken_over_though_the_clock_was_set_back(database_url: str, clock: Clock) -> None:
    """Its last sign of life is an hour in the future, and counts as none."""
    dead, living = State.open(database_url, clock), State.open(database_url, clock)
    assert dead.promises.take_up("Ev1", "T1", {"type": "event_callback"}) is not None
    dead._database.close()
    clock.off = timedelta(hours=-1) if database_url.startswith("sqlite") else timedelta()
    living.promises.beat()
    if not database_url.startswith("sqlite"):  # whose server's clock counts, which nobody sets here
        with living._transaction() as session:
            session.connection().exec_driver_sql("UPDATE replicas SET at = at + 3600")
        living.promises.beat()
    assert [taken.undertaking.key for taken in living.promises.left()] == ["Ev1"]
    living.close()


def test_what_comes_round_goes_on_at_its_pace_though_the_clock_was_set_back() -> None:
    """An hour back costs no hour: the job is done again as soon as its pause is over."""
    at, done = [10_000.0], list[float]()
    rounds = Rounds("test", (Job(name="job", every=timedelta(seconds=5), do=lambda: done.append(at[0])),), now=lambda: at[0])
    rounds.go()
    at[0] -= 3600
    rounds.go()
    at[0] += 5
    rounds.go()
    assert done == [10_000.0, 6_405.0]


def test_a_clock_that_only_goes_on_keeps_its_pace_after_every_jump() -> None:
    """Set back it stands for that moment and then goes on; forwards it follows."""
    moments = [10.0, 12.0, 2.0, 5.0, 1.0, 4.0]
    left = iter(moments)
    steady = Onward(lambda: next(left))
    assert [steady() for _ in moments] == [10.0, 12.0, 12.0, 15.0, 15.0, 18.0]


@pytest.mark.parametrize(("off", "words"), [(301, "ago"), (-301, "in the future"), (86_400, "ago")])
def test_a_signature_of_another_time_is_refused_and_the_log_says_clock(
    off: int, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    """401, and one line that says which way it is off; again as soon as the clock was set back, not a day later."""
    at = [1_800_000_000.0]
    door = Door("secret", now=lambda: at[0])

    def refused() -> RefusedError:
        stamp = str(int(at[0]) - off)
        signature = SignatureVerifier("secret").generate_signature(timestamp=stamp, body="{}") or ""
        with pytest.raises(RefusedError) as raised:
            door.let_in(b"{}", {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature})
        return raised.value

    with caplog.at_level(logging.ERROR):
        assert refused().status == 401
        refused()
        assert [line for line in caplog.messages if "clock is off" in line and words in line] == caplog.messages
        assert len(caplog.messages) == 1
        at[0] -= 86_400
        refused()
        assert len(caplog.messages) == 2


@pytest.mark.parametrize("hours", [1, -1])
def test_machines_whose_clocks_differ_hold_no_part_of_a_sweep_twice(postgres: Postgres, hours: int) -> None:
    """A part, and what one replica does at a time, is its reader's by the server's clock; what is put off comes when due."""
    clock, other = Clock(), Clock()
    other.off = timedelta(hours=hours)
    url = postgres.url()
    with closing(State.open(url, clock)) as here, closing(State.open(url, other)) as there:
        sweep = Sweep(user="U0MINA")
        assert here.sweeps.begin(sweep, [("prod", "us-east-1")])
        claim = here.sweeps.parts.claim(sweep)
        assert claim is not None
        assert there.sweeps.parts.claim(sweep) is None
        assert there.sweeps.parts.unfinished(sweep, lost=True) == ()
        assert here.sweeps.parts.give_back(claim, 0.0)
        claim = there.sweeps.parts.claim(sweep)
        assert claim is not None
        assert here.sweeps.parts.claim(sweep) is None
        assert there.sweeps.parts.renew(claim)
        assert there.sweeps.parts.give_back(claim, 0.2)
        until(lambda: here.sweeps.parts.claim(sweep) is not None, 5)
        assert here.leases.take("rounds", "here", timedelta(minutes=1))
        assert not there.leases.take("rounds", "there", timedelta(minutes=1))
        here.leases.let_go("rounds", "here")
        assert there.leases.take("rounds", "there", timedelta(minutes=1))
        assert not here.leases.take("rounds", "here", timedelta(minutes=1))
