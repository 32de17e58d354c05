"""Whatever stands wherever in AWS's answers, there is a snapshot."""

from __future__ import annotations

from typing import Any

import pytest

from diagnostics.collect import Answers, snapshot_of
from tests.unit.collect.shapes import every_answer, places, with_instead

COMPLETE = every_answer()


def test_an_answer_with_every_member_is_read_without_a_gap() -> None:
    """Nothing that AWS may send is in the way."""
    seen = snapshot_of(COMPLETE)
    assert seen.gaps == ()
    things = (seen.vpcs, seen.subnets, seen.route_tables, seen.endpoints, seen.endpoint_services, seen.prefix_lists)
    others = (
        seen.nat_gateways,
        seen.internet_gateways,
        seen.egress_only_gateways,
        seen.enis,
        seen.instances,
        seen.security_groups,
    )
    rest = (seen.network_acls, seen.dhcp_options, seen.peerings, seen.hosted_zones, seen.resolver_rules)
    asked = (seen.functions, seen.buckets.get("orchard-data"), seen.buckets.get("harbor-data"))
    assert all((*things, *others, *rest, *asked))
    assert seen.bpa is not None


@pytest.mark.parametrize("key", sorted(COMPLETE.said))
def test_no_value_anywhere_makes_the_reading_crash(key: str) -> None:
    """Every value of every answer is replaced in turn by what does not belong there."""
    body: Any = COMPLETE.said[key]
    for path in places(body):
        for odd in (None, 5, "x", [], {}, ["x"], [{}], {"x": ["y"]}):
            said = {**COMPLETE.said, key: with_instead(body, path, odd)}
            seen = snapshot_of(Answers(said=said, meta=COMPLETE.meta))
            assert all(gap.call for gap in seen.gaps)
