"""What the tests of faults share: an AWS that can be broken, and nothing of the machine's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.aws_front import Front, front_of
from tests.unit.collect.conftest import aws, running_aws, without_pauses  # noqa: F401 (fixtures are found by their names)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.collect.local_aws import LocalAws


@pytest.fixture(scope="session")
def running_front(running_aws: LocalAws) -> Iterator[Front]:  # noqa: F811 (the fixture that is imported)
    """Run the front once for all tests."""
    with front_of(running_aws) as front:
        yield front


@pytest.fixture
def front(aws: LocalAws, running_front: Front, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:  # noqa: F811 (the same)
    """Give an AWS that is whole, and settings that lead to it; whatever a test breaks is whole again after it."""
    assert aws.url
    monkeypatch.setenv("AWS_ENDPOINT_URL", running_front.url)
    running_front.heal()
    yield running_front
    running_front.heal()
