"""Networks that tests build in the local AWS with boto3, as a person would."""

from __future__ import annotations

import io
import json
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.unit.collect.local_aws import REGION, blocking, paged, said

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from tests.unit.collect.local_aws import LocalAws


def empty_account(ec2: Any) -> None:
    """Take away the default VPC that moto starts with."""
    for subnet in ec2.describe_subnets()["Subnets"]:
        ec2.delete_subnet(SubnetId=subnet["SubnetId"])
    for vpc in ec2.describe_vpcs()["Vpcs"]:
        ec2.delete_vpc(VpcId=vpc["VpcId"])


def orchard(ec2: Any, subnets: int = 1) -> dict[str, str]:
    """Build a VPC with subnets behind a NAT gateway and a gateway endpoint, and give its ids."""
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24")["Subnet"]["SubnetId"] for n in range(subnets)]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    for subnet in made:
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    nat = ec2.create_nat_gateway(SubnetId=made[0], ConnectivityType="private")["NatGateway"]["NatGatewayId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    asked = {
        "VpcId": vpc,
        "ServiceName": f"com.amazonaws.{REGION}.s3",
        "VpcEndpointType": "Gateway",
        "RouteTableIds": [table],
    }
    endpoint = ec2.create_vpc_endpoint(**asked)["VpcEndpoint"]["VpcEndpointId"]
    return {"vpc": vpc, "subnet": made[0], "table": table, "nat": nat, "endpoint": endpoint}


def touching_everything(aws: LocalAws) -> dict[str, str]:
    """Build a network that gives the collector a reason for every call it knows, and give its ids."""
    ec2 = aws.client("ec2")
    ids = orchard(ec2)
    other = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    peering = ec2.create_vpc_peering_connection(VpcId=ids["vpc"], PeerVpcId=other)["VpcPeeringConnection"][
        "VpcPeeringConnectionId"
    ]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    asked = {"PrefixListName": "harbor", "MaxEntries": 3, "AddressFamily": "IPv4", "Entries": [{"Cidr": "10.9.0.0/16"}]}
    own = ec2.create_managed_prefix_list(**asked)["PrefixList"]["PrefixListId"]
    ec2.create_route(RouteTableId=ids["table"], DestinationPrefixListId=own, VpcPeeringConnectionId=peering)
    eigw = ec2.create_egress_only_internet_gateway(VpcId=ids["vpc"])["EgressOnlyInternetGateway"][
        "EgressOnlyInternetGatewayId"
    ]
    ec2.create_route(RouteTableId=ids["table"], DestinationIpv6CidrBlock="::/0", EgressOnlyInternetGatewayId=eigw)
    hub = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=hub, VpcId=ids["vpc"], SubnetIds=[ids["subnet"]])
    ec2.create_route(RouteTableId=ids["table"], DestinationCidrBlock="10.8.0.0/16", TransitGatewayId=hub)
    resolver = aws.client("route53resolver")
    rule = resolver.create_resolver_rule(CreatorRequestId="1", Name="fwd", RuleType="SYSTEM", DomainName="corp.example")[
        "ResolverRule"
    ]
    resolver.associate_resolver_rule(ResolverRuleId=rule["Id"], VPCId=ids["vpc"], Name="fwd")
    zone = private_zone(aws, "amazonaws.com", ids["vpc"])
    block_public_access(aws)
    guarded_names(aws, ids["vpc"])
    reach_across(aws, ids)
    return {**ids, "peering": peering, "list": own, "eigw": eigw, "rule": rule["Id"], "zone": zone}


def reach_across(aws: LocalAws, ids: dict[str, str]) -> None:
    """Add an interface endpoint to another Region's service beside the gateway endpoint; moto names no Region."""
    common = f"<vpcId>{ids['vpc']}</vpcId><state>available</state>"
    gateway = (
        f"<vpcEndpointId>{ids['endpoint']}</vpcEndpointId><vpcEndpointType>Gateway</vpcEndpointType>{common}"
        f"<serviceName>com.amazonaws.{REGION}.s3</serviceName><routeTableIdSet><item>{ids['table']}</item></routeTableIdSet>"
    )
    across = (
        f"<vpcEndpointId>vpce-0across</vpcEndpointId><vpcEndpointType>Interface</vpcEndpointType>{common}"
        "<serviceName>com.amazonaws.us-west-2.s3</serviceName><serviceRegion>us-west-2</serviceRegion>"
    )
    service = (
        "<serviceName>com.amazonaws.us-west-2.s3</serviceName><serviceRegion>us-west-2</serviceRegion>"
        "<availabilityZoneIdSet><item>apne2-az1</item></availabilityZoneIdSet>"
    )
    aws.instead["DescribeVpcEndpoints"] = partial(_once, "DescribeVpcEndpoints", "vpcEndpointSet", [gateway, across])
    # moto can only answer this one with packages for services that nobody here uses.
    aws.instead["DescribeVpcEndpointServices"] = partial(_once, "DescribeVpcEndpointServices", "serviceDetailSet", [service])


def _once(action: str, member: str, rows: list[str]) -> Response:
    return paged(action, member, [rows])()


def guarded_names(aws: LocalAws, vpc: str) -> None:
    """Give the VPC DNS Firewall and a Profile, neither of which moto knows; `touching_everything` has the rest.

    One of the two lists is AWS's own.
    """
    group, listed, managed, profile = "rslvr-frg-1", "rslvr-fdl-1", "rslvr-fdl-2", "rp-1"
    answers: dict[str, dict[str, object]] = {
        "ListFirewallRuleGroupAssociations": {
            "FirewallRuleGroupAssociations": [
                {"Id": "a", "FirewallRuleGroupId": group, "VpcId": vpc, "Priority": 101, "Status": "COMPLETE"}
            ]
        },
        "ListFirewallRules": {
            "FirewallRules": [
                {"FirewallRuleGroupId": group, "FirewallDomainListId": listed, "Priority": 1, "Action": "ALERT"},
                {"FirewallRuleGroupId": group, "FirewallDomainListId": managed, "Priority": 2, "Action": "BLOCK"},
            ]
        },
        "ListFirewallDomainLists": {
            "FirewallDomainLists": [
                {"Id": listed, "Name": "own"},
                {
                    "Id": managed,
                    "Name": "AWSManagedDomainsMalwareDomainList",
                    "ManagedOwnerName": "Route 53 Resolver DNS Firewall",
                },
            ]
        },
        "ListFirewallDomains": {"Domains": ["*.example.com."]},
        "ListProfileAssociations": {
            "ProfileAssociations": [{"Id": "b", "ProfileId": profile, "ResourceId": vpc, "Status": "COMPLETE"}]
        },
        "ListProfileResourceAssociations": {
            "ProfileResourceAssociations": [
                {"ProfileId": profile, "ResourceArn": f"arn:aws:route53resolver:{REGION}:1:firewall-rule-group/{group}"}
            ]
        },
        "ListResolverEndpoints": {"ResolverEndpoints": [{"Id": "rslvr-in-1", "Direction": "INBOUND", "HostVPCId": vpc}]},
        "ListResolverEndpointIpAddresses": {"IpAddresses": [{"Ip": "10.0.0.53", "Status": "ATTACHED"}]},
    }
    for action, answer in answers.items():
        aws.instead[action] = partial(said, answer)
    servers = {"Key": "domain-name-servers", "Values": ["10.0.0.53"]}
    aws.client("ec2").create_dhcp_options(DhcpConfigurations=[servers])


def private_zone(aws: LocalAws, name: str, vpc: str) -> str:
    """Make a private hosted zone for a VPC, and give its id."""
    asked = {"VPC": {"VPCRegion": REGION, "VPCId": vpc}, "HostedZoneConfig": {"PrivateZone": True}}
    made = aws.client("route53").create_hosted_zone(Name=name, CallerReference=name, **asked)
    return str(made["HostedZone"]["Id"]).rpartition("/")[2]


def bucket(aws: LocalAws, name: str, region: str = REGION) -> str:
    """Make a bucket in a Region, and give its name."""
    asked = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    aws.client("s3", "us-east-1").create_bucket(Bucket=name, **asked)
    return name


def access_point(aws: LocalAws, name: str, of: str, vpc: str = "") -> str:
    """Make an access point of a bucket, bound to a VPC where one is named, and give its ARN."""
    bound = {"VpcConfiguration": {"VpcId": vpc}} if vpc else {}
    made = aws.client("s3control").create_access_point(AccountId="123456789012", Name=name, Bucket=of, **bound)
    return str(made["AccessPointArn"])


def function(aws: LocalAws, name: str, subnets: tuple[str, ...] = (), groups: tuple[str, ...] = ()) -> str:
    """Make a Lambda function with a secret in its environment, connected to the subnets, and give its name."""
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    role = aws.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as packed:
        packed.writestr("index.py", "")
    aws.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.11",
        Role=role,
        Handler="index.run",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"PASSWORD": "apple-pie"}},
        **({"VpcConfig": {"SubnetIds": subnets, "SecurityGroupIds": groups}} if subnets else {}),
    )
    return name


def block_public_access(aws: LocalAws) -> None:
    """Switch VPC Block Public Access on, with two exclusions on two pages."""
    aws.instead["DescribeVpcBlockPublicAccessOptions"] = lambda: blocking("block-bidirectional")
    row = "<resourceArn>arn:aws:ec2:ap-northeast-2:123456789012:subnet/subnet-{}</resourceArn><state>create-complete</state>"
    told = paged(
        "DescribeVpcBlockPublicAccessExclusions", "vpcBlockPublicAccessExclusionSet", [[row.format(1)], [row.format(2)]]
    )
    aws.instead["DescribeVpcBlockPublicAccessExclusions"] = told
