"""What a change does to ways that nobody asked about: a way that stays of its kind is not told as if it turned."""

from __future__ import annotations

import pytest

from diagnostics.explain.elsewhere import elsewhere
from diagnostics.model.change import SideEffect
from diagnostics.model.trace import Verdict
from tests.unit.console.diagnosed import network, one


def _said(before: Verdict, after: Verdict) -> tuple[str, str]:
    effect = SideEffect(subnet_id="subnet-a2", service="ec2", before=before, after=after)
    korean, english = (elsewhere((effect,), one(network([])), lang)[0] for lang in ("ko", "en"))
    return korean, english


@pytest.mark.parametrize(
    ("before", "after", "ko", "en"),
    [
        (
            Verdict.BLOCKED_NO_ROUTE,
            Verdict.BLOCKED_BLACKHOLE,
            "트래픽은 계속 막히고 막히는 이유만 달라져요(블랙홀 라우트에서 막힘).",
            "stays blocked, now for another reason (the route is a blackhole).",
        ),
        (
            Verdict.PUBLIC_VIA_NAT_GATEWAY,
            Verdict.PUBLIC_VIA_IGW,
            "트래픽은 여전히 공인 경로로 나가고 지나는 길만 달라져요(",
            "stays public but takes another path (straight through an internet gateway",
        ),
        (
            Verdict.PRIVATE_GATEWAY_ENDPOINT,
            Verdict.PRIVATE_INTERFACE_ENDPOINT,
            "트래픽은 그대로 프라이빗하고 지나는 길만 달라져요(",
            "stays private but takes another path (through an interface endpoint",
        ),
    ],
)
def test_a_way_that_stays_of_its_kind_is_said_to_stay(before: Verdict, after: Verdict, ko: str, en: str) -> None:
    """Blocked for another reason is still blocked; public by another way is still public."""
    korean, english = _said(before, after)
    assert ko in korean
    assert en in english


def test_a_way_that_turns_is_said_to_turn() -> None:
    """What worked and is blocked then stops working; the name does not say it twice."""
    korean, english = _said(Verdict.PUBLIC_VIA_NAT_GATEWAY, Verdict.BLOCKED_BLACKHOLE)
    assert "막혀요(블랙홀 라우트에서 막힘)" in korean
    assert "stops working (the route is a blackhole)" in english
    assert "gets through too (private, " in _said(Verdict.BLOCKED_NO_ROUTE, Verdict.PRIVATE_GATEWAY_ENDPOINT)[1]
