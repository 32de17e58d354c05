"""Where the AWS CLI finds, in answers that it saved, what a further call is about: `touched` in the words of JMESPath."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from diagnostics.collect.touched import AWS_DOMAINS, ENTRIES_WANTED

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Look:
    """Where the ids for a further call are: in the answers of `word`, by a JMESPath query, if they hold `member` at all."""

    word: str
    member: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What a further call is about: the ids that are found, less those of which enough is known."""

    found: tuple[Look, ...]
    known: tuple[Look, ...] = ()


def _text(value: str) -> str:
    """Give a text as JMESPath writes it, without the quotes that a shell needs for itself."""
    return f'`"{value}"`'


def _aws_names() -> str:
    """Give the JMESPath condition under which a zone could hold, or hide, names of AWS services."""
    inside = (f"ends_with(Name, {_text(f'.{domain}.')})" for domain in AWS_DOMAINS)
    at_or_above = (domain.split(".", level)[-1] for domain in AWS_DOMAINS for level in range(domain.count(".") + 1))
    names = ", ".join(_text(f"{name}.") for name in dict.fromkeys((*at_or_above, "")))
    return f"{' || '.join(inside)} || contains([{names}], Name)"


def _brought(kind: str) -> Look:
    """Give where the ARNs are of what Profiles bring of one kind; the script takes the id out of an ARN."""
    arns = f"ProfileResourceAssociations[?contains(ResourceArn, {_text(f':{kind}/')})].ResourceArn"
    return Look("list-profile-resource-associations", "ResourceArn", arns)


_VPCS = Subjects(found=(Look("describe-vpcs", "VpcId", "Vpcs[].VpcId"),))
_GATEWAY_LISTS = " || ".join(f"ends_with(PrefixListName, {_text(ending)})" for ending in ENTRIES_WANTED)
_GATEWAY_LISTS = f"PrefixLists[?contains(PrefixListName, {_text('com.amazonaws.')}) && ({_GATEWAY_LISTS})].PrefixListId"
_SERVERS = f"DhcpOptions[].DhcpConfigurations[?Key == {_text('domain-name-servers')}][].Values[].Value"
_AMAZONS = f"DhcpOptions[].DhcpConfigurations[].Values[?Value == {_text('AmazonProvidedDNS')}][].Value"
_TRANSIT = Subjects(found=(Look("describe-route-tables", "TransitGatewayId", "RouteTables[].Routes[].TransitGatewayId"),))
_TRANSIT_TABLES = Subjects(
    found=(
        Look(
            "describe-transit-gateway-route-tables",
            "TransitGatewayRouteTableId",
            "TransitGatewayRouteTables[].TransitGatewayRouteTableId",
        ),
        Look(
            "describe-transit-gateway-attachments",
            "TransitGatewayRouteTableId",
            "TransitGatewayAttachments[].Association.TransitGatewayRouteTableId",
        ),
    )
)
_GUARDS = (
    Look(
        "list-firewall-rule-group-associations",
        "FirewallRuleGroupId",
        "FirewallRuleGroupAssociations[].FirewallRuleGroupId",
    ),
    _brought("firewall-rule-group"),
)
_OWN_RULE = f"!contains(ResolverRuleId, {_text('autodefined')})"

#: For each call that is made once other answers ask for it, what `touched` finds out from them, as the AWS CLI finds it.
SUBJECTS: Mapping[str, Subjects] = MappingProxyType(
    {
        "describe-vpc-attribute": _VPCS,
        "list-hosted-zones-by-vpc": _VPCS,
        "list-resource-record-sets": Subjects(
            found=(
                Look(
                    "list-hosted-zones-by-vpc",
                    "HostedZoneId",
                    f"HostedZoneSummaries[?Owner.OwningService == `null` && ({_aws_names()})].HostedZoneId",
                ),
                _brought("hostedzone"),
            )
        ),
        "list-profile-resource-associations": Subjects(
            found=(Look("list-profile-associations", "ProfileId", "ProfileAssociations[].ProfileId"),)
        ),
        "list-firewall-rules": Subjects(found=_GUARDS),
        "list-firewall-domain-lists": Subjects(found=_GUARDS),
        "list-firewall-domains": Subjects(
            found=(Look("list-firewall-rules", "FirewallDomainListId", "FirewallRules[].FirewallDomainListId"),),
            known=(Look("list-firewall-domain-lists", "ManagedOwnerName", "FirewallDomainLists[?ManagedOwnerName].Id"),),
        ),
        "list-resolver-endpoints": Subjects(
            found=(
                Look("describe-dhcp-options", "Value", _SERVERS),
                Look("list-resolver-rules", "TargetIps", "ResolverRules[?TargetIps[0]].Id"),
            ),
            known=(Look("describe-dhcp-options", "Value", _AMAZONS),),
        ),
        "list-resolver-endpoint-ip-addresses": Subjects(
            found=(Look("list-resolver-endpoints", "Id", f"ResolverEndpoints[?Direction == {_text('INBOUND')}].Id"),)
        ),
        "get-managed-prefix-list-entries": Subjects(
            found=(
                Look("describe-prefix-lists", "PrefixListName", _GATEWAY_LISTS),
                Look("describe-managed-prefix-lists", "PrefixListName", _GATEWAY_LISTS),
                Look("describe-route-tables", "DestinationPrefixListId", "RouteTables[].Routes[].DestinationPrefixListId"),
                Look(
                    "describe-security-groups",
                    "PrefixListId",
                    "SecurityGroups[].[IpPermissions, IpPermissionsEgress][][].PrefixListIds[].PrefixListId",
                ),
            ),
            known=(Look("describe-prefix-lists", "Cidrs", "PrefixLists[?Cidrs[0]].PrefixListId"),),
        ),
        "get-metric-data": Subjects(
            found=(
                Look("describe-nat-gateways", "NatGatewayId", f"NatGateways[?State == {_text('available')}].NatGatewayId"),
            )
        ),
        "describe-vpc-peering-connections": Subjects(
            found=(Look("describe-route-tables", "VpcPeeringConnectionId", "RouteTables[].Routes[].VpcPeeringConnectionId"),)
        ),
        "describe-transit-gateway-attachments": _TRANSIT,
        "describe-transit-gateway-vpc-attachments": _TRANSIT,
        "describe-transit-gateway-route-tables": _TRANSIT,
        "get-transit-gateway-route-table-associations": _TRANSIT_TABLES,
        "search-transit-gateway-routes": _TRANSIT_TABLES,
        "describe-egress-only-internet-gateways": Subjects(
            found=(
                Look(
                    "describe-route-tables",
                    "EgressOnlyInternetGatewayId",
                    "RouteTables[].Routes[].EgressOnlyInternetGatewayId",
                ),
            )
        ),
        "describe-vpc-block-public-access-exclusions": Subjects(
            found=(
                Look(
                    "describe-vpc-block-public-access-options",
                    "InternetGatewayBlockMode",
                    f"[VpcBlockPublicAccessOptions][?InternetGatewayBlockMode != {_text('off')}].InternetGatewayBlockMode",
                ),
            )
        ),
        # AWS may name the Region of every endpoint's service; the script asks for that of the VPC as well then.
        "describe-vpc-endpoint-services": Subjects(
            found=(
                Look(
                    "describe-vpc-endpoints",
                    "ServiceRegion",
                    f"VpcEndpoints[?VpcEndpointType == {_text('Interface')} && ServiceRegion].ServiceRegion",
                ),
            )
        ),
        "list-resolver-rules": Subjects(
            found=(
                Look(
                    "list-resolver-rule-associations",
                    "ResolverRuleId",
                    f"ResolverRuleAssociations[?{_OWN_RULE}].ResolverRuleId",
                ),
                _brought("resolver-rule"),
            )
        ),
    },
)
