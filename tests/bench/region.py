"""A Region of an AWS account to read, served by a process of its own, and the calls that reading it cannot do without."""

from __future__ import annotations

import logging
import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from bot.playground.account import REGION, SampleAccount, wearing
from diagnostics import Query, diagnose
from diagnostics.collect.connection import AT_ONCE
from diagnostics.collect.touched import every_key
from tests.unit.collect.local_aws import running
from tests.unit.collect.networks import empty_account, orchard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from multiprocessing.connection import Connection

    from diagnostics import Snapshot
    from diagnostics.collect import Answers
    from diagnostics.collect.calls import Call

SUBNETS = 126
#: How many calls at a time are tried for the bare ones; the collector's own number is among them.
CONCURRENCIES = (1, 2, 4, AT_ONCE, 8, 12, 16, 32)


@contextmanager
def sample_account() -> Iterator[Mapping[str, str]]:
    """Give the environment of the playground's sample account."""
    account = SampleAccount()
    try:
        yield account.start()
    finally:
        account.stop()


@contextmanager
def wide_account() -> Iterator[Mapping[str, str]]:
    """Give the environment of an account in moto whose one VPC has many subnets."""
    with running() as aws:
        aws.forget()
        ec2 = aws.client("ec2")
        empty_account(ec2)
        amazon_dns(ec2, orchard(ec2, SUBNETS)["vpc"])
        yield {
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_EC2_METADATA_DISABLED": "true",
            **dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), os.devnull),
            **dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1"),
        }


def amazon_dns(ec2: Any, *vpcs: str) -> None:
    """Give VPCs the DHCP option set that they have in AWS; moto leaves them without any."""
    servers = {"Key": "domain-name-servers", "Values": ["AmazonProvidedDNS"]}
    made = ec2.create_dhcp_options(DhcpConfigurations=[servers])["DhcpOptions"]["DhcpOptionsId"]
    for vpc in vpcs:
        ec2.associate_dhcp_options(DhcpOptionsId=made, VpcId=vpc)


ACCOUNTS = MappingProxyType({"sample account": sample_account, f"moto, {SUBNETS} subnets": wide_account})


def serve(name: str, told: Connection) -> None:
    """Serve an account until the other end of the connection is closed."""
    with ACCOUNTS[name]() as environment, suppress(EOFError, KeyboardInterrupt):
        told.send(dict(environment))
        told.recv()


@contextmanager
def account(name: str) -> Iterator[None]:
    """Let boto3 see one of the accounts for a while; the process that serves it has ended after that."""
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe()
    server = spawning.Process(target=serve, args=(name, there), daemon=True)
    server.start()
    there.close()
    try:
        with wearing(here.recv()):
            yield
    finally:
        here.close()
        server.join()


def diagnose_everything(snapshot: Snapshot) -> None:
    """Say of every subnet how it reaches S3."""
    for subnet in snapshot.subnets:
        diagnose(Query(source=subnet), snapshot)


class BareCalls:
    """The calls that these answers came from, made with boto3 alone: it is known beforehand what to ask, and none waits."""

    def __init__(self, answers: Answers) -> None:
        self._asked = list(every_key(answers))
        session, config = boto3.Session(region_name=REGION), Config(max_pool_connections=max(CONCURRENCIES))
        services = sorted({call.service for call, _ in self._asked})
        self._clients: Mapping[str, Any] = {service: session.client(service, config=config) for service in services}

    def make(self, at_once: int) -> None:
        """Make them all, so many at a time."""
        with ThreadPoolExecutor(at_once) as pool:
            for future in [pool.submit(self._one, call, subject) for call, subject in self._asked]:
                future.result()

    def _one(self, call: Call, subject: str) -> None:
        getattr(self._clients[call.service], call.method)(**call.arguments(subject=subject, region=REGION))

    def close(self) -> None:
        """Close the connections to AWS."""
        for client in self._clients.values():
            client.close()


def requests_of(what: Callable[[], object]) -> int:
    """Give how many HTTP requests go out to AWS while something runs."""
    log, seen = logging.getLogger("botocore.endpoint"), list[str]()

    class Noting(logging.Handler):
        """Notes what botocore says it sends."""

        def emit(self, record: logging.LogRecord) -> None:
            """Keep what says that a request goes out."""
            if record.msg.startswith("Sending http request"):
                seen.append(record.msg)

    noting, before = Noting(), log.level
    log.addHandler(noting)
    log.setLevel(logging.DEBUG)
    try:
        what()
    finally:
        log.removeHandler(noting)
        log.setLevel(before)
    return len(seen)
