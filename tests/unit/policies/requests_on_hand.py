"""Requests on hand: the ways of the baseline network, and policies written as Python."""

from __future__ import annotations

import json
from typing import Any

from diagnostics.analysis.policies.caller import read_caller
from diagnostics.analysis.policies.document import Policy, read_policy
from diagnostics.analysis.policies.request import Entrance, Request, Via, request_over
from diagnostics.model.flow import Destination

REGION, ACCOUNT, OTHER = "ap-northeast-2", "111122223333", "444455556666"
EIP = "203.0.113.10"
GATEWAY = Entrance(
    via=Via.GATEWAY_ENDPOINT,
    endpoint_id="vpce-0a1",
    endpoint_owner=ACCOUNT,
    vpc_id="vpc-0a",
    vpc_owner=ACCOUNT,
    region=REGION,
    private_addresses=("10.0.1.0/24",),
)
INTERFACE = Entrance(
    via=Via.INTERFACE_ENDPOINT,
    endpoint_id="vpce-0b2",
    endpoint_owner=ACCOUNT,
    vpc_id="vpc-0a",
    vpc_owner=ACCOUNT,
    region=REGION,
    private_addresses=("10.0.1.7",),
)
NAT = Entrance(via=Via.PUBLIC, region=REGION, public_addresses=(EIP,))
UNSEEN = Entrance(via=Via.UNSEEN, region=REGION)
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
STRANGER = f"arn:aws:iam::{OTHER}:role/app"


def destination(bucket: str | None = "my-bucket", *, service: str = "s3", port: int = 443) -> Destination:
    """Give a destination on the service, in the baseline's Region."""
    host = f"{bucket}.s3.{REGION}.amazonaws.com" if bucket else f"{service}.{REGION}.amazonaws.com"
    return Destination(asked=service, service=service, region=REGION, hostname=host, port=port, bucket=bucket)


def request(
    entrance: Entrance = GATEWAY,
    bucket: str | None = "my-bucket",
    *,
    caller: str = "",
    service: str = "s3",
    port: int = 443,
    key: str = "",
    access_point: str = "",
) -> Request:
    """Give a request over a way."""
    to = destination(bucket, service=service, port=port)
    return request_over(entrance, to, read_caller(caller) if caller else None, key=key, access_point=access_point)


def policy(*statements: dict[str, Any], version: str = "2012-10-17") -> Policy:
    """Give a policy as AWS returns it: statements whose usual elements are filled in."""
    usual = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    filled = [
        {name: value for name, value in usual.items() if f"Not{name}" not in statement} | statement
        for statement in statements
    ]
    return read_policy(json.dumps({"Version": version, "Statement": filled}))


def allow(**elements: Any) -> dict[str, Any]:
    """Give an Allow statement."""
    return {"Effect": "Allow", **elements}


def deny(**elements: Any) -> dict[str, Any]:
    """Give a Deny statement."""
    return {"Effect": "Deny", **elements}


def bucket_arns(name: str) -> list[str]:
    """Give a bucket's ARN and that of its objects."""
    return [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"]
