"""What could not be seen is told in its own place, and not as a cause as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.blocks import diagnosis as blocks
from bot.blocks.diagnosis import Told
from diagnostics.explain import explain
from tests.unit.evidence.asked import diagnosed, scenario

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

LANGUAGES: tuple[Lang, ...] = ("ko", "en")
CALL = "ec2:SearchTransitGatewayRoutes"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refused_call_is_told_among_what_was_not_seen_alone(lang: Lang) -> None:
    """The finding stays in the diagnosis; the permission is named once."""
    diagnosis = scenario("S29")
    told = explain(diagnosis, lang)
    assert "PRM-001" in {finding.rule.code for finding in diagnosis.findings}
    assert "PRM-001" not in {cause.code for cause in told.findings}
    assert "RTE-007" in {cause.code for cause in told.causes}
    assert " ".join(told.unseen).count(CALL) == 1


def test_where_nothing_else_is_wrong_what_was_not_seen_answers_why() -> None:
    """Nothing is said to stand in the way, or not to: it is not known."""
    gateway = {"gateway": {"tables": ["rtb-a1"]}}
    hidden = {"refused": {"key": "describe-route-tables", "code": "UnauthorizedOperation"}}
    found = diagnosed([gateway, hidden], source="subnet-a1")
    told = Told(found, explain(found, "en"))
    assert told.explanation.causes == ()
    assert blocks.causes(told) == []
    assert blocks.reasons(told) == blocks.unseen(told) != []
