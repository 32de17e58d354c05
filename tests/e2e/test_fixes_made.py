"""Every fix that is offered on the sample account, made there by its own commands, read again, and found to keep its word.

The commands are run as they are printed, by AWS's own command line. So they prove three things at once: that they are
spelt as AWS takes them, that the account ends where the copy of the snapshot did, and that the verdict is the promised one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.playground.account import SUBNETS, SampleAccount, wearing
from diagnostics import Query, diagnose
from diagnostics.collect import AwsCollector, snapshot_of
from diagnostics.model.trace import VerdictClass
from diagnostics.repair import repair

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.model.change import Fix
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Verdict

ACCOUNT = "444455556666"
SERVICES = ("s3", "dynamodb", "ec2", "logs")
BIN = Path(sys.executable).parent


def read(environment: Mapping[str, str]) -> Snapshot:
    """Read the account with boto3 as a user's would be."""
    with wearing(environment):
        return snapshot_of(AwsCollector(region=environment["AWS_DEFAULT_REGION"]).collect())


def told(snapshot: Snapshot, subnet: str, service: str) -> Diagnosis:
    """Give the diagnosis of one subnet."""
    (diagnosis,) = diagnose(Query(source=subnet, to=service), snapshot)
    return diagnosis


def keeps_its_word(fix: Fix, subnet: str, service: str, environment: Mapping[str, str]) -> list[Verdict]:
    """Make a fix and give the verdict that it promised, which the account read again has to give as well."""
    make(fix, environment)
    after = told(read(environment), subnet, service)
    assert after.verdict is fix.verdict_after, fix.cli
    return [after.verdict]


def make(fix: Fix, environment: Mapping[str, str]) -> None:
    """Run the commands of a fix as a person does who copies the block into a shell."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(fix.cli)],
        env={"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "AWS_PAGER": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{fix.cli}\n{done.stderr}"


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("subnet", [plan.name for plan in SUBNETS])
def test_a_fix_keeps_its_word_in_the_account_itself(subnet: str, service: str) -> None:
    """After the commands of a fix, the account read again gives the verdict that the copy of the snapshot promised."""
    with sample() as environment:
        before = told(read(environment), subnet, service)
        offered = repair(before)
        if not offered:
            assert before.verdict_class is VerdictClass.PRIVATE, "what is not private is offered a fix"
            return
        promised = keeps_its_word(offered[0], subnet, service, environment)
    for number in range(1, len(offered)):  # each in an account of its own
        with sample() as environment:
            fix = repair(told(read(environment), subnet, service))[number]
            promised.extend(keeps_its_word(fix, subnet, service, environment))
    assert len(promised) == len(offered)


@contextmanager
def sample() -> Iterator[Mapping[str, str]]:
    """Give the environment of a sample account that nobody else changes."""
    account = SampleAccount(account=ACCOUNT)
    environment = account.start()
    try:
        yield environment
    finally:
        account.stop()
