"""Diagnoses of the scenarios' network, by scenario or by the changes made to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from diagnostics import Query, diagnose
from diagnostics.collect import Answers, Meta, snapshot_of
from diagnostics.evidence import compare, read_evidence
from tests.scenarios.network import REGION, changed

if TYPE_CHECKING:
    from diagnostics import Diagnosis
    from diagnostics.evidence import Reading

SCENARIOS: dict[str, dict[str, Any]] = {
    row["id"]: row
    for file in sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))
}
HOST = f"s3.{REGION}.amazonaws.com"


def diagnosed(given: list[dict[str, Any]], source: str = "eni-a1", to: str = "s3") -> Diagnosis:
    """Give the diagnosis of one question after changes to the scenarios' network."""
    answers = Answers(said=changed(given), meta=Meta(region=REGION))
    (diagnosis,) = diagnose(Query(source=source, to=to), snapshot_of(answers))
    return diagnosis


def scenario(name: str) -> Diagnosis:
    """Give the diagnosis of a scenario of the reference."""
    row = SCENARIOS[name]
    region = row.get("region", REGION)
    answers = Answers(said=changed(row["given"], region), meta=Meta(region=region))
    (diagnosis,) = diagnose(Query(source=row["ask"]["from"], to=row["ask"]["to"]), snapshot_of(answers))
    return diagnosis


def reading(pasted: str, diagnosis: Diagnosis) -> Reading:
    """Give what the one observation in pasted output comes to beside a diagnosis."""
    (found,) = compare(read_evidence(pasted), diagnosis).readings
    return found


def gateway() -> Diagnosis:
    """Give the diagnosis of a subnet whose table has the gateway endpoint's route."""
    return diagnosed([{"gateway": {"tables": ["rtb-a1"]}}])


def through_nat() -> Diagnosis:
    """Give the diagnosis of a subnet that reaches S3 through the NAT gateway."""
    return diagnosed([])


def interface() -> Diagnosis:
    """Give the diagnosis of a name that the EC2 API's interface endpoint answers."""
    return diagnosed([{"interface": {"service": "ec2"}}], to="ec2")


def isolated() -> Diagnosis:
    """Give the diagnosis of a subnet that has no route out."""
    return diagnosed([{"no_route": {"table": "rtb-a1", "to": "0.0.0.0/0"}}])
