"""A local AWS for the collector's tests, and settings that let boto3 see nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.retries.standard import ExponentialBackoff

from diagnostics.collect import AwsCollector
from tests.unit.collect.local_aws import REGION, LocalAws, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let botocore ask again as often as it does, and not wait before: eight take half a minute."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda _self, _context: 0)


@pytest.fixture(scope="session")
def running_aws() -> Iterator[LocalAws]:
    """Run the local AWS once for all tests."""
    with running() as aws:
        yield aws


@pytest.fixture
def aws(running_aws: LocalAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalAws]:
    """Give the local AWS with an empty account, and boto3 settings that lead to it."""
    running_aws.forget()
    settings = {
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": running_aws.url,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    yield running_aws
    running_aws.close_clients()


@pytest.fixture
def collector(aws: LocalAws) -> Iterator[AwsCollector]:
    """Give a collector that reads the local AWS."""
    assert aws.url
    made = AwsCollector()
    yield made
    made.close()
