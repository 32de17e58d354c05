"""The words of a lab's network for endpoints, what they allow, and the buckets behind them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.learning.labs.ground import ids, named, pick, yes
from bot.learning.labs.routing import set_route
from bot.learning.labs.workshop import ACCOUNT, AWS_LISTS, REGION, VPC, interface
from diagnostics.collect import Refusal
from knowledge import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.learning.labs.ground import Ground, Word
    from knowledge.store import Node


def _gateway(ground: Ground, node: Node, fields: Mapping[str, Node]) -> None:
    """Add a gateway endpoint with its routes: `{id, service, tables, allows}`; its policy allows these buckets alone."""
    endpoint_id = named(fields["id"], "vpce-")
    service = pick(fields["service"], "service", tuple(AWS_LISTS))
    tables = ids(fields["tables"], "rtb-", ground)
    ground.add(
        node,
        "vpce-",
        {
            **_endpoint(endpoint_id, "Gateway", service),
            "PolicyDocument": _policy(fields),
            "RouteTableIds": tables,
            "DnsOptions": {"DnsRecordIpType": "service-defined"},
        },
    )
    for row in ground.rows("rtb-"):
        if row["RouteTableId"] in tables:
            set_route(row, AWS_LISTS[service], {"GatewayId": endpoint_id, "State": "active", "Origin": "CreateRoute"})


def _interface(ground: Ground, node: Node, fields: Mapping[str, Node]) -> None:
    """Add an interface endpoint: `{id, service, subnets, groups, private_dns, inbound_only}`."""
    endpoint_id, service = named(fields["id"], "vpce-"), schema.text(fields["service"], "service")
    subnets, groups = ids(fields["subnets"], "subnet-", ground), ids(fields["groups"], "sg-", ground)
    zones = [row["AvailabilityZoneId"] for row in ground.rows("subnet-") if row["SubnetId"] in subnets]
    if len(set(zones)) < len(subnets):
        fields["subnets"].refuse("has two subnets in one Availability Zone; AWS takes one subnet for each zone")
    private_dns = yes(fields, "private_dns", otherwise=True)
    options: dict[str, Any] = {"DnsRecordIpType": "ipv4"}
    if service == "s3":
        options["PrivateDnsOnlyForInboundResolverEndpoint"] = yes(fields, "inbound_only", otherwise=True)
    made = {
        **_endpoint(endpoint_id, "Interface", service),
        "SubnetIds": subnets,
        "Groups": [{"GroupId": g, "GroupName": g} for g in groups],
        "PolicyDocument": _document("*"),
        "PrivateDnsEnabled": private_dns,
        "DnsEntries": [{"DnsName": n, "HostedZoneId": "Z27"} for n in _names(endpoint_id, service, private_dns=private_dns)],
        "DnsOptions": options,
        "IpAddressType": "ipv4",
    }
    ground.add(node, "vpce-", made)
    for subnet_id in subnets:
        eni = interface(f"eni-{endpoint_id.removeprefix('vpce-')}{subnet_id[-2:]}", subnet_id, "", groups, "vpc_endpoint")
        eni["PrivateIpAddress"] = _free(ground, subnet_id)
        eni["PrivateIpAddresses"] = [{"PrivateIpAddress": eni["PrivateIpAddress"], "Primary": True}]
        made["NetworkInterfaceIds"].append(eni["NetworkInterfaceId"])
        ground.add(node, "eni-", eni)


def _bucket(ground: Ground, _node: Node, fields: Mapping[str, Node]) -> None:
    """Add a bucket of this Region: `{name, only_by}`; its policy lets in what comes by these endpoints alone."""
    name = schema.text(fields["name"], "name")
    arn = f"arn:aws:s3:::{name}"
    ground.said[f"head-bucket.{name}"] = {"BucketArn": arn, "BucketRegion": REGION}
    policy: dict[str, Any] | Refusal = Refusal("NoSuchBucketPolicy", "The bucket policy does not exist")
    if "only_by" in fields:
        others = {"StringNotEquals": {"aws:SourceVpce": ids(fields["only_by"], "vpce-", ground)}}
        policy = {"Policy": _document([arn, f"{arn}/*"], "Deny", others)}
    ground.said[f"get-bucket-policy.{name}"] = policy


def _endpoint(endpoint_id: str, kind: str, service: str) -> dict[str, Any]:
    return {
        "VpcEndpointId": endpoint_id,
        "VpcEndpointType": kind,
        "VpcId": VPC,
        "ServiceName": f"com.amazonaws.{REGION}.{service}",
        "State": "available",
        "RouteTableIds": [],
        "SubnetIds": [],
        "Groups": [],
        "NetworkInterfaceIds": [],
        "PrivateDnsEnabled": False,
        "DnsEntries": [],
        "OwnerId": ACCOUNT,
    }


def _policy(fields: Mapping[str, Node]) -> str:
    if "allows" not in fields:
        return _document("*")
    buckets = [schema.text(item, "allows") for item in schema.items(fields["allows"], "allows", least=1)]
    return _document([f"arn:aws:s3:::{b}{end}" for b in buckets for end in ("", "/*")])


def _document(resource: str | list[str], effect: str = "Allow", condition: dict[str, Any] | None = None) -> str:
    statement = {"Effect": effect, "Principal": "*", "Action": "*" if effect == "Allow" else "s3:*", "Resource": resource}
    limited = {"Condition": condition} if condition else {}
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, **limited}]})


def _names(endpoint_id: str, service: str, *, private_dns: bool) -> list[str]:
    host = f"{service}.{REGION}.amazonaws.com"
    own = f"{endpoint_id}-a1b2c3d4.{service}.{REGION}.vpce.amazonaws.com"
    names = [f"*.{own}" if service == "s3" else own]
    if not private_dns:
        return names
    beside = [f"*.{host}", f"*.s3-accesspoint.{REGION}.amazonaws.com", f"s3-control.{REGION}.amazonaws.com"]
    return [*names, host, *(beside if service == "s3" else [])]


def _free(ground: Ground, subnet_id: str) -> str:
    """Give an address of the subnet that no interface has yet."""
    (cidr,) = (row["CidrBlock"] for row in ground.rows("subnet-") if row["SubnetId"] == subnet_id)
    taken = sum(row["SubnetId"] == subnet_id for row in ground.rows("eni-"))
    return f"{cidr.rpartition('.')[0]}.{100 + taken}"


WORDS: Mapping[str, Word] = {
    "gateway": (("id", "service", "tables"), ("allows",), _gateway),
    "interface": (("id", "service", "subnets", "groups"), ("private_dns", "inbound_only"), _interface),
    "bucket": (("name",), ("only_by",), _bucket),
}
