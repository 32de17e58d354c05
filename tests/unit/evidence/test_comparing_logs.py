"""Flow log records, S3 access log lines and CloudTrail events beside the configuration."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from diagnostics.evidence import Stance
from diagnostics.evidence.compared import explanations as why
from tests.unit.evidence.asked import diagnosed, gateway, interface, isolated, reading, scenario, through_nat

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnostics import Diagnosis


def by_igw() -> Diagnosis:
    """Give the diagnosis of an interface that goes straight to the internet gateway."""
    return diagnosed([], source="eni-pub")


def flow(path: str, source: str = "10.0.1.10", to: str = "52.219.56.9", service: str = "S3", action: str = "ACCEPT") -> str:
    """Give a flow log record in the advised order."""
    return (
        f"5 eni-a1 {source} {to} 51444 443 6 4249 1418530010 1418530070 {action} OK {source} {to} - {service} egress {path} "
        "subnet-a1 apne2-az1"
    )


def access(remote: str) -> str:
    """Give an S3 access log line that names a remote address."""
    return f'7f harbor [06/Feb/2026:00:00:38 +0000] {remote} arn:x 3E57 REST.GET.OBJECT a "GET /a HTTP/1.1" 200 - 1 - 7 -'


def event(source: str, endpoint: str = "") -> str:
    """Give a CloudTrail event."""
    said = {"eventSource": "s3.amazonaws.com", "eventName": "ListBuckets", "sourceIPAddress": source}
    return json.dumps({**said, **({"vpcEndpointId": endpoint} if endpoint else {})})


@pytest.mark.parametrize(
    ("path", "diagnosis", "stance"),
    [
        ("7", gateway, Stance.AGREES),
        ("7", through_nat, Stance.CONTRADICTS),
        ("1", through_nat, Stance.AGREES),
        ("1", gateway, Stance.CONTRADICTS),
        ("8", gateway, Stance.CONTRADICTS),
        ("2", gateway, Stance.AGREES),
        ("2", through_nat, Stance.CONTRADICTS),
        ("7", isolated, Stance.CONTRADICTS),
        ("-", gateway, Stance.SAYS_NOTHING),
    ],
)
def test_the_traffic_path_is_compared_with_the_first_hop(
    path: str, diagnosis: Callable[[], Diagnosis], stance: Stance
) -> None:
    """7 is a gateway endpoint, 8 an internet gateway, 1 something in the VPC, 2 one of two."""
    assert reading(flow(path), diagnosis()).stance is stance


def test_a_public_interfaces_path_is_the_internet_gateway() -> None:
    """8 from an interface with a public address."""
    found = reading(flow("8", source="10.0.0.10"), by_igw())
    assert found.stance is Stance.AGREES
    assert "igw-0a" in found.agreement.ko


def test_a_rejected_flow_agrees_with_a_filter_that_blocks() -> None:
    """And contradicts a diagnosis in which filters let it pass."""
    assert reading(flow("-", action="REJECT"), scenario("S50")).stance is Stance.AGREES
    found = reading(flow("-", action="REJECT"), gateway())
    assert found.stance is Stance.CONTRADICTS
    assert found.explanations[0] == why.OLD_RECORD


def test_a_rejected_flow_says_nothing_where_the_security_groups_are_not_known() -> None:
    """A bare subnet has none: its network ACL may let pass what a security group refuses."""
    bare = diagnosed([{"gateway": {"tables": ["rtb-a1"]}}], source="subnet-a1")
    found = reading(flow("-", action="REJECT"), bare)
    assert found.stance is Stance.SAYS_NOTHING
    assert "without security groups" in found.agreement.en
    assert found.look is not None
    assert "eni-a1" in found.look.ko
    assert "eni-a1" in found.look.en


def test_a_likely_reason_names_the_time_as_people_read_it() -> None:
    """To the minute, with its zone; a stamp of another shape is left as it is."""
    case = gateway().case
    for stamp, said in (("2026-11-23T13:01:59+00:00", "(2026-11-23 13:01 UTC)"), ("in May", "(in May)")):
        snapshot = dataclasses.replace(case.snapshot, taken_at=stamp)
        words = why.changed_since(dataclasses.replace(gateway(), case=dataclasses.replace(case, snapshot=snapshot)))
        assert said in words.ko
        assert said in words.en


def test_an_accepted_flow_contradicts_a_filter_that_blocks() -> None:
    """With or without a traffic path."""
    assert reading(flow("-"), scenario("S50")).stance is Stance.CONTRADICTS
    assert reading(flow("7"), scenario("S50")).stance is Stance.CONTRADICTS


def test_what_leaves_by_a_nat_gateway_that_leads_nowhere_agrees() -> None:
    """The packets leave the subnet as routed, and are lost behind it."""
    broken = diagnosed([{"no_route": {"table": "rtb-pub", "to": "0.0.0.0/0"}}])
    assert broken.verdict == "BLOCKED_NAT_PATH"
    assert reading(flow("1"), broken).stance is Stance.AGREES


def test_a_flow_to_an_endpoints_address_proves_the_interface_endpoint() -> None:
    """No traffic path is needed for that."""
    record = "2 111122223333 eni-a1 10.0.1.10 10.0.1.203 51444 443 6 20 4249 1 2 ACCEPT OK"
    found = reading(record, interface())
    assert found.stance is Stance.AGREES
    assert "vpce-ec2-i" in found.proves.en


def test_a_flow_to_an_endpoints_address_contradicts_a_way_through_nat() -> None:
    """Though its traffic path, something in the VPC, is that of a NAT gateway as well."""
    given = [{"interface": {"service": "s3", "inbound_only": True}}]
    assert reading(flow("1", to="10.0.1.203", service="-"), diagnosed(given)).stance is Stance.CONTRADICTS
    public = diagnosed([{"interface": {"service": "s3", "inbound_only": False}}])
    assert reading(flow("1"), public).stance is Stance.CONTRADICTS
    assert reading(flow("1", to="10.0.1.203", service="-"), public).stance is Stance.AGREES


def test_the_default_format_says_that_it_lacks_the_path() -> None:
    """And what to log instead."""
    record = "2 111122223333 eni-a1 10.0.1.10 52.219.56.9 51444 443 6 20 4249 1 2 ACCEPT OK"
    found = reading(record, gateway())
    assert found.stance is Stance.SAYS_NOTHING
    assert found.look is not None
    assert "traffic-path" in found.look.ko


def test_a_nat_gateways_own_record_agrees_with_a_way_through_it() -> None:
    """The packet's sender is the source, the flow's the NAT gateway."""
    record = (
        "5 eni-nat 10.0.1.10 10.0.0.20 51444 443 6 4249 1 2 ACCEPT OK 10.0.1.10 52.219.56.9 - S3 ingress - "
        "subnet-pub apne2-az1"
    )
    assert reading(record, through_nat()).stance is Stance.AGREES
    assert reading(record, gateway()).stance is Stance.CONTRADICTS


@pytest.mark.parametrize(
    "record",
    [
        flow("7", source="10.0.2.10"),
        flow("1", to="10.0.2.10", service="-"),
        flow("8", to="198.51.100.7", service="-"),
        "2 111122223333 eni-a1 - - - - - - - 1431280876 1431280934 - NODATA",
        "5 eni-a1 52.219.56.9 10.0.1.10 443 5144 6 1 1 2 ACCEPT OK 52.219.56.9 10.0.1.10 S3 - ingress - subnet-a1 apne2-az1",
    ],
    ids=["another source", "another destination", "the internet", "no data", "an answer"],
)
def test_a_record_of_something_else_says_nothing(record: str) -> None:
    """It is not about this source and this destination, or not about the way out."""
    assert reading(record, gateway()).stance is Stance.SAYS_NOTHING


@pytest.mark.parametrize(
    ("remote", "diagnosis", "stance"),
    [
        ("10.0.1.10", gateway, Stance.AGREES),
        ("10.0.1.10", through_nat, Stance.CONTRADICTS),
        ("203.0.113.20", through_nat, Stance.AGREES),
        ("203.0.113.20", gateway, Stance.CONTRADICTS),
        ("203.0.113.10", by_igw, Stance.AGREES),
        ("10.0.2.10", gateway, Stance.SAYS_NOTHING),
        ("198.51.100.7", gateway, Stance.SAYS_NOTHING),
        ("-", gateway, Stance.SAYS_NOTHING),
    ],
)
def test_the_address_that_s3_saw_is_compared(remote: str, diagnosis: Callable[[], Diagnosis], stance: Stance) -> None:
    """A private address came through an endpoint, the NAT gateway's Elastic IP through NAT; others are others'."""
    assert reading(access(remote), diagnosis()).stance is stance
    if remote != "-":
        assert reading(event(remote), diagnosis()).stance is stance


def test_the_nats_elastic_ip_may_be_another_clients() -> None:
    """Many hosts share it, which is the first explanation."""
    assert reading(access("203.0.113.20"), gateway()).explanations[0] == why.OTHER_CLIENT


def test_the_nats_private_ip_agrees_with_a_gateway_endpoint_behind_it() -> None:
    """S3 sees it where the endpoint is on the NAT gateway's own table."""
    assert reading(access("10.0.0.20"), scenario("S22")).stance is Stance.AGREES
    assert reading(access("10.0.0.20"), through_nat()).stance is Stance.CONTRADICTS


def test_cloudtrail_names_the_endpoint() -> None:
    """The same endpoint agrees; another, or any where none is expected, contradicts."""
    assert reading(event("10.0.1.10", "vpce-s3"), gateway()).stance is Stance.AGREES
    assert reading(event("10.0.1.10", "vpce-0other"), gateway()).stance is Stance.CONTRADICTS
    assert reading(event("10.0.1.10", "vpce-s3"), through_nat()).stance is Stance.CONTRADICTS
    assert reading(event("10.0.2.10", "vpce-0other"), gateway()).stance is Stance.SAYS_NOTHING


@pytest.mark.parametrize(("source", "endpoint"), [("AWS Internal", ""), ("cloudtrail.amazonaws.com", "AWS Internal")])
def test_calls_of_aws_itself_say_nothing(source: str, endpoint: str) -> None:
    """Neither an address nor an endpoint of the account's is in them."""
    assert reading(event(source, endpoint), gateway()).stance is Stance.SAYS_NOTHING
