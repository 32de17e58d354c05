"""The least that the bot has to be allowed, made from the calls that it makes."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from diagnostics.collect.calls import CALLS, Call

_SIDS = {
    "sts": "KnowTheAccount",
    "ec2": "ReadNetworks",
    "route53resolver": "ReadResolverRules",
    "route53": "ReadPrivateZones",
    "route53profiles": "ReadProfiles",
    "cloudwatch": "ReadMetrics",
}
#: What `measuring` asks of CloudWatch Logs.
_MEASURING = ("logs:GetQueryResults", "logs:StartQuery", "logs:StopQuery")
_SID_OF_RESOURCES = {
    "ec2": "ReadPrefixListEntries",
    "route53": "ReadPrivateZoneRecords",
    "s3": "ReadBuckets",
    "s3control": "ReadAccessPoints",
    "lambda": "ReadFunctionNetworks",
}


def policy(partition: str = "aws", *, measuring: bool = False) -> dict[str, Any]:
    """Give the least-privilege IAM policy: one statement for each service and kind of resource, reading only.

    EC2's Describe actions do not support resource-level permissions; those that do are narrowed to their kind of resource.
    With `measuring` it also lets flow logs be asked, which costs by what the query scans.
    """
    ordered = sorted(CALLS, key=_group)
    statements = [
        _statement(*group, {call.action for call in calls}, partition) for group, calls in groupby(ordered, key=_group)
    ]
    if measuring:
        statements.append({"Sid": "AskFlowLogs", "Effect": "Allow", "Action": list(_MEASURING), "Resource": "*"})
    return {"Version": "2012-10-17", "Statement": statements}


def _group(call: Call) -> tuple[str, str]:
    return call.service, call.resource


def _statement(service: str, resource: str, actions: set[str], partition: str) -> dict[str, Any]:
    sid = _SIDS[service] if resource == "*" else _SID_OF_RESOURCES[service]
    own = resource.replace("arn:aws:", f"arn:{partition}:")
    return {"Sid": sid, "Effect": "Allow", "Action": sorted(actions), "Resource": own}
