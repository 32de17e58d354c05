"""The rules about names: where they fire, and where they must stay quiet."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.model.finding import Severity
from diagnostics.model.names import (
    DhcpOptions,
    DomainList,
    FirewallGroup,
    FirewallRule,
    HostedZone,
    Profile,
    Record,
    ResolverRule,
)
from tests.unit.findings.place import REGION, VPC, Place, Row, both, nothing, of, outcome, rows

if TYPE_CHECKING:
    from tests.unit.findings.place import Change

NAME = f"s3.{REGION}.amazonaws.com"
VPCE_NAME = f"*.vpce-0a1b.s3.{REGION}.vpce.amazonaws.com"
EMPTY = HostedZone(id="Z0", name="amazonaws.com.", vpc_ids=(VPC,), records=())


def _virginia(place: Place) -> None:
    """Move the place to us-east-1, with an S3 interface endpoint there."""
    place.rest["region"] = "us-east-1"
    place.interface(service_name="com.amazonaws.us-east-1.s3")


def _zone(value: str) -> HostedZone:
    records = tuple(Record(name=n, type="A", values=(value,)) for n in (NAME, f"*.{NAME}"))
    return HostedZone(id="Z1", name=NAME, vpc_ids=(VPC,), records=records)


def _rule(domain: str, kind: str = "FORWARD", rule_id: str = "rslvr-0a") -> ResolverRule:
    return ResolverRule(id=rule_id, domain=domain, type=kind, target_ips=("10.9.9.9",), vpc_ids=(VPC,))


def _own_servers(place: Place) -> None:
    place.put("dhcp_options", DhcpOptions(id="dopt-0a", domain_name_servers=("10.9.9.9",)))


def _guarded(*rules: FirewallRule, domains: tuple[str, ...] | None = ("*.amazonaws.com",)) -> Change:
    """Put DNS Firewall in front of the VPC's names, with one list of domains."""

    def change(place: Place) -> None:
        place.put("domain_lists", DomainList(id="rslvr-fdl-0a", domains=domains))
        place.put("firewall_groups", FirewallGroup(id="rslvr-frg-0a", rules=rules, priority_in={VPC: 101}))

    return change


def _blocking(**more: Any) -> FirewallRule:
    return FirewallRule(priority=10, action="BLOCK", list_id="rslvr-fdl-0a", response="NODATA", **more)


def _foreign(name: str) -> HostedZone:
    return HostedZone(id="Z9", name=name, owner="444455556666", vpc_ids=(VPC,), records=())


CASES = {
    "DNS-001": [
        ("the resolver is off", lambda p: p.change("vpcs", VPC, dns_support=False), "subnet-a1", "s3", True),
        ("the resolver is on", nothing, "subnet-a1", "s3", False),
        ("not seen is not off", lambda p: p.change("vpcs", VPC, dns_support=None), "subnet-a1", "s3", False),
        (
            "own servers are asked instead",
            both(_own_servers, lambda p: p.change("vpcs", VPC, dns_support=False)),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "DNS-002": [
        ("own servers", _own_servers, "subnet-a1", "s3", True),
        (
            "no option set at all",
            lambda p: p.change("vpcs", VPC, dhcp_options_id="default"),
            "subnet-a1",
            "s3",
            "no_dhcp_set",
        ),
        ("Amazon's", nothing, "subnet-a1", "s3", False),
        (
            "the VPC's base plus two is Amazon's",
            lambda p: p.put("dhcp_options", DhcpOptions(id="dopt-0a", domain_name_servers=("10.0.0.2",))),
            "subnet-a1",
            "s3",
            False,
        ),
        ("the option set was not seen", lambda p: p.change("vpcs", VPC, dhcp_options_id="dopt-x"), "subnet-a1", "s3", False),
    ],
    "DNS-003": [
        ("an empty zone of amazonaws.com", lambda p: p.put("hosted_zones", EMPTY), "subnet-a1", "s3", True),
        (
            "a zone of another name",
            lambda p: p.put("hosted_zones", HostedZone(id="Z2", name="corp.", vpc_ids=(VPC,), records=())),
            "subnet-a1",
            "s3",
            False,
        ),
        (
            "a zone of another VPC",
            lambda p: p.put("hosted_zones", HostedZone(id="Z0", name="amazonaws.com.", vpc_ids=("vpc-z",), records=())),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "DNS-004": [
        ("nobody has the address", lambda p: p.put("hosted_zones", _zone("10.0.1.222")), "subnet-a1", "s3", True),
        (
            "the endpoint has another by now",
            both(
                lambda p: p.interface(private_dns=False, dns_names=(VPCE_NAME,)),
                lambda p: p.put("hosted_zones", _zone("10.0.1.222")),
            ),
            "subnet-a1",
            "s3",
            True,
        ),
        (
            "the endpoint has it",
            both(lambda p: p.interface(private_dns=False), lambda p: p.put("hosted_zones", _zone("10.0.1.200"))),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "DNS-005": [
        ("a rule for amazonaws.com", lambda p: p.put("resolver_rules", _rule("amazonaws.com")), "subnet-a1", "s3", True),
        ("a rule for everything", lambda p: p.put("resolver_rules", _rule(".")), "subnet-a1", "s3", True),
        ("a rule for another domain", lambda p: p.put("resolver_rules", _rule("corp.example")), "subnet-a1", "s3", False),
        (
            "a system rule is more specific",
            both(
                lambda p: p.put("resolver_rules", _rule("amazonaws.com")),
                lambda p: p.put("resolver_rules", _rule(NAME, "SYSTEM", "rslvr-0b")),
            ),
            "subnet-a1",
            "s3",
            False,
        ),
        (
            "the endpoint's own zone is more specific",
            both(lambda p: p.interface("ec2"), lambda p: p.put("resolver_rules", _rule("amazonaws.com"))),
            "subnet-a1",
            "ec2",
            False,
        ),
        (
            "own servers are asked",
            both(_own_servers, lambda p: p.put("resolver_rules", _rule("amazonaws.com"))),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "DNS-006": [
        ("a list matches", _guarded(_blocking()), "subnet-a1", "s3", True),
        ("a list cannot be read", _guarded(_blocking(), domains=None), "subnet-a1", "s3", "unread"),
        (
            "threats are detected",
            _guarded(FirewallRule(priority=10, action="BLOCK", name="tunnels")),
            "subnet-a1",
            "s3",
            "advanced",
        ),
        ("other names are blocked", _guarded(_blocking(), domains=("*.example.com",)), "subnet-a1", "s3", False),
        ("a wildcard is not for its own apex", _guarded(_blocking(), domains=(f"*.{NAME}",)), "subnet-a1", "s3", False),
        ("other types are blocked", _guarded(_blocking(qtype="MX")), "subnet-a1", "s3", False),
        ("type A is blocked by its number", _guarded(_blocking(qtype="TYPE1")), "subnet-a1", "s3", True),
    ],
    "DNS-009": [
        (
            "a Profile that cannot be read",
            lambda p: p.put("profiles", Profile(id="rp-0a", priority_in={VPC: 1})),
            "subnet-a1",
            "s3",
            "unread",
        ),
        (
            "a Profile that brings nothing",
            lambda p: p.put("profiles", Profile(id="rp-0a", priority_in={VPC: 1}, resources=())),
            "subnet-a1",
            "s3",
            True,
        ),
        (
            "a Profile of another VPC",
            lambda p: p.put("profiles", Profile(id="rp-0a", priority_in={"vpc-z": 1})),
            "subnet-a1",
            "s3",
            False,
        ),
        ("a zone of another account", lambda p: p.put("hosted_zones", _foreign("amazonaws.com")), "subnet-a1", "s3", True),
        ("such a zone of other names", lambda p: p.put("hosted_zones", _foreign("corp")), "subnet-a1", "s3", False),
        (
            "own servers are asked",
            both(_own_servers, lambda p: p.put("hosted_zones", _foreign("aws"))),
            "subnet-a1",
            "s3",
            False,
        ),
    ],
    "DNS-007": [
        ("boto3 in us-east-1", _virginia, "subnet-a1", "s3://orchard", True),
        ("the regional name", _virginia, "subnet-a1", "s3", False),
        (
            "no interface endpoint counts on it",
            lambda p: p.rest.update(region="us-east-1"),
            "subnet-a1",
            "s3://orchard",
            False,
        ),
    ],
    "DNS-008": [
        ("a FIPS name", lambda p: p.interface(), "subnet-a1", f"s3-fips.{REGION}.amazonaws.com", True),
        ("a dual-stack name", lambda p: p.interface(), "subnet-a1", f"s3.dualstack.{REGION}.amazonaws.com", True),
        ("a dash-style name", lambda p: p.interface(), "subnet-a1", f"s3-{REGION}.amazonaws.com", True),
        ("the plain name", lambda p: p.interface(), "subnet-a1", "s3", False),
        (
            "the gateway endpoint takes it",
            both(lambda p: p.interface(), lambda p: p.gateway("rtb-a1")),
            "subnet-a1",
            f"s3-{REGION}.amazonaws.com",
            False,
        ),
        ("private DNS is off", lambda p: p.interface(private_dns=False), "subnet-a1", f"s3-{REGION}.amazonaws.com", False),
    ],
}


@pytest.mark.parametrize("row", **rows(CASES))
def test_the_rule_fires_there_and_only_there(row: Row) -> None:
    """Each rule fires where its condition holds, with its cause, and stays quiet next door."""
    assert outcome(row) == row.fires


def test_own_dns_servers_matter_less_where_no_endpoint_depends_on_names() -> None:
    """With a gateway endpoint alone they are a low finding; beside an interface endpoint, a medium one."""
    alone = of("DNS-002", both(_own_servers, lambda p: p.gateway("rtb-a1")), "subnet-a1", "s3")
    beside = of("DNS-002", both(_own_servers, lambda p: p.interface("ec2")), "subnet-a1", "ec2")
    assert alone is not None
    assert beside is not None
    assert (alone.weight, beside.weight) == (Severity.LOW, Severity.MEDIUM)


def test_no_command_takes_internal_names_away() -> None:
    """Own DNS servers are mended by forwarding, so no command switches the VPC away from them."""
    found = of("DNS-002", _own_servers, "subnet-a1", "s3")
    assert found is not None
    assert found.cli == ()


def test_a_zones_last_vpc_cannot_be_disassociated() -> None:
    """AWS refuses that, so no such command is offered; a zone of two VPCs gets one."""
    last = of("DNS-003", lambda p: p.put("hosted_zones", EMPTY), "subnet-a1", "s3")
    shared = HostedZone(id="Z0", name="amazonaws.com.", vpc_ids=(VPC, "vpc-z"), records=())
    other = of("DNS-003", lambda p: p.put("hosted_zones", shared), "subnet-a1", "s3")
    assert last is not None
    assert other is not None
    assert last.cli == ()
    assert other.cli[0].startswith("aws route53 disassociate-vpc-from-hosted-zone --hosted-zone-id Z0 ")


def test_a_stale_record_becomes_an_alias_of_the_endpoint_of_today() -> None:
    """The change that the command hands to Route 53 is valid JSON and names the endpoint's own DNS name and its zone."""
    change = both(
        lambda p: p.interface(private_dns=False, dns_names=(VPCE_NAME,), dns_zone_id="Z27"),
        lambda p: p.put("hosted_zones", _zone("10.0.1.222")),
    )
    found = of("DNS-004", change, "subnet-a1", "s3")
    assert found is not None
    batch = json.loads(shlex.split(found.cli[0])[-1])
    (made,) = batch["Changes"]
    assert made["ResourceRecordSet"]["Name"] == NAME
    target = made["ResourceRecordSet"]["AliasTarget"]
    assert (target["DNSName"], target["HostedZoneId"]) == (VPCE_NAME, "Z27")
    assert '"Z27"' in found.terraform
