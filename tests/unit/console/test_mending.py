"""Fixes for many subnets at once: the same as one by one, and each confirmed."""

from __future__ import annotations

import pytest

from bot.console.mending import after_fix, mend
from diagnostics.repair import repair
from tests.unit.console.diagnosed import PRIVATE_DNS_OFF, UNUSED_GATEWAY, Given, network, one


@pytest.mark.parametrize("given", [UNUSED_GATEWAY, PRIVATE_DNS_OFF, []], ids=["unused", "private-dns-off", "none"])
@pytest.mark.parametrize("to", ["s3", "ec2"])
def test_shared_fixes_are_those_of_each_by_itself(given: Given, to: str) -> None:
    """Changes, verdicts, findings, warnings and what else changes: to the letter, but for the order of the last."""
    snapshot = network(given, more=6)
    diagnoses = [one(snapshot, subnet, to) for subnet in sorted(snapshot.subnets)]
    for diagnosis, shared in zip(diagnoses, mend(diagnoses), strict=True):
        alone = repair(diagnosis)
        assert [fix.changes for fix in shared] == [fix.changes for fix in alone]
        for mine, own in zip(shared, alone, strict=True):
            assert (mine.findings, mine.verdict_after, mine.warnings) == (own.findings, own.verdict_after, own.warnings)
            assert set(mine.side_effects) == set(own.side_effects)


def test_the_network_after_a_fix_gives_what_the_fix_promises() -> None:
    """The same source and destination, diagnosed in the copy."""
    diagnosis = one(network(UNUSED_GATEWAY))
    (fix,) = repair(diagnosis)
    after = after_fix(diagnosis, fix)
    assert (after.verdict, after.case.source.subnet_id) == (fix.verdict_after, "subnet-a1")
