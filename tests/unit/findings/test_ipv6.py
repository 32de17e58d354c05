"""The rules about IPv6 and dual-stack names: where they fire, and where they must stay quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diagnostics.model.filters import FilterRule
from diagnostics.model.network import InternetGateway, PrefixList
from tests.unit.findings.place import VPC, Place, Row, both, entry, nothing, of, outcome, rows, to

if TYPE_CHECKING:
    from tests.unit.findings.place import Change

DUAL = "s3.dualstack.ap-northeast-2.amazonaws.com"
DYNAMODB = "dynamodb.ap-northeast-2.api.aws"
BLOCK, OWN = "2406:da12:40::/56", "2406:da12:40:1::/64"
LIST = PrefixList(
    id="pl-s3-6", name="com.amazonaws.ap-northeast-2.ipv6.s3", aws=True, cidrs=("2406:da70:c000::/40",), family="IPv6"
)


def _dual_stack(place: Place) -> None:
    """Give subnet-a1 IPv6 and a way out by an egress-only gateway, with filters open to it."""
    place.change("vpcs", VPC, ipv6_cidrs=(BLOCK,))
    place.change("subnets", "subnet-a1", ipv6_cidrs=(OWN,))
    place.change("enis", "eni-a1", ipv6_ips=("2406:da12:40:1::10",))
    place.put("egress_only_gateways", InternetGateway(id="eigw-0a", vpc_ids=(VPC,)))
    place.route("rtb-a1", to(BLOCK, "local"), to("::/0", "eigw-0a"))
    place.change("security_groups", "sg-app", egress=(FilterRule(protocol="-1", cidrs=("0.0.0.0/0", "::/0")),))
    acl = place.parts["network_acls"]["acl-0a"]
    opened = (entry(101, "::/0", egress=True), entry(101, "::/0", egress=False))
    place.change("network_acls", "acl-0a", entries=(*acl.entries, *opened))


def _ipv6_only(*, dns64: bool, routed: bool = True) -> Change:
    def made(place: Place) -> None:
        _dual_stack(place)
        place.change("subnets", "subnet-a1", cidr="", dns64=dns64)
        place.change("enis", "eni-a1", private_ips=())
        if routed:
            place.route("rtb-a1", to("64:ff9b::/96", "nat-0a"))

    return made


def _carrying_both(place: Place) -> None:
    place.put("prefix_lists", LIST)
    place.gateway("rtb-a1", ip_address_type="dualstack")
    place.route("rtb-a1", to("pl-s3-6", "vpce-gw-s3"))


CASES: dict[str, list[tuple[str, Change, str, str, bool | str]]] = {
    "V6-001": [
        (
            "an IPv4 gateway endpoint",
            both(_dual_stack, lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            DUAL,
            "ipv4_endpoint",
        ),
        (
            "DynamoDB's carries IPv4 only",
            both(_dual_stack, lambda p: p.gateway("rtb-a1", service="dynamodb")),
            "subnet-a1",
            DYNAMODB,
            "ipv4_only_service",
        ),
        (
            "AAAA records only, and a source with IPv4 only",
            lambda p: p.gateway("rtb-a1", ip_address_type="dualstack", dns_record_ip_type="ipv6"),
            "subnet-a1",
            "s3",
            "ipv6_records_only",
        ),
        ("an endpoint that carries both", both(_dual_stack, _carrying_both), "subnet-a1", DUAL, False),
        ("an IPv4 name", both(_dual_stack, lambda p: p.gateway("rtb-a1")), "subnet-a1", "s3", False),
        ("a source without IPv6", lambda p: p.gateway("rtb-a1"), "subnet-a1", DUAL, False),
        ("no endpoint at all", _dual_stack, "subnet-a1", DUAL, False),
    ],
    "V6-002": [
        ("by NAT64 past the endpoint", _ipv6_only(dns64=True), "subnet-a1", "s3", "nat64"),
        ("no route for NAT64", _ipv6_only(dns64=True, routed=False), "subnet-a1", "s3", "nat64_without_route"),
        ("no DNS64", _ipv6_only(dns64=False), "subnet-a1", "s3", "no_ipv4"),
        ("a dual-stack name", both(_ipv6_only(dns64=False), _carrying_both), "subnet-a1", DUAL, False),
        ("a subnet of both families", _dual_stack, "subnet-a1", "s3", False),
        ("an IPv4 subnet", nothing, "subnet-a1", "s3", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_where_it_should_and_only_there(row: Row) -> None:
    """Each line of the table: what is changed, what is asked, and whether the rule fires."""
    assert outcome(row) == row.fires


@pytest.mark.parametrize(
    ("code", "change", "words"),
    [
        ("V6-001", both(_dual_stack, lambda p: p.gateway("rtb-a1")), "--vpc-endpoint-id vpce-gw-s3 --ip-address-type dual"),
        ("GWE-001", _dual_stack, "--route-table-ids rtb-a1 --ip-address-type dualstack"),
        (
            "RTE-004",
            both(_dual_stack, lambda p: p.route("rtb-a1", without="::/0")),
            "--destination-ipv6-cidr-block ::/0 --egress-only-internet-gateway-id eigw-0a",
        ),
        (
            "ACL-001",
            both(
                _dual_stack,
                _carrying_both,
                lambda p: p.acl("subnet-a1", entry(100, "0.0.0.0/0", egress=True), entry(100, "0.0.0.0/0", egress=False)),
            ),
            "--ipv6-cidr-block ::/0 --rule-action allow",
        ),
        (
            "SGR-001",
            both(
                _dual_stack,
                _carrying_both,
                lambda p: p.change("security_groups", "sg-app", egress=(FilterRule(protocol="-1", cidrs=("0.0.0.0/0",)),)),
            ),
            "PrefixListIds=[{PrefixListId=pl-s3-6}]",
        ),
    ],
)
def test_the_commands_are_for_the_family_that_is_stopped(code: str, change: Change, words: str) -> None:
    """What IPv6 lacks is given to IPv6."""
    found = of(code, change, "eni-a1", DUAL)
    assert found is not None
    assert any(words in command for command in found.cli)


def test_the_commands_for_an_ipv6_only_subnet_complete_the_translation_where_no_endpoint_can_serve_it() -> None:
    """DNS64 on, and the route that NAT64 needs."""
    found = of("V6-002", _ipv6_only(dns64=False, routed=False), "subnet-a1", "s3")
    assert found is not None
    assert "--enable-dns64" in found.cli[0]
    assert "--destination-ipv6-cidr-block 64:ff9b::/96 --nat-gateway-id nat-0a" in found.cli[1]
