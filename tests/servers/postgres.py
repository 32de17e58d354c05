"""A PostgreSQL of the tests' own: Debian's, on loopback, in a folder that goes with it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = count(1)
_OWNER = "postgres"


@dataclass(slots=True)
class Postgres:
    """A server that a test may stop and start again."""

    binaries: Path
    folder: Path
    port: int

    def url(self) -> str:
        """Give the URL of a new, empty database."""
        name = f"t{os.getpid()}_{next(_NAMES)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type,unused-ignore]  # a name of ours
        return f"postgresql+psycopg://routelore@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start it, and return when it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` ends its sessions, `immediate` is as if it had been killed."""
        self._run("pg_ctl", "stop", "-w", "-D", str(self.folder / "data"), "-m", mode)

    def _address(self, database: str) -> str:
        return f"postgresql://routelore@127.0.0.1:{self.port}/{database}"

    def _run(self, *words: str) -> None:
        run_as_owner(self.binaries, *words)


def run_as_owner(binaries: Path, program: str, *words: str) -> None:
    """Run a program of PostgreSQL; root may not, so it does so as the user that Debian made for it."""
    before = ["runuser", "-u", _OWNER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*before, str(binaries / program), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a server, and end it; skip where there is none, but on CI there must be one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        reason = "the tests on PostgreSQL need its server, which is not installed (Debian: apt-get install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    binaries = found[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="routelore-postgres-"))
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_OWNER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        run_as_owner(binaries, "initdb", "-D", str(folder / "data"), "--auth=trust", "-U", "routelore", "-E", "UTF8", "-N")
        server = Postgres(binaries, folder, free_port())
        server.start()
        try:
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Give a port of loopback that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def until(ready: object, seconds: float = 10.0) -> None:
    """Wait until a condition holds."""
    assert callable(ready)
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not come to be in time"
        time.sleep(0.02)
