"""What all tests share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from botocore.loaders import create_loader

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def models_read_once() -> Iterator[None]:
    """Let every session of boto3 have what was read of AWS's models: to read them takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.session.create_loader", cache(create_loader))
        yield
