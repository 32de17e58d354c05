"""What it takes the answers of several calls to know: prefix lists, private zones, Resolver rules and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.calls import call_of
from diagnostics.collect.parse.endpoints import endpoint_service_of
from diagnostics.collect.parse.fields import Row
from diagnostics.collect.parse.gateways import block_public_access_of
from diagnostics.collect.parse.names import record_of, resolver_rule_of, zone_of
from diagnostics.collect.parse.places import vpc_of
from diagnostics.collect.parse.routes import prefix_list_of
from diagnostics.collect.touched import zone_id
from diagnostics.model.names import ZONE, HostedZone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.collect.answers import Body
    from diagnostics.collect.parse.reading import Reading
    from diagnostics.model.names import Profile, Record, ResolverRule
    from diagnostics.model.network import BlockPublicAccess, EndpointService, PrefixList, Vpc

_NOT_IN_FORCE = frozenset({"FAILED", "DELETING", "OVERRIDDEN"})


def vpcs_in(reading: Reading) -> dict[str, Vpc]:
    """Give the VPCs with their DNS attributes, each of which is a call of its own."""

    def make(row: Row) -> Vpc:
        support, hostnames = (
            _attribute(reading, row.identity("VpcId"), name) for name in ("enableDnsSupport", "enableDnsHostnames")
        )
        return vpc_of(row, dns_support=support, dns_hostnames=hostnames)

    return reading.by_id("describe-vpcs", make)


def _attribute(reading: Reading, vpc: str, name: str) -> bool | None:
    call = call_of("describe-vpc-attribute", name)
    body = reading.answers.body(call.key(vpc))
    if body is None:
        return None
    return reading.made(call, {**body, "VpcId": vpc}, 1, lambda row: row.row(call.result).flag_or_none("Value"))


def prefix_lists_in(reading: Reading) -> dict[str, PrefixList]:
    """Merge the two calls that name prefix lists with their entries, which are also known by the list's id alone."""
    entries = call_of("get-managed-prefix-list-entries")
    said: dict[str, list[Row]] = {}
    for word in ("describe-prefix-lists", "describe-managed-prefix-lists"):
        call = call_of(word)
        for number, row in enumerate(reading.rows(call), 1):
            if own := reading.made(call, row, number, lambda given: given.identity("PrefixListId")):
                said.setdefault(own, []).append(Row(row))
    for own in reading.subjects(entries.word):
        said.setdefault(own, [])
    made = (_prefix_list(reading, own, rows) for own, rows in said.items())
    return {each.id: each for each in made if each is not None}


def _prefix_list(reading: Reading, own: str, rows: list[Row]) -> PrefixList | None:
    call = call_of("get-managed-prefix-list-entries")
    body = reading.answers.body(call.key(own))
    entries = (
        None
        if body is None
        else reading.made(call, {**body, "PrefixListId": own}, 1, lambda row: row.cidrs("Entries", "Cidr"))
    )
    return reading.made(
        call_of("describe-prefix-lists"), {"PrefixListId": own}, 1, lambda _: prefix_list_of(own, rows, entries)
    )


def endpoint_services_in(reading: Reading) -> dict[str, EndpointService]:
    """Give the endpoint services of this Region, and of others that were saved beside it."""
    call = call_of("describe-vpc-endpoint-services")
    made = (
        reading.made(call, row, number, endpoint_service_of)
        for subject in reading.subjects(call.word)
        for number, row in enumerate(reading.rows(call, subject), 1)
    )
    return {service.name: service for service in made if service is not None}


def hosted_zones_in(reading: Reading, profiles: Mapping[str, Profile]) -> dict[str, HostedZone]:
    """Give the private zones that any VPC or Profile uses, each with all the VPCs that were seen to use it by itself."""
    call = call_of("list-hosted-zones-by-vpc")
    rows: dict[str, Body] = {}
    users: dict[str, dict[str, None]] = {}
    for vpc in reading.subjects(call.word):
        for row in reading.rows(call, vpc):
            own = zone_id(row)
            rows.setdefault(own, row)
            users.setdefault(own, {})[vpc] = None

    def make(row: Row) -> HostedZone:
        own = zone_id(dict(row.raw))
        return zone_of(row, tuple(users[own]), _records(reading, own))

    made = (reading.made(call, row, number, make) for number, row in enumerate(rows.values(), 1))
    brought = {each.id for profile in profiles.values() for each in profile.brings(ZONE)} - rows.keys()
    by_profile = (_zone_by_its_records(own, _records(reading, own)) for own in sorted(brought))
    return {zone.id: zone for zone in (*made, *by_profile) if zone is not None}


def _zone_by_its_records(own: str, records: tuple[Record, ...] | None) -> HostedZone | None:
    """Give a zone that only its records tell of: the one of type SOA bears the zone's name. None where they are hidden."""
    name = next((record.name for record in records or () if record.type == "SOA"), "")
    return HostedZone(id=own, name=name, records=records) if name else None


def _records(reading: Reading, zone: str) -> tuple[Record, ...] | None:
    call = call_of("list-resource-record-sets")
    if reading.answers.body(call.key(zone)) is None:
        return None
    made = [reading.made(call, {**row, "HostedZoneId": zone}, 1, record_of) for row in reading.rows(call, zone)]
    return tuple(record for record in made if record is not None)


def resolver_rules_in(reading: Reading) -> dict[str, ResolverRule]:
    """Give the Resolver rules with the VPCs for which they are in force."""
    users: dict[str, dict[str, None]] = {}
    call = call_of("list-resolver-rule-associations")
    for number, row in enumerate(reading.rows(call), 1):
        used = reading.made(
            call,
            row,
            number,
            lambda given: (given.identity("ResolverRuleId"), given.identity("VPCId"), given.text("Status")),
        )
        if used and used[2] not in _NOT_IN_FORCE:
            users.setdefault(used[0], {})[used[1]] = None
    return reading.by_id("list-resolver-rules", lambda row: resolver_rule_of(row, tuple(users.get(row.text("Id"), ()))))


def block_public_access_in(reading: Reading) -> BlockPublicAccess | None:
    """Give VPC Block Public Access of the Region, or None where it was not seen."""
    call = call_of("describe-vpc-block-public-access-options")
    body = reading.answers.body(call.key())
    if body is None:
        return None
    said = body.get(call.result)
    options = [
        each for each in (said if isinstance(said, list) else [said]) if isinstance(each, dict) and reading.here.holds(each)
    ]
    if not options:
        reading.leave_out(call, "", f"{call.result} should hold an object")
        return None
    exclusions = [Row(row) for row in reading.rows(call_of("describe-vpc-block-public-access-exclusions"))]
    return reading.made(call, options[0], 1, lambda row: block_public_access_of(row, exclusions))
