"""A part whose asker loses the right to it is not read: before it begins, in this process and in a worker."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.rights.policy import OWN, Account, Grant, Policy, Reach
from bot.settings import Settings
from bot.state.database import Database
from bot.state.sweep_parts import LEASE
from bot.state.sweep_tables import Phase
from bot.state.sweeps import Sweep, Sweeps
from bot.sweeping import conductor
from bot.sweeping.conductor import Conductor, Threads, report_of
from bot.sweeping.plan import Spot, plan
from bot.sweeping.reader import Reader
from bot.sweeping.ready import bench_of
from bot.sweeping.rights import may_be_granted, within
from diagnostics.collect.answers import Answers, Meta
from diagnostics.sweep.part import NO_LONGER, Seen, Unseen
from tests.unit.sweep.test_reading import ACCOUNTS, NUMBERS, POLICY, REGIONS, SPOTS, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services import Named, Progress, Target

EVERYTHING = tuple(Reach(account=account, regions=account.regions) for account in ACCOUNTS.values())


@pytest.fixture
def clock() -> Clock:
    """Give a clock."""
    return Clock()


@pytest.fixture
def sweeps(tmp_path: Path, clock: Clock) -> Iterator[Sweeps]:
    """Give an empty memory."""
    database = Database.open(f"sqlite:///{tmp_path / 'routelore.db'}", clock)
    yield Sweeps(database)
    database.close()


class Aws:
    """An AWS with nothing in it, which remembers what was asked, and does something first."""

    def __init__(self) -> None:
        """Have been asked nothing."""
        self.asked: list[tuple[str, str]] = []
        self.granted: tuple[Reach, ...] | None = EVERYTHING
        self.then: tuple[Reach, ...] | None = EVERYTHING

    def collect(self, _progress: Progress, _named: Named, target: Target) -> Answers:
        """Tell that there is nothing; from now on, something else is granted."""
        self.asked.append((target.account, target.region))
        self.granted = self.then
        return Answers(said={"describe-subnets": {"Subnets": []}}, meta=Meta(account=target.account, region=target.region))

    def may(self, spot: Spot, _asker: str) -> bool:
        """Say whether a part is granted now."""
        return self.granted is None or within(self.granted, spot.account, spot.region)


def swept(sweeps: Sweeps, aws: Aws) -> Sweep:
    """Sweep everything, one part after the other, by what is granted at each moment."""
    sweep = Sweep(team="T1", user="U1")
    sweeps.begin(sweep, SPOTS)
    reader = Reader(collect=aws.collect, policy=lambda: POLICY, may=aws.may)
    one = Conductor(sweeps, lambda: Threads(sweeps.parts, reader, 1), lambda: aws.granted)
    assert one.conduct(sweep, lambda _counts: None, threading.Event())
    return sweep


def test_a_right_that_is_lost_in_mid_sweep_keeps_the_rest_from_being_read(sweeps: Sweeps) -> None:
    """What was read before is left out of the report; what was not is never asked of AWS. Both are told as such."""
    aws = Aws()
    aws.then = tuple(reach for reach in EVERYTHING if reach.account.name == "dev")
    sweep = swept(sweeps, aws)
    assert aws.asked == [(NUMBERS["prod"], REGIONS[0]), *((NUMBERS["dev"], region) for region in REGIONS)]
    found = report_of(sweeps, sweep, aws.granted)
    assert [part.account for part in found.seen] == ["dev", "dev"]
    assert {(one.account, one.code) for one in found.unseen} == {("prod", NO_LONGER), ("stage", NO_LONGER)}


def test_what_was_lost_before_it_began_begins_nothing(sweeps: Sweeps) -> None:
    """No part is handed to anybody, and the sweep is over at once."""
    aws = Aws()
    aws.granted = ()
    sweep = swept(sweeps, aws)
    assert aws.asked == []
    assert sweeps.parts.counts(sweep).failed == len(SPOTS)


def test_while_slack_does_not_say_who_asks_nothing_is_withdrawn(sweeps: Sweeps) -> None:
    """Nobody's sweep fails because Slack was away for a moment; before the report it is asked again."""
    aws = Aws()
    aws.granted = aws.then = None
    assert report_of(sweeps, swept(sweeps, aws), EVERYTHING).complete


class Elsewhere:
    """A crew that reads nothing, as where every worker is busy."""

    def start(self, sweep: Sweep, numbers: object) -> None:
        """Hand out nothing."""

    def again(self, sweep: Sweep, numbers: object) -> None:
        """Hand out nothing."""

    def close(self) -> None:
        """End nothing."""


def test_what_waits_for_a_worker_is_withdrawn_while_it_waits(sweeps: Sweeps, clock: Clock) -> None:
    """So is what a worker began and left; what one reads is its own until it is done."""
    sweep = Sweep(team="T1", user="U1")
    sweeps.begin(sweep, SPOTS[:3])
    assert sweeps.parts.claim(sweep, 0) is not None
    clock.now += LEASE * 2
    read = sweeps.parts.claim(sweep, 1)
    assert read is not None
    stop, granted, ended = threading.Event(), [EVERYTHING], []

    def tell(counts: object) -> None:
        granted[0] = ()
        ended.append(getattr(counts, "ended", 0))
        if ended[-1] == 2 or len(ended) > 4 * conductor.SECONDS_BETWEEN_LOOKS + 20:
            stop.set()

    assert not Conductor(sweeps, Elsewhere, lambda: granted[0]).conduct(sweep, tell, stop)
    assert (ended[0], ended[-1]) == (0, 2)
    assert sweeps.parts.renew(read)


def test_a_worker_asks_the_policy_before_each_part(tmp_path: Path) -> None:
    """It has no token of Slack's: who may be in a group or a channel is left to whoever conducts the sweep."""
    file = tmp_path / "policy.yaml"
    text = """
accounts:
  prod: {id: "111122223333", role: "arn:aws:iam::111122223333:role/r", regions: [us-east-1, eu-west-1]}
grants:
  - {to: {users: [U0MINA]}, accounts: [prod], regions: [us-east-1]}
"""
    file.write_text(text, encoding="utf-8")
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'routelore.db'}", policy=file)
    may = bench_of(settings).reader.may
    prod = Spot(account="prod", region="us-east-1")
    assert may(prod, "U0MINA")
    assert not may(prod, "U0JUN")
    assert not may(Spot(account="prod", region="eu-west-1"), "U0MINA")
    assert may(prod, "")
    file.write_text(text.replace("U0MINA", "U0SOL"), encoding="utf-8")
    assert not may(prod, "U0MINA")


def test_groups_and_channels_are_not_the_policys_alone_to_judge() -> None:
    """Without a policy everything is, and what it does not name the reader refuses by itself."""
    account = Account(name="prod", regions=("us-east-1",))
    policy = Policy(accounts={"prod": account}, grants=(Grant(groups=frozenset({"S1"}), accounts=("prod",)),))
    assert may_be_granted(policy, "U1", "prod", "us-east-1")
    assert may_be_granted(None, "U1", "", "")
    assert may_be_granted(policy, "U1", "gone", "us-east-1")


def test_a_region_that_was_named_of_ones_own_account_is_within_reach(sweeps: Sweeps) -> None:
    """Without a policy any Region can be named, and its results are told."""
    sweep = Sweep(team="T1", user="U1")
    (spot,) = plan((OWN,), regions=["us-east-1"])
    sweeps.begin(sweep, [(spot.account, spot.region)])
    reader = Reader(collect=Aws().collect, policy=lambda: None)
    one = Conductor(sweeps, lambda: Threads(sweeps.parts, reader, 1), lambda: (OWN,))
    assert one.conduct(sweep, lambda _counts: None, threading.Event())
    assert [type(part) for part in (*report_of(sweeps, sweep, (OWN,)).seen,)] == [Seen]


def test_the_reader_itself_reads_nothing_that_is_lost() -> None:
    """Whichever way a part comes to it."""
    aws = Aws()
    aws.granted = ()
    part = Reader(collect=aws.collect, policy=lambda: POLICY, may=aws.may).read(Spot(account="dev", region=REGIONS[0]))
    assert isinstance(part, Unseen)
    assert (part.code, aws.asked) == (NO_LONGER, [])


def test_what_is_left_is_counted_wherever_it_is_read(sweeps: Sweeps) -> None:
    """Of sweeps that go on; what ended, and what was cancelled, is not left."""
    one, other = Sweep(team="T1", user="U1"), Sweep(team="T1", user="U2")
    sweeps.begin(one, SPOTS)
    sweeps.begin(other, SPOTS[:2])
    assert sweeps.parts.left() == len(SPOTS) + 2
    sweeps.cancel("T1", other.id, "U2")
    claim = sweeps.parts.claim(one)
    assert claim is not None
    assert sweeps.parts.left() == len(SPOTS)
    sweeps.parts.finish(claim, b"", Phase.DONE)
    assert sweeps.parts.left() == len(SPOTS) - 1
