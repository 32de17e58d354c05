"""The rules about what lies beyond the VPC: where they fire, and where they must stay quiet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from diagnostics.model.finding import Severity
from diagnostics.model.network import Peering, RouteTable, Subnet, Vpc, VpcEndpoint
from tests.unit.findings.place import REGION, Place, Row, both, of, outcome, rows, to

if TYPE_CHECKING:
    from tests.unit.findings.place import Change

HUB = "vpc-hub"


def hub(place: Place, *, service: str = "ec2", routed: bool = True) -> None:
    """Put a VPC with an interface endpoint behind a peering connection."""
    place.put("vpcs", Vpc(id=HUB, owner="111122223333", cidrs=("10.9.0.0/16",), dns_support=True, dns_hostnames=True))
    place.put("subnets", Subnet(id="subnet-hub", vpc_id=HUB, az_id="apne2-az1", cidr="10.9.1.0/24"))
    place.put(
        "peerings",
        Peering(
            id="pcx-0a",
            requester_vpc="vpc-0a",
            accepter_vpc=HUB,
            requester_cidrs=("10.0.0.0/16",),
            accepter_cidrs=("10.9.0.0/16",),
        ),
    )
    back = (to("10.9.0.0/16", "local"), to("10.0.0.0/16", "pcx-0a"))
    place.put("route_tables", RouteTable(id="rtb-hub", vpc_id=HUB, subnet_ids=("subnet-hub",), routes=back))
    eni = replace(place.parts["enis"]["eni-a1"], id="eni-hub", vpc_id=HUB, subnet_id="subnet-hub", private_ips=("10.9.1.9",))
    place.put("enis", replace(eni, type="vpc_endpoint", instance_id=None))
    name = f"com.amazonaws.{REGION}.{service}"
    place.put(
        "endpoints",
        VpcEndpoint(
            id="vpce-0b0b",
            vpc_id=HUB,
            type="Interface",
            service_name=name,
            subnet_ids=("subnet-hub",),
            eni_ids=("eni-hub",),
            private_dns=True,
        ),
    )
    if routed:
        place.route("rtb-a1", to("10.9.0.0/16", "pcx-0a"))


def without_route(place: Place) -> None:
    """Put the hub there without a route to it."""
    hub(place, routed=False)


def with_own(service: str) -> Change:
    """Put an endpoint for the service into the VPC itself, beside the hub's."""
    return both(hub, lambda p: p.interface(service))


CASES: dict[str, list[tuple[str, Change, str, str, bool | str]]] = {
    "IFE-011": [
        ("a hub that has the endpoint, and no name for it here", hub, "subnet-a1", "ec2", True),
        ("the hub has another service's", hub, "subnet-a1", "sts", False),
        ("nothing leads to the hub", without_route, "subnet-a1", "ec2", False),
        ("an endpoint of one's own", with_own("ec2"), "subnet-a1", "ec2", False),
        ("zones were not seen", both(hub, lambda p: p.gap("route53:ListHostedZonesByVPC")), "subnet-a1", "ec2", False),
        ("DynamoDB is not for zones of one's own", lambda p: hub(p, service="dynamodb"), "subnet-a1", "dynamodb", False),
        (
            "a gateway endpoint of one's own serves S3",
            both(lambda p: hub(p, service="s3"), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_a_nat_instance_whose_group_has_no_inbound_rule_is_told_without_certainty() -> None:
    """A list of rules that is empty is worth a look; one that is missing says nothing."""

    def routed(place: Place) -> None:
        place.change("enis", "eni-pub", source_dest_check=False)
        place.route("rtb-a1", to("0.0.0.0/0", "eni-pub"), without="0.0.0.0/0")

    def empty(place: Place) -> None:
        routed(place)
        place.change("security_groups", "sg-app", unsaid=frozenset())

    assert of("RTE-009", routed, "subnet-a1", "s3") is None
    found = of("RTE-009", empty, "subnet-a1", "s3")
    assert found is not None
    assert (found.weight, found.subject) == (Severity.HIGH, "eni-pub")


def test_the_zone_that_exists_is_associated_rather_than_made_anew() -> None:
    """Without a zone of that name, the commands make one and its two records."""
    found = of("IFE-011", hub, "subnet-a1", "ec2")
    assert found is not None
    assert found.cli[0].startswith(f"aws route53 create-hosted-zone --name ec2.{REGION}.amazonaws.com ")
    assert f'"Name":"*.ec2.{REGION}.amazonaws.com"' in found.cli[1]
