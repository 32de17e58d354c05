"""Diagnoses of the scenarios' network with changes made to it, for whatever shows or mends them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from diagnostics import Query, diagnose
from diagnostics.collect import Answers, Meta, snapshot_of
from tests.scenarios.network import REGION, changed

if TYPE_CHECKING:
    from diagnostics import Diagnosis, Snapshot

Given = list[dict[str, Any]]
UNUSED_GATEWAY: Given = [{"gateway": {"tables": ["rtb-main"]}}]
PRIVATE_DNS_OFF: Given = [{"interface": {"service": "s3", "private_dns": False}}]


def network(given: Given, more: int = 0) -> Snapshot:
    """Give the scenarios' network with changes, and so many more subnets on orchard's table."""
    said = copy.deepcopy(changed(given))
    subnets = said["describe-subnets"]["Subnets"]
    tables = said["describe-route-tables"]["RouteTables"]
    table = next(t for t in tables if t["RouteTableId"] == "rtb-a1")
    for n in range(more):
        name = f"subnet-w{n:03}"
        subnets.append(subnets[0] | {"SubnetId": name, "CidrBlock": f"10.0.{100 + n}.0/24", "Tags": []})
        table["Associations"].append(
            {
                "RouteTableAssociationId": f"rtbassoc-{n}",
                "RouteTableId": "rtb-a1",
                "SubnetId": name,
                "Main": False,
                "AssociationState": {"State": "associated"},
            }
        )
    return snapshot_of(Answers(said=said, meta=Meta(region=REGION)))


def one(snapshot: Snapshot, source: str = "subnet-a1", to: str = "s3") -> Diagnosis:
    """Give the one diagnosis of a source."""
    (found,) = diagnose(Query(source=source, to=to), snapshot)
    return found
