"""Buckets and access points that a question names: where they are, whom they take requests from, and their policies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from diagnostics.collect.answers import Meaning
from diagnostics.collect.calls import call_of
from diagnostics.collect.parse.asked import absent, named
from diagnostics.model.network import AccessPoint, Bucket

if TYPE_CHECKING:
    from diagnostics.collect.parse.fields import Row
    from diagnostics.collect.parse.reading import Reading

_HEAD, _LOCATION, _POLICY = "head-bucket", "get-bucket-location", "get-bucket-policy"
_POINT, _POINT_POLICY = "get-access-point", "get-access-point-policy"
#: "Buckets in Region us-east-1 have a LocationConstraint of null", and eu-west-1 may be called EU.
#: — https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
_LOCATIONS = {"": "us-east-1", "EU": "eu-west-1"}


def buckets_in(reading: Reading) -> dict[str, Bucket]:
    """Give the buckets that were looked up, also one that does not exist; none of which nothing is known."""
    names = (name for word in (_HEAD, _LOCATION, _POLICY) for name in named(reading, word))
    made = (_bucket(reading, name) for name in dict.fromkeys(names))
    return {bucket.name: bucket for bucket in made if bucket is not None}


def access_points_in(reading: Reading) -> dict[str, AccessPoint]:
    """Give the access points that were looked up, also one that does not exist; none that a refusal hides."""
    names = (name for word in (_POINT, _POINT_POLICY) for name in named(reading, word))
    made = (_access_point(reading, name) for name in dict.fromkeys(names))
    return {point.name: point for point in made if point is not None}


def _bucket(reading: Reading, name: str) -> Bucket | None:
    """Give one bucket; HeadBucket counts more than GetBucketLocation, which AWS no longer recommends."""
    head, location, asked = (call_of(word).key(name) for word in (_HEAD, _LOCATION, _POLICY))
    policy = _policy(reading, _POLICY, name)
    if (region := _region(reading, _HEAD, name)) or (region := _region(reading, _LOCATION, name)):
        return Bucket(name=name, region=region, policy=policy)
    if any(absent(reading, key) for key in (head, location, asked)):
        return Bucket(name=name, exists=False)
    answered = any(reading.answers.body(key) is not None for key in (head, location))
    return Bucket(name=name, policy=policy) if answered or policy is not None else None


def _region(reading: Reading, word: str, name: str) -> str:
    """Give the Region that an answer names; empty where there is no answer, or one that cannot be read."""
    call = call_of(word)
    body = reading.answers.body(call.key(name))
    if body is None or call.result not in body:
        return ""
    said = reading.made(call, {"Name": name, call.result: body[call.result]}, 1, lambda row: row.text(call.result))
    return said or "" if word == _HEAD or said is None else _LOCATIONS.get(said, said)


def _policy(reading: Reading, word: str, name: str) -> str | None:
    """Give the policy that an answer holds, "" where AWS says that there is none, and None where it was not seen."""
    call = call_of(word)
    refusal = reading.answers.refusal(call.key(name))
    if refusal is not None:
        return "" if refusal.meaning is Meaning.NONE else None
    held = (reading.answers.body(call.key(name)) or {}).get(call.result)
    if isinstance(held, dict):
        return json.dumps(held)  # as the console shows it, rather than as the CLI does
    return None if held is None else reading.made(call, {"Name": name, call.result: held}, 1, lambda r: r.text(call.result))


def _access_point(reading: Reading, name: str) -> AccessPoint | None:
    call = call_of(_POINT)
    if absent(reading, call.key(name)):
        return AccessPoint(name=name, exists=False)
    body, policy = reading.answers.body(call.key(name)), _policy(reading, _POINT_POLICY, name)
    if body is None:
        return None
    return reading.made(call, {**body, "Name": name}, 1, lambda row: access_point_of(row, policy))


def access_point_of(row: Row, policy: str | None) -> AccessPoint:
    """Give an access point with the policy that another call told."""
    return AccessPoint(
        name=row.identity("Name"),
        arn=row.text("AccessPointArn"),
        bucket=row.text("Bucket"),
        bucket_owner=row.text("BucketAccountId"),
        vpc_id=row.row("VpcConfiguration").text("VpcId"),
        policy=policy,
    )
