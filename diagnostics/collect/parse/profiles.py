"""Route 53 Profiles, and the inbound Resolver endpoints that queries may be sent to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from diagnostics.collect.answers import told
from diagnostics.collect.calls import call_of
from diagnostics.model.names import Profile, ProfileResource, ResolverEndpoint

if TYPE_CHECKING:
    from diagnostics.collect.parse.fields import Row
    from diagnostics.collect.parse.reading import Reading

_NOT_IN_FORCE = frozenset({"DELETING", "DELETED", "FAILED"})
#: Addresses of a Resolver endpoint that answer nobody.
_DEAD = frozenset({"CREATING", "DELETING", "DETACHING", "REMAP_DETACHING", "ISOLATED"})
_ARN_PARTS = 5


def profiles_in(reading: Reading) -> dict[str, Profile]:
    """Give the Profiles that VPCs use, with what they bring as far as it was seen."""
    used: dict[str, dict[str, int]] = {}
    owners: dict[str, str] = {}
    call = call_of("list-profile-associations")
    for number, row in enumerate(reading.rows(call), 1):
        found = reading.made(call, row, number, _association_of)
        if found and found[4] not in _NOT_IN_FORCE:
            profile, vpc, priority, owner, _ = found
            used.setdefault(profile, {})[vpc] = priority
            owners.setdefault(profile, owner)
    return {
        own: Profile(id=own, owner=owners[own], priority_in=vpcs, resources=_resources(reading, own))
        for own, vpcs in used.items()
    }


def _association_of(row: Row) -> tuple[str, str, int, str, str]:
    own, vpc = row.identity("ProfileId"), row.identity("ResourceId")
    return own, vpc, row.number("Priority") or 0, row.text("OwnerId"), row.text("Status")


def _resources(reading: Reading, profile: str) -> tuple[ProfileResource, ...] | None:
    call = call_of("list-profile-resource-associations")
    if reading.answers.body(call.key(profile)) is None:
        return None
    rows = (row for row in reading.rows(call, profile) if told(row, "Status") not in _NOT_IN_FORCE)
    made = [reading.made(call, row, number, profile_resource_of) for number, row in enumerate(rows, 1)]
    return None if None in made else tuple(each for each in made if each is not None)


def profile_resource_of(row: Row) -> ProfileResource:
    """Give what a Profile brings; a rule group's priority is in JSON of its own."""
    arn = row.identity("ResourceArn")
    parts = arn.split(":", _ARN_PARTS)
    kind, _, own = parts[-1].rpartition("/")
    return ProfileResource(
        kind=kind,
        id=own,
        owner=parts[-2] if len(parts) > _ARN_PARTS else "",
        priority=_priority(row.text("ResourceProperties")),
    )


def _priority(properties: str) -> int:
    try:
        said = json.loads(properties or "{}")
    except ValueError:
        return 0
    given = said.get("priority") if isinstance(said, dict) else None
    return given if isinstance(given, int) else 0


def resolver_endpoints_in(reading: Reading) -> dict[str, ResolverEndpoint]:
    """Give the inbound Resolver endpoints with the addresses at which they answer."""
    made = reading.by_id("list-resolver-endpoints", lambda row: resolver_endpoint_of(row, _ips(reading, row.text("Id"))))
    return {own: endpoint for own, endpoint in made.items() if endpoint.direction == "INBOUND"}


def _ips(reading: Reading, endpoint: str) -> tuple[str, ...] | None:
    call = call_of("list-resolver-endpoint-ip-addresses")
    if reading.answers.body(call.key(endpoint)) is None:
        return None
    made = [
        reading.made(call, row, number, resolver_address_of) for number, row in enumerate(reading.rows(call, endpoint), 1)
    ]
    return tuple(ip for each in made if each for ip in each)


def resolver_address_of(row: Row) -> tuple[str, ...]:
    """Give the addresses of one row, none where it answers nobody."""
    return () if row.text("Status") in _DEAD else tuple(filter(None, (row.cidr("Ip"), row.cidr("Ipv6"))))


def resolver_endpoint_of(row: Row, ips: tuple[str, ...] | None) -> ResolverEndpoint:
    """Give a Resolver endpoint."""
    return ResolverEndpoint(
        id=row.identity("Id"),
        name=row.text("Name"),
        vpc_id=row.text("HostVPCId"),
        direction=row.text("Direction"),
        ips=ips,
    )
