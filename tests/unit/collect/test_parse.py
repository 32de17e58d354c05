"""Parsing of what the AWS CLI prints, in the shapes that AWS really gives, into the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.collect import Answers, Meta, Refusal, snapshot_of
from diagnostics.collect.parse.fields import Row
from diagnostics.collect.parse.routes import target_of
from diagnostics.model.flow import AskerError
from diagnostics.model.network import TargetKind

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot

REGION = "ap-northeast-2"
GATEWAY_ENDPOINT = {
    "VpcEndpointId": "vpce-0a",
    "VpcEndpointType": "Gateway",
    "VpcId": "vpc-1",
    "ServiceName": f"com.amazonaws.{REGION}.s3",
    "State": "Available",
    "PolicyDocument": '{"Version":"2008-10-17","Statement":[]}',
    "RouteTableIds": ["rtb-1"],
    "SubnetIds": [],
    "Groups": [],
    "PrivateDnsEnabled": False,
    "NetworkInterfaceIds": [],
    "DnsEntries": [],
    "DnsOptions": {"DnsRecordIpType": "service-defined"},
    "OwnerId": "111122223333",
    "Tags": [{"Key": "Name", "Value": "orchard-s3"}],
    "SomethingNew": {"kept": "out"},
}


def taken(region: str = REGION, **said: Any) -> Answers:
    """Give answers with the calls named, underscores standing for hyphens."""
    return Answers(said={key.replace("_", "-"): body for key, body in said.items()}, meta=Meta(region=region))


def read(**said: Any) -> Snapshot:
    """Give the snapshot of those answers."""
    return snapshot_of(taken(**said))


def test_a_gateway_endpoint_is_read_as_aws_writes_it() -> None:
    """State is lower-cased, the policy stays text, and a member that is not known does no harm."""
    endpoint = read(describe_vpc_endpoints={"VpcEndpoints": [GATEWAY_ENDPOINT]}).endpoints["vpce-0a"]
    assert (endpoint.state, endpoint.type, endpoint.name, endpoint.private_dns) == (
        "available",
        "Gateway",
        "orchard-s3",
        False,
    )
    assert endpoint.policy.startswith('{"Version"')
    assert (endpoint.dns_record_ip_type, endpoint.inbound_resolver_only) == ("service-defined", None)


def test_an_endpoint_without_a_type_is_a_gateway_endpoint() -> None:
    """AWS's default type is Gateway, and moto leaves it out."""
    row = {key: value for key, value in GATEWAY_ENDPOINT.items() if key not in {"VpcEndpointType", "DnsOptions"}}
    assert read(describe_vpc_endpoints={"VpcEndpoints": [row]}).endpoints["vpce-0a"].type == "Gateway"


def test_an_interface_endpoint_keeps_its_names_and_why_it_failed() -> None:
    """DNS names, the inbound-only option, security groups and the last error arrive."""
    row = {
        "VpcEndpointId": "vpce-0b",
        "VpcEndpointType": "Interface",
        "State": "Failed",
        "Groups": [{"GroupId": "sg-1", "GroupName": "endpoints"}],
        "DnsEntries": [
            {"DnsName": "vpce-0b.s3.ap-northeast-2.vpce.amazonaws.com.", "HostedZoneId": "Z27"},
            {"DnsName": "*.s3.ap-northeast-2.amazonaws.com"},
        ],
        "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": True},
        "LastError": {"Code": "Oops", "Message": "no room"},
        "ServiceRegion": "us-east-1",
    }
    endpoint = read(describe_vpc_endpoints={"VpcEndpoints": [row]}).endpoints["vpce-0b"]
    assert endpoint.dns_names == ("vpce-0b.s3.ap-northeast-2.vpce.amazonaws.com", "*.s3.ap-northeast-2.amazonaws.com")
    assert (endpoint.inbound_resolver_only, endpoint.last_error, endpoint.service_region) == (
        True,
        "Oops: no room",
        "us-east-1",
    )
    assert endpoint.dns_zone_id == "Z27"
    assert endpoint.group_ids == ("sg-1",)


@pytest.mark.parametrize(
    ("route", "kind", "target"),
    [
        ({"GatewayId": "local"}, TargetKind.LOCAL, "local"),
        ({"GatewayId": "igw-1"}, TargetKind.INTERNET_GATEWAY, "igw-1"),
        ({"GatewayId": "vgw-1"}, TargetKind.VPN_GATEWAY, "vgw-1"),
        ({"GatewayId": "vpce-1"}, TargetKind.VPC_ENDPOINT, "vpce-1"),
        ({"NatGatewayId": "nat-1"}, TargetKind.NAT_GATEWAY, "nat-1"),
        (
            {"InstanceId": "i-1", "InstanceOwnerId": "1", "NetworkInterfaceId": "eni-1"},
            TargetKind.NETWORK_INTERFACE,
            "eni-1",
        ),
        ({"InstanceId": "i-1"}, TargetKind.INSTANCE, "i-1"),
        ({"EgressOnlyInternetGatewayId": "eigw-1"}, TargetKind.EGRESS_ONLY_GATEWAY, "eigw-1"),
        (
            {"CoreNetworkArn": "arn:aws:networkmanager::1:core-network/c"},
            TargetKind.CORE_NETWORK,
            "arn:aws:networkmanager::1:core-network/c",
        ),
        ({"GatewayId": "new-1"}, TargetKind.UNKNOWN, "new-1"),
        ({}, TargetKind.UNKNOWN, ""),
    ],
)
def test_a_routes_target_is_told_by_member_and_prefix(route: dict[str, str], kind: TargetKind, target: str) -> None:
    """Every kind of target has its member; `GatewayId` stands for several; what is new is unknown and no crash."""
    found = target_of(Row(route))
    assert (found.kind, found.id) == (kind, target)


def test_a_route_table_has_only_the_associations_in_force() -> None:
    """An association that is going away counts no more; the main one and gateways' are told apart from subnets'."""
    held = [
        {"Main": True, "AssociationState": {"State": "associated"}},
        {"Main": False, "SubnetId": "subnet-1", "AssociationState": {"State": "associated"}},
        {"Main": False, "SubnetId": "subnet-2", "AssociationState": {"State": "disassociating"}},
        {"Main": False, "GatewayId": "igw-1"},
    ]
    routes = [
        {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "Origin": "CreateRoute", "State": "active"},
        {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "blackhole"},
        {"DestinationIpv6CidrBlock": "::/0", "GatewayId": "igw-1"},
    ]
    row = {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": held, "Routes": routes}
    table = read(describe_route_tables={"RouteTables": [row]}).route_tables["rtb-1"]
    assert (table.main, table.subnet_ids, table.gateway_ids) == (True, ("subnet-1",), ("igw-1",))
    assert [(r.destination, r.state) for r in table.routes] == [
        ("pl-1", "active"),
        ("0.0.0.0/0", "blackhole"),
        ("::/0", "active"),
    ]


def test_a_prefix_list_is_put_together_from_all_calls_that_know_it() -> None:
    """CIDRs of one call, the owner of another and the entries of a third make one list."""
    s3 = {"PrefixListId": "pl-1", "PrefixListName": f"com.amazonaws.{REGION}.s3", "Cidrs": ["52.219.56.0/22"]}
    managed = [
        {"PrefixListId": "pl-1", "PrefixListName": f"com.amazonaws.{REGION}.s3", "OwnerId": "aws", "AddressFamily": "IPv4"},
        {"PrefixListId": "pl-2", "PrefixListName": "harbor", "OwnerId": "111122223333", "AddressFamily": "IPv4"},
        {"PrefixListId": "pl-3", "PrefixListName": "quarry", "OwnerId": "111122223333", "AddressFamily": "IPv6"},
    ]
    lists = snapshot_of(
        taken(
            describe_prefix_lists={"PrefixLists": [s3]},
            describe_managed_prefix_lists={"PrefixLists": managed},
            **{"get_managed_prefix_list_entries.pl-2": {"Entries": [{"Cidr": "10.9.0.0/16", "Description": "x"}]}},
        ),
    ).prefix_lists
    assert (lists["pl-1"].aws, lists["pl-1"].cidrs) == (True, ("52.219.56.0/22",))
    assert (lists["pl-2"].aws, lists["pl-2"].cidrs) == (False, ("10.9.0.0/16",))
    assert (lists["pl-3"].cidrs, lists["pl-3"].family) == (None, "IPv6")


def test_a_vpc_has_the_blocks_in_force_and_its_attributes() -> None:
    """A CIDR that was taken away is gone; an attribute that was not asked for is not known."""
    row = {
        "VpcId": "vpc-1",
        "CidrBlock": "10.0.0.0/16",
        "DhcpOptionsId": "dopt-1",
        "OwnerId": "111122223333",
        "CidrBlockAssociationSet": [
            {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
            {"CidrBlock": "10.1.0.0/16", "CidrBlockState": {"State": "associated"}},
            {"CidrBlock": "10.2.0.0/16", "CidrBlockState": {"State": "disassociated"}},
        ],
        "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2600:1f00::/56", "Ipv6CidrBlockState": {"State": "associated"}}],
        "BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-ingress"},
    }
    attribute = {"VpcId": "vpc-1", "EnableDnsSupport": {"Value": False}}
    seen = read(describe_vpcs={"Vpcs": [row]}, **{"describe_vpc_attribute.vpc-1.enableDnsSupport": attribute})
    vpc = seen.vpcs["vpc-1"]
    assert (vpc.cidrs, vpc.ipv6_cidrs) == (("10.0.0.0/16", "10.1.0.0/16"), ("2600:1f00::/56",))
    assert (vpc.dns_support, vpc.dns_hostnames, vpc.bpa_mode) == (False, None, "block-ingress")
    gap = seen.unseen("ec2:DescribeVpcAttribute", "vpc-1")
    assert gap is not None
    assert (gap.reason, gap.hides) == ("not-collected", "the VPC attribute enableDnsHostnames")


def test_nat_gateways_old_regional_and_failed_are_read() -> None:
    """An old answer says neither type nor mode; a regional one has no subnet and its own table; a failure says why."""
    rows = [
        {"NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": "deleted"},
        {
            "NatGatewayId": "nat-2",
            "VpcId": "vpc-1",
            "AvailabilityMode": "regional",
            "RouteTableId": "rtb-9",
            "AutoProvisionZones": "enabled",
            "NatGatewayAddresses": [{"PublicIp": "3.3.3.3", "AvailabilityZoneId": "apne2-az1", "Status": "succeeded"}],
            "State": "available",
        },
        {"NatGatewayId": "nat-3", "State": "failed", "FailureCode": "Gateway.NotAttached", "FailureMessage": "no igw"},
    ]
    nats = read(describe_nat_gateways={"NatGateways": rows}).nat_gateways
    assert (nats["nat-1"].connectivity, nats["nat-1"].availability_mode, nats["nat-1"].state) == (
        "public",
        "zonal",
        "deleted",
    )
    assert (nats["nat-2"].subnet_id, nats["nat-2"].route_table_id, nats["nat-2"].addresses[0].az_id) == (
        None,
        "rtb-9",
        "apne2-az1",
    )
    assert nats["nat-3"].failure == "Gateway.NotAttached: no igw"


def test_filters_keep_every_way_to_name_an_address() -> None:
    """CIDRs of both families, prefix lists and groups; ACL entries in the order in which they are tried."""
    permission = {
        "IpProtocol": "tcp",
        "FromPort": 443,
        "ToPort": 443,
        "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
        "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
        "PrefixListIds": [{"PrefixListId": "pl-1"}],
        "UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": "111122223333"}],
    }
    group = {"GroupId": "sg-1", "GroupName": "web", "IpPermissionsEgress": [permission], "IpPermissions": []}
    entries = [
        {"RuleNumber": 32767, "Egress": True, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"},
        {
            "RuleNumber": 100,
            "Egress": True,
            "Protocol": "6",
            "RuleAction": "allow",
            "CidrBlock": "0.0.0.0/0",
            "PortRange": {"From": 1, "To": 9},
        },
        {"RuleNumber": 101, "Egress": False, "Protocol": "-1", "RuleAction": "allow", "Ipv6CidrBlock": "::/0"},
    ]
    acl = {
        "NetworkAclId": "acl-1",
        "VpcId": "vpc-1",
        "IsDefault": True,
        "Associations": [{"SubnetId": "subnet-1"}],
        "Entries": entries,
    }
    seen = read(describe_security_groups={"SecurityGroups": [group]}, describe_network_acls={"NetworkAcls": [acl]})
    (rule,) = seen.security_groups["sg-1"].egress
    assert (rule.cidrs, rule.prefix_list_ids, rule.group_ids) == (("10.0.0.0/8", "::/0"), ("pl-1",), ("sg-2",))
    assert [(e.egress, e.number, e.allow) for e in seen.network_acls["acl-1"].entries] == [
        (False, 101, True),
        (True, 100, True),
        (True, 32767, False),
    ]
    assert seen.network_acls["acl-1"].subnet_ids == ("subnet-1",)


def test_interfaces_and_instances_are_read_with_all_addresses() -> None:
    """Addresses come once each, public ones from wherever AWS tells them."""
    eni = {
        "NetworkInterfaceId": "eni-1",
        "SubnetId": "subnet-1",
        "PrivateIpAddress": "10.0.0.5",
        "PrivateIpAddresses": [
            {"PrivateIpAddress": "10.0.0.5", "Association": {"PublicIp": "3.3.3.3"}},
            {"PrivateIpAddress": "10.0.0.6"},
        ],
        "Association": {"PublicIp": "3.3.3.3"},
        "Attachment": {"InstanceId": "i-1"},
        "Groups": [{"GroupId": "sg-1"}],
        "TagSet": [{"Key": "Name", "Value": "orchard"}],
        "SourceDestCheck": False,
    }
    instance = {"InstanceId": "i-1", "State": {"Name": "stopped"}, "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1"}]}
    seen = read(
        describe_network_interfaces={"NetworkInterfaces": [eni]},
        describe_instances={"Reservations": [{"ReservationId": "r-1", "Instances": [instance]}]},
    )
    read_eni = seen.enis["eni-1"]
    assert (read_eni.private_ips, read_eni.public_ips) == (("10.0.0.5", "10.0.0.6"), ("3.3.3.3",))
    assert (read_eni.instance_id, read_eni.name, read_eni.source_dest_check) == ("i-1", "orchard", False)
    assert (seen.instances["i-1"].state, seen.instances["i-1"].eni_ids) == ("stopped", ("eni-1",))


def test_names_are_read_without_their_dots_and_octals() -> None:
    """Zones, records and rules come with plain names, and with the VPCs that use them."""
    zone = {"HostedZoneId": "/hostedzone/Z1", "Name": "amazonaws.com.", "Owner": {"OwningAccount": "111122223333"}}
    records = [
        {"Name": "\\052.amazonaws.com.", "Type": "A", "ResourceRecords": [{"Value": "10.0.0.9"}]},
        {"Name": "s3.amazonaws.com.", "Type": "A", "AliasTarget": {"DNSName": "x.example."}},
    ]
    rules = [
        {
            "Id": "rslvr-rr-1",
            "DomainName": "amazonaws.com.",
            "RuleType": "FORWARD",
            "TargetIps": [{"Ip": "10.9.0.2", "Port": 53}],
        }
    ]
    associations = [
        {"ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-1", "Status": "COMPLETE"},
        {"ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-2", "Status": "DELETING"},
    ]
    servers = {"Key": "domain-name-servers", "Values": [{"Value": "AmazonProvidedDNS"}]}
    seen = snapshot_of(
        taken(
            describe_dhcp_options={"DhcpOptions": [{"DhcpOptionsId": "dopt-1", "DhcpConfigurations": [servers]}]},
            list_resolver_rules={"ResolverRules": rules},
            list_resolver_rule_associations={"ResolverRuleAssociations": associations},
            **{
                "list_hosted_zones_by_vpc.vpc-1": {"HostedZoneSummaries": [zone]},
                "list_hosted_zones_by_vpc.vpc-2": {"HostedZoneSummaries": [zone]},
                "list_resource_record_sets.Z1": {"ResourceRecordSets": records},
            },
        ),
    )
    found = seen.hosted_zones["Z1"]
    assert (found.name, found.vpc_ids, found.owner) == ("amazonaws.com", ("vpc-1", "vpc-2"), "111122223333")
    assert found.records is not None
    assert [(r.name, r.values, r.alias) for r in found.records] == [
        ("*.amazonaws.com", ("10.0.0.9",), ""),
        ("s3.amazonaws.com", (), "x.example"),
    ]
    assert (seen.resolver_rules["rslvr-rr-1"].domain, seen.resolver_rules["rslvr-rr-1"].vpc_ids) == (
        "amazonaws.com",
        ("vpc-1",),
    )
    assert seen.dhcp_options["dopt-1"].domain_name_servers == ("AmazonProvidedDNS",)


def test_not_collected_is_never_none_at_all() -> None:
    """Where nothing was collected every call that is always made has a gap, and Block Public Access is not known."""
    seen = read()
    assert {gap.reason for gap in seen.gaps} == {"not-collected"}
    assert {"ec2:DescribeRouteTables", "ec2:DescribeVpcEndpoints", "sts:GetCallerIdentity"} <= {
        gap.call for gap in seen.gaps
    }
    assert seen.bpa is None
    assert seen.unseen("ec2:DescribeVpcPeeringConnections") is None


def test_an_empty_answer_leaves_no_gap() -> None:
    """AWS said that there are none, which is an answer."""
    assert read(describe_nat_gateways={"NatGateways": []}).unseen("ec2:DescribeNatGateways") is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("UnauthorizedOperation", "denied"),
        ("AccessDeniedException", "denied"),
        ("Client.UnauthorizedOperation", "denied"),
        ("InvalidAction", "unsupported"),
        ("RequestLimitExceeded", "failed"),
        ("InternalError", "failed"),
        ("SomethingNew", "failed"),
    ],
)
def test_a_refusals_code_decides_the_gaps_reason(code: str, reason: str) -> None:
    """Denied, unsupported and failed are told apart; a code that is new is a failure."""
    gap = read(describe_network_acls=Refusal(code, "no. Encoded authorization failure message: abcdef")).unseen(
        "ec2:DescribeNetworkAcls"
    )
    assert gap is not None
    assert gap.reason == reason
    assert gap.detail == f"{code}: no."


def test_there_is_none_and_no_such_thing_are_no_gaps() -> None:
    """A bucket without a policy hides nothing; a bucket policy that was denied does."""
    said = {"get-bucket-policy.a": Refusal("NoSuchBucketPolicy"), "get-bucket-policy.b": Refusal("NoSuchBucket")}
    denied = {"get-bucket-policy.c": Refusal("AccessDenied")}
    gaps = [gap for gap in snapshot_of(Answers(said={**said, **denied})).gaps if gap.reason != "not-collected"]
    assert [(gap.call, gap.subject, gap.reason) for gap in gaps] == [("s3:GetBucketPolicy", "c", "denied")]


@pytest.mark.parametrize(
    "row",
    [
        {"RouteTableId": "rtb-9", "VpcId": 7},
        {"RouteTableId": "rtb-9", "Associations": [{"Main": "yes"}]},
        {"RouteTableId": "rtb-9", "Tags": [{"Key": 1}]},
    ],
)
def test_a_row_that_cannot_be_read_is_a_gap_that_names_it(row: dict[str, Any]) -> None:
    """The row beside it is read, and this one is named with what is wrong."""
    seen = read(describe_route_tables={"RouteTables": [row, {"RouteTableId": "rtb-1"}]})
    assert set(seen.route_tables) == {"rtb-1"}
    (gap,) = (gap for gap in seen.gaps if gap.reason == "failed")
    assert (gap.call, gap.subject) == ("ec2:DescribeRouteTables", "rtb-9")
    assert gap.detail


@pytest.mark.parametrize("rows", ["text", 5, {"a": 1}, ["text", 5, None], [{}], [{"SubnetId": None}], [{"SubnetId": ["x"]}]])
def test_rows_of_any_shape_leave_a_gap(rows: Any) -> None:
    """Whatever stands where subnets should, there is a snapshot, and a gap for what was left out."""
    seen = read(describe_subnets={"Subnets": rows})
    assert seen.subnets == {}
    assert any(gap.reason == "failed" and gap.call == "ec2:DescribeSubnets" for gap in seen.gaps)


def test_two_regions_in_one_file_are_told_apart() -> None:
    """Rows of the other Region are left out: by zone, by ARN, by name, and by the VPC they belong to."""
    subnets = [
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "AvailabilityZone": "ap-northeast-2a"},
        {"SubnetId": "subnet-2", "VpcId": "vpc-2", "AvailabilityZone": "us-east-1b"},
    ]
    both = taken(
        region="",
        describe_subnets={"Subnets": subnets},
        describe_vpcs={"Vpcs": [{"VpcId": "vpc-1"}, {"VpcId": "vpc-2"}]},
        describe_route_tables={
            "RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1"}, {"RouteTableId": "rtb-2", "VpcId": "vpc-2"}]
        },
        describe_internet_gateways={
            "InternetGateways": [
                {"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1"}]},
                {"InternetGatewayId": "igw-2", "Attachments": [{"VpcId": "vpc-2"}]},
            ],
        },
        describe_prefix_lists={
            "PrefixLists": [
                {"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.ap-northeast-2.s3", "Cidrs": ["52.219.56.0/22"]},
                {"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.us-east-1.s3", "Cidrs": ["54.231.0.0/16"]},
            ],
        },
        describe_vpc_block_public_access_options={
            "VpcBlockPublicAccessOptions": [
                {"AwsRegion": "us-east-1", "InternetGatewayBlockMode": "off"},
                {"AwsRegion": "ap-northeast-2", "InternetGatewayBlockMode": "block-ingress"},
            ],
        },
    )
    seoul, virginia = snapshot_of(both, "ap-northeast-2"), snapshot_of(both, "us-east-1")
    assert (set(seoul.vpcs), set(seoul.subnets), set(seoul.route_tables)) == ({"vpc-1"}, {"subnet-1"}, {"rtb-1"})
    assert (set(virginia.vpcs), set(virginia.route_tables), set(virginia.internet_gateways)) == (
        {"vpc-2"},
        {"rtb-2"},
        {"igw-2"},
    )
    assert (seoul.prefix_lists["pl-1"].cidrs, virginia.prefix_lists["pl-1"].cidrs) == (
        ("52.219.56.0/22",),
        ("54.231.0.0/16",),
    )
    assert seoul.bpa is not None
    assert seoul.bpa.mode == "block-ingress"


def test_a_region_that_the_answers_are_not_of_is_the_askers_mistake() -> None:
    """Asking for another Region than every row names is refused with the one that is there."""
    subnet = {"SubnetId": "subnet-1", "AvailabilityZone": "ap-northeast-2a"}
    with pytest.raises(AskerError) as raised:
        snapshot_of(taken(describe_subnets={"Subnets": [subnet]}), "us-east-1")
    assert (raised.value.code, raised.value.particulars["found"]) == ("saved-other-region", "ap-northeast-2")


def test_region_and_account_are_found_out_where_nobody_says() -> None:
    """Zones tell the Region, also a Local Zone's; security groups tell the account, though the VPC is another's."""
    said = {
        "describe-subnets": {
            "Subnets": [{"SubnetId": "subnet-1", "AvailabilityZone": "us-west-2-lax-1a", "OwnerId": "999999999999"}]
        },
        "describe-vpcs": {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "999999999999"}]},
        "describe-security-groups": {"SecurityGroups": [{"GroupId": "sg-1", "OwnerId": "111122223333"}]},
    }
    seen = snapshot_of(Answers(said=said))
    assert (seen.region, seen.account) == ("us-west-2", "111122223333")


def test_an_endpoint_service_of_another_region_is_kept() -> None:
    """A saved answer about another Region's services stands beside this Region's."""
    detail = {
        "ServiceName": "com.amazonaws.us-east-1.s3",
        "ServiceType": [{"ServiceType": "Interface"}],
        "PrivateDnsNames": [{"PrivateDnsName": "s3.us-east-1.amazonaws.com"}],
        "AvailabilityZones": ["us-east-1a"],
    }
    said = {"describe-vpc-endpoint-services.us-east-1": {"ServiceDetails": [detail], "ServiceNames": []}}
    (service,) = snapshot_of(Answers(said=said)).endpoint_services.values()
    assert (service.types, service.private_dns_names, service.zones) == (
        ("Interface",),
        ("s3.us-east-1.amazonaws.com",),
        ("us-east-1a",),
    )
