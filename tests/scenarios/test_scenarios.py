"""Every scenario, the reference's and our own, as data: the verdict, the way, and which findings must be there or not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))

from network import REGION, changed

from diagnostics import Diagnosis, Query, diagnose
from diagnostics.collect import Answers, Meta, snapshot_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SCENARIOS: list[dict[str, Any]] = [
    row for file in sorted(HERE.glob("*.yaml")) for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]
#: Findings that the reference calls ambient: always allowed, never asked for.
CLASSES = {
    "PRIVATE": "private",
    "PUBLIC": "public",
    "BLOCKED": "blocked",
    "MIXED": "mixed",
    "AMBIGUOUS": "mixed",
    "UNKNOWN": "unknown",
    "NOT": "not-in-vpc",
}


def asked(ask: dict[str, str]) -> Query:
    """Give the question of a scenario: from where, to what, as whom."""
    return Query(source=ask["from"], to=ask["to"], principal=ask.get("as", ""))


def solved(scenario: dict[str, Any]) -> Diagnosis:
    """Give the diagnosis of a scenario, by way of AWS's own answers."""
    region = scenario.get("region", REGION)
    answers = Answers(said=changed(scenario["given"], region), meta=Meta(region=region))
    (diagnosis,) = diagnose(asked(scenario["ask"]), snapshot_of(answers))
    return diagnosis


def found(diagnosis: Diagnosis) -> Iterator[str]:
    """Give every way to name a finding of the diagnosis: code, code:cause, code!severity."""
    for finding in diagnosis.findings:
        yield finding.rule.code
        yield f"{finding.rule.code}:{finding.cause}"
        yield f"{finding.rule.code}!{finding.weight}"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[row["id"] for row in SCENARIOS])
def test_the_scenario_comes_out_as_the_reference_says(scenario: dict[str, Any]) -> None:
    """The verdict, path, class, flags, parts and findings are those of the reference."""
    diagnosis = solved(scenario)
    walked = " -> ".join(f"{h.kind}:{h.id}" for h in diagnosis.hops)
    names = set(found(diagnosis))
    assert diagnosis.verdict == scenario["verdict"], walked
    assert diagnosis.path == scenario.get("path", scenario["verdict"]), walked
    assert diagnosis.verdict_class == scenario.get("class", CLASSES.get(scenario["verdict"].split("_")[0]))
    assert set(scenario.get("flags", ())) <= set(diagnosis.flags)
    assert not set(scenario.get("unflagged", ())) & set(diagnosis.flags)
    for member, value in scenario.get("destination", {}).items():
        assert getattr(diagnosis.case.destination, member) == value
    assert set(scenario.get("gaps", ())) <= {f"{gap.call} {gap.reason} {gap.subject}" for gap in diagnosis.gaps}
    if "then" in scenario:
        assert diagnosis.then == scenario["then"]
    if "confidence" in scenario:
        assert diagnosis.confidence == scenario["confidence"]
    if "hops" in scenario:
        assert [h.kind for h in diagnosis.hops] == scenario["hops"]
    if "parts" in scenario:
        assert {p.when.en: p.verdict.value for p in diagnosis.parts} == scenario["parts"]
    assert set(scenario.get("findings", ())) <= names, f"{sorted(names)} on {walked}"
    for unwanted in scenario.get("absent", ()):
        stem = unwanted.removesuffix("*")
        clash = {n for n in names if (n.startswith(stem) if unwanted.endswith("*") else n == unwanted)}
        assert not clash, f"{clash} on {walked}"
