"""The live collector against a local AWS over real HTTP."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from werkzeug.wrappers import Response

from diagnostics.collect import AccessError, AwsCollector, Refusal, ServiceError, read_saved, snapshot_of, write_saved
from diagnostics.model.flow import AskerError
from tests.unit.collect.local_aws import REGION, LocalAws, paged
from tests.unit.collect.networks import empty_account, orchard, private_zone, touching_everything

if TYPE_CHECKING:
    from pathlib import Path

CORE = ("DescribeVpcs", "DescribeSubnets", "DescribeRouteTables", "DescribeVpcEndpoints")


def test_a_network_is_read_as_it_was_built(aws: LocalAws, collector: AwsCollector) -> None:
    """What was made with boto3 is in the snapshot, by id and with its routes."""
    ids = orchard(aws.client("ec2"))
    seen = snapshot_of(collector.collect())
    assert (seen.region, seen.account, seen.partition) == (REGION, "123456789012", "aws")
    assert seen.vpcs[ids["vpc"]].dns_support is True
    assert seen.subnets[ids["subnet"]].vpc_id == ids["vpc"]
    assert seen.nat_gateways[ids["nat"]].connectivity == "private"
    targets = {route.target.id for route in seen.route_tables[ids["table"]].routes}
    assert {"local", ids["nat"], ids["endpoint"]} <= targets
    (routed,) = (r for r in seen.route_tables[ids["table"]].routes if r.by_prefix_list)
    assert seen.prefix_lists[routed.destination].cidrs
    assert seen.bpa is not None
    assert seen.gaps == ()


@pytest.mark.parametrize("subnets", [5, 60])
def test_the_number_of_calls_does_not_grow_with_the_subnets(aws: LocalAws, collector: AwsCollector, subnets: int) -> None:
    """Sixty subnets cost what five cost, within twenty calls for the Region, four a VPC and one a NAT gateway."""
    ec2 = aws.client("ec2")
    empty_account(ec2)
    orchard(ec2, subnets)
    aws.seen.clear()
    answers = collector.collect()
    assert len(answers.rows("describe-subnets", "Subnets")) == subnets
    assert aws.seen.total() == 26
    assert aws.seen.total() - aws.seen["GetManagedPrefixListEntries"] <= 20 + 4 + 1


def test_every_page_is_read(aws: LocalAws, collector: AwsCollector) -> None:
    """Route tables come a hundred at a time, and those of every page arrive."""
    pages = [[f"<routeTableId>rtb-{page}{n}</routeTableId>" for n in range(2)] for page in "abc"]
    aws.instead["DescribeRouteTables"] = paged("DescribeRouteTables", "routeTableSet", pages)
    tables = snapshot_of(collector.collect()).route_tables
    assert sorted(tables) == ["rtb-a0", "rtb-a1", "rtb-b0", "rtb-b1", "rtb-c0", "rtb-c1"]
    assert aws.seen["DescribeRouteTables"] == 3


def test_only_zones_that_could_hold_awss_names_are_read(aws: LocalAws, collector: AwsCollector) -> None:
    """A private zone that could hold AWS's names arrives with its records; another zone's records are not asked for."""
    ids = orchard(aws.client("ec2"))
    for name in ("amazonaws.com", "orchard.example"):
        private_zone(aws, name, ids["vpc"])
    aws.seen.clear()
    zones = {zone.name: zone for zone in snapshot_of(collector.collect()).hosted_zones.values()}
    assert zones["amazonaws.com"].records
    assert zones["amazonaws.com"].vpc_ids == (ids["vpc"],)
    assert zones["orchard.example"].records is None
    assert aws.seen["ListResourceRecordSets"] == 1


def test_what_the_network_touches_is_asked_for(aws: LocalAws, collector: AwsCollector) -> None:
    """Peerings, egress-only gateways, customer lists, Resolver rules and exclusions are read once something names them.

    Botocore has no paginator for the exclusions; both their pages arrive.
    """
    ids = touching_everything(aws)
    seen = snapshot_of(collector.collect())
    assert seen.prefix_lists[ids["list"]].cidrs == ("10.9.0.0/16",)
    assert seen.peerings[ids["peering"]].accepter_cidrs == ("10.9.0.0/16",)
    assert seen.egress_only_gateways[ids["eigw"]].vpc_ids == (ids["vpc"],)
    assert seen.resolver_rules[ids["rule"]].vpc_ids == (ids["vpc"],)
    assert seen.hosted_zones[ids["zone"]].records
    assert seen.bpa is not None
    assert seen.bpa.exclusions == (("subnet-1", "", "create-complete"), ("subnet-2", "", "create-complete"))
    assert seen.gaps == ()


def test_the_domains_of_the_lists_that_aws_manages_are_not_asked_for(aws: LocalAws, collector: AwsCollector) -> None:
    """AWS shows them to nobody, so that of two lists in use only the customer's own is read."""
    touching_everything(aws)
    lists = snapshot_of(collector.collect()).domain_lists
    assert {own: (each.managed, each.domains) for own, each in lists.items()} == {
        "rslvr-fdl-1": ("", ("*.example.com",)),
        "rslvr-fdl-2": ("THREAT", None),
    }
    assert (aws.seen["ListFirewallDomainLists"], aws.seen["ListFirewallDomains"]) == (1, 1)


def test_one_vpc_alone_can_be_read(aws: LocalAws, collector: AwsCollector) -> None:
    """A VPC that is named brings its own subnets and nobody else's; security groups come from anywhere."""
    ids = orchard(aws.client("ec2"))
    seen = snapshot_of(collector.collect(vpc_id=ids["vpc"]))
    assert set(seen.vpcs) == {ids["vpc"]}
    assert set(seen.subnets) == {ids["subnet"]}
    assert set(seen.nat_gateways) == {ids["nat"]}
    assert {group.vpc_id for group in seen.security_groups.values()} > {ids["vpc"]}


def test_a_vpc_that_is_not_there_is_the_askers_mistake(aws: LocalAws, collector: AwsCollector) -> None:
    """An id that no VPC has is named back, with the Region."""
    assert aws.url
    with pytest.raises(AskerError) as raised:
        collector.collect(vpc_id="vpc-0gone")
    assert (raised.value.code, raised.value.particulars) == ("unknown-vpc", {"vpc": "vpc-0gone", "region": REGION})


def test_progress_tells_of_every_call_and_ends_complete(aws: LocalAws, collector: AwsCollector) -> None:
    """The figures rise to the number of calls, each with what it was about."""
    assert aws.url
    heard: list[tuple[int, int, str]] = []
    answers = collector.collect(progress=lambda done, total, about: heard.append((done, total, about)))
    assert [done for done, _, _ in heard] == list(range(1, len(heard) + 1))
    assert heard[-1][0] == heard[-1][1] == len(answers.said) + 1
    assert all(about for _, _, about in heard)


def test_a_refused_call_is_a_gap_that_names_the_missing_action(aws: LocalAws, collector: AwsCollector) -> None:
    """Without ec2:DescribeNetworkAcls everything else is there, and the gap says what to grant."""
    ids = orchard(aws.client("ec2"))
    aws.refuse("DescribeNetworkAcls")
    seen = snapshot_of(collector.collect())
    (gap,) = seen.gaps
    assert (gap.call, gap.needs, gap.reason) == ("ec2:DescribeNetworkAcls", "ec2:DescribeNetworkAcls", "denied")
    assert (gap.hides, gap.subject) == ("network ACLs", "")
    assert ids["subnet"] in seen.subnets
    assert seen.network_acls == {}


def test_a_call_refused_for_every_vpc_is_one_gap(aws: LocalAws, collector: AwsCollector) -> None:
    """Two VPCs and no right to read their attributes give one gap an attribute, of the whole call."""
    orchard(aws.client("ec2"))
    aws.refuse("DescribeVpcAttribute")
    gaps = snapshot_of(collector.collect()).gaps
    assert [(gap.call, gap.subject) for gap in gaps] == [("ec2:DescribeVpcAttribute", "")] * 2


def test_no_right_at_all_is_an_access_error_that_names_the_actions(aws: LocalAws, collector: AwsCollector) -> None:
    """Where every core call is denied there is nothing to diagnose, and the actions are listed."""
    for action in CORE:
        aws.refuse(action)
    with pytest.raises(AccessError) as raised:
        collector.collect()
    assert raised.value.code == "no-permission"
    assert set(raised.value.particulars["actions"].split(", ")) == {f"ec2:{action}" for action in CORE}


@pytest.mark.usefixtures("without_pauses")
def test_throttling_is_waited_out(aws: LocalAws, collector: AwsCollector) -> None:
    """A call that is throttled once is asked again and answered."""
    aws.refuse_times("DescribeSubnets", 1, "RequestLimitExceeded")
    assert snapshot_of(collector.collect()).gaps == ()
    assert aws.seen["DescribeSubnets"] == 2


@pytest.mark.usefixtures("without_pauses")
def test_a_call_that_always_crashes_is_given_up_soon(aws: LocalAws, collector: AwsCollector) -> None:
    """Four answers of 500 in a row are enough; the rest of the Region is there."""
    aws.refuse("DescribeNetworkAcls", "InternalError", 500)
    gap = snapshot_of(collector.collect()).unseen("ec2:DescribeNetworkAcls")
    assert gap is not None
    assert gap.reason == "failed"
    assert aws.seen["DescribeNetworkAcls"] == 4


def test_an_answer_in_another_language_costs_no_time(aws: LocalAws, collector: AwsCollector) -> None:
    """An HTML error page, which is how moto says that it does not know a call, is not asked for again."""
    html = "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n"
    aws.instead["DescribeVpcBlockPublicAccessOptions"] = lambda: Response(html, status=500, content_type="text/html")
    collector.collect()
    aws.seen.clear()
    start = time.monotonic()
    gap = snapshot_of(collector.collect()).unseen("ec2:DescribeVpcBlockPublicAccessOptions")
    assert time.monotonic() - start < 3
    assert aws.seen["DescribeVpcBlockPublicAccessOptions"] == 1
    assert gap is not None
    assert gap.reason == "unsupported"


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        ("RequestExpired", "expired-credentials"),
        ("ExpiredToken", "expired-credentials"),
        ("AuthFailure", "invalid-credentials"),
        ("InvalidClientTokenId", "invalid-credentials"),
    ],
)
def test_credentials_that_aws_refuses_are_an_access_error(
    aws: LocalAws, collector: AwsCollector, refusal: str, code: str
) -> None:
    """Expired and wrong keys are told apart, whichever call hears of it first."""
    for action in (*CORE, "GetCallerIdentity"):
        aws.refuse(action, refusal)
    with pytest.raises(AccessError) as raised:
        collector.collect()
    assert raised.value.code == code
    assert raised.value.particulars["profile"] == "default"


def test_credentials_good_elsewhere_mean_that_the_region_is_not_enabled(aws: LocalAws, collector: AwsCollector) -> None:
    """EC2 calls keys invalid in a Region that is off, although STS knows them in another."""
    for action in CORE:
        aws.refuse(action, "AuthFailure")
    with pytest.raises(AskerError) as raised:
        collector.collect()
    assert (raised.value.code, raised.value.particulars) == ("region-not-enabled", {"region": REGION})


def test_no_credentials_are_an_access_error(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without keys nothing is asked of AWS."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(AccessError) as raised:
        AwsCollector().collect()
    assert raised.value.code == "no-credentials"
    assert aws.seen.total() == 0


def test_an_unknown_profile_is_an_access_error(aws: LocalAws) -> None:
    """A profile that no file has is named back."""
    assert aws.url
    with pytest.raises(AccessError) as raised:
        AwsCollector(profile="harbor").collect()
    assert (raised.value.code, raised.value.particulars) == ("unknown-profile", {"profile": "harbor"})


def test_a_role_that_may_not_be_taken_is_an_access_error(
    aws: LocalAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A profile whose role refuses us is told apart from missing rights, although AWS refuses both alike."""
    (tmp_path / "config").write_text(
        "[profile keeper]\nrole_arn = arn:aws:iam::111122223333:role/audit\nsource_profile = source\nregion = eu-west-1\n"
        "[profile source]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n",
    )
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    aws.refuse("AssumeRole", "AccessDenied")
    with pytest.raises(AccessError) as raised:
        AwsCollector(profile="keeper").collect()
    assert (raised.value.code, raised.value.particulars["profile"]) == ("role-not-assumed", "keeper")


def test_a_region_that_boto3_does_not_know_is_the_askers_mistake(aws: LocalAws) -> None:
    """Where a made-up Region gets nothing but refusals, the Region is named and not the refusals."""
    for action in CORE:
        aws.refuse(action, "InternalError", 400)
    with pytest.raises(AskerError) as raised:
        AwsCollector(region="ap-nowhere-9").collect()
    assert (raised.value.code, raised.value.particulars["region"]) == ("unknown-region", "ap-nowhere-9")


def test_no_region_is_the_askers_to_name(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a Region in any setting, one has to be given."""
    assert aws.url
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(AskerError) as raised:
        AwsCollector().collect()
    assert raised.value.code == "no-region"


def test_a_region_that_cannot_be_one_is_the_askers_mistake(aws: LocalAws) -> None:
    """A word that is no Region is refused at once, with the nearest that is one."""
    with pytest.raises(AskerError) as raised:
        AwsCollector(region="ap-northeast2").collect()
    assert raised.value.code == "unknown-region"
    assert raised.value.particulars["nearest"].startswith("ap-northeast-")
    assert aws.seen.total() == 0


def test_nobody_at_the_endpoint_is_a_service_error_within_seconds(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port where nothing listens is not asked eight times."""
    assert aws.url
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    start = time.monotonic()
    with pytest.raises(ServiceError) as raised:
        AwsCollector().collect()
    assert (raised.value.code, raised.value.particulars["endpoint"]) == ("unreachable", "http://127.0.0.1:9")
    assert time.monotonic() - start < 10


def test_an_endpoint_that_is_no_address_is_an_access_error(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS_ENDPOINT_URL that is no URL is named back."""
    assert aws.url
    monkeypatch.setenv("AWS_ENDPOINT_URL", "not a url")
    with pytest.raises(AccessError) as raised:
        AwsCollector().collect()
    assert raised.value.code == "broken-endpoint-url"


def test_a_service_that_cannot_be_reached_is_a_gap_while_ec2_answers(
    aws: LocalAws,
    collector: AwsCollector,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Route 53 out of reach, as in a VPC with nothing but an EC2 endpoint, hides the zones and no more."""
    assert aws.url
    monkeypatch.setenv("AWS_ENDPOINT_URL_ROUTE_53", "http://127.0.0.1:9")
    seen = snapshot_of(collector.collect())
    assert [(gap.call, gap.reason) for gap in seen.gaps] == [("route53:ListHostedZonesByVPC", "failed")]


def test_a_folder_that_was_written_reads_as_the_account_did(aws: LocalAws, collector: AwsCollector, tmp_path: Path) -> None:
    """Saved and read back, the answers are the same, refusals included."""
    orchard(aws.client("ec2"), 3)
    aws.refuse("DescribeNatGateways")
    live = collector.collect()
    write_saved(live, tmp_path / "saved")
    again = read_saved(tmp_path / "saved")
    assert again.meta == live.meta
    assert again.said == live.said
    assert isinstance(again.said["describe-nat-gateways"], Refusal)
    assert snapshot_of(again) == snapshot_of(live)
