"""Which further calls the answers so far make worth while, so that nothing is asked that the network does not touch."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from diagnostics.collect.answers import listed, told
from diagnostics.collect.calls import CALLS, Call, When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from diagnostics.collect.answers import Answers, Body

#: Names under which AWS services answer; a private zone at, above or below one of them can change where they lead.
AWS_DOMAINS = (
    "amazonaws.com",
    "amazonaws.com.cn",
    "api.amazonwebservices.com.cn",
    "amazonaws.eu",
    "api.aws",
    "on.aws",
    "aws",
)
#: How the names of the lists end whose entries are read even where no route names them.
ENTRIES_WANTED = (".s3", ".s3express", ".dynamodb")


def wanted(call: Call, answers: Answers) -> tuple[str, ...]:
    """Give the subjects that a call should be made for: one empty one where it is made once, none where it is not needed.

    What is looked up only because a question names it is not known from the answers, so none for such a call.
    """
    if call.when is When.ALWAYS:
        return ("",)
    rule = _RULES.get(call.word)
    return tuple(dict.fromkeys(rule[1](answers))) if rule else ()


def waits_for(call: Call) -> tuple[str, ...]:
    """Give the words of the calls on whose answers it depends what this one is asked."""
    rule = _RULES.get(call.word)
    return rule[0] if rule else ()


def every_key(answers: Answers) -> Iterator[tuple[Call, str]]:
    """Give each call that these answers should hold, with its subject."""
    for call in CALLS:
        for subject in wanted(call, answers):
            yield call, subject


def holds_aws_names(zone: str) -> bool:
    """Say whether a zone of that name could hold, or hide, the names of AWS services."""
    zone = zone.rstrip(".").lower()
    return any(zone == name or zone.endswith(f".{name}") or name.endswith(f".{zone}") or not zone for name in AWS_DOMAINS)


def zone_id(row: Body) -> str:
    """Give the bare id of a hosted zone, however AWS wrote it."""
    return told(row, "HostedZoneId").rpartition("/")[2]


def _vpcs(answers: Answers) -> Iterator[str]:
    yield from filter(None, (told(row, "VpcId") for row in answers.rows("describe-vpcs", "Vpcs")))


def _routes(answers: Answers) -> Iterator[Body]:
    for table in answers.rows("describe-route-tables", "RouteTables"):
        yield from listed(table, "Routes")


def _nats_in_service(answers: Answers) -> Iterator[str]:
    """Give the NAT gateways that can have carried something: one that is pending, failed or deleted has no part in it."""
    rows = answers.rows("describe-nat-gateways", "NatGateways")
    yield from (told(row, "NatGatewayId") for row in rows if told(row, "State") == "available" and told(row, "NatGatewayId"))


def _when_routed(member: str) -> Callable[[Answers], Iterator[str]]:
    def once(answers: Answers) -> Iterator[str]:
        if any(told(route, member) for route in _routes(answers)):
            yield ""

    return once


def _transit_tables(answers: Answers) -> Iterator[str]:
    """Give the route tables of transit gateways: those that are listed, and those that attachments are associated with."""
    own = answers.rows("describe-transit-gateway-route-tables", "TransitGatewayRouteTables")
    used = answers.rows("describe-transit-gateway-attachments", "TransitGatewayAttachments")
    rows = (*own, *(row.get("Association") for row in used))
    yield from filter(None, (told(row, "TransitGatewayRouteTableId") for row in rows))


def _named(answers: Answers) -> Iterator[str]:
    """Give the prefix lists that routes and security groups name."""
    yield from (told(route, "DestinationPrefixListId") for route in _routes(answers))
    for group in answers.rows("describe-security-groups", "SecurityGroups"):
        for permission in (*listed(group, "IpPermissions"), *listed(group, "IpPermissionsEgress")):
            yield from (told(row, "PrefixListId") for row in listed(permission, "PrefixListIds"))


def _lists_without_cidrs(answers: Answers) -> Iterator[str]:
    """Give the prefix lists that routes or filters name, and the gateway services' own, unless their CIDRs are known."""
    rows = answers.rows("describe-prefix-lists", "PrefixLists")
    known = {told(row, "PrefixListId") for row in rows if row.get("Cidrs")} | {""}
    gateways = (
        told(row, "PrefixListId") for row in (*rows, *_managed(answers)) if _is_gateway_service(told(row, "PrefixListName"))
    )
    yield from (own for own in (*gateways, *_named(answers)) if own not in known)


def _managed(answers: Answers) -> list[Body]:
    return answers.rows("describe-managed-prefix-lists", "PrefixLists")


def _is_gateway_service(name: str) -> bool:
    return "com.amazonaws." in name and name.endswith(ENTRIES_WANTED)


def _when_blocking(answers: Answers) -> Iterator[str]:
    options = (answers.body("describe-vpc-block-public-access-options") or {}).get("VpcBlockPublicAccessOptions")
    said = options if isinstance(options, list) else [options]
    if any(told(each, "InternetGatewayBlockMode") not in {"", "off"} for each in said):
        yield ""


def _when_ruled(answers: Answers) -> Iterator[str]:
    rows = answers.rows("list-resolver-rule-associations", "ResolverRuleAssociations")
    if any("autodefined" not in told(row, "ResolverRuleId") for row in rows) or any(_brought(answers, "resolver-rule")):
        yield ""


def _profiles(answers: Answers) -> Iterator[str]:
    yield from (told(row, "ProfileId") for row in answers.rows("list-profile-associations", "ProfileAssociations"))


def _brought(answers: Answers, kind: str) -> Iterator[str]:
    """Give the ids of what Profiles bring of one kind, as their ARNs name it."""
    for profile in _profiles(answers):
        for row in answers.rows(f"list-profile-resource-associations.{profile}", "ProfileResourceAssociations"):
            arn = told(row, "ResourceArn")
            if f":{kind}/" in arn:
                yield arn.rpartition("/")[2]


def _firewall_groups(answers: Answers) -> Iterator[str]:
    rows = answers.rows("list-firewall-rule-group-associations", "FirewallRuleGroupAssociations")
    yield from filter(None, (told(row, "FirewallRuleGroupId") for row in rows))
    yield from _brought(answers, "firewall-rule-group")


def _when_guarded(answers: Answers) -> Iterator[str]:
    if any(_firewall_groups(answers)):
        yield ""


def _domain_lists(answers: Answers) -> Iterator[str]:
    """Give the lists of the rules in use, but for AWS's own, which tell nobody; rules of DNS Firewall Advanced have none."""
    rows = answers.rows("list-firewall-domain-lists", "FirewallDomainLists")
    managed = {told(row, "Id") for row in rows if told(row, "ManagedOwnerName")} | {""}
    for group in _firewall_groups(answers):
        used = (told(row, "FirewallDomainListId") for row in answers.rows(f"list-firewall-rules.{group}", "FirewallRules"))
        yield from (own for own in used if own not in managed)


def _when_servers_are_named(answers: Answers) -> Iterator[str]:
    """Ask for Resolver endpoints where queries go to addresses that might be theirs."""
    handed_out = (
        told(value, "Value")
        for row in answers.rows("describe-dhcp-options", "DhcpOptions")
        for each in listed(row, "DhcpConfigurations")
        if told(each, "Key") == "domain-name-servers"
        for value in listed(each, "Values")
    )
    forwarded = any(listed(row, "TargetIps") for row in answers.rows("list-resolver-rules", "ResolverRules"))
    if forwarded or any(server != "AmazonProvidedDNS" for server in handed_out):
        yield ""


def _inbound_endpoints(answers: Answers) -> Iterator[str]:
    rows = answers.rows("list-resolver-endpoints", "ResolverEndpoints")
    yield from (told(row, "Id") for row in rows if told(row, "Direction") == "INBOUND" and told(row, "Id"))


def _buckets_behind(answers: Answers) -> Iterator[str]:
    """Give the buckets that the access points lead to; of a bucket that is named itself, nothing is known here."""
    for key in answers.said:
        if key.startswith("get-access-point."):
            yield from filter(None, (told(answers.body(key), "Bucket"),))


def _regions_of_services(answers: Answers) -> Iterator[str]:
    """Give the other Regions whose services interface endpoints serve; AWS says there in which zones it offers that."""
    for row in answers.rows("describe-vpc-endpoints", "VpcEndpoints"):
        region = told(row, "ServiceRegion")
        if told(row, "VpcEndpointType") == "Interface" and region not in {"", answers.meta.region}:
            yield region


def _zones_with_aws_names(answers: Answers) -> Iterator[str]:
    """Give the zones whose names could hold those of AWS, and all that Profiles bring: these do not tell their names."""
    yield from _brought(answers, "hostedzone")
    for vpc in _vpcs(answers):
        for row in answers.rows(f"list-hosted-zones-by-vpc.{vpc}", "HostedZoneSummaries"):
            ours = not told(row.get("Owner"), "OwningService")
            if ours and holds_aws_names(told(row, "Name")) and zone_id(row):
                yield zone_id(row)


_BY_TRANSIT = ("describe-transit-gateway-route-tables", "describe-transit-gateway-attachments")
#: For a call that is not always made: the calls it waits for, and what their answers ask of it.
_RULES: Mapping[str, tuple[tuple[str, ...], Callable[[Answers], Iterator[str]]]] = MappingProxyType(
    {
        "describe-vpc-attribute": (("describe-vpcs",), _vpcs),
        "list-hosted-zones-by-vpc": (("describe-vpcs",), _vpcs),
        "list-resource-record-sets": (
            ("describe-vpcs", "list-hosted-zones-by-vpc", "list-profile-resource-associations"),
            _zones_with_aws_names,
        ),
        "list-profile-resource-associations": (("list-profile-associations",), _profiles),
        "list-firewall-rules": (
            ("list-firewall-rule-group-associations", "list-profile-resource-associations"),
            _firewall_groups,
        ),
        "list-firewall-domain-lists": (
            ("list-firewall-rule-group-associations", "list-profile-resource-associations"),
            _when_guarded,
        ),
        "list-firewall-domains": (("list-firewall-rules", "list-firewall-domain-lists"), _domain_lists),
        "list-resolver-endpoints": (("describe-dhcp-options", "list-resolver-rules"), _when_servers_are_named),
        "list-resolver-endpoint-ip-addresses": (("list-resolver-endpoints",), _inbound_endpoints),
        "get-managed-prefix-list-entries": (
            ("describe-prefix-lists", "describe-managed-prefix-lists", "describe-route-tables", "describe-security-groups"),
            _lists_without_cidrs,
        ),
        "get-metric-data": (("describe-nat-gateways",), _nats_in_service),
        "describe-vpc-peering-connections": (("describe-route-tables",), _when_routed("VpcPeeringConnectionId")),
        "describe-transit-gateway-attachments": (("describe-route-tables",), _when_routed("TransitGatewayId")),
        "describe-transit-gateway-vpc-attachments": (("describe-route-tables",), _when_routed("TransitGatewayId")),
        "describe-transit-gateway-route-tables": (("describe-route-tables",), _when_routed("TransitGatewayId")),
        "get-transit-gateway-route-table-associations": (_BY_TRANSIT, _transit_tables),
        "search-transit-gateway-routes": (_BY_TRANSIT, _transit_tables),
        "describe-egress-only-internet-gateways": (("describe-route-tables",), _when_routed("EgressOnlyInternetGatewayId")),
        "get-bucket-policy": (("get-access-point",), _buckets_behind),
        "describe-vpc-endpoint-services": (("describe-vpc-endpoints",), _regions_of_services),
        "describe-vpc-block-public-access-exclusions": (("describe-vpc-block-public-access-options",), _when_blocking),
        "list-resolver-rules": (("list-resolver-rule-associations", "list-profile-resource-associations"), _when_ruled),
    },
)
