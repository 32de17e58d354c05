"""The door to AWS: read an account or a saved folder, and give the snapshot that everything else works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.answers import Answers, Meta, Refusal
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.collect.pack import pack, unpack
from diagnostics.collect.parse import snapshot_of
from diagnostics.collect.permissions import policy
from diagnostics.collect.saved import read_saved, write_saved

if TYPE_CHECKING:
    from diagnostics.collect.aws import AwsCollector

__all__ = [
    "AccessError",
    "Answers",
    "AwsCollector",
    "Meta",
    "Refusal",
    "ServiceError",
    "pack",
    "policy",
    "read_saved",
    "snapshot_of",
    "unpack",
    "write_saved",
]


def __getattr__(name: str) -> object:
    """Give `AwsCollector`, loading boto3 only for those who ask for it: a saved folder is read without."""
    if name == "AwsCollector":
        from diagnostics.collect.aws import AwsCollector

        return AwsCollector
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
