"""Each kind of change: what AWS would make of it, what AWS would refuse, and how it is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ground import FURNISHED, after, ground, route

from diagnostics import AskerError, Query, diagnose
from diagnostics.changes import kinds_of_change, read_change

EMPTY = ground()
SNAPSHOT = ground(*FURNISHED)

#: One of each kind, with the command that makes it.
EACH = {
    "add-route-table vpce-s3 rtb-a2": "modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-a2",
    "remove-route-table vpce-s3 rtb-a1": "modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --remove-route-table-ids rtb-a1",
    "gateway-ip-type vpce-s3 dualstack": "modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --ip-address-type dualstack",
    "delete-endpoint vpce-s3": "delete-vpc-endpoints --vpc-endpoint-ids vpce-s3",
    "create-gateway-endpoint dynamodb rtb-a1": "com.amazonaws.ap-northeast-2.dynamodb --route-table-ids rtb-a1",
    "private-dns vpce-ec2-i off": "modify-vpc-endpoint --vpc-endpoint-id vpce-ec2-i --no-private-dns-enabled",
    "private-dns vpce-s3-i on": "--private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false",
    "inbound-resolver-only vpce-s3-i off": "--dns-options PrivateDnsOnlyForInboundResolverEndpoint=false",
    "create-interface-endpoint sts subnet-a1 sg-endpoint": "--subnet-ids subnet-a1 --security-group-ids sg-endpoint --p",
    "create-interface-endpoint com.amazonaws.us-east-1.s3 subnet-a1": "--service-region us-east-1",
    "add-endpoint-subnet vpce-ec2-i subnet-a2": "--vpc-endpoint-id vpce-ec2-i --add-subnet-ids subnet-a2",
    "add-endpoint-group vpce-ec2-i sg-app": "--add-security-group-ids sg-app",
    "add-route rtb-main 0.0.0.0/0 nat-0a": "--route-table-id rtb-main --destination-cidr-block 0.0.0.0/0 --nat-",
    "add-route rtb-main ::/0 eigw-0a": "--destination-ipv6-cidr-block ::/0 --egress-only-internet-gateway-id eigw-0a",
    "remove-route rtb-a1 0.0.0.0/0": "delete-route --route-table-id rtb-a1 --destination-cidr-block 0.0.0.0/0",
    "replace-route rtb-a1 0.0.0.0/0 tgw-0a": "replace-route --route-table-id rtb-a1 --destination-cidr-block 0.0.0.0/0",
    "delete-nat nat-0a": "delete-nat-gateway --nat-gateway-id nat-0a",
    "associate-table subnet-a1 rtb-main": "replace-route-table-association --association-id $ASSOCIATION --route-table-id",
    "dns-support vpc-0a off": "modify-vpc-attribute --vpc-id vpc-0a --enable-dns-support Value=false",
    "dns-hostnames vpc-0a off": "modify-vpc-attribute --vpc-id vpc-0a --enable-dns-hostnames Value=false",
    "allow-egress sg-app 443 pl-s3": "IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=pl-s3}]",
    "allow-endpoint-ingress sg-endpoint 443 sg-app": "--protocol tcp --port 443 --source-group sg-app",
    "allow-endpoint-ingress sg-endpoint 443 2001:db8::/56": "Ipv6Ranges=[{CidrIpv6=2001:db8::/56}]",
    "allow-acl acl-default egress 10.0.0.0/8 443": "--egress --rule-number 200 --protocol 6 --port-range From=443,To=443",
    "allow-bucket vpce-s3 my-bucket": '"Resource":["arn:aws:s3:::my-bucket","arn:aws:s3:::my-bucket/*"]',
    "admit-endpoint my-bucket vpce-s3 1": '"StringNotEquals":{"aws:SourceVpce":["vpce-old","vpce-s3"]}',
    "admit-endpoint my-bucket vpc-0a": '"aws:SourceVpce":"vpce-old","aws:SourceVpc":"vpc-0a"',
    "reset-endpoint-policy vpce-s3": "modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --reset-policy",
    "source-dest-check eni-a1 off": "--network-interface-id eni-a1 --no-source-dest-check",
    "amazon-dns vpc-0a": "associate-dhcp-options --dhcp-options-id dopt-0a --vpc-id vpc-0a",
}

#: What AWS refuses, with the beginning of its answer.
REFUSED = {
    "add-route-table vpce-s3 rtb-a1": "RouteAlreadyExists",
    "add-route-table vpce-ec2-i rtb-a1": "InvalidParameter",
    "create-gateway-endpoint s3 rtb-a1": "RouteAlreadyExists",
    "create-gateway-endpoint ec2 rtb-a1": "InvalidServiceName",
    "remove-route-table vpce-s3 rtb-a2": "InvalidRouteTableId.NotFound",
    "private-dns vpce-s3 on": "InvalidParameter",
    "inbound-resolver-only vpce-ec2-i on": "InvalidParameter",
    "gateway-ip-type vpce-ec2-i dualstack": "InvalidParameter",
    "create-interface-endpoint ec2 subnet-a2": "InvalidParameter: private-dns-enabled cannot be set",
    "create-interface-endpoint sts subnet-a1 subnet-pub": "DuplicateSubnetsInSameZone",
    "add-endpoint-subnet vpce-ec2-i subnet-pub": "DuplicateSubnetsInSameZone",
    "add-endpoint-subnet vpce-s3 subnet-a1": "InvalidParameter",
    "add-endpoint-group vpce-ec2-i sg-endpoint": "InvalidParameter",
    "add-route rtb-a1 0.0.0.0/0 nat-0a": "RouteAlreadyExists",
    "add-route rtb-a1 52.0.0.0/8 vpce-s3": "RouteNotSupported",
    "add-route rtb-a1 52.0.0.0/8 nat-none": "InvalidNatGatewayID.NotFound",
    "remove-route rtb-a1 10.0.0.0/16": "InvalidParameterValue: cannot remove local route",
    "remove-route rtb-a1 pl-s3": "InvalidParameterValue: cannot remove VPC endpoint route",
    "remove-route rtb-a1 9.9.9.0/24": "InvalidRoute.NotFound",
    "replace-route rtb-a1 pl-s3 nat-0a": "InvalidParameterValue",
    "associate-table subnet-a1 rtb-a1": "Resource.AlreadyAssociated",
    "admit-endpoint my-bucket vpce-s3 2": "no statement that may be changed",
    "admit-endpoint other-bucket vpce-s3": "the policy of other-bucket is not in the snapshot",
}


@pytest.mark.parametrize("text", EACH)
def test_a_change_says_itself_in_commands_and_in_both_languages(text: str) -> None:
    """There is a command, Terraform that closes what it opens, and words in Korean and English."""
    change = read_change(text, SNAPSHOT)
    kind = kinds_of_change()[change.kind]
    commands = kind.cli(change, SNAPSHOT)
    assert EACH[text] in commands[-1]
    assert commands[-1].endswith("--region ap-northeast-2")
    terraform = kind.terraform(change, SNAPSHOT)
    assert terraform.count("{") == terraform.count("}")
    said = [kind.describe(change, SNAPSHOT), *kind.warnings(change, SNAPSHOT)]
    assert all(words.ko != words.en for words in said)
    assert all(words.ko.endswith((".", "요.")) for words in said[1:])


@pytest.mark.parametrize("text", EACH)
def test_a_change_leaves_the_snapshot_it_was_made_to_alone(text: str) -> None:
    """A copy is changed, and only a copy."""
    snapshot = ground(*FURNISHED)
    changed = after(text, snapshot)
    assert snapshot == SNAPSHOT
    assert changed is not snapshot


@pytest.mark.parametrize("text", REFUSED)
def test_what_aws_refuses_is_refused_in_its_words(text: str) -> None:
    """The error holds the change and AWS's own answer."""
    with pytest.raises(AskerError) as refused:
        after(text, SNAPSHOT)
    assert refused.value.code == "refused-change"
    assert refused.value.particulars["what"] == text
    assert refused.value.particulars["why"].startswith(REFUSED[text])


def test_an_association_brings_the_route_at_once() -> None:
    """The table gets the endpoint's prefix list, and the endpoint names the table."""
    changed = after("add-route-table vpce-s3 rtb-a2", SNAPSHOT)
    found = route(changed, "rtb-a2", "pl-s3")
    assert found is not None
    assert found.target.id == "vpce-s3"
    assert changed.endpoints["vpce-s3"].route_table_ids == ("rtb-a1", "rtb-a2")


def test_a_gateway_endpoint_takes_its_routes_with_it() -> None:
    """No blackhole is left: the routes were AWS's own."""
    changed = after("delete-endpoint vpce-s3", SNAPSHOT)
    assert "vpce-s3" not in changed.endpoints
    assert route(changed, "rtb-a1", "pl-s3") is None


def test_an_interface_endpoint_takes_its_interfaces_with_it() -> None:
    """Its network interfaces are gone with it."""
    changed = after("delete-endpoint vpce-ec2-i", SNAPSHOT)
    assert not [e for e in changed.enis.values() if "vpce-ec2-i" in e.id]


def test_a_deleted_nat_gateway_leaves_blackholes() -> None:
    """The routes to it stay and drop what they match."""
    changed = after("delete-nat nat-0a", SNAPSHOT)
    found = route(changed, "rtb-a1", "0.0.0.0/0")
    assert found is not None
    assert found.state == "blackhole"


def test_a_gateway_load_balancer_endpoint_leaves_blackholes() -> None:
    """Its routes were written by hand, so AWS leaves them."""
    given = {"gateway": {"tables": [], "id": "vpce-gwlb"}}
    kind = {
        "set": {
            "call": "describe-vpc-endpoints",
            "rows": "VpcEndpoints",
            "key": "VpcEndpointId",
            "id": "vpce-gwlb",
            "VpcEndpointType": "GatewayLoadBalancer",
        }
    }
    snapshot = ground(given, kind, {"route": {"table": "rtb-a1", "to": "0.0.0.0/0", "target": "vpce-gwlb"}})
    found = route(after("delete-endpoint vpce-gwlb", snapshot), "rtb-a1", "0.0.0.0/0")
    assert found is not None
    assert found.state == "blackhole"


def test_private_dns_needs_both_attributes() -> None:
    """AWS refuses private DNS while the VPC has an attribute off, and DNS hostnames without DNS support."""
    off = after("dns-support vpc-0a off", after("dns-hostnames vpc-0a off", SNAPSHOT))
    for text in ("private-dns vpce-ec2-i on", "create-interface-endpoint sts subnet-a1", "dns-hostnames vpc-0a on"):
        with pytest.raises(AskerError):
            after(text, off)
    on = after("dns-hostnames vpc-0a on", after("dns-support vpc-0a on", off))
    assert after("private-dns vpce-ec2-i on", on).endpoints["vpce-ec2-i"].private_dns


def test_a_zone_that_answers_already_is_in_the_way_of_private_dns() -> None:
    """AWS refuses a name that a private hosted zone of the VPC holds."""
    zone = {"HostedZoneId": "Z0EC2", "Name": "ec2.ap-northeast-2.amazonaws.com.", "Owner": {"OwningAccount": "111122223333"}}
    listed = {"answer": {"key": "list-hosted-zones-by-vpc.vpc-0a", "value": {"HostedZoneSummaries": [zone]}}}
    snapshot = ground({"interface": {"service": "ec2", "private_dns": False}}, listed)
    with pytest.raises(AskerError) as refused:
        after("private-dns vpce-ec2-i on", snapshot)
    assert "conflicting DNS domain for ec2.ap-northeast-2.amazonaws.com" in refused.value.particulars["why"]


def test_an_endpoint_without_a_group_gets_the_default_one() -> None:
    """As AWS does it, which then lets nobody else in."""
    changed = after("create-interface-endpoint sts subnet-a1", SNAPSHOT)
    assert changed.endpoints["vpce-new-sts"].group_ids == ("sg-default",)
    assert diagnose(Query(source="eni-a1", to="sts"), changed)[0].verdict == "BLOCKED_ENDPOINT_SG"


def test_an_endpoint_with_a_new_group_is_reached_from_the_whole_vpc() -> None:
    """The group that is made with it admits 443 from the VPC's ranges."""
    changed = after("create-interface-endpoint sts subnet-a1 sg-new", SNAPSHOT)
    assert diagnose(Query(source="eni-a2", to="sts"), changed)[0].verdict == "PRIVATE_INTERFACE_ENDPOINT"


def test_a_new_interface_takes_an_address_that_is_free() -> None:
    """No two interfaces of a subnet have the same address, and AWS's own are left out."""
    changed = after("create-interface-endpoint sts subnet-a1", after("create-interface-endpoint logs subnet-a1", SNAPSHOT))
    held = [ip for e in changed.enis.values() if e.subnet_id == "subnet-a1" for ip in e.private_ips]
    assert len(held) == len(set(held))
    assert "10.0.1.255" not in held


def test_a_subnet_has_one_table_at_a_time() -> None:
    """What another table routed before, it routes no more."""
    changed = after("associate-table subnet-a1 rtb-main", SNAPSHOT)
    assert [t.id for t in changed.route_tables.values() if "subnet-a1" in t.subnet_ids] == ["rtb-main"]


def test_an_acl_entry_comes_before_what_denies() -> None:
    """The number is free and lower than that of the first entry that denies any of the range."""
    entries = [
        {"RuleNumber": 90, "Egress": False, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "52.0.0.0/8"},
        {"RuleNumber": 100, "Egress": False, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"},
    ]
    fields = {"call": "describe-network-acls", "rows": "NetworkAcls", "key": "NetworkAclId", "id": "acl-default"}
    snapshot = ground({"set": {**fields, "Entries": entries}})
    changed = after("allow-acl acl-default ingress 0.0.0.0/0 1024-65535", snapshot)
    (new,) = set(changed.network_acls["acl-default"].entries) - set(snapshot.network_acls["acl-default"].entries)
    assert new.number == 89


def test_an_acl_entry_that_overrules_a_denial_says_so() -> None:
    """A numbered denial of the same range may be there on purpose; one of another protocol is not overruled."""
    fields = {"call": "describe-network-acls", "rows": "NetworkAcls", "key": "NetworkAclId", "id": "acl-default"}

    def warned(protocol: str) -> str:
        entry = {"RuleNumber": 90, "Egress": True, "Protocol": protocol, "RuleAction": "deny", "CidrBlock": "52.0.0.0/8"}
        snapshot = ground({"set": {**fields, "Entries": [entry]}})
        change = read_change("allow-acl acl-default egress 0.0.0.0/0 443", snapshot)
        return " ".join(words.en for words in kinds_of_change()["allow-acl"].warnings(change, snapshot))

    assert "rule 90, which denies 52.0.0.0/8" in warned("-1")
    assert "rule 90" not in warned("17")


def test_an_acl_without_a_free_number_before_its_denial_is_refused() -> None:
    """A first entry that denies leaves no room."""
    entry = {"RuleNumber": 1, "Egress": True, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"}
    fields = {"call": "describe-network-acls", "rows": "NetworkAcls", "key": "NetworkAclId", "id": "acl-default"}
    with pytest.raises(AskerError):
        after("allow-acl acl-default egress 0.0.0.0/0 443", ground({"set": {**fields, "Entries": [entry]}}))


def test_inspection_that_is_passed_by_is_named() -> None:
    """A table that sends the rest to an appliance says so before it gets an endpoint's route."""
    snapshot = ground({"route": {"table": "rtb-a1", "to": "0.0.0.0/0", "target": "tgw-0a"}})
    change = read_change("create-gateway-endpoint s3 rtb-a1", snapshot)
    assert any("tgw-0a" in words.en for words in kinds_of_change()[change.kind].warnings(change, snapshot))


def test_what_a_table_routes_is_counted_with_those_that_name_none() -> None:
    """The main table's warning names the subnets that fall to it."""
    snapshot = ground({"implicit": {"subnet": "subnet-a1"}})
    change = read_change("create-gateway-endpoint s3 rtb-main", snapshot)
    assert "subnet-a1" in kinds_of_change()[change.kind].warnings(change, snapshot)[0].en


def test_the_default_group_is_not_opened_unawares() -> None:
    """A rule in a group that other things carry says what else opens."""
    change = read_change("allow-endpoint-ingress sg-default 443 sg-app", SNAPSHOT)
    assert kinds_of_change()[change.kind].warnings(change, SNAPSHOT)


def test_a_service_that_aws_does_not_offer_is_refused() -> None:
    """Where the list of endpoint services was seen, a name that is not in it is none."""
    listed = {"ServiceDetails": [{"ServiceName": "com.amazonaws.ap-northeast-2.ec2", "ServiceType": []}]}
    snapshot = ground({"answer": {"key": "describe-vpc-endpoint-services", "value": listed}})
    if snapshot.endpoint_services:
        with pytest.raises(AskerError):
            after("create-interface-endpoint ec3 subnet-a1", snapshot)
    assert after("create-interface-endpoint ec2 subnet-a1", EMPTY).endpoints


def test_a_zone_of_another_region_is_not_crossed() -> None:
    """AWS lists zones whose subnets cannot hold an endpoint for another Region."""
    zone = {"call": "describe-subnets", "rows": "Subnets", "key": "SubnetId", "id": "subnet-a1"}
    snapshot = ground({"set": {**zone, "AvailabilityZoneId": "apne2-az2"}})
    with pytest.raises(AskerError):
        after("create-interface-endpoint com.amazonaws.us-east-1.s3 subnet-a1", snapshot)
