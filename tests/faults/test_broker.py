"""A broker that goes away in the middle of a sweep: the worker stays, what the broker forgot is sent again, once each."""

from __future__ import annotations

import threading
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest
from redis import Redis

from bot.settings import Settings
from bot.state.database import Database
from bot.state.sweep_tables import Phase
from bot.state.sweeps import Sweep, Sweeps
from bot.sweeping.broker import BrokerError
from bot.sweeping.conductor import Conductor
from bot.sweeping.ready import crew_of, reader_of
from tests.e2e.test_sweep_workers import worker
from tests.servers.postgres import free_port, until
from tests.servers.redis import redis
from tests.unit.collect.local_aws import REGION, running
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from pathlib import Path

SPOTS = tuple(("", region) for region in (REGION, "us-east-1", "eu-west-1", "us-west-2", "ap-northeast-1", "eu-central-1"))


def test_a_broker_that_comes_late_and_goes_and_comes_back_empty_costs_no_part(tmp_path: Path) -> None:
    """The worker is started before it; it is killed with parts in its hands, and comes back with none of them."""
    port = free_port()
    with running() as aws:
        orchard(aws.client("ec2"))
        aws.slow = {"DescribeVpcs": 0.6}
        env = {
            "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}",
            "ROUTELORE_BROKER_URL": f"redis://127.0.0.1:{port}/0",
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": REGION,
        }
        settings = Settings.from_env(env)
        database = Database.open(settings.database_url)
        sweeps, sweep = Sweeps(database), Sweep(user="U0MINA")
        sweeps.begin(sweep, SPOTS)
        crew, stop = crew_of(settings), threading.Event()
        conductor = Conductor(sweeps, lambda: crew(sweeps.parts, reader_of(settings)))
        with worker(env) as process:
            with pytest.raises(BrokerError):
                conductor.conduct(sweep, lambda _counts: None, stop)
            with redis(tmp_path, port):
                waiting = threading.Thread(target=lambda: conductor.conduct(sweep, lambda _counts: None, stop))
                waiting.start()
                until(lambda: sweeps.parts.counts(sweep).ended >= 2, 40)
            assert sweeps.parts.counts(sweep).ended < len(SPOTS)
            stop.set()
            waiting.join(10)
            with redis(tmp_path, port):
                assert Conductor(sweeps, lambda: crew(sweeps.parts, reader_of(settings))).conduct(
                    sweep, lambda _counts: None, threading.Event()
                )
            assert process.poll() is None
        kept = sweeps.parts.of(sweep)
        database.close()
    assert {part.phase for part in kept} == {Phase.DONE}
    assert [part.attempts for part in kept] == [1] * len(SPOTS)
    assert aws.seen["DescribeVpcs"] == len(SPOTS)


@pytest.mark.parametrize("fault", ["flushed twice", "paused"])
def test_a_broker_that_forgets_or_stands_still_in_the_middle_costs_no_part(tmp_path: Path, fault: str) -> None:
    """Somebody empties it, or it answers nobody for a while: two workers read each part once, and nobody has to help."""
    with running() as aws, redis(tmp_path) as broker, ExitStack() as ends:
        orchard(aws.client("ec2"))
        aws.slow = {"DescribeVpcs": 0.5}
        env = {
            "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}",
            "ROUTELORE_BROKER_URL": broker,
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": REGION,
        }
        settings = Settings.from_env(env)
        database = ends.enter_context(closing(Database.open(settings.database_url)))
        sweeps, sweep = Sweeps(database), Sweep(user="U0MINA")
        sweeps.begin(sweep, SPOTS)
        client = ends.enter_context(closing(Redis.from_url(broker)))
        workers = [ends.enter_context(worker(env)) for _ in range(2)]
        crew, over, stop = crew_of(settings), list[bool](), threading.Event()
        conductor = Conductor(sweeps, lambda: crew(sweeps.parts, reader_of(settings)), still=2.0)
        waiting = threading.Thread(target=lambda: over.append(conductor.conduct(sweep, lambda _counts: None, stop)))
        waiting.start()
        ends.callback(waiting.join)
        ends.callback(stop.set)
        until(lambda: sweeps.parts.counts(sweep).ended >= 1, 40)
        for at in range(2 if "twice" in fault else 1):
            client.client_pause(3000) if fault == "paused" else client.flushall()
            until(lambda at=at: sweeps.parts.counts(sweep).ended >= 3 + at, 40)
        waiting.join(40)
        assert over == [True]
        assert [process.poll() for process in workers] == [None, None]
        kept = sweeps.parts.of(sweep)
    assert {part.phase for part in kept} == {Phase.DONE}
    assert [part.attempts for part in kept] == [1] * len(SPOTS)
    assert aws.seen["DescribeVpcs"] == len(SPOTS)
