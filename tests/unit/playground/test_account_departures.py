"""Each departure of moto from AWS: the sample account behaves as AWS does, and bare moto still does not.

The day the second half of that fails for a departure, moto has mended it, and the departure can go.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from bot.playground.account import SampleAccount
from bot.playground.account.departures import DEPARTURES
from bot.playground.account.server import client_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Ec2 = Any
    Probe = Callable[[Ec2], bool]

S3 = "com.amazonaws.ap-northeast-2.s3"


@pytest.fixture(scope="module")
def restored() -> Iterator[Ec2]:
    """Give a client of the sample account."""
    yield from _client(SampleAccount(account="222222222222"))


@pytest.fixture(scope="module")
def bare() -> Iterator[Ec2]:
    """Give a client of the same network on bare moto."""
    yield from _client(SampleAccount(account="333333333333", departures=()))


def _client(account: SampleAccount) -> Iterator[Ec2]:
    client = client_of("ec2", account.start())
    yield client
    client.close()
    account.stop()


@pytest.mark.parametrize("name", [each.name for each in DEPARTURES])
def test_the_sample_account_behaves_as_aws_does(name: str, restored: Ec2) -> None:
    """Where moto departs from AWS, the sample account does not."""
    assert PROBES[name](restored)


@pytest.mark.parametrize("name", [each.name for each in DEPARTURES])
def test_moto_still_departs_from_aws(name: str, bare: Ec2) -> None:
    """A departure that moto has mended has no reason to stay."""
    assert not PROBES[name](bare)


def test_each_departure_says_what_moto_says_and_what_aws_says() -> None:
    """Every step that restores AWS's behaviour names both sides, or helps one that does."""
    for each in DEPARTURES:
        told = [step.__doc__ or "" for step in (each.first, each.request, each.instead, each.answer) if step]
        assert any("moto" in doc and "AWS" in doc for doc in told), each.name


def test_every_departure_has_a_probe() -> None:
    """No departure goes unproven, and no probe outlives its departure."""
    assert set(PROBES) == {each.name for each in DEPARTURES}


def _named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if {"Key": "Name", "Value": name} in row.get("Tags", row.get("TagSet", [])))


def _endpoint(ec2: Ec2, name: str) -> dict[str, Any]:
    return _named(ec2.describe_vpc_endpoints()["VpcEndpoints"], name)


def _table(ec2: Ec2, name: str) -> dict[str, Any]:
    return _named(ec2.describe_route_tables()["RouteTables"], name)


def _default_vpc(ec2: Ec2) -> str:
    return str(ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"])


def _refused(call: Callable[[], object], code: str) -> bool:
    try:
        call()
    except ClientError as trouble:
        return str(trouble.response["Error"]["Code"]) == code
    return False


def _answered(call: Callable[[], object]) -> bool:
    try:
        call()
    except ClientError:
        return False
    return True


def _interfaces(ec2: Ec2) -> list[dict[str, Any]]:
    return list(ec2.describe_network_interfaces()["NetworkInterfaces"])


def _list_ids(ec2: Ec2) -> bool:
    listed = {row["PrefixListName"]: row["PrefixListId"] for row in ec2.describe_prefix_lists()["PrefixLists"]}
    routed = {r.get("DestinationPrefixListId") for r in _table(ec2, "harbor-rt")["Routes"]}
    return listed[S3] == "pl-78a54011" and "pl-78a54011" in routed


def _list_cidrs(ec2: Ec2) -> bool:
    return all(row.get("Cidrs") for row in ec2.describe_prefix_lists()["PrefixLists"])


def _managed(ec2: Ec2) -> dict[str, Any]:
    return next(row for row in ec2.describe_managed_prefix_lists()["PrefixLists"] if row["PrefixListName"] == S3)


def _list_entries(ec2: Ec2) -> bool:
    entries = ec2.get_managed_prefix_list_entries(PrefixListId=_managed(ec2)["PrefixListId"])["Entries"]
    return "52.219.56.0/22" in {entry["Cidr"] for entry in entries}


def _list_owner(ec2: Ec2) -> bool:
    return ":aws:prefix-list/" in _managed(ec2)["PrefixListArn"]


def _dhcp_options(ec2: Ec2) -> bool:
    made = ec2.create_vpc(CidrBlock="10.40.0.0/16")["Vpc"]["DhcpOptionsId"]
    sets = {row["DhcpOptionsId"]: str(row) for row in ec2.describe_dhcp_options()["DhcpOptions"]}
    vpcs = [*(vpc["DhcpOptionsId"] for vpc in ec2.describe_vpcs()["Vpcs"]), made]
    return all("AmazonProvidedDNS" in sets.get(each, "") for each in vpcs)


def _default_gateway(ec2: Ec2) -> bool:
    asked = [{"Name": "vpc-id", "Values": [_default_vpc(ec2)]}]
    routes = ec2.describe_route_tables(Filters=asked)["RouteTables"][0]["Routes"]
    return any(r.get("GatewayId", "").startswith("igw-") and r["State"] == "active" for r in routes)


def _block_states(ec2: Ec2) -> bool:
    rows = (*ec2.describe_vpcs()["Vpcs"], *ec2.describe_subnets()["Subnets"])
    return all(row.get("BlockPublicAccessStates", {}).get("InternetGatewayBlockMode") == "off" for row in rows)


def _last_rule(ec2: Ec2) -> bool:
    made = ec2.create_network_acl(VpcId=_default_vpc(ec2))["NetworkAcl"]
    acls = [made, *ec2.describe_network_acls()["NetworkAcls"]]
    last = [[e["Egress"] for e in acl["Entries"] if e["RuleNumber"] == 32767 and e["RuleAction"] == "deny"] for acl in acls]
    return all(sorted(each) == [False, True] for each in last)


def _elastic_ip(ec2: Ec2) -> bool:
    return not ip_address(ec2.allocate_address(Domain="vpc")["PublicIp"]).is_loopback


def _blackhole(ec2: Ec2) -> bool:
    vpc = ec2.create_vpc(CidrBlock="10.41.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=gateway)
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    before = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"][-1]["State"]
    ec2.detach_internet_gateway(VpcId=vpc, InternetGatewayId=gateway)
    after = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"][-1]["State"]
    deleted = next(r for r in _table(ec2, "lagoon-rt")["Routes"] if "NatGatewayId" in r)["State"]
    return (before, after, deleted) == ("active", "blackhole", "blackhole")


def _default_type(ec2: Ec2) -> bool:
    made = ec2.create_vpc_endpoint(VpcId=_default_vpc(ec2), ServiceName=S3)["VpcEndpoint"]
    return bool(made.get("VpcEndpointType") == "Gateway")


def _made_interface_endpoint(ec2: Ec2) -> dict[str, Any]:
    vpc = _default_vpc(ec2)
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    made = ec2.create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=vpc,
        ServiceName="com.amazonaws.ap-northeast-2.kms",
        SubnetIds=[subnets[0]["SubnetId"]],
    )
    return dict(made["VpcEndpoint"])


def _default_group(ec2: Ec2) -> bool:
    return [group["GroupName"] for group in _made_interface_endpoint(ec2)["Groups"]] == ["default"]


def _second_gateway(ec2: Ec2) -> bool:
    table = _table(ec2, "delta-rt")
    more = {"VpcEndpointType": "Gateway", "VpcId": table["VpcId"], "ServiceName": S3}
    return _refused(lambda: ec2.create_vpc_endpoint(**more, RouteTableIds=[table["RouteTableId"]]), "RouteAlreadyExists")


def _unknown_table(ec2: Ec2) -> bool:
    own = _endpoint(ec2, "grove-s3")["VpcEndpointId"]
    return _refused(
        lambda: ec2.modify_vpc_endpoint(VpcEndpointId=own, AddRouteTableIds=["rtb-0123"]), "InvalidRouteTableID.NotFound"
    )


def _deleted_endpoint(ec2: Ec2) -> bool:
    own = _made_interface_endpoint(ec2)["VpcEndpointId"]
    ec2.delete_vpc_endpoints(VpcEndpointIds=[own])
    return own not in {row["VpcEndpointId"] for row in ec2.describe_vpc_endpoints()["VpcEndpoints"]}


def _gateway_fields(ec2: Ec2) -> bool:
    found = _endpoint(ec2, "grove-s3")
    empty = not any(found[each] for each in ("Groups", "SubnetIds", "NetworkInterfaceIds", "DnsEntries"))
    return empty and found["PrivateDnsEnabled"] is False


def _dns_names(ec2: Ec2) -> bool:
    names = [entry["DnsName"] for entry in _endpoint(ec2, "cove-ec2")["DnsEntries"]]
    own = _endpoint(ec2, "cove-ec2")["VpcEndpointId"]
    regional = [n for n in names if n.startswith(own) and n.endswith(".ec2.ap-northeast-2.vpce.amazonaws.com")]
    return len(regional) == 3 and names[-1] == "ec2.ap-northeast-2.amazonaws.com"


def _options(ec2: Ec2) -> bool:
    gateway, s3 = _endpoint(ec2, "grove-s3"), _endpoint(ec2, "cove-s3-onprem")
    by_service = gateway.get("DnsOptions", {}).get("DnsRecordIpType") == "service-defined"
    inbound = s3.get("DnsOptions", {}).get("PrivateDnsOnlyForInboundResolverEndpoint")
    return by_service and inbound is True and s3["IpAddressType"] == "ipv4"


def _settings_change(ec2: Ec2) -> bool:
    own = _endpoint(ec2, "grove-logs")["VpcEndpointId"]
    ec2.modify_vpc_endpoint(VpcEndpointId=own, PrivateDnsEnabled=False)
    off = _endpoint(ec2, "grove-logs")
    ec2.modify_vpc_endpoint(VpcEndpointId=own, PrivateDnsEnabled=True)
    on = _endpoint(ec2, "grove-logs")
    return off["PrivateDnsEnabled"] is False and len(on["DnsEntries"]) == len(off["DnsEntries"]) + 1


def _moved_routes(ec2: Ec2) -> bool:
    own, table = _endpoint(ec2, "grove-s3")["VpcEndpointId"], _table(ec2, "meadow-rt")["RouteTableId"]
    ec2.modify_vpc_endpoint(VpcEndpointId=own, AddRouteTableIds=[table])
    added = [r for r in _table(ec2, "meadow-rt")["Routes"] if r.get("GatewayId") == own]
    ec2.modify_vpc_endpoint(VpcEndpointId=own, RemoveRouteTableIds=[table])
    kept = [r for r in _table(ec2, "meadow-rt")["Routes"] if r.get("GatewayId") == own]
    return len(added) == 1 and not kept


def _nats(ec2: Ec2) -> list[dict[str, Any]]:
    return list(ec2.describe_nat_gateways()["NatGateways"])


def _connectivity(ec2: Ec2) -> bool:
    return all(nat.get("ConnectivityType") == "public" for nat in _nats(ec2))


def _nat_address(ec2: Ec2) -> bool:
    cidrs = {row["SubnetId"]: ip_network(row["CidrBlock"]) for row in ec2.describe_subnets()["Subnets"]}
    return all(ip_address(nat["NatGatewayAddresses"][0]["PrivateIp"]) in cidrs[nat["SubnetId"]] for nat in _nats(ec2))


def _chosen_address(ec2: Ec2) -> bool:
    subnet = _named(ec2.describe_subnets()["Subnets"], "quarry")["SubnetId"]
    chosen = {"SubnetId": subnet, "PrivateIpAddress": "10.20.0.77", "ConnectivityType": "private"}
    made = ec2.create_nat_gateway(**chosen)["NatGateway"]
    shown = made["NatGatewayAddresses"][0]["PrivateIp"]
    ec2.delete_nat_gateway(NatGatewayId=made["NatGatewayId"])
    return bool(shown == "10.20.0.77")


def _made_interfaces(ec2: Ec2) -> bool:
    kinds = {row["NetworkInterfaceId"]: row for row in _interfaces(ec2)}
    endpoint = kinds[_endpoint(ec2, "cove-ec2")["NetworkInterfaceIds"][0]]
    nat = kinds[_named(_nats(ec2), "grove-nat")["NatGatewayAddresses"][0]["NetworkInterfaceId"]]
    inside = ip_address(endpoint["PrivateIpAddress"]) in ip_network("10.30.0.0/16")
    kept = all(row["RequesterManaged"] and row["Status"] == "in-use" for row in (endpoint, nat))
    return inside and kept and (endpoint["InterfaceType"], nat["InterfaceType"]) == ("vpc_endpoint", "nat_gateway")


def _interfaces_of_deleted(ec2: Ec2) -> bool:
    gone = _named(_nats(ec2), "former-nat")["NatGatewayAddresses"][0]["NetworkInterfaceId"]
    return gone not in {row["NetworkInterfaceId"] for row in _interfaces(ec2)}


def _interface_groups(ec2: Ec2) -> bool:
    own = _endpoint(ec2, "cove-ec2")["NetworkInterfaceIds"]
    groups = [row["Groups"] for row in _interfaces(ec2) if row["NetworkInterfaceId"] in own]
    return all([group["GroupName"] for group in each] == ["cove-endpoints"] for each in groups)


#: Each gives whether an account behaves as AWS does, by the name of the departure.
PROBES: Mapping[str, Probe] = MappingProxyType(
    {
        "prefix-list-ids": _list_ids,
        "prefix-list-cidrs": _list_cidrs,
        "prefix-list-entries": _list_entries,
        "prefix-list-owner": _list_owner,
        "default-dhcp-options": _dhcp_options,
        "default-vpc-internet-gateway": _default_gateway,
        "block-public-access-options": lambda ec2: _answered(ec2.describe_vpc_block_public_access_options),
        "block-public-access-exclusions": lambda ec2: _answered(ec2.describe_vpc_block_public_access_exclusions),
        "encryption-controls": lambda ec2: _answered(ec2.describe_vpc_encryption_controls),
        "block-public-access-states": _block_states,
        "network-acl-last-rule": _last_rule,
        "elastic-ip-range": _elastic_ip,
        "blackhole-routes": _blackhole,
        "endpoint-default-type": _default_type,
        "endpoint-default-group": _default_group,
        "one-gateway-endpoint-a-table": _second_gateway,
        "endpoint-unknown-table": _unknown_table,
        "deleted-endpoints": _deleted_endpoint,
        "gateway-endpoint-fields": _gateway_fields,
        "endpoint-dns-names": _dns_names,
        "endpoint-options": _options,
        "endpoint-settings-change": _settings_change,
        "endpoint-route-tables": _moved_routes,
        "nat-connectivity-type": _connectivity,
        "nat-address": _nat_address,
        "nat-chosen-address": _chosen_address,
        "made-interfaces": _made_interfaces,
        "interfaces-of-deleted-nat-gateways": _interfaces_of_deleted,
        "endpoint-interface-groups": _interface_groups,
    },
)
