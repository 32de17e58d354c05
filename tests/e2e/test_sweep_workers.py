"""Sweeps on Celery for real: Redis, PostgreSQL, two worker processes of which one is killed with a part in its hands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.settings import Settings
from bot.state.database import Database
from bot.state.sweep_tables import Phase
from bot.state.sweeps import Sweep, Sweeps
from bot.sweeping.broker import BrokerError
from bot.sweeping.conductor import Conductor, report_of
from bot.sweeping.ready import crew_of, reader_of
from diagnostics.sweep.json_v1 import sweep_v1
from tests.e2e.shell import ALONE, ROOT, one_line, run
from tests.servers.postgres import free_port, until
from tests.servers.redis import redis
from tests.unit.collect.local_aws import REGION, LocalAws, running
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.servers.postgres import Postgres

NUMBERS = ("111122223333", "222233334444", "444455556666")
REGIONS = ("ap-northeast-2", "us-east-1", "eu-west-1", "us-west-2")
SPOTS = tuple((f"team-{number[:4]}", region) for number in NUMBERS for region in REGIONS)
#: A part takes this long at least, so that a kill finds workers with a part in hand.
SECONDS_A_PART = 0.7


def policy(folder: Path) -> str:
    """Write a policy of three accounts, and give its path."""
    accounts = "\n".join(
        f'  team-{number[:4]}: {{id: "{number}", role: "arn:aws:iam::{number}:role/r", regions: [{", ".join(REGIONS)}]}}'
        for number in NUMBERS
    )
    granted = ", ".join(f"team-{number[:4]}" for number in NUMBERS)
    text = f"accounts:\n{accounts}\ngrants:\n  - {{to: {{users: [U0MINA]}}, accounts: [{granted}]}}\n"
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    return str(folder / "policy.yaml")


def now(port: int, name: str, **labels: str) -> float:
    """Give what a worker's figure has come to; nothing yet is 0."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        page = answer.read().decode()
    samples = [one for family in text_string_to_metric_families(page) for one in family.samples]
    found = [one.value for one in samples if one.name == name and one.labels == labels]
    assert len(found) <= 1, page
    return float(found[0]) if found else 0.0


@contextmanager
def worker(env: Mapping[str, str], at_once: str = "1") -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker that reads so many parts at a time; it and all that it began end with the block."""
    command = [sys.executable, "-m", "bot.cli", "worker", "--at-once", at_once]
    process = subprocess.Popen(
        command, env={**ALONE, **env}, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a worker with everything that it began, without a word."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def slowed(aws: LocalAws) -> None:
    """Let every part take a while."""
    aws.slow = {"AssumeRole": SECONDS_A_PART}


def test_a_worker_says_what_its_processes_read(tmp_path: Path) -> None:
    """At the port for probes: parts done and failed, how long they took, what is left, and the calls to AWS."""
    with ExitStack() as stack:
        broker, port = stack.enter_context(redis(tmp_path)), free_port()
        aws = stack.enter_context(running())
        env = {
            "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}",
            "ROUTELORE_BROKER_URL": broker,
            "ROUTELORE_POLICY": policy(tmp_path),
            "ROUTELORE_HEALTH_PORT": str(port),
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": REGION,
        }
        settings = Settings.from_env(env)
        database = Database.open(settings.database_url)
        stack.callback(database.close)
        sweeps, sweep = Sweeps(database), Sweep(user="U0MINA")
        sweeps.begin(sweep, [*SPOTS[:3], ("gone", "us-east-1")])
        stack.enter_context(worker(env, "2"))
        until(lambda: answers(port), 30)
        assert now(port, "routelore_sweep_parts_left") == 4
        crew = crew_of(settings)
        assert Conductor(sweeps, lambda: crew(sweeps.parts, reader_of(settings))).conduct(
            sweep, lambda _counts: None, threading.Event()
        )
        until(lambda: now(port, "routelore_sweep_parts_total", outcome="done") == 3, 10)
        assert now(port, "routelore_sweep_parts_total", outcome="failed") == 1
        assert now(port, "routelore_sweep_part_seconds_count") == 4
        assert now(port, "routelore_sweep_parts_left") == 0
        assert now(port, "routelore_aws_calls_total", service="ec2", outcome="answered") > 0


def answers(port: int) -> bool:
    """Say whether somebody lives there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False


def test_a_killed_worker_loses_nothing_and_nothing_is_done_twice(postgres: Postgres, tmp_path: Path) -> None:
    """The parts that the killed worker had are read by the other; every other part is read once; the report is the same."""
    with ExitStack() as stack:
        broker = stack.enter_context(redis(tmp_path))
        aws = stack.enter_context(running())
        orchard(aws.client("ec2"))
        env = {
            "ROUTELORE_DATABASE_URL": postgres.url(),
            "ROUTELORE_BROKER_URL": broker,
            "ROUTELORE_POLICY": policy(tmp_path),
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": REGION,
        }
        settings = Settings.from_env(env)
        database = Database.open(settings.database_url)
        stack.callback(database.close)
        sweeps, sweep = Sweeps(database), Sweep(user="U0MINA")
        sweeps.begin(sweep, SPOTS)
        slowed(aws)
        first, second = (stack.enter_context(worker(env)) for _ in range(2))
        crew = crew_of(settings)
        over: list[bool] = []
        stop = threading.Event()
        stack.callback(stop.set)
        conductor = Conductor(sweeps, lambda: crew(sweeps.parts, reader_of(settings)))
        waiting = threading.Thread(
            target=lambda: over.append(conductor.conduct(sweep, lambda _counts: None, stop)), daemon=True
        )
        waiting.start()
        until(lambda: sweeps.parts.counts(sweep).ended >= 2 and sweeps.parts.counts(sweep).running == 2, 30)
        kill(first)
        waiting.join(50)
        assert over == [True]
        assert second.poll() is None
        kept = sweeps.parts.of(sweep)
        assert {part.phase for part in kept} == {Phase.DONE}
        again = [part for part in kept if part.attempts > 1]
        assert len(again) == 1
        assert again[0].attempts == 2
        assert aws.seen["DescribeVpcs"] in {len(SPOTS), len(SPOTS) + 1}
        _the_same_report_in_this_process(aws, settings, env, sweeps, sweep)


def _the_same_report_in_this_process(
    aws: LocalAws, settings: Settings, env: Mapping[str, str], sweeps: Sweeps, sweep: Sweep
) -> None:
    """Read the same again with threads of this process, and hold both reports side by side."""
    aws.slow = {}
    here = Sweep(user="U0MINA")
    assert sweeps.told(sweep)
    assert sweeps.begin(here, SPOTS)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**ALONE, **env}.items():
            patch.setenv(name, value)
        alone = Settings.from_env({**env, "ROUTELORE_BROKER_URL": ""})
        crew = crew_of(alone)
        conductor = Conductor(sweeps, lambda: crew(sweeps.parts, reader_of(alone)))
        assert conductor.conduct(here, lambda _counts: None, threading.Event())
    assert settings.broker_url
    assert sweep_v1(report_of(sweeps, here), "en") == sweep_v1(report_of(sweeps, sweep), "en")


def test_a_broker_that_is_away_is_said_and_the_sweep_can_go_on(tmp_path: Path) -> None:
    """One sentence without the broker's password, and how to resume; nothing was read."""
    env = {
        "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}",
        "ROUTELORE_BROKER_URL": f"redis://:hush@127.0.0.1:{free_port()}/0",
        "AWS_DEFAULT_REGION": REGION,
    }
    began = time.monotonic()
    done = run("sweep", env=env)
    assert done.returncode == 3
    assert "hush" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "--resume" in done.stderr.splitlines()[-1]
    assert time.monotonic() - began < 30


def test_a_worker_without_a_broker_says_what_to_set(tmp_path: Path) -> None:
    """One sentence, and the status for wrong use."""
    env = {"ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}"}
    done = run("worker", env=env)
    assert done.returncode == 2
    assert "ROUTELORE_BROKER_URL" in one_line(done)
    done = run("worker", env={**env, "ROUTELORE_BROKER_URL": "amqp://x"})
    assert done.returncode == 2
    assert "sqs://" in one_line(done)


def test_a_broker_that_is_away_is_an_error_of_its_own() -> None:
    """Whoever waits for a sweep can tell it from AWS or the database."""
    settings = Settings.from_env({"ROUTELORE_BROKER_URL": f"redis://127.0.0.1:{free_port()}/0"})
    from bot.sweeping.workers import Workers, celery_app

    with pytest.raises(BrokerError):
        Workers(celery_app(settings, lambda: pytest.fail("nothing is read here"))).start(Sweep(), (0,))
