"""The network that every lab starts from, as AWS CLI answers; a lab says only what is otherwise in it.

Region ap-northeast-2, VPC 10.20.0.0/16 with both DNS attributes on. The private subnets `kiln` (subnet-0k1, rtb-0k1;
apne2-az1) and `loom` (subnet-0l2, rtb-0l2; apne2-az3) send everything to the NAT gateway nat-0p1 in the public subnet `pier`
(subnet-0p0, rtb-0p0; apne2-az1). The main table rtb-0m9 has no subnet and no route but its own. There is an instance in each
private subnet, both in the security group sg-0w1; sg-0v4 takes 443 from the VPC, and sg-0d0 is the default group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diagnostics.collect import Refusal
    from diagnostics.collect.answers import Body

REGION, ACCOUNT, VPC, RANGE = "ap-northeast-2", "111122223333", "vpc-0w0", "10.20.0.0/16"
ANYWHERE = "0.0.0.0/0"
#: AWS's own lists of the addresses of the services that gateway endpoints exist for.
AWS_LISTS = {"s3": "pl-78a54011", "dynamodb": "pl-48a54021"}
#: Availability Zones by their ids.
ZONES = {"apne2-az1": "ap-northeast-2a", "apne2-az2": "ap-northeast-2b", "apne2-az3": "ap-northeast-2c"}
_CIDRS = {"s3": ["52.219.56.0/22", "3.5.140.0/22"], "dynamodb": ["52.94.8.0/24"]}


def workshop() -> dict[str, Body | Refusal]:
    """Give the network that every lab starts from, new each time: call key → what AWS answers."""
    return {
        "get-caller-identity": {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/newcomer", "UserId": "AIDA"},
        "describe-vpcs": {"Vpcs": [_vpc()]},
        f"describe-vpc-attribute.{VPC}.enableDnsSupport": {"VpcId": VPC, "EnableDnsSupport": {"Value": True}},
        f"describe-vpc-attribute.{VPC}.enableDnsHostnames": {"VpcId": VPC, "EnableDnsHostnames": {"Value": True}},
        "describe-dhcp-options": {"DhcpOptions": [_dhcp()]},
        "describe-subnets": {
            "Subnets": [
                subnet("subnet-0k1", "10.20.1.0/24", "apne2-az1", "kiln"),
                subnet("subnet-0l2", "10.20.2.0/24", "apne2-az3", "loom"),
                subnet("subnet-0p0", "10.20.0.0/24", "apne2-az1", "pier"),
            ]
        },
        "describe-route-tables": {
            "RouteTables": [
                table("rtb-0m9", main=True),
                table("rtb-0k1", [_row("NatGatewayId", "nat-0p1")], subnet_id="subnet-0k1"),
                table("rtb-0l2", [_row("NatGatewayId", "nat-0p1")], subnet_id="subnet-0l2"),
                table("rtb-0p0", [_row("GatewayId", "igw-0w0")], subnet_id="subnet-0p0"),
            ]
        },
        "describe-vpc-endpoints": {"VpcEndpoints": []},
        "describe-prefix-lists": {
            "PrefixLists": [
                {"PrefixListId": listed, "PrefixListName": f"com.amazonaws.{REGION}.{service}", "Cidrs": _CIDRS[service]}
                for service, listed in AWS_LISTS.items()
            ]
        },
        "describe-managed-prefix-lists": {
            "PrefixLists": [
                prefix_list(listed, f"com.amazonaws.{REGION}.{service}", "AWS") for service, listed in AWS_LISTS.items()
            ]
        },
        "describe-nat-gateways": {"NatGateways": [_nat()]},
        "describe-internet-gateways": {
            "InternetGateways": [{"InternetGatewayId": "igw-0w0", "Attachments": [{"VpcId": VPC, "State": "available"}]}]
        },
        "describe-network-interfaces": {
            "NetworkInterfaces": [
                interface("eni-0k1", "subnet-0k1", "10.20.1.10", ["sg-0w1"]),
                interface("eni-0l2", "subnet-0l2", "10.20.2.10", ["sg-0w1"]),
            ]
        },
        "describe-instances": {
            "Reservations": [
                {"Instances": [_instance("i-0k1", "eni-0k1", "subnet-0k1", "kiln-1")]},
                {"Instances": [_instance("i-0l2", "eni-0l2", "subnet-0l2", "loom-1")]},
            ]
        },
        "describe-security-groups": {
            "SecurityGroups": [
                group("sg-0w1", "workers", []),
                group("sg-0d0", "default", [permission(group_id="sg-0d0")]),
                group("sg-0v4", "lantern", [permission(443, RANGE)]),
            ]
        },
        "describe-network-acls": {"NetworkAcls": [_open_acl()]},
        "describe-vpc-block-public-access-options": {
            "VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": "off", "State": "default-state"}
        },
        f"list-hosted-zones-by-vpc.{VPC}": {"HostedZoneSummaries": []},
        "list-resolver-rule-associations": {"ResolverRuleAssociations": []},
        "list-resolver-rules": {"ResolverRules": []},
        "list-firewall-rule-group-associations": {"FirewallRuleGroupAssociations": []},
        "list-profile-associations": {"ProfileAssociations": []},
        "describe-vpc-encryption-controls": {"VpcEncryptionControls": []},
    }


def subnet(subnet_id: str, cidr: str, zone: str, name: str) -> Body:
    """Give a subnet as AWS describes it."""
    return {
        "SubnetId": subnet_id,
        "VpcId": VPC,
        "OwnerId": ACCOUNT,
        "CidrBlock": cidr,
        "AvailabilityZone": ZONES[zone],
        "AvailabilityZoneId": zone,
        "MapPublicIpOnLaunch": False,
        "State": "available",
        "Tags": _tagged(name),
    }


def table(table_id: str, routes: list[Body] | None = None, *, main: bool = False, subnet_id: str = "") -> Body:
    """Give a route table with the VPC's own route and these."""
    local = {"DestinationCidrBlock": RANGE, "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}
    return {
        "RouteTableId": table_id,
        "VpcId": VPC,
        "OwnerId": ACCOUNT,
        "Associations": [association(table_id, subnet_id)] if main or subnet_id else [],
        "Routes": [local, *(routes or [])],
        "PropagatingVgws": [],
    }


def association(table_id: str, subnet_id: str = "") -> Body:
    """Give a table's association with a subnet; without one, that of a main table with its VPC."""
    return {
        "Main": not subnet_id,
        "RouteTableAssociationId": f"rtbassoc-{subnet_id.removeprefix('subnet-') or 'main'}",
        "RouteTableId": table_id,
        "AssociationState": {"State": "associated"},
        **({"SubnetId": subnet_id} if subnet_id else {}),
    }


def prefix_list(list_id: str, name: str, owner: str = ACCOUNT) -> Body:
    """Give a prefix list as AWS lists it, without its entries."""
    return {"PrefixListId": list_id, "PrefixListName": name, "OwnerId": owner, "AddressFamily": "IPv4"}


def interface(eni_id: str, subnet_id: str, ip: str, groups: list[str], kind: str = "interface") -> Body:
    """Give a network interface."""
    return {
        "NetworkInterfaceId": eni_id,
        "VpcId": VPC,
        "SubnetId": subnet_id,
        "InterfaceType": kind,
        "Status": "in-use",
        "SourceDestCheck": True,
        "PrivateIpAddress": ip,
        "PrivateIpAddresses": [{"PrivateIpAddress": ip, "Primary": True}],
        "Groups": [{"GroupId": g, "GroupName": g} for g in groups],
    }


def group(group_id: str, name: str, inbound: list[Body]) -> Body:
    """Give a security group that lets everything out."""
    return {
        "GroupId": group_id,
        "GroupName": name,
        "VpcId": VPC,
        "OwnerId": ACCOUNT,
        "IpPermissions": inbound,
        "IpPermissionsEgress": [permission(cidr=ANYWHERE)],
    }


def permission(port: int | None = None, cidr: str = "", listed: str = "", group_id: str = "") -> Body:
    """Give a rule of a security group; without a port it is for all traffic."""
    ports: Body = {"IpProtocol": "-1"} if port is None else {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
    return {
        **ports,
        "IpRanges": [{"CidrIp": cidr}] if cidr else [],
        "Ipv6Ranges": [],
        "PrefixListIds": [{"PrefixListId": listed}] if listed else [],
        "UserIdGroupPairs": [{"GroupId": group_id, "UserId": ACCOUNT}] if group_id else [],
    }


def acl_entry(number: int, *, egress: bool, cidr: str, ports: tuple[int, int] | None = None, allow: bool = True) -> Body:
    """Give an entry of a network ACL; without ports it is for all traffic."""
    return {
        "RuleNumber": number,
        "Egress": egress,
        "Protocol": "6" if ports else "-1",
        "RuleAction": "allow" if allow else "deny",
        "CidrBlock": cidr,
        **({"PortRange": {"From": ports[0], "To": ports[1]}} if ports else {}),
    }


def acl(acl_id: str, entries: list[Body], subnets: list[str], *, default: bool = False) -> Body:
    """Give a network ACL with AWS's own last entries, which deny the rest."""
    last = [acl_entry(32767, egress=out, cidr=ANYWHERE, allow=False) for out in (True, False)]
    worn = [{"SubnetId": s, "NetworkAclId": acl_id, "NetworkAclAssociationId": f"aclassoc-{s}"} for s in subnets]
    return {
        "NetworkAclId": acl_id,
        "VpcId": VPC,
        "IsDefault": default,
        "Entries": [*entries, *last],
        "Associations": worn,
    }


def _open_acl() -> Body:
    both = [acl_entry(100, egress=out, cidr=ANYWHERE) for out in (True, False)]
    return acl("acl-0w0", both, ["subnet-0k1", "subnet-0l2", "subnet-0p0"], default=True)


def _vpc() -> Body:
    return {
        "VpcId": VPC,
        "OwnerId": ACCOUNT,
        "CidrBlock": RANGE,
        "CidrBlockAssociationSet": [{"CidrBlock": RANGE, "CidrBlockState": {"State": "associated"}}],
        "DhcpOptionsId": "dopt-0w0",
        "State": "available",
        "IsDefault": False,
        "Tags": _tagged("workshop"),
    }


def _dhcp() -> Body:
    given = [{"Key": "domain-name-servers", "Values": [{"Value": "AmazonProvidedDNS"}]}]
    return {"DhcpOptionsId": "dopt-0w0", "DhcpConfigurations": given}


def _nat() -> Body:
    address = {"PrivateIp": "10.20.0.20", "PublicIp": "203.0.113.20", "AllocationId": "eipalloc-0w0", "Status": "succeeded"}
    return {
        "NatGatewayId": "nat-0p1",
        "VpcId": VPC,
        "SubnetId": "subnet-0p0",
        "State": "available",
        "ConnectivityType": "public",
        "NatGatewayAddresses": [address],
    }


def _instance(instance_id: str, eni_id: str, subnet_id: str, name: str) -> Body:
    return {
        "InstanceId": instance_id,
        "VpcId": VPC,
        "SubnetId": subnet_id,
        "State": {"Name": "running", "Code": 16},
        "NetworkInterfaces": [{"NetworkInterfaceId": eni_id, "Attachment": {"DeviceIndex": 0}}],
        "Tags": _tagged(name),
    }


def _row(field: str, target: str) -> Body:
    return {"DestinationCidrBlock": ANYWHERE, field: target, "State": "active", "Origin": "CreateRoute"}


def _tagged(name: str) -> list[dict[str, Any]]:
    return [{"Key": "Name", "Value": name}]
