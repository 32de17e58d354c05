"""What was taken for granted is said: here, that an address which nobody has stands for its subnet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diagnostics import Query, diagnose
from diagnostics.collect import Answers, snapshot_of
from diagnostics.explain import explain
from tests.scenarios.network import changed

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

HIDDEN = {"refused": {"key": "describe-network-interfaces", "code": "UnauthorizedOperation"}}


def _said(source: str, lang: Lang, *given: dict[str, dict[str, str]]) -> str:
    (found,) = diagnose(Query(source=source, to="s3"), snapshot_of(Answers(said=changed(list(given)))))
    return " ".join(explain(found, lang).assumptions)


@pytest.mark.parametrize(
    ("lang", "said"), [("ko", "IP가 10.0.1.77인 네트워크 인터페이스가 없어서"), ("en", "No network interface has")]
)
def test_an_address_that_no_interface_has_is_said_to_stand_for_its_subnet(lang: Lang, said: str) -> None:
    """The address and the subnet are named; one that an interface has is nothing to speak of."""
    told = _said("10.0.1.77", lang)
    assert said in told
    assert "10.0.1.77" in told
    assert "orchard" in told
    assert said not in _said("10.0.1.10", lang)
    assert said not in _said("subnet-a1", lang)


@pytest.mark.parametrize(
    ("lang", "said"), [("ko", "볼 수 없어서 IP 10.0.1.77의 주인을 몰라요"), ("en", "could not be seen")]
)
def test_interfaces_that_nobody_saw_are_not_called_absent(lang: Lang, said: str) -> None:
    """The address may well be somebody's."""
    assert said in _said("10.0.1.77", lang, HIDDEN)
