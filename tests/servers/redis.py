"""A Redis of the tests' own: Debian's, on loopback, in a folder that goes with it."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NoRedisError

from tests.servers.postgres import free_port, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def redis(folder: Path, port: int = 0) -> Iterator[str]:
    """Run a server, give its URL, and end it; skip where there is none, but on CI there must be one.

    It keeps nothing: one that is run again on the same port is empty.
    """
    server = shutil.which("redis-server")
    if server is None:
        reason = "the tests on Redis need its server, which is not installed (Debian: apt-get install redis-server)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    port = port or free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    process = subprocess.Popen([server, *words], stdout=subprocess.DEVNULL)
    client = Redis(port=port)
    try:
        until(lambda: _answers(client))
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        client.close()
        process.terminate()
        process.wait(10)


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except NoRedisError:
        return False
