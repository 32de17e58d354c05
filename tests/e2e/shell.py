"""The console script in a process of its own, as a shell runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
ALONE = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/nonexistent/config",
    "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent/credentials",
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
}


def run(
    *words: str,
    env: Mapping[str, str] = {},
    stdin: str | bytes = "",
    cwd: Path = ROOT,
) -> subprocess.CompletedProcess[str]:
    """Run the console script in a process of its own, without anybody's credentials."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        env={**ALONE, **env},
        cwd=cwd,
        input=stdin if isinstance(stdin, str) else stdin.decode(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Give the one line that a refusal consists of."""
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr
