"""Every policy that a request meets on a way, in the order in which it meets them, and what each says to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diagnostics.analysis.judge import full_access
from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.entrance import entrance_of
from diagnostics.analysis.policies.evaluate import Undecided, endpoint_decision, origin_decision, resource_decision
from diagnostics.analysis.policies.observations import as_for_reading, aws_owner
from diagnostics.analysis.policies.request import request_over
from diagnostics.model.trace import Verdict, VerdictClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.analysis.policies.caller import Caller
    from diagnostics.analysis.policies.evaluate import Decision, Kind
    from diagnostics.analysis.policies.request import Request
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import AccessPoint, Bucket, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Trace

ENDPOINTS, BUCKET_POLICY = "ec2:DescribeVpcEndpoints", "s3:GetBucketPolicy"
ACCESS_POINT, ACCESS_POINT_POLICY = "s3:GetAccessPoint", "s3:GetAccessPointPolicy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What one policy says to a request: whose it is, which call shows it, the decision; None where it was not seen.

    `verdict` is what the way comes to where the policy refuses.
    """

    verdict: Verdict
    subject: str
    call: str
    decision: Decision | None


def arrives(way: Trace) -> bool:
    """Say whether routing leads the way to the service, whatever filters do to it: only then is there a request."""
    return way.path is not None and way.path.verdict_class is not VerdictClass.BLOCKED


def rulings(
    way: Trace, source: Source, destination: Destination, snapshot: Snapshot, caller: Caller | None
) -> tuple[Ruling, ...]:
    """Give what the endpoint's policy, the access point and the bucket say to the request that comes this way.

    By an access point both its own policy and the bucket's have to let the request through.
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    """
    endpoint = endpoint_of(way, snapshot)
    guarded = endpoint is not None and not full_access(endpoint.policy)
    stored = destination.service == "s3" and bool(destination.bucket or destination.access_point)
    if not arrives(way) or not (guarded or stored):
        return ()
    request = request_of(way, source, destination, snapshot, caller)
    found: list[Ruling] = []
    if guarded and endpoint is not None:
        decision = endpoint_decision(read_policy(endpoint.policy), request)
        found.append(Ruling(verdict=Verdict.BLOCKED_ENDPOINT_POLICY, subject=endpoint.id, call=ENDPOINTS, decision=decision))
    return (*found, *_of_resource(request, destination, snapshot)) if stored else tuple(found)


def request_of(way: Trace, source: Source, destination: Destination, snapshot: Snapshot, caller: Caller | None) -> Request:
    """Give the request of a caller that comes this way; where an object is named, listing the bucket is none of it."""
    request = request_over(
        entrance_of(way, source, snapshot),
        destination,
        caller,
        key=destination.key,
        access_point=destination.access_point,
        bucket_owner=bucket_owner(destination, snapshot),
    )
    if not destination.key:
        return request
    return replace(request, operations=tuple(o for o in request.operations if o.action.known != "s3:ListBucket"))


def endpoint_of(way: Trace, snapshot: Snapshot) -> VpcEndpoint | None:
    """Give the endpoint that the way ends through, where it was seen."""
    through = [h.id for h in way.hops if h.kind in {"gateway-endpoint", "interface-endpoint"}]
    endpoint = snapshot.endpoints.get(through[-1]) if through else None
    return endpoint if endpoint is not None and endpoint.usable and way.path is not None else None


def bucket_of(destination: Destination, snapshot: Snapshot) -> Bucket | None:
    """Give the bucket that is asked about, where something is known of it."""
    return snapshot.buckets.get(destination.bucket or "") if destination.service == "s3" else None


def access_point_of(destination: Destination, snapshot: Snapshot) -> AccessPoint | None:
    """Give the access point that is asked about, where it was seen."""
    point = snapshot.access_points.get(destination.access_point.rpartition("/")[2])
    return point if point is not None and point.exists and point.arn in {"", destination.access_point} else None


def bucket_owner(destination: Destination, snapshot: Snapshot) -> str:
    """Give the account of the bucket; "" where it is not known.

    S3 shows a bucket's policy to identities of the account that owns the bucket, and to nobody else.
    — https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
    """
    point, bucket = access_point_of(destination, snapshot), bucket_of(destination, snapshot)
    if point is not None and point.bucket_owner:
        return point.bucket_owner
    return snapshot.account if bucket is not None and bucket.policy is not None else ""


def _of_resource(request: Request, destination: Destination, snapshot: Snapshot) -> Iterator[Ruling]:
    refused = Verdict.BLOCKED_RESOURCE_POLICY
    if arn := destination.access_point:
        point = access_point_of(destination, snapshot)
        origin = None if point is None else origin_decision(point.vpc_id, request)
        yield Ruling(verdict=refused, subject=arn, call=ACCESS_POINT, decision=origin)
        own = _decided(point.policy if point else None, request, arn.split(":")[4], "access-point")
        yield Ruling(verdict=refused, subject=arn, call=ACCESS_POINT_POLICY, decision=own)
    if not destination.bucket:
        return
    bucket = bucket_of(destination, snapshot)
    policy = bucket.policy if bucket else None
    if policy is None and aws_owner(destination.bucket, destination.region):
        return  # whoever may read it is AWS's business, and it shows nobody the policy
    decided = _decided(policy, request, bucket_owner(destination, snapshot), "bucket")
    yield Ruling(verdict=refused, subject=destination.bucket, call=BUCKET_POLICY, decision=decided)


def _decided(text: str | None, request: Request, owner: str, kind: Kind) -> Decision | None:
    """Give the decision of a policy; where whose the resource is would decide it, say so."""
    if text is None:
        return None
    policy, caller = (read_policy(text) if text else None), request.caller
    if caller is None or owner:
        same = None if caller is None else caller.account == owner
        return as_for_reading(resource_decision(policy, request, same_account=same, kind=kind))
    own, foreign = (resource_decision(policy, request, same_account=same, kind=kind) for same in (True, False))
    return (
        as_for_reading(own) if type(own) is type(foreign) else Undecided(wants=("owner",), operation=request.operations[0])
    )
