"""Which keys a request has on which way: the table of the IAM User Guide's "Availability" entries, one way at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostics.analysis.policies.context import ABSENT, PRESENT, UNKNOWN, KeyValue, found, is_set, one_of
from diagnostics.analysis.policies.entrance import entrance_of
from diagnostics.analysis.policies.patterns import Span
from diagnostics.analysis.policies.request import Entrance, Via, from_anywhere, partition_of
from diagnostics.model.addresses import AddressSet
from diagnostics.model.flow import Source
from diagnostics.model.network import Eni, NatAddress, NatGateway, Subnet, Vpc, VpcEndpoint
from diagnostics.model.snapshot import Snapshot
from diagnostics.model.trace import Hop, Trace, Verdict
from tests.unit.policies.requests_on_hand import ACCOUNT, EIP, GATEWAY, INTERFACE, NAT, REGION, ROLE, UNSEEN, request

ARN = f"arn:aws:ec2:{REGION}:{ACCOUNT}:vpc/vpc-0a"
ENDPOINT_KEYS = (
    "aws:SourceVpce",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
)


@pytest.mark.parametrize(
    ("entrance", "key", "expected"),
    [
        (GATEWAY, "aws:SourceVpce", is_set("vpce-0a1")),
        (GATEWAY, "aws:SourceVpc", is_set("vpc-0a")),
        (GATEWAY, "aws:SourceVpcArn", is_set(ARN)),
        (GATEWAY, "aws:VpcSourceIp", one_of(("10.0.1.0/24",))),
        (GATEWAY, "aws:SourceIp", ABSENT),
        (GATEWAY, "aws:VpceAccount", is_set(ACCOUNT)),
        (GATEWAY, "aws:VpceOrgID", UNKNOWN),
        (INTERFACE, "aws:SourceVpce", is_set("vpce-0b2")),
        (INTERFACE, "aws:VpcSourceIp", is_set("10.0.1.7")),
        (INTERFACE, "aws:SourceIp", ABSENT),
        (NAT, "aws:SourceIp", is_set(EIP)),
        *((NAT, key, ABSENT) for key in ENDPOINT_KEYS),
        *((UNSEEN, key, UNKNOWN) for key in (*ENDPOINT_KEYS, "aws:SourceIp")),
        (Entrance(via=Via.PUBLIC), "aws:SourceIp", PRESENT),
        (Entrance(via=Via.GATEWAY_ENDPOINT), "aws:SourceVpce", PRESENT),
        (Entrance(via=Via.GATEWAY_ENDPOINT), "aws:SourceVpcArn", PRESENT),
        (Entrance(via=Via.GATEWAY_ENDPOINT), "aws:VpcSourceIp", PRESENT),
        (replace(GATEWAY, vpc_owner=""), "aws:SourceVpcArn", PRESENT),
    ],
)
def test_a_key_is_there_as_the_way_has_it(entrance: Entrance, key: str, expected: KeyValue) -> None:
    """An endpoint's keys come with an endpoint, `aws:SourceIp` comes without one; an unseen way tells nothing."""
    assert found(request(entrance).context, key) == expected


@pytest.mark.parametrize(
    ("service", "arn", "account"),
    [
        ("s3", is_set(ARN), is_set(ACCOUNT)),
        ("dynamodb", ABSENT, is_set(ACCOUNT)),
        ("ec2", ABSENT, ABSENT),
        ("sts", ABSENT, ABSENT),
        ("ecr.api", is_set(ARN), is_set(ACCOUNT)),
        ("kms", is_set(ARN), is_set(ACCOUNT)),
        ("brand-new-service", UNKNOWN, UNKNOWN),
    ],
)
def test_newer_keys_come_only_with_the_services_that_aws_lists(service: str, arn: KeyValue, account: KeyValue) -> None:
    """AWS: "This condition key is currently supported for a select set of AWS services"."""
    context = request(INTERFACE, None, service=service).context
    assert (found(context, "aws:SourceVpcArn"), found(context, "aws:VpceAccount")) == (arn, account)


@pytest.mark.parametrize(("port", "expected"), [(443, is_set("true")), (80, is_set("false")), (8443, PRESENT)])
def test_the_port_tells_whether_the_transport_is_secure(port: int, expected: KeyValue) -> None:
    """443 is HTTPS and 80 is HTTP; of another port it is not known."""
    assert found(request(port=port).context, "aws:SecureTransport") == expected


def test_a_workload_calls_for_itself() -> None:
    """No AWS service is the caller, or calls on anybody's behalf."""
    context = request().context
    assert found(context, "aws:ViaAWSService") == found(context, "aws:PrincipalIsAWSService") == is_set("false")
    assert found(context, "aws:CalledVia") == found(context, "aws:SourceArn") == ABSENT


@pytest.mark.parametrize(
    ("caller", "expected"),
    [
        ("", {"PrincipalArn": PRESENT, "PrincipalAccount": PRESENT, "PrincipalOrgID": UNKNOWN, "username": UNKNOWN}),
        (ROLE, {"PrincipalArn": is_set(ROLE), "PrincipalAccount": is_set(ACCOUNT), "PrincipalOrgID": UNKNOWN}),
        (ROLE, {"username": ABSENT, "PrincipalType": is_set("AssumedRole"), "TokenIssueTime": PRESENT}),
        (f"arn:aws:iam::{ACCOUNT}:user/team/ann", {"username": is_set("ann"), "TokenIssueTime": UNKNOWN}),
        (f"arn:aws:iam::{ACCOUNT}:root", {"username": ABSENT, "PrincipalType": is_set("Account")}),
    ],
)
def test_a_named_caller_has_keys_and_an_unnamed_one_has_them_unseen(caller: str, expected: dict[str, KeyValue]) -> None:
    """`aws:PrincipalArn` is in every signed request; whether there is an organization is not seen."""
    context = request(caller=caller).context
    assert {key: found(context, f"aws:{key}") for key in expected} == expected


def test_a_bucket_is_read_written_and_listed() -> None:
    """A plain question asks for the three things that one does with a bucket."""
    asked = [(o.action.known, o.resource) for o in request().operations]
    objects = Span("arn:aws:s3:::my-bucket/", want="object key")
    assert asked == [
        ("s3:GetObject", objects),
        ("s3:PutObject", objects),
        ("s3:ListBucket", Span("arn:aws:s3:::my-bucket")),
    ]
    assert request(key="a/b").operations[0].resource == Span("arn:aws:s3:::my-bucket/a/b")
    assert {o.resource for o in request(bucket=None).operations} == {Span("arn:aws:s3:::", want="bucket")}


def test_an_access_point_gives_the_bucket_another_name() -> None:
    """The request is known by both: the endpoint's policy has to grant both."""
    point = f"arn:aws:s3:{REGION}:{ACCOUNT}:accesspoint/ap"
    asked = request(access_point=point)
    assert asked.operations[0].by_access_point == Span(f"{point}/object/", want="object key")
    assert asked.operations[2].by_access_point == Span(point)
    assert found(asked.context, "s3:DataAccessPointAccount") == is_set(ACCOUNT)
    assert found(request().context, "s3:DataAccessPointArn") == ABSENT
    assert found(request(access_point="odd").context, "s3:DataAccessPointAccount") == PRESENT


def test_another_service_is_asked_for_whatever_it_may_be() -> None:
    """No bucket, no table, no action is assumed."""
    (operation,) = request(service="dynamodb", bucket=None).operations
    assert operation.action == Span("dynamodb:", want="action")
    assert operation.resource == Span(f"arn:aws:dynamodb:{REGION}:", want="resource")
    (operation,) = request(service="new", bucket=None).operations
    assert (operation.action, operation.resource) == (Span("", want="action"), Span("", want="resource"))


def test_the_same_request_may_come_from_anywhere() -> None:
    """Without an endpoint, from an address that is not known, and all else the same."""
    outside = from_anywhere(request(GATEWAY, caller=ROLE))
    assert outside.via is Via.PUBLIC
    assert found(outside.context, "aws:SourceVpce") == ABSENT
    assert found(outside.context, "aws:SourceIp") == PRESENT
    assert found(outside.context, "aws:PrincipalArn") == is_set(ROLE)


def test_a_partition_is_told_by_the_region() -> None:
    """China, GovCloud and the European Sovereign Cloud have their own."""
    regions = ("ap-northeast-2", "cn-north-1", "us-gov-west-1", "eusc-de-east-1")
    assert [partition_of(r) for r in regions] == ["aws", "aws-cn", "aws-us-gov", "aws-eusc"]


SOURCE = Source(asked="eni-1", vpc_id="vpc-0a", subnet_id="subnet-a", eni_id="eni-1", private_ips=("10.0.1.7",))
SNAPSHOT = Snapshot(
    account=ACCOUNT,
    region=REGION,
    vpcs={"vpc-0a": Vpc(id="vpc-0a", owner=ACCOUNT)},
    subnets={"subnet-a": Subnet(id="subnet-a", vpc_id="vpc-0a", cidr="10.0.1.0/24")},
    endpoints={"vpce-0a1": VpcEndpoint(id="vpce-0a1", vpc_id="vpc-0a", owner=ACCOUNT)},
    enis={
        "eni-1": Eni(
            id="eni-1", vpc_id="vpc-0a", subnet_id="subnet-a", public_ips=("198.51.100.1",), ipv6_ips=("2001:db8::1",)
        ),
        "eni-nat": Eni(id="eni-nat", vpc_id="vpc-0a", subnet_id="subnet-b", public_ips=("198.51.100.2",)),
    },
    nat_gateways={
        "nat-1": NatGateway(
            id="nat-1",
            vpc_id="vpc-0a",
            addresses=(
                NatAddress(private_ip="10.0.0.5", public_ip=EIP),
                NatAddress(private_ip="10.0.0.6", public_ip="203.0.113.66", status="failed"),
            ),
        )
    },
)
ENDPOINT, NAT_HOP = Hop(kind="gateway-endpoint", id="vpce-0a1"), Hop(kind="nat-gateway", id="nat-1")


def way(path: Verdict | None, *hops: Hop, then: Verdict | None = None) -> Trace:
    """Give a traced way."""
    return Trace(addresses=AddressSet(4), hops=hops, path=path, verdict=path or Verdict.BLOCKED_DNS, then=then)


@pytest.mark.parametrize(
    ("traced", "via", "private", "public"),
    [
        (way(Verdict.PRIVATE_GATEWAY_ENDPOINT, ENDPOINT), Via.GATEWAY_ENDPOINT, ("10.0.1.7",), ()),
        (way(Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT, NAT_HOP, ENDPOINT), Via.GATEWAY_ENDPOINT, ("10.0.0.5",), ()),
        (
            way(Verdict.PRIVATE_INTERFACE_ENDPOINT, Hop(kind="interface-endpoint", id="vpce-0a1")),
            Via.INTERFACE_ENDPOINT,
            ("10.0.1.7",),
            (),
        ),
        (
            way(Verdict.VIA_APPLIANCE, ENDPOINT, then=Verdict.PRIVATE_GATEWAY_ENDPOINT),
            Via.GATEWAY_ENDPOINT,
            (),
            (),
        ),
        (way(Verdict.PUBLIC_VIA_NAT_GATEWAY, NAT_HOP), Via.PUBLIC, (), (EIP,)),
        (way(Verdict.PUBLIC_VIA_NAT_GATEWAY), Via.PUBLIC, (), ()),
        (way(Verdict.PUBLIC_VIA_NAT_GATEWAY, Hop(kind="nat-gateway", id="nat-gone")), Via.PUBLIC, (), ()),
        (
            way(Verdict.PUBLIC_VIA_NAT_INSTANCE, Hop(kind="network-interface", id="eni-nat")),
            Via.PUBLIC,
            (),
            ("198.51.100.2",),
        ),
        (way(Verdict.PUBLIC_VIA_IGW), Via.PUBLIC, (), ("198.51.100.1",)),
        (way(Verdict.PUBLIC_VIA_EIGW), Via.PUBLIC, (), ("2001:db8::1",)),
        (way(Verdict.PUBLIC_VIA_EDGE_GATEWAY), Via.PUBLIC, (), ()),
        (way(Verdict.VIA_TRANSIT_PUBLIC), Via.PUBLIC, (), ()),
        (way(Verdict.VIA_TRANSIT_UNKNOWN, then=Verdict.PUBLIC_VIA_NAT_GATEWAY), Via.PUBLIC, (), ()),
        (way(Verdict.VIA_ONPREM), Via.UNSEEN, (), ()),
        (way(None), Via.UNSEEN, (), ()),
    ],
)
def test_a_traced_way_leads_to_a_door(traced: Trace, via: Via, private: tuple[str, ...], public: tuple[str, ...]) -> None:
    """The hops say which endpoint it is, and whose address is seen there."""
    entrance = entrance_of(traced, SOURCE, SNAPSHOT)
    assert (entrance.via, entrance.private_addresses, entrance.public_addresses) == (via, private, public)
    if via in {Via.GATEWAY_ENDPOINT, Via.INTERFACE_ENDPOINT}:
        assert (entrance.endpoint_id, entrance.vpc_id, entrance.vpc_owner) == ("vpce-0a1", "vpc-0a", ACCOUNT)


def test_a_bare_subnet_is_seen_by_its_range() -> None:
    """Without an interface, any address of the subnet may be the sender, and no public address is known."""
    bare = replace(SOURCE, eni_id=None, private_ips=())
    assert entrance_of(way(Verdict.PRIVATE_GATEWAY_ENDPOINT, ENDPOINT), bare, SNAPSHOT).private_addresses == ("10.0.1.0/24",)
    assert entrance_of(way(Verdict.PUBLIC_VIA_IGW), bare, SNAPSHOT).public_addresses == ()
    assert entrance_of(way(Verdict.PRIVATE_GATEWAY_ENDPOINT, ENDPOINT), bare, Snapshot()).private_addresses == ()


def test_an_endpoint_that_was_not_seen_keeps_its_id() -> None:
    """A participant of a shared VPC sees the route and not the endpoint: whose VPC it is stays open."""
    unseen = entrance_of(way(Verdict.PRIVATE_GATEWAY_ENDPOINT, ENDPOINT), SOURCE, replace(SNAPSHOT, endpoints={}))
    assert (unseen.endpoint_id, unseen.vpc_id, unseen.endpoint_owner) == ("vpce-0a1", "", "")
    assert entrance_of(way(Verdict.PRIVATE_GATEWAY_ENDPOINT), SOURCE, SNAPSHOT).endpoint_id == ""
