"""Hops that pass traffic on: NAT behind NAT, appliances, inspection, Block Public Access, and each one's filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from diagnostics.model.filters import FilterRule
from diagnostics.model.network import (
    BlockPublicAccess,
    Eni,
    Instance,
    NatAddress,
    NatGateway,
    PrefixList,
    Route,
    RouteTable,
    Target,
    TargetKind,
    VpcEndpoint,
)
from diagnostics.model.trace import Confidence, Flag, Verdict
from tests.unit.findings.place import VPC, both, case_of, entry, to

if TYPE_CHECKING:
    from tests.unit.findings.place import Change, Place

ANY = "0.0.0.0/0"
OPEN = (entry(100, ANY, egress=True), entry(100, ANY, egress=False))


def private_nat_first(place: Place) -> None:
    """Send subnet-a1 through a private NAT gateway in subnet-a2, and that through the public one."""
    nat = NatGateway(
        id="nat-0b",
        vpc_id=VPC,
        subnet_id="subnet-a2",
        connectivity="private",
        addresses=(NatAddress(private_ip="10.0.2.9"),),
    )
    place.put("nat_gateways", nat)
    place.route("rtb-a1", to(ANY, "nat-0b"), without=ANY)


def appliance(*arms: tuple[str, str, bool]) -> Change:
    """Add an instance that forwards, with interfaces (subnet, address, public), and route subnet-a1 to the first."""

    def made(place: Place) -> None:
        for n, (subnet, ip, public) in enumerate(arms):
            eni = Eni(
                id=f"eni-fw{n}",
                vpc_id=VPC,
                subnet_id=subnet,
                private_ips=(ip,),
                public_ips=("203.0.113.77",) if public else (),
                group_ids=("sg-app",),
                instance_id="i-fw",
                source_dest_check=False,
            )
            place.put("enis", eni)
        ids = tuple(f"eni-fw{n}" for n in range(len(arms)))
        place.put("instances", Instance(id="i-fw", vpc_id=VPC, eni_ids=ids))
        place.route("rtb-a1", to(ANY, "eni-fw0"), without=ANY)

    return made


def inspection(place: Place) -> None:
    """Put a Gateway Load Balancer endpoint between the public subnet and the internet gateway."""
    place.put("endpoints", VpcEndpoint(id="vpce-lb", vpc_id=VPC, type="GatewayLoadBalancer", subnet_ids=("subnet-a2",)))
    place.route("rtb-pub", to(ANY, "vpce-lb"), without=ANY)
    place.route("rtb-a2", to(ANY, "igw-0a"), without=ANY)


def public_access(mode: str, *exclusions: tuple[str, str, str]) -> Change:
    """Turn Block Public Access on."""

    def made(place: Place) -> None:
        place.rest["bpa"] = BlockPublicAccess(mode=mode, state="update-complete", exclusions=exclusions)

    return made


def test_a_private_nat_gateway_may_stand_before_a_public_one() -> None:
    """Its packets come from inside the VPC, which is what a NAT gateway takes."""
    assert case_of(private_nat_first, "subnet-a1", "s3").verdict is Verdict.PUBLIC_VIA_NAT_GATEWAY


def test_the_second_nat_gateway_sees_the_first_as_the_sender() -> None:
    """Its subnet's ACL has to admit the first NAT gateway's address, not the workload's."""
    admits_first = (
        entry(100, "10.0.2.9/32", egress=False),
        entry(110, "0.0.0.0/1", egress=False, ports=(1024, 65535)),
        OPEN[0],
    )
    assert case_of(both(private_nat_first, lambda p: p.acl("subnet-pub", *admits_first)), "subnet-a1", "s3").verdict is (
        Verdict.PUBLIC_VIA_NAT_GATEWAY
    )
    admits_source = (entry(100, "10.0.1.0/24", egress=False), entry(110, "52.0.0.0/8", egress=False), OPEN[0])
    shut = case_of(both(private_nat_first, lambda p: p.acl("subnet-pub", *admits_source)), "subnet-a1", "s3")
    assert shut.verdict is Verdict.BLOCKED_NACL
    assert {b.cause for t in shut.traces for b in t.blocks} >= {"nat_ingress"}


def test_answers_to_the_source_and_requests_to_the_service_have_causes_of_their_own() -> None:
    """Both leave the NAT gateway's subnet, to different places."""
    shut = case_of(lambda p: p.acl("subnet-pub", OPEN[1]), "subnet-a1", "s3")
    assert {b.cause for t in shut.traces for b in t.blocks} == {"nat_answer", "nat_egress"}


def test_a_nat_gateway_whose_own_subnet_is_routed_to_it_goes_nowhere() -> None:
    """The loop is the NAT path's fault."""
    case = case_of(lambda p: p.route("rtb-pub", to(ANY, "nat-0a"), without=ANY), "subnet-a1", "s3")
    assert case.verdict is Verdict.BLOCKED_NAT_PATH


def test_a_nat_gateway_of_another_vpc_takes_nothing() -> None:
    """AWS refuses such a route, so one that is seen is no certain thing."""
    case = case_of(lambda p: p.change("nat_gateways", "nat-0a", vpc_id="vpc-0b"), "subnet-a1", "s3")
    assert (case.verdict, case.confidence) == (Verdict.BLOCKED_NAT_PATH, Confidence.LOW)


def test_inspection_behind_a_nat_gateway_leads_to_the_internet_by_nat() -> None:
    """What the appliance sends on is the NAT gateway's traffic, and passes Block Public Access for ingress."""
    case = case_of(both(inspection, public_access("block-ingress")), "subnet-a1", "s3")
    assert (case.verdict, case.then) == (Verdict.VIA_APPLIANCE, Verdict.PUBLIC_VIA_NAT_GATEWAY)


def test_inspection_of_what_a_private_nat_gateway_sends_does_not_help_it_out() -> None:
    """The internet gateway drops it all the same."""
    private: Change = lambda p: p.change("nat_gateways", "nat-0a", connectivity="private")  # noqa: E731 (one line says it)
    assert case_of(both(inspection, private), "subnet-a1", "s3").verdict is Verdict.BLOCKED_NAT_PATH


def test_the_path_stays_by_the_appliance_where_a_filter_stops_what_lies_behind() -> None:
    """Routing leads through the appliance; Block Public Access stops it later."""
    case = case_of(both(inspection, public_access("block-bidirectional")), "subnet-a1", "s3")
    assert (case.verdict, case.path) == (Verdict.BLOCKED_BPA, Verdict.VIA_APPLIANCE)


def test_an_instance_that_is_routed_to_itself_ends_the_walk() -> None:
    """A route that names the instance and no interface is followed once."""
    loop = Route(destination=ANY, target=Target(TargetKind.INSTANCE, "i-fw"))
    change = both(appliance(("subnet-a1", "10.0.1.50", False)), lambda p: p.route("rtb-a1", loop, without=ANY))
    assert case_of(change, "subnet-a1", "s3").verdict is Verdict.BLOCKED_UNSUPPORTED_PATH


def test_an_appliance_with_two_arms_may_send_by_the_other_one() -> None:
    """By the inner interface it would go round in a circle; that says nothing of its outer one."""
    case = case_of(appliance(("subnet-a1", "10.0.1.50", False), ("subnet-pub", "10.0.0.50", True)), "eni-a1", "s3")
    assert (case.verdict, case.then, case.confidence) == (Verdict.VIA_APPLIANCE, None, Confidence.LOW)


def test_ingress_blocking_stops_a_nat_instance_too() -> None:
    """Only NAT gateways and egress-only gateways keep working in that mode; an exclusion of its subnet helps."""
    instance = appliance(("subnet-pub", "10.0.0.50", True))
    blocked = case_of(both(instance, public_access("block-ingress")), "subnet-a1", "s3")
    assert (blocked.verdict, blocked.path) == (Verdict.BLOCKED_BPA, Verdict.PUBLIC_VIA_NAT_INSTANCE)
    excluded = public_access("block-ingress", ("subnet-pub", "allow-bidirectional", "create-complete"))
    assert case_of(both(instance, excluded), "subnet-a1", "s3").verdict is Verdict.PUBLIC_VIA_NAT_INSTANCE


@pytest.mark.parametrize(
    ("state", "verdict", "confidence"),
    [
        ("create-complete", Verdict.PUBLIC_VIA_NAT_GATEWAY, Confidence.HIGH),
        ("create-in-progress", Verdict.BLOCKED_BPA, Confidence.LOW),
        ("delete-complete", Verdict.BLOCKED_BPA, Confidence.HIGH),
    ],
)
def test_an_exclusion_counts_while_it_is_in_force(state: str, verdict: Verdict, confidence: Confidence) -> None:
    """One that is being made or unmade leaves a doubt, one that is gone leaves none."""
    case = case_of(public_access("block-bidirectional", ("subnet-pub", "allow-egress", state)), "subnet-a1", "s3")
    assert (case.verdict, case.confidence) == (verdict, confidence)


def test_exclusions_that_were_not_seen_leave_a_doubt() -> None:
    """There may be one."""
    hidden: Change = lambda p: p.gap("ec2:DescribeVpcBlockPublicAccessExclusions")  # noqa: E731 (one line says it)
    case = case_of(both(public_access("block-bidirectional"), hidden), "subnet-a1", "s3")
    assert (case.verdict, case.confidence) == (Verdict.BLOCKED_BPA, Confidence.LOW)


def test_the_acl_of_one_endpoint_subnet_stops_only_the_interface_there() -> None:
    """A name is answered with every interface, so connections come and go."""

    def two_subnets(place: Place) -> None:
        place.interface("ec2", subnet="subnet-a1")
        other = replace(
            place.parts["enis"]["eni-vpce-if-ec2"], id="eni-far", subnet_id="subnet-a2", private_ips=("10.0.2.200",)
        )
        place.put("enis", other)
        ids = ("eni-vpce-if-ec2", "eni-far")
        place.change("endpoints", "vpce-if-ec2", subnet_ids=("subnet-a1", "subnet-a2"), eni_ids=ids)

    shut = both(two_subnets, lambda p: p.acl("subnet-a2", OPEN[0]))
    for change in (shut, both(two_subnets, lambda p: p.acl("subnet-a1", OPEN[1]))):
        case = case_of(change, "eni-a1", "ec2")
        assert (case.verdict, case.path) == (Verdict.MIXED, Verdict.PRIVATE_INTERFACE_ENDPOINT)
        assert Flag.INTERMITTENT in case.flags


def test_an_endpoint_without_visible_interfaces_keeps_its_verdict_with_less_confidence() -> None:
    """Where its addresses lie is not known; that its name leads to it is."""

    def unseen(place: Place) -> None:
        place.interface("ec2")
        place.parts["enis"] = {}
        place.gap("ec2:DescribeNetworkInterfaces")

    case = case_of(unseen, "subnet-a1", "ec2")
    assert (case.verdict, case.confidence) == (Verdict.PRIVATE_INTERFACE_ENDPOINT, Confidence.MEDIUM)


def test_an_interface_in_one_zone_only_is_fragile() -> None:
    """When that zone fails, so does the way."""
    one_zone: Change = lambda p: p.interface("ec2")  # noqa: E731 (one line says it)
    assert Flag.FRAGILE in case_of(one_zone, "subnet-a1", "ec2").flags


def test_a_bare_subnet_whose_workloads_are_all_held_back_says_so() -> None:
    """The verdict is about the subnet; that every interface seen in it is held back is told beside it."""
    shut = both(lambda p: p.gateway("rtb-a1"), lambda p: p.change("security_groups", "sg-app", egress=()))
    case = case_of(shut, "subnet-a1", "s3")
    assert (case.verdict, case.confidence) == (Verdict.PRIVATE_GATEWAY_ENDPOINT, Confidence.MEDIUM)
    assert any("eni" in e.fact.en or "network interfaces seen" in e.fact.en for t in case.traces for e in t.evidence)


def test_a_route_for_a_partner_says_nothing_of_a_service_without_a_prefix_list() -> None:
    """The EC2 API is somewhere in public space: a /24 on another way is a doubt, a /8 is a part."""
    partner = case_of(lambda p: p.route("rtb-a1", to("198.51.100.0/24", "tgw-0a")), "subnet-a1", "ec2")
    assert (partner.verdict, partner.confidence) == (Verdict.PUBLIC_VIA_NAT_GATEWAY, Confidence.MEDIUM)
    assert case_of(lambda p: p.route("rtb-a1", to("52.0.0.0/8", "tgw-0a")), "subnet-a1", "ec2").verdict is Verdict.MIXED


def test_an_endpoint_that_was_not_seen_keeps_the_class_that_its_route_gives_it() -> None:
    """AWS's own list leads to a gateway endpoint; a CIDR, or a list of one's own, to a Gateway Load Balancer endpoint."""
    hidden: Change = lambda p: p.gap("ec2:DescribeVpcEndpoints")  # noqa: E731 (one line says it)
    by_list = both(hidden, lambda p: p.route("rtb-a1", to("pl-s3", "vpce-0a")))
    assert case_of(by_list, "subnet-a1", "s3").verdict is Verdict.PRIVATE_GATEWAY_ENDPOINT
    by_cidr = both(hidden, lambda p: p.route("rtb-a1", to(ANY, "vpce-0a"), without=ANY))
    own = PrefixList(id="pl-own", name="own", aws=False, cidrs=("52.219.0.0/16", "3.5.0.0/16"))
    by_own_list = both(
        hidden, lambda p: p.put("prefix_lists", own), lambda p: p.route("rtb-a1", to("pl-own", "vpce-0a"), without=ANY)
    )
    for change in (by_cidr, by_own_list):
        assert case_of(change, "subnet-a1", "s3").verdict is Verdict.VIA_APPLIANCE


def test_a_filtered_route_carries_nothing_for_certain() -> None:
    """AWS does not explain the state: the next route is followed, with little confidence."""
    filtered = replace(to("52.219.56.0/22", "tgw-0a"), state="filtered")
    case = case_of(lambda p: p.route("rtb-a1", filtered), "subnet-a1", "s3")
    assert (case.verdict, case.confidence) == (Verdict.PUBLIC_VIA_NAT_GATEWAY, Confidence.LOW)


def test_a_route_table_that_could_not_be_read_may_be_the_subnets_own() -> None:
    """The main table is taken for want of a better, and that is no certainty."""

    def unread(place: Place) -> None:
        place.parts["route_tables"].pop("rtb-a1")
        place.put("route_tables", RouteTable(id="rtb-main", vpc_id=VPC, main=True, routes=(to(ANY, "nat-0a"),)))
        place.gap("ec2:DescribeRouteTables", "failed")

    case = case_of(unread, "subnet-a1", "s3")
    assert (case.verdict, case.confidence) == (Verdict.PUBLIC_VIA_NAT_GATEWAY, Confidence.LOW)


def test_two_routes_to_one_target_are_one_way() -> None:
    """What stops every packet names the verdict, whichever of the rows the packet takes."""
    two_rows: Change = lambda p: p.route("rtb-a1", to("52.219.56.0/22", "nat-0a"))  # noqa: E731 (one line says it)
    some = FilterRule(protocol="tcp", from_port=443, to_port=443, cidrs=("3.5.140.0/22",))
    shut = both(
        two_rows, lambda p: p.change("security_groups", "sg-app", egress=(some,)), lambda p: p.acl("subnet-a1", OPEN[1])
    )
    assert case_of(shut, "eni-a1", "s3").verdict is Verdict.BLOCKED_NACL
