"""The baseline network of the scenarios as AWS CLI answers, and the changes that a scenario makes to it.

Baseline: Region ap-northeast-2; VPC 10.0.0.0/16 with both DNS attributes on and AmazonProvidedDNS; private subnets
subnet-a1 (apne2-az1, rtb-a1) and subnet-a2 (apne2-az3, rtb-a2); public subnet subnet-pub (apne2-az1, rtb-pub); a zonal
public NAT gateway in subnet-pub; the main table rtb-main has no subnet. One workload interface in each subnet.
"""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

from diagnostics.collect import Refusal
from tests.scenarios.destination_changes import DESTINATION_CHANGES, nothing_watches
from tests.scenarios.dns_changes import DNS_CHANGES, no_names
from tests.scenarios.hub_changes import HUB_CHANGES
from tests.scenarios.ipv6_changes import IPV6_CHANGES
from tests.scenarios.policy_changes import access_point, policy_said
from tests.scenarios.transit_changes import TRANSIT_CHANGES

if TYPE_CHECKING:
    from collections.abc import Callable

REGION = "ap-northeast-2"
ACCOUNT = "111122223333"
VPC = "vpc-0a"
S3_CIDRS = ["52.219.56.0/22", "3.5.140.0/22"]
_ALL = [
    {
        "IpProtocol": "-1",
        "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
        "Ipv6Ranges": [],
        "PrefixListIds": [],
        "UserIdGroupPairs": [],
    }
]
_ZONES = {"apne2-az1": "ap-northeast-2a", "apne2-az2": "ap-northeast-2b", "apne2-az3": "ap-northeast-2c"}
#: How the ids of Availability Zones begin in the Regions that a scenario may be moved to.
_ZONE_IDS = {"us-east-1": "use1-az", "ap-northeast-1": "apne1-az", "cn-north-1": "cnn1-az"}
_NAMES = {"subnet-a1": "orchard", "subnet-a2": "harbor", "subnet-pub": "quarry"}

type_json = dict[str, Any]


def baseline() -> dict[str, type_json]:
    """Give the baseline as call key → AWS CLI answer."""
    nat_default = {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-0a", "State": "active", "Origin": "CreateRoute"}
    igw_default = {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-0a", "State": "active", "Origin": "CreateRoute"}
    return {
        "get-caller-identity": {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/reader", "UserId": "AIDA"},
        "describe-vpcs": {
            "Vpcs": [
                {
                    "VpcId": VPC,
                    "OwnerId": ACCOUNT,
                    "CidrBlock": "10.0.0.0/16",
                    "CidrBlockAssociationSet": [{"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}}],
                    "DhcpOptionsId": "dopt-0a",
                    "State": "available",
                    "IsDefault": False,
                }
            ]
        },
        f"describe-vpc-attribute.{VPC}.enableDnsSupport": {"VpcId": VPC, "EnableDnsSupport": {"Value": True}},
        f"describe-vpc-attribute.{VPC}.enableDnsHostnames": {"VpcId": VPC, "EnableDnsHostnames": {"Value": True}},
        "describe-dhcp-options": {
            "DhcpOptions": [
                {
                    "DhcpOptionsId": "dopt-0a",
                    "DhcpConfigurations": [{"Key": "domain-name-servers", "Values": [{"Value": "AmazonProvidedDNS"}]}],
                }
            ]
        },
        "describe-subnets": {
            "Subnets": [
                _subnet("subnet-a1", "10.0.1.0/24", "apne2-az1"),
                _subnet("subnet-a2", "10.0.2.0/24", "apne2-az3"),
                _subnet("subnet-pub", "10.0.0.0/24", "apne2-az1", public=True),
            ]
        },
        "describe-route-tables": {
            "RouteTables": [
                _table("rtb-main", [], main=True),
                _table("rtb-a1", [nat_default], subnet="subnet-a1"),
                _table("rtb-a2", [nat_default], subnet="subnet-a2"),
                _table("rtb-pub", [igw_default], subnet="subnet-pub"),
            ]
        },
        "describe-vpc-endpoints": {"VpcEndpoints": []},
        "describe-prefix-lists": {
            "PrefixLists": [
                {"PrefixListId": "pl-s3", "PrefixListName": f"com.amazonaws.{REGION}.s3", "Cidrs": list(S3_CIDRS)},
                {"PrefixListId": "pl-ddb", "PrefixListName": f"com.amazonaws.{REGION}.dynamodb", "Cidrs": ["52.94.8.0/22"]},
            ]
        },
        "describe-managed-prefix-lists": {
            "PrefixLists": [
                {
                    "PrefixListId": "pl-s3",
                    "PrefixListName": f"com.amazonaws.{REGION}.s3",
                    "OwnerId": "AWS",
                    "AddressFamily": "IPv4",
                },
                {
                    "PrefixListId": "pl-ddb",
                    "PrefixListName": f"com.amazonaws.{REGION}.dynamodb",
                    "OwnerId": "AWS",
                    "AddressFamily": "IPv4",
                },
            ]
        },
        "describe-nat-gateways": {
            "NatGateways": [
                {
                    "NatGatewayId": "nat-0a",
                    "VpcId": VPC,
                    "SubnetId": "subnet-pub",
                    "State": "available",
                    "ConnectivityType": "public",
                    "NatGatewayAddresses": [
                        {
                            "PrivateIp": "10.0.0.20",
                            "PublicIp": "203.0.113.20",
                            "AllocationId": "eipalloc-0a",
                            "Status": "succeeded",
                        }
                    ],
                }
            ]
        },
        "describe-internet-gateways": {
            "InternetGateways": [{"InternetGatewayId": "igw-0a", "Attachments": [{"VpcId": VPC, "State": "available"}]}]
        },
        "describe-network-interfaces": {
            "NetworkInterfaces": [
                _eni("eni-a1", "subnet-a1", "10.0.1.10"),
                _eni("eni-a2", "subnet-a2", "10.0.2.10"),
                _eni("eni-pub", "subnet-pub", "10.0.0.10", public="203.0.113.10"),
            ]
        },
        "describe-instances": {"Reservations": []},
        "describe-security-groups": {
            "SecurityGroups": [
                _group("sg-app", "app", []),
                _group(
                    "sg-default",
                    "default",
                    [
                        {
                            "IpProtocol": "-1",
                            "IpRanges": [],
                            "Ipv6Ranges": [],
                            "PrefixListIds": [],
                            "UserIdGroupPairs": [{"GroupId": "sg-default", "UserId": ACCOUNT}],
                        }
                    ],
                ),
                _group("sg-endpoint", "endpoint", [_allow(443, "10.0.0.0/16")]),
            ]
        },
        "describe-network-acls": {
            "NetworkAcls": [
                _acl("acl-default", [(100, True, "-1", "0.0.0.0/0", None), (100, False, "-1", "0.0.0.0/0", None)])
            ]
        },
        "describe-vpc-block-public-access-options": {
            "VpcBlockPublicAccessOptions": {
                "InternetGatewayBlockMode": "off",
                "State": "default-state",
                "ManagedBy": "account",
            }
        },
        **no_names(),
        **nothing_watches(),
    }


def changed(changes: list[dict[str, Any]], region: str = REGION) -> dict[str, type_json]:
    """Give the baseline with a scenario's changes made to it, in order. A change is `{what: particulars}`.

    Another Region is the same network with that Region's names in the place of the baseline's.
    """
    answers = copy.deepcopy(baseline())
    for change in changes:
        ((what, particulars),) = change.items()
        _CHANGES[what](answers, **particulars)
    return answers if region == REGION else _moved(answers, region)


def _moved(answers: dict[str, type_json], region: str) -> dict[str, type_json]:
    refused = {key: said for key, said in answers.items() if isinstance(said, Refusal)}
    answered = {key: said for key, said in answers.items() if key not in refused}
    moved = json.dumps(answered)
    if region.startswith("cn-"):  # hostnames end otherwise there
        moved = re.sub(rf"({REGION}(?:\.vpce)?\.amazonaws\.com)(?![.a-z])", r"\1.cn", moved)
    moved = moved.replace(REGION, region).replace("apne2-az", _ZONE_IDS[region])
    read: dict[str, Any] = json.loads(moved)
    return read | refused


def _bucket(
    answers: dict[str, Any], *, name: str, region: str = REGION, policy: list[dict[str, Any]] | str | None = None
) -> None:
    """Say where a bucket is, as HeadBucket does, and what its policy is, if it has one; see `policy_changes`."""
    answers[f"head-bucket.{name}"] = {"BucketArn": f"arn:aws:s3:::{name}", "BucketRegion": region}
    answers[f"get-bucket-policy.{name}"] = policy_said(policy, "NoSuchBucketPolicy", [f"arn:aws:s3:::{name}"])


def _function(
    answers: dict[str, type_json], *, name: str, subnets: list[str] | None = None, groups: list[str] | None = None
) -> None:
    """Add a Lambda function; one without subnets is as Lambda describes a function outside every VPC."""
    network = {"SubnetIds": subnets, "SecurityGroupIds": groups or ["sg-app"], "VpcId": VPC} if subnets else None
    answers[f"get-function-configuration.{name}"] = {
        "FunctionName": name,
        "FunctionArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}",
        **({"VpcConfig": network} if network else {}),
    }


def _refused(answers: dict[str, Any], *, key: str, code: str) -> None:
    """Let AWS refuse a call."""
    answers[key] = Refusal(code, "refused")


def _gateway(
    answers: dict[str, type_json],
    *,
    tables: list[str],
    id: str = "vpce-s3",
    service: str = "s3",
    state: str = "available",
    routes: bool = True,
    allows: str | list[str] = "*",
) -> None:
    """Add a gateway endpoint whose policy `allows` these resources to everyone; AWS puts its route into its tables."""
    answers["describe-vpc-endpoints"]["VpcEndpoints"].append(
        {
            "VpcEndpointId": id,
            "VpcEndpointType": "Gateway",
            "VpcId": VPC,
            "ServiceName": f"com.amazonaws.{REGION}.{service}",
            "State": state,
            "PolicyDocument": json.dumps(
                {
                    "Version": "2008-10-17",
                    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": allows}],
                }
            ),
            "RouteTableIds": tables,
            "SubnetIds": [],
            "Groups": [],
            "NetworkInterfaceIds": [],
            "PrivateDnsEnabled": False,
            "DnsEntries": [],
            "DnsOptions": {"DnsRecordIpType": "service-defined"},
            "OwnerId": ACCOUNT,
        }
    )
    for table in tables if routes else []:
        listed = {"s3": "pl-s3", "dynamodb": "pl-ddb", "s3express": "pl-express"}[service]
        _route(answers, table=table, to=listed, target=id)


def _interface(
    answers: dict[str, type_json],
    *,
    service: str,
    id: str | None = None,
    subnets: list[str] | None = None,
    groups: list[str] | None = None,
    private_dns: bool = True,
    inbound_only: bool | None = None,
    state: str = "available",
    region: str = REGION,
) -> None:
    """Add an interface endpoint with its network interfaces and the names that AWS lists; `region` is the service's."""
    id = id or f"vpce-{service}-i"
    subnets = subnets or ["subnet-a1", "subnet-a2"]
    groups = groups if groups is not None else ["sg-endpoint"]
    enis = []
    taken = len(answers["describe-network-interfaces"]["NetworkInterfaces"])
    for n, subnet in enumerate(subnets):
        third = 1 if subnet == "subnet-a1" else 2
        eni = _eni(f"eni-{id}-{n}", subnet, f"10.0.{third}.{200 + taken + n}", groups=groups)
        eni["InterfaceType"] = "vpc_endpoint"
        enis.append(eni["NetworkInterfaceId"])
        answers["describe-network-interfaces"]["NetworkInterfaces"].append(eni)
    host = f"{service}.{region}.amazonaws.com"
    names = [
        f"{id}-abcd1234.{service}.{region}.vpce.amazonaws.com",
        f"{id}-abcd1234-{REGION}a.{service}.{region}.vpce.amazonaws.com",
    ]
    if service == "s3":
        names = [f"*.{n}" for n in names]
    private = {
        "s3": [host, f"*.{host}", f"s3-control.{region}.amazonaws.com", f"*.s3-accesspoint.{region}.amazonaws.com"],
        "s3-global.accesspoint": ["*.accesspoint.s3-global.amazonaws.com"],
    }.get(service, [host])
    entries = [
        {"DnsName": n, "HostedZoneId": "Z27"} for n in names + (private if private_dns and service != "dynamodb" else [])
    ]
    options: dict[str, Any] = {"DnsRecordIpType": "ipv4"}
    if inbound_only is not None:
        options["PrivateDnsOnlyForInboundResolverEndpoint"] = inbound_only
    answers["describe-vpc-endpoints"]["VpcEndpoints"].append(
        {
            "VpcEndpointId": id,
            "VpcEndpointType": "Interface",
            "VpcId": VPC,
            "ServiceName": f"com.amazonaws.{service}" if "s3-global" in service else f"com.amazonaws.{region}.{service}",
            **({"ServiceRegion": region} if region != REGION else {}),
            "State": state,
            "RouteTableIds": [],
            "SubnetIds": subnets,
            "Groups": [{"GroupId": g, "GroupName": g} for g in groups],
            "NetworkInterfaceIds": enis,
            "PrivateDnsEnabled": private_dns,
            "DnsEntries": entries,
            "DnsOptions": options,
            "IpAddressType": "ipv4",
            "OwnerId": ACCOUNT,
        }
    )


def _route(
    answers: dict[str, type_json], *, table: str, to: str, target: str, state: str = "active", origin: str = "CreateRoute"
) -> None:
    """Set a table's route to a destination: the row that was there for it is replaced."""
    cidr = "DestinationIpv6CidrBlock" if ":" in to else "DestinationCidrBlock"
    key = "DestinationPrefixListId" if to.startswith("pl-") else cidr
    field = next(
        f
        for prefix, f in (
            ("nat-", "NatGatewayId"),
            ("tgw-", "TransitGatewayId"),
            ("pcx-", "VpcPeeringConnectionId"),
            ("eni-", "NetworkInterfaceId"),
            ("eigw-", "EgressOnlyInternetGatewayId"),
            ("cagw-", "CarrierGatewayId"),
            ("lgw-", "LocalGatewayId"),
            ("arn:aws:networkmanager:", "CoreNetworkArn"),
            ("arn:aws:odb:", "OdbNetworkArn"),
            ("", "GatewayId"),
        )
        if target.startswith(prefix)
    )
    rows = _find(answers, "describe-route-tables", "RouteTables", "RouteTableId", table)["Routes"]
    rows[:] = [r for r in rows if r.get(key) != to]
    rows.append({key: to, field: target, "State": state, "Origin": origin})


def _no_route(answers: dict[str, type_json], *, table: str, to: str) -> None:
    """Remove a table's route to a destination."""
    rows = _find(answers, "describe-route-tables", "RouteTables", "RouteTableId", table)["Routes"]
    named = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
    rows[:] = [r for r in rows if to not in {r.get(member) for member in named}]


def _implicit(answers: dict[str, type_json], *, subnet: str) -> None:
    """Take away a subnet's explicit association."""
    for table in answers["describe-route-tables"]["RouteTables"]:
        table["Associations"] = [a for a in table["Associations"] if a.get("SubnetId") != subnet]


def _prefix_list(answers: dict[str, type_json], *, id: str, cidrs: list[str]) -> None:
    """Add a customer's prefix list."""
    answers["describe-managed-prefix-lists"]["PrefixLists"].append(
        {"PrefixListId": id, "PrefixListName": "team-list", "OwnerId": ACCOUNT, "AddressFamily": "IPv4"}
    )
    answers[f"get-managed-prefix-list-entries.{id}"] = {"Entries": [{"Cidr": c} for c in cidrs]}


def _source(
    answers: dict[str, type_json],
    *,
    id: str,
    subnet: str,
    ip: str,
    public: str | None = None,
    groups: list[str] | None = None,
    **more: Any,
) -> None:
    """Add a network interface; further AWS fields as they are."""
    eni = _eni(id, subnet, ip, public=public, groups=groups)
    answers["describe-network-interfaces"]["NetworkInterfaces"].append({**eni, **more})


def _instance(answers: dict[str, type_json], *, id: str, eni: str, subnet: str, state: str = "running") -> None:
    """Add an instance that owns a network interface."""
    answers["describe-instances"]["Reservations"].append(
        {
            "Instances": [
                {
                    "InstanceId": id,
                    "VpcId": VPC,
                    "SubnetId": subnet,
                    "State": {"Name": state, "Code": 16},
                    "NetworkInterfaces": [{"NetworkInterfaceId": eni, "Attachment": {"DeviceIndex": 0}}],
                }
            ]
        }
    )


def _set_row(answers: dict[str, type_json], *, call: str, rows: str, key: str, id: str, **fields: Any) -> None:
    """Set fields of one row of an answer."""
    _find(answers, call, rows, key, id).update(fields)


def _group_rules(
    answers: dict[str, type_json],
    *,
    id: str,
    egress: list[dict[str, Any]] | None = None,
    ingress: list[dict[str, Any]] | None = None,
) -> None:
    """Set a security group's rules; a rule is {port, cidr} or {port, list}."""
    group = _find(answers, "describe-security-groups", "SecurityGroups", "GroupId", id)
    if egress is not None:
        group["IpPermissionsEgress"] = [_allow(r["port"], r.get("cidr"), r.get("list")) for r in egress]
    if ingress is not None:
        group["IpPermissions"] = [_allow(r["port"], r.get("cidr"), r.get("list")) for r in ingress]


def _network_acl(answers: dict[str, type_json], *, subnet: str, entries: list[dict[str, Any]]) -> None:
    """Give a subnet a custom network ACL; an entry is {number, egress, cidr, ports: [from, to]} and allows."""
    rows = [(e["number"], e["egress"], "6", e["cidr"], tuple(e["ports"])) for e in entries]
    acl = _acl(f"acl-{subnet}", rows, subnets=[subnet], default=False)
    for other in answers["describe-network-acls"]["NetworkAcls"]:
        other["Associations"] = [a for a in other["Associations"] if a["SubnetId"] != subnet]
    answers["describe-network-acls"]["NetworkAcls"].append(acl)


def _attribute(answers: dict[str, type_json], *, name: str, value: bool) -> None:
    """Set a DNS attribute of the VPC."""
    answers[f"describe-vpc-attribute.{VPC}.{name}"] = {"VpcId": VPC, name[0].upper() + name[1:]: {"Value": value}}


def _regional_nat(answers: dict[str, type_json], *, zones: list[str], auto: str = "enabled") -> None:
    """Make the NAT gateway a regional one with a table of its own."""
    nat = _find(answers, "describe-nat-gateways", "NatGateways", "NatGatewayId", "nat-0a")
    del nat["SubnetId"]
    nat.update(
        AvailabilityMode="regional",
        AutoProvisionZones=auto,
        RouteTableId="rtb-nat",
        NatGatewayAddresses=[{"PublicIp": "203.0.113.20", "AvailabilityZoneId": z, "Status": "succeeded"} for z in zones],
    )
    row = {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-0a", "State": "active", "Origin": "CreateRoute"}
    answers["describe-route-tables"]["RouteTables"].append(_table("rtb-nat", [row]))


def _answer(answers: dict[str, type_json], *, key: str, value: type_json | None) -> None:
    """Set or take away (null: not collected) a whole answer."""
    if value is None:
        del answers[key]
    else:
        answers[key] = value


_CHANGES: dict[str, Callable[..., None]] = {
    "gateway": _gateway,
    "interface": _interface,
    "route": _route,
    "no_route": _no_route,
    "implicit": _implicit,
    "prefix_list": _prefix_list,
    "source": _source,
    "instance": _instance,
    "set": _set_row,
    "group": _group_rules,
    "acl": _network_acl,
    "attribute": _attribute,
    "regional_nat": _regional_nat,
    "answer": _answer,
    **DNS_CHANGES,
    "bucket": _bucket,
    "function": _function,
    "refused": _refused,
    "access_point": access_point,
    **DESTINATION_CHANGES,
    **IPV6_CHANGES,
    **HUB_CHANGES,
    **TRANSIT_CHANGES,
}


def _find(answers: dict[str, type_json], call: str, rows: str, key: str, wanted: str) -> type_json:
    found: type_json = next(r for r in answers[call][rows] if r[key] == wanted)
    return found


def _subnet(subnet_id: str, cidr: str, zone: str, *, public: bool = False) -> type_json:
    return {
        "SubnetId": subnet_id,
        "VpcId": VPC,
        "OwnerId": ACCOUNT,
        "CidrBlock": cidr,
        "AvailabilityZone": _ZONES[zone],
        "AvailabilityZoneId": zone,
        "MapPublicIpOnLaunch": public,
        "State": "available",
        "Tags": [{"Key": "Name", "Value": _NAMES[subnet_id]}],
    }


def _table(table_id: str, routes: list[type_json], *, main: bool = False, subnet: str | None = None) -> type_json:
    local = {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}
    associations = [
        {
            "Main": main,
            "RouteTableAssociationId": f"rtbassoc-{table_id}",
            "RouteTableId": table_id,
            "AssociationState": {"State": "associated"},
            **({"SubnetId": subnet} if subnet else {}),
        }
    ]
    return {
        "RouteTableId": table_id,
        "VpcId": VPC,
        "OwnerId": ACCOUNT,
        "Associations": associations if main or subnet else [],
        "Routes": [local, *copy.deepcopy(routes)],
        "PropagatingVgws": [],
    }


def _eni(eni_id: str, subnet: str, ip: str, public: str | None = None, groups: list[str] | None = None) -> type_json:
    association = {"Association": {"PublicIp": public, "IpOwnerId": ACCOUNT}} if public else {}
    return {
        "NetworkInterfaceId": eni_id,
        "VpcId": VPC,
        "SubnetId": subnet,
        "InterfaceType": "interface",
        "Status": "in-use",
        "SourceDestCheck": True,
        "PrivateIpAddress": ip,
        "PrivateIpAddresses": [{"PrivateIpAddress": ip, "Primary": True, **association}],
        "Groups": [{"GroupId": g, "GroupName": g} for g in (groups or ["sg-app"])],
        **association,
    }


def _group(group_id: str, name: str, ingress: list[type_json] | None) -> type_json:
    """Give a security group that lets everything out; None leaves open what it lets in."""
    return {
        "GroupId": group_id,
        "GroupName": name,
        "VpcId": VPC,
        "OwnerId": ACCOUNT,
        **({} if ingress is None else {"IpPermissions": ingress}),
        "IpPermissionsEgress": copy.deepcopy(_ALL),
    }


def _allow(port: int, cidr: str | None = None, listed: str | None = None) -> type_json:
    return {
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
        "IpRanges": [{"CidrIp": cidr}] if cidr and ":" not in cidr else [],
        "Ipv6Ranges": [{"CidrIpv6": cidr}] if cidr and ":" in cidr else [],
        "PrefixListIds": [{"PrefixListId": listed}] if listed else [],
        "UserIdGroupPairs": [],
    }


def _acl(
    acl_id: str, rows: list[tuple[int, bool, str, str, Any]], subnets: list[str] | None = None, *, default: bool = True
) -> type_json:
    entries = [
        {
            "RuleNumber": number,
            "Egress": egress,
            "Protocol": protocol,
            "RuleAction": "allow",
            "CidrBlock": cidr,
            **({"PortRange": {"From": ports[0], "To": ports[1]}} if ports else {}),
        }
        for number, egress, protocol, cidr, ports in rows
    ]
    entries += [
        {"RuleNumber": 32767, "Egress": e, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"}
        for e in (True, False)
    ]
    named = subnets if subnets is not None else ["subnet-a1", "subnet-a2", "subnet-pub"]
    return {
        "NetworkAclId": acl_id,
        "VpcId": VPC,
        "IsDefault": default,
        "Entries": entries,
        "Associations": [{"SubnetId": s, "NetworkAclId": acl_id, "NetworkAclAssociationId": f"aclassoc-{s}"} for s in named],
    }
