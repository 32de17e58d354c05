"""Every fix that is found: what it must be, that it does what it promises, and that no part of it does as much."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))

from network import REGION, changed

from diagnostics import AskerError, Diagnosis, Query, Snapshot, VerdictClass, diagnose
from diagnostics.changes import apply_changes, read_change
from diagnostics.collect import Answers, Meta, snapshot_of
from diagnostics.repair import repair, what_if

if TYPE_CHECKING:
    from diagnostics.model.change import Change, Fix

HERE = Path(__file__).parent
SCENARIOS: dict[str, dict[str, Any]] = {
    row["id"]: row for row in yaml.safe_load((HERE / "s3_path.yaml").read_text(encoding="utf-8"))
}
WANTED: dict[str, list[str]] = yaml.safe_load((HERE / "fixes/s3_path.yaml").read_text(encoding="utf-8"))
OWN: list[dict[str, Any]] = [
    row
    for file in sorted((HERE / "fixes").glob("*.yaml"))
    if file.name != "s3_path.yaml"
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]
ROWS = [
    *({**SCENARIOS[name], "fixes": fixes} for name, fixes in WANTED.items() if name in SCENARIOS),
    *OWN,
]
MENDED = [row for row in ROWS if row["fixes"]]


def asked(ask: dict[str, str]) -> Query:
    """Give the question of a row: from where, to what, as whom."""
    return Query(source=ask["from"], to=ask["to"], principal=ask.get("as", ""))


def snapshot_for(row: dict[str, Any]) -> Snapshot:
    """Give the network of a row, by way of AWS's own answers."""
    region = row.get("region", REGION)
    return snapshot_of(Answers(said=changed(row["given"], region), meta=Meta(region=region)))


def diagnosed(row: dict[str, Any], *changes: Change) -> Diagnosis:
    """Give the diagnosis of a row, after changes to its network."""
    query = asked(row["ask"])
    (diagnosis,) = diagnose(query, apply_changes(changes, snapshot_for(row)))
    return diagnosis


def written(fix: Fix) -> str:
    """Write a fix as the rows do."""
    return f"{' + '.join(change.text for change in fix.changes)} => {fix.verdict_after}"


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_says_what_fix_it_has(name: str) -> None:
    """A scenario that is not private has its line in fixes/s3_path.yaml; a private one that has none needs no fix."""
    diagnosis = diagnosed(SCENARIOS[name])
    fixes = [written(fix) for fix in repair(diagnosis)]
    private = diagnosis.verdict_class is VerdictClass.PRIVATE
    assert name in WANTED or (private and not fixes), f"add to fixes/s3_path.yaml: {name}: {fixes}"


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_the_fixes_are_these_in_this_order(row: dict[str, Any]) -> None:
    """The least invasive of the smallest comes first."""
    fixes = repair(diagnosed(row))
    assert [written(fix) for fix in fixes] == row["fixes"]
    for also in row.get("also", ()):
        effects = {f"{e.subnet_id} {e.service}: {e.before} -> {e.after}" for e in fixes[0].side_effects}
        assert also in effects


@pytest.mark.parametrize("row", MENDED, ids=[row["id"] for row in MENDED])
def test_a_fix_does_what_it_promises_and_no_part_of_it_does(row: dict[str, Any]) -> None:
    """The network with the fix made gives the verdict; with only some of its changes made, it does not."""
    for fix in repair(diagnosed(row)):
        assert fix.verified
        after = diagnosed(row, *fix.changes)
        assert after.verdict is fix.verdict_after
        codes = {finding.rule.code for finding in after.findings}
        assert not codes & set(fix.findings)
        for size in range(len(fix.changes)):
            for part in combinations(fix.changes, size):
                assert not does_as_much(row, part, fix), [change.text for change in part]


def does_as_much(row: dict[str, Any], part: tuple[Change, ...], fix: Fix) -> bool:
    """Say whether a part of a fix gives the fix's verdict by itself; what AWS refuses does not."""
    try:
        return diagnosed(row, *part).verdict is fix.verdict_after
    except AskerError:
        return False


@pytest.mark.parametrize("row", MENDED, ids=[row["id"] for row in MENDED])
def test_a_fix_can_be_typed_as_a_what_if(row: dict[str, Any]) -> None:
    """The words of a fix, read one after the other, are the fix."""
    snapshot = snapshot_for(row)
    for fix in repair(diagnosed(row)):
        network, changes = snapshot, []
        for change in fix.changes:
            changes.append(read_change(change.text, network))
            network = apply_changes(changes[-1:], network)
        before, after = what_if(asked(row["ask"]), snapshot, changes)
        assert tuple(changes) == fix.changes
        assert [d.verdict for d in before] == [diagnosed(row).verdict]
        assert [d.verdict for d in after] == [fix.verdict_after]


@pytest.mark.parametrize("row", MENDED, ids=[row["id"] for row in MENDED])
def test_a_fix_says_how_to_make_it_and_what_to_beware_of(row: dict[str, Any]) -> None:
    """There are commands for every change, in the row's Region, and nothing is left to be filled in."""
    region = row.get("region", REGION)
    for fix in repair(diagnosed(row)):
        assert len(fix.cli) >= len(fix.changes)
        assert len(fix.descriptions) == len(fix.changes)
        assert all("<" not in command and "None" not in command for command in fix.cli)
        assert all(f"--region {region}" in c or "aws route53 " in c for c in fix.cli)
        assert fix.terraform.count("{") == fix.terraform.count("}")
        assert fix.terraform


@pytest.mark.parametrize("row", MENDED, ids=[row["id"] for row in MENDED])
def test_what_a_fix_leaves_unsaid_stays_as_it_was(row: dict[str, Any]) -> None:
    """Every subnet and service whose verdict differs after the fix is a side effect, and no other is."""
    fix = repair(diagnosed(row))[0]
    own = diagnosed(row).case
    told = {(e.subnet_id, e.service): (e.before, e.after) for e in fix.side_effects}
    before, after = snapshot_for(row), apply_changes(fix.changes, snapshot_for(row))
    for subnet_id in before.subnets:
        for service in ("s3", "dynamodb", "ec2", "sts"):
            query = Query(source=subnet_id, to=service)
            pair = (diagnose(query, before)[0].verdict, diagnose(query, after)[0].verdict)
            if (subnet_id, service) == (own.source.subnet_id, own.destination.service):
                continue
            assert told.get((subnet_id, service), (pair[0], pair[0])) == pair, (subnet_id, service)
