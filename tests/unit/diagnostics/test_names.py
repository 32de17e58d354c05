"""What a name becomes inside a VPC: rules, zones and endpoints that claim it, and what was not seen of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diagnostics.model.names import HostedZone, Record, ResolverRule
from diagnostics.model.trace import Confidence, Verdict
from tests.unit.findings.place import REGION, VPC, both, case_of, to

if TYPE_CHECKING:
    from tests.unit.findings.place import Change, Place

S3_NAME = f"s3.{REGION}.amazonaws.com"
EC2_NAME = f"ec2.{REGION}.amazonaws.com"


def rule(number: int, domain: str, kind: str) -> Change:
    """Add a Resolver rule of the VPC; numbers order the ids."""
    made = ResolverRule(id=f"rslvr-{number}", domain=domain, type=kind, target_ips=("10.9.9.9",), vpc_ids=(VPC,))
    return lambda place: place.put("resolver_rules", made)


def zone(name: str, *records: Record) -> Change:
    """Add a private hosted zone of the VPC."""
    return lambda place: place.put("hosted_zones", HostedZone(id="Z1", name=name, vpc_ids=(VPC,), records=records))


def ec2_endpoint(place: Place) -> None:
    """Add an interface endpoint of the EC2 API with private DNS."""
    place.interface("ec2")


def hostnames_off(place: Place) -> None:
    """Turn enableDnsHostnames off."""
    place.change("vpcs", VPC, dns_hostnames=False)


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        ([(1, EC2_NAME, "FORWARD")], Verdict.PUBLIC_VIA_NAT_GATEWAY),
        ([(1, "amazonaws.com", "FORWARD")], Verdict.PRIVATE_INTERFACE_ENDPOINT),
        ([(1, EC2_NAME, "RECURSIVE")], Verdict.PRIVATE_INTERFACE_ENDPOINT),
        ([(1, EC2_NAME, "SYSTEM")], Verdict.PRIVATE_INTERFACE_ENDPOINT),
    ],
)
def test_only_a_forward_rule_takes_a_name_away_from_an_endpoint(rules: list[tuple[int, str, str]], verdict: Verdict) -> None:
    """A rule wins over an endpoint's zone of the same domain, if it forwards."""
    assert case_of(both(ec2_endpoint, *(rule(*r) for r in rules)), "subnet-a1", "ec2").verdict is verdict


def test_a_rule_of_ones_own_for_everything_comes_before_the_internet_resolver() -> None:
    """Amazon's rule `Internet Resolver` is for `.` as well and has the smaller id; a FORWARD rule for `.` still forwards."""
    case = case_of(both(rule(1, ".", "RECURSIVE"), rule(2, ".", "FORWARD")), "subnet-a1", "s3")
    assert case.confidence is Confidence.LOW, "what the other servers answer cannot be seen"


def test_a_more_specific_system_rule_takes_a_name_out_of_a_forward_rule() -> None:
    """The Amazon resolver answers then, zones and all."""
    forwarded = both(rule(1, "amazonaws.com", "FORWARD"), rule(2, S3_NAME, "SYSTEM"))
    assert case_of(forwarded, "subnet-a1", "s3").confidence is Confidence.HIGH
    assert case_of(both(forwarded, zone(S3_NAME)), "subnet-a1", "s3").verdict is Verdict.BLOCKED_DNS


def test_a_zone_without_dns_hostnames_is_a_matter_of_two_branches() -> None:
    """Where they differ nothing is decided; where they agree the verdict stands, without certainty."""
    empty = case_of(both(zone("amazonaws.com"), hostnames_off), "subnet-a1", "s3")
    assert empty.verdict is Verdict.UNKNOWN_DNS
    same = zone(S3_NAME, Record(name=S3_NAME, type="A", values=("52.219.56.9",)))
    agreed = case_of(both(same, hostnames_off), "subnet-a1", "s3")
    assert (agreed.verdict, agreed.confidence) == (Verdict.PUBLIC_VIA_NAT_GATEWAY, Confidence.LOW)


def test_a_zone_that_an_aws_service_owns_does_not_shadow_its_own_endpoint() -> None:
    """Such a zone may be listed beside the VPC's own; its records are nobody's to read."""

    def owned(place: Place) -> None:
        made = HostedZone(id="Z1", name=S3_NAME, owner="vpce.amazonaws.com", vpc_ids=(VPC,))
        place.put("hosted_zones", made)

    assert case_of(owned, "subnet-a1", "s3").verdict is Verdict.PUBLIC_VIA_NAT_GATEWAY


@pytest.mark.parametrize(
    ("record", "verdict", "confidence"),
    [
        (Record(name=S3_NAME, type="A", values=("10.0.1.77",)), Verdict.BLOCKED_ENDPOINT_STATE, Confidence.HIGH),
        (
            Record(name=S3_NAME, type="CNAME", values=(f"vpce-0ff-x.s3.{REGION}.vpce.amazonaws.com",)),
            Verdict.BLOCKED_ENDPOINT_STATE,
            Confidence.LOW,
        ),
        (Record(name=S3_NAME, type="CNAME", values=("s3-proxy.example.net",)), Verdict.UNKNOWN_EXTERNAL, Confidence.LOW),
        (Record(name=S3_NAME, type="A", values=("172.20.0.9",)), Verdict.VIA_TRANSIT_UNKNOWN, Confidence.LOW),
    ],
)
def test_a_zones_record_is_stale_only_where_everything_that_it_could_mean_is_in_sight(
    record: Record, verdict: Verdict, confidence: Confidence
) -> None:
    """An address of this VPC is; an endpoint of another account, a proxy or a hub's address may be well."""

    def to_a_hub(place: Place) -> None:
        place.change("route_tables", "rtb-a1", routes=())
        place.route("rtb-a1", to("10.0.0.0/16", "local"), to("0.0.0.0/0", "tgw-0a"))

    case = case_of(both(zone(S3_NAME, record), to_a_hub), "subnet-a1", "s3")
    assert (case.verdict, case.confidence) == (verdict, confidence)


def test_an_endpoints_own_name_needs_the_resolver_like_any_other() -> None:
    """`vpce-…` names are public ones: an empty zone above them, or a resolver that is off, stops them too."""
    name = f"vpce-if-ec2-x.ec2.{REGION}.vpce.amazonaws.com"
    off: Change = lambda place: place.change("vpcs", VPC, dns_support=False)  # noqa: E731 (one line says it)
    for nothing_answers in (off, zone("amazonaws.com")):
        case = case_of(both(ec2_endpoint, nothing_answers), "subnet-a1", name.replace("vpce-if-ec2", "vpce-0a"))
        assert case.verdict is Verdict.BLOCKED_DNS


@pytest.mark.parametrize(
    "call", ["route53:ListHostedZonesByVPC", "route53resolver:ListResolverRules", "ec2:DescribeVpcEndpoints"]
)
def test_what_could_answer_first_and_was_not_seen_lowers_the_confidence(call: str) -> None:
    """Zones, rules and endpoints that are hidden may claim the name."""
    hidden = case_of(both(lambda p: p.gateway("rtb-a1"), lambda p: p.gap(call)), "subnet-a1", "s3")
    assert (hidden.verdict, hidden.confidence) == (Verdict.PRIVATE_GATEWAY_ENDPOINT, Confidence.MEDIUM)
