"""Names that AWS lets people write, on a terminal: nothing in them is obeyed, whether it is a result or a complaint."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from bot.telemetry.logs import log_to
from bot.telemetry.redaction import Redactor
from diagnostics.collect.answers import Answers
from diagnostics.collect.saved import write_saved
from diagnostics.model.trace import Verdict
from diagnostics.sweep.report import report
from diagnostics.sweep.text import text as sweep_text
from tests.e2e.shell import run
from tests.scenarios.network import baseline
from tests.security.test_injection import NASTY, hostile
from tests.unit.sweep.samples import seen, stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a saved snapshot in which everything has a hostile name."""
    saved = tmp_path_factory.mktemp("hostile") / "saved"
    write_saved(Answers(said={key: hostile(body) for key, body in baseline().items()}), saved)
    return saved


@pytest.fixture
def log() -> Iterator[Callable[[str], io.StringIO]]:
    """Start logging as a process does; afterwards everything is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("routelore")
    before = (list(root.handlers), root.level, ours.level, sys.excepthook, threading.excepthook)

    def begin(style: str) -> io.StringIO:
        out = io.StringIO()
        log_to(out, Redactor(), style=style)
        return out

    yield begin
    root.handlers[:] = before[0]
    logging.captureWarnings(capture=False)
    root.setLevel(before[1])
    ours.setLevel(before[2])
    sys.excepthook, threading.excepthook = before[3:]


@pytest.mark.parametrize("words", [("subnet-a1",), ("subnet-a1", "--evidence"), ("--all",), ("nope\x1b[2J\u202e",)])
def test_nothing_in_a_name_is_obeyed_by_a_terminal(folder: Path, words: tuple[str, ...]) -> None:
    """The report, what it stands on, every subnet, and the complaint that lists what there is."""
    done = run("diagnose", *words, "--saved", str(folder))
    assert "orchard" in done.stdout + done.stderr
    assert OBEYED.search(done.stdout + done.stderr) is None


@pytest.mark.parametrize("style", ["text", "json"])
def test_nothing_that_was_raised_can_forge_a_line_of_the_log(style: str, log: Callable[[str], io.StringIO]) -> None:
    """One line a record, and an error below its line stands further to the right than any line begins."""
    out = log(style)
    forged = "x\nforged\u2028forged\x85forged\x1b[2J\u202e"
    try:
        int(forged)  # its error quotes what it was given
    except ValueError:
        logging.getLogger("routelore").exception("bad %s", forged, extra={"who": forged})
    written = out.getvalue()
    assert OBEYED.search(written) is None
    assert not [line for line in written.splitlines() if line.startswith("forged")]
    if style == "json":
        (line,) = written.splitlines()
        assert json.loads(line)["event"] == f"bad {forged}"


def test_the_report_of_a_sweep_shows_no_name_that_is_obeyed() -> None:
    """Accounts and VPCs."""
    one = seen(f"prod {NASTY}", "us-east-1", stream(Verdict.PUBLIC_VIA_IGW, 1, name=NASTY))
    written = sweep_text(report([one]), "en")
    assert "prod" in written
    assert OBEYED.search(written) is None
