"""No part of a sweep lost and none twice: workers, and the process that waits for them, are killed at random moments.

Run it with `.venv/bin/python -m tests.bench.sweep_kills [kills] [seed]`. The broker is a Redis of its own and the database a
PostgreSQL; a report that came about so is held against one that nobody disturbed.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import random
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.state.database import Database
from bot.state.sweep_parts import MOST_ATTEMPTS
from bot.state.sweep_tables import Phase
from bot.state.sweeps import Sweep, Sweeps
from bot.sweeping.conductor import Conductor, report_of
from bot.sweeping.ready import crew_of, reader_of
from diagnostics.sweep.json_v1 import sweep_v1
from tests.e2e.shell import ALONE
from tests.e2e.test_sweep_workers import SPOTS, kill, policy, worker
from tests.servers.postgres import postgres
from tests.servers.redis import redis
from tests.unit.collect.local_aws import REGION, running
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Mapping

KILLS, WORKERS = 12, 3
#: Every call for the VPCs of a part takes so many seconds, so that most kills find parts in hand.
SLOW = 3.0
LONGEST = 600.0
#: A part that was in the hands of so many killed readers is given up: what is in it may be what ends them.
AT_MOST = MOST_ATTEMPTS - 1


def conduct(env: Mapping[str, str], sweep: str) -> None:
    """Wait for a sweep in a process of its own, as the bot and the command do."""
    logging.getLogger("routelore").setLevel(logging.CRITICAL)
    os.environ.update(env)
    settings = Settings.from_env(env)
    with closing(Database.open(settings.database_url)) as database:
        sweeps = Sweeps(database)
        found, crew = sweeps.sweep("", sweep), crew_of(settings)
        assert found is not None
        waiting = Conductor(sweeps, lambda: crew(sweeps.parts, reader_of(settings)), still=5.0)
        waiting.conduct(found, lambda _counts: None, threading.Event())


def disturbed(env: Mapping[str, str], sweeps: Sweeps, sweep: Sweep, most: int, seed: int) -> Counter[str]:
    """Have a sweep read, killing at random; give who was killed how often."""
    chance, killed, began = random.Random(seed), Counter[str](), time.monotonic()  # noqa: S311 (moments, no secrets)
    spawning = multiprocessing.get_context("spawn")
    with ExitStack() as ends:
        workers = [ends.enter_context(worker(env)) for _ in range(WORKERS)]
        waits = spawning.Process(target=conduct, args=(dict(env), sweep.id), daemon=True)
        waits.start()
        while (counts := sweeps.parts.counts(sweep)).ended < counts.total:
            assert time.monotonic() - began < LONGEST, counts
            time.sleep(chance.uniform(0.1, 3.0))
            many = max((part.attempts for part in sweeps.parts.of(sweep) if part.phase is Phase.RUNNING), default=0)
            if killed.total() < most and counts.running and many < AT_MOST:
                if chance.random() < 1 / (WORKERS + 1):
                    waits.kill()
                    killed["process that waits"] += 1
                else:
                    at = chance.randrange(WORKERS)
                    kill(workers[at])
                    workers[at] = ends.enter_context(worker(env))
                    killed["worker"] += 1
            if not waits.is_alive():
                waits = spawning.Process(target=conduct, args=(dict(env), sweep.id), daemon=True)
                waits.start()
        waits.join(30)
        waits.kill()
    return killed


def main() -> None:
    """Sweep once undisturbed and once killing, and print what came of it."""
    logging.getLogger("routelore").setLevel(logging.CRITICAL)
    given = [int(word) for word in sys.argv[1:]]
    most, seed = (*given, *(KILLS, 1)[len(given) :])[:2]
    with ExitStack() as ends:
        folder = Path(ends.enter_context(TemporaryDirectory(prefix="routelore-")))
        broker, server = ends.enter_context(redis(folder)), ends.enter_context(postgres())
        aws = ends.enter_context(running())
        orchard(aws.client("ec2"))
        env = {
            **ALONE,
            "ROUTELORE_DATABASE_URL": server.url(),
            "ROUTELORE_BROKER_URL": broker,
            "ROUTELORE_POLICY": policy(folder),
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": REGION,
        }
        sweeps = Sweeps(ends.enter_context(closing(Database.open(env["ROUTELORE_DATABASE_URL"]))))
        reports, read, killed = [], [], Counter[str]()
        for kills in (0, most):
            sweep, before = Sweep(), aws.seen["DescribeVpcs"]
            sweeps.begin(sweep, SPOTS)
            aws.slow = {"DescribeVpcs": SLOW} if kills else {}
            killed = disturbed(env, sweeps, sweep, kills, seed)
            reports.append(sweep_v1(report_of(sweeps, sweep), "en"))
            read.append(aws.seen["DescribeVpcs"] - before)
            parts = sweeps.parts.of(sweep)
        again = sum(part.attempts - 1 for part in parts)
        print(f"killed {dict(killed)} over {len(parts)} parts; {Counter(part.phase.value for part in parts)}")
        print(f"  read {read[1]} times, undisturbed {read[0]}; begun again by the next reader: {again}")
        print(f"  the report is that of the undisturbed sweep: {reports[0] == reports[1]}")


if __name__ == "__main__":
    main()
