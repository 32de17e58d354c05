"""AWS services as endpoints know them: names, hostnames, prefix lists, and which endpoint could serve what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of

if TYPE_CHECKING:
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
    "s3-global.accesspoint": "accesspoint.s3-global",
    "s3express": "s3express-control",
}

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


def dns_suffix(region: str) -> str:
    """Give the DNS suffix of a Region's partition."""
    return "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"


def hostname(service: str, region: str) -> str:
    """Give the regional hostname that a client dials for a service."""
    return f"{_HOST_LABELS.get(service, service)}.{region}.{dns_suffix(region)}"


def service_of(endpoint: VpcEndpoint) -> str:
    """Give the last label(s) of the endpoint's service name, without partition and Region; the name itself if foreign."""
    for prefix in ("com.amazonaws.", "cn.com.amazonaws."):
        if endpoint.service_name.startswith(prefix):
            rest = endpoint.service_name.removeprefix(prefix)
            region, _, service = rest.partition(".")
            return service if region.count("-") >= 2 else rest  # noqa: PLR2004 (a Region has two hyphens, `s3-global` one)
    return endpoint.service_name


def region_of(endpoint: VpcEndpoint, home: str) -> str:
    """Give the Region whose service the endpoint serves: `ServiceRegion`, else the one in its name, else the VPC's."""
    if endpoint.service_region:
        return endpoint.service_region
    parts = endpoint.service_name.removeprefix("cn.").split(".")
    return parts[2] if len(parts) > 3 and parts[2].count("-") >= 2 else home  # noqa: PLR2004 (com.amazonaws.REGION.service)


def has_gateway_type(service: str | None) -> bool:
    """Say whether AWS offers a gateway endpoint for the service."""
    return service in GATEWAY_SERVICES


def endpoint_service_name(service: str, region: str) -> str:
    """Give the full endpoint service name, as `create-vpc-endpoint --service-name` takes it."""
    return f"com.amazonaws.{region}.{service}"


def prefix_list_of(service: str | None, region: str, snapshot: Snapshot) -> PrefixList | None:
    """Give AWS's IPv4 prefix list of the service in the Region, or None where there is none or it was not seen.

    A list that a gateway endpoint's route names is that endpoint's service's list, whatever was collected of it.
    """
    if service is None or not has_gateway_type(service):
        return None
    wanted = f"com.amazonaws.{region}.{service}"
    for candidate in snapshot.prefix_lists.values():
        if candidate.name in {wanted, f"cn.{wanted}"} and candidate.aws and candidate.family != "IPv6":
            return candidate
    by_route = (found for name, found in _lists_by_route(snapshot) if name == service)
    return next(by_route, None) if region == snapshot.region else None


def lists_of_other_services(service: str | None, region: str, snapshot: Snapshot) -> tuple[PrefixList, ...]:
    """Give AWS's IPv4 lists of this Region that hold no address of the service in its Region."""
    named = [
        (candidate.name.rpartition(f"{snapshot.region}.")[2], candidate)
        for candidate in snapshot.prefix_lists.values()
        if candidate.aws and candidate.cidrs and candidate.family != "IPv6"
    ]
    return tuple(
        candidate
        for name, candidate in (*named, *_lists_by_route(snapshot))
        if has_gateway_type(name) and (region != snapshot.region or name != service)
    )


def _lists_by_route(snapshot: Snapshot) -> list[tuple[str, PrefixList]]:
    """Give the lists by which routes lead to gateway endpoints, with the service that the endpoint is for."""
    pairs = (
        (service_of(snapshot.endpoints[endpoint_id]), snapshot.prefix_lists.get(list_id))
        for endpoint_id, lists in index_of(snapshot).lists_to.items()
        for list_id in lists
    )
    return [(service, found) for service, found in pairs if found and found.cidrs and found.family != "IPv6"]


def endpoints_for(service: str | None, region: str, vpc_id: str, snapshot: Snapshot, kind: str) -> tuple[VpcEndpoint, ...]:
    """Give the VPC's endpoints of one type that could serve the service in the Region, whatever their state but gone."""
    if service is None:
        return ()
    return tuple(
        e
        for e in index_of(snapshot).endpoints_in.get(vpc_id, ())
        if e.type == kind and not e.gone and service_of(e) == service and region_of(e, snapshot.region) == region
    )
