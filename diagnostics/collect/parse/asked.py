"""What was looked up because a question names it: where a bucket is, and where a Lambda function sends from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.answers import Meaning
from diagnostics.collect.calls import call_of
from diagnostics.model.network import Bucket, Function

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.collect.parse.fields import Row
    from diagnostics.collect.parse.reading import Reading

_HEAD, _LOCATION, _FUNCTION = "head-bucket", "get-bucket-location", "get-function-configuration"
#: "Buckets in Region us-east-1 have a LocationConstraint of null", and eu-west-1 may be called EU.
#: — https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
_LOCATIONS = {"": "us-east-1", "EU": "eu-west-1"}


def buckets_in(reading: Reading) -> dict[str, Bucket]:
    """Give the buckets that were looked up, also one that does not exist; none that a refusal hides."""
    names = (*_named(reading, _HEAD), *_named(reading, _LOCATION))
    made = (_bucket(reading, name) for name in dict.fromkeys(names))
    return {bucket.name: bucket for bucket in made if bucket is not None}


def functions_in(reading: Reading) -> dict[str, Function]:
    """Give the functions that were looked up, also one that does not exist; none that a refusal hides."""
    made = (_function(reading, name) for name in _named(reading, _FUNCTION))
    return {function.name: function for function in made if function is not None}


def _named(reading: Reading, word: str) -> Iterator[str]:
    """Give the subjects of every answer and every refusal of a call."""
    for key in reading.answers.said:
        stem, _, subject = key.partition(".")
        if stem == word and subject:
            yield subject


def _absent(reading: Reading, key: str) -> bool:
    refusal = reading.answers.refusal(key)
    return refusal is not None and refusal.meaning is Meaning.ABSENT


def _bucket(reading: Reading, name: str) -> Bucket | None:
    """Give one bucket; HeadBucket counts more than GetBucketLocation, which AWS no longer recommends."""
    head, location = (call_of(word).key(name) for word in (_HEAD, _LOCATION))
    if (region := _said(reading, _HEAD, name)) or (region := _said(reading, _LOCATION, name)):
        return Bucket(name=name, region=region)
    if _absent(reading, head) or _absent(reading, location):
        return Bucket(name=name, exists=False)
    answered = reading.answers.body(head) is not None or reading.answers.body(location) is not None
    return Bucket(name=name) if answered else None


def _said(reading: Reading, word: str, name: str) -> str:
    """Give the Region that an answer names; empty where there is no answer, or one that cannot be read."""
    call = call_of(word)
    body = reading.answers.body(call.key(name))
    if body is None or call.result not in body:
        return ""
    said = reading.made(call, {"Name": name, call.result: body[call.result]}, 1, lambda row: row.text(call.result))
    return said or "" if word == _HEAD or said is None else _LOCATIONS.get(said, said)


def _function(reading: Reading, name: str) -> Function | None:
    call = call_of(_FUNCTION)
    if _absent(reading, call.key(name)):
        return Function(name=name, exists=False)
    body = reading.answers.body(call.key(name))
    if body is None:
        return None
    return reading.made(call, {"Name": name, "VpcConfig": body.get("VpcConfig")}, 1, function_of)


def function_of(row: Row) -> Function:
    """Give a function's network; one that was taken out of its VPC still has a configuration, with nothing in it."""
    network = row.row("VpcConfig")
    return Function(
        name=row.identity("Name"),
        vpc_id=network.text("VpcId"),
        subnet_ids=network.texts("SubnetIds"),
        group_ids=network.texts("SecurityGroupIds"),
    )
