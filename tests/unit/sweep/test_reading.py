"""A sweep in this process: one collection for each account and Region, each answer with its own account's data alone."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.rights.policy import Account, Policy
from bot.services import services
from bot.state.database import Database
from bot.state.sweep_parts import LEASE
from bot.state.sweep_tables import Phase
from bot.state.sweeps import Sweep, Sweeps
from bot.sweeping.conductor import Conductor, Threads, report_of
from bot.sweeping.parts import read_part
from bot.sweeping.plan import Spot
from bot.sweeping.reader import LaterError, Reader, StoppedError
from bot.sweeping.workers import Bench, read_one
from diagnostics.collect.answers import Answers
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.sweep.packed import unpack
from diagnostics.sweep.part import BROKEN, CANCELLED, GIVEN_UP, NOT_GRANTED, Seen, Unseen
from tests.unit.collect.local_aws import LocalAws, refusing, running
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.services import Named, Progress, Target

REGIONS = ("ap-northeast-2", "us-east-1")
NUMBERS = {"prod": "111122223333", "stage": "222233334444", "dev": "444455556666"}
ACCOUNTS = {
    name: Account(name=name, id=number, role=f"arn:aws:iam::{number}:role/routelore-read", regions=REGIONS)
    for name, number in NUMBERS.items()
}
SPOTS = tuple((name, region) for name in NUMBERS for region in REGIONS)
POLICY = Policy(accounts=ACCOUNTS)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the time."""
        return self.now


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


@contextmanager
def aws_of_its_own(tmp_path: Path) -> Iterator[LocalAws]:
    """Run an AWS, and lead boto3 to it and to nothing else."""
    with running() as aws, pytest.MonkeyPatch.context() as patch:
        settings = {
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": REGIONS[0],
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": str(tmp_path / "config"),
            "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
        }
        for name, value in settings.items():
            patch.setenv(name, value)
        for name in ("AWS_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN"):
            patch.delenv(name, raising=False)
        yield aws


def reader(collect: Callable[[Progress, Named, Target], Answers], policy: Policy | None = POLICY) -> Reader:
    """Give a reader that asks this in the place of AWS."""
    return Reader(collect=collect, policy=lambda: policy)


def test_three_accounts_in_two_regions_are_read_once_each(tmp_path: Path, sweeps: Sweeps) -> None:
    """Every part is of its own account, by one collection; one account that refuses its role fails alone."""
    with aws_of_its_own(tmp_path) as aws:
        own = orchard(aws.client("ec2"))
        refused = iter(range(100))
        aws.instead["AssumeRole"] = lambda: (
            refusing("AccessDenied") if "222233334444" in aws.last["AssumeRole"] and next(refused) >= 0 else None
        )
        sweep = Sweep(user="U1")
        sweeps.begin(sweep, SPOTS)
        live = reader(services().collect)
        told: list[int] = []
        over = Conductor(sweeps, lambda: Threads(sweeps.parts, live, 3)).conduct(
            sweep, lambda counts: told.append(counts.ended), threading.Event()
        )
        assert over
        assert told[-1] == len(SPOTS)
        assert told == sorted(told)
        found = report_of(sweeps, sweep)
        assert [(part.account, part.account_id, part.region) for part in found.seen] == [
            (name, NUMBERS[name], region) for name in ("dev", "prod") for region in REGIONS
        ]
        assert {(one.account, one.code) for one in found.unseen} == {("stage", "role-refused")}
        assert aws.seen["DescribeSubnets"] == len(found.seen)
        vpcs = [one.stream.vpc for one in found.every]
        assert own["vpc"] not in vpcs
        assert len({(one.account, one.region) for one in found.every}) == len(set(vpcs)) == 4
        assert all(part.attempts == 1 for part in sweeps.parts.of(sweep))
        assert "RoleSessionName=routelore-U1" in aws.last["AssumeRole"]


def nothing(_progress: Progress, _named: Named, target: Target) -> Answers:
    """Answer that there is nothing there."""
    from diagnostics.collect.answers import Meta

    return Answers(said={"describe-subnets": {"Subnets": []}}, meta=Meta(account=target.account, region=target.region))


def test_a_region_without_subnets_is_a_part_like_any_other() -> None:
    """It was read, and there was nothing."""
    part = reader(nothing).read(Spot(account="dev", region="us-east-1"))
    assert isinstance(part, Seen)
    assert (part.account_id, part.region, part.subnets, part.streams) == (NUMBERS["dev"], "us-east-1", 0, ())


def test_an_account_that_the_policy_has_no_more_is_not_read() -> None:
    """Neither with another account's credentials, nor with boto3's own."""
    for policy in (Policy(), None):
        part = reader(nothing, policy).read(Spot(account="gone", region="us-east-1"))
        assert isinstance(part, Unseen)
        assert part.code == NOT_GRANTED


def failing(error: Exception) -> Callable[[Progress, Named, Target], Answers]:
    """Give what fails in the place of AWS."""

    def collect(_progress: Progress, _named: Named, _target: Target) -> Answers:
        raise error

    return collect


def outcome(
    sweeps: Sweeps, clock: Clock, collect: Callable[[Progress, Named, Target], Answers], tries: int
) -> tuple[Unseen, int]:
    """Give what is kept of a part that is tried so often, and how often it was tried."""
    sweep = Sweep()
    sweeps.begin(sweep, SPOTS[:1])
    for _ in range(tries):
        claim = sweeps.parts.claim(sweep)
        if claim is None:
            break
        if read_part(sweeps.parts, reader(collect), sweep, claim) is not None:
            clock.now += timedelta(minutes=1)
    (kept,) = sweeps.parts.of(sweep)
    assert kept.phase is Phase.FAILED
    assert kept.result is not None
    part = unpack(kept.result)
    assert isinstance(part, Unseen)
    return part, kept.attempts


def test_throttling_is_tried_again_and_a_refusal_is_not(sweeps: Sweeps, clock: Clock) -> None:
    """What may pass is tried four times; what somebody has to put right is said at once."""
    part, attempts = outcome(sweeps, clock, failing(ServiceError(code="throttled", region="us-east-1")), 10)
    assert (part.code, attempts) == ("throttled", 4)
    part, attempts = outcome(sweeps, clock, failing(AccessError(code="role-refused", role="arn:x", why="AccessDenied")), 10)
    assert (part.code, attempts) == ("role-refused", 1)


def test_a_message_that_comes_twice_late_or_of_nothing_reads_nothing(sweeps: Sweeps) -> None:
    """Only what the database has for somebody to read is read; a broker may deliver what it likes."""
    read: list[str] = []

    def counting(progress: Progress, named: Named, target: Target) -> Answers:
        read.append(target.region)
        return nothing(progress, named, target)

    bench, sweep = Bench(sweeps=sweeps, reader=reader(counting)), Sweep()
    sweeps.begin(sweep, SPOTS[:2])
    assert [read_one(bench, "", sweep.id, 0) for _ in range(3)] == [None] * 3
    assert read_one(bench, "", "gone", 0) is None
    assert read_one(bench, "", sweep.id, 99) is None
    assert read == [REGIONS[0]]
    throttled = Bench(sweeps=sweeps, reader=reader(failing(ServiceError(code="throttled", region=REGIONS[1]))))
    later = read_one(throttled, "", sweep.id, 1)
    assert later is not None
    assert 3 <= later < 4
    assert read_one(throttled, "", sweep.id, 1) is None


def test_a_part_that_breaks_the_analysis_fails_alone(sweeps: Sweeps, clock: Clock) -> None:
    """The sentence says where it broke, and nothing that a message may quote."""
    part, _ = outcome(sweeps, clock, failing(KeyError("secret")), 1)
    assert part.code == BROKEN
    assert "secret" not in str(part.particulars)


def test_a_part_that_ends_its_readers_is_given_up(sweeps: Sweeps, clock: Clock) -> None:
    """After five that ended with it, nobody else is sent."""
    sweep = Sweep()
    sweeps.begin(sweep, SPOTS[:1])
    for _ in range(5):
        assert sweeps.parts.claim(sweep) is not None
        clock.now += LEASE * 2
    claim = sweeps.parts.claim(sweep)
    assert claim is not None
    read_part(sweeps.parts, reader(nothing), sweep, claim)
    (kept,) = sweeps.parts.of(sweep)
    assert kept.result is not None
    part = unpack(kept.result)
    assert isinstance(part, Unseen)
    assert part.code == GIVEN_UP


def test_a_slow_account_ends_at_its_limit() -> None:
    """It counts as AWS not answering, which may be tried again."""

    def slow(progress: Progress, _named: Named, _target: Target) -> Answers:
        progress(1, 40, "VPCs")
        raise AssertionError

    with pytest.raises(LaterError) as late:
        Reader(collect=slow, policy=lambda: POLICY, most_seconds=-1).read(Spot(account="dev", region="us-east-1"))
    assert late.value.part.code == "timed-out"


def test_what_is_stopped_is_given_back_and_goes_on_elsewhere(sweeps: Sweeps) -> None:
    """Nothing is wrong with it, so it costs no attempt; what was read before stays read."""
    sweep = Sweep()
    sweeps.begin(sweep, SPOTS)
    stop, begun = threading.Event(), threading.Event()

    def collect(progress: Progress, named: Named, target: Target) -> Answers:
        if target.account == NUMBERS["prod"]:
            return nothing(progress, named, target)
        begun.set()
        stop.wait(10)
        for _ in range(1000):
            progress(1, 40, "VPCs")
            threading.Event().wait(0.01)
        raise AssertionError

    def tell(_counts: object) -> None:
        if begun.is_set():
            stop.set()

    assert not Conductor(sweeps, lambda: Threads(sweeps.parts, reader(collect), 2)).conduct(sweep, tell, stop)
    assert sweeps.parts.counts(sweep).running == 0
    assert {part.attempts for part in sweeps.parts.of(sweep) if part.phase is Phase.WAITING} == {0}
    done = sweeps.parts.counts(sweep).ended
    assert done == 2
    assert Conductor(sweeps, lambda: Threads(sweeps.parts, reader(nothing), 2)).conduct(
        sweep, lambda _counts: None, threading.Event()
    )
    assert report_of(sweeps, sweep).complete


def test_stopping_is_no_failure_of_the_part() -> None:
    """The reader says that it was stopped, and nothing else."""
    stop = threading.Event()
    stop.set()

    def collect(progress: Progress, _named: Named, _target: Target) -> Answers:
        progress(1, 40, "VPCs")
        raise AssertionError

    with pytest.raises(StoppedError):
        reader(collect).read(Spot(account="dev", region="us-east-1"), stop=stop)


def test_what_was_not_read_when_it_was_cancelled_is_told_as_such(sweeps: Sweeps) -> None:
    """Partial results name what is missing, and why."""
    sweep = Sweep(team="T1", user="U1")
    sweeps.begin(sweep, SPOTS[:2])
    claim = sweeps.parts.claim(sweep)
    assert claim is not None
    read_part(sweeps.parts, reader(nothing), sweep, claim)
    sweeps.cancel("T1", sweep.id, "U1")
    found = report_of(sweeps, sweep)
    assert len(found.seen) == 1
    assert [one.code for one in found.unseen] == [CANCELLED]
