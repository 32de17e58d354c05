"""How long the collector takes to read a Region, against the same calls made bare and in parallel on the same server."""

from __future__ import annotations

import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from diagnostics.collect import AwsCollector, snapshot_of
from diagnostics.collect.calls import CALLS, Call
from diagnostics.collect.connection import AT_ONCE
from diagnostics.collect.touched import every_key
from tests.unit.collect.local_aws import REGION, running
from tests.unit.collect.networks import empty_account, orchard

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
SUBNETS = 60


def seconds(what: Callable[[], object]) -> float:
    """Give how long something takes, the median of a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def bare(clients: dict[str, Any], asked: list[tuple[Call, str]]) -> None:
    """Make the same calls all at once, as many in parallel as the collector, with nothing around them."""

    def one(call: Call, subject: str) -> None:
        getattr(clients[call.service], call.method)(**call.arguments(subject=subject, region=REGION))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for future in [pool.submit(one, call, subject) for call, subject in asked]:
            future.result()


def main() -> None:
    """Print the figures and their ratio."""
    with running() as aws:
        ec2 = aws.client("ec2")
        empty_account(ec2)
        orchard(ec2, SUBNETS)
        keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true"}
        os.environ.update(keys, AWS_ENDPOINT_URL=aws.url, AWS_DEFAULT_REGION=REGION)
        collector = AwsCollector()
        answers = collector.collect()
        session = boto3.Session()
        asked = list(every_key(answers))
        clients = {
            name: session.client(name, config=Config(max_pool_connections=10)) for name in {call.service for call in CALLS}
        }
        bare(clients, asked)
        ours, theirs = seconds(collector.collect), seconds(lambda: bare(clients, asked))
        parsing = seconds(lambda: snapshot_of(answers))
        collector.close()
        for client in clients.values():
            client.close()
    print(f"calls {len(asked)}  collect {ours * 1000:.0f} ms  bare {theirs * 1000:.0f} ms  ratio {ours / theirs:.2f}")
    print(f"snapshot_of {parsing * 1000:.1f} ms for {SUBNETS} subnets")


if __name__ == "__main__":
    main()
