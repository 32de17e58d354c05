"""An AWS that takes calls and never answers: whoever waits is told for what, can stop at once, and leaves nothing behind."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from diagnostics.collect import AwsCollector
from tests.unit.collect.local_aws import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator


class EnoughError(Exception):
    """Whoever hears of the progress has heard enough."""


class Silence:
    """A server that takes every connection and says nothing."""

    def __init__(self) -> None:
        """Listen on a port of its own."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._taken: list[socket.socket] = []
        self._thread = threading.Thread(target=self._take, name="silence")
        self._thread.start()

    def _take(self) -> None:
        while True:
            try:
                self._taken.append(self._listening.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        """Hang up."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)
        for one in self._taken:
            one.close()


@contextmanager
def silence() -> Iterator[Silence]:
    """Run such a server; whoever waits for it is hung up on in the end."""
    server = Silence()
    try:
        yield server
    finally:
        server.close()


def asking() -> list[str]:
    """Give the threads that wait for AWS."""
    return [one.name for one in threading.enumerate() if one.name.startswith("aws")]


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give boto3 keys, and nothing else to look at."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("credentials", "without_pauses")
def test_whoever_waits_for_calls_that_hang_is_told_for_which_and_can_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The collection ends within a second of that; its threads end with their calls, and ask nothing more."""
    heard: list[tuple[int, str]] = []

    def progress(done: int, total: int, what: str) -> None:
        assert total > 1
        heard.append((done, what))
        if len(heard) == 2:
            raise EnoughError

    with silence() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        collector = AwsCollector(region=REGION)
        began = time.monotonic()
        with pytest.raises(EnoughError):
            collector.collect(progress)
        assert time.monotonic() - began < 3
        assert heard == [(0, heard[0][1])] * 2
        assert heard[0][1]
        assert asking() != []
    until = time.monotonic() + 20
    while asking() and time.monotonic() < until:
        time.sleep(0.01)
    collector.close()
    assert asking() == []
