"""The one table of calls to AWS: it drives the collector, the gaps, the saved files' names and the permissions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEXT_TOKEN: Mapping[str, str] = MappingProxyType({"NextToken": "NextToken"})
_NEXT_RECORD: Mapping[str, str] = MappingProxyType(
    {
        "NextRecordName": "StartRecordName",
        "NextRecordType": "StartRecordType",
        "NextRecordIdentifier": "StartRecordIdentifier",
    },
)
#: What is asked of CloudWatch about a NAT gateway: the metrics by the ids that its answer bears.
#: — https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html
NAT_METRICS: Mapping[str, str] = MappingProxyType(
    {
        "from_source": "BytesInFromSource",
        "from_destination": "BytesInFromDestination",
        "port_errors": "ErrorPortAllocation",
    },
)
_DAY = 86400


class When(StrEnum):
    """When a call is made: always, once other answers show that it matters, where the question names its subject, or never.

    The answers of a call that is never made may be in a saved folder.
    """

    ALWAYS = "always"
    TOUCHED = "touched"
    ASKED = "asked"
    SAVED = "saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One kind of call. `word` is the AWS CLI's, and the stem of the saved file; `result` the key of its rows.

    A call about one thing has `subject_as`, the parameter that takes the thing's id, a list of one where `subject_in_list`.
    `cursor` maps what AWS says about the
    next page to the parameters that ask for it. `vpc_filter` is the name of the filter that narrows it to one VPC.
    `account_as` takes the account of a thing that is asked about by its ARN; its name is then the thing's id. `allowed_by`
    names the IAM action where that is not called like the operation, with its prefix where that is not called like the
    service. `keeps` are the only members of the answer that are kept, where the rest is nobody's business.
    A call for `metrics` of one thing, by the ids that they are asked for with, takes its id as their dimension, and is about
    the last so many `days`.
    """

    word: str
    service: str
    operation: str
    result: str
    hides: str
    when: When = When.ALWAYS
    core: bool = False
    subject_as: str = ""
    subject_in_list: bool = False
    account_as: str = ""
    region_as: str = ""
    attribute: str = ""
    fixed: Mapping[str, Any] = field(default_factory=dict, hash=False)
    cursor: Mapping[str, str] = field(default_factory=dict, hash=False)
    vpc_filter: str = ""
    resource: str = "*"
    allowed_by: str = ""
    keeps: frozenset[str] = frozenset()
    metrics: Mapping[str, str] = field(default_factory=dict, hash=False)
    days: int = 0

    @property
    def action(self) -> str:
        """Give the IAM action that allows the call."""
        return self.allowed_by if ":" in self.allowed_by else f"{self.service}:{self.allowed_by or self.operation}"

    @property
    def method(self) -> str:
        """Give the name of the method of boto3's client."""
        return self.word.replace("-", "_")

    def key(self, subject: str = "") -> str:
        """Give the key of the call's answer, which is the stem of its saved file."""
        own = subject.rpartition("/")[2] if self.account_as else subject
        return ".".join(part for part in (self.word, own, self.attribute) if part)

    def arguments(self, *, subject: str = "", region: str = "", vpc_id: str | None = None) -> dict[str, Any]:
        """Give the parameters of the call's first page."""
        given = dict(self.fixed)
        if self.days:
            now = datetime.now(UTC).replace(second=0, microsecond=0)
            given |= {"StartTime": now - timedelta(days=self.days), "EndTime": now}
        if self.metrics:
            return given | {"MetricDataQueries": self._metric_queries(subject)}
        if self.subject_as:
            given[self.subject_as] = [subject] if self.subject_in_list else subject
        if self.account_as:
            account = subject.split(":")[4] if subject.startswith("arn:") else ""
            given |= {self.account_as: account, self.subject_as: subject.rpartition("/")[2]}
        if self.region_as:
            given[self.region_as] = region
        if vpc_id and self.vpc_filter:
            name = "Filter" if self.operation == "DescribeNatGateways" else "Filters"
            given[name] = [{"Name": self.vpc_filter, "Values": [vpc_id]}]
        return given

    def _metric_queries(self, subject: str) -> list[dict[str, Any]]:
        """Give what is asked of each metric: its sum, day by day."""
        of = [{"Name": self.subject_as, "Value": subject}]
        return [
            {
                "Id": own,
                "MetricStat": {
                    "Metric": {"Namespace": "AWS/NATGateway", "MetricName": name, "Dimensions": of},
                    "Period": _DAY,
                    "Stat": "Sum",
                },
            }
            for own, name in self.metrics.items()
        ]


def _ec2(operation: str, result: str, hides: str, **more: Any) -> Call:  # noqa: ANN401 (a Call's own fields)
    """Give a paginated call of EC2; `page` is the largest page that AWS allows."""
    page = more.pop("page", 1000)
    fixed = {**({"MaxResults": page} if page else {}), **more.pop("fixed", {})}
    cursor = _NEXT_TOKEN if page else {}
    return Call(service="ec2", operation=operation, result=result, hides=hides, fixed=fixed, cursor=cursor, **more)


def _vpc_attribute(attribute: str, result: str) -> Call:
    return _ec2(
        "DescribeVpcAttribute",
        result,
        f"the VPC attribute {attribute}",
        word="describe-vpc-attribute",
        attribute=attribute,
        subject_as="VpcId",
        when=When.TOUCHED,
        page=0,
        fixed={"Attribute": attribute},
    )


#: EC2 throttles DescribeInstances, DescribeNetworkInterfaces and DescribeSecurityGroups harder where they are neither
#: filtered nor paginated, so MaxResults is always given. Security groups are never narrowed to a VPC: one that is associated
#: with a VPC may belong to another.
_EC2_CALLS: tuple[Call, ...] = (
    _ec2("DescribeVpcs", "Vpcs", "VPCs", word="describe-vpcs", core=True, vpc_filter="vpc-id"),
    _ec2(
        "DescribeRouteTables",
        "RouteTables",
        "route tables",
        word="describe-route-tables",
        core=True,
        page=100,
        vpc_filter="vpc-id",
    ),
    _ec2("DescribeSecurityGroups", "SecurityGroups", "security groups", word="describe-security-groups"),
    _ec2("DescribePrefixLists", "PrefixLists", "AWS's prefix lists", word="describe-prefix-lists"),
    _ec2(
        "DescribeManagedPrefixLists", "PrefixLists", "managed prefix lists", word="describe-managed-prefix-lists", page=100
    ),
    _ec2(
        "DescribeNetworkInterfaces",
        "NetworkInterfaces",
        "network interfaces",
        word="describe-network-interfaces",
        fixed={"IncludeManagedResources": True},
        vpc_filter="vpc-id",
    ),
    _ec2("DescribeSubnets", "Subnets", "subnets", word="describe-subnets", core=True, vpc_filter="vpc-id"),
    _ec2(
        "DescribeVpcEndpoints",
        "VpcEndpoints",
        "VPC endpoints",
        word="describe-vpc-endpoints",
        core=True,
        vpc_filter="vpc-id",
    ),
    _ec2("DescribeNatGateways", "NatGateways", "NAT gateways", word="describe-nat-gateways", vpc_filter="vpc-id"),
    _ec2(
        "DescribeInternetGateways",
        "InternetGateways",
        "internet gateways",
        word="describe-internet-gateways",
        vpc_filter="attachment.vpc-id",
    ),
    _ec2(
        "DescribeInstances",
        "Reservations",
        "instances",
        word="describe-instances",
        fixed={"IncludeManagedResources": True},
        vpc_filter="vpc-id",
    ),
    _ec2("DescribeNetworkAcls", "NetworkAcls", "network ACLs", word="describe-network-acls", vpc_filter="vpc-id"),
    _ec2("DescribeDhcpOptions", "DhcpOptions", "DHCP option sets", word="describe-dhcp-options"),
    _ec2(
        "DescribeVpcBlockPublicAccessOptions",
        "VpcBlockPublicAccessOptions",
        "VPC Block Public Access",
        word="describe-vpc-block-public-access-options",
        page=0,
    ),
)
#: What watches the traffic. The names of the filters are spelt differently, so neither is narrowed to a VPC.
_WATCHING_CALLS: tuple[Call, ...] = (
    _ec2(
        "DescribeVpcEncryptionControls",
        "VpcEncryptionControls",
        "VPC encryption controls",
        word="describe-vpc-encryption-controls",
    ),
    _ec2("DescribeFlowLogs", "FlowLogs", "flow logs", word="describe-flow-logs"),
)
_TOUCHED_EC2_CALLS: tuple[Call, ...] = (
    _ec2(
        "DescribeVpcEndpointServices",
        "ServiceDetails",
        "endpoint services",
        word="describe-vpc-endpoint-services",
        when=When.TOUCHED,
        subject_as="ServiceRegions",
        subject_in_list=True,
    ),
    _vpc_attribute("enableDnsSupport", "EnableDnsSupport"),
    _vpc_attribute("enableDnsHostnames", "EnableDnsHostnames"),
    _ec2(
        "GetManagedPrefixListEntries",
        "Entries",
        "entries of a prefix list",
        word="get-managed-prefix-list-entries",
        when=When.TOUCHED,
        page=100,
        subject_as="PrefixListId",
        resource="arn:aws:ec2:*:*:prefix-list/*",
    ),
    _ec2(
        "DescribeVpcPeeringConnections",
        "VpcPeeringConnections",
        "VPC peering connections",
        word="describe-vpc-peering-connections",
        when=When.TOUCHED,
    ),
    _ec2(
        "DescribeTransitGatewayAttachments",
        "TransitGatewayAttachments",
        "transit gateway attachments",
        word="describe-transit-gateway-attachments",
        when=When.TOUCHED,
    ),
    _ec2(
        "DescribeTransitGatewayVpcAttachments",
        "TransitGatewayVpcAttachments",
        "the subnets of transit gateway attachments",
        word="describe-transit-gateway-vpc-attachments",
        when=When.TOUCHED,
    ),
    _ec2(
        "DescribeTransitGatewayRouteTables",
        "TransitGatewayRouteTables",
        "transit gateway route tables",
        word="describe-transit-gateway-route-tables",
        when=When.TOUCHED,
    ),
    _ec2(
        "GetTransitGatewayRouteTableAssociations",
        "Associations",
        "associations of a transit gateway route table",
        word="get-transit-gateway-route-table-associations",
        when=When.TOUCHED,
        subject_as="TransitGatewayRouteTableId",
    ),
    # Without a size its pages are the largest; the AWS CLI learnt late to turn them, and refuses a size where it does not.
    Call(
        word="search-transit-gateway-routes",
        service="ec2",
        operation="SearchTransitGatewayRoutes",
        result="Routes",
        hides="transit gateway routes",
        when=When.TOUCHED,
        subject_as="TransitGatewayRouteTableId",
        fixed={"Filters": [{"Name": "state", "Values": ["active", "blackhole"]}]},
        cursor=_NEXT_TOKEN,
    ),
    _ec2(
        "DescribeEgressOnlyInternetGateways",
        "EgressOnlyInternetGateways",
        "egress-only internet gateways",
        word="describe-egress-only-internet-gateways",
        when=When.TOUCHED,
        page=255,
    ),
    _ec2(
        "DescribeVpcBlockPublicAccessExclusions",
        "VpcBlockPublicAccessExclusions",
        "exclusions from VPC Block Public Access",
        word="describe-vpc-block-public-access-exclusions",
        when=When.TOUCHED,
    ),
)
#: What CloudWatch counted: a few figures of each NAT gateway in service. It cannot tell destinations from each other.
_MEASURING_CALLS: tuple[Call, ...] = (
    Call(
        word="get-metric-data",
        service="cloudwatch",
        operation="GetMetricData",
        result="MetricDataResults",
        hides="what CloudWatch counted at a NAT gateway",
        when=When.TOUCHED,
        subject_as="NatGatewayId",
        metrics=NAT_METRICS,
        days=30,
        cursor=_NEXT_TOKEN,
        keeps=frozenset({"MetricDataResults"}),
    ),
)


def _resolver(operation: str, result: str, hides: str, **more: Any) -> Call:  # noqa: ANN401 (a Call's own fields)
    """Give a paginated call of Route 53 Resolver."""
    fixed = {"MaxResults": more.pop("page", 100)}
    return Call(
        service="route53resolver",
        operation=operation,
        result=result,
        hides=hides,
        fixed=fixed,
        cursor=_NEXT_TOKEN,
        **more,
    )


def _profiles(operation: str, result: str, hides: str, **more: Any) -> Call:  # noqa: ANN401 (a Call's own fields)
    """Give a paginated call of Route 53 Profiles."""
    return Call(
        service="route53profiles",
        operation=operation,
        result=result,
        hides=hides,
        fixed={"MaxResults": 100},
        cursor=_NEXT_TOKEN,
        **more,
    )


#: DNS Firewall, Profiles and inbound endpoints: two calls for the Region, and what they lead to where a VPC uses any.
_SHARED_NAME_CALLS: tuple[Call, ...] = (
    _resolver(
        "ListFirewallRuleGroupAssociations",
        "FirewallRuleGroupAssociations",
        "DNS Firewall rule groups",
        word="list-firewall-rule-group-associations",
    ),
    _profiles("ListProfileAssociations", "ProfileAssociations", "Route 53 Profiles", word="list-profile-associations"),
    _profiles(
        "ListProfileResourceAssociations",
        "ProfileResourceAssociations",
        "resources of a Route 53 Profile",
        word="list-profile-resource-associations",
        when=When.TOUCHED,
        subject_as="ProfileId",
    ),
    _resolver(
        "ListFirewallRules",
        "FirewallRules",
        "DNS Firewall rules",
        word="list-firewall-rules",
        when=When.TOUCHED,
        subject_as="FirewallRuleGroupId",
    ),
    _resolver(
        "ListFirewallDomainLists",
        "FirewallDomainLists",
        "DNS Firewall domain lists",
        word="list-firewall-domain-lists",
        when=When.TOUCHED,
    ),
    _resolver(
        "ListFirewallDomains",
        "Domains",
        "domains of a DNS Firewall list",
        word="list-firewall-domains",
        when=When.TOUCHED,
        subject_as="FirewallDomainListId",
        page=5000,
    ),
    _resolver(
        "ListResolverEndpoints",
        "ResolverEndpoints",
        "Resolver endpoints",
        word="list-resolver-endpoints",
        when=When.TOUCHED,
    ),
    _resolver(
        "ListResolverEndpointIpAddresses",
        "IpAddresses",
        "addresses of a Resolver endpoint",
        word="list-resolver-endpoint-ip-addresses",
        when=When.TOUCHED,
        subject_as="ResolverEndpointId",
    ),
)
_NAME_CALLS: tuple[Call, ...] = (
    Call(
        word="list-resolver-rule-associations",
        service="route53resolver",
        operation="ListResolverRuleAssociations",
        result="ResolverRuleAssociations",
        hides="associations of Resolver rules",
        fixed={"MaxResults": 100},
        cursor=_NEXT_TOKEN,
    ),
    Call(
        word="list-resolver-rules",
        service="route53resolver",
        operation="ListResolverRules",
        result="ResolverRules",
        hides="Resolver rules",
        when=When.TOUCHED,
        fixed={"MaxResults": 100},
        cursor=_NEXT_TOKEN,
    ),
    Call(
        word="list-hosted-zones-by-vpc",
        service="route53",
        operation="ListHostedZonesByVPC",
        result="HostedZoneSummaries",
        hides="private hosted zones of a VPC",
        when=When.TOUCHED,
        subject_as="VPCId",
        region_as="VPCRegion",
        fixed={"MaxItems": "100"},
        cursor=_NEXT_TOKEN,
    ),
    Call(
        word="list-resource-record-sets",
        service="route53",
        operation="ListResourceRecordSets",
        result="ResourceRecordSets",
        hides="records of a private hosted zone",
        when=When.TOUCHED,
        subject_as="HostedZoneId",
        fixed={"MaxItems": "300"},
        cursor=_NEXT_RECORD,
        resource="arn:aws:route53:::hostedzone/*",
    ),
)
_ASKED_CALLS: tuple[Call, ...] = (
    Call(
        word="head-bucket",
        service="s3",
        operation="HeadBucket",
        result="BucketRegion",
        hides="bucket Region",
        when=When.ASKED,
        subject_as="Bucket",
        resource="arn:aws:s3:::*",
        allowed_by="ListBucket",
    ),
    Call(
        word="get-bucket-policy",
        service="s3",
        operation="GetBucketPolicy",
        result="Policy",
        hides="a bucket's policy",
        when=When.ASKED,
        subject_as="Bucket",
        resource="arn:aws:s3:::*",
    ),
    Call(
        word="get-access-point",
        service="s3control",
        operation="GetAccessPoint",
        result="Name",
        hides="an access point",
        when=When.ASKED,
        subject_as="Name",
        account_as="AccountId",
        resource="arn:aws:s3:*:*:accesspoint/*",
        allowed_by="s3:GetAccessPoint",
        keeps=frozenset({"Name", "Bucket", "BucketAccountId", "NetworkOrigin", "VpcConfiguration", "AccessPointArn"}),
    ),
    Call(
        word="get-access-point-policy",
        service="s3control",
        operation="GetAccessPointPolicy",
        result="Policy",
        hides="an access point's policy",
        when=When.ASKED,
        subject_as="Name",
        account_as="AccountId",
        resource="arn:aws:s3:*:*:accesspoint/*",
        allowed_by="s3:GetAccessPointPolicy",
    ),
    Call(
        word="get-function-configuration",
        service="lambda",
        operation="GetFunctionConfiguration",
        result="FunctionName",
        hides="network settings of a function",
        when=When.ASKED,
        subject_as="FunctionName",
        resource="arn:aws:lambda:*:*:function:*",
        keeps=frozenset({"FunctionName", "FunctionArn", "VpcConfig"}),  # the rest holds environment variables
    ),
)
IDENTITY = Call(
    word="get-caller-identity", service="sts", operation="GetCallerIdentity", result="Account", hides="the account"
)

#: Every call that the collector makes, those first on whose answers others wait.
CALLS: tuple[Call, ...] = (
    *_EC2_CALLS,
    *_WATCHING_CALLS,
    IDENTITY,
    *_TOUCHED_EC2_CALLS,
    *_MEASURING_CALLS,
    *_NAME_CALLS,
    *_SHARED_NAME_CALLS,
    *_ASKED_CALLS,
)


def _saved(service: str, operation: str, word: str, result: str, hides: str) -> Call:
    return Call(word=word, service=service, operation=operation, result=result, hides=hides, when=When.SAVED)


#: Calls whose answers a saved folder may hold, though the collector does not make them.
SAVED_CALLS: tuple[Call, ...] = (
    _saved("s3", "GetBucketLocation", "get-bucket-location", "LocationConstraint", "bucket Region"),
    _saved("logs", "GetQueryResults", "get-query-results", "results", "what flow logs counted at a NAT gateway"),
)


def call_of(word: str, attribute: str = "") -> Call:
    """Give the call that the AWS CLI knows by that word; a KeyError where the table has none."""
    return next(call for call in (*CALLS, *SAVED_CALLS) if call.word == word and call.attribute == attribute)
