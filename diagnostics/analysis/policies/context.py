"""The keys of a request, and how much is known of each: its value, a few it may have, that it is there, that it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How much is known of a key of the request."""

    SET = "set"
    ONE_OF = "one-of"
    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class KeyValue:
    """What is known of a key: SET holds its values, ONE_OF what its single value may be (addresses also as CIDRs)."""

    standing: Standing
    values: tuple[str, ...] = ()


#: The request carries the key; with what value is not known.
PRESENT = KeyValue(Standing.PRESENT)
#: The request does not carry the key.
ABSENT = KeyValue(Standing.ABSENT)
#: Whether the request carries the key is not known.
UNKNOWN = KeyValue(Standing.UNKNOWN)

#: By the key's name in lower case. A key that is not listed is unknown, never absent.
Context = Mapping[str, KeyValue]


def is_set(*values: str) -> KeyValue:
    """Give a key with these values; more than one only where the key is multivalued."""
    return KeyValue(Standing.SET, values)


def one_of(choices: tuple[str, ...]) -> KeyValue:
    """Give a single-valued key that has one of the choices; without any, a key of which only the presence is known."""
    if not choices:
        return PRESENT
    settled = len(choices) == 1 and "/" not in choices[0]
    return is_set(choices[0]) if settled else KeyValue(Standing.ONE_OF, choices)


def found(context: Context, key: str) -> KeyValue:
    """Give what is known of a key.

    "Context key names are not case-sensitive."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
    """
    return context.get(key.lower(), UNKNOWN)
