"""What AWS said, call by call, in one form for a live account and for a saved folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Body: TypeAlias = "dict[str, Any]"


class Meaning(StrEnum):
    """What it means that a call gave no answer; the last three are also the reasons of a gap."""

    NONE = "none"  # there is none of what was asked for
    ABSENT = "absent"  # the very thing that was asked about does not exist
    DENIED = "denied"
    UNSUPPORTED = "unsupported"
    FAILED = "failed"


_MEANINGS: tuple[tuple[Meaning, frozenset[str]], ...] = (
    (Meaning.NONE, frozenset({"NoSuchBucketPolicy", "NoSuchAccessPointPolicy"})),
    (
        Meaning.ABSENT,
        frozenset(
            {"NoSuchBucket", "NoSuchAccessPoint", "NoSuchHostedZone", "ResourceNotFoundException", "NoSuchEntity", "404"}
        ),
    ),
    (
        Meaning.DENIED,
        frozenset(
            {
                "UnauthorizedOperation",
                "UnauthorizedAccess",
                "AccessDenied",
                "AccessDeniedException",
                "AllAccessDisabled",
                "NotAuthorized",
                "NotAuthorizedException",
                "AuthorizationError",
                "AuthorizationErrorException",
                "Forbidden",
                "403",
            },
        ),
    ),
    (
        Meaning.UNSUPPORTED,
        frozenset(
            {
                "InvalidAction",
                "NotImplemented",
                "Unsupported",
                "UnsupportedOperation",
                "UnsupportedOperationException",
                "UnknownOperation",
                "UnknownOperationException",
                "UnknownParameter",
                "501",
                "MethodNotAllowed",  # S3's answer to whoever asks for the policy of a bucket of another account
                "NotAwsLanguage",
            },
        ),
    ),
)
_CLI_REFUSAL = re.compile(
    r"An error occurred \((?P<code>[^)]+)\) when calling the (?P<operation>\w+) operation[^:]*:\s*(?P<text>.*)", re.DOTALL
)
_CLI_TOO_OLD = re.compile(r"argument (operation|command): (Found i|I)nvalid choice|Unknown options?:")
_CLI_WORDS = (
    (re.compile(r"Unable to locate credentials|NoCredentials"), "NoCredentials"),
    (re.compile(r"Could not connect to the endpoint|Connect timeout|Read timeout|Connection was closed"), "Unreachable"),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stands in the place of an answer: AWS's error code and its own words."""

    code: str
    text: str = ""

    @property
    def meaning(self) -> Meaning:
        """Give what the code means for what may be concluded; a code that is not known means that the call failed."""
        code = self.code.removeprefix("Client.").removeprefix("Server.")
        if code.endswith(".NotFound"):
            return Meaning.ABSENT
        return next((meaning for meaning, codes in _MEANINGS if code in codes), Meaning.FAILED)

    def as_cli(self, operation: str) -> str:
        """Write the refusal as the AWS CLI writes it to stderr."""
        if _CLI_REFUSAL.search(self.text):
            return self.text
        return f"An error occurred ({self.code}) when calling the {operation} operation: {self.text}"

    @classmethod
    def from_cli(cls, stderr: str) -> Refusal:
        """Read what the AWS CLI wrote to stderr, in whatever version's dress."""
        if found := _CLI_REFUSAL.search(stderr):
            return cls(found["code"], found["text"].strip())
        if _CLI_TOO_OLD.search(stderr):
            return cls("UnsupportedOperation", stderr.strip())
        code = next((code for words, code in _CLI_WORDS if words.search(stderr)), "Failed")
        return cls(code, stderr.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Whose answers these are, and when and by what they were taken. Empty where it is not known."""

    partition: str = ""
    account: str = ""
    region: str = ""
    taken_at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything AWS said, by call key (`describe-vpc-attribute.vpc-1.enableDnsSupport`); a key not there was not asked.

    `unread` names files of a saved folder that could not be used and belong to no call, with the reason.
    """

    said: Mapping[str, Body | Refusal]
    meta: Meta = field(default_factory=Meta)
    unread: tuple[tuple[str, str], ...] = ()

    def body(self, key: str) -> Body | None:
        """Give the answer of a call, or None where it was refused or not asked."""
        said = self.said.get(key)
        return None if said is None or isinstance(said, Refusal) else said

    def refusal(self, key: str) -> Refusal | None:
        """Give the refusal of a call, or None where it was answered or not asked."""
        said = self.said.get(key)
        return said if isinstance(said, Refusal) else None

    def rows(self, key: str, result: str) -> list[Body]:
        """Give the rows of an answer that are rows; nothing where there is no answer."""
        return listed(self.body(key), result)


def told(row: object, member: str) -> str:
    """Give the text that a row holds under a member; empty where it holds none, or something else."""
    value = row.get(member) if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""


def listed(row: object, member: str) -> list[Body]:
    """Give the objects that a row lists under a member; none where it lists none, or something else."""
    value = row.get(member) if isinstance(row, dict) else None
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def join(bodies: Iterable[Body]) -> Body:
    """Give one answer out of several pages, or several Regions' answers to the same call.

    Lists are strung together. Where several answers hold one object each, they become a list of objects, so that whoever
    reads it can pick the one of its Region.
    """
    joined: Body = {}
    for body in bodies:
        for key, value in body.items():
            if key in {"NextToken", "ResponseMetadata"}:
                continue
            held = joined.get(key)
            if held is None:
                joined[key] = list(value) if isinstance(value, list) else value
            elif isinstance(held, list) and isinstance(value, list):
                held.extend(value)
            elif isinstance(value, dict) and value != held:
                joined[key] = [*(held if isinstance(held, list) else [held]), value]
    return joined
