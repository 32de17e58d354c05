"""How long `routelore ask` takes from a cold start, and bare Python that imports the two libraries it stands on."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUTELORE = Path(sys.executable).with_name("routelore")
ASK = (str(ROUTELORE), "ask", "what is the difference between a gateway endpoint and an interface endpoint?")
BARE = (sys.executable, "-c", "import yaml, rapidfuzz")
EMPTY = (sys.executable, "-c", "")


def routelore_ask() -> float:
    """Give the seconds that a fresh `routelore ask` takes, from the shell's point of view."""
    return _wall(ASK)


def bare_imports() -> float:
    """Give the seconds that a fresh interpreter takes to import yaml and rapidfuzz, and nothing more."""
    return _wall(BARE)


def bare_python() -> float:
    """Give the seconds that a fresh interpreter takes to do nothing."""
    return _wall(EMPTY)


def _wall(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return time.perf_counter() - start
