"""Answers that AWS may give, and questions that people may ask, which no scenario can hold: one sentence, never a crash."""

from __future__ import annotations

import pytest

from diagnostics import Query, diagnose
from diagnostics.analysis.judge import full_access
from diagnostics.collect import Answers, Meta, snapshot_of
from diagnostics.model.flow import AskerError
from tests.scenarios.network import REGION, changed


def asked(source: str, to: str, **subnet: str) -> None:
    """Diagnose the baseline, with members of subnet-a1 set to something else."""
    answers = changed([], REGION)
    answers["describe-subnets"]["Subnets"][0].update(subnet)
    diagnose(Query(source=source, to=to), snapshot_of(Answers(said=answers, meta=Meta(region=REGION))))


def test_an_interface_of_a_subnet_that_could_not_be_read_is_out_of_sight() -> None:
    """The interface was listed, and its subnet has a row that makes no sense."""
    with pytest.raises(AskerError) as told:
        asked("eni-a1", "s3", CidrBlock="ten")
    assert told.value.code == "source-unseen"


@pytest.mark.parametrize("to", ["10.0.1.5", "https://10.0.1.5/", "https://[fd00::5]/"])
def test_an_address_names_no_service(to: str) -> None:
    """Who answers at an address is not known, so no way to a service can be told."""
    with pytest.raises(AskerError) as told:
        asked("subnet-a1", to)
    assert told.value.code == "unreadable-destination"


def test_a_policy_that_nests_too_deep_is_no_full_access() -> None:
    """It cannot be read, and what cannot be read lets nothing through for certain."""
    assert not full_access("[" * 200_000)
