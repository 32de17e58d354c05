"""What a diagnosis costs does not grow with the network around it."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from diagnostics import Query, diagnose
from diagnostics.model.filters import NetworkAcl
from diagnostics.model.network import RouteTable
from tests.unit.findings.place import VPC, Place, entry, to


def crowded(more: int) -> Place:
    """Give the baseline with a gateway and an interface endpoint, and more subnets beside, each with all its own."""
    place = Place()
    place.gateway("rtb-a2")
    place.interface("ec2")
    open_both_ways = (entry(100, "0.0.0.0/0", egress=True), entry(100, "0.0.0.0/0", egress=False))
    for n in range(more):
        subnet = replace(place.parts["subnets"]["subnet-a1"], id=f"subnet-x{n}", vpc_id=f"vpc-x{n // 100}")
        place.put("subnets", subnet)
        place.put("enis", replace(place.parts["enis"]["eni-a1"], id=f"eni-x{n}", subnet_id=subnet.id, group_ids=("sg-x",)))
        routes = (to("10.0.0.0/16", "local"), to("0.0.0.0/0", "nat-0a"))
        place.put("route_tables", RouteTable(id=f"rtb-x{n}", vpc_id=subnet.vpc_id, subnet_ids=(subnet.id,), routes=routes))
        acl = NetworkAcl(id=f"acl-x{n}", vpc_id=subnet.vpc_id, subnet_ids=(subnet.id,), entries=open_both_ways)
        place.put("network_acls", acl)
    assert VPC in place.parts["vpcs"]
    return place


@pytest.mark.parametrize("service", ["s3", "dynamodb", "ec2"])
def test_a_network_forty_times_as_large_costs_one_diagnosis_no_more(service: str) -> None:
    """Counted in function calls, which do not depend on the machine, once the look-ups are made."""
    small, large = (_calls(crowded(more), service) for more in (25, 1000))
    assert large <= small * 1.1 + 50, (small, large)


def _calls(place: Place, service: str) -> int:
    """Count the function calls of one diagnosis after a first one."""
    snapshot, query, count = place.snapshot(), Query(source="subnet-a1", to=service), 0

    def counted(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    diagnose(query, snapshot)
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        diagnose(query, snapshot)
    finally:
        sys.setprofile(before)
    return count
