"""Answers made from botocore's own models: every member that AWS may send, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import botocore.session

from diagnostics.collect import Answers, Meta
from diagnostics.collect.calls import CALLS, Call, call_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.model import OperationModel, Shape

_SESSION = botocore.session.get_session()
_PLAIN: dict[str, Any] = {
    "timestamp": "2026-11-01T00:00:00+00:00",
    "map": {},
    "boolean": True,
    "integer": 443,
    "long": 443,
    "float": 1,
    "double": 1,
}
_KNOWN_TEXTS = {
    "VpcId": "vpc-1",
    "VPCId": "vpc-1",
    "HostedZoneId": "Z1",
    "PrefixListId": "pl-1",
    "DestinationPrefixListId": "pl-1",
    "Name": "amazonaws.com.",
    "ProfileId": "rp-1",
    "TransitGatewayRouteTableId": "tgw-rtb-1",
    "TransitGatewayAttachmentId": "tgw-attach-1",
    "FirewallRuleGroupId": "rslvr-frg-1",
    "FirewallDomainListId": "rslvr-fdl-1",
    "ResourceArn": "arn:aws:route53resolver:ap-northeast-2:111122223333:firewall-rule-group/rslvr-frg-1",
    "Ip": "10.0.0.53",
    "Ipv6": "2600:1f00::53",
    "AvailabilityZone": "ap-northeast-2a",
    "AwsRegion": "ap-northeast-2",
    "RuleAction": "allow",
    "Key": "Name",
    "InternetGatewayBlockMode": "block-ingress",
}


def operation(call: Call) -> OperationModel:
    """Give botocore's model of a call."""
    return _SESSION.get_service_model(call.service).operation_model(call.operation)


def sample(shape: Shape, member: str = "", depth: int = 0) -> Any:
    """Give a value of a shape with every member in it; lists have one element, and what holds itself stops."""
    if shape.type_name == "structure":
        return {name: sample(inner, name, depth + 1) for name, inner in shape.members.items()} if depth < 9 else {}
    if shape.type_name == "list":
        return [sample(shape.member, member, depth + 1)]
    if "Cidr" in member:
        return "2600:1f00::/56" if "6" in member else "10.0.0.0/16"
    return _PLAIN.get(shape.type_name, _KNOWN_TEXTS.get(member, "text"))


def every_answer() -> Answers:
    """Give an answer to every call whose answers the parser reads, with one row of everything."""
    subjects = {
        "VpcId": "vpc-1",
        "VPCId": "vpc-1",
        "PrefixListId": "pl-1",
        "HostedZoneId": "Z1",
        "ProfileId": "rp-1",
        "FirewallRuleGroupId": "rslvr-frg-1",
        "FirewallDomainListId": "rslvr-fdl-1",
        "ResolverEndpointId": "rslvr-in-1",
        "TransitGatewayRouteTableId": "tgw-rtb-1",
        "Bucket": "orchard-data",
        "FunctionName": "orchard-fn",
    }
    read = (*CALLS, call_of("describe-vpc-endpoint-services"))
    said = {call.key(subjects.get(call.subject_as, "")): sample(operation(call).output_shape) for call in read}
    said["get-bucket-location.harbor-data"] = sample(operation(call_of("get-bucket-location")).output_shape)
    return Answers(said=said, meta=Meta(region="ap-northeast-2"))


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the path of every value within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from places(each, (*path, key))


def with_instead(value: Any, path: tuple[str | int, ...], instead: Any) -> Any:
    """Give a copy of a value in which something else stands in one place."""
    if not path:
        return instead
    if isinstance(value, dict):
        return {key: with_instead(each, path[1:], instead) if key == path[0] else each for key, each in value.items()}
    return [with_instead(each, path[1:], instead) if at == path[0] else each for at, each in enumerate(value)]
