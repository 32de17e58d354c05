"""The AWS CLI: listings, and its errors, which say how far the request got."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from diagnostics.evidence.observation import CliAnswer, CliOutcome
from diagnostics.evidence.pasted.refusals import refusal_in
from diagnostics.evidence.pasted.sections import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.evidence.pasted.sections import Section

_URL = r"\s*(?:URL)?:?\s*\"?(https?://[^\s\"]{1,400})?"
_UNREACHED: tuple[tuple[re.Pattern[str], CliOutcome], ...] = (
    (re.compile(rf"Connect timeout on endpoint{_URL}", re.IGNORECASE), CliOutcome.CONNECT_TIMEOUT),
    (re.compile(rf"Read timeout on endpoint{_URL}", re.IGNORECASE), CliOutcome.READ_TIMEOUT),
    (re.compile(rf"Could not connect to the endpoint{_URL}", re.IGNORECASE), CliOutcome.NO_CONNECTION),
    (re.compile(rf"Failed to connect to proxy{_URL}", re.IGNORECASE), CliOutcome.PROXY_FAILED),
    (re.compile(r"SSL validation failed for (https?://[^\s\"]{1,400})", re.IGNORECASE), CliOutcome.TLS_FAILED),
    (
        re.compile(rf"Connection was closed before we received a valid response from endpoint{_URL}", re.IGNORECASE),
        CliOutcome.NO_CONNECTION,
    ),
    (
        re.compile(r"Unable to locate credentials|Partial credentials found|could not find credentials", re.IGNORECASE),
        CliOutcome.NO_CREDENTIALS,
    ),
    (
        re.compile(
            r"config profile \(.{1,80}?\) could not be found|Error loading SSO Token|Token has expired", re.IGNORECASE
        ),
        CliOutcome.NO_CREDENTIALS,
    ),
)
_ERROR = re.compile(
    r"An error occurred \(([A-Za-z0-9.]{1,60})\) when calling the ([A-Za-z0-9]{1,60}) operation"
    r"(?: \([^)]{1,60}\))?:?(.{0,1500})"
)
_BUCKET_LINE = re.compile(r"^\s{0,4}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s{1,20}(?:\d{1,19}\s)?\S")
_PREFIX_LINE = re.compile(r"^\s{10,40}PRE \S")
_CODES: dict[str, CliOutcome] = {
    "PermanentRedirect": CliOutcome.WRONG_REGION,
    "AuthorizationHeaderMalformed": CliOutcome.WRONG_REGION,
    "IllegalLocationConstraintException": CliOutcome.WRONG_REGION,
    "301": CliOutcome.WRONG_REGION,
    "NoSuchBucket": CliOutcome.NO_SUCH_BUCKET,
    "ExpiredToken": CliOutcome.BAD_CREDENTIALS,
    "ExpiredTokenException": CliOutcome.BAD_CREDENTIALS,
    "InvalidAccessKeyId": CliOutcome.BAD_CREDENTIALS,
    "InvalidClientTokenId": CliOutcome.BAD_CREDENTIALS,
    "UnrecognizedClientException": CliOutcome.BAD_CREDENTIALS,
    "SignatureDoesNotMatch": CliOutcome.BAD_CREDENTIALS,
    "RequestTimeTooSkewed": CliOutcome.BAD_CREDENTIALS,
    "AuthFailure": CliOutcome.BAD_CREDENTIALS,
    "403": CliOutcome.REFUSED,
}
_S3_OPERATIONS = frozenset(
    {"ListBuckets", "ListObjectsV2", "ListObjects", "HeadObject", "HeadBucket", "GetObject", "PutObject"}
)
_LONGEST_LISTING = 200


def read(section: Section) -> Iterator[tuple[int, CliAnswer]]:
    """Give what each command of the AWS CLI in a section came to, with the number of its line."""
    command = section.command
    service = command.words[0] if command and command.tool == "aws" and command.words else ""
    service = "s3" if service in {"s3api", "s3"} else service
    found = False
    for number, line in enumerate(section.lines, section.start):
        answer = _error(line, service) or _unreached(line, service)
        if answer is not None:
            found = True
            yield number, answer
    if not found:
        yield from _listing(section, service)


def _error(line: str, service: str) -> CliAnswer | None:
    """Read an error that the service itself answered with: the request got there."""
    said = _ERROR.search(line)
    if said is None:
        return None
    code, operation, message = said[1], said[2], said[3]
    refusal = refusal_in(code, message)
    outcome = CliOutcome.REFUSED if refusal else _CODES.get(code, CliOutcome.OTHER_ERROR)
    return CliAnswer(
        outcome=outcome,
        service=service or ("s3" if operation in _S3_OPERATIONS else ""),
        operation=operation,
        code=code,
        refusal=refusal,
        quote=quoted(line),
    )


def _unreached(line: str, service: str) -> CliAnswer | None:
    """Read an error of the CLI's own: no answer of the service came."""
    for pattern, outcome in _UNREACHED:
        if (said := pattern.search(line)) is not None:
            return CliAnswer(
                outcome=outcome, service=service, host=_host(said[1] if pattern.groups else None), quote=quoted(line)
            )
    return None


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""


def _listing(section: Section, service: str) -> Iterator[tuple[int, CliAnswer]]:
    """Read the lines of `aws s3 ls`; of any other command that there is an answer."""
    rows = [
        n for n, line in enumerate(section.lines[:_LONGEST_LISTING]) if _BUCKET_LINE.match(line) or _PREFIX_LINE.match(line)
    ]
    if rows and (service == "s3" or (not service and section.command is None)):
        at = rows[0]
        yield section.start + at, CliAnswer(outcome=CliOutcome.LISTED, service="s3", quote=quoted(section.lines[at]))
        return
    answered = next(
        (n for n, line in enumerate(section.lines[:_LONGEST_LISTING]) if line.lstrip().startswith(("{", "[", "|", "+-"))),
        None,
    )
    if service and service not in {"cloudtrail", "logs", "configure"} and answered is not None:
        yield section.start, CliAnswer(outcome=CliOutcome.ANSWERED, service=service, quote=quoted(section.lines[answered]))
