"""Fixes, what-ifs and evidence on the command line."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from diagnostics.collect import Answers, write_saved
from tests.e2e.chat import META
from tests.e2e.shell import ALONE, ROOT, one_line, run
from tests.scenarios.network import changed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ASSOCIATE = "add-route-table vpce-s3 rtb-a1"
COMMAND = "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-a1 --region ap-northeast-2"
CODES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a saved snapshot whose gateway endpoint only the main table has."""
    folder = tmp_path_factory.mktemp("saved") / "network"
    write_saved(Answers(said=changed([{"gateway": {"tables": ["rtb-main"]}}]), meta=META), folder)
    return str(folder)


def watched(*words: str, env: Mapping[str, str] = {}) -> str:
    """Give what the console script shows to somebody at a terminal."""
    ours, theirs = pty.openpty()
    shown = b""
    command = [sys.executable, "-m", "bot.cli", *words]
    with subprocess.Popen(
        command, env={**ALONE, "TERM": "xterm-256color", **env}, cwd=ROOT, stdout=theirs, stderr=subprocess.PIPE
    ) as process:
        os.close(theirs)
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # Linux says so at the end of a terminal
            pass
        finally:
            os.close(ours)
        assert process.wait(30) == 0
    return shown.decode()


def test_a_fix_stands_below_the_causes_with_its_commands_once(saved: str) -> None:
    """The commands of a cause that the fix does away with are the fix's, alone on a line."""
    lines = run("diagnose", "orchard", "--saved", saved, "--lang", "en").stdout.splitlines()
    assert "The fix, proven on a copy of the network" in lines
    assert [line.strip() for line in lines if "modify-vpc-endpoint" in line] == [COMMAND]


def test_json_has_the_fixes_of_every_subnet(saved: str) -> None:
    """The published shape; what was made to the copy is what a what-if takes."""
    found = json.loads(run("diagnose", "vpc-0a", "--saved", saved, "--format", "json").stdout)
    fixes = {one["source"]["subnet"]: one["fixes"] for one in found}
    assert [fix["changes"] for fix in fixes["subnet-a1"]] == [[ASSOCIATE]]
    assert all(fix["verified"] for every in fixes.values() for fix in every)
    (fix,) = fixes["subnet-a1"]
    assert list(fix) == ["findings", "verdict_after", "verified", "changes", "cli", "terraform", "warnings"]
    assert (fix["verdict_after"], fix["cli"]) == ("PRIVATE_GATEWAY_ENDPOINT", [COMMAND])
    assert len(fixes) == 3


def test_a_what_if_shows_before_and_after(saved: str) -> None:
    """Both verdicts and both ways, side by side."""
    said = run("diagnose", "orchard", "--saved", saved, "--what-if", ASSOCIATE, "--lang", "en").stdout
    assert said.startswith("The verdict changes: public, through a NAT gateway → private, through a gateway endpoint")
    assert re.search(
        r"^ +route table rtb-a1: 0\.0\.0\.0/0 → nat-0a +route table rtb-a1: pl-\S+ → vpce-s3$", said, re.MULTILINE
    )
    assert "GWE-003" in said


def test_a_what_if_in_json_is_the_document_afterwards_with_the_one_before_in_it(saved: str) -> None:
    """The list stays one of documents of the published schema."""
    words = ["diagnose", "orchard", "--saved", saved, "--what-if", "delete-nat nat-0a", "--format", "json"]
    (one,) = json.loads(run(*words).stdout)
    assert one["schema"] == one["what_if"]["before"]["schema"] == "routelore.diagnosis/v1"
    assert (one["what_if"]["before"]["verdict"], one["verdict"]) == ("PUBLIC_VIA_NAT_GATEWAY", "BLOCKED_BLACKHOLE")
    assert one["what_if"]["changes"] == ["delete-nat nat-0a"]
    gone = {(e["subnet"], e["service"]): e["after"] for e in one["what_if"]["elsewhere"]}
    assert gone["subnet-a2", "s3"] == "BLOCKED_BLACKHOLE"
    assert ("subnet-a1", "s3") not in gone


def test_changes_are_read_one_after_the_other(saved: str) -> None:
    """The second may name what the first has made, and is refused without it."""
    detach = "remove-route-table vpce-s3 rtb-a1"
    alone = run("diagnose", "orchard", "--saved", saved, "--what-if", detach, "--lang", "en")
    assert alone.returncode == 2
    assert "AWS would refuse" in one_line(alone)
    both = run("diagnose", "orchard", "--saved", saved, "--what-if", ASSOCIATE, "--what-if", detach, "--lang", "en")
    assert both.stdout.startswith("Verdict and path stay as they are: public, through a NAT gateway")


def test_a_what_if_of_many_names_those_that_differ(saved: str) -> None:
    """One of three subnets follows."""
    said = run("diagnose", "vpc-0a", "--saved", saved, "--what-if", ASSOCIATE, "--lang", "en").stdout
    assert said.startswith("1 of 3 paths get another verdict.")
    assert "orchard (subnet-a1) → S3" in said
    assert "harbor" not in said


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_changes_are_listed_without_any_network(lang: str) -> None:
    """Every kind of change, as it is written and what it does."""
    done = run("diagnose", "--what-if", "list", "--lang", lang)
    assert done.returncode == 0
    assert re.search(r"^add-route-table VPCE RTB +\S", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--what-if", "add-route-tabel vpce-s3 rtb-a1"], "add-route-tabel"),
        (["--what-if", "delete-nat nat-9"], "nat-9"),
        (["--what-if", "list", "--what-if", ASSOCIATE], "by itself"),
        (["--pasted", "/nonexistent/output"], "/nonexistent/output"),
        (["--pasted", "-"], "no output in it"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence(saved: str, words: list[str], says: str) -> None:
    """Wrong use, on stderr."""
    done = run("diagnose", "orchard", "--saved", saved, *words, "--lang", "en", stdin="holiday photos")
    assert done.returncode == 2
    assert says in one_line(done)


def test_evidence_is_shown_before_and_after_the_fix(saved: str) -> None:
    """The first hop is the NAT's today, and is not afterwards; the name's answer is the same."""
    said = run("diagnose", "orchard", "--saved", saved, "--evidence", "--lang", "en").stdout
    assert "$ nslookup s3.ap-northeast-2.amazonaws.com" in said
    traced = said.split("$ sudo traceroute")[1].split("$ curl")[0]
    today, afterwards = traced.split("[After]")
    assert "10.0.0.20" in today
    assert "10.0.0.20" not in afterwards
    assert "It looks the same afterwards." in said
    assert "nslookup" not in run("diagnose", "orchard", "--saved", saved, "--lang", "en").stdout


def test_pasted_output_is_held_against_the_configuration(saved: str, tmp_path: Path) -> None:
    """From a file or standard input; in JSON it stands beside the diagnosis."""
    name = "Name:\ts3.ap-northeast-2.amazonaws.com\nAddress: "
    words = ["diagnose", "orchard", "--saved", saved, "--lang", "en", "--pasted"]
    assert run(*words, "-", stdin=f"{name}52.219.56.7\n").stdout.startswith("What you pasted agrees with the configuration.")
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(f"{name}10.0.1.77\n", encoding="utf-8")
    (one,) = json.loads(run(*words, str(pasted), "--format", "json").stdout)
    assert one["pasted"]["stance"] == "contradicts"
    assert one["pasted"]["readings"][0]["explanations"]


def test_somebody_at_a_terminal_sees_colours_and_can_copy_the_command(saved: str) -> None:
    """The verdict is framed and first; the command stands at the margin, unbroken, though it is wider than the terminal."""
    shown = watched("diagnose", "orchard", "--saved", saved, "--lang", "en")
    assert CODES.search(shown)
    lines = [line.rstrip() for line in CODES.sub("", shown).splitlines()]
    assert lines[0].startswith("╭─ Public, through a NAT gateway")
    assert COMMAND in lines


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colours_gets_the_plain_text(saved: str, env: dict[str, str]) -> None:
    """The very bytes that a pipe gets."""
    words = ["diagnose", "orchard", "--saved", saved, "--lang", "ko"]
    assert watched(*words, env=env).replace("\r\n", "\n") == run(*words).stdout


def test_nothing_colourful_is_loaded_where_nobody_watches(saved: str) -> None:
    """Questions and piped reports start without it."""
    code = (
        "import sys; from bot.cli import main; "
        f"status = main(['ask', 'what is nat']) or main(['diagnose', 'orchard', '--saved', {saved!r}]); "
        "sys.exit(status or 'rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ALONE, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
