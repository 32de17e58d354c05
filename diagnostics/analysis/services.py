"""AWS services as endpoints know them: names, hostnames, prefix lists, and which endpoint could serve what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.analysis.partitions import beginning_of, dns_suffix, parts_of
from diagnostics.model.addresses import V6

if TYPE_CHECKING:
    from diagnostics.model.addresses import Family
    from diagnostics.model.network import PrefixList, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

#: Gateway endpoints are for Amazon S3 and DynamoDB (AWS PrivateLink Guide, Gateway endpoints); S3 Express
#: One Zone has its own gateway service (S3 User Guide, Networking for directory buckets).
GATEWAY_SERVICES = frozenset({"s3", "dynamodb", "s3express"})

#: Services whose interface endpoint has no private DNS name for the default hostname (DynamoDB Developer Guide,
#: AWS PrivateLink for DynamoDB).
NO_PRIVATE_DNS = frozenset({"dynamodb", "dynamodb-streams"})

#: Endpoint service names whose hostname is not `<service>.<region>`: other words, or the labels in another order.
_HOST_LABELS = {
    "ecr.api": "api.ecr",
    "ecr.dkr": "dkr.ecr",
    "dynamodb-streams": "streams.dynamodb",
    "ecs-agent": "ecs-a",
    "ecs-telemetry": "ecs-t",
    "kinesis-firehose": "firehose",
    "kinesis-streams": "kinesis",
    "sagemaker.api": "api.sagemaker",
    "sagemaker.featurestore-runtime": "featurestore-runtime.sagemaker",
    "sagemaker.runtime": "runtime.sagemaker",
    "s3express": "s3express-control",
}
#: The same the other way round: what stands in a hostname, and the endpoint service that is meant.
_SERVICE_OF_LABELS = {labels: service for service, labels in _HOST_LABELS.items()}
#: Services for whose customers the name has labels of their own in front: `ACCOUNT.dkr.ecr`, `API.execute-api`.
_TENANTED = ("dkr.ecr", "execute-api")
#: The one endpoint service of AWS that is no Region's: its names are the same everywhere.
#: — https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointsPrivateLink.html
_MULTI_REGION = "s3-global.accesspoint"
#: Services whose only names end like those that others answer over both IP versions at (S3 User Guide, S3 Vectors).
_DUAL_ONLY = frozenset({"s3vectors"})

#: Names that people say for an AWS service, with the last label(s) of its endpoint service name.
_SPOKEN = {
    "ddb": "dynamodb",
    "dynamo": "dynamodb",
    "cloudwatch": "monitoring",
    "cloudwatch-logs": "logs",
    "ecr": "ecr.api",
    "systems-manager": "ssm",
    "eventbridge": "events",
    "secrets-manager": "secretsmanager",
    "ec2-api": "ec2",
    "step-functions": "states",
    "kinesis": "kinesis-streams",
}


def spoken(name: str) -> str:
    """Give the endpoint service's own name for what a person calls a service."""
    word = name.strip().casefold().replace("_", "-").replace(" ", "-").removeprefix("amazon-").removeprefix("aws-")
    return _SPOKEN.get(word, word)


def service_behind(labels: str) -> str:
    """Give the endpoint service that the labels of a hostname in front of the Region stand for."""
    own = next((known for known in _TENANTED if labels.endswith(f".{known}")), labels)
    return _SERVICE_OF_LABELS.get(own, own)


def hostname(service: str, region: str) -> str:
    """Give the hostname that a client dials for a service: the regional one, where there are several."""
    if service == _MULTI_REGION:
        return f"accesspoint.s3-global.{dns_suffix(region)}"
    if service in _DUAL_ONLY:
        return f"{service}.{region}.api.aws"
    return f"{_HOST_LABELS.get(service, service)}.{region}.{dns_suffix(region)}"


def service_of(endpoint: VpcEndpoint) -> str:
    """Give the last label(s) of the endpoint's service name, without partition and Region; the name itself if foreign."""
    return parts_of(endpoint.service_name)[1] or endpoint.service_name


def region_of(endpoint: VpcEndpoint, home: str) -> str:
    """Give the Region whose service the endpoint serves: `ServiceRegion`, else the one in its name, else the VPC's."""
    if endpoint.service_region:
        return endpoint.service_region
    return parts_of(endpoint.service_name)[0] or home


def has_gateway_type(service: str | None) -> bool:
    """Say whether AWS offers a gateway endpoint for the service."""
    return service in GATEWAY_SERVICES


def endpoint_service_name(service: str, region: str) -> str:
    """Give the full endpoint service name, as `create-vpc-endpoint --service-name` takes it."""
    if service == _MULTI_REGION:
        return f"com.amazonaws.{service}"
    return f"{beginning_of(service, region)}.{region}.{service}"


def prefix_list_of(service: str | None, region: str, snapshot: Snapshot, family: Family = 4) -> PrefixList | None:
    """Give AWS's prefix list of the service in the Region for a family, or None where there is none or it was not seen.

    A list that a gateway endpoint's route names is that endpoint's service's list, whatever was collected of it.
    """
    if service is None or not has_gateway_type(service):
        return None
    # AWS names its IPv6 lists so (`com.amazonaws.REGION.ipv6.…`), though it does not publish the name of S3's.
    wanted = f"com.amazonaws.{region}.{'ipv6.' if family == V6 else ''}{service}"
    for candidate in snapshot.prefix_lists.values():
        if candidate.name in {wanted, f"cn.{wanted}"} and candidate.aws and _is_of(candidate, family):
            return candidate
    by_route = (found for name, found in _lists_by_route(snapshot, family) if name == service)
    return next(by_route, None) if region == snapshot.region else None


def lists_of_other_services(
    service: str | None, region: str, snapshot: Snapshot, family: Family = 4
) -> tuple[PrefixList, ...]:
    """Give AWS's lists of this Region, of one family, that hold no address of the service in its Region."""
    named = [
        (candidate.name.rpartition(f"{snapshot.region}.")[2].removeprefix("ipv6."), candidate)
        for candidate in snapshot.prefix_lists.values()
        if candidate.aws and candidate.cidrs and _is_of(candidate, family)
    ]
    return tuple(
        candidate
        for name, candidate in (*named, *_lists_by_route(snapshot, family))
        if has_gateway_type(name) and (region != snapshot.region or name != service)
    )


def _lists_by_route(snapshot: Snapshot, family: Family) -> list[tuple[str, PrefixList]]:
    """Give the lists by which routes lead to gateway endpoints, with the service that the endpoint is for."""
    pairs = (
        (service_of(snapshot.endpoints[endpoint_id]), snapshot.prefix_lists.get(list_id))
        for endpoint_id, lists in index_of(snapshot).lists_to.items()
        for list_id in lists
    )
    return [(service, found) for service, found in pairs if found and found.cidrs and _is_of(found, family)]


def _is_of(listed: PrefixList, family: Family) -> bool:
    return (listed.family == "IPv6") == (family == V6)


def endpoints_for(service: str | None, region: str, vpc_id: str, snapshot: Snapshot, kind: str) -> tuple[VpcEndpoint, ...]:
    """Give the VPC's endpoints of one type that could serve the service in the Region, whatever their state but gone."""
    if service is None:
        return ()
    return tuple(
        e
        for e in index_of(snapshot).endpoints_in.get(vpc_id, ())
        if e.type == kind and not e.gone and service_of(e) == service and region_of(e, snapshot.region) == region
    )
