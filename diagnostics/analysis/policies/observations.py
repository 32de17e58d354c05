"""What a policy and a decision show beside the decision: why it was refused, what never matches, what is not enforced."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.caller import everyone
from diagnostics.analysis.policies.context import Standing
from diagnostics.analysis.policies.document import Effect
from diagnostics.analysis.policies.evaluate import Allowed, Denied, resource_decision
from diagnostics.analysis.policies.request import from_anywhere
from diagnostics.model.addresses import NOT_PUBLIC_V4, AddressSet, parse_cidr

if TYPE_CHECKING:
    from diagnostics.analysis.policies.conditions import Held
    from diagnostics.analysis.policies.document import Policy, Statement
    from diagnostics.analysis.policies.evaluate import Decision
    from diagnostics.analysis.policies.request import Request


class Cause(StrEnum):
    """Why a policy refuses a request, in one machine word."""

    ACCESS_POINT_ORIGIN = "access_point_origin"
    ENDPOINT_REQUIRED = "endpoint_required"
    OTHER_ENDPOINT = "other_endpoint"
    PRIVATE_SOURCE_IP = "private_source_ip"
    SOURCE_IP = "source_ip"
    CLEARTEXT = "cleartext"
    PRINCIPAL = "principal"
    GATEWAY_PRINCIPAL = "gateway_principal"
    ACTION = "action"
    RESOURCE = "resource"
    CONDITION = "condition"
    DENIED = "denied"
    NOTHING_ALLOWED = "nothing_allowed"


#: Causes that another way, or another condition about ways, does away with.
OF_NETWORK = frozenset({Cause.ENDPOINT_REQUIRED, Cause.OTHER_ENDPOINT, Cause.SOURCE_IP, Cause.PRIVATE_SOURCE_IP})
_SOURCE_IP = "aws:sourceip"
#: Keys that a request has only over an endpoint.
_ENDPOINT_KEYS = frozenset(
    {
        "aws:sourcevpce",
        "aws:sourcevpc",
        "aws:sourcevpcarn",
        "aws:vpcsourceip",
        "aws:vpceaccount",
        "aws:vpceorgid",
        "aws:vpceorgpaths",
    }
)
_PRIVATE_V6 = AddressSet.of(("fc00::/7",), 6)
_BY_ELEMENT = {
    "Principal": Cause.PRINCIPAL,
    "Action": Cause.ACTION,
    "Resource": Cause.RESOURCE,
    "Condition": Cause.CONDITION,
}
#: Buckets of AWS that workloads fetch from, by what for; `{}` is the Region, and what follows a `*` varies.
_OF_AWS = {
    "prod-{}-starport-layer-bucket": "Amazon ECR",
    "amazonlinux-2-repos-{}": "Amazon Linux 2",
    "al2023-repos-{}-*": "Amazon Linux 2023",
    "amazonlinux.{}.amazonaws.com": "Amazon Linux",
    "packages.{}.amazonaws.com": "Amazon Linux",
    "repo.{}.amazonaws.com": "Amazon Linux",
    "aws-ssm-{}": "Systems Manager",
    "amazon-ssm-{}": "Systems Manager",
    "amazon-ssm-packages-{}": "Systems Manager",
    "aws-windows-downloads-{}": "Systems Manager",
    "patch-baseline-snapshot-{}*": "Systems Manager Patch Manager",
    "aws-patch-manager-{}*": "Systems Manager Patch Manager",
    "{}-birdwatcher-prod": "Systems Manager Distributor",
    "aws-codedeploy-{}": "CodeDeploy",
    "cloudformation-waitcondition-{}": "CloudFormation",
    "cloudformation-custom-resource-response-*": "CloudFormation",
    "{}.elasticmapreduce": "Amazon EMR",
}


def cause_of(denied: Denied) -> Cause:
    """Give why a request is refused: what a Deny statement asks for, or where the closest Allow statement falls short."""
    if denied.origin:
        return Cause.ACCESS_POINT_ORIGIN
    if denied.by is not None:
        return _cause_in(denied.by.conditions) or Cause.DENIED
    if not denied.misses:
        return Cause.NOTHING_ALLOWED
    closest = denied.misses[0]
    cause = _BY_ELEMENT.get(closest.failing, Cause.NOTHING_ALLOWED)
    if cause is Cause.PRINCIPAL and closest.at_gateway:
        return Cause.GATEWAY_PRINCIPAL
    if cause is Cause.CONDITION:
        return _cause_in(tuple(c for c in closest.conditions if c.truth is False)) or cause
    return cause


def as_for_reading(decision: Decision) -> Decision:
    """Give the refusal where a statement about the network denies reading objects, whatever else gets through.

    A Deny is often written for the objects alone (`arn:aws:s3:::bucket/*`), and the bucket can then still be listed: nobody
    would call that reachable. One that is about writing only, or about something else than the way, leaves the rest alone.
    """
    others = () if isinstance(decision, Denied) else decision.but
    refusals = (d for d in others if isinstance(d, Denied) and d.by is not None)
    read = (d for d in refusals if d.operation is not None and d.operation.action.known == "s3:GetObject")
    return next((d for d in read if cause_of(d) in OF_NETWORK), decision)


def aws_owner(bucket: str | None, region: str) -> str:
    """Give the AWS service whose bucket it is, from which workloads fetch what they need; "" for anybody else's bucket.

    — https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
    — https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
    """
    for pattern, service in _OF_AWS.items():
        start, varies, _ = pattern.format(region).partition("*")
        if bucket == start or (varies and bucket is not None and bucket.startswith(start)):
            return service
    return ""


def grants_everything(policy: Policy | None) -> bool:
    """Say whether an endpoint's policy is the default one in effect: everyone, everything, no condition, no Deny."""
    if policy is None:
        return True
    return any(_open(s) for s in policy.statements) and all(s.effect is Effect.ALLOW for s in policy.statements)


def private_source_ips(policy: Policy | None) -> tuple[Statement, ...]:
    """Give the statements that hold `aws:SourceIp` against private ranges, which it never is.

    "If the request comes from a host that uses an Amazon VPC endpoint, then the aws:SourceIp key is not available. You
    should instead use a VPC-specific key such as aws:VpcSourceIp."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
    """
    statements = policy.statements if policy else ()
    return tuple(
        s for s in statements if any(c.key.lower() == _SOURCE_IP and any(map(is_private, c.values)) for c in s.conditions)
    )


def is_enforced(policy: Policy | None, request: Request) -> bool | None:
    """Say whether a bucket's policy refuses the same request from outside any endpoint; None where it cannot be told."""
    decision = as_for_reading(resource_decision(policy, from_anywhere(request)))
    if isinstance(decision, Denied):
        return decision.by is not None and _cause_in(decision.by.conditions) is Cause.ENDPOINT_REQUIRED
    return False if isinstance(decision, Allowed) else None


def _cause_in(conditions: tuple[Held, ...]) -> Cause | None:
    """Give what a statement's conditions are about, as far as they concern the way that a request takes."""
    held = {h.condition.key.lower(): h for h in conditions}
    about_endpoint = [h for key, h in held.items() if key in _ENDPOINT_KEYS]
    if about_endpoint:
        missing = any(h.known.standing is Standing.ABSENT for h in about_endpoint)
        return Cause.ENDPOINT_REQUIRED if missing else Cause.OTHER_ENDPOINT
    if _SOURCE_IP in held:
        private = all(map(is_private, held[_SOURCE_IP].condition.values))
        return Cause.PRIVATE_SOURCE_IP if private else Cause.SOURCE_IP
    return Cause.CLEARTEXT if "aws:securetransport" in held else None


def _open(statement: Statement) -> bool:
    anyone = statement.principals is not None and everyone(statement.principals)
    return anyone and statement.actions == ("*",) and statement.resources == ("*",) and not statement.conditions


def is_private(text: str) -> bool:
    """Say whether a condition's value is a private address or range."""
    parsed = parse_cidr(text)
    if parsed is None:
        return False
    family, _ = parsed
    return (NOT_PUBLIC_V4 if family == 4 else _PRIVATE_V6).covers(AddressSet.of((text,), family))  # noqa: PLR2004 (the family's own number)
