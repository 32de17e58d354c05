"""The request that a client sends over a known way: what it does, to what, as whom, and the keys that AWS sees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.caller import CallerKind
from diagnostics.analysis.policies.context import ABSENT, PRESENT, UNKNOWN, is_set, one_of
from diagnostics.analysis.policies.patterns import Span
from diagnostics.analysis.policies.services import HAS_SOURCE_VPC_ARN, HAS_VPCE_ACCOUNT, action_prefix

if TYPE_CHECKING:
    from diagnostics.analysis.policies.caller import Caller
    from diagnostics.analysis.policies.context import Context, KeyValue
    from diagnostics.model.flow import Destination

_HTTPS, _HTTP = 443, 80


class Via(StrEnum):
    """By what door a request comes to the service."""

    GATEWAY_ENDPOINT = "gateway-endpoint"
    INTERFACE_ENDPOINT = "interface-endpoint"
    PUBLIC = "public"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The door, and what the service can tell of whoever comes through it.

    `private_addresses` are the senders that an endpoint may see (addresses or CIDRs; behind a NAT gateway, its own),
    `public_addresses` those that a public endpoint may see. What is empty is not known.
    """

    via: Via
    endpoint_id: str = ""
    endpoint_owner: str = ""
    vpc_id: str = ""
    vpc_owner: str = ""
    region: str = ""
    private_addresses: tuple[str, ...] = ()
    public_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing done to a resource; by way of an access point, also the name that the resource has there."""

    action: Span
    resource: Span
    by_access_point: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """All that a policy may look at. Of the operations, one that is allowed is enough to say that the service is reached."""

    via: Via
    operations: tuple[Operation, ...]
    context: Context
    caller: Caller | None = None


def request_over(
    entrance: Entrance,
    destination: Destination,
    caller: Caller | None = None,
    *,
    key: str = "",
    access_point: str = "",
    bucket_owner: str = "",
) -> Request:
    """Give the request of a client that reaches the destination by this door.

    `key` is the object's, `access_point` an ARN, `bucket_owner` an account id; "" where not known, or not asked about.
    """
    prefix = action_prefix(destination.service)
    context = {
        **_network_keys(entrance, prefix, destination.region),
        **_caller_keys(caller),
        **_request_keys(destination),
        **_access_point_keys(access_point),
        "aws:resourceaccount": is_set(bucket_owner) if bucket_owner else PRESENT,
    }
    return Request(
        via=entrance.via,
        operations=_operations(destination, prefix, key, access_point),
        context=MappingProxyType(context),
        caller=caller,
    )


def from_anywhere(request: Request) -> Request:
    """Give the same request as it would come by a public endpoint, from an address that is not known."""
    context = {**request.context, **_network_keys(Entrance(via=Via.PUBLIC), "", "")}
    return replace(request, via=Via.PUBLIC, context=MappingProxyType(context))


def partition_of(region: str) -> str:
    """Give the partition that a Region is in."""
    names = {"cn-": "aws-cn", "us-gov-": "aws-us-gov", "eusc-": "aws-eusc"}
    return next((name for start, name in names.items() if region.startswith(start)), "aws")


def _operations(destination: Destination, prefix: str, key: str, access_point: str) -> tuple[Operation, ...]:
    """Give what is done: on S3, reading, writing and listing; on another service, whatever it may be."""
    partition = partition_of(destination.region)
    if prefix != "s3":
        action = Span(f"{prefix}:" if prefix else "", want="action")
        start = f"arn:{partition}:{prefix}:{destination.region}:" if prefix == "dynamodb" else ""
        return (Operation(action=action, resource=Span(start, want="resource")),)
    named = f"arn:{partition}:s3:::{destination.bucket or ''}"
    bucket = Span(named, want="" if destination.bucket else "bucket")
    objects = Span(f"{named}/{key}", want="" if key else "object key") if destination.bucket else bucket
    if not access_point:
        return _on_s3(objects, bucket, None, None)
    at_point = Span(f"{access_point}/object/{key}", want="" if key else "object key")
    return _on_s3(objects, bucket, at_point, Span(access_point))


def _on_s3(objects: Span, bucket: Span, objects_at: Span | None, bucket_at: Span | None) -> tuple[Operation, ...]:
    return (
        Operation(action=Span("s3:GetObject"), resource=objects, by_access_point=objects_at),
        Operation(action=Span("s3:PutObject"), resource=objects, by_access_point=objects_at),
        Operation(action=Span("s3:ListBucket"), resource=bucket, by_access_point=bucket_at),
    )


def _network_keys(entrance: Entrance, prefix: str, home: str) -> dict[str, KeyValue]:
    """Give the keys that tell which way a request came.

    `aws:SourceIp`: "included in the request context, except when the requester uses a VPC endpoint to make the request."
    `aws:SourceVpc`, `aws:SourceVpce`, `aws:VpcSourceIp`: "only if the requester uses a VPC endpoint".
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    keys = ("vpce", "vpc", "vpcarn")
    names = (*(f"aws:source{k}" for k in keys), "aws:vpcsourceip", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths")
    if entrance.via is Via.UNSEEN:
        return dict.fromkeys((*names, "aws:sourceip"), UNKNOWN)
    if entrance.via is Via.PUBLIC:
        return dict.fromkeys(names, ABSENT) | {"aws:sourceip": one_of(entrance.public_addresses)}
    region, vpc = entrance.region or home, entrance.vpc_id
    arn = f"arn:{partition_of(region)}:ec2:{region}:{entrance.vpc_owner}:vpc/{vpc}" if vpc and entrance.vpc_owner else ""
    return {
        "aws:sourceip": ABSENT,
        "aws:sourcevpce": _or_present(entrance.endpoint_id),
        "aws:sourcevpc": _or_present(vpc),
        "aws:vpcsourceip": one_of(entrance.private_addresses),
        "aws:sourcevpcarn": _where_supported(prefix, HAS_SOURCE_VPC_ARN, arn),
        "aws:vpceaccount": _where_supported(prefix, HAS_VPCE_ACCOUNT, entrance.endpoint_owner),
        "aws:vpceorgid": UNKNOWN,  # there only where the endpoint's owner is in an organization
        "aws:vpceorgpaths": UNKNOWN,
    }


def _or_present(value: str) -> KeyValue:
    return is_set(value) if value else PRESENT


def _where_supported(prefix: str, services: frozenset[str], value: str) -> KeyValue:
    """Give a key that only the listed services put into their requests."""
    if not prefix:
        return UNKNOWN
    return _or_present(value) if prefix in services else ABSENT


def _caller_keys(caller: Caller | None) -> dict[str, KeyValue]:
    """Give the keys of the principal.

    `aws:PrincipalArn`: "included in the request context for all signed requests"; `aws:PrincipalOrgID`: "only if the
    principal is a member of an organization"; `aws:username`: not for "requests that are made using the AWS account root
    user or IAM roles"; `aws:TokenIssueTime`: "only when the principal uses temporary credentials".
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    keys = {"aws:userid": PRESENT, "aws:username": UNKNOWN, "aws:tokenissuetime": UNKNOWN}
    if caller is None:
        return keys | dict.fromkeys(("aws:principalarn", "aws:principalaccount", "aws:principaltype"), PRESENT)
    keys["aws:principalarn"] = is_set(caller.principal_arn)
    keys["aws:principalaccount"] = is_set(caller.account)
    keys["aws:principaltype"] = is_set(_TYPES[caller.kind])
    keys["aws:username"] = is_set(caller.name.rpartition("/")[2]) if caller.kind is CallerKind.USER else ABSENT
    if caller.kind in {CallerKind.ROLE, CallerKind.SESSION}:
        keys["aws:tokenissuetime"] = PRESENT
    return keys


_TYPES = {
    CallerKind.ROOT: "Account",
    CallerKind.USER: "User",
    CallerKind.ROLE: "AssumedRole",
    CallerKind.SESSION: "AssumedRole",
    CallerKind.FEDERATED: "FederatedUser",
}


def _request_keys(destination: Destination) -> dict[str, KeyValue]:
    """Give the keys of a call that a workload makes itself: no AWS service calls for it, or is it.

    `aws:SourceArn`, `aws:SourceAccount`: "only if accessing a resource triggers an AWS service to call another service";
    `aws:CalledVia`: "not present when the principal makes the call directly"; `aws:referer`: "not included for
    programmatic requests".
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    secure = {_HTTPS: is_set("true"), _HTTP: is_set("false")}
    for_services = ("calledvia", "calledviafirst", "calledvialast", "principalservicename", "principalservicenameslist")
    by_services = ("sourcearn", "sourceaccount", "sourceorgid", "sourceorgpaths", "referer")
    return {
        **{f"aws:{name}": ABSENT for name in (*for_services, *by_services)},
        "aws:viaawsservice": is_set("false"),
        "aws:principalisawsservice": is_set("false"),
        "aws:securetransport": secure.get(destination.port, PRESENT),
        "aws:requestedregion": PRESENT if destination.region_assumed else is_set(destination.region),
        "aws:currenttime": PRESENT,
        "aws:epochtime": PRESENT,
        "aws:useragent": PRESENT,
    }


def _access_point_keys(access_point: str) -> dict[str, KeyValue]:
    """Give the keys of a request by an access point.

    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    """
    if not access_point:
        names = ("s3:dataaccesspointarn", "s3:dataaccesspointaccount", "s3:accesspointnetworkorigin")
        return dict.fromkeys(names, ABSENT)
    account = [*access_point.split(":"), *[""] * 5][4]
    return {
        "s3:dataaccesspointarn": is_set(access_point),
        "s3:dataaccesspointaccount": _or_present(account),
        "s3:accesspointnetworkorigin": PRESENT,
    }
