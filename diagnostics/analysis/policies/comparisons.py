"""What each family of condition operators makes of one value of a request and the values that a policy lists."""

from __future__ import annotations

import base64
import binascii
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.patterns import Span, covers, covers_arn, expand, lowered
from diagnostics.analysis.policies.truth import Truth, Unknown, some
from diagnostics.model.addresses import AddressSet, parse_cidr

if TYPE_CHECKING:
    from diagnostics.analysis.policies.context import Context

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTH = re.compile(r"\d{4}-\d{2}")
_ARN_PARTS = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """In what light a policy's values are read: the request's keys, and whether `${…}` is a variable."""

    context: Context
    variables: bool


#: Whether a value of the request matches any of the policy's values.
Comparison = Callable[[str, tuple[str, ...], Reading], Truth]


def strings(*, wild: bool = False, ignore_case: bool = False) -> Comparison:
    """Give the comparison of strings: exact, "case-sensitive matching" with wildcards, or "ignoring case"."""

    def matches(actual: str, value: str, reading: Reading) -> Truth:
        pattern = expand(value, reading.context, wild=wild, variables=reading.variables)
        if pattern is None or isinstance(pattern, Unknown):
            return False if pattern is None else pattern
        if ignore_case:
            return covers(lowered(pattern), Span(actual.lower()))
        return covers(pattern, Span(actual))

    return lambda actual, values, reading: some(matches(actual, v, reading) for v in values)


def arns(actual: str, values: tuple[str, ...], reading: Reading) -> Truth:
    """Compare ARNs part by part.

    "Each of the six colon-delimited components of the ARN is checked separately and each can include multi-character
    match wildcards (*) or single-character match wildcards (?). The ArnEquals and ArnLike condition operators behave
    identically."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
    """

    def matches(value: str) -> Truth:
        pattern = expand(value, reading.context, wild=True, variables=reading.variables)
        if pattern is None or isinstance(pattern, Unknown):
            return False if pattern is None else pattern
        if pattern.count(":") < _ARN_PARTS - 1:
            return Unknown((_unread(value),))
        return actual.count(":") >= _ARN_PARTS - 1 and covers_arn(pattern, Span(actual))

    return some(matches(v) for v in values)


def numbers(compare: Callable[[Decimal, Decimal], bool]) -> Comparison:
    """Give a comparison of "a key to an integer or decimal value"."""
    return lambda actual, values, _: some(_ordered(_number(actual), _number(v), compare, (actual, v)) for v in values)


def dates(compare: Callable[[Decimal, Decimal], bool]) -> Comparison:
    """Give a comparison of dates: "one of the W3C implementations of the ISO 8601 date formats or … epoch (UNIX) time"."""
    return lambda actual, values, _: some(_ordered(_moment(actual), _moment(v), compare, (actual, v)) for v in values)


def booleans(actual: str, values: tuple[str, ...], reading: Reading) -> Truth:
    """Compare with "true" or "false", in whatever case."""
    return strings(ignore_case=True)(actual, values, reading)


def binaries(actual: str, values: tuple[str, ...], _: Reading) -> Truth:
    """Compare "byte for byte against a base-64 encoded representation of the binary value in the policy"."""

    def matches(value: str) -> Truth:
        ours, theirs = _bytes(actual), _bytes(value)
        return Unknown((_unread(value),)) if ours is None or theirs is None else ours == theirs

    return some(matches(v) for v in values)


def addresses(actual: str, values: tuple[str, ...], _: Reading) -> Truth:
    """Say whether an address is in any of the ranges; of several addresses, whether all, none or some are.

    "The value must be in the standard CIDR format … If you specify an IP address without the associated routing prefix,
    IAM uses the default prefix value of /32."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
    """
    sender = parse_cidr(actual)
    if sender is None:
        return Unknown((_unread(actual),))
    ours, listed = AddressSet.of((actual,), sender[0]), AddressSet.of(values, sender[0])
    if listed.covers(ours):
        return True
    if unread := tuple(_unread(v) for v in values if parse_cidr(v) is None):
        return Unknown(unread)
    return Unknown((actual,)) if ours & listed else False


COMPARISONS: dict[str, Comparison] = {
    "StringEquals": strings(),
    "StringEqualsIgnoreCase": strings(ignore_case=True),
    "StringLike": strings(wild=True),
    "NumericEquals": numbers(operator.eq),
    "NumericLessThan": numbers(operator.lt),
    "NumericLessThanEquals": numbers(operator.le),
    "NumericGreaterThan": numbers(operator.gt),
    "NumericGreaterThanEquals": numbers(operator.ge),
    "DateEquals": dates(operator.eq),
    "DateLessThan": dates(operator.lt),
    "DateLessThanEquals": dates(operator.le),
    "DateGreaterThan": dates(operator.gt),
    "DateGreaterThanEquals": dates(operator.ge),
    "Bool": booleans,
    "BinaryEquals": binaries,
    "IpAddress": addresses,
    "ArnEquals": arns,
    "ArnLike": arns,
}

#: Operators that say the opposite of another: "the condition is true" where the key is missing.
NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}


def _ordered(
    ours: Decimal | None, theirs: Decimal | None, compare: Callable[[Decimal, Decimal], bool], written: tuple[str, str]
) -> Truth:
    if ours is None or theirs is None:
        return Unknown((_unread(written[0] if ours is None else written[1]),))
    return compare(ours, theirs)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _moment(text: str) -> Decimal | None:
    """Read a date as seconds since 1970; digits alone are such seconds already."""
    if (epoch := _number(text)) is not None:
        return epoch
    try:
        read = datetime.fromisoformat(f"{text}-01" if _MONTH.fullmatch(text) else text)
    except ValueError:
        return None
    zoned = read if read.tzinfo else read.replace(tzinfo=UTC)
    return Decimal(str((zoned - _EPOCH).total_seconds()))


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None


def _unread(value: str) -> str:
    """Name a value that cannot be read as what its operator compares."""
    return f"value:{value}"
