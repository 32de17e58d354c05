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
ENTRIES_WANTED = (".s3", ".dynamodb")


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


def _when_routed(member: str) -> Callable[[Answers], Iterator[str]]:
    def once(answers: Answers) -> Iterator[str]:
        if any(told(route, member) for route in _routes(answers)):
            yield ""

    return once


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
    if any("autodefined" not in told(row, "ResolverRuleId") for row in rows):
        yield ""


def _zones_with_aws_names(answers: Answers) -> Iterator[str]:
    for vpc in _vpcs(answers):
        for row in answers.rows(f"list-hosted-zones-by-vpc.{vpc}", "HostedZoneSummaries"):
            ours = not told(row.get("Owner"), "OwningService")
            if ours and holds_aws_names(told(row, "Name")) and zone_id(row):
                yield zone_id(row)


#: For a call that is not always made: the calls it waits for, and what their answers ask of it.
_RULES: Mapping[str, tuple[tuple[str, ...], Callable[[Answers], Iterator[str]]]] = MappingProxyType(
    {
        "describe-vpc-attribute": (("describe-vpcs",), _vpcs),
        "list-hosted-zones-by-vpc": (("describe-vpcs",), _vpcs),
        "list-resource-record-sets": (("describe-vpcs", "list-hosted-zones-by-vpc"), _zones_with_aws_names),
        "get-managed-prefix-list-entries": (
            ("describe-prefix-lists", "describe-managed-prefix-lists", "describe-route-tables", "describe-security-groups"),
            _lists_without_cidrs,
        ),
        "describe-vpc-peering-connections": (("describe-route-tables",), _when_routed("VpcPeeringConnectionId")),
        "describe-egress-only-internet-gateways": (("describe-route-tables",), _when_routed("EgressOnlyInternetGatewayId")),
        "describe-vpc-block-public-access-exclusions": (("describe-vpc-block-public-access-options",), _when_blocking),
        "list-resolver-rules": (("list-resolver-rule-associations",), _when_ruled),
    },
)
