"""Make a name of a private hosted zone an alias of an interface endpoint."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.services import service_of
from diagnostics.changes.commands import resource
from diagnostics.changes.editing import put, refuse
from diagnostics.model.names import Record
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.names import HostedZone
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

NAME = "set-zone-alias"
USAGE = "set-zone-alias ZONE NAME VPCE"
TITLE = Words(
    ko="프라이빗 호스팅 영역의 이름을 인터페이스 엔드포인트의 별칭으로 바꿔요",
    en="Make a name of a private hosted zone an alias of an interface endpoint",
)
RANK = 3
_REPLACED = frozenset({"A", "AAAA", "CNAME"})


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot in which the name, for S3 those below it as well, leads to the endpoint by an alias.

    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-vpc-interface-endpoint.html
    """
    zone, endpoint = _things(change, snapshot)
    name = change.arguments[1]
    if zone.records is None or (zone.owner and snapshot.account and zone.owner != snapshot.account):
        refuse(change, f"AccessDenied: the records of hosted zone {zone.id} cannot be changed from here")
    if name != zone.name.rstrip(".") and not name.endswith(f".{zone.name.rstrip('.')}"):
        refuse(change, f"InvalidChangeBatch: {name} is not in hosted zone {zone.name}")
    if endpoint.type != "Interface" or not endpoint.dns_names:
        refuse(change, f"InvalidChangeBatch: {endpoint.id} has no DNS name to be an alias of")
    named = _names(change, snapshot)
    kept = tuple(r for r in zone.records if not (r.name.rstrip(".") in named and r.type in _REPLACED))
    made = tuple(Record(name=each, type="A", alias=endpoint.dns_names[0]) for each in named)
    return put(snapshot, "hosted_zones", replace(zone, records=(*kept, *made)))


def _things(change: Change, snapshot: Snapshot) -> tuple[HostedZone, VpcEndpoint]:
    zone_id, _, endpoint_id = change.arguments
    return snapshot.hosted_zones[zone_id], snapshot.endpoints[endpoint_id]


def _names(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the names to set: for S3, whose buckets are names below the service's, the wildcard too."""
    name = change.arguments[1]
    of_buckets = service_of(_things(change, snapshot)[1]) == "s3" and not name.startswith("*.")
    return (name, f"*.{name}") if of_buckets else (name,)


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the commands: the endpoint's own hosted zone, the old records away where they are of another type, the alias."""
    zone, endpoint = _things(change, snapshot)
    query = "VpcEndpoints[0].DnsEntries[0].HostedZoneId"
    found = (
        f"ALIAS_ZONE=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {endpoint.id} --query '{query}' --output text "
        f"--region {snapshot.region})"
    )
    target = {"HostedZoneId": "$ALIAS_ZONE", "DNSName": endpoint.dns_names[0], "EvaluateTargetHealth": False}
    changes = [
        {"Action": "UPSERT", "ResourceRecordSet": {"Name": name, "Type": "A", "AliasTarget": target}}
        for name in _names(change, snapshot)
    ]
    batch = json.dumps({"Changes": changes}, separators=(",", ":")).replace("$ALIAS_ZONE", "'\"$ALIAS_ZONE\"'")
    return (found, f"aws route53 change-resource-record-sets --hosted-zone-id {zone.id} --change-batch '{batch}'")


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the records."""
    zone, endpoint = _things(change, snapshot)
    entry = "data.aws_vpc_endpoint.target.dns_entry[0]"
    alias = (
        f"  alias {{\n    name                   = {entry}.dns_name\n    zone_id                = {entry}.hosted_zone_id\n"
        "    evaluate_target_health = false\n  }\n}"
    )
    target = resource("aws_vpc_endpoint", "target", id=endpoint.id).replace("resource ", "data ", 1)
    records = (
        resource("aws_route53_record", f"endpoint_{n}", zone_id=zone.id, name=name, type="A").removesuffix("}") + alias
        for n, name in enumerate(_names(change, snapshot))
    )
    return "\n\n".join((target, *records))


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of answers that are remembered, of other VPCs, and of records of another type that are in the way."""
    zone, _ = _things(change, snapshot)
    named = _names(change, snapshot)
    remembered = Words(
        ko="클라이언트는 TTL이 지날 때까지 예전 답을 써요.", en="Clients keep the old answer until its TTL runs out."
    )
    shared = Words(
        ko=f"이 영역을 쓰는 다른 VPC에서도 {named[0]} 이름이 이 엔드포인트로 풀려요.",
        en=f"In every other VPC that uses the zone, {named[0]} leads to this endpoint too.",
    )
    of_type = sorted(
        {r.type for r in zone.records or () if r.name in named and (r.type != "A" or r.set_id) and r.type in _REPLACED}
    )
    in_the_way = Words(
        ko=f"같은 이름의 {', '.join(of_type)} 레코드를 먼저 지워야 별칭을 만들 수 있어요.",
        en=f"Delete the name's {', '.join(of_type)} records first; an alias cannot exist beside them.",
    )
    return (remembered, shared, *((in_the_way,) if of_type else ()))


def describe(change: Change, snapshot: Snapshot) -> Words:
    """Say which name leads where."""
    zone, endpoint = _things(change, snapshot)
    name = " + ".join(_names(change, snapshot))
    return Words(
        ko=f"프라이빗 호스팅 영역({zone.id})의 {name} 레코드를 {endpoint.id}의 별칭으로 변경",
        en=f"Make {name} in private hosted zone {zone.id} an alias of {endpoint.id}",
    )
