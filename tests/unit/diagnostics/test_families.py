"""IPv4 and IPv6: what a sender has, what a name answers with, and what NAT64 makes of it."""

from __future__ import annotations

import copy
import ipaddress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.analysis.families import ipv6_only, sender_addresses, usable_answers
from diagnostics.analysis.record_types import by_endpoint, is_dual_stack
from diagnostics.model.addresses import NAT64, V6, AddressSet, embedded, synthesised
from diagnostics.model.flow import Destination, Source
from diagnostics.model.network import Subnet, VpcEndpoint
from diagnostics.model.snapshot import Snapshot
from diagnostics.model.trace import Resolution
from tests.unit.diagnostics.drawn_network import worlds
from tests.unit.diagnostics.in_aws_words import described
from tests.unit.diagnostics.test_oracle import SERVICES, solved, unhurried

if TYPE_CHECKING:
    from tests.unit.diagnostics.drawn_network import World

_CIDRS = st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 32)), max_size=4).map(
    lambda drawn: AddressSet.of([f"{ipaddress.IPv4Address(a)}/{n}" for a, n in drawn])
)


@given(_CIDRS)
def test_nat64_takes_away_what_dns64_puts_in_front(addresses: AddressSet) -> None:
    """The synthesised addresses are in 64:ff9b::/96, as many as before, and lead back to the same ones."""
    made = synthesised(addresses)
    assert NAT64.covers(made)
    assert made.size() == addresses.size()
    assert embedded(made) == addresses


def test_dns64_writes_the_ipv4_address_into_the_last_32_bits() -> None:
    """As RFC 6052 shows it."""
    assert synthesised(AddressSet.of(("192.0.2.33",))).cidrs() == ("64:ff9b::c000:221/128",)
    assert not embedded(AddressSet.of(("2001:db8::1",), V6))


def _source(**fields: Any) -> Source:
    return Source(asked="subnet-1", vpc_id="vpc-1", subnet_id="subnet-1", **fields)


def _snapshot(**fields: Any) -> Snapshot:
    return Snapshot(subnets={"subnet-1": Subnet(id="subnet-1", vpc_id="vpc-1", **fields)})


_BOTH = Resolution(
    via="public",
    addresses=AddressSet.of(("52.0.0.0/24",)),
    ipv6=Resolution(via="public", addresses=AddressSet.of(("2600::/24",), V6)),
)


@pytest.mark.parametrize(
    ("subnet", "own", "families"),
    [
        ({"cidr": "10.0.0.0/24"}, {}, [4]),
        ({"cidr": "10.0.0.0/24", "ipv6_cidrs": ("2600:1::/64",)}, {}, [4, 6]),
        ({"ipv6_cidrs": ("2600:1::/64",)}, {}, [6]),
        ({"cidr": "10.0.0.0/24", "ipv6_cidrs": ("2600:1::/64",)}, {"private_ips": ("10.0.0.9",), "ipv6_ips": ()}, [4]),
        (
            {"cidr": "10.0.0.0/24", "ipv6_cidrs": ("2600:1::/64",)},
            {"private_ips": ("10.0.0.9",), "ipv6_ips": ("2600:1::9",)},
            [4, 6],
        ),
    ],
)
def test_a_source_uses_the_records_of_the_families_that_it_has(
    subnet: dict[str, Any], own: dict[str, Any], families: list[int]
) -> None:
    """Its own addresses decide where they are known, else its subnet's ranges."""
    kept = usable_answers(_BOTH, _source(**own), _snapshot(**subnet))
    assert [answer.addresses.family for answer in kept if answer.addresses] == families


def test_a_subnet_without_ipv4_range_is_ipv6_only() -> None:
    """And its senders have the addresses of its range."""
    source, snapshot = _source(), _snapshot(ipv6_cidrs=("2600:1::/64",))
    assert ipv6_only(source, snapshot)
    assert sender_addresses(source, snapshot, V6).cidrs() == ("2600:1::/64",)
    assert not sender_addresses(source, snapshot)


@pytest.mark.parametrize(
    ("name", "ip_type", "records", "families"),
    [
        ("ec2.us-east-1.amazonaws.com", "ipv4", "", {4}),
        ("ec2.us-east-1.amazonaws.com", "dualstack", "service-defined", {4}),
        ("ec2.us-east-1.api.aws", "dualstack", "service-defined", {4, 6}),
        ("vpce-1-a.ec2.us-east-1.vpce.amazonaws.com", "dualstack", "service-defined", {4, 6}),
        ("ec2.us-east-1.amazonaws.com", "dualstack", "dualstack", {4, 6}),
        ("ec2.us-east-1.amazonaws.com", "dualstack", "ipv6", {6}),
        ("ec2.us-east-1.amazonaws.com", "ipv6", "ipv6", {6}),
        ("ec2.us-east-1.amazonaws.com", "dualstack", "ipv4", {4}),
        ("ec2.us-east-1.amazonaws.com", "newfangled", "newfangled", {4}),
    ],
)
def test_an_endpoint_answers_with_the_records_of_its_types(
    name: str, ip_type: str, records: str, families: set[int]
) -> None:
    """The DNS record IP type decides; a service-defined one leaves it to the name."""
    endpoint = VpcEndpoint(
        id="vpce-1", vpc_id="vpc-1", type="Interface", ip_address_type=ip_type, dns_record_ip_type=records
    )
    assert by_endpoint(endpoint, name) == families


@pytest.mark.parametrize(
    ("host", "variant", "service", "both"),
    [
        ("s3.dualstack.us-east-1.amazonaws.com", "dualstack", "s3", True),
        ("ec2.us-east-1.api.aws", "dualstack", "ec2", True),
        ("b.s3-accelerate.dualstack.amazonaws.com", "accelerate", "s3", True),
        ("sqs.us-east-1.amazonaws.com", "regional", "sqs", True),
        ("s3.us-east-1.amazonaws.com", "regional", "s3", False),
        ("ec2.us-east-1.amazonaws.com", "regional", "ec2", False),
    ],
)
def test_a_dual_stack_name_is_known_by_how_it_is_written(host: str, variant: str, service: str, *, both: bool) -> None:
    """Only SQS and SNS answer with AAAA records under their plain names."""
    named = Destination(asked=host, service=service, region="us-east-1", hostname=host, variant=variant)
    assert is_dual_stack(named) is both


@given(worlds(), SERVICES)
@settings(unhurried, max_examples=60)
def test_ipv6_changes_nothing_for_names_that_have_ipv4_addresses_only(world: World, service: str) -> None:
    """A drawn network with IPv6 on top, and a way out for it, gives the same verdict as without."""
    answers = described(world)
    dual = copy.deepcopy(answers)
    for row in (*dual["describe-vpcs"]["Vpcs"], *dual["describe-subnets"]["Subnets"]):
        row["Ipv6CidrBlockAssociationSet"] = [{"Ipv6CidrBlock": "2600:1f00::/56"}]
    for row in dual["describe-network-interfaces"]["NetworkInterfaces"]:
        row["Ipv6Addresses"] = [{"Ipv6Address": "2600:1f00::9"}]
    for table in dual["describe-route-tables"]["RouteTables"]:
        table["Routes"].append(
            {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "State": "active"}
        )
    before, after = solved(answers, world.source, service), solved(dual, world.source, service)
    assert (before.verdict, before.path, before.then) == (after.verdict, after.path, after.then)
    assert [f.rule.code for f in before.findings] == [f.rule.code for f in after.findings]
