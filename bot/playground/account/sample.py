"""Builds the sample network in an empty account, with the calls that anybody would build it with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.account.places import INSTANCES, REGION, SUBNETS, VPCS, SubnetPlan

if TYPE_CHECKING:
    from collections.abc import Iterable

_HTTPS = 443
_EPHEMERAL = (1024, 65535)
_EVERYWHERE = "0.0.0.0/0"


def build(ec2: Any) -> None:  # noqa: ANN401 (boto3 makes its clients' classes while it runs)
    """Build VPCs, subnets, gateways, routes, endpoints, instances and decoys with a boto3 client of EC2."""
    builder = _Builder(ec2)
    builder.vpcs_and_subnets()
    builder.gateways()
    builder.routes()
    builder.security_groups()
    builder.gateway_endpoints()
    builder.interface_endpoints()
    builder.instances()
    builder.network_acl()
    builder.decoys()


class _Builder:
    """The sample network while it is built: the ids of what is there already, by name."""

    def __init__(self, ec2: Any) -> None:  # noqa: ANN401 (a boto3 client)
        self._ec2 = ec2
        self._ids: dict[str, str] = {}

    def vpcs_and_subnets(self) -> None:
        """Make the VPCs with both DNS attributes on, their subnets and the subnets' route tables."""
        for vpc in VPCS:
            made = self._ec2.create_vpc(CidrBlock=vpc.cidr, **_named("vpc", vpc.name))
            self._ids[vpc.name] = made["Vpc"]["VpcId"]
            for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
                self._ec2.modify_vpc_attribute(VpcId=self._ids[vpc.name], **{attribute: {"Value": True}})
        for subnet in SUBNETS:
            self._subnet(subnet)
        self._ec2.modify_subnet_attribute(SubnetId=self._ids["quarry"], MapPublicIpOnLaunch={"Value": True})

    def _subnet(self, plan: SubnetPlan) -> None:
        made = self._ec2.create_subnet(
            VpcId=self._ids[plan.vpc],
            CidrBlock=plan.cidr,
            AvailabilityZone=f"{REGION}{plan.zone}",
            **_named("subnet", plan.name),
        )
        self._ids[plan.name] = made["Subnet"]["SubnetId"]
        if plan.table not in self._ids:
            self._table(plan.table, plan.vpc)
        self._ec2.associate_route_table(RouteTableId=self._ids[plan.table], SubnetId=self._ids[plan.name])

    def _table(self, name: str, vpc: str) -> None:
        made = self._ec2.create_route_table(VpcId=self._ids[vpc], **_named("route-table", name))
        self._ids[name] = made["RouteTable"]["RouteTableId"]

    def gateways(self) -> None:
        """Make an internet gateway, a NAT gateway, and one more NAT gateway that will be deleted."""
        made = self._ec2.create_internet_gateway(**_named("internet-gateway", "grove-igw"))
        self._ids["grove-igw"] = made["InternetGateway"]["InternetGatewayId"]
        self._ec2.attach_internet_gateway(InternetGatewayId=self._ids["grove-igw"], VpcId=self._ids["grove"])
        for name in ("grove-nat", "former-nat"):
            address = self._ec2.allocate_address(Domain="vpc", **_named("elastic-ip", f"{name}-ip"))
            nat = self._ec2.create_nat_gateway(
                SubnetId=self._ids["quarry"],
                AllocationId=address["AllocationId"],
                **_named("natgateway", name),
            )
            self._ids[name] = nat["NatGateway"]["NatGatewayId"]

    def routes(self) -> None:
        """Write the default routes, then delete the NAT gateway that lagoon's points at."""
        self._default_route("quarry-rt", GatewayId=self._ids["grove-igw"])
        self._default_route("orchard-rt", NatGatewayId=self._ids["grove-nat"])
        self._default_route("harbor-rt", NatGatewayId=self._ids["grove-nat"])
        self._default_route("lagoon-rt", NatGatewayId=self._ids["former-nat"])
        self._ec2.delete_nat_gateway(NatGatewayId=self._ids["former-nat"])

    def _default_route(self, table: str, **target: str) -> None:
        self._ec2.create_route(RouteTableId=self._ids[table], DestinationCidrBlock=_EVERYWHERE, **target)

    def security_groups(self) -> None:
        """Make the groups of workloads and endpoints; one lets HTTPS out to its own VPC and nowhere else."""
        for vpc in VPCS:
            self._group(f"{vpc.name}-workload", vpc.name)
            self._group(f"{vpc.name}-endpoints", vpc.name)
            self._ec2.authorize_security_group_ingress(
                GroupId=self._ids[f"{vpc.name}-endpoints"], IpPermissions=[_https(vpc.cidr)]
            )
        self._group("grove-vpc-only", "grove")
        out = {"GroupId": self._ids["grove-vpc-only"]}
        everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": _EVERYWHERE}]}
        self._ec2.revoke_security_group_egress(**out, IpPermissions=[everything])
        self._ec2.authorize_security_group_egress(**out, IpPermissions=[_https(VPCS[0].cidr)])

    def _group(self, name: str, vpc: str) -> None:
        made = self._ec2.create_security_group(
            GroupName=name, Description=f"{name} of the sample", VpcId=self._ids[vpc], **_named("security-group", name)
        )
        self._ids[name] = made["GroupId"]

    def gateway_endpoints(self) -> None:
        """Make the gateway endpoints: the S3 one of grove knows harbor's table and not orchard's."""
        self._gateway_endpoint("grove-s3", "grove", "s3", ("harbor-rt",))
        self._gateway_endpoint("grove-dynamodb", "grove", "dynamodb", ("orchard-rt",))
        self._gateway_endpoint("cove-s3", "cove", "s3", ("delta-rt",))
        self._gateway_endpoint("cove-dynamodb", "cove", "dynamodb", ("ridge-rt", "delta-rt"))

    def _gateway_endpoint(self, name: str, vpc: str, service: str, tables: Iterable[str]) -> None:
        self._ec2.create_vpc_endpoint(
            VpcEndpointType="Gateway",
            VpcId=self._ids[vpc],
            ServiceName=f"com.amazonaws.{REGION}.{service}",
            RouteTableIds=[self._ids[table] for table in tables],
            **_named("vpc-endpoint", name),
        )

    def interface_endpoints(self) -> None:
        """Make the interface endpoints: EC2's with private DNS off in grove and on in cove, logs, and S3 for on-premises."""
        self._interface_endpoint("grove-ec2", "grove", "ec2", ("orchard", "harbor"), PrivateDnsEnabled=False)
        self._interface_endpoint("grove-logs", "grove", "logs", ("harbor",), PrivateDnsEnabled=True)
        self._interface_endpoint("cove-ec2", "cove", "ec2", ("ridge", "delta"), PrivateDnsEnabled=True)
        inbound_only = {"PrivateDnsOnlyForInboundResolverEndpoint": True}
        self._interface_endpoint("cove-s3-onprem", "cove", "s3", ("ridge",), PrivateDnsEnabled=True, DnsOptions=inbound_only)

    def _interface_endpoint(self, name: str, vpc: str, service: str, subnets: Iterable[str], **names: Any) -> None:  # noqa: ANN401 (boto3's own)
        self._ec2.create_vpc_endpoint(
            VpcEndpointType="Interface",
            VpcId=self._ids[vpc],
            ServiceName=f"com.amazonaws.{REGION}.{service}",
            SubnetIds=[self._ids[subnet] for subnet in subnets],
            SecurityGroupIds=[self._ids[f"{vpc}-endpoints"]],
            **names,
            **_named("vpc-endpoint", name),
        )

    def instances(self) -> None:
        """Start the instances, and give the one in the public subnet an Elastic IP."""
        image = self._ec2.register_image(Name="sample-linux", Architecture="x86_64")["ImageId"]
        for plan in INSTANCES:
            made = self._ec2.run_instances(
                ImageId=image,
                InstanceType="t3.micro",
                MinCount=1,
                MaxCount=1,
                SubnetId=self._ids[plan.subnet],
                PrivateIpAddress=plan.address,
                SecurityGroupIds=[self._ids[plan.group]],
                **_named("instance", plan.name),
            )
            self._ids[plan.name] = made["Instances"][0]["InstanceId"]
        address = self._ec2.allocate_address(Domain="vpc", **_named("elastic-ip", "crane-ip"))
        self._ec2.associate_address(InstanceId=self._ids["crane"], AllocationId=address["AllocationId"])

    def network_acl(self) -> None:
        """Give marsh a network ACL of its own that lets HTTPS out, and answers in from private networks alone."""
        made = self._ec2.create_network_acl(VpcId=self._ids["grove"], **_named("network-acl", "marsh-acl"))
        acl = made["NetworkAcl"]["NetworkAclId"]
        self._acl_entry(acl, 100, _EVERYWHERE, (_HTTPS, _HTTPS), egress=True)
        self._acl_entry(acl, 110, "10.0.0.0/8", _EPHEMERAL, egress=True)
        self._acl_entry(acl, 100, "10.0.0.0/8", _EPHEMERAL, egress=False)
        found = self._ec2.describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [self._ids["marsh"]]}])
        held = (each for each in found["NetworkAcls"][0]["Associations"] if each["SubnetId"] == self._ids["marsh"])
        self._ec2.replace_network_acl_association(AssociationId=next(held)["NetworkAclAssociationId"], NetworkAclId=acl)

    def _acl_entry(self, acl: str, number: int, cidr: str, ports: tuple[int, int], *, egress: bool) -> None:
        self._ec2.create_network_acl_entry(
            NetworkAclId=acl,
            RuleNumber=number,
            Protocol="6",
            RuleAction="allow",
            Egress=egress,
            CidrBlock=cidr,
            PortRange={"From": ports[0], "To": ports[1]},
        )

    def decoys(self) -> None:
        """Add what real accounts have lying about: a route table without subnets, a prefix list of somebody's offices."""
        self._table("attic-rt", "grove")
        self._default_route("attic-rt", GatewayId=self._ids["grove-igw"])
        offices = self._ec2.create_managed_prefix_list(
            PrefixListName="offices",
            AddressFamily="IPv4",
            MaxEntries=5,
            Entries=[{"Cidr": "198.51.100.0/25"}, {"Cidr": "192.0.2.0/24"}],
            **_named("prefix-list", "offices"),
        )["PrefixList"]["PrefixListId"]
        ssh = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "PrefixListIds": [{"PrefixListId": offices}]}
        self._ec2.authorize_security_group_ingress(GroupId=self._ids["grove-workload"], IpPermissions=[ssh])


def _named(kind: str, name: str) -> dict[str, Any]:
    """Give the parameter that names a new resource."""
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": name}]}]}


def _https(cidr: str) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": _HTTPS, "ToPort": _HTTPS, "IpRanges": [{"CidrIp": cidr}]}
