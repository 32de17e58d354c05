"""`routelore sweep` as a shell runs it: its formats, its exit statuses, and what an interrupted one leaves to the next."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.shell import ALONE, ROOT, one_line, run
from tests.servers.postgres import until
from tests.unit.collect.local_aws import REGION, LocalAws, refusing, running
from tests.unit.collect.networks import orchard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TWO = f"{REGION},us-east-1"


@pytest.fixture(scope="module")
def aws() -> Iterator[LocalAws]:
    """Give an AWS with a network in it."""
    with running() as running_aws:
        orchard(running_aws.client("ec2"))
        yield running_aws


@pytest.fixture
def env(aws: LocalAws, tmp_path: Path) -> dict[str, str]:
    """Give settings that lead there, with an empty database."""
    aws.slow = {}
    aws.instead.pop("AssumeRole", None)
    return {
        "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}",
        "AWS_ENDPOINT_URL": aws.url,
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": REGION,
    }


def test_every_format_is_of_the_same_sweep(env: dict[str, str], aws: LocalAws, tmp_path: Path) -> None:
    """It is read once; what it found can be written again in any format."""
    done = run("sweep", "--regions", TWO, "--format", "json", env=env)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["schema"], found["complete"], found["counts"]["parts_read"]) == ("routelore.sweep/v1", True, 2)
    assert {one["region"] for one in found["streams"]} == {REGION, "us-east-1"}
    assert "2/2" in done.stderr
    before = sum(aws.seen.values())
    text = run("sweep", "--resume", env={**env, "LANG": "ko_KR.UTF-8"})
    assert "먼저 볼 곳" in text.stdout
    page = tmp_path / "sweep.html"
    written = run("sweep", "--resume", "--format", "html", "--out", str(page), env=env)
    assert (written.returncode, written.stdout) == (0, "")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    sheet = run("sweep", "--resume", "--format", "csv", env=env)
    assert sheet.stdout.count("\n") == len(found["streams"]) + 1
    assert sum(aws.seen.values()) == before


def test_what_is_interrupted_is_resumed_and_nothing_read_twice(env: dict[str, str], aws: LocalAws) -> None:
    """Ctrl-C ends it with a sentence that says how to go on; the parts that were read are not read again."""
    aws.slow = {"DescribeVpcs": 1.0}
    regions = f"{TWO},eu-west-1,us-west-2"
    command = [sys.executable, "-m", "bot.cli", "sweep", "--regions", regions, "--at-once", "1"]
    seen = aws.seen["DescribeVpcs"]
    process = subprocess.Popen(
        command, env={**ALONE, **env}, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    until(lambda: aws.seen["DescribeVpcs"] >= seen + 2, 30)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    name = re.search(r"--resume (\w+)", err)
    assert name
    aws.slow = {}
    done = run("sweep", "--resume", name[1], "--format", "json", env=env)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["parts_read"] == 4
    assert aws.seen["DescribeVpcs"] - seen in {4, 5}


def test_a_policy_names_the_accounts_and_one_that_refuses_fails_alone(
    env: dict[str, str], aws: LocalAws, tmp_path: Path
) -> None:
    """What was read is told, what was not is named with its reason and how to try it again."""
    file = tmp_path / "policy.yaml"
    role = "arn:aws:iam::{}:role/r"
    accounts = "".join(
        f'  {name}: {{id: "{number}", role: "{role.format(number)}", regions: [{REGION}]}}\n'
        for name, number in (("prod", "111122223333"), ("dev", "444455556666"))
    )
    file.write_text(f"accounts:\n{accounts}grants:\n  - {{to: {{users: [U0MINA]}}, accounts: [prod]}}\n", encoding="utf-8")
    within = {**env, "ROUTELORE_POLICY": str(file)}
    aws.instead["AssumeRole"] = lambda: refusing("AccessDenied") if "444455556666" in aws.last["AssumeRole"] else None
    done = run("sweep", "--format", "json", env=within)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [one["account"] for one in found["unread"]] == ["dev"]
    assert "AccessDenied" in found["unread"][0]["why"]
    assert "--resume" in done.stderr
    nothing = run("sweep", "--accounts", "dev", env=within)
    assert nothing.returncode == 3
    assert "AccessDenied" in nothing.stdout
    del aws.instead["AssumeRole"]
    again = run("sweep", "--resume", "--format", "json", env=within)
    assert json.loads(again.stdout)["complete"] is True
    other = run("sweep", "--accounts", "stage", env=within)
    assert other.returncode == 2
    assert "prod, dev" in one_line(other)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--resume",), "no sweep to resume"),
        (("--resume", "nobody"), "no sweep nobody"),
        (("--resume", "--regions", REGION), "--resume"),
        (("--regions", "Seoul"), "Seoul"),
        (("--to", "a/b"), "a/b"),
        (("--at-once", "0"), "1 to 64"),
    ],
)
def test_what_cannot_be_is_one_sentence(env: dict[str, str], words: tuple[str, ...], told: str) -> None:
    """It says what is wrong; nothing is read, and nothing is kept."""
    done = run("sweep", *words, env=env)
    assert done.returncode == 2
    assert told in one_line(done)


def test_without_credentials_the_reason_is_told(env: dict[str, str]) -> None:
    """Nothing could be read, which is the status of that; the report has the sentence."""
    lacking = {name: value for name, value in env.items() if not name.endswith(("KEY_ID", "ACCESS_KEY"))}
    done = run("sweep", env=lacking)
    assert done.returncode == 3
    assert "credentials" in done.stdout
