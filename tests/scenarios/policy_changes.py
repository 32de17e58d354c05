"""Changes that give a scenario policies: what AWS says of a bucket's or an access point's policy."""

from __future__ import annotations

import json
from typing import Any

from diagnostics.collect import Refusal

_REGION, _ACCOUNT = "ap-northeast-2", "111122223333"


def policy_said(policy: list[dict[str, Any]] | str | None, none: str, resources: list[str]) -> dict[str, Any] | Refusal:
    """Give AWS's answer: a policy of these statements, whose usual elements are filled in, or the code of a refusal.

    Without a policy it is AWS's "there is none".
    """
    if policy is None or isinstance(policy, str):
        return Refusal(policy or none, "refused" if policy else "there is no policy")
    usual = {"Principal": "*", "Action": "s3:*", "Resource": [*resources, *(f"{r}/*" for r in resources)]}
    filled = [usual | statement for statement in policy]
    return {"Policy": json.dumps({"Version": "2012-10-17", "Statement": filled})}


def access_point(
    answers: dict[str, Any],
    *,
    name: str,
    bucket: str,
    vpc: str = "",
    account: str = _ACCOUNT,
    policy: list[dict[str, Any]] | str | None = None,
) -> None:
    """Add an access point for a bucket; one with a VPC takes requests from there only."""
    arn = f"arn:aws:s3:{_REGION}:{account}:accesspoint/{name}"
    origin = {"NetworkOrigin": "VPC", "VpcConfiguration": {"VpcId": vpc}} if vpc else {"NetworkOrigin": "Internet"}
    told = {"Name": name, "Bucket": bucket, "AccessPointArn": arn, "BucketAccountId": account}
    answers[f"get-access-point.{name}"] = {**told, **origin}
    said = policy_said(policy, "NoSuchAccessPointPolicy", [arn])
    if isinstance(said, dict):
        said["Policy"] = said["Policy"].replace(f"{arn}/*", f"{arn}/object/*")
    answers[f"get-access-point-policy.{name}"] = said
