"""What was looked up because a question names it: where a Lambda function sends from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.answers import Meaning
from diagnostics.collect.calls import call_of
from diagnostics.model.network import Function

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.collect.parse.fields import Row
    from diagnostics.collect.parse.reading import Reading

_FUNCTION = "get-function-configuration"


def functions_in(reading: Reading) -> dict[str, Function]:
    """Give the functions that were looked up, also one that does not exist; none that a refusal hides."""
    made = (_function(reading, name) for name in named(reading, _FUNCTION))
    return {function.name: function for function in made if function is not None}


def named(reading: Reading, word: str) -> Iterator[str]:
    """Give the subjects of every answer and every refusal of a call."""
    for key in reading.answers.said:
        stem, _, subject = key.partition(".")
        if stem == word and subject:
            yield subject


def absent(reading: Reading, key: str) -> bool:
    """Say whether AWS said that the very thing does not exist."""
    refusal = reading.answers.refusal(key)
    return refusal is not None and refusal.meaning is Meaning.ABSENT


def _function(reading: Reading, name: str) -> Function | None:
    call = call_of(_FUNCTION)
    if absent(reading, call.key(name)):
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
        ipv6=network.flag("Ipv6AllowedForDualStack"),
    )
