"""Every scenario with one answer of AWS taken away: what was not seen is never called absent, nor a guess a certainty."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from network import REGION, changed
from test_scenarios import SCENARIOS

from diagnostics import Diagnosis, Query, diagnose
from diagnostics.collect import Answers, Meta, Refusal, snapshot_of
from diagnostics.model.flow import AskerError
from diagnostics.model.trace import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a question cannot do without: the places that it names.
PLACES = (
    "describe-vpcs",
    "describe-subnets",
    "describe-network-interfaces",
    "describe-instances",
    "get-function-configuration",
)
#: Findings that say that something does not exist, and the answer that has to be there to say so.
ABSENCES = {
    "GWE-001": "describe-vpc-endpoints",
    "IFE-009": "describe-vpc-endpoints",
    "NAT-001": "describe-nat-gateways",
    "OBS-001": "describe-flow-logs",
    "RTE-005": "describe-route-tables",
}


def solved(answers: dict[str, Any], scenario: dict[str, Any]) -> Diagnosis:
    """Give the diagnosis of a scenario from other answers."""
    ask = scenario["ask"]
    query = Query(source=ask["from"], to=ask["to"], principal=ask.get("as", ""))
    (diagnosis,) = diagnose(query, snapshot_of(Answers(said=answers, meta=Meta(region=scenario.get("region", REGION)))))
    return diagnosis


def poorer(answers: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the answers without one of them: once never asked for, once refused."""
    for key, said in answers.items():
        rest = {k: v for k, v in answers.items() if k != key}
        yield key, rest
        if not isinstance(said, Refusal):
            yield key, rest | {key: Refusal("UnauthorizedOperation")}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[row["id"] for row in SCENARIOS])
def test_an_answer_less_never_makes_another_verdict_certain(scenario: dict[str, Any]) -> None:
    """Whichever answer is missing or refused, a class of verdict that the whole truth contradicts is never told for sure."""
    answers = changed(scenario["given"], scenario.get("region", REGION))
    whole = solved(answers, scenario)
    for key, rest in poorer(answers):
        try:
            guess = solved(rest, scenario)
        except AskerError:
            assert key.startswith(PLACES), key
            continue
        if guess.verdict_class is not whole.verdict_class:
            assert guess.confidence is not Confidence.HIGH, f"{key}: {guess.verdict}, for sure, where it is {whole.verdict}"
        told = {finding.rule.code for finding in guess.findings}
        for code, needed in ABSENCES.items():
            assert code not in told or needed != key, f"{code} without {key}"
